//! Numbers that belong to a person: a mobile telephone, a patient, a pupil, an insured person.

use std::sync::LazyLock;

use regex::Regex;

use super::{Personal, Read};
use crate::diagnostic::Code;

/// A British mobile number, whatever stands between its digits. 070 and 076 are no mobiles.
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    const GAP: &str = r"[\s().,/_-]{0,3}";
    let rest: String = std::iter::repeat_n(format!("{GAP}[0-9]"), 8).collect();
    let pattern = format!(r"(?:(?:\+|00){GAP}44{GAP}(?:\(?0\)?{GAP})?|0{GAP})?7{GAP}[1-57-9]{rest}");
    Regex::new(&pattern).expect("our own pattern is well formed")
});

static NHS_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"));
static INSURANCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"));
static PUPIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]\b"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("our own pattern is well formed")
}

/// Finds such numbers.
pub(super) fn find(read: &Read, found: &mut Vec<Personal>) {
    let text = read.text.as_str();
    if text.bytes().filter(u8::is_ascii_digit).count() < 6 {
        return;
    }
    let alone = |start: usize, end: usize| {
        !text[..start].ends_with(|letter: char| letter.is_ascii_alphanumeric())
            && !text[end..].starts_with(|letter: char| letter.is_ascii_alphanumeric())
    };
    for mobile in MOBILE.find_iter(text).filter(|mobile| alone(mobile.start(), mobile.end())) {
        found.push(Personal {
            code: Code::MobileNumber,
            span: read.place(mobile.range()),
            message: format!("`{}` is a mobile number", mobile.as_str()),
            help: "use a landline or switchboard; a mobile number belongs to a person",
        });
    }
    let mut detail = |what: &str, range: std::ops::Range<usize>| {
        found.push(Personal {
            code: Code::PersonalDetail,
            span: read.place(range.clone()),
            message: format!("`{}` looks like {what}", &text[range]),
            help: "delete it: a directory of organisations holds nothing of a patient, a pupil or an employee",
        });
    };
    let patients = NHS_NUMBER.find_iter(text).filter(|number| alone(number.start(), number.end()) && is_nhs(number.as_str()));
    patients.for_each(|number| detail("a patient's NHS number", number.range()));
    INSURANCE.find_iter(text).for_each(|number| detail("a National Insurance number", number.range()));
    PUPIL.find_iter(text).for_each(|number| detail("a unique pupil number", number.range()));
}

/// Whether ten digits are an NHS number: written in its groups, and right by its check digit.
fn is_nhs(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|letter| letter.to_digit(10)).collect();
    let [rest @ .., check] = digits.as_slice() else { return false };
    let sum: u32 = rest.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    number.len() == 12 && (11 - sum % 11) % 11 == *check
}
