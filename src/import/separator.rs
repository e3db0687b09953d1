//! What stands between the cells of a table.

use std::sync::Arc;

/// The line `sep=;` with which spreadsheets say what stands between cells. It becomes a blank line, so that the lines keep
/// their numbers.
pub(super) fn said_separator(text: Arc<str>) -> (Option<u8>, Arc<str>) {
    let line = text.lines().next().unwrap_or_default();
    let said = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line.as_bytes()[4..]);
    match said {
        Some(&[sign]) if sign.is_ascii() && !matches!(sign, b'"' | b'\r' | b'\n') => (Some(sign), text[line.len()..].into()),
        _ => (None, text),
    }
}

/// What stands between the cells of a text: whichever of comma, semicolon, tab and bar stands most often outside the quotation
/// marks of its first line, the comma where none does.
pub(super) fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
    let outside: String = line.split('"').step_by(2).collect();
    let count = |sign: &u8| outside.bytes().filter(|byte| byte == sign).count();
    // The last of equals counts.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}
