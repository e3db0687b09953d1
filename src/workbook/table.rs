//! The site's own table of organisations, `data/organisations.csv`, with edits in it.
//!
//! A row is known by its `id`. What differs from the table as it would be written today is what somebody edited; spreadsheets
//! write some cells in another way (a day, a number without its zeros), which is no edit.

use std::collections::{BTreeMap, BTreeSet};

use super::against::Against;
use super::apply::apply;
use super::cells::Cell;
use super::columns::{Holds, Is, SheetForm};
use super::edits::{Does, Step, told};
use super::held::{Held, Records, value};
use super::meant::meant;
use super::points::left_behind;
use crate::data::FileKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::{Draft, Row, Table, read_day};
use crate::text::{csv, fold, listed};

/// Columns of the table, and the key of the record that each shows. What the others show is worked out, or edited elsewhere.
const COLUMNS: &[(&str, &str)] = &[
    ("name", "name"),
    ("kind", "kind"),
    ("website", "website"),
    ("openness", "openness"),
    ("ods", "codes.ods"),
    ("gias_uid", "codes.gias_uid"),
    ("gias_trn", "codes.gias_trn"),
    ("ukprn", "codes.ukprn"),
    ("companies_house", "codes.companies_house"),
    ("charity", "codes.charity"),
    ("address", "place.address"),
    ("town", "place.town"),
    ("postcode", "place.postcode"),
    ("latitude", "place.latitude"),
    ("longitude", "place.longitude"),
    ("region", "place.region"),
    ("icbs", "place.icbs"),
    ("sites", "serves.site_count"),
    ("people", "serves.people"),
    ("staff", "serves.staff"),
    ("phases", "serves.phases"),
    ("partners", "partners"),
    ("checked", "review.checked"),
    ("closed", "closed"),
];

/// Columns that say who a row is, or that are edited elsewhere, and how.
const KEPT: &[(&str, &str)] = &[
    ("uuid", "it is made from the official numbers"),
    ("sector", "the sector is the folder of a record; move its file"),
    ("offers", "offers and needs are edited in the workbook of `trustbridge export sheet`, or in the record"),
    ("needs", "offers and needs are edited in the workbook of `trustbridge export sheet`, or in the record"),
];

/// What the rows of known records change.
#[derive(Debug, Default)]
pub struct TablePlan {
    /// Files to write.
    pub drafts: Vec<Draft>,
    /// What was not taken, each at its cell.
    pub faults: Vec<Diagnostic>,
    /// What would change, one sentence each.
    pub told: Vec<String>,
    /// The ids of the rows that are dealt with; a row of any other id is a new organisation.
    pub known: BTreeSet<String>,
    /// How many rows say what the records say.
    pub same: usize,
}

/// Whether a table is the site's own, by its columns.
pub fn is_own_table(table: &Table) -> bool {
    let has = |name: &str| table.header().iter().any(|column| fold(column) == name);
    has("id") && has("name") && has("sector")
}

/// Holds an edited table against `baseline`, the table as it would be written today.
pub fn plan_table(table: &Table, baseline: &[u8], against: &Against<'_>) -> TablePlan {
    let mut plan = TablePlan::default();
    let mut none = Vec::new();
    let Ok(before) = Table::read("organisations.csv", baseline, true, &mut none) else { return plan };
    let mut shown: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    before.rows(before.header().len(), &mut none, &mut |row, faults| {
        let cells: BTreeMap<String, String> =
            before.header().iter().enumerate().map(|(at, name)| (name.clone(), csv::bare(row.cell(at, faults)))).collect();
        shown.insert(cells.get("id").cloned().unwrap_or_default(), cells);
    });
    let columns: Vec<(usize, String)> =
        table.header().iter().map(|name| fold(name).replace([' ', '-'], "_")).enumerate().collect();
    let strange: Vec<String> = columns
        .iter()
        .filter(|(_, name)| !name.is_empty() && !before.header().contains(name))
        .filter_map(|(at, _)| Some(format!("`{}`", table.header().get(*at)?)))
        .collect();
    if !strange.is_empty() {
        let message =
            format!("{} ignored: {}", if strange.len() == 1 { "a column was" } else { "columns were" }, listed(&strange, "and"));
        let fault = Diagnostic::new(Code::RegisterRow, table.path.clone(), table.header_place(), message);
        plan.faults.push(fault.help("the site's own table has no such column"));
    }
    let records = Records::of(against.folder);
    let forms = SheetForm::all();
    let mut holds: BTreeMap<&str, &Holds> = BTreeMap::new();
    for column in forms.first().into_iter().flat_map(|form| &form.columns) {
        if let Is::Value(path, kind) = &column.is {
            holds.insert(path, kind);
        }
    }
    let mut reading = Reading { against, holds, columns, plan: &mut plan, rows: BTreeMap::new() };
    let mut faults = Vec::new();
    table.rows(table.header().len(), &mut faults, &mut |row, faults| {
        let at = reading.columns.iter().find(|(_, name)| name == "id").map_or(usize::MAX, |(at, _)| *at);
        let id = row.cell(at, faults);
        let known = shown.get(&id).and_then(|old| Some((old, records.get(FileKind::Organisation, &id)?)));
        let Some((old, record)) = known else { return };
        let line = row.line();
        if let Some(first) = reading.rows.insert(id.clone(), line) {
            faults.push(row.fault(at, format!("`{id}` stands in row {first} already")).help("this row was left out"));
            return;
        }
        reading.plan.known.insert(id);
        reading.row(row, line, old, record, faults);
    });
    plan.faults.extend(faults);
    plan
}

struct Reading<'a, 'p> {
    against: &'a Against<'a>,
    holds: BTreeMap<&'a str, &'a Holds>,
    columns: Vec<(usize, String)>,
    plan: &'p mut TablePlan,
    rows: BTreeMap<String, usize>,
}

impl Reading<'_, '_> {
    fn row(&mut self, row: &Row<'_>, line: usize, old: &BTreeMap<String, String>, record: &Held, faults: &mut Vec<Diagnostic>) {
        let mut steps = Vec::new();
        for (at, name) in &self.columns {
            let Some(before) = old.get(name) else { continue };
            let given = csv::bare(row.cell(*at, faults));
            let key = COLUMNS.iter().find(|(column, _)| column == name).map(|(_, key)| *key);
            if given == *before || same(key.and_then(|key| self.holds.get(key).copied()), &given, before) {
                continue;
            }
            if let Some((_, why)) = KEPT.iter().find(|(column, _)| column == name) {
                let message = format!("`{}` keeps its `{name}`, whatever this cell says: `{given}`", record.id());
                faults.push(row.fault(*at, message).help(*why));
                continue;
            }
            // A corrected postcode has taken the point out of the record, and the table still holds it when it is read again.
            let cell = |wanted: &str| old.get(wanted).map_or("", String::as_str);
            if ["latitude", "longitude"].contains(&name.as_str()) && before.is_empty() && !cell("postcode").is_empty() {
                let message =
                    format!("`{}` takes no `{name}` from this table: `{given}` may be that of an older postcode", record.id());
                faults.push(row.fault(*at, message).help("write the point into the record itself"));
                continue;
            }
            let Some((key, holds)) = key.and_then(|key| Some((key, *self.holds.get(key)?))) else { continue };
            let found = if key == "closed" { closed(&given) } else { self.meant(holds, &given) };
            let there = value(&record.says, key).is_some();
            match found {
                Err(sentence) => {
                    faults.push(row.fault(*at, sentence).help(format!("`{}` keeps its `{name}`: `{before}`", record.id())));
                }
                Ok(None) if !there => {
                    let message = format!(
                        "`{}` keeps its `{name}`: `{before}`, which is worked out and not written in its record",
                        record.id()
                    );
                    faults.push(row.fault(*at, message).help("write another value, or change what it follows from"));
                }
                Ok(new) => {
                    let told = told(key, Some(before.as_str()).filter(|before| !before.is_empty()), new.as_ref());
                    steps.push(Step { place: format!("row {line}"), told, does: Does::Set(None, key.to_owned(), new) });
                }
            }
        }
        if steps.is_empty() {
            self.plan.same += 1;
            return;
        }
        steps.extend(left_behind(&record.says, &steps));
        match apply(&record.path, &record.text, &steps) {
            Err(refused) => {
                for (_, sentence) in refused {
                    faults.push(row.fault(0, sentence).help(format!("`{}` was left as it is", record.id())));
                }
            }
            Ok(after) => {
                self.plan.told.extend(steps.iter().map(|step| format!("{}: {} ({})", record.id(), step.told, step.place)));
                let changes = steps.iter().map(|step| step.told.clone()).collect();
                let draft = Draft { path: record.path.clone(), before: Some(record.text.clone()), after, changes };
                self.plan.drafts.push(draft);
            }
        }
    }

    fn meant(&self, holds: &Holds, given: &str) -> Result<Option<toml_edit::Value>, String> {
        let cell = Some(Cell::Text(given.to_owned())).filter(|_| !given.is_empty());
        meant(holds, cell.as_ref(), self.against.known)
    }
}

/// The day on which it ended, as the table writes it: `closed 2026-03-31`.
fn closed(given: &str) -> Result<Option<toml_edit::Value>, String> {
    let small = fold(given);
    if matches!(small.as_str(), "" | "no" | "open" | "false") {
        return Ok(None);
    }
    let day = given.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
    let day = read_day(day)
        .ok_or_else(|| format!("`{given}` does not say on which day it ended; write it like `closed 2026-03-31`"))?;
    Ok(Some(crate::import::day_value(day)))
}

/// Whether two cells say one thing, as spreadsheets rewrite it: a day, a number, zeros in front, the spaces of a list.
fn same(holds: Option<&Holds>, given: &str, before: &str) -> bool {
    let number = |text: &str| text.replace(',', "").parse::<f64>().ok();
    let items =
        |text: &str| text.split(';').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect::<Vec<_>>();
    match holds {
        Some(Holds::Day) => read_day(given).is_some() && read_day(given) == read_day(before),
        Some(Holds::Whole | Holds::Number) => number(given).is_some() && number(given) == number(before),
        Some(Holds::Texts(_)) => items(given) == items(before),
        Some(Holds::Text(words)) if words.digits => {
            let digits = !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
            digits && before.trim_start_matches('0') == given.trim_start_matches('0') && before.len() >= given.len()
        }
        _ => false,
    }
}
