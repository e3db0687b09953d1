//! What the rows of a workbook ask to change, record by record.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use toml_edit::Value;

use super::cells::{Cell, NONE, shown};
use super::columns::{Holds, Is, SheetForm};
use super::held::{Held, LISTED, NOT_STATED, Records, cell, mark, row_print, stated, value};
use super::meant::meant;
use super::rows::{Found, Row, Rows};
use crate::data::FileKind;
use crate::data::schema::form::Known;
use crate::text::short;

/// A change of one record.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The cell that asks for it.
    pub(super) place: String,
    /// What it says to people: `website: a -> b`.
    pub(super) told: String,
    /// What is done.
    pub(super) does: Does,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(super) enum Does {
    /// Sets the value at a key of the record, or of an entry of one of its lists; takes it out where there is none.
    Set(Option<(&'static str, usize)>, String, Option<Value>),
    /// Takes an entry out of a list.
    Remove(&'static str, usize),
    /// Adds an entry with these values to a list.
    Add(&'static str, Vec<(String, Value)>),
    /// Says that a list is empty, or not stated.
    Empty(&'static str, bool),
}

/// The rows of one workbook held against the records.
pub(super) struct Comparing<'a> {
    pub(super) records: &'a Records,
    pub(super) known: &'a Known,
    /// The fingerprints of the records when the workbook was written.
    pub(super) exported: &'a BTreeMap<String, String>,
    pub(super) found: Found,
    /// The steps of each record.
    pub(super) steps: BTreeMap<(FileKind, String), Vec<Step>>,
    /// Edited rows of records that changed since.
    pub(super) stale: BTreeMap<(FileKind, String), Vec<(String, String)>>,
    /// The marks of each sheet, with the row that has it.
    pub(super) seen: BTreeSet<(&'static str, String)>,
    /// Rows without a mark: each sheet's own number and row.
    pub(super) fresh: Vec<(usize, u32)>,
}

impl Comparing<'_> {
    /// Goes through the rows of a sheet that the workbook came with; the others are kept for later.
    pub(super) fn compare(&mut self, sheet: usize, rows: &Rows<'_>) {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        for row in &rows.rows {
            let (at, text) = rows.text(row, |is| matches!(is, Is::Mark)).unwrap_or_default();
            if text.is_empty() {
                self.fresh.push((sheet, row.number));
                continue;
            }
            let Some((name, print)) = text.split_once(' ') else {
                self.found.fault(rows.place(at, row.number), "the hidden mark of this row was changed; export a new workbook");
                continue;
            };
            if let Some(first) = numbers.insert(name.to_owned(), row.number) {
                let sentence = format!(
                    "the rows {first} and {} are both {}; to add something, write it in an empty row",
                    row.number,
                    named(rows.form, name)
                );
                self.found.fault(rows.place(0, row.number), sentence);
                continue;
            }
            self.seen.insert((rows.form.name, name.to_owned()));
            self.row(rows, row, name, print);
        }
    }

    fn row(&mut self, rows: &Rows<'_>, row: &Row, name: &str, print: &str) {
        let form = rows.form;
        let (id, line) = name.split_once('#').map_or((name, None), |(id, line)| (id, line.parse::<usize>().ok()));
        let (id_at, id_cell) = rows.text(row, |is| matches!(is, Is::Id)).unwrap_or_default();
        let others =
            form.columns.iter().zip(&row.cells).filter(|(column, cell)| !matches!(column.is, Is::Mark) && cell.is_some());
        if others.count() == 0 {
            // All cells of a row cleared is a row deleted.
            self.seen.remove(&(form.name, name.to_owned()));
            return;
        }
        let place = rows.place(id_at, row.number);
        if id_cell != id {
            let sentence = format!("this row is `{id}`, and the locked cell says `{}`; write `{id}` again", short(&id_cell));
            return self.found.fault(place, sentence);
        }
        let key = super::record_key(form.kind, id);
        let Some(exported) = self.exported.get(&key) else {
            return self
                .found
                .fault(place, format!("the row of `{id}` came from another workbook; export a new one and write there"));
        };
        let cells = form.columns.iter().zip(row.cells.iter().map(Option::as_ref));
        let removes = form.columns.iter().zip(&row.cells).any(|(column, cell)| matches!(column.is, Is::Remove) && cell.is_some());
        // The name beside the id follows the record's; only while that stands as it was is another one somebody's edit.
        let now = self.records.get(form.kind, id).filter(|record| record.print == *exported).map(Held::name);
        let name = rows.text(row, |is| matches!(is, Is::Name));
        let renamed = now.zip(name).filter(|(now, (at, name))| rows.has(*at) && *name != now.trim());
        if let Some((_, (at, _))) = renamed {
            let sentence = "the name beside the id is only shown here; change it in the sheet `organisations`";
            return self.found.fault(rows.place(at, row.number), sentence);
        }
        if rows.is_whole() && !removes && row_print(cells) == print {
            return;
        }
        let Some(record) = self.records.get(form.kind, id) else {
            return self.found.fault(place, format!("there is no `{id}` any more: {}", where_to(self.records, form.kind, id)));
        };
        if record.opted_out() {
            return self.found.fault(place, format!("`{id}` asked not to be listed; take its rows out of the workbook"));
        }
        let entry = line.map_or(Some(&record.says), |line| record.says.get(form.list?)?.get(line));
        let steps = match entry {
            Some(entry) => self.edits(rows, row, record, (line, entry)),
            None => {
                vec![Step { place, told: "an edited entry that is not there any more".to_owned(), does: Does::Empty("", false) }]
            }
        };
        if steps.is_empty() {
            return;
        }
        if record.print == *exported {
            self.steps.entry((form.kind, id.to_owned())).or_default().extend(steps);
        } else {
            let told = steps.into_iter().map(|step| (step.place, step.told));
            self.stale.entry((form.kind, id.to_owned())).or_default().extend(told);
        }
    }

    /// What the cells of a row change in the record or entry that it shows.
    fn edits(&mut self, rows: &Rows<'_>, row: &Row, record: &Held, (line, entry): (Option<usize>, &Json)) -> Vec<Step> {
        let form = rows.form;
        let mut steps = Vec::new();
        let of_entry = line.map(|_| format!("{} {}: ", form.noun(), entry_name(entry))).unwrap_or_default();
        for (at, column) in form.columns.iter().enumerate().filter(|(at, _)| rows.has(*at)) {
            let given = row.cells.get(at).and_then(Option::as_ref);
            let before = cell(column, record, entry, self.known);
            let (old, new) = (before.as_ref().map(Cell::canonical), given.map(Cell::canonical));
            if old == new || matches!(column.is, Is::Id | Is::Mark) {
                continue;
            }
            let place = rows.place(at, row.number);
            match &column.is {
                Is::Id | Is::Mark | Is::Name => {}
                Is::Stated(list) => match Self::list_stated(list, entry, new.as_deref().unwrap_or(NOT_STATED)) {
                    Ok(does) => steps.extend(does.map(|does| {
                        let told =
                            format!("{list}: {} -> {}", old.unwrap_or_default(), new.unwrap_or_else(|| NOT_STATED.to_owned()));
                        Step { place, told, does }
                    })),
                    Err(sentence) => self.found.fault(place, sentence),
                },
                Is::Remove if new.as_deref().is_some_and(|word| word.eq_ignore_ascii_case("remove")) => {
                    let (Some(list), Some(line)) = (form.list, line) else { continue };
                    let told = format!("{} {}: removed", form.noun(), entry_name(entry));
                    // Whatever else the row says of it is gone with it.
                    return vec![Step { place, told, does: Does::Remove(list, line) }];
                }
                Is::Remove => {
                    self.found.fault(place, "only the word `remove` means anything here; clear the cell to keep the entry");
                }
                Is::Value(path, _) if path == "sector" => {
                    let sentence = "the sector is locked: a record lies in the folder of its sector; move the file and change the record there";
                    self.found.fault(place, sentence);
                }
                Is::Value(path, holds) => match self.changed(holds, given, value(entry, path)) {
                    Ok(None) => {}
                    Ok(Some(new)) => {
                        let told = format!("{of_entry}{}", told(path, old.as_deref(), new.as_ref()));
                        steps.push(Step { place, told, does: Does::Set(form.list.zip(line), path.clone(), new) });
                    }
                    Err(sentence) => self.found.fault(place, sentence),
                },
            }
        }
        steps
    }

    #[allow(clippy::option_option, reason = "no change, a value taken out, and a new value")]
    /// The value that a cell gives a key, `Some(None)` where it takes it out; `None` where it says what the record says, in
    /// other words.
    fn changed(&self, holds: &Holds, given: Option<&Cell>, before: Option<&Json>) -> Result<Option<Option<Value>>, String> {
        if let (Holds::Texts(_), Some(Json::Array(items))) = (holds, before)
            && items.iter().filter_map(Json::as_str).any(|item| item.contains(';') || item.trim() != item)
        {
            return Err(
                "an item of this list holds a semicolon, so that a cell cannot hold the list; edit it in the record itself"
                    .to_owned(),
            );
        }
        let new = meant(holds, given, self.known)?;
        let as_cell = new.as_ref().and_then(|new| shown(holds, Some(&json(new)), self.known)).map(|cell| cell.canonical());
        let old = shown(holds, before, self.known).map(|cell| cell.canonical());
        Ok((as_cell != old).then_some(new))
    }

    /// What the word of a column such as "Offers" changes.
    fn list_stated(list: &'static str, entry: &Json, word: &str) -> Result<Option<Does>, String> {
        let now = stated(entry.get(list));
        let folded = crate::text::fold(word);
        match (now, folded.as_str()) {
            (_, word) if word == now => Ok(None),
            (LISTED, _) => Err(format!("the sheet `{list}` holds entries of it; write `remove` there, then say `{word}` here")),
            (_, NONE) => Ok(Some(Does::Empty(list, true))),
            (_, NOT_STATED) => Ok(Some(Does::Empty(list, false))),
            (_, LISTED) => Ok(None),
            _ => Err(format!("`{}` is none of `{NOT_STATED}`, `{NONE}` and `{LISTED}`", short(word))),
        }
    }

    /// The entries of exported records that have no row any more.
    pub(super) fn gone(&self, forms: &[SheetForm], read: &BTreeSet<&str>) -> Vec<(&'static str, Vec<String>)> {
        let mut gone = Vec::new();
        for form in forms.iter().filter(|form| read.contains(form.name)) {
            let mut missing = Vec::new();
            for record in self.records.of_kind(form.kind).filter(|record| !record.opted_out()) {
                if self.exported.get(&super::record_key(form.kind, record.id())) != Some(&record.print) {
                    continue;
                }
                for (line, entry) in record.entries(form) {
                    if !self.seen.contains(&(form.name, mark(record.id(), line))) {
                        let of = line.map(|_| format!(": {}", entry_name(entry))).unwrap_or_default();
                        missing.push(format!("{}{of}", record.id()));
                    }
                }
            }
            if !missing.is_empty() {
                gone.push((form.name, missing));
            }
        }
        gone
    }
}

/// Where a record that is gone may be found.
fn where_to(records: &Records, kind: FileKind, id: &str) -> String {
    let renamed =
        records.of_kind(kind).find(|held| held.says["former_ids"].as_array().is_some_and(|ids| ids.iter().any(|old| old == id)));
    renamed.map_or_else(
        || "its file was taken away; take its rows out of the workbook".to_owned(),
        |held| format!("its id is `{}` now; export a new workbook", held.id()),
    )
}

/// What a mark stands for, to people.
fn named(form: &SheetForm, mark: &str) -> String {
    match mark.split_once('#') {
        Some((id, line)) => format!("{} {} of `{id}`", form.noun(), line.parse::<usize>().map_or(0, |line| line + 1)),
        None => format!("`{mark}`"),
    }
}

/// What people call an entry of a list.
pub(super) fn entry_name(entry: &Json) -> String {
    let name = ["service", "name", "role"].iter().find_map(|key| entry[*key].as_str()).unwrap_or("without a name");
    format!("`{}`", short(name))
}

/// "website: `a` -> `b`"
pub(super) fn told(path: &str, old: Option<&str>, new: Option<&Value>) -> String {
    let new = new.map(|new| new.clone().decorated("", "").to_string()).map(|new| new.trim_matches('"').to_owned());
    match (old, new) {
        (None, Some(new)) => format!("{path}: `{}` added", short(&new)),
        (Some(old), None) => format!("{path}: `{}` cleared", short(old)),
        (old, new) => format!("{path}: `{}` -> `{}`", short(old.unwrap_or_default()), short(&new.unwrap_or_default())),
    }
}

/// A value as plain JSON, in which days are texts.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::String(text) => Json::from(text.value().as_str()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => Json::from(*number.value()),
        Value::Boolean(truth) => Json::from(*truth.value()),
        Value::Datetime(day) => Json::from(day.value().to_string()),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::InlineTable(table) => table.iter().map(|(key, value)| (key.to_owned(), json(value))).collect(),
    }
}
