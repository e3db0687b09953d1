//! The records of a site as the rows of a workbook show them.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::cells::{Cell, NONE, shown};
use super::columns::{Column, Is, SheetForm};
use crate::data::schema::form::Known;
use crate::data::{FileKind, kind_of, plain, text_of};
use crate::folder::{FilePath, Folder};
use crate::text::fingerprint;

/// The kinds of record that a workbook holds.
const KINDS: [FileKind; 2] = [FileKind::Organisation, FileKind::Partnership];

/// A record of the site.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its file.
    pub path: FilePath,
    /// The text of its file.
    pub text: String,
    /// What it says.
    pub says: Json,
    /// The fingerprint of its file.
    pub print: String,
}

impl Held {
    /// Its id.
    pub fn id(&self) -> &str {
        self.path.stem()
    }

    /// Its name, else its id.
    pub fn name(&self) -> &str {
        self.says["name"].as_str().unwrap_or_else(|| self.id())
    }

    /// Whether it asked not to be listed.
    pub fn opted_out(&self) -> bool {
        self.says["opt_out"] == true
    }

    /// What the rows of a sheet show of it: each entry with its number in the list; `None` for the record itself.
    pub fn entries(&self, form: &SheetForm) -> Vec<(Option<usize>, &Json)> {
        match form.list {
            None => vec![(None, &self.says)],
            Some(list) => {
                let items = self.says[list].as_array().into_iter().flatten();
                items.enumerate().map(|(line, item)| (Some(line), item)).collect()
            }
        }
    }
}

/// All records that a workbook can hold, by kind and id.
#[derive(Debug, Default)]
pub struct Records(BTreeMap<(FileKind, String), Held>);

impl Records {
    /// Reads the records of a folder; one that is no text is passed over, since `check` says so.
    pub fn of(folder: &Folder) -> Self {
        let files = folder.iter().filter(|(path, _)| KINDS.contains(&kind_of(path)));
        let records = files.filter_map(|(path, bytes)| {
            let says = plain(path.as_str(), &text_of(path.as_str(), bytes).ok()?);
            let text = std::str::from_utf8(bytes).ok()?.to_owned();
            let print = fingerprint([&**bytes]);
            Some(((kind_of(path), path.stem().to_owned()), Held { path: path.clone(), text, says, print }))
        });
        Self(records.collect())
    }

    /// The record of this id.
    pub fn get(&self, kind: FileKind, id: &str) -> Option<&Held> {
        self.0.get(&(kind, id.to_owned()))
    }

    /// The records of a kind, ids ascending.
    pub fn of_kind(&self, kind: FileKind) -> impl Iterator<Item = &Held> {
        self.0.iter().filter(move |((other, _), _)| *other == kind).map(|(_, held)| held)
    }

    /// All records, by kind and id.
    pub fn iter(&self) -> impl Iterator<Item = (FileKind, &Held)> {
        self.0.iter().map(|((kind, _), held)| (*kind, held))
    }
}

/// Which row of a workbook is which: `dudley-group` for a record, `dudley-group#3` for the fourth entry of a list.
pub(super) fn mark(id: &str, line: Option<usize>) -> String {
    line.map_or_else(|| id.to_owned(), |line| format!("{id}#{line}"))
}

/// What a column shows of an entry of a record.
pub(super) fn cell(column: &Column, record: &Held, entry: &Json, known: &Known) -> Option<Cell> {
    match &column.is {
        Is::Id => Some(Cell::Text(record.id().to_owned())),
        Is::Name => Some(Cell::Text(record.name().to_owned())),
        Is::Value(path, holds) => shown(holds, value(entry, path), known),
        Is::Stated(list) => Some(Cell::Text(stated(entry.get(*list)).to_owned())),
        Is::Remove | Is::Mark => None,
    }
}

/// The words for a list that is not stated, empty, or filled.
pub(super) fn stated(list: Option<&Json>) -> &'static str {
    match list.and_then(Json::as_array) {
        None => NOT_STATED,
        Some(items) if items.is_empty() => NONE,
        Some(_) => LISTED,
    }
}

/// The word for a list that a record does not have.
pub(super) const NOT_STATED: &str = "not stated";

/// The word for a list that holds entries.
pub(super) const LISTED: &str = "listed";

/// The value at a key such as `place.town`.
pub(super) fn value<'j>(entry: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('.').try_fold(entry, |inner, key| inner.get(key))
}

/// The fingerprint of a row: of what its cells show, under their headings.
pub(super) fn row_print<'c>(cells: impl Iterator<Item = (&'c Column, Option<&'c Cell>)>) -> String {
    let mut all = String::new();
    for (column, cell) in cells.filter(|(column, _)| matches!(column.is, Is::Value(..) | Is::Stated(_))) {
        let text = cell.map(Cell::canonical).unwrap_or_default();
        all.extend([&column.heading, "\u{1f}", &text, "\u{1e}"]);
    }
    fingerprint([all.as_bytes()])
}
