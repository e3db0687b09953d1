//! What a cell of a foreign table says: nothing at all, in the many words for it, or a day, in the forms of registers and
//! spreadsheets. `tests/spreadsheet-forms.toml` lists them.

use crate::model::Date;

/// Words for nothing, small, without brackets around them.
const NOTHING: [&str; 27] = [
    "not recorded",
    "not-applicable",
    "not applicable",
    "not available",
    "not known",
    "not stated",
    "not given",
    "n/a",
    "n.a.",
    "n.a",
    "na",
    "nan",
    "nat",
    "null",
    "nil",
    "none",
    "undefined",
    "unknown",
    "no data",
    "missing",
    "blank",
    "empty",
    "tbc",
    "tba",
    "to be confirmed",
    "to be advised",
    "\\n",
];

/// A text; none where the cell holds nothing, or only a word or sign for it, or the word of a formula that failed.
pub(super) fn filled(text: String) -> Option<String> {
    let small = text.trim().to_lowercase();
    let inner = small.trim_matches(['(', ')', '<', '>', '[', ']', '"', '\'']);
    // A column that was too narrow is saved as a row of `#`.
    let strokes =
        inner.chars().all(|sign| matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '_' | '/' | '*' | '#'));
    (!strokes && !NOTHING.contains(&inner) && !is_failed(text.trim())).then_some(text)
}

/// Whether it is what a spreadsheet writes where a formula failed: `#REF!`, `#GETTING_DATA`, `#NV`, `Err:502`.
fn is_failed(text: &str) -> bool {
    if let Some(word) = text.strip_prefix('#') {
        let shouted = word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase);
        return !word.contains(char::is_whitespace)
            && (shouted || word.ends_with(['!', '?']) || word.eq_ignore_ascii_case("n/a"));
    }
    let code = text.get(..4).filter(|start| start.eq_ignore_ascii_case("err:")).and_then(|_| text.get(4..));
    code.is_some_and(|code| code.len() == 3 && digits(code))
}

/// A day in one of the forms of registers and spreadsheets: `31/12/2025`, `20251231`, `2025-12-31`, `31 Dec 2025`, `46022`. Never
/// month first, and nothing is guessed from words beside it.
pub fn day(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (date, hour) = match words.as_slice() {
        [day, month, year, hour @ ..] if month.chars().all(char::is_alphabetic) => {
            (format!("{}-{month}-{year}", cardinal(day)), hour)
        }
        [date, hour @ ..] => ((*date).to_owned(), hour),
        [] => return None,
    };
    if !hour.iter().all(|word| is_hour(word)) {
        return None;
    }
    // The hour stands after a `T` in the form of ISO 8601; `05-OCT-21` holds a T, too.
    let date = date.get(..10).filter(|_| matches!(date.as_bytes().get(10), Some(b'T' | b't'))).unwrap_or(&date);
    // Spreadsheets that have no day write their first one.
    spreadsheet_day(date).or_else(|| register_day(date)).filter(|day| day.year() > 1900)
}

/// "31" of "31st".
fn cardinal(day: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day)
}

fn is_hour(word: &str) -> bool {
    let time = word.contains(':') && word.bytes().all(|sign| sign.is_ascii_digit() || matches!(sign, b':' | b'.' | b'+' | b'Z'));
    time || ["am", "pm", "utc", "gmt"].iter().any(|half| word.eq_ignore_ascii_case(half))
}

/// A day as registers write it, two digits each.
fn register_day(text: &str) -> Option<Date> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok());
    if digits.len() != 8 || text.len() - digits.len() > 2 {
        return None;
    }
    let signs: Vec<usize> = text.char_indices().filter(|(_, sign)| matches!(sign, '/' | '-' | '.')).map(|(at, _)| at).collect();
    let (year, month, day) = match signs.as_slice() {
        [2, 5] => (number(4..8)?, number(2..4)?, number(0..2)?),
        [] | [4, 7] => (number(0..4)?, number(4..6)?, number(6..8)?),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day as spreadsheets write it: `05-Oct-21`, `5/10/2021`, or the number of days since the end of 1899.
fn spreadsheet_day(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let number = text.strip_suffix(".0").unwrap_or(text);
    if number.len() == 5 && digits(number) {
        let days = number.parse::<i64>().ok().filter(|days| (20_000..60_000).contains(days))?;
        return Date::new(1899, 12, 30).ok()?.checked_add(jiff::Span::new().days(days)).ok();
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    if !(1..=2).contains(&day.len()) || !digits(day) || !digits(year) {
        return None;
    }
    let named = MONTHS.iter().position(|name| month.len() >= 3 && name.eq_ignore_ascii_case(month.get(..3).unwrap_or_default()));
    let month = match named {
        Some(at) => i8::try_from(at + 1).ok()?,
        None if digits(month) && (1..=2).contains(&month.len()) => month.parse().ok()?,
        None => return None,
    };
    let year: i16 = match year.len() {
        2 => year.parse::<i16>().ok().map(|short| if short < 70 { 2000 + short } else { 1900 + short })?,
        4 => year.parse().ok()?,
        _ => return None,
    };
    Date::new(year, month, day.parse().ok()?).ok()
}

/// Whether a text holds nothing but the digits 0 to 9.
pub(super) fn digits(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_are_read_in_each_form_and_never_month_first() {
        let written = |text| super::day(text).map(|day| day.to_string());
        for text in [
            "31/12/2025",
            "31-12-2025",
            "20251231",
            "2025-12-31",
            "31/12/2025 00:00:00",
            "31/12/25",
            "31-Dec-25",
            "31-December-2025",
            "31-DEC-25",
            "2025-12-31T00:00:00",
            "46022",
        ] {
            assert_eq!(written(text).as_deref(), Some("2025-12-31"), "{text}");
        }
        assert_eq!(written("05-OCT-21").as_deref(), Some("2021-10-05"));
        for text in ["12/31/2025", "12/31/25", "31-Foo-25", "12345", "2025", "31/12/2025x", "2025123", "99999999", "１２３"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
