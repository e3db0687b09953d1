//! Words: addresses, slugs, folding, the nearest right word, CSV cells, Markdown to safe HTML and to plain words, live figures.

mod address;
mod changes;
pub mod csv;
pub mod figures;
mod fingerprint;
pub mod html;
mod link_text;
pub mod markdown;
mod nearest;
pub mod plain;
mod slug;

pub use address::{LONGEST_URL, host, is_web_address, site_address, site_name};
pub use changes::{Line, changes};
pub use fingerprint::fingerprint;
pub use nearest::nearest;
pub use slug::{LONGEST_ID, Slug, fold, is_reserved_id};

/// A text as it may be shown in a sentence.
pub fn short(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text.to_owned(),
    }
}

/// The first letter with more accents and other marks than any language writes: where its marks begin, and how many they are.
pub fn piled_marks(text: &str) -> Option<(usize, usize)> {
    const MOST: usize = 4;
    let (mut start, mut marks) = (0, 0);
    for (at, character) in text.char_indices() {
        if unicode_normalization::char::is_combining_mark(character) {
            if marks == 0 {
                start = at;
            }
            marks += 1;
        } else if marks > MOST {
            break;
        } else {
            marks = 0;
        }
    }
    (marks > MOST).then_some((start, marks))
}

/// "1 trust", "3 trusts": a number with its noun; `plural` where adding an s is wrong.
pub fn counted(count: usize, singular: &str, plural: Option<&str>) -> String {
    match (count, plural) {
        (1, _) => format!("1 {singular}"),
        (_, Some(plural)) => format!("{} {plural}", grouped(count)),
        (_, None) => format!("{} {singular}s", grouped(count)),
    }
}

/// The form of a word that goes with a number: `agree(1, "is", "are")` is "is".
pub fn agree<'a>(count: usize, one: &'a str, several: &'a str) -> &'a str {
    if count == 1 { one } else { several }
}

/// A part of a whole with its noun and its verb, each as one and as several: "3 of the 7 trusts are", "all 7 trusts are",
/// "both trusts are", "none of the 7 trusts is", "the only trust is".
pub fn part_of(part: usize, whole: usize, noun: (&str, &str), verb: (&str, &str)) -> String {
    match (part, whole) {
        (0, 0 | 1) => format!("no {} {}", noun.0, verb.0),
        (0, _) => format!("none of the {} {} {}", grouped(whole), noun.1, verb.0),
        (1, 1) => format!("the only {} {}", noun.0, verb.0),
        (1, _) => format!("1 of the {} {} {}", grouped(whole), noun.1, verb.0),
        (2, 2) => format!("both {} {}", noun.1, verb.1),
        _ if part == whole => format!("all {} {} {}", grouped(whole), noun.1, verb.1),
        _ => format!("{} of the {} {} {}", grouped(part), grouped(whole), noun.1, verb.1),
    }
}

/// The same text with a large first letter and nothing else changed.
pub fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// A whole number with commas: "1,346".
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "a", "a and b", "a, b and c"
pub fn listed<T: AsRef<str>>(words: &[T], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., end] => {
            let start: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", start.join(", "), end.as_ref())
        }
    }
}

/// Whether `text` is a plain mailbox, `name@host.tld`, as RFC 5322 has it without comments and quotes.
pub fn is_mailbox(text: &str) -> bool {
    let options = email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
    text.len() <= 254
        && text.is_ascii()
        && !text.contains(['"', '\'', '<', '>', '(', ')', '%', '?', '&', '!', '`', '|', '{', '}'])
        && email_address::EmailAddress::parse_with_options(text, options).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{agree, counted, part_of};

    #[test]
    fn nouns_and_verbs_go_with_their_numbers() {
        assert_eq!(
            [0, 1, 2, 1346].map(|count| counted(count, "trust", None)),
            ["0 trusts", "1 trust", "2 trusts", "1,346 trusts"]
        );
        assert_eq!([0, 1, 2].map(|count| agree(count, "is", "are")), ["are", "is", "are"]);
        let said = |part, whole| part_of(part, whole, ("trust", "trusts"), ("is", "are"));
        assert_eq!([said(0, 0), said(0, 1), said(1, 1)], ["no trust is", "no trust is", "the only trust is"]);
        assert_eq!([said(1, 2), said(2, 2)], ["1 of the 2 trusts is", "both trusts are"]);
        assert_eq!(
            [said(0, 7), said(1, 7), said(3, 7), said(7, 7)].map(|words| words.replace(" trusts", "")),
            ["none of the 7 is", "1 of the 7 is", "3 of the 7 are", "all 7 are"]
        );
    }
}
