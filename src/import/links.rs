//! "Links" of Get Information about Schools: which school took the place of which.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;

use super::body::day_cell;
use super::natural_case::natural_name;
use super::table::Table;

/// What took the place of a school.
#[derive(Clone, Debug)]
pub(super) struct Heir {
    /// The number of the new school.
    pub urn: String,
    /// Its name.
    pub name: String,
    /// The day on which it took over, where the file says one.
    pub day: Option<Date>,
    /// Whether several schools became one.
    pub merged: bool,
}

/// The schools that others followed, by their numbers.
pub(super) type Heirs = BTreeMap<String, Heir>;

/// Whether a table is this extract.
pub(super) fn is(table: &Table) -> bool {
    table.column(&["LinkURN"]).is_some()
}

/// Reads the successors; a school with several has the latest. A school that was split goes on.
pub(super) fn read(table: &Table, faults: &mut Vec<Diagnostic>) -> Heirs {
    let mut missing = Vec::new();
    let urn = table.needed(&["URN"], &mut missing);
    let heir = table.needed(&["LinkURN"], &mut missing);
    let kind = table.needed(&["LinkType"], &mut missing);
    let (name, date) = (table.column(&["LinkName"]), table.column(&["LinkEstablishedDate"]));
    let complete = missing.is_empty();
    faults.extend(missing);
    let mut heirs = Heirs::new();
    if !complete {
        return heirs;
    }
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let kind = row.cell(kind, faults).to_lowercase();
        if !kind.starts_with("successor") || kind.contains("split") {
            row.leave("links that name no successor, or one of a school that was split");
            return;
        }
        let mut text = |column: Option<usize>| column.map(|column| row.cell(column, faults)).unwrap_or_default();
        let new = Heir {
            urn: text(Some(heir)),
            name: natural_name(&text(name)),
            day: None,
            merged: kind.contains("merged") || kind.contains("amalgamated"),
        };
        let old = text(Some(urn));
        let new = Heir { day: date.and_then(|column| day_cell(row, column, faults)), ..new };
        if old.is_empty() || new.urn.is_empty() {
            faults.push(row.fault(heir, "the link does not name both schools").help("the row was left out"));
        }
        if !old.is_empty() && !new.urn.is_empty() && heirs.get(&old).is_none_or(|known| known.day < new.day) {
            heirs.insert(old, new);
        }
    });
    heirs
}
