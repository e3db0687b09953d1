//! What a cell means for a record.

use jiff::civil::Date;
use toml_edit::{Array, Value};

use super::cells::{Cell, NONE};
use super::columns::{Holds, Words};
use crate::data::schema::form::{Form, Known};
use crate::import::{self, day_value};
use crate::text::{csv, fold, nearest, short};

/// The id that a text of a cell means.
fn meant_word(text: &str, words: &Words, known: &Known) -> Result<String, String> {
    let listed = words.form.and_then(|form| known.words(form)).unwrap_or_default();
    let by_id = listed.iter().find(|word| word.id == text);
    let folded = fold(text);
    let mut by_label = listed.iter().filter(|word| fold(&word.label) == folded || fold(&word.id) == folded);
    if let Some(word) = by_id.or_else(|| by_label.next().filter(|_| by_label.next().is_none())) {
        return Ok(word.id.clone());
    }
    if let Some(word) = words.fixed.iter().find(|word| fold(word) == folded) {
        return Ok(word.clone());
    }
    let what = words.form.map_or("word", Form::noun);
    if !words.fixed.is_empty() {
        return Err(format!("`{}` is none of the words allowed here: {}", short(text), words.fixed.join(", ")));
    }
    if words.form.is_some_and(|form| form.list().is_some() || form == Form::District) {
        let near = nearest(text, listed.iter().flat_map(|word| [word.label.as_str(), word.id.as_str()]));
        let advice = near.map_or_else(|| "choose one from the list".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(format!("there is no {what} `{}`; {advice}", short(text)));
    }
    Ok(text.to_owned())
}

/// The value that a cell means for a record; `None` where it is to have none.
///
/// # Errors
/// A sentence without its full stop: why it cannot stand there, and what can.
pub(super) fn meant(holds: &Holds, cell: Option<&Cell>, known: &Known) -> Result<Option<Value>, String> {
    let Some(cell) = cell else { return Ok(None) };
    match cell {
        Cell::Error(word) => return Err(format!("a formula failed here (`{word}`); write the value itself, or clear the cell")),
        Cell::Formula => {
            return Err("this is a formula, and its result may be out of date; copy it and paste the value alone".to_owned());
        }
        _ => {}
    }
    let text = csv::bare(cell.canonical());
    if text.is_empty() {
        return Ok(None);
    }
    if text.starts_with('#') && text.ends_with(['!', '?']) && !text.contains(' ') || text == "#N/A" {
        return Err(format!("a formula failed here (`{text}`); write the value itself, or clear the cell"));
    }
    match holds {
        Holds::Text(words) => text_meant(cell, &text, words, known).map(|text| Some(Value::from(text))),
        Holds::Texts(words) => texts_meant(cell, &text, words, known).map(Some),
        Holds::Whole => {
            let number = number(cell, &text)?;
            if number.fract() != 0.0 || number.abs() > 1e15 {
                return Err(format!("`{text}` is not a whole number"));
            }
            Ok(Some(Value::from(number as i64)))
        }
        // 250 rather than 250.0: what a person writes.
        Holds::Number => number(cell, &text).map(|number| {
            let whole = number.fract() == 0.0 && number.abs() < 1e15;
            Some(if whole { Value::from(number as i64) } else { Value::from(number) })
        }),
        Holds::Truth => match fold(&text).as_str() {
            "yes" | "y" | "true" => Ok(Some(Value::from(true))),
            "no" | "n" | "false" => Ok(Some(Value::from(false))),
            _ => Err(format!("`{}` is neither `yes` nor `no`", short(&text))),
        },
        Holds::Day => day(cell, &text).map(|day| Some(day_value(day))),
        Holds::Ages => ages(cell, &text).map(Some),
    }
}

fn number(cell: &Cell, text: &str) -> Result<f64, String> {
    match cell {
        Cell::Number(number) if number.is_finite() => Ok(number.to_owned()),
        Cell::Text(_) => {
            let plain = text.replace([',', ' '], "");
            let found = plain
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite() && plain.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
            found.ok_or_else(|| format!("`{}` is not a number", short(text)))
        }
        Cell::Day(_) => {
            Err(format!("this cell holds the day {text}, where a number belongs; give the cell the format of a number"))
        }
        _ => Err(format!("`{}` is not a number", short(text))),
    }
}

fn day(cell: &Cell, text: &str) -> Result<Date, String> {
    match cell {
        Cell::Day(day) => Ok(*day),
        // Without its format a day is the count of days since the end of 1899.
        Cell::Number(number) => {
            let counted = (number.fract() == 0.0).then(|| import::read_day(&number.to_string())).flatten();
            counted.ok_or_else(|| format!("the number {text} is not a day; write it like 2026-11-22"))
        }
        _ => import::read_day(text)
            .ok_or_else(|| format!("`{}` is not a day; write it like 2026-11-22 or 22/11/2026", short(text))),
    }
}

fn ages(cell: &Cell, text: &str) -> Result<Value, String> {
    if matches!(cell, Cell::Day(_)) {
        return Err("the spreadsheet took these ages for a day; write them like `4 to 11`".to_owned());
    }
    if fold(text) == NONE {
        return Err("ages are written like `4 to 11`; clear the cell where they are not known".to_owned());
    }
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let words = text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    match (parts.as_slice(), words.as_str()) {
        (&[from, to], "" | "to" | "and") => match (from.parse::<i64>(), to.parse::<i64>()) {
            (Ok(from), Ok(to)) => Ok(Value::from(Array::from_iter([from, to]))),
            _ => Err(format!("`{}` are not ages", short(text))),
        },
        _ => Err(format!("`{}` is no range of ages; write it like `4 to 11`", short(text))),
    }
}

fn texts_meant(cell: &Cell, text: &str, words: &Words, known: &Known) -> Result<Value, String> {
    let mut list = Array::new();
    if fold(text) == NONE {
        return Ok(Value::from(list));
    }
    for item in text.split(';').map(str::trim).filter(|item| !item.is_empty()) {
        list.push(text_meant(cell, item, words, known)?);
    }
    Ok(Value::from(list))
}

fn text_meant(cell: &Cell, text: &str, words: &Words, known: &Known) -> Result<String, String> {
    match cell {
        Cell::Day(_) => Err(format!(
            "the spreadsheet made the day {text} of what stood here; give the cell the format of text and write it again"
        )),
        Cell::Truth(_) => Err("this is `TRUE` or `FALSE`, where a text belongs".to_owned()),
        Cell::Number(_) if words.digits => digits(text, words),
        _ => meant_word(text, words, known),
    }
}

/// An official number that the spreadsheet took for a number. Where zeros at its beginning may have gone, the whole one is
/// proposed and nothing is guessed.
fn digits(text: &str, words: &Words) -> Result<String, String> {
    let fits = |text: &str| words.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text));
    if words.form == Some(Form::Code) && fits(text) {
        return Ok(text.to_owned());
    }
    let filled = if words.form == Some(Form::Code) { format!("{text:0>8}") } else { format!("0{text}") };
    if fits(&filled) {
        return Err(format!(
            "the spreadsheet took this for the number {text}, which has no zeros at its beginning; write it as text: {filled}"
        ));
    }
    Err(format!("the spreadsheet took this for the number {text}; give the cell the format of text and write it again"))
}
