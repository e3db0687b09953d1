//! People who are named, and what is said of them.

use std::sync::LazyLock;

use regex::Regex;

use super::lists::{is_given, is_office, is_role};
use super::{Holds, Personal, Read};
use crate::diagnostic::Code;

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "revd",
    "cllr",
    "councillor",
    "sister",
    "matron",
];

/// What leads to a name, in small letters.
const LEADS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "cllr",
    "sister",
    "matron",
    "nurse",
    "head teacher",
    "headteacher",
    "head",
    "principal",
    "manager",
    "director",
    "chair",
    "lead",
    "teacher",
    "pupil",
    "patient",
    "student",
    "parent",
    "c/o",
    "contact",
    "ask for",
    "ring",
    "call",
    "email",
    "write to",
];

/// What leads to a name, then two words or more with capitals.
static LED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"\b(?:(?i:{})\.?:? )+([A-Z][A-Za-z'-]+) ([A-Z][A-Za-z'-]+)(.?)", LEADS.join("|"))));

/// The first word of each lead: every text is looked through for them, so they are cut once.
static FIRST_WORDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| LEADS.iter().filter_map(|lead| lead.split([' ', '/']).next()).collect());

/// Whether a text holds the first word of a lead at all. Letters beyond ASCII may stand for others, so that the pattern decides.
fn may_be_led(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    !text.is_ascii() || words.any(|word| FIRST_WORDS.iter().any(|first| first.eq_ignore_ascii_case(word)))
}

/// What is said of a person alone.
static DETAILS: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
    [
        (pattern(r"\b[A-Z][a-z'-]+ [A-Z][A-Za-z'-]+,? ?\(?(?:aged|age) [0-9]{1,3}\b"), "the age of a person who is named"),
        (
            pattern(
                r"(?i:\b(?:s?he|they|who|[a-z]+) (?:lives?|lived|living) at\b|\bhome address\b)[^.]{0,80}[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b",
            ),
            "where a person lives",
        ),
        (pattern(r"(?i)\b(?:date of birth|d\.?o\.?b\.?:?|born on)\b[^.]{0,20}[0-9]"), "a date of birth"),
    ]
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("our own pattern is well formed")
}

/// Finds people who are named.
pub(super) fn find(read: &Read<'_>, holds: Holds, found: &mut Vec<Personal>) {
    let text = &*read.text;
    if holds == Holds::Role {
        if text.split([':', '(', ')', ';', '/', '|', '\n']).flat_map(comma_parts).any(|part| names_person(&part)) {
            found.push(Personal {
                code: Code::NamedPerson,
                span: read.place(0..text.len()),
                message: format!("`{text}` seems to name a person"),
                help: "write the role or office only; a contact may carry `consent = DATE` on which the person agreed",
            });
        }
        return;
    }
    let led = if may_be_led(text) { text } else { "" };
    for led in LED.captures_iter(led) {
        let Some(((whole, given), (family, after))) = led.get(0).zip(led.get(1)).zip(led.get(2).zip(led.get(3))) else {
            continue;
        };
        let rest = &text[family.end()..];
        let of_place = is_role(&family.as_str().to_lowercase()) || family.as_str().ends_with("'s") || names_place(rest);
        if is_given(&given.as_str().to_lowercase()) && !of_place {
            found.push(Personal {
                code: Code::NamedPerson,
                span: read.place(whole.start()..after.start()),
                message: format!("`{}` names a person", &text[whole.start()..after.start()]),
                help: "write the role or office only",
            });
        }
    }
    // Each detail holds a figure.
    let details = if text.bytes().any(|byte| byte.is_ascii_digit()) { text } else { "" };
    for (pattern, what) in DETAILS.iter() {
        found.extend(pattern.find_iter(details).map(|detail| Personal {
            code: Code::PersonalDetail,
            span: read.place(detail.range()),
            message: format!("`{}` says {what}", detail.as_str()),
            help: "delete it: a directory of organisations holds nothing of a patient, a pupil or an employee",
        }));
    }
}

/// Whether words go on as the name of a school, a hospital or a street that is called after somebody.
fn names_place(rest: &str) -> bool {
    const PLACES: &[&str] = &[
        "academy",
        "centre",
        "college",
        "foundation",
        "hospital",
        "hospitals",
        "multi",
        "primary",
        "road",
        "street",
        "university",
    ];
    let name = rest.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).take(3);
    let mut words = name.map(|word| word.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase());
    words.any(|word| is_office(&word) || PLACES.contains(&word.as_str()))
}

/// The parts between commas, and the whole turned round where it may be "SMITH, Jane".
fn comma_parts(part: &str) -> Vec<String> {
    let mut parts: Vec<String> = part.split(',').map(str::to_owned).collect();
    if let [family, given] = parts.as_slice() {
        parts.push(format!("{} {}", given.trim(), family.trim()));
    }
    parts
}

/// Whether a part of a role reads like a name: it begins with a title, holds a given name, or is two or three capitalised
/// words of which none is a word for a role or office.
fn names_person(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let low = |word: &str| word.trim_end_matches('.').to_lowercase();
    if words.len() > 1 && words.first().is_some_and(|first| TITLES.contains(&low(first).as_str())) {
        return true;
    }
    let after_saint = |at: usize| at > 0 && matches!(low(words[at - 1]).as_str(), "st" | "saint");
    if words
        .iter()
        .enumerate()
        .any(|(at, word)| is_given(&low(word)) && !after_saint(at) && !names_place(&words[at + 1..].join(" ")))
    {
        return true;
    }
    let is_plain = |letters: &str| letters.chars().all(|letter| letter.is_lowercase() || matches!(letter, '\'' | '-'));
    let capitalised = |word: &str| {
        let word =
            word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).or_else(|| word.strip_prefix("O'")).unwrap_or(word);
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && is_plain(letters.as_str().trim_end_matches('.'))
    };
    matches!(words.len(), 2 | 3) && words.iter().all(|word| capitalised(word)) && !words.iter().any(|word| is_role(&low(word)))
}

#[cfg(test)]
mod tests {
    use super::{LEADS, LED, may_be_led};

    #[test]
    fn whatever_leads_to_a_name_is_looked_for() {
        for lead in LEADS {
            for lead in [(*lead).to_owned(), lead.to_uppercase(), format!("ask {lead}.:")] {
                let text = format!("Please {lead} Jane Smith");
                assert!(LED.is_match(&text) && may_be_led(&text), "{text}");
            }
        }
        assert!(!may_be_led("Chairs of Headley Academy"));
    }
}
