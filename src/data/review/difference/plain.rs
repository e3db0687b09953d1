//! What strangers wrote, on one line: nothing in a record can look like a line of the report on it.

use toml::{Table, Value};

use crate::diagnostic::visible;

/// The text with line ends, tabs and hidden characters written out, and with its closing quotation marks marked, so that
/// it ends where the quotation ends. Two different texts stay different.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' | '”' => out.extend(['\\', character]),
            other => out.push(other),
        }
    }
    visible(&out)
}

/// The table with every text and every key on one line.
pub(super) fn one_line_each(table: Table) -> Table {
    table.into_iter().map(|(key, value)| (one_line(&key), flat(value))).collect()
}

fn flat(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(one_line(&text)),
        Value::Array(list) => Value::Array(list.into_iter().map(flat).collect()),
        Value::Table(table) => Value::Table(one_line_each(table)),
        other => other,
    }
}
