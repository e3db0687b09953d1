//! What an import would do: each organisation of the register against the records of the site.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::data::schema::form::{Form, Known};
use crate::data::write::layout::lay_out;
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::FilePath;

use super::body::{Body, Scheme};
use super::editor::{Editor, day};
use super::fresh;
use super::known::{Record, Records, same_name};
use super::outcome::{Choices, Draft, News, Note, Plan, Succession};
use super::refresh::refresh;
use super::source::{Register, Source};
use super::whereabouts::Gazetteer;
use crate::data::FileKind;

struct Planner<'a> {
    records: &'a mut Records,
    gazetteer: &'a Gazetteer,
    known: &'a Known,
    source: &'a Source,
    choices: Choices,
    plan: Plan,
}

/// Compares a register with the site.
pub fn plan(
    bodies: Vec<Body>,
    succession: &Succession,
    records: &mut Records,
    gazetteer: &Gazetteer,
    known: &Known,
    source: &Source,
    choices: Choices,
) -> Plan {
    let bodies = one_each(bodies, choices.today);
    let mut planner = Planner { records, gazetteer, known, source, choices, plan: Plan::default() };
    planner.run(&bodies, succession);
    let mut plan = planner.plan;
    plan.drafts.sort_by(|a, b| a.path.cmp(&b.path));
    plan.notes.sort();
    plan.notes.dedup();
    plan
}

/// Each organisation once, the last mention counting; what ends only after today is open still.
fn one_each(bodies: Vec<Body>, today: Date) -> BTreeMap<(Scheme, String), Body> {
    let mut once = BTreeMap::new();
    for mut body in bodies {
        body.open = body.open || body.closed.is_some_and(|closed| closed > today);
        once.insert((body.scheme, body.code.clone()), body);
    }
    once
}

/// Open organisations of a register by what is left when their number changes.
#[derive(Default)]
struct Heirs<'b> {
    by_number: BTreeMap<(&'static str, &'b str), &'b Body>,
    by_name: BTreeMap<String, Vec<&'b Body>>,
}

impl<'b> Heirs<'b> {
    fn of(bodies: &'b BTreeMap<(Scheme, String), Body>) -> Self {
        let mut heirs = Self::default();
        for body in bodies.values().filter(|body| body.open) {
            for (key, value) in body.codes.iter().filter(|(key, _)| matches!(*key, "gias_trn" | "companies_house")) {
                heirs.by_number.insert((*key, value.as_str()), body);
            }
            heirs.by_name.entry(same_name(&body.name)).or_default().push(body);
        }
        heirs
    }

    /// The same company under a new number: it has the same Companies House number or Group ID.
    fn same_body(&self, ended: &Body) -> Option<&'b Body> {
        let numbers = ended.codes.iter().filter(|(key, _)| matches!(*key, "gias_trn" | "companies_house"));
        numbers
            .filter_map(|(key, value)| self.by_number.get(&(*key, value.as_str())))
            .copied()
            .find(|heir| heir.code != ended.code)
    }

    /// The only open organisation of the same name.
    fn same_name(&self, ended: &Body) -> Option<&'b Body> {
        match self.by_name.get(&same_name(&ended.name))?.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl Planner<'_> {
    fn run(&mut self, bodies: &BTreeMap<(Scheme, String), Body>, succession: &Succession) {
        self.plan.open = bodies.values().filter(|body| body.open).count();
        let heirs = Heirs::of(bodies);
        let mut done: BTreeSet<&(Scheme, String)> = BTreeSet::new();
        // New ids are given in the order of names, so that the same register always gives the same ids.
        let mut in_order: Vec<(&(Scheme, String), &Body)> = bodies.iter().collect();
        in_order.sort_by(|a, b| (same_name(&a.1.name), a.0).cmp(&(same_name(&b.1.name), b.0)));
        let mut ended: Vec<(Record, Option<&Body>, Option<Date>)> = Vec::new();
        for (key, body) in &in_order {
            let Some(record) = self.records.by_code(body.scheme, &body.code).cloned() else { continue };
            done.insert(key);
            if record.says.opt_out {
                self.plan.opted_out += 1;
            } else if body.open {
                self.known_and_open(&record, body);
            } else if let Some(heir) =
                heirs.same_body(body).filter(|heir| self.records.by_code(heir.scheme, &heir.code).is_none())
            {
                if let Some((heir_key, _)) = bodies.get_key_value(&(heir.scheme, heir.code.clone())) {
                    done.insert(heir_key);
                }
                let text = format!("is registered anew as {}: the same company, so its record goes on", heir.code);
                self.note(News::Merged, record.id(), text);
                self.known_and_open(&record, heir);
            } else if record.says.closed.is_none() {
                ended.push((record, heirs.same_name(body), body.closed));
            } else {
                self.plan.same += 1;
            }
        }
        let mut new_ids: BTreeMap<(Scheme, String), String> = BTreeMap::new();
        for (key, body) in in_order {
            if body.open && !done.contains(key) {
                let id = self.unknown(body);
                new_ids.insert(key.clone(), id);
            }
        }
        for (record, heir, closed) in ended {
            let heir = heir.and_then(|heir| self.id_of(heir.scheme, &heir.code, &new_ids));
            self.ended(&record, heir, closed, succession, &new_ids);
        }
        self.succeed(succession, bodies, &new_ids);
        self.missing(bodies);
    }

    fn note(&mut self, news: News, about: &str, text: impl Into<String>) {
        self.plan.notes.push(Note { news, about: about.to_owned(), text: text.into() });
    }

    fn id_of(&self, scheme: Scheme, code: &str, new_ids: &BTreeMap<(Scheme, String), String>) -> Option<String> {
        let known = self.records.by_code(scheme, code).map(|record| record.id().to_owned());
        known.or_else(|| new_ids.get(&(scheme, code.to_owned())).cloned())
    }

    fn known_and_open(&mut self, record: &Record, body: &Body) {
        if let Some(closed) = body.closed.filter(|_| record.says.closed.is_none()) {
            self.note(News::Closing, record.id(), format!("will end on {closed}, says the register"));
        }
        if record.says.closed.is_some() {
            self.note(News::Reopened, record.id(), "is open in the register, but closed here; nothing was changed");
            return;
        }
        let place = self.gazetteer.find(body);
        let Some(refreshed) = refresh(record, body, &place, &self.gazetteer.boards, self.source) else {
            self.plan.faults.push(
                Diagnostic::new(
                    Code::Syntax,
                    record.path.as_str(),
                    None,
                    "the record was left as it is, because it cannot be rewritten without loss",
                )
                .help("`trustbridge fmt` lays it out so that it can"),
            );
            return;
        };
        for kept in &refreshed.kept {
            self.note(News::Kept, record.id(), format!("keeps {kept}"));
        }
        if let Some(old) = &refreshed.renamed_from {
            self.note(News::Renamed, record.id(), format!("was called {old} and is now {}", body.name));
        }
        if let Some(change) = refreshed.changes.iter().find(|change| change.starts_with("postcode") && change.contains("->")) {
            self.note(News::Moved, record.id(), format!("moved: {change}"));
        }
        if refreshed.text == record.text {
            self.plan.same += 1;
            return;
        }
        let changes = if refreshed.changes.is_empty() { vec!["confirmed".to_owned()] } else { refreshed.changes };
        self.plan.drafts.push(Draft {
            path: record.path.clone(),
            before: Some(record.text.clone()),
            after: refreshed.text,
            changes,
        });
    }

    /// An open organisation without a record of its number: linked by its name, else new. Answers its id.
    fn unknown(&mut self, body: &Body) -> String {
        if let Some(record) = self.records.by_name(body.side, &body.name, body.scheme).cloned() {
            if record.says.opt_out {
                self.plan.opted_out += 1;
            } else {
                self.note(News::Linked, record.id(), format!("has the name of {}, and now its number", body.code));
                self.known_and_open(&record, body);
            }
            return record.id().to_owned();
        }
        let id = self.records.new_id(&body.name, &body.town, &body.code);
        if body.damaged {
            self.note(News::Unplaced, &id, format!("({}) was not made: letters of its name were damaged on the way", body.code));
            return id;
        }
        let Some(kind) = body.kinds.iter().find(|kind| self.known.has(Form::Kind, kind)) else {
            let wanted = body.kinds.last().cloned().unwrap_or_default();
            self.plan.faults.push(
                Diagnostic::new(
                    Code::UnknownTerm,
                    FileKind::Kinds.path(),
                    None,
                    format!("the kind `{wanted}` is missing, so `{}` was left out", body.name),
                )
                .help(format!("add a `[[kind]]` with `id = \"{wanted}\"` and import again")),
            );
            return id;
        };
        let Ok(path) = FilePath::new(format!("data/organisations/{}/{id}.toml", body.side.folder())) else { return id };
        let place = self.gazetteer.find(body);
        let lacks =
            [("a point", place.point.is_none()), ("a region", place.region.is_none()), ("a care board", place.board.is_none())];
        let lacks: Vec<&str> = lacks.into_iter().filter(|(_, lacking)| *lacking).map(|(what, _)| what).collect();
        if !lacks.is_empty() {
            let postcode = body.postcode.as_ref().map_or_else(|| "no postcode".to_owned(), ToString::to_string);
            self.note(News::Unplaced, &id, format!("is without {} ({postcode})", crate::text::listed(&lacks, "and")));
        }
        if let Some(reason) = &body.draft {
            self.note(News::Draft, &id, format!("{reason}: a draft, which `build --drafts` shows"));
        }
        let text = fresh::write(body, kind, &place, self.source);
        let after = lay_out(&path, &text).unwrap_or(text);
        self.plan.drafts.push(Draft { path, before: None, after, changes: vec![format!("new: {}", body.name)] });
        id
    }

    fn ended(
        &mut self,
        record: &Record,
        heir: Option<String>,
        closed: Option<Date>,
        succession: &Succession,
        new_ids: &BTreeMap<(Scheme, String), String>,
    ) {
        let step = record.code(Scheme::Ods).and_then(|code| succession.steps.get(code));
        let by_code = step.and_then(|(heirs, _)| heirs.iter().find_map(|code| self.id_of(Scheme::Ods, code, new_ids)));
        let heir = by_code.or(heir).filter(|heir| heir != record.id());
        let when = closed.map_or_else(String::new, |day| format!(" on {day}"));
        let follows = heir.as_ref().map_or_else(String::new, |heir| format!("; `{heir}` follows it"));
        let news = if heir.is_some() { News::Merged } else { News::Closed };
        self.note(news, record.id(), format!("ended{when}, says the register{follows}"));
        if !self.choices.close {
            return;
        }
        let Some(closed) = closed else {
            let text = "was not closed: the register gives no day that can be read; write `closed` into its record yourself";
            self.note(News::Kept, record.id(), text);
            return;
        };
        let Some(mut sheet) = Editor::open(&record.text) else { return };
        let mut changes = vec![format!("closed{when}")];
        sheet.set("", "closed", day(closed));
        if let Some(heir) = heir {
            sheet.set("", "successor", heir.as_str());
            changes.push(format!("successor {heir}"));
        }
        let after = sheet.text();
        self.plan.drafts.push(Draft { path: record.path.clone(), before: Some(record.text.clone()), after, changes });
    }

    /// Records that only the list of successions names, such as care boards that merged.
    fn succeed(
        &mut self,
        succession: &Succession,
        bodies: &BTreeMap<(Scheme, String), Body>,
        new_ids: &BTreeMap<(Scheme, String), String>,
    ) {
        for (code, (_, first_day)) in &succession.steps {
            let named = bodies.contains_key(&(Scheme::Ods, code.clone()));
            let record =
                self.records.by_code(Scheme::Ods, code).filter(|record| record.says.closed.is_none() && !record.says.opt_out);
            if let Some(record) = record.filter(|_| !named).cloned() {
                let closed = first_day.and_then(|day| day.yesterday().ok()).filter(|closed| *closed <= self.choices.today);
                self.ended(&record, None, closed, succession, new_ids);
            }
        }
    }

    /// Says which known organisations the register does not hold; that alone never closes one.
    fn missing(&mut self, bodies: &BTreeMap<(Scheme, String), Body>) {
        let scheme = match self.source.register {
            Register::Gias => Scheme::Gias,
            Register::Ods => Scheme::Ods,
            Register::Csv => return,
        };
        if bodies.is_empty() {
            return;
        }
        let open =
            self.records.iter().filter(|record| record.says.closed.is_none() && record.says.kind != "integrated-care-board");
        let ours: Vec<(&str, &str)> = open.filter_map(|record| Some((record.id(), record.code(scheme)?))).collect();
        let absent: Vec<(String, String)> = ours
            .iter()
            .filter(|(_, code)| !bodies.contains_key(&(scheme, (*code).to_owned())))
            .map(|(id, code)| ((*id).to_owned(), (*code).to_owned()))
            .collect();
        if absent.len() * 10 > ours.len() && absent.len() > 3 {
            let message = format!("{} of {} known organisations are not in this extract", absent.len(), ours.len());
            self.plan.faults.push(
                Diagnostic::new(Code::RegisterRow, "data/organisations", None, message)
                    .help("probably the extract is not whole; nothing is closed only because it is missing"),
            );
        }
        for (id, code) in absent {
            self.note(News::Missing, &id, format!("has the number {code}, which this extract does not hold"));
        }
    }
}
