//! Dates, lists, labels and numbers inside sentences, in the words of a theme.

use super::{Id, Words, say};
use crate::model::Date;
use crate::text;

impl Words {
    /// "22 November 2026".
    pub fn date(&self, day: Date) -> String {
        say!(self, "date.day", day = day.day().to_string(), month = self.month_name(day), year = day.year().to_string())
    }

    /// "November 2026".
    pub fn month(&self, day: Date) -> String {
        say!(self, "date.month", month = self.month_name(day), year = day.year().to_string())
    }

    fn month_name(&self, day: Date) -> String {
        self.say(Id::of(&format!("month.{}", day.month())), &[])
    }

    /// What a number of the matching means.
    pub fn constant(&self, name: &str) -> String {
        self.say(Id::of(&format!("constant.{name}")), &[])
    }

    /// A number with one decimal: "6.5".
    pub fn tenths(&self, number: f64) -> String {
        format!("{number:.1}").replace('.', &say!(self, "number.decimal"))
    }

    /// A distance, miles first because that is how readers in England think of it: "About 4 miles (6.5 km)".
    pub fn distance(&self, km: f64) -> String {
        text::capitalised(&self.distance_inside(km))
    }

    /// The same inside a sentence: "about 4 miles (6.5 km)".
    pub fn distance_inside(&self, km: f64) -> String {
        let miles = (km * 0.621_371 + 0.5).floor();
        say!(self, "distance.about", miles = miles as usize, km = self.tenths(km))
    }

    /// A share in whole hundredths: "95%".
    pub fn percent(&self, share: f64) -> String {
        let whole = (share * 100.0).round();
        if whole < 1.0 { say!(self, "share.least") } else { say!(self, "share.percent", share = whole as usize) }
    }

    /// A share as people say it: "95 in 100".
    pub fn in_hundred(&self, share: f64) -> String {
        say!(self, "share.in-hundred", share = (share * 100.0).round().max(1.0) as usize)
    }

    /// "a", "a and b", "a, b and c".
    pub fn and<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.listed(items, |start, last| say!(self, "list.and", start = start, last = last))
    }

    /// "a", "a or b", "a, b or c".
    pub fn or<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.listed(items, |start, last| say!(self, "list.or", start = start, last = last))
    }

    /// "a, b, c".
    pub fn series<T: AsRef<str>>(&self, items: &[T]) -> String {
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        items.join(&say!(self, "list.between"))
    }

    fn listed<T: AsRef<str>>(&self, items: &[T], join: impl Fn(&str, &str) -> String) -> String {
        match items {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [start @ .., last] => join(&self.series(start), last.as_ref()),
        }
    }

    /// A label inside a sentence: "school nursing", but "NHS careers talks" and "T Level placements".
    pub fn inside(&self, label: &str) -> String {
        let mut characters = label.chars();
        match (characters.next(), characters.clone().next()) {
            (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() && self.lowers_labels() => {
                first.to_lowercase().chain(characters).collect()
            }
            _ => label.to_owned(),
        }
    }

    /// A glossary word inside a sentence: it keeps its capital where it is a name, so where it holds another capital or a
    /// number, or begins with a word that is never written small.
    pub fn term_inside(&self, term: &str) -> String {
        let name = say!(self, "language.names").split_whitespace().any(|name| term.starts_with(name));
        let marked = term.chars().skip(1).any(|character| character.is_uppercase() || character.is_ascii_digit());
        if name || marked { term.to_owned() } else { self.inside(term) }
    }

    fn lowers_labels(&self) -> bool {
        say!(self, "language.inside-sentence") == "small"
    }

    /// What "The Dudley Group" is sorted by: small letters, without the article.
    pub fn sort_key(&self, name: &str) -> String {
        let small = name.to_lowercase();
        let without = |article: &str| small.strip_prefix(article)?.strip_prefix(' ').map(str::to_owned);
        say!(self, "language.articles").split_whitespace().find_map(without).unwrap_or(small)
    }
}

/// Which part of a whole it is, as messages choose by it.
pub fn share(part: usize, whole: usize) -> &'static str {
    match (part, whole) {
        (0, 0 | 1) => "no",
        (0, _) => "none",
        (1, 1) => "only",
        (1, _) => "single",
        (2, 2) => "both",
        _ if part == whole => "all",
        _ => "some",
    }
}

/// A name without the legal form that every body of its kind has: "Frimley Health". The whole name stands on its page.
pub fn short_name(name: &str) -> &str {
    const FORMS: [&str; 3] = [" NHS Foundation Trust", " NHS Trust", " Integrated Care Board"];
    FORMS.iter().find_map(|form| name.strip_suffix(form)).unwrap_or(name)
}

/// Who of so many has said what they offer and what they need: "9 of the 13 organisations here have said what they offer,
/// and 2 what they need." `area` is `here`, or empty for the whole directory.
pub fn statements(words: &Words, all: usize, offering: usize, needing: usize, area: &str) -> String {
    match (all, offering, needing) {
        (0, _, _) => say!(words, "statements.nobody"),
        (1, 0, 0) => say!(words, "statements.neither", area = area),
        (1, 0, _) => say!(words, "statements.needs-only", area = area),
        (1, _, 0) => say!(words, "statements.offers-only", area = area),
        (1, _, _) => say!(words, "statements.both", area = area),
        _ => {
            let share = share(offering, all);
            let offering = say!(words, "statements.offering", share = share, area = area, offering = offering, all = all);
            say!(words, "statements.said", offering = offering, needing = say!(words, "statements.needing", needing = needing))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_go_with_their_numbers() {
        let words = Words::built_in();
        let statements = |all, offering, needing, area| statements(words, all, offering, needing, area);
        assert_eq!(
            statements(13, 9, 2, "here"),
            "9 of the 13 organisations here have said what they offer, and 2 what they need."
        );
        assert_eq!(statements(3, 1, 1, ""), "1 of the 3 organisations has said what it offers, and 1 what it needs.");
        assert_eq!(statements(3, 0, 0, ""), "None of the 3 organisations has said what it offers, and none what it needs.");
        assert_eq!(statements(1, 1, 0, "here"), "The only organisation here has said what it offers, and not what it needs.");
    }

    #[test]
    fn acronyms_stay_large_inside_a_sentence() {
        let words = Words::built_in();
        assert_eq!(words.inside("Work experience"), "work experience");
        assert_eq!(words.inside("NHS careers talks"), "NHS careers talks");
        assert_eq!(words.inside("T level placements"), "T level placements");
        let terms = ["Integrated care board", "SENCO", "Healthy Child Programme", "Core20PLUS5", "Gatsby benchmarks", "T Level"];
        let said = terms.map(|term| words.term_inside(term));
        assert_eq!(said[..2], ["integrated care board", "SENCO"]);
        assert_eq!(said[2..], terms[2..]);
    }

    #[test]
    fn distances_speak_in_miles_first() {
        let words = Words::built_in();
        assert_eq!(words.distance(0.3), "Less than a mile (0.3 km)");
        assert_eq!(words.distance(1.6), "About 1 mile (1.6 km)");
        assert_eq!(words.distance(6.5), "About 4 miles (6.5 km)");
    }

    #[test]
    fn shares_are_said_in_whole_hundredths() {
        let words = Words::built_in();
        assert_eq!([0.951, 0.004, 1.0].map(|share| words.percent(share)), ["95%", "under 1%", "100%"]);
        assert_eq!([0.951, 0.004].map(|share| words.in_hundred(share)), ["95 in 100", "1 in 100"]);
    }
}
