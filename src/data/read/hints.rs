//! What was probably meant by a value of another type, a key at a wrong place, a key that is missing.

use regex::Regex;
use toml::de::DeValue;

use super::syntax::finding::quoted;
use super::syntax::value::as_day;
use crate::data::schema::shape::{Key, Shape, Text};
use crate::text::listed;
use crate::text::short;

/// What people call a value, with its article.
pub(in crate::data) fn noun(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(day) if day.date.is_some() && day.time.is_some() => "a day with a time",
        DeValue::Datetime(day) if day.time.is_some() => "a time",
        DeValue::Datetime(_) => "a day",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// How to write a value that has another type than its key needs.
pub(in crate::data) fn wrong_type(found: &DeValue<'_>, wanted: &Shape, name: &str) -> Option<String> {
    let write = |value: &str| Some(format!("write `{name} = {}`", short(value)));
    match (found, wanted) {
        (DeValue::String(text), Shape::Whole(..) | Shape::Number(..)) => match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Some(format!("take the quotation marks away: `{name} = {}`", text.trim())),
            _ if name == "priority" => Some(priority(text)),
            _ => Some(format!("write it in digits, without quotation marks, like `{name} = {}`", sample(wanted))),
        },
        (DeValue::String(text), Shape::Truth) if matches!(&**text, "true" | "false") => {
            Some(format!("take the quotation marks away: `{name} = {text}`"))
        }
        (DeValue::String(text), Shape::Day) => match as_day(text) {
            Some(day) if day == text.trim() => Some(format!("take the quotation marks away: `{name} = {day}`")),
            Some(day) => write(&day),
            None => Some(format!("write it like `{name} = 2026-11-22`, or leave the key out if the day is not known")),
        },
        (DeValue::Datetime(day), Shape::Day) => write(&day.date?.to_string()),
        (_, Shape::Text(Text { words, .. })) if !words.is_empty() => Some(format!("allowed here: {}", listed(words, "or"))),
        (DeValue::Integer(number), Shape::Text(_)) => write(&quoted(number.as_str())),
        (DeValue::Float(number), Shape::Text(_)) => write(&quoted(number.as_str())),
        (DeValue::Datetime(day), Shape::Text(_)) => write(&quoted(&day.to_string())),
        (DeValue::Boolean(truth), Shape::Text(_)) => write(&quoted(&truth.to_string())),
        (DeValue::Array(items), Shape::Text(_)) => match items.iter().next().and_then(|item| item.get_ref().as_str()) {
            Some(only) if items.len() == 1 => write(&quoted(only)),
            _ => None,
        },
        (DeValue::String(text), Shape::List { item, .. }) => match (&**item, range(text)) {
            (Shape::Text(_), _) => write(&format!("[{}]", quoted(text))),
            (Shape::Whole(..) | Shape::Number(..), Some((from, to))) => write(&format!("[{from}, {to}]")),
            (Shape::Table(_), _) => {
                Some(format!("write each under a heading of its own, `[[{name}]]`; `{name} = []` says that there are none"))
            }
            _ => None,
        },
        (DeValue::Table(_), Shape::List { .. }) => Some(format!("write the heading in double brackets: `[[{name}]]`")),
        (DeValue::Array(_), Shape::Table(_)) => Some(format!("write the heading once, in single brackets: `[{name}]`")),
        (_, Shape::Table(keys)) => {
            let needed: Vec<&Key> = keys.iter().filter(|key| key.required).collect();
            let shown: Vec<&Key> = if needed.is_empty() { keys.iter().take(2).collect() } else { needed };
            let inner: Vec<String> = shown.iter().map(|key| format!("{} = {}", key.name, sample(&key.shape))).collect();
            write(&format!("{{ {} }}", inner.join(", ")))
        }
        _ => None,
    }
}

/// How to write how pressing a need is.
fn priority(text: &str) -> String {
    match text.trim().to_lowercase().as_str() {
        "high" | "urgent" | "pressing" | "important" | "highest" | "very high" | "critical" => {
            "write `priority = 3`, which is pressing".to_owned()
        }
        "low" | "lowest" => "write `priority = 1`, which is low".to_owned(),
        "medium" | "usual" | "normal" | "middle" => "write `priority = 2`, which is usual".to_owned(),
        _ => "`priority = 3` is pressing, 2 usual, 1 low".to_owned(),
    }
}

/// The two numbers of `4-11`.
fn range(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once(['-', '\u{2013}'])?;
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
}

/// How to add a key that is missing.
pub(in crate::data) fn addition(key: &Key) -> String {
    let others = match &key.shape {
        Shape::Text(Text { words, .. }) if words.len() > 1 => {
            let rest: Vec<String> = words[1..].iter().map(|word| quoted(word)).collect();
            format!(" or {}", listed(&rest, "or"))
        }
        _ => String::new(),
    };
    format!("add `{} = {}`{others}", key.name, sample(&key.shape))
}

/// A value as it may look.
pub(in crate::data) fn sample(shape: &Shape) -> String {
    match shape {
        Shape::Table(_) | Shape::Map(_) => "{ ... }".to_owned(),
        Shape::List { item, .. } => format!("[{}]", sample(item)),
        Shape::Text(Text { words, .. }) => quoted(words.first().map_or("...", String::as_str)),
        Shape::Whole(least, most) => 1.clamp(*least, *most).to_string(),
        Shape::Number(least, most) => 1.0_f64.clamp(*least, *most).to_string(),
        Shape::Truth => "true".to_owned(),
        Shape::Day => "2026-11-22".to_owned(),
    }
}

/// Where a key belongs that stands at a wrong place of its record.
pub(in crate::data) fn home(written: &str, here: &[Key], root: &[Key]) -> Option<String> {
    /// Words that people write for a key of the root.
    const OTHERWISE: &[(&str, &str)] = &[
        ("schools", "sites"),
        ("academies", "sites"),
        ("hospitals", "sites"),
        ("locations", "sites"),
        ("services", "offers"),
        ("contact", "contacts"),
    ];
    let is_root = std::ptr::eq(here, root);
    if matches!(written, "name" | "person" | "contact") && here.iter().any(|key| key.name == "role") {
        return Some("contacts go by role: write `role = \"...\"`, the office, and no person's name".to_owned());
    }
    let other = OTHERWISE.iter().find(|(word, _)| is_root && *word == written).map(|(_, key)| *key);
    if let Some(key) = other.and_then(|name| root.iter().find(|key| key.name == name)) {
        let heading =
            if matches!(key.shape, Shape::List { .. }) { format!("[[{}]]", key.name) } else { format!("[{}]", key.name) };
        return Some(format!("did you mean the heading `{heading}`?"));
    }
    if !is_root && root.iter().any(|key| key.name == written) {
        return Some(format!("`{written}` belongs at the top of the file, before the first heading in brackets"));
    }
    let heading = root.iter().find_map(|key| match &key.shape {
        Shape::Table(keys) => keys.iter().any(|inner| inner.name == written).then(|| format!("[{}]", key.name)),
        Shape::List { item, .. } => match &**item {
            Shape::Table(keys) => keys.iter().any(|inner| inner.name == written).then(|| format!("[[{}]]", key.name)),
            _ => None,
        },
        _ => None,
    });
    heading.map(|heading| format!("`{written}` belongs under the heading `{heading}`"))
}

/// The official number that was probably meant: in capitals, without spaces, without its leading words, with its zeros.
pub(in crate::data) fn code(written: &str, pattern: &Regex) -> Option<String> {
    let joined: String = written.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let padded = format!("{digits:0>8}");
    let by_digits = [digits.clone(), padded].into_iter().filter(|_| !digits.is_empty());
    std::iter::once(joined).chain(by_digits).find(|candidate| pattern.is_match(candidate))
}

/// How many are allowed.
pub(in crate::data) fn count_range(least: usize, most: usize) -> String {
    match least {
        0 => format!("at most {most} are allowed"),
        _ if least == most => format!("exactly {most} are allowed"),
        _ => format!("from {least} to {most} are allowed"),
    }
}

/// Which whole numbers are allowed.
pub(in crate::data) fn whole_range(least: i64, most: i64) -> String {
    match (least, most) {
        (i64::MIN, i64::MAX) => "a whole number is allowed".to_owned(),
        (least, i64::MAX) => format!("a whole number of at least {least} is allowed"),
        (least, most) => format!("a whole number from {least} to {most} is allowed"),
    }
}
