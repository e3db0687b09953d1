//! A workbook in the hands of a person: read cell by cell, changed, and saved as another program would, without any of the
//! formats that it came with.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Put {
    Text(String),
    Number(f64),
    Day(&'static str),
    Truth(bool),
    Formula(&'static str),
}

impl From<&str> for Put {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

type Cells = BTreeMap<(u32, u16), Put>;

/// A workbook.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<(String, Cells)>,
    /// Areas that are merged when it is saved: sheet, first row and column, last row and column.
    pub(crate) merged: Vec<(String, [u32; 4])>,
}

impl Book {
    /// Opens a workbook.
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("it opens");
        let mut sheets = Vec::new();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).expect("a sheet");
            let (top, left) = range.start().unwrap_or_default();
            let mut cells = Cells::new();
            for (row, column, value) in range.used_cells() {
                let put = match value {
                    Data::Float(number) => Put::Number(*number),
                    Data::Int(number) => Put::Number(*number as f64),
                    Data::Bool(truth) => Put::Truth(*truth),
                    // A day is kept as the spreadsheet counts it.
                    Data::DateTime(day) => Put::Number(day.as_f64()),
                    other => Put::Text(other.to_string()),
                };
                cells.insert((top + row as u32, (left as usize + column) as u16), put);
            }
            sheets.push((name, cells));
        }
        Self { sheets, merged: Vec::new() }
    }

    /// Its bytes as another program saves them.
    pub(crate) fn save(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let day_format = Format::new().set_num_format("dd/mm/yyyy");
        for (name, cells) in &self.sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(name).expect("a name");
            for (&(row, column), put) in cells {
                match put {
                    Put::Text(text) => sheet.write_string(row, column, text),
                    Put::Number(number) => sheet.write_number(row, column, *number),
                    Put::Truth(truth) => sheet.write_boolean(row, column, *truth),
                    Put::Formula(formula) => sheet.write_formula(row, column, Formula::new(*formula).set_result("7")),
                    Put::Day(day) => {
                        let day = ExcelDateTime::parse_from_str(day).expect("a day");
                        sheet.write_datetime_with_format(row, column, &day, &day_format)
                    }
                }
                .expect("a cell");
            }
            for (_, [top, left, bottom, right]) in self.merged.iter().filter(|(sheet, _)| sheet == name) {
                let kept = cells.get(&(*top, *left as u16)).map(|put| format!("{put:?}")).unwrap_or_default();
                sheet.merge_range(*top, *left as u16, *bottom, *right as u16, &kept, &Format::new()).expect("an area");
            }
        }
        book.save_to_buffer().expect("it is saved")
    }

    pub(crate) fn cells(&mut self, sheet: &str) -> &mut Cells {
        &mut self.sheets.iter_mut().find(|(name, _)| name == sheet).unwrap_or_else(|| panic!("no sheet `{sheet}`")).1
    }

    /// The column under a heading.
    pub(crate) fn column(&mut self, sheet: &str, heading: &str) -> u16 {
        let found = self.cells(sheet).iter().find(|((row, _), put)| *row == 0 && **put == Put::from(heading)).map(|(at, _)| at.1);
        found.unwrap_or_else(|| panic!("no column `{heading}` in `{sheet}`"))
    }

    /// The row whose first cell is `id`, and that holds the text `with` somewhere.
    pub(crate) fn row(&mut self, sheet: &str, id: &str, with: &str) -> u32 {
        let cells = self.cells(sheet);
        let rows: Vec<u32> =
            cells.iter().filter(|((_, column), put)| *column == 0 && **put == Put::from(id)).map(|(at, _)| at.0).collect();
        let holds = |row: u32| with.is_empty() || cells.iter().any(|((at, _), put)| *at == row && *put == Put::from(with));
        rows.into_iter().find(|row| holds(*row)).unwrap_or_else(|| panic!("no row `{id}` with `{with}` in `{sheet}`"))
    }

    /// Writes a cell of a record's row; `None` clears it.
    pub(crate) fn put(&mut self, sheet: &str, (id, with): (&str, &str), heading: &str, put: Option<Put>) {
        let at = (self.row(sheet, id, with), self.column(sheet, heading));
        match put {
            Some(put) => self.cells(sheet).insert(at, put),
            None => self.cells(sheet).remove(&at),
        };
    }

    /// The cell of a record's row.
    pub(crate) fn at(&mut self, sheet: &str, (id, with): (&str, &str), heading: &str) -> Option<Put> {
        let at = (self.row(sheet, id, with), self.column(sheet, heading));
        self.cells(sheet).get(&at).cloned()
    }

    /// Writes a row below all others.
    pub(crate) fn add(&mut self, sheet: &str, values: &[(&str, &str)]) {
        let row = self.cells(sheet).keys().map(|(row, _)| row + 1).max().unwrap_or(1);
        for (heading, value) in values {
            let column = self.column(sheet, heading);
            self.cells(sheet).insert((row, column), Put::from(*value));
        }
    }
}
