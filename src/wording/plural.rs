//! Which form of a word goes with a number: the rules of Unicode's CLDR, by the language that a words file names.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};

/// A form that a language may have for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// The name of the form in a words file, which is that of CLDR.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plural| plural.id() == name)
    }
}

/// The rule of a language for whole numbers.
#[derive(Clone)]
pub(super) struct Rule(PluralRules);

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Rule").field(&self.0.get_locale().to_string()).finish()
    }
}

impl Rule {
    /// The rule of a language tag such as `en-GB` or `cy`; `None` where CLDR has none.
    pub(super) fn of(tag: &str) -> Option<Self> {
        let language = tag.split('-').next().unwrap_or_default().parse().ok()?;
        PluralRules::create::<unic_langid::LanguageIdentifier>(language, PluralRuleType::CARDINAL).ok().map(Self)
    }

    /// The form that goes with a number.
    pub(super) fn form(&self, number: usize) -> Plural {
        match self.0.select(number) {
            Ok(PluralCategory::ZERO) => Plural::Zero,
            Ok(PluralCategory::ONE) => Plural::One,
            Ok(PluralCategory::TWO) => Plural::Two,
            Ok(PluralCategory::FEW) => Plural::Few,
            Ok(PluralCategory::MANY) => Plural::Many,
            Ok(PluralCategory::OTHER) | Err(_) => Plural::Other,
        }
    }

    /// The forms that the language has for the whole numbers that a directory counts. Rules look at the last two digits and
    /// at whole millions.
    pub(super) fn forms(&self) -> Vec<Plural> {
        Plural::ALL.into_iter().filter(|&plural| (0..=200).chain([1_000_000]).any(|number| self.form(number) == plural)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_their_own_forms() {
        let forms = |tag| Rule::of(tag).expect("a language of CLDR").forms();
        assert_eq!(forms("en-GB"), [Plural::One, Plural::Other]);
        assert_eq!(forms("cy"), Plural::ALL);
        assert_eq!(forms("ja"), [Plural::Other]);
        let welsh = Rule::of("cy").expect("Welsh");
        assert_eq!([0, 1, 2, 3, 6, 7].map(|number| welsh.form(number)), Plural::ALL);
        assert!(Rule::of("xx").is_none() && Rule::of("").is_none());
    }
}
