//! A message: one pattern, or a choice between patterns by a number or a word.

use std::fmt::Write as _;

use super::plural::Plural;

/// What a placeholder is filled with.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A text, or a word that chooses a form.
    Text(&'a str),
    /// A number that is counted: it chooses a plural form, and is shown with the separator of thousands.
    Count(usize),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&&'a str> for Value<'a> {
    fn from(text: &&'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&&'a String> for Value<'a> {
    fn from(text: &&'a String) -> Self {
        Self::Text(text)
    }
}

impl From<&usize> for Value<'_> {
    fn from(count: &usize) -> Self {
        Self::Count(*count)
    }
}

impl From<&u64> for Value<'_> {
    fn from(count: &u64) -> Self {
        Self::Count(usize::try_from(*count).unwrap_or(usize::MAX))
    }
}

impl From<&u32> for Value<'_> {
    fn from(count: &u32) -> Self {
        Self::Count(*count as usize)
    }
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    Pattern(Pattern),
    Choice(Choice),
}

/// A text with places to fill, split once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern(pub(super) Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Place(String),
}

/// Forms of which the value of the placeholder `by` takes one: the first that fits, else `other`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) by: String,
    pub(super) forms: Vec<(Form, Message)>,
    pub(super) other: Box<Message>,
}

/// What a form of a choice is for: a number (`1`), a plural form of the language (`few`), or a word (`nhs`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) name: String,
    pub(super) number: Option<usize>,
    pub(super) plural: Option<Plural>,
}

impl Form {
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), number: name.parse().ok(), plural: Plural::named(name) }
    }
}

impl Choice {
    /// The form for a value. A form for one number stands before the plural form that the number would have.
    pub(super) fn form(&self, value: Option<Value<'_>>, plural: impl Fn(usize) -> Plural) -> &Message {
        let find = |fits: &dyn Fn(&Form) -> bool| self.forms.iter().find(|(form, _)| fits(form)).map(|(_, message)| message);
        let found = match value {
            Some(Value::Text(word)) => find(&|form| form.name == word),
            Some(Value::Count(count)) => {
                let of_language = || {
                    let plural = plural(count);
                    find(&|form| form.plural == Some(plural))
                };
                find(&|form| form.number == Some(count)).or_else(of_language)
            }
            None => None,
        };
        found.unwrap_or(&self.other)
    }
}

impl Message {
    /// The message as scripts read it: the text of a pattern, or the forms by their names beside `by`.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Pattern(pattern) => pattern.to_string().into(),
            Self::Choice(choice) => {
                let forms = choice.forms.iter().map(|(form, message)| (form.name.clone(), message.json()));
                let ends = [("by".to_owned(), choice.by.clone().into()), ("other".to_owned(), choice.other.json())];
                forms.chain(ends).collect::<serde_json::Map<_, _>>().into()
            }
        }
    }

    /// Every placeholder of every form, and what chooses between them.
    pub(super) fn places(&self) -> std::collections::BTreeSet<&str> {
        match self {
            Self::Pattern(Pattern(parts)) => parts
                .iter()
                .filter_map(|part| match part {
                    Part::Place(name) => Some(name.as_str()),
                    Part::Text(_) => None,
                })
                .collect(),
            Self::Choice(choice) => choice
                .forms
                .iter()
                .map(|(_, message)| message)
                .chain([&*choice.other])
                .flat_map(Message::places)
                .chain([choice.by.as_str()])
                .collect(),
        }
    }
}

/// What is wrong with how a pattern is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternFault(pub(super) &'static str);

impl std::str::FromStr for Pattern {
    type Err = PatternFault;

    /// Reads `{name}` as a placeholder; `{{` and `}}` are braces.
    fn from_str(text: &str) -> Result<Self, PatternFault> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            if brace == "}" {
                return Err(PatternFault("a `}` that no `{` opens"));
            }
            let (name, after) = rest.split_once('}').ok_or(PatternFault("a `{` without its `}`"))?;
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
                return Err(PatternFault("a placeholder that is not a word of small letters"));
            }
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            parts.push(Part::Place(name.to_owned()));
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self(parts))
    }
}

impl std::fmt::Display for Pattern {
    /// As a words file has it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(&text.replace('{', "{{").replace('}', "}}")),
            Part::Place(name) => write!(f, "{{{name}}}"),
        })
    }
}

/// Fills a pattern; `thousands` stands between the groups of a number.
pub(super) fn fill(Pattern(parts): &Pattern, values: &[(&'static str, Value<'_>)], thousands: &str) -> String {
    let length = parts.iter().map(|part| if let Part::Text(text) = part { text.len() } else { 16 }).sum();
    let mut out = String::with_capacity(length);
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Place(name) => match values.iter().find(|(given, _)| given == name) {
                Some((_, Value::Text(text))) => out.push_str(text),
                Some((_, Value::Count(count))) => group(*count, thousands, &mut out),
                // `every_message_is_said_with_its_placeholders` holds that this cannot be.
                None => {
                    let _ = write!(out, "{{{name}}}");
                }
            },
        }
    }
    out
}

/// A whole number in groups of three digits.
pub(super) fn group(number: usize, thousands: &str, out: &mut String) {
    if number >= 1000 {
        group(number / 1000, thousands, out);
        out.push_str(thousands);
        let _ = write!(out, "{:03}", number % 1000);
    } else {
        let _ = write!(out, "{number}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_and_written() {
        for text in ["", "plain", "{a} of {all_b}, {{not}} this", "{a}{b}"] {
            assert_eq!(text.parse::<Pattern>().expect(text).to_string(), text);
        }
        for text in ["{", "a }", "{}", "{A}", "{a b}", "{a"] {
            assert!(text.parse::<Pattern>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_stand_in_groups() {
        let said = |number| {
            let mut out = String::new();
            group(number, ",", &mut out);
            out
        };
        assert_eq!([0, 999, 1000, 1_346, 1_002_003].map(said), ["0", "999", "1,000", "1,346", "1,002,003"]);
    }
}
