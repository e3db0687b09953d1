//! The bytes of a workbook become cells. What an archive unpacks to is bounded before anything of it is believed: half a
//! megabyte can hold half a gigabyte.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::sync::LazyLock;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use jiff::civil::Date;
use regex::bytes::Regex;
use zip::ZipArchive;

use super::cells::Cell;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::grouped;

/// The greatest size of a workbook in bytes. All of England has some four million.
pub const LARGEST_WORKBOOK: u64 = 32 * 1024 * 1024;

/// Most bytes that its parts may have unpacked.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;

/// Most parts.
const MOST_PARTS: usize = 1000;

/// How many times its size a workbook of more than [`SMALL`] bytes may unpack to; sheets of text have some twenty.
const MOST_TIMES: u64 = 200;

/// What is small enough to be unpacked whatever its ratio.
const SMALL: u64 = 48 * 1024 * 1024;

/// Most sheets: each is read to its end, and several may stand in one part.
const MOST_SHEETS: usize = 50;

/// Most cells, and most of them that are not empty.
const MOST_VISITED: usize = 20_000_000;
const MOST_CELLS: usize = 4_000_000;

/// Most bytes of text in all cells. A text that many cells share stands once in the file, and in each of them here.
const MOST_TEXT: usize = 256 * 1024 * 1024;

/// A sheet as it is in the file.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Its name.
    pub(super) name: String,
    /// The cells that are not empty, by row and column, counted from 0.
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// The first cells of areas that are merged, row and column from 0.
    pub(super) merged: Vec<(u32, u32)>,
}

/// The sheets of a workbook, in their order.
///
/// # Errors
/// A fault where it is no workbook, holds macros or a password, is damaged, or is larger than any of ours.
pub(super) fn open(name: &str, bytes: &[u8]) -> Result<Vec<Grid>, Box<Diagnostic>> {
    look_at_container(name, bytes)?;
    bound(name, bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(name, &error))?;
    let mut grids = Vec::new();
    let mut left = Left { visited: MOST_VISITED, cells: MOST_CELLS, text: MOST_TEXT };
    let sheets = book.sheet_names();
    if sheets.len() > MOST_SHEETS {
        return Err(too_large(name, &format!("{} sheets", grouped(sheets.len()))));
    }
    for sheet in sheets {
        // A sheet of a chart has no cells.
        let merged = match book.merge_cells_by_sheet_name(&sheet) {
            Ok(merged) => merged.into_iter().map(|area| area.start).collect(),
            Err(_) => Vec::new(),
        };
        let rows = match cells(&mut book, &sheet, &mut left) {
            Ok(Some(rows)) => rows,
            Ok(None) => {
                let most = format!("more than {} cells, or {} MB of text", grouped(MOST_CELLS), MOST_TEXT / (1024 * 1024));
                return Err(too_large(name, &most));
            }
            Err(XlsxError::NotAWorksheet(_)) => BTreeMap::new(),
            Err(error) => return Err(damaged(name, &error)),
        };
        grids.push(Grid { name: sheet, rows, merged });
    }
    Ok(grids)
}

type Rows = BTreeMap<u32, BTreeMap<u32, Cell>>;

/// What may still be read.
struct Left {
    visited: usize,
    cells: usize,
    text: usize,
}

impl Left {
    /// Counts a cell; `None` where it is one too many.
    fn count(&mut self, cell: &Cell) -> Option<()> {
        let length = if let Cell::Text(text) = cell { text.len() } else { 0 };
        self.cells = self.cells.checked_sub(1)?;
        self.text = self.text.checked_sub(length)?;
        Some(())
    }
}

/// The cells of a sheet that are not empty; `None` where they are too many.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, left: &mut Left) -> Result<Option<Rows>, XlsxError> {
    let mut rows = Rows::new();
    let mut reader = book.worksheet_cells_reader(sheet)?;
    // Formulas are not expanded: a shared one could be written out a million times.
    while let Some(record) = reader.next_cell_with_formula_metadata()? {
        let Some(less) = left.visited.checked_sub(1) else { return Ok(None) };
        left.visited = less;
        let cell = if record.formula.is_some() { Some(Cell::Formula) } else { cell(&record.value) };
        let Some(cell) = cell.filter(|cell| !matches!(cell, Cell::Text(text) if text.trim().is_empty())) else { continue };
        if left.count(&cell).is_none() {
            return Ok(None);
        }
        rows.entry(record.pos.0).or_default().insert(record.pos.1, cell);
    }
    Ok(Some(rows))
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::DateTimeIso(text) => {
            text.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| Cell::Text(text.clone()), Cell::Day)
        }
        DataRef::DateTime(day) => {
            let (year, month, date, ..) = day.to_ymd_hms_milli();
            let found = i16::try_from(year).ok().and_then(|year| Date::new(year, month.cast_signed(), date.cast_signed()).ok());
            // Below 61 spreadsheets count a day that never was.
            match found.filter(|_| day.is_datetime() && day.as_f64() >= 61.0) {
                Some(found) => Cell::Day(found),
                None => Cell::Number(day.as_f64()),
            }
        }
    })
}

/// Says what a file is that is no workbook of ours.
fn look_at_container(name: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let refuse = |message: &str, help: &str| Err(Box::new(Diagnostic::new(Code::RegisterFormat, name, None, message).help(help)));
    if bytes.is_empty() {
        return refuse("the file is empty", "save the workbook again");
    }
    if bytes.starts_with(OLE) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return if bytes.windows(encrypted.len()).any(|part| part == encrypted) {
            refuse("the workbook is protected by a password", "open it, take the password away (File, Info), and save it again")
        } else {
            refuse("this is a workbook of the old form `.xls`, whatever its name", "save it as `.xlsx` (Excel Workbook)")
        };
    }
    if !bytes.starts_with(b"PK") {
        return refuse(
            "this is no workbook",
            "give the `.xlsx` that `trustbridge export sheet` wrote; a table of text is taken by `import csv`",
        );
    }
    Ok(())
}

/// Goes through the parts of an archive and counts what they really unpack to, keeping one at a time.
fn bound(name: &str, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(name, &error))?;
    let refuse = |message: &str, help: &str| Err(Box::new(Diagnostic::new(Code::RegisterFormat, name, None, message).help(help)));
    if archive.len() > MOST_PARTS {
        return Err(too_large(name, &format!("{} parts", grouped(archive.len()))));
    }
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(|part| part.to_lowercase()).collect();
    let has = |part: &str| names.iter().any(|name| name == part);
    if names.iter().any(|part| part.ends_with("vbaproject.bin")) {
        return refuse(
            "the workbook holds macros, which are never taken in",
            "save it as `.xlsx` (Excel Workbook), without macros",
        );
    }
    if has("content.xml") {
        return refuse("this is a workbook of the form `.ods`", "save it as `.xlsx` (Excel 2007-365)");
    }
    if has("xl/workbook.bin") {
        return refuse("this is a workbook of the form `.xlsb`", "save it as `.xlsx` (Excel Workbook)");
    }
    if !names.iter().any(|part| part.starts_with("xl/")) {
        return refuse("this archive is no workbook", "give the `.xlsx` that `trustbridge export sheet` wrote");
    }
    let mut declared = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| damaged(name, &error))?;
        declared = declared.saturating_add(part.size());
    }
    let most = MOST_UNPACKED.min((bytes.len() as u64).saturating_mul(MOST_TIMES).max(SMALL));
    let mut left = most;
    let mut bytes = Vec::new();
    for at in 0..archive.len() {
        if declared > most {
            break;
        }
        let part = archive.by_index(at).map_err(|error| damaged(name, &error))?;
        bytes.clear();
        let real = part.take(left + 1).read_to_end(&mut bytes).map_err(|error| damaged(name, &error))?;
        match left.checked_sub(real as u64) {
            Some(less) => left = less,
            None => declared = u64::MAX,
        }
        if let Some(place) = beyond(&bytes) {
            return Err(damaged(name, &format!("there is no cell `{place}` in a sheet")));
        }
        if let Some(count) = promised(&bytes) {
            return Err(too_large(name, &format!("{count} texts by its own count")));
        }
    }
    if declared > most {
        return Err(too_large(name, &format!("more than {} MB unpacked", most / (1024 * 1024))));
    }
    Ok(())
}

/// The first place of a cell that lies beyond every sheet. The library reckons with it without looking at its length, and would
/// take it for another cell.
fn beyond(part: &[u8]) -> Option<String> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"[\s"'](?:r|ref)\s*=\s*["']([A-Za-z0-9:]*(?:[A-Za-z]{7}|[0-9]{10})[A-Za-z0-9:]*)["']"#)
            .expect("our own pattern is well formed")
    });
    let place = PLACE.captures(part)?.get(1)?;
    Some(crate::text::short(&String::from_utf8_lossy(place.as_bytes())))
}

/// A number of texts that the library would make room for before it reads one.
fn promised(part: &[u8]) -> Option<String> {
    static COUNT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"uniqueCount\s*=\s*["']\s*\+?([0-9]{8,})"#).expect("our own pattern is well formed"));
    let count = COUNT.captures(part)?.get(1)?;
    Some(crate::text::short(&String::from_utf8_lossy(count.as_bytes())))
}

#[allow(clippy::unnecessary_box_returns, reason = "the errors of this file are boxed")]
fn too_large(name: &str, what: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::new(Code::TooLarge, name, None, format!("the workbook has {what}, far more than these records need"));
    Box::new(fault.help("check which file this is; rows that were only coloured or bordered can be deleted"))
}

#[allow(clippy::unnecessary_box_returns, reason = "the errors of this file are boxed")]
fn damaged(name: &str, error: &dyn std::fmt::Display) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new(Code::RegisterCut, name, None, format!("the workbook is damaged: {error}"))
            .help("open it in Excel or LibreOffice, save it as `.xlsx`, and try again"),
    )
}
