//! What is wrong with a value that is not TOML, and what was probably meant.

use super::finding::{Judged, outside, quoted};
use crate::text::short;

/// Curly and pointed quotation marks, as word processors write them.
const CURLY: [char; 9] = ['\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{ab}', '\u{bb}'];

/// Judges the value behind the `=` at byte `equals`, to which the parser objects with `words`.
pub(in crate::data) fn judge(line: &str, equals: usize, words: &str) -> Judged {
    let key = line[..equals].trim();
    let code = outside(line);
    let end = code.trim_end().len();
    let start = (equals + 1 + code[equals + 1..].len() - code[equals + 1..].trim_start().len()).min(end.max(equals + 1));
    let value = line.get(start..end).unwrap_or_default();
    let place = start..end;
    let fix = |written: &str| format!("write `{key} = {}`", short(written));
    if value.is_empty() {
        let help = format!("write a value behind `{key} =`, or delete the line: what is not known is left out");
        return Judged::new(equals..equals + 1, "there is no value behind `=`", help);
    }
    let closes_curly = value.strip_suffix(CURLY).is_some_and(|before| !before.ends_with('"'));
    if value.starts_with(CURLY) || closes_curly {
        let inner = value.trim_matches(|sign| CURLY.contains(&sign) || sign == '"' || sign == '\'');
        return Judged::new(place, "these are curly quotation marks, as Word writes them", fix(&quoted(inner)));
    }
    let judged = match value.as_bytes()[0] {
        b'"' => judge_text(value, key, words),
        b'\'' => judge_single(value, key),
        b'[' | b'{' => return judge_list(words),
        _ => judge_bare(value, key),
    };
    match judged {
        Some((message, help)) => Judged::new(place, message, help),
        None => fallback(words),
    }
}

type Words = (String, String);

/// A value that begins with a straight double quotation mark.
fn judge_text(value: &str, key: &str, words: &str) -> Option<Words> {
    if words.contains("escape") || words.contains("unicode value") {
        return Some((
            "a backslash `\\` begins a special sign in a text, and this one is none".to_owned(),
            format!("write `\\\\` for a plain backslash, or use single quotation marks: `{key} = '...'`"),
        ));
    }
    if value.starts_with("\"\"\"") {
        return None;
    }
    let closing = value.char_indices().skip(1).find(|&(at, sign)| sign == '"' && !value[..at].ends_with('\\')).map(|(at, _)| at);
    let Some(closing) = closing else {
        return Some((
            "this text has no closing quotation mark".to_owned(),
            format!(
                "write `{key} = {}`; a text of several lines begins and ends with three quotation marks",
                short(&quoted(&value[1..]))
            ),
        ));
    };
    let rest = value[closing + 1..].trim();
    if rest.is_empty() {
        let control = value.chars().find(|sign| sign.is_control() && *sign != '\t')?;
        return Some((
            format!("this text holds the control character U+{:04X}", u32::from(control)),
            "delete it; it cannot be seen, so type the text again if need be".to_owned(),
        ));
    }
    if rest.trim_matches([',', ' ']).is_empty() {
        let text = &value[..=closing];
        return Some(("a comma stands after the text".to_owned(), format!("remove the comma: `{key} = {}`", short(text))));
    }
    if rest.starts_with(',') {
        let items = value.trim_end_matches([',', ' ']);
        return Some((
            "several values are a list, and a list stands in square brackets".to_owned(),
            format!("write `{key} = [{}]`", short(items)),
        ));
    }
    let help = match value[1..].strip_suffix('"') {
        Some(inner) => format!("put a backslash before each mark inside: `{key} = {}`", short(&quoted(inner))),
        None => "delete it, or put `#` before a remark".to_owned(),
    };
    Some(("the text ends at its second quotation mark, and more follows".to_owned(), help))
}

/// A value that begins with a straight single quotation mark.
fn judge_single(value: &str, key: &str) -> Option<Words> {
    if value.starts_with("'''") {
        return None;
    }
    let inner = value[1..].trim_end_matches('\'');
    let message = match value[1..].find('\'') {
        None => "this text has no closing quotation mark",
        Some(at) if !value[at + 2..].trim().is_empty() => "an apostrophe ends a text in single quotation marks, and more follows",
        Some(_) => return None,
    };
    Some((message.to_owned(), format!("use double quotation marks: `{key} = {}`", short(&quoted(inner)))))
}

/// A list or a table in braces.
fn judge_list(words: &str) -> Judged {
    if words.starts_with("missing comma") {
        return Judged::there("a comma is missing before this", Some("put `,` between two items of a list"));
    }
    if words.starts_with("extra comma") {
        return Judged::there("this comma is one too many", Some("delete it"));
    }
    if words.contains("must be quoted") || words.starts_with("invalid") {
        return Judged::there(
            "this item is neither a text in quotation marks nor a number or a day",
            Some("put each text of a list in quotation marks of its own: `[\"one\", \"two\"]`"),
        );
    }
    if words.starts_with("unexpected key or value") {
        return Judged::there("the list has ended, and more follows", Some("delete it, or put `#` before a remark"));
    }
    fallback(words)
}

/// A value without quotation marks.
fn judge_bare(value: &str, key: &str) -> Option<Words> {
    let write = |written: &str| format!("write `{key} = {written}`");
    match value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => return Some((format!("`{value}` is neither `true` nor `false`"), write("true"))),
        "false" | "no" | "off" => return Some((format!("`{value}` is neither `true` nor `false`"), write("false"))),
        _ => {}
    }
    if let Some(words) = judge_day(value, key) {
        return Some(words);
    }
    let parts: Vec<&str> = value.split(['-', '\u{2013}']).map(str::trim).collect();
    if let [from, to] = parts.as_slice()
        && is_digits(from)
        && is_digits(to)
    {
        return Some(("a range is written as a list of two numbers".to_owned(), write(&format!("[{from}, {to}]"))));
    }
    if let Some(words) = judge_number(value, key) {
        return Some(words);
    }
    if value.starts_with(',') {
        return Some((
            "there is no value before the comma".to_owned(),
            format!("write a value behind `{key} =`, or delete the line"),
        ));
    }
    let whole = !value.contains('"');
    whole.then(|| ("a text stands in quotation marks".to_owned(), format!("write `{key} = {}`", short(&quoted(value)))))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A value that looks like a day: digits in two or three parts, joined by the same sign.
fn judge_day(value: &str, key: &str) -> Option<Words> {
    let Some(iso) = as_day(value) else {
        let parts: Vec<&str> = value.split('-').collect();
        return match parts.as_slice() {
            [year, month] if year.len() == 4 && is_digits(year) && is_digits(month) && month.len() <= 2 => Some((
                "a day needs its year, month and day".to_owned(),
                format!("write it like `{key} = {year}-{month:0>2}-01`, or leave the key out if the day is not known"),
            )),
            [year, month, day] if [*year, *month, *day].iter().all(|part| is_digits(part)) => Some((
                format!("`{value}` is not a day of the calendar"),
                format!("check the month and the day; a day is written like `{key} = 2026-11-22`"),
            )),
            _ => None,
        };
    };
    Some(("a day is written as year, month and day, joined by hyphens".to_owned(), format!("write `{key} = {iso}`")))
}

/// The day that a text means, as TOML writes it: `22/11/2026`, `22.11.2026`, `2026-1-2`, the day before the month.
pub(in crate::data) fn as_day(text: &str) -> Option<String> {
    let text = text.trim();
    let sign = ['/', '.', '-'].into_iter().find(|&sign| text.matches(sign).count() == 2)?;
    let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let fits = year.len() == 4 && [year, month, day].iter().all(|part| is_digits(part)) && month.len() <= 2 && day.len() <= 2;
    let iso = format!("{year}-{month:0>2}-{day:0>2}");
    (fits && iso.parse::<jiff::civil::Date>().is_ok()).then_some(iso)
}

/// Whether digits in groups begin as telephone numbers do: with a zero or a plus.
fn is_telephone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let begins = value.starts_with('+')
        || value.starts_with("(0")
        || value.as_bytes().get(..2).is_some_and(|two| two[0] == b'0' && two[1].is_ascii_digit());
    let fits = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '(' | ')' | '+');
    begins && (9..=15).contains(&digits) && value.chars().all(fits)
}

/// A value that looks like a number.
fn judge_number(value: &str, key: &str) -> Option<Words> {
    if is_telephone(value) {
        let help = format!("put it in quotation marks: `{key} = {}`", quoted(value));
        return Some(("a telephone number is a text".to_owned(), help));
    }
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let sign = if value.starts_with('-') { "-" } else { "" };
    let numeric = digits.contains(|sign: char| sign.is_ascii_digit())
        && digits.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, ',' | '.' | ' ' | '_'));
    if !numeric {
        return None;
    }
    let write = |number: String| format!("write `{key} = {sign}{number}`");
    let groups: Vec<&str> = digits.split([',', ' ']).collect();
    let grouped =
        groups.len() > 1 && groups[1..].iter().all(|group| group.split('.').next().is_some_and(|group| group.len() == 3));
    if grouped {
        return Some(("a number holds no commas or spaces".to_owned(), write(groups.concat())));
    }
    if let [whole, fraction] = groups.as_slice()
        && digits.contains(',')
    {
        return Some(("the decimal sign is a point".to_owned(), write(format!("{whole}.{fraction}"))));
    }
    if digits.starts_with('.') {
        return Some(("a number begins with a digit".to_owned(), write(format!("0{digits}"))));
    }
    if digits.ends_with('.') {
        return Some(("a number ends with a digit".to_owned(), write(format!("{digits}0"))));
    }
    if digits.len() > 1 && digits.starts_with('0') {
        let plain = digits.trim_start_matches('0');
        let plain = if plain.is_empty() || plain.starts_with('.') { format!("0{plain}") } else { plain.to_owned() };
        let text = quoted(value);
        return Some((
            "a number has no leading zero".to_owned(),
            format!("{}, or, if it is a code, `{key} = {text}`", write(plain)),
        ));
    }
    None
}

/// The parser's own words, where no likely mistake was recognised.
fn fallback(words: &str) -> Judged {
    let first = words.lines().next().unwrap_or_default();
    if first.contains("carriage return") {
        return Judged::there("a carriage return stands alone here", Some("delete it, or end every line in the same way"));
    }
    if first.contains("comment") {
        return Judged::there("this remark holds a control character", Some("delete it; it cannot be seen"));
    }
    let help = "write the value anew: a text stands in quotation marks, a number, a day, `true` and `false` do not";
    Judged::there(format!("this cannot be read: {first}"), Some(help))
}
