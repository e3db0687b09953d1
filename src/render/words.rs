//! Dates and names in the English that pages speak. Counted nouns and lists are in `text`.

use crate::model::Date;

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

#[cfg(test)]
mod tests {
    use super::*;

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
