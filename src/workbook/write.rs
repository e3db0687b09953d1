//! Records become a workbook.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::cells::{Cell, choices};
use super::columns::{Column, Holds, Is, SheetForm};
use super::held::{Held, LISTED, NOT_STATED, Records, cell, mark, row_print};
use super::{FORMAT, HIDDEN, Identity};
use crate::data::schema::form::Known;
use crate::text::counted;

/// The last row of a sheet that a spreadsheet knows, counted from 0.
const LAST_ROW: u32 = 1_048_575;

/// The first column of the hidden sheet that holds words to choose from.
const FIRST_LIST: u16 = 6;

/// Formats of cells.
struct Formats {
    heading: Format,
    locked_heading: Format,
    text: Format,
    day: Format,
    general: Format,
    locked: Format,
}

impl Formats {
    fn new() -> Self {
        let heading =
            Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_background_color(Color::RGB(0xD9_E8_F6));
        let text = Format::new().set_num_format("@").set_unlocked().set_align(FormatAlign::Top);
        Self {
            locked_heading: heading.clone().set_background_color(Color::RGB(0xE3_E3_E3)),
            heading,
            day: Format::new().set_num_format("yyyy-mm-dd").set_unlocked().set_align(FormatAlign::Top),
            general: Format::new().set_unlocked().set_align(FormatAlign::Top),
            locked: Format::new().set_num_format("@").set_align(FormatAlign::Top).set_font_color(Color::RGB(0x59_59_59)),
            text,
        }
    }

    /// The format of cells that a person may write in.
    fn open(&self, column: &Column) -> &Format {
        match &column.is {
            Is::Value(_, Holds::Day) => &self.day,
            Is::Value(_, Holds::Whole | Holds::Number) => &self.general,
            Is::Mark | Is::Name => &self.locked,
            _ => &self.text,
        }
    }
}

/// The workbook of the records that `wanted` lets in; the same bytes for the same records.
///
/// # Errors
/// A sentence where a spreadsheet cannot hold it.
pub fn write(records: &Records, known: &Known, site: &Identity, wanted: &dyn Fn(&Held) -> bool) -> Result<Vec<u8>, String> {
    let held: Vec<_> = records.iter().filter(|(_, held)| !held.opted_out() && wanted(held)).collect();
    let forms = SheetForm::all();
    put(&held, &forms, known, site).map_err(|error| format!("a spreadsheet cannot hold these records: {error}"))
}

type HeldRecords<'r> = [(crate::data::FileKind, &'r Held)];

fn put(held: &HeldRecords<'_>, forms: &[SheetForm], known: &Known, site: &Identity) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The day of writing would make other bytes of the same records.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&site.title).set_author("trustbridge").set_creation_datetime(&day));
    let formats = Formats::new();
    let sheets = forms.len() as u32;
    read_me(book.add_worksheet(), forms, site)?;
    for form in forms {
        let sheet = book.add_worksheet();
        sheet.set_name(form.name)?;
        fill(sheet, form, held, known, &formats)?;
    }
    hidden(book.add_worksheet(), held, forms, known, site)?;
    debug_assert!(sheets > 0, "there are sheets");
    book.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    form: &SheetForm,
    held: &HeldRecords<'_>,
    known: &Known,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(&form.columns) {
        let heading = if column.is_locked() { &formats.locked_heading } else { &formats.heading };
        // New rows are written below the others, also where a column is locked for those that are there.
        let below = if matches!(column.is, Is::Name | Is::Mark) { &formats.locked } else { formats.open(column) };
        sheet.set_column_format(at, below)?.set_column_width(at, width(column))?;
        sheet.write_string_with_format(0, at, &column.heading, heading)?;
        let mut about = column.about.clone();
        if column.is_locked() {
            about.push_str(" Locked: it says which record the row is.");
        }
        sheet.insert_note(0, at, &Note::new(about).add_author_prefix(false).set_width(260).set_height(110))?;
        if let Some(rule) = rule(form, at, column, known)? {
            sheet.add_data_validation(1, at, LAST_ROW, at, &rule)?;
        }
        if matches!(column.is, Is::Mark) {
            sheet.set_column_hidden(at)?;
        }
    }
    sheet.set_row_height(0, 32)?;
    let mut row = 0;
    for (_, record) in held.iter().filter(|(kind, _)| *kind == form.kind) {
        for (line, entry) in record.entries(form) {
            row += 1;
            let cells: Vec<Option<Cell>> = form.columns.iter().map(|column| cell(column, record, entry, known)).collect();
            let print = row_print(form.columns.iter().zip(cells.iter().map(Option::as_ref)));
            for ((at, column), cell) in (0_u16..).zip(&form.columns).zip(&cells) {
                let format = if column.is_locked() { &formats.locked } else { formats.open(column) };
                match cell {
                    _ if matches!(column.is, Is::Mark) => {
                        sheet.write_string_with_format(row, at, format!("{} {print}", mark(record.id(), line)), format)?;
                    }
                    Some(Cell::Number(number)) => {
                        sheet.write_number_with_format(row, at, *number, format)?;
                    }
                    Some(Cell::Day(day)) if day.year() > 1900 => {
                        let day = ExcelDateTime::from_ymd(
                            day.year().unsigned_abs(),
                            day.month().unsigned_abs(),
                            day.day().unsigned_abs(),
                        )?;
                        sheet.write_datetime_with_format(row, at, &day, format)?;
                    }
                    Some(other) => {
                        sheet.write_string_with_format(row, at, other.canonical(), format)?;
                    }
                    None if column.is_locked() => {
                        sheet.write_blank(row, at, format)?;
                    }
                    None => {}
                }
            }
        }
    }
    let last = form.columns.len() as u16 - 1;
    sheet.set_freeze_panes(1, 2)?.autofilter(0, 0, row.max(1), last)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

fn width(column: &Column) -> f64 {
    match &column.is {
        Is::Id => 26.0,
        Is::Name => 34.0,
        Is::Value(path, _) if path == "name" => 42.0,
        Is::Value(_, Holds::Text(words)) if words.digits => 15.0,
        Is::Value(_, Holds::Text(_) | Holds::Texts(_)) => 24.0,
        _ => 13.0,
    }
}

/// What a spreadsheet lets people write in a column.
fn rule(form: &SheetForm, at: u16, column: &Column, known: &Known) -> Result<Option<DataValidation>, XlsxError> {
    let words = words_of(column, known);
    if words.is_empty() {
        return Ok(None);
    }
    let list = list_column(form, at, known);
    let letter = rust_xlsxwriter::utility::column_number_to_name(list);
    let source = format!("={HIDDEN}!${letter}$2:${letter}${}", words.len() + 1);
    let rule = DataValidation::new().allow_list_formula(Formula::new(source)).ignore_blank(true);
    // Several words in one cell are none of the list.
    if matches!(column.is, Is::Value(_, Holds::Texts(_))) {
        return Ok(Some(rule.show_error_message(false)));
    }
    let rule = rule.set_error_style(DataValidationErrorStyle::Stop).set_error_title("Not in the list")?;
    Ok(Some(rule.set_error_message("Please choose one from the list, or clear the cell.")?))
}

/// The words that a person may choose in a column.
fn words_of(column: &Column, known: &Known) -> Vec<String> {
    let fixed = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match &column.is {
        Is::Value(_, Holds::Truth) => fixed(&["yes", "no"]),
        Is::Value(_, holds) => holds.words().map(|words| choices(words, known)).unwrap_or_default(),
        Is::Stated(_) => fixed(&[NOT_STATED, super::cells::NONE, LISTED]),
        Is::Remove => fixed(&["remove"]),
        Is::Id | Is::Name | Is::Mark => Vec::new(),
    }
}

/// The columns of all sheets that have words to choose from, each with its column in the hidden sheet.
fn lists(forms: &[SheetForm], known: &Known) -> Vec<(&'static str, u16, Vec<String>)> {
    let all = forms.iter().flat_map(|form| (0_u16..).zip(&form.columns).map(move |(at, column)| (form.name, at, column)));
    all.map(|(sheet, at, column)| (sheet, at, words_of(column, known))).filter(|(.., words)| !words.is_empty()).collect()
}

fn list_column(form: &SheetForm, at: u16, known: &Known) -> u16 {
    let found = lists(&SheetForm::all(), known).iter().position(|(sheet, column, _)| (*sheet, *column) == (form.name, at));
    FIRST_LIST + found.unwrap_or_default() as u16
}

/// What the program itself needs: which site this is, which records were written, and the words to choose from.
fn hidden(
    sheet: &mut Worksheet,
    held: &HeldRecords<'_>,
    forms: &[SheetForm],
    known: &Known,
    site: &Identity,
) -> Result<(), XlsxError> {
    sheet.set_name(HIDDEN)?.set_very_hidden(true);
    for (row, (key, value)) in (0..).zip([("format", FORMAT), ("site", &site.key), ("title", &site.title)]) {
        sheet.write_string(row, 0, key)?.write_string(row, 1, value)?;
    }
    sheet.write_string(0, 3, "record")?.write_string(0, 4, "fingerprint")?;
    for (row, (kind, record)) in (1..).zip(held) {
        sheet.write_string(row, 3, super::record_key(*kind, record.id()))?.write_string(row, 4, &record.print)?;
    }
    for (column, (name, at, words)) in (FIRST_LIST..).zip(lists(forms, known)) {
        let heading = forms.iter().find(|form| form.name == name).and_then(|form| form.columns.get(usize::from(at)));
        sheet.write_string(0, column, heading.map_or("", |column| column.heading.as_str()))?;
        for (row, word) in (1..).zip(&words) {
            sheet.write_string(row, column, word)?;
        }
    }
    Ok(())
}

/// The first sheet: how to work with the others, in plain English.
fn read_me(sheet: &mut Worksheet, forms: &[SheetForm], site: &Identity) -> Result<(), XlsxError> {
    sheet.set_name("Read me")?.set_column_width(0, 110)?;
    let heading = Format::new().set_bold().set_font_size(14);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let names: Vec<String> = forms.iter().map(|form| format!("`{}`", form.name)).collect();
    let lines = [
        format!("These are the records of {}, in {}: {}.", site.title, counted(names.len(), "sheet", None), names.join(", ")),
        "Change a cell to change the record. Clear a cell to take the value out. Point at a heading to read what belongs there.".to_owned(),
        "Write something new in an empty row below the others: a new organisation or partnership becomes a draft, which nobody sees until its `Draft` is set to `no`; an offer, need, school or contact begins with the id of its organisation.".to_owned(),
        "To take an offer, need, school or contact out, write `remove` in its column `Remove`. A row that you delete changes nothing.".to_owned(),
        "Where a cell holds several things, semicolons stand between them. `none` says that there is none; an empty cell says that nobody knows.".to_owned(),
        "Grey headings are locked: the id, the name beside it, and the sector say which record a row is. There is no password (Review, Unprotect Sheet), but a changed id is refused. An id is changed with `trustbridge rename`, a sector by moving the file.".to_owned(),
        "Leave the headings, and the hidden column at the end of each sheet, as they are. You may sort, filter, widen and colour as you like. Do not merge cells or write formulas.".to_owned(),
        "An offer or need with the basis `published` needs its source. Name no person without their consent. Organisations that asked not to be listed are not in this workbook.".to_owned(),
        "When you are done: save, and run `trustbridge import sheet FILE.xlsx --dry-run`. It says what would change; without `--dry-run` it changes it. Where a record was changed by somebody else meanwhile, it says so and changes nothing.".to_owned(),
    ];
    sheet.write_string_with_format(0, 0, format!("{}: records to edit", site.title), &heading)?;
    for (row, line) in (2..).zip(&lines) {
        sheet.write_string_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}
