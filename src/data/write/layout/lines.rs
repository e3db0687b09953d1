//! Comments and blank lines between values, as the parser hands them over.

use toml_edit::RawString;

/// A line of a comment, or a blank line (an empty text). No two blank ones stand together.
pub(super) type Lines = Vec<String>;

/// The raw text between two values.
pub(super) fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

/// Comment lines and blank lines of a text that begins at the start of a line. The spaces in front of what follows on
/// the last line are no line.
pub(super) fn whole_lines(text: &str) -> Lines {
    let Some((complete, _)) = text.rsplit_once('\n') else { return Vec::new() };
    let mut lines = Lines::new();
    for line in complete.split('\n') {
        push(&mut lines, line.trim());
    }
    lines
}

/// Adds a line, unless it is a second blank one.
pub(super) fn push(lines: &mut Lines, line: &str) {
    if !line.is_empty() || lines.last().is_none_or(|last| !last.is_empty()) {
        lines.push(line.to_owned());
    }
}

/// Takes blank lines away from the end.
pub(super) fn without_last_blank(mut lines: Lines) -> Lines {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The comment on the rest of the line, and the lines after it.
pub(super) fn rest_of_line(text: &str) -> (Option<String>, Lines) {
    let (first, after) = text.split_once('\n').map_or((text, None), |(first, after)| (first, Some(after)));
    let comment = Some(first.trim()).filter(|first| first.starts_with('#')).map(str::to_owned);
    (comment, after.map(whole_lines).unwrap_or_default())
}

/// Splits comments that stand directly under something, with a blank line behind them, from those that belong to what
/// follows.
pub(super) fn split_tail(mut lines: Lines) -> (Lines, Lines) {
    if lines.first().is_none_or(String::is_empty) {
        return (Lines::new(), lines);
    }
    match lines.iter().position(String::is_empty) {
        Some(at) => {
            let rest = lines.split_off(at);
            (lines, rest)
        }
        None => (Lines::new(), lines),
    }
}
