//! The rows of a sheet under the columns of its form.

use std::collections::BTreeMap;

use super::cells::Cell;
use super::columns::{Column, Is, SheetForm};
use super::open::Grid;
use crate::text::{fold, nearest, short};

/// A sheet, its columns found by their headings.
#[allow(clippy::struct_field_names, reason = "the rows of the sheet are its rows")]
pub(super) struct Rows<'f> {
    /// What it is to hold.
    pub(super) form: &'f SheetForm,
    /// Where each column of the form stands in the file; `None` where somebody took it out.
    places: Vec<Option<u32>>,
    /// The rows that hold anything, below the headings.
    pub(super) rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// Its number, as the spreadsheet shows it.
    pub(super) number: u32,
    /// Its cells, one for each column of the form.
    pub(super) cells: Vec<Option<Cell>>,
}

/// What was found on the way.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Sentences that stop the import, each with its place: sheet and cell.
    pub(super) faults: Vec<(String, String)>,
    /// Sentences that people should read.
    pub(super) notes: Vec<String>,
}

impl Found {
    /// A sentence that stops the import.
    pub(super) fn fault(&mut self, place: String, sentence: impl Into<String>) {
        self.faults.push((place, sentence.into()));
    }
}

impl<'f> Rows<'f> {
    /// Reads a sheet; `None` where its rows cannot be told apart, which is said.
    pub(super) fn read(form: &'f SheetForm, grid: &Grid, found: &mut Found) -> Option<Self> {
        let mut headings: BTreeMap<String, u32> = BTreeMap::new();
        let mut strange = Vec::new();
        for (&at, cell) in grid.rows.get(&0).into_iter().flatten() {
            let heading = cell.canonical();
            let known = form.columns.iter().any(|column| fold(&column.heading) == fold(&heading));
            let place = place(form.name, at, 1);
            if !known {
                strange.push((place, heading));
            } else if let Some(other) = headings.insert(fold(&heading), at) {
                let first = letters(other);
                found.fault(
                    place,
                    format!("the column `{heading}` stands here a second time; the first is {first}; take one of them out"),
                );
            }
        }
        let places: Vec<Option<u32>> = form.columns.iter().map(|column| headings.get(&fold(&column.heading)).copied()).collect();
        let missing: Vec<&str> =
            form.columns.iter().zip(&places).filter(|(_, at)| at.is_none()).map(|(column, _)| column.heading.as_str()).collect();
        for (place, heading) in strange {
            let near = nearest(&heading, missing.iter().copied()).or(missing.first().copied());
            match near {
                Some(near) => found.fault(
                    place,
                    format!(
                        "there is no column `{}`; if it was renamed, call it `{near}` again, else take it out",
                        short(&heading)
                    ),
                ),
                None => found.notes.push(format!("The column `{}` ({place}) is none of ours and was ignored.", short(&heading))),
            }
        }
        for &(row, column) in &grid.merged {
            found.fault(
                place(form.name, column, row + 1),
                "cells are merged here, so that nobody knows whose value it is; unmerge them",
            );
        }
        let needed = |column: &Column| matches!(column.is, Is::Id | Is::Mark);
        if let Some((column, _)) = form.columns.iter().zip(&places).find(|(column, at)| at.is_none() && needed(column)) {
            let sentence =
                format!("the column `{}` is missing, which says what each row is; export a new workbook", column.heading);
            found.fault(place(form.name, 0, 1), sentence);
            return None;
        }
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
            let names = crate::text::listed(&names, "and");
            found.notes.push(format!("The sheet `{}` has no column {names}; nothing was changed there.", form.name));
        }
        let read =
            |cells: &BTreeMap<u32, Cell>| -> Vec<Option<Cell>> { places.iter().map(|at| cells.get(&(*at)?).cloned()).collect() };
        let rows = grid.rows.iter().filter(|(number, _)| **number > 0);
        let rows = rows.map(|(number, cells)| Row { number: number + 1, cells: read(cells) });
        let rows = rows.filter(|row| row.cells.iter().any(Option::is_some)).collect();
        let mut unnamed: Vec<u32> = grid.rows.values().flat_map(|cells| cells.keys().copied()).collect();
        unnamed.sort_unstable();
        unnamed.dedup();
        for at in unnamed.into_iter().filter(|at| grid.rows.get(&0).is_none_or(|headings| !headings.contains_key(at))) {
            found.notes.push(format!("The column {} of the sheet `{}` has no heading and was ignored.", letters(at), form.name));
        }
        Some(Self { form, places, rows })
    }

    /// The cell of a column in a row, as people call it: `organisations!C14`.
    pub(super) fn place(&self, column: usize, row: u32) -> String {
        place(self.form.name, self.places.get(column).copied().flatten().unwrap_or_default(), row)
    }

    /// Whether every column is there.
    pub(super) fn is_whole(&self) -> bool {
        self.places.iter().all(Option::is_some)
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.places.get(column).is_some_and(Option::is_some)
    }

    /// The text of the only column of this kind.
    pub(super) fn text(&self, row: &Row, is: fn(&Is) -> bool) -> Option<(usize, String)> {
        let at = self.form.columns.iter().position(|column| is(&column.is))?;
        Some((at, row.cells.get(at)?.as_ref().map(Cell::canonical).unwrap_or_default()))
    }
}

fn place(sheet: &str, column: u32, row: u32) -> String {
    format!("{sheet}!{}{row}", letters(column))
}

/// The letters of a column, counted from 0: A, Z, AA.
fn letters(column: u32) -> String {
    let (above, last) = (column / 26, column % 26);
    let first = if above == 0 { String::new() } else { letters(above - 1) };
    format!("{first}{}", char::from(b'A' + last as u8))
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(super::letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
