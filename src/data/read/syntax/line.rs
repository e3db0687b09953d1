//! What is wrong with one line that is not TOML, and what was probably meant.

use std::ops::Range;

use super::finding::{Judged, outside, quoted};
use super::value;
use crate::diagnostic::is_hidden;
use crate::text::short;

/// A heading in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) struct Heading<'t> {
    /// What stands between the brackets.
    pub name: &'t str,
    /// Whether the brackets are double.
    pub double: bool,
}

/// The heading that a line is, if its brackets match.
pub(in crate::data) fn heading(line: &str) -> Option<Heading<'_>> {
    let line = line.split('#').next()?.trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let (name, double) = match inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(name) => (name.trim(), true),
        None => (inner.trim(), false),
    };
    (!name.is_empty() && name.chars().all(|sign| is_key_sign(sign) || matches!(sign, '.' | '"')))
        .then_some(Heading { name, double })
}

/// The plain key that a line gives a value to.
pub(in crate::data) fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    (!key.is_empty() && key.chars().all(is_key_sign)).then_some(key)
}

fn is_key_sign(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')
}

/// Judges a line to which the parser objects with `words`.
pub(in crate::data) fn judge(line: &str, words: &str) -> Judged {
    let trimmed = line.trim();
    let start = line.len() - line.trim_start().len();
    let whole = start..start + trimmed.len();
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| trimmed.starts_with(mark)) {
        return Judged::new(
            whole,
            "this is a mark of an unfinished merge",
            "keep one of the two versions and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
        );
    }
    let code = outside(line);
    if let Some((at, sign)) = code.char_indices().find(|&(_, sign)| is_odd_space(sign)) {
        return Judged::new(
            at..at + sign.len_utf8(),
            format!("the sign U+{:04X}, which cannot be seen, stands outside of a text", u32::from(sign)),
            "delete it, or put a plain space in its place; it often comes along when text is copied from a web page",
        );
    }
    if let Some(judged) = judge_heading(&code, whole.clone()) {
        return Judged { spoils_section: true, ..judged };
    }
    if let Some((key, rest)) = code.split_once(':').filter(|(key, _)| key_of(&format!("{}=", key.trim())).is_some())
        && !matches!(key.trim(), "http" | "https" | "mailto")
    {
        let value = line[line.len() - rest.len()..].trim();
        let written = if value.starts_with(['"', '[', '{']) { value.to_owned() } else { quoted(value) };
        return Judged::new(
            key.len()..key.len() + 1,
            "a colon stands where `=` is needed",
            format!("write `{} = {}`", key.trim(), short(&written)),
        );
    }
    let Some((key, _)) = code.split_once('=') else {
        return Judged::new(
            whole,
            "this line has no `=`",
            "a line is `key = value`, a heading in brackets, or a remark after `#`; a text of several lines begins and ends with three quotation marks",
        );
    };
    let equals = key.len();
    judge_key(&line[..equals], equals).unwrap_or_else(|| value::judge(line, equals, words))
}

/// A sign that looks like a space or like nothing, and is neither a space nor a tab.
fn is_odd_space(sign: char) -> bool {
    (is_hidden(sign) && !matches!(sign, '\t' | '\r')) || (sign.is_whitespace() && !sign.is_ascii_whitespace())
}

fn judge_heading(code: &str, whole: Range<usize>) -> Option<Judged> {
    let trimmed = code.split('#').next()?.trim();
    let word_then_bracket = || trimmed.ends_with(']') && trimmed.starts_with(is_key_sign) && !trimmed.contains(['[', ',']);
    if trimmed.contains('=') || !(trimmed.starts_with('[') || word_then_bracket()) {
        return None;
    }
    let name = trimmed.trim_matches(['[', ']', ' ']);
    if name.is_empty() {
        return Some(Judged::new(whole, "this heading has no name", "write it like `[place]` or `[[offers]]`, or delete it"));
    }
    if !name.chars().all(|sign| is_key_sign(sign) || sign == '.') {
        return Some(Judged::new(
            whole,
            "a heading holds only letters, digits, `-`, `_` and dots, and stands on a line of its own",
            "write it like `[place]` or `[[offers]]`",
        ));
    }
    let written = if trimmed.contains("[[") || trimmed.ends_with("]]") { format!("[[{name}]]") } else { format!("[{name}]") };
    Some(Judged::new(whole, "the brackets of this heading do not match", format!("write `{written}`")))
}

fn judge_key(before: &str, equals: usize) -> Option<Judged> {
    let key = before.trim();
    let start = before.len() - before.trim_start().len();
    if key.is_empty() {
        let at = equals..equals + 1;
        return Some(Judged::new(at, "there is no key before `=`", "write `key = value`, or delete the line"));
    }
    let fits = |sign: char| is_key_sign(sign) || matches!(sign, '.' | '"' | '\'');
    if key.chars().all(fits) && !key.contains("..") && !key.starts_with('.') && !key.ends_with('.') {
        return None;
    }
    let at = start..start + key.len();
    if key.contains(' ') && key.chars().all(|sign| is_key_sign(sign) || sign == ' ') {
        let joined = key.split_whitespace().collect::<Vec<_>>().join("_");
        return Some(Judged::new(at, "a key is one word, without spaces", format!("write `{joined} = ...`, if that is meant")));
    }
    Some(Judged::new(at, "this is not a key", "a key holds only letters a to z, digits, `-` and `_`; put `#` before a remark"))
}
