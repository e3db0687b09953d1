//! Bytes to text to a tree in which every key and value knows its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::walk::DEEPEST;
use crate::diagnostic::{Code, Diagnostic};

/// The text of a file.
///
/// # Errors
/// A fault that names the likely encoding where the bytes are not UTF-8.
pub fn text_of(path: &str, bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {
            let at = text.find('\0').unwrap_or_default();
            Err(Box::new(
                Diagnostic::new(Code::NotUtf8, path, at..at + 1, "the file holds a NUL byte")
                    .help("it was probably saved as UTF-16 or is not a text; save it as UTF-8"),
            ))
        }
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(error) => {
            let at = error.valid_up_to();
            let guess = match bytes {
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it was saved as UTF-16",
                _ if bytes.contains(&0) => "it was saved as UTF-16 or is not a text",
                _ => "it was probably saved as Windows-1252",
            };
            let line = bytes[..at].split(|&byte| byte == b'\n').count();
            Err(Box::new(
                Diagnostic::new(
                    Code::NotUtf8,
                    path,
                    None,
                    format!("the file is not UTF-8: byte 0x{:02X} on line {line}", bytes[at]),
                )
                .help(format!("{guess}; save it as UTF-8")),
            ))
        }
    }
}

/// Parses TOML. Every syntax fault is named; what could be read is given along.
pub fn parse<'t>(path: &str, text: &'t str) -> (Spanned<DeTable<'t>>, Vec<Diagnostic>) {
    if let Some(span) = deep_key(text) {
        let fault = Diagnostic::new(Code::TooDeep, path, span, format!("a key has more than {DEEPEST} parts"))
            .help("records need at most three parts, like `place.town`");
        return (empty(), vec![fault]);
    }
    let (tree, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Diagnostic> = errors
        .iter()
        .map(|error| {
            let span = error.span().map(|span| span.start.min(text.len())..span.end.min(text.len()));
            if error.message().contains("recursion limit") {
                let span = span.unwrap_or_else(|| nested_place(text));
                return Diagnostic::new(
                    Code::TooDeep,
                    path,
                    span,
                    format!("tables and lists are nested deeper than {DEEPEST} here"),
                );
            }
            let message = error.message().lines().next().unwrap_or("this is not TOML").to_owned();
            Diagnostic::new(Code::Syntax, path, span, message).maybe_help(syntax_help(error.message(), text, error.span()))
        })
        .collect();
    faults.truncate(20);
    (tree, faults)
}

fn empty() -> Spanned<DeTable<'static>> {
    DeTable::parse("").expect("an empty text is TOML")
}

/// The first run of dotted key parts that is too long, outside of texts as far as a look at each line can tell.
fn deep_key(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let key = line.split(['=', '"', '\'', '#']).next().unwrap_or_default();
        if key.matches('.').count() >= DEEPEST && !key.trim().contains(' ') {
            return Some(from..from + key.trim_end().len().min(80));
        }
        from += line.len();
    }
    None
}

/// Where brackets open deepest on one line.
fn nested_place(text: &str) -> Range<usize> {
    let at = text.find("[[[").or_else(|| text.find('{')).unwrap_or(0);
    at..(at + 1).min(text.len())
}

/// A hint for the mistakes that people make most.
fn syntax_help(message: &str, text: &str, span: Option<Range<usize>>) -> Option<String> {
    let start = span.map_or(0, |span| span.start.min(text.len()));
    let line_start = text[..floor(text, start)].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    if line.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        return Some("this line has curly quotation marks, as Word writes them; use straight ones: \"".to_owned());
    }
    if message.contains("duplicate key") {
        return Some("each key may stand only once in a table; delete one of the two".to_owned());
    }
    if let Some((key, value)) = line.split_once('=') {
        let value = value.trim();
        if value.is_empty() {
            return Some(format!("write a value after `{} =`, or delete the line", key.trim()));
        }
        if value.starts_with(char::is_alphabetic) && !matches!(value, "true" | "false") {
            return Some(format!("put the text in quotation marks: `{} = \"{value}\"`", key.trim()));
        }
        if value.starts_with('"') && value.matches('"').count() % 2 == 1 {
            return Some("the text has no closing quotation mark on this line".to_owned());
        }
    } else if !line.trim().is_empty() && !line.trim_start().starts_with(['[', '#']) {
        return Some("a line is a heading in brackets, `key = value`, or a comment after `#`".to_owned());
    }
    None
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
