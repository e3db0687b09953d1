//! Numbers that belong to a person: a mobile telephone, a patient, a pupil, an insured person. And telephone numbers that
//! cost callers more than a usual call.

use std::sync::LazyLock;

use regex::Regex;

use super::{Personal, Read};
use crate::diagnostic::Code;

/// What may stand between two digits of a telephone number.
const GAP: &str = r"[\s().,/_-]{0,3}";

/// A British mobile number, whatever stands between its digits. 070 and 076 are no mobiles.
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    let rest: String = std::iter::repeat_n(format!("{GAP}[0-9]"), 8).collect();
    let pattern = format!(r"(?:(?:\+|00){GAP}44{GAP}(?:\(?0\)?{GAP})?|0{GAP})?7{GAP}[1-57-9]{rest}");
    Regex::new(&pattern).expect("our own pattern is well formed")
});

/// A British number of the ranges that cost more than a usual call, or a number of another country, whatever stands between
/// its digits. Groups: premium rate (09), personal (070), pagers (076), with a service charge (084, 087), foreign.
static COSTLY: LazyLock<Regex> = LazyLock::new(|| {
    let digits = |count: usize| format!("{GAP}[0-9]").repeat(count);
    let start = format!(r"(?:(?:\+|00){GAP}44{GAP}(?:\(?0\)?{GAP})?|\b0{GAP})");
    let pattern = format!(
        r"{start}(?:(9{nine})|(7{GAP}0{eight})|(7{GAP}6{eight})|(8{GAP}[47]{eight}))|((?:\+|\b00){GAP}(?:[1-35-9]|4{GAP}[0-35-9]){eight}(?:{GAP}[0-9]){{0,5}})",
        nine = digits(9),
        eight = digits(8)
    );
    Regex::new(&pattern).expect("our own pattern is well formed")
});

/// Directory enquiries: six digits that are a number of the telephone only where nothing else stands.
static ENQUIRIES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*118[\s-]?[0-9]{3}\s*$"));

/// Hours and days begin like such numbers: 08.45-15.30, 09/11/2026.
static HOURS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^0[0-9][./][0-9]{2}[^0-9]"));

static NHS_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"));
static INSURANCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"));
static PUPIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]\b"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("our own pattern is well formed")
}

/// Finds such numbers.
pub(super) fn find(read: &Read<'_>, found: &mut Vec<Personal>) {
    let text = &*read.text;
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
    costly(read, &alone, found);
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

/// Finds telephone numbers that cost callers more, or that follow a person.
fn costly(read: &Read<'_>, alone: &impl Fn(usize, usize) -> bool, found: &mut Vec<Personal>) {
    let mut add = |what: &str, range: std::ops::Range<usize>| {
        found.push(Personal {
            code: Code::CostlyNumber,
            span: read.place(range.clone()),
            message: format!("`{}` is {what}", read.text[range].trim()),
            help: "give a number that begins with 01, 02 or 03, or one that is free (0800, 0808)",
        });
    };
    for number in COSTLY.captures_iter(&read.text) {
        let Some(whole) = number.get(0) else { continue };
        let digits: String = whole.as_str().chars().filter(char::is_ascii_digit).collect();
        let what = match (1..).zip(number.iter().skip(1)).find(|(_, group)| group.is_some()).map(|(at, _)| at) {
            Some(1) => "a premium-rate number: its holder earns from each call",
            Some(2) => "a personal number, which may cost as much as one of premium rate",
            // The numbers of the Isle of Man that begin like a pager's are mobiles.
            Some(3) if digits.trim_start_matches("0044").trim_start_matches("44").trim_start_matches('0').starts_with("7624") => {
                continue;
            }
            Some(3) => "the number of a pager",
            Some(4) => "a number with a service charge",
            _ => "a number of another country",
        };
        if alone(whole.start(), whole.end()) && !HOURS.is_match(whole.as_str()) {
            add(what, whole.range());
        }
    }
    if let Some(whole) = ENQUIRIES.find(&read.text) {
        add("a directory enquiry number, which costs more than any other call", whole.range());
    }
}

/// Whether ten digits are an NHS number: written in its groups, and right by its check digit.
fn is_nhs(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|letter| letter.to_digit(10)).collect();
    let [rest @ .., check] = digits.as_slice() else { return false };
    let sum: u32 = rest.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    number.len() == 12 && (11 - sum % 11) % 11 == *check
}
