//! Tables that people and commands keep as CSV under `data/places`: rows with their places, cells by the name of their column.

use std::ops::Range;

use super::parse::text_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::Folder;

/// After so many faults the rest of a table is not judged: it is no such table, and each fault costs memory.
const MOST_FAULTS: usize = 400;

/// One row below the header.
#[derive(Clone, Debug)]
pub(in crate::data) struct Row {
    /// Its bytes in the file, without the line end.
    pub span: Range<usize>,
    /// Its cells without the space around them, in the order of the columns asked for.
    pub cells: Vec<String>,
}

/// The rows of the table at `path` that have all `columns`, whatever the order in which the file has them; none where there is
/// no such file. Everything else is a fault.
pub(in crate::data) fn rows(folder: &Folder, path: &'static str, columns: &[&str], faults: &mut Vec<Diagnostic>) -> Vec<Row> {
    let Some(bytes) = folder.get(path) else { return Vec::new() };
    let text = match text_of(path, bytes) {
        Ok(text) => text,
        Err(fault) => {
            faults.push(*fault);
            return Vec::new();
        }
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().map(|read| read.expect("CSV of valid UTF-8 with rows of any length cannot fail"));
    let header = records.next().unwrap_or_default();
    let found: Vec<&str> = header.iter().map(|name| name.trim_start_matches('\u{feff}').trim()).collect();
    let places: Vec<Option<usize>> = columns.iter().map(|name| found.iter().position(|one| one == name)).collect();
    let missing: Vec<&str> = columns.iter().zip(&places).filter(|(_, at)| at.is_none()).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        let message = format!("the table has no column `{}`", missing.join("`, `"));
        let help = format!("the first line names the columns: `{}`", columns.join(","));
        faults.push(Diagnostic::new(Code::BadValue, path, line_at(&text, 0), message).help(help));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in records {
        let span = line_at(&text, record.position().map_or(0, |position| position.byte() as usize));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != found.len() {
            let message = format!("this row has {} cells, and the table has {} columns", record.len(), found.len());
            let help = "put a cell that holds a comma in quotation marks, and leave empty cells empty";
            faults.push(Diagnostic::new(Code::BadValue, path, span.clone(), message).help(help));
            if had_enough(path, &span, faults) {
                break;
            }
            continue;
        }
        let cell = |at: &Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned();
        rows.push(Row { span, cells: places.iter().map(cell).collect() });
    }
    rows
}

/// The bytes of the line that begins at `at` or, after line ends, at the next text.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at.min(text.len())..];
    let start = at.min(text.len()) + (rest.len() - rest.trim_start_matches(['\r', '\n', '\u{feff}']).len());
    let length = text[start..].find(['\r', '\n']).unwrap_or(text.len() - start);
    start..start + length
}

/// Whether the table at `path` has had its share of faults; the row at `span` is then the first that is not judged.
pub(in crate::data) fn had_enough(path: &'static str, span: &Range<usize>, faults: &mut Vec<Diagnostic>) -> bool {
    if faults.iter().filter(|fault| fault.path == path).count() < MOST_FAULTS {
        return false;
    }
    let message = format!("{MOST_FAULTS} faults are enough; the rest of the table is not judged");
    faults.push(
        Diagnostic::new(Code::BadValue, path, span.clone(), message).help("correct these first, or import the table again"),
    );
    true
}
