//! Words that sentences are made of: distances, names of services, lists.

use crate::model::{Directory, ServiceIndex};

/// A distance in words, miles first because that is how readers in England think of it: "About 4 miles (6.5 km)".
pub fn distance(km: f64) -> String {
    let miles = (km * 0.621_371 + 0.5).floor();
    if miles < 1.0 {
        format!("Less than a mile ({km:.1} km)")
    } else if miles < 2.0 {
        format!("About 1 mile ({km:.1} km)")
    } else {
        format!("About {miles:.0} miles ({km:.1} km)")
    }
}

/// A service's name inside a sentence: "school nursing", but "NHS careers talks" and "T Level placements".
pub fn label(directory: &Directory, service: ServiceIndex) -> String {
    inside_sentence(&directory.vocabulary[service].label)
}

fn inside_sentence(label: &str) -> String {
    let mut signs = label.chars();
    match (signs.next(), signs.next()) {
        (Some(first), Some(second)) if first.is_ascii_uppercase() && second.is_ascii_lowercase() => {
            format!("{}{}", first.to_ascii_lowercase(), &label[1..])
        }
        _ => label.to_owned(),
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// The phrase without a capital at its start, to stand inside a sentence.
pub(super) fn uncapital(phrase: &str) -> String {
    let mut signs = phrase.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}

/// The sentence with a capital at its start.
pub(super) fn capital(sentence: &str) -> String {
    let mut signs = sentence.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_acronyms() {
        assert_eq!(inside_sentence("School nursing"), "school nursing");
        assert_eq!(inside_sentence("NHS careers talks"), "NHS careers talks");
        assert_eq!(inside_sentence("T Level placements"), "T Level placements");
    }

    #[test]
    fn distances_speak_in_miles_first() {
        assert_eq!(distance(0.3), "Less than a mile (0.3 km)");
        assert_eq!(distance(1.6), "About 1 mile (1.6 km)");
        assert_eq!(distance(6.5), "About 4 miles (6.5 km)");
    }
}
