//! CSV both ways: cells that no spreadsheet takes for a formula, and rows from files that others made.

/// A cell that a spreadsheet shows and never computes: tabs, line ends and other controls become spaces, and a cell that
/// begins (after spaces and what nobody sees) with a character that starts a formula, full-width and small forms
/// included, gets an apostrophe. A plain number keeps its minus: it is nothing that could be computed.
///
/// The scripts of the default theme hold the same rule in `csv.js`; `tests/csv-cells.json` is the table for both.
pub fn cell(text: &str) -> String {
    if is_number(text) {
        return text.to_owned();
    }
    let ends_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let flat: String = text.chars().map(|c| if ends_line(c) { ' ' } else { c }).collect();
    let starts_formula = flat.trim_start_matches(is_unseen).starts_with(FORMULA);
    if starts_formula { format!("'{flat}") } else { flat }
}

/// A cell as it was before [`cell`]: without the apostrophe in front of what would be a formula.
pub fn bare(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if cell(rest) == text => rest.to_owned(),
        _ => text,
    }
}

/// What starts a formula in one spreadsheet or another.
const FORMULA: [char; 18] = ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '％', '﹦', '﹢', '﹣', '﹫', '﹪', '−'];

/// Spaces, controls and characters without a picture: a spreadsheet may look past them.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\0'..=' '
            | '\u{7f}'..='\u{a0}'
            | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{1680}' | '\u{180e}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}'
            | '\u{3000}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Whether the text is digits with at most one point and a minus sign in front.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|side| !side.is_empty() && side.bytes().all(|sign| sign.is_ascii_digit()))
}

/// Rows as CSV bytes with a header, every cell through [`cell`]; lines end in CR LF, as RFC 4180 has it.
///
/// # Panics
/// If a row is not as long as the header: a broken promise of the caller.
pub fn write<H: AsRef<str>, C: AsRef<str>>(header: &[H], rows: impl IntoIterator<Item = Vec<C>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let first = writer.write_record(header.iter().map(|name| cell(name.as_ref())));
    let written = rows.into_iter().try_for_each(|row| writer.write_record(row.iter().map(|text| cell(text.as_ref()))));
    first.and(written).expect("rows as long as the header go into memory");
    writer.into_inner().expect("memory takes all bytes")
}
