//! CSV both ways: cells that no spreadsheet takes for a formula, and rows from files that others made.

/// A cell that a spreadsheet shows and never computes: tabs and line ends become spaces, and a cell that begins (after
/// spaces) with a sign that starts a formula, full-width forms included, gets an apostrophe. A plain number keeps its
/// minus sign: it is nothing that could be computed.
pub fn cell(text: &str) -> String {
    if is_number(text) {
        return text.to_owned();
    }
    let flat: String = text.chars().map(|sign| if matches!(sign, '\t' | '\r' | '\n') { ' ' } else { sign }).collect();
    let first = flat.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%') => format!("'{flat}"),
        _ => flat,
    }
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
