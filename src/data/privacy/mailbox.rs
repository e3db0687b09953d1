//! Mailboxes that look like a person's, in any spelling that a person can read.

use std::sync::LazyLock;

use regex::Regex;

use super::lists::{is_given, is_office, is_surname};
use super::{Personal, Read};
use crate::diagnostic::Code;

/// A mailbox with its sign written out or not: `a@b.c`, `a (at) b.c`, `a [at] b [dot] c`, `a at b dot c`.
static MAILBOX: LazyLock<Regex> = LazyLock::new(|| {
    const DOT: &str = r"(?:\.| ?[\(\[{<] ?(?i:dot) ?[\)\]}>] ?| (?i:dot) )";
    let pattern = format!(
        r"([A-Za-z0-9._%+'-]+)(?: ?(?:@|[\(\[{{<] ?(?i:at) ?[\)\]}}>]) ?([A-Za-z0-9-]+(?:{DOT}[A-Za-z0-9-]+)+)| (?i:at) ([A-Za-z0-9-]+(?: (?i:dot) [A-Za-z0-9-]+)+))"
    );
    Regex::new(&pattern).expect("our own pattern is well formed")
});

/// Finds mailboxes that look like a person's.
pub(super) fn find(read: &Read<'_>, found: &mut Vec<Personal>) {
    if !may_hold(&read.text) {
        return;
    }
    for mailbox in MAILBOX.captures_iter(&read.text) {
        let Some((whole, local)) = mailbox.get(0).zip(mailbox.get(1)) else { continue };
        let local = local.as_str().trim_start_matches("mailto:");
        if looks_personal(local) {
            found.push(Personal {
                code: Code::PersonalMailbox,
                span: read.place(whole.range()),
                message: format!("`{}` looks like a person's mailbox", whole.as_str().trim()),
                help: "use a shared mailbox of the office under `[[contacts]]`; there, `consent = DATE` says when a person agreed",
            });
        }
    }
}

/// Whether a text has what every spelling of a mailbox needs. Nearly no text has, and to look is sooner done than to search.
fn may_hold(text: &str) -> bool {
    let has = |word: &str| text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    text.contains('@') || (has("at") && (text.contains(['(', '[', '{', '<']) || has(" dot ")))
}

/// Whether the part of a mailbox before its sign looks like a person's: a given name stands in it, an initial with a
/// common surname, or two words of which none is a word for an office.
fn looks_personal(local: &str) -> bool {
    let lower = local.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(['.', '_', '-', '+'])
        .map(|word| word.trim_matches(|letter: char| letter.is_ascii_digit()))
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().any(|word| matches!(*word, "st" | "saint")) {
        return false;
    }
    let is_name = |word: &str| word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '\'') && !is_office(word);
    let with_initial = |word: &str| {
        let bare = word.replace('\'', "");
        (1..=2).any(|initials| bare.get(initials..).is_some_and(is_surname))
    };
    let joined =
        |word: &str| (3..word.len()).any(|at| word.is_char_boundary(at) && is_given(&word[..at]) && is_surname(&word[at..]));
    match words.as_slice() {
        [] => false,
        [only] => is_given(only) || with_initial(only) || joined(only),
        _ => words.iter().any(|word| is_given(word)) || words.iter().all(|word| is_name(word)),
    }
}
