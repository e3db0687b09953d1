//! A value of a record as a cell.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::columns::{Holds, Words};
use crate::data::schema::form::Known;
use crate::text::fold;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// `TRUE` or `FALSE`.
    Truth(bool),
    /// The word of a formula that failed.
    Error(String),
    /// A formula, whatever its result was.
    Formula,
}

impl Cell {
    /// The cell as it is compared and shown: the same whichever program saved it.
    pub(super) fn canonical(&self) -> String {
        match self {
            Self::Text(text) => trimmed(text),
            // Programs differ in the last of some 16 digits.
            Self::Number(number) => format!("{number:.12e}").parse::<f64>().unwrap_or(*number).to_string(),
            Self::Day(day) => day.to_string(),
            Self::Truth(truth) => yes_or_no(*truth).to_owned(),
            Self::Error(word) => word.clone(),
            Self::Formula => "a formula".to_owned(),
        }
    }
}

/// A text without spaces around it, line ends as records have them.
fn trimmed(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

fn yes_or_no(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

/// The word for a list that is there and empty.
pub(super) const NONE: &str = "none";

/// The cell that shows a value of a record; `None` where it has none.
pub(super) fn shown(holds: &Holds, value: Option<&Json>, known: &Known) -> Option<Cell> {
    let value = value?;
    let text = |text: &str, words: &Words| label(text, words, known);
    Some(match (holds, value) {
        (Holds::Text(words), Json::String(found)) => Cell::Text(text(found, words)),
        (Holds::Texts(_), Json::Array(items)) if items.is_empty() => Cell::Text(NONE.to_owned()),
        (Holds::Texts(words), Json::Array(items)) => {
            let items: Vec<String> = items.iter().filter_map(Json::as_str).map(|item| text(item, words)).collect();
            Cell::Text(items.join("; "))
        }
        (Holds::Day, Json::String(day)) => day.parse().map_or_else(|_| Cell::Text(day.clone()), Cell::Day),
        (Holds::Truth, Json::Bool(truth)) => Cell::Text(yes_or_no(*truth).to_owned()),
        (Holds::Ages, Json::Array(ages)) => Cell::Text(match ages.as_slice() {
            [] => NONE.to_owned(),
            ages => ages.iter().map(ToString::to_string).collect::<Vec<_>>().join(" to "),
        }),
        (_, Json::Number(number)) => Cell::Number(number.as_f64().unwrap_or_default()),
        (_, other) => Cell::Text(other.to_string()),
    })
}

/// The words that a column allows, as they are shown; empty where any text is.
pub(super) fn choices(words: &Words, known: &Known) -> Vec<String> {
    let listed = words.form.filter(|form| form.list().is_some()).and_then(|form| known.words(form)).unwrap_or_default();
    listed.iter().map(|word| label(&word.id, words, known)).chain(words.fixed.iter().cloned()).collect()
}

/// What people call a word, where that cannot be mistaken for another.
fn label(id: &str, words: &Words, known: &Known) -> String {
    let listed = words.form.filter(|form| form.list().is_some()).and_then(|form| known.words(form)).unwrap_or_default();
    let found = listed.iter().find(|word| word.id == id);
    let alone =
        |label: &str| listed.iter().filter(|word| fold(&word.label) == fold(label) || fold(&word.id) == fold(label)).count() == 1;
    found.filter(|word| !word.label.contains(';') && alone(&word.label)).map_or_else(|| id.to_owned(), |word| word.label.clone())
}
