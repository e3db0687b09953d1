//! Bytes to text to a tree in which every key and value knows its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::syntax::{Mended, mend};
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

/// A text that has been parsed.
pub(in crate::data) enum Parsed<'t> {
    /// It is TOML.
    Good(Spanned<DeTable<'t>>),
    /// It is not: its faults, and the text with spaces in place of what is faulty.
    Faulty(Mended),
}

/// The tree of a text as far as it can be read, and its faults.
pub fn parse<'t>(path: &str, text: &'t str) -> (Spanned<DeTable<'t>>, Vec<Diagnostic>) {
    match parse_or_mend(path, text) {
        Parsed::Good(tree) => (tree, Vec::new()),
        Parsed::Faulty(mended) => (tree_of(text), mended.faults),
    }
}

/// Parses TOML; every syntax fault is named.
pub(in crate::data) fn parse_or_mend<'t>(path: &str, text: &'t str) -> Parsed<'t> {
    let unreadable = |fault: Diagnostic| Parsed::Faulty(Mended { faults: vec![fault], text: String::new() });
    if let Some(span) = deep_key(text) {
        let fault = Diagnostic::new(Code::TooDeep, path, span, format!("a key has more than {DEEPEST} parts"));
        return unreadable(fault.help("records need at most three parts, like `place.town`"));
    }
    let (tree, errors) = DeTable::parse_recoverable(text);
    if let Some(error) = errors.iter().find(|error| error.message().contains("recurs")) {
        let span = error.span().filter(|span| span.end <= text.len()).unwrap_or_else(|| nested_place(text));
        let fault = Diagnostic::new(Code::TooDeep, path, span, format!("tables and lists are nested deeper than {DEEPEST} here"));
        return unreadable(fault.help("a record needs three levels at most; take the extra brackets away"));
    }
    if errors.is_empty() { Parsed::Good(tree) } else { Parsed::Faulty(mend(path, text)) }
}

/// The tree of a text as far as it can be read.
pub(in crate::data) fn tree_of(text: &str) -> Spanned<DeTable<'_>> {
    DeTable::parse_recoverable(if deep_key(text).is_some() { "" } else { text }).0
}

/// The first run of dotted key parts that is too long, outside of texts as far as a look at each line can tell.
fn deep_key(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        // Hardly a line has so many points in it at all.
        if line.bytes().filter(|&byte| byte == b'.').count() >= DEEPEST {
            let key = line.split(['=', '"', '\'', '#']).next().unwrap_or_default();
            if key.matches('.').count() >= DEEPEST && !key.trim().contains(' ') {
                return Some(from..from + key.trim_end().len().min(80));
            }
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
