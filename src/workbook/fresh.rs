//! Rows that the workbook did not come with: new records, and new entries of records.

use std::collections::BTreeMap;

use toml_edit::Value;

use super::against::Against;
use super::cells::{Cell, NONE};
use super::columns::{Is, SheetForm};
use super::edits::{Comparing, Does, Step, json, told};
use super::held::NOT_STATED;
use super::meant::meant;
use super::rows::{Row, Rows};
use crate::data::FileKind;
use crate::data::write::draft::{Wanted, suggested_id};
use crate::folder::FilePath;
use crate::import;
use crate::model::Sector;
use crate::text::{Slug, fold, nearest, short};

/// A record that is to be made.
#[derive(Clone, Debug)]
pub(super) struct NewRecord {
    /// Its file.
    pub(super) path: FilePath,
    /// What it begins with, before its steps.
    pub(super) text: String,
}

type NewRecords = BTreeMap<(FileKind, String), NewRecord>;

/// Reads the rows without a mark, records first, so that their entries find them.
pub(super) fn fresh_rows(comparing: &mut Comparing<'_>, sheets: &[Option<Rows<'_>>], against: &Against<'_>) -> NewRecords {
    let mut made = NewRecords::new();
    let mut ids = import::Records::of(against.folder);
    let fresh = std::mem::take(&mut comparing.fresh);
    let mut rows: Vec<(&Rows<'_>, &Row)> = Vec::new();
    for (sheet, number) in fresh {
        let found = sheets.get(sheet).and_then(Option::as_ref);
        rows.extend(found.and_then(|rows| Some((rows, rows.rows.iter().find(|row| row.number == number)?))));
    }
    rows.sort_by_key(|(rows, _)| rows.form.list.is_some());
    for (rows, row) in rows {
        let Some(values) = values(comparing, rows, row) else { continue };
        match rows.form.list {
            None => record(comparing, (rows, row), values, &mut ids, &mut made),
            Some(list) => entry(comparing, (rows, row), list, values, &made),
        }
    }
    made
}

/// A value of a new row: the column, its key, the value.
type Given = (usize, String, Value);

/// What the cells of a row say; `None` where one of them cannot stand there, which is said.
fn values(comparing: &mut Comparing<'_>, rows: &Rows<'_>, row: &Row) -> Option<Vec<Given>> {
    let mut values = Vec::new();
    let mut good = true;
    for (at, (column, cell)) in rows.form.columns.iter().zip(&row.cells).enumerate() {
        match &column.is {
            Is::Value(path, holds) => match meant(holds, cell.as_ref(), comparing.known) {
                Ok(value) => values.extend(value.map(|value| (at, path.clone(), value))),
                Err(sentence) => {
                    comparing.found.fault(rows.place(at, row.number), sentence);
                    good = false;
                }
            },
            Is::Id | Is::Name if matches!(cell, Some(Cell::Formula | Cell::Error(_))) => {
                comparing.found.fault(rows.place(at, row.number), "this is a formula; write the value itself");
                good = false;
            }
            _ => {}
        }
    }
    good.then_some(values)
}

/// A new organisation or partnership: a draft, until somebody says otherwise.
fn record(
    comparing: &mut Comparing<'_>,
    (rows, row): (&Rows<'_>, &Row),
    mut values: Vec<Given>,
    ids: &mut import::Records,
    made: &mut NewRecords,
) {
    let kind = rows.form.kind;
    let text = |key: &str| {
        values.iter().find(|(_, path, _)| path == key).and_then(|(at, _, value)| Some((*at, value.as_str()?.to_owned())))
    };
    let (at_id, wanted) = rows.text(row, |is| matches!(is, Is::Id)).unwrap_or_default();
    let first = rows.place(at_id, row.number);
    let Some((at_name, name)) = text("name") else {
        return comparing.found.fault(first, format!("a new {} needs a name", rows.form.noun()));
    };
    let place = rows.place(at_name, row.number);
    if !wanted.is_empty() && comparing.records.get(kind, &wanted).is_some() {
        return comparing
            .found
            .fault(first, format!("there is a record `{wanted}` already; edit its own row, or leave the id empty"));
    }
    let sector = match text("sector").map(|(at, id)| (at, Sector::ALL.iter().copied().find(|sector| sector.id() == id))) {
        Some((_, Some(sector))) => sector,
        _ if kind == FileKind::Partnership => Sector::Body,
        _ => return comparing.found.fault(first, "a new organisation needs a sector: nhs, school or body"),
    };
    let town = text("place.town").map(|(_, town)| town).unwrap_or_default();
    let free = |id: &str| comparing.records.get(kind, id).is_none() && !made.contains_key(&(kind, id.to_owned()));
    let id = match (wanted.as_str(), kind) {
        ("", FileKind::Partnership) => suggested_id(Wanted::Partnership, &name).filter(|id| free(id)),
        ("", _) => Some(ids.new_id(&name, &town, "")),
        (wanted, _) => Slug::new(wanted).ok().map(|slug| slug.to_string()).filter(|id| free(id)),
    };
    let Some(id) = id else {
        return comparing.found.fault(first, "no free id can be made of this; write one of small letters, digits and hyphens");
    };
    let folder = if kind == FileKind::Partnership {
        "data/partnerships".to_owned()
    } else {
        format!("data/organisations/{}", sector.folder())
    };
    let Ok(path) = FilePath::new(format!("{folder}/{id}.toml")) else {
        return comparing.found.fault(first, format!("`{id}` cannot be the name of a file"));
    };
    if !values.iter().any(|(_, path, _)| path == "draft") {
        values.push((at_name, "draft".to_owned(), Value::from(true)));
    }
    let mut start = crate::data::schema::forms::schema_line(&path).map(|line| format!("{line}\n")).unwrap_or_default();
    let quoted = Value::from(name.as_str()).to_string();
    start += &["name = ", quoted.trim(), "\n"].concat();
    values.retain(|(_, path, _)| path != "name");
    let mut steps = vec![Step {
        place,
        told: format!("new {}, `{}`, as a draft", rows.form.noun(), short(&name)),
        does: Does::Set(None, "name".to_owned(), Some(Value::from(name))),
    }];
    steps.extend(values.into_iter().map(|(at, path, value)| Step {
        place: rows.place(at, row.number),
        told: told(&path, None, Some(&value)),
        does: Does::Set(None, path, Some(value)),
    }));
    steps.extend(stated_steps(rows, row));
    made.insert((kind, id.clone()), NewRecord { path, text: start });
    comparing.steps.entry((kind, id)).or_default().extend(steps);
}

/// A new record that has none of something.
fn stated_steps(rows: &Rows<'_>, row: &Row) -> Vec<Step> {
    let cells = rows.form.columns.iter().zip(&row.cells).enumerate();
    let none = cells.filter_map(|(at, (column, cell))| match (&column.is, cell.as_ref().map(Cell::canonical).as_deref()) {
        (Is::Stated(list), Some(NONE)) => Some((at, *list)),
        _ => None,
    });
    none.map(|(at, list)| Step {
        place: rows.place(at, row.number),
        told: format!("{list}: {NOT_STATED} -> {NONE}"),
        does: Does::Empty(list, true),
    })
    .collect()
}

/// A new entry of a list of a record.
fn entry(
    comparing: &mut Comparing<'_>,
    (rows, row): (&Rows<'_>, &Row),
    list: &'static str,
    values: Vec<Given>,
    made: &NewRecords,
) {
    let form = rows.form;
    let (at, id) = rows.text(row, |is| matches!(is, Is::Id)).unwrap_or_default();
    let name = rows.text(row, |is| matches!(is, Is::Name)).map(|(_, name)| name).unwrap_or_default();
    let place = rows.place(at, row.number);
    let owner = match owner(comparing, form, &id, &name, made) {
        Ok(owner) => owner,
        Err(sentence) => return comparing.found.fault(place, sentence),
    };
    if comparing.records.get(form.kind, &owner).is_some_and(super::held::Held::opted_out) {
        return comparing.found.fault(place, format!("`{owner}` asked not to be listed; take this row out of the workbook"));
    }
    if values.is_empty() {
        return comparing.found.fault(place, format!("this row says nothing of a {}; fill it in or take it out", form.noun()));
    }
    let says: serde_json::Value = values.iter().map(|(_, path, value)| (path.clone(), json(value))).collect();
    let there = comparing.records.get(form.kind, &owner).and_then(|record| record.says.get(list)?.as_array());
    let keys = |entry: &serde_json::Value| {
        let given =
            |path: &str| says.get(path).is_some_and(|new| super::held::value(entry, path).is_some_and(|old| alike(old, new)));
        values.iter().all(|(_, path, _)| given(path))
    };
    // The same workbook imported a second time.
    if there.is_some_and(|entries| entries.iter().any(keys)) {
        return;
    }
    let called = super::edits::entry_name(&says);
    let first = values.first().map_or(at, |(at, ..)| *at);
    let told = format!("{} {called}: added", form.noun());
    let values = values.into_iter().map(|(_, path, value)| (path, value)).collect();
    let step = Step { place: rows.place(first, row.number), told, does: Does::Add(list, values) };
    comparing.steps.entry((form.kind, owner)).or_default().push(step);
}

/// Whether two values are one, whole numbers and others alike.
fn alike(old: &serde_json::Value, new: &serde_json::Value) -> bool {
    old == new || old.as_f64().is_some_and(|number| Some(number) == new.as_f64())
}

/// The record that a new entry belongs to: by its id, else by a name that only one has, also one that is made now.
fn owner(comparing: &Comparing<'_>, form: &SheetForm, id: &str, name: &str, made: &NewRecords) -> Result<String, String> {
    let there = |id: &str| comparing.records.get(form.kind, id).is_some() || made.contains_key(&(form.kind, id.to_owned()));
    if there(id) {
        return Ok(id.to_owned());
    }
    let wanted = fold(if id.is_empty() { name } else { id });
    if wanted.is_empty() {
        return Err(format!("which organisation does this {} belong to? Write its id here", form.noun()));
    }
    let held = comparing.records.of_kind(form.kind).map(|held| (held.id().to_owned(), fold(held.name())));
    let new = made.iter().map(|((_, id), record)| {
        let name = crate::data::plain(record.path.as_str(), &record.text)["name"].as_str().map(fold).unwrap_or_default();
        (id.clone(), name)
    });
    let mut found: Vec<String> = held.chain(new).filter(|(_, name)| *name == wanted).map(|(id, _)| id).collect();
    match (found.pop(), found.is_empty()) {
        (Some(id), true) => Ok(id),
        (Some(_), false) => Err(format!("several organisations are called `{}`; write the id of the one", short(name))),
        (None, _) => {
            let near = nearest(id, comparing.records.of_kind(form.kind).map(super::held::Held::id));
            let advice = near
                .map_or_else(|| "ids stand in the sheet `organisations`".to_owned(), |near| format!("did you mean `{near}`?"));
            Err(format!("there is no organisation `{}`; {advice}", short(if id.is_empty() { name } else { id })))
        }
    }
}
