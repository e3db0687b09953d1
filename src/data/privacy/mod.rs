//! What must not stand in a directory of organisations: people's names, mailboxes, mobile numbers and other details.
//!
//! Every text of every record is read as it walks past, whatever it belongs to. Spellings that read the same to a person
//! are the same here: letters and digits of other kinds, spaces of other widths, signs of Markdown.

mod lists;
mod mailbox;
mod number;
mod person;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::Code;

/// Something personal in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct Personal {
    /// What kind of fault it is.
    pub code: Code,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

/// What a text says of its organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum Holds {
    /// A role or office: no name may stand there.
    Role,
    /// Anything else.
    Words,
}

/// Everything personal in a text.
pub(in crate::data) fn find(text: &str, holds: Holds) -> Vec<Personal> {
    let read = Read::of(text);
    let mut found = Vec::new();
    mailbox::find(&read, &mut found);
    number::find(&read, &mut found);
    person::find(&read, holds, &mut found);
    found.sort_by_key(|one| one.span.start);
    found
}

/// A text as a person reads it, with the place of each letter.
struct Read<'t> {
    text: Cow<'t, str>,
    /// For each byte of the text the byte of the original; `None` where the text is the original.
    places: Option<Vec<usize>>,
}

impl<'t> Read<'t> {
    fn of(original: &'t str) -> Self {
        if original.is_ascii() && !original.contains(['*', '`', '~', '\\']) && !original.contains("://") {
            return Self { text: Cow::Borrowed(original), places: None };
        }
        let mut read = Letters { text: String::with_capacity(original.len()), places: Vec::with_capacity(original.len()) };
        let address = web_addresses(original);
        let mut inside = address.iter().peekable();
        for (at, letter) in original.char_indices() {
            while inside.next_if(|range| range.end <= at).is_some() {}
            if inside.peek().is_some_and(|range| range.contains(&at)) {
                read.push(' ', at);
                continue;
            }
            match letter {
                '*' | '`' | '~' | '\\' => {}
                _ if letter.is_ascii() => read.push(letter, at),
                _ if letter.is_whitespace() => read.push(' ', at),
                '\u{2010}'..='\u{2015}' | '\u{2212}' => read.push('-', at),
                '\u{2019}' | '\u{2018}' => read.push('\'', at),
                _ if letter.is_numeric() => {
                    deunicode::deunicode_char(letter).unwrap_or_default().chars().for_each(|plain| read.push(plain, at));
                }
                _ => std::iter::once(letter).nfkc().for_each(|plain| read.push(plain, at)),
            }
        }
        Self { text: Cow::Owned(read.text), places: Some(read.places) }
    }

    /// Where a part of it stands in the original.
    fn place(&self, part: Range<usize>) -> Range<usize> {
        let Some(places) = &self.places else { return part };
        let start = places.get(part.start).copied().unwrap_or_default();
        let last = places.get(part.end.saturating_sub(1)).copied().unwrap_or(start);
        start..last + 1
    }
}

/// The letters of a text that is being read.
struct Letters {
    text: String,
    places: Vec<usize>,
}

impl Letters {
    fn push(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        self.places.resize(self.text.len(), at);
    }
}

/// Where web addresses stand: their digits are no telephone numbers.
fn web_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices("://") {
        let start = text[..at]
            .rfind(|letter: char| !letter.is_ascii_alphabetic())
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let ends = |letter: char| letter.is_whitespace() || matches!(letter, ')' | '>' | ']' | '"');
        let end = text[at..].find(ends).map_or(text.len(), |length| at + length);
        if found.last().is_none_or(|last| last.end <= start) {
            found.push(start..end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Holds, find};
    use crate::diagnostic::Code;

    fn codes(text: &str, holds: Holds) -> Vec<Code> {
        let mut codes: Vec<Code> = find(text, holds).into_iter().map(|one| one.code).collect();
        codes.dedup();
        codes
    }

    #[test]
    fn every_spelling_of_a_mailbox_and_a_mobile_is_known() {
        let table = include_str!("../../../tests/privacy.txt");
        let mut wrong = Vec::new();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (wanted, text) = line.split_once(": ").expect("each line is CODE: TEXT");
            let (holds, wanted) = match wanted.strip_prefix("role ") {
                Some(wanted) => (Holds::Role, wanted),
                None => (Holds::Words, wanted),
            };
            let found: Vec<&str> = codes(text, holds).into_iter().map(Code::id).collect();
            if found.join(" ") != wanted.replace("none", "") {
                wrong.push(format!("{text}: {found:?}, not {wanted}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = "é Ring ０７７００ 900123 now";
        let found = find(text, Holds::Words);
        assert_eq!(found.iter().map(|one| &text[one.span.clone()]).collect::<Vec<_>>(), ["０７７００ 900123"]);
    }
}
