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

/// The same text with a large first letter and nothing else changed.
pub fn opening(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
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
    }
}
