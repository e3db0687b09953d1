//! Dates and names in the English that pages speak. Counted nouns and lists are in `text`.

use crate::model::Date;
use crate::text;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// "22 November 2026".
pub fn date(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day), day.year())
}

/// "November 2026".
pub fn month(day: Date) -> String {
    format!("{} {}", month_name(day), day.year())
}

fn month_name(day: Date) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()) - 1]
}

/// The same text with a small first letter, unless its first word is a name or an acronym ("NHS careers talks").
pub fn inside_sentence(text: &str) -> String {
    let mut signs = text.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && second != ' ' => first.to_lowercase().chain(signs).collect(),
        _ => text.to_owned(),
    }
}

/// A glossary word with a small first letter, unless it is a name: another capital or a number in it, or a first word
/// that is never written small.
pub fn term_inside_sentence(term: &str) -> String {
    const NAMES: &[&str] = &["Gatsby"];
    let name = NAMES.iter().any(|name| term.starts_with(name));
    let marked = term.chars().skip(1).any(|sign| sign.is_uppercase() || sign.is_ascii_digit());
    if name || marked { term.to_owned() } else { inside_sentence(term) }
}

/// What "The Dudley Group" is sorted by: small letters, without the article.
pub fn sort_key(name: &str) -> String {
    let small = name.to_lowercase();
    small.strip_prefix("the ").map_or(small.clone(), str::to_owned)
}

/// Who of so many has said what they offer and what they need: "9 of the 13 organisations here have said what they offer,
/// and 2 what they need." `place` follows the noun: " here", or nothing.
pub fn statements(all: usize, offering: usize, needing: usize, place: &str) -> String {
    let (one, several) = (format!("organisation{place}"), format!("organisations{place}"));
    match (all, offering, needing) {
        (0, _, _) => "Nobody is listed yet, so nobody has said what they offer or need.".to_owned(),
        (1, 0, 0) => format!("The only {one} has said neither what it offers nor what it needs."),
        (1, 0, _) => format!("The only {one} has said what it needs, and not what it offers."),
        (1, _, 0) => format!("The only {one} has said what it offers, and not what it needs."),
        (1, _, _) => format!("The only {one} has said what it offers and what it needs."),
        _ => format!(
            "{} said what {}, and {} what {}.",
            text::capitalised(&text::part_of(offering, all, (&one, &several), ("has", "have"))),
            text::agree(offering.max(1), "it offers", "they offer"),
            if needing == 0 { "none".to_owned() } else { text::grouped(needing) },
            text::agree(needing.max(1), "it needs", "they need"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_go_with_their_numbers() {
        assert_eq!(
            statements(13, 9, 2, " here"),
            "9 of the 13 organisations here have said what they offer, and 2 what they need."
        );
        assert_eq!(statements(3, 1, 1, ""), "1 of the 3 organisations has said what it offers, and 1 what it needs.");
        assert_eq!(statements(3, 0, 0, ""), "None of the 3 organisations has said what it offers, and none what it needs.");
        assert_eq!(statements(1, 1, 0, " here"), "The only organisation here has said what it offers, and not what it needs.");
    }

    #[test]
    fn acronyms_stay_large_inside_a_sentence() {
        assert_eq!(inside_sentence("Work experience"), "work experience");
        assert_eq!(inside_sentence("NHS careers talks"), "NHS careers talks");
        assert_eq!(inside_sentence("T level placements"), "T level placements");
        let terms = ["Integrated care board", "SENCO", "Healthy Child Programme", "Core20PLUS5", "Gatsby benchmarks", "T Level"];
        assert_eq!(terms.map(term_inside_sentence)[..2], ["integrated care board", "SENCO"]);
        assert_eq!(terms.map(term_inside_sentence)[2..], terms[2..]);
    }
}
