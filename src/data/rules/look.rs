//! When two names read alike: the form under which they look the same, and the small differences that readers pass over.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use indexmap::IndexMap;
use unicode_normalization::UnicodeNormalization as _;

use crate::text::fold;

/// Words by which a record says that it is the real one, as they look. They stand in the name of no organisation.
static CLAIMS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| looks("official officially verified genuine website webpage homepage portal"));

/// Words at the ends of names that many have, as they look.
static COMMON: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    looks(
        "academy academies multi mat trust uk gb england english online digital web site page home com org net co www https \
         ltd limited plc cic llp inc real original authentic my our welcome to nhs ft foundation",
    )
});

fn looks(words: &str) -> BTreeSet<String> {
    words.split_whitespace().map(simplified).collect()
}

/// The form under which names look the same to a hasty reader: the skeleton of Unicode Technical Standard 39, and without
/// what tells nobody apart: capitals, accents, "the", the s of a plural, the legal form of a health body or company.
pub fn look(name: &str) -> String {
    words(name).join(" ")
}

/// The words of a name as they look.
fn words(name: &str) -> Vec<String> {
    let compatible: String = name.nfkc().collect();
    // Capitals have look-alikes of their own, so they are resolved before and after they go.
    let folded = fold(&skeleton(&skeleton(&compatible).to_lowercase()));
    let health = folded.split(' ').any(|word| word == "nhs");
    let mut words: Vec<String> = folded.split(' ').filter(|word| *word != "the").map(simplified).collect();
    while words.len() > 1 && words.iter().any(|word| CLAIMS.contains(word)) {
        words.retain(|word| !CLAIMS.contains(word));
    }
    let tail: &[&str] = if health { &["nhs", "foundatlon", "trust", "ft"] } else { &["llrnlted", "lrnlted", "ltd"] };
    while words.len() > 1 && words.last().is_some_and(|last| tail.contains(&last.as_str())) {
        words.pop();
    }
    words
}

/// The skeleton of a text; plain letters have theirs in a table, since nearly all names are made of them.
fn skeleton(text: &str) -> String {
    static PLAIN: LazyLock<Vec<String>> = LazyLock::new(|| {
        let letter = |byte: u8| unicode_security::skeleton(char::from(byte).encode_utf8(&mut [0; 4])).collect();
        (0..128).map(letter).collect()
    });
    if text.is_ascii() {
        text.bytes().map(|byte| PLAIN[usize::from(byte)].as_str()).collect()
    } else {
        unicode_security::skeleton(text).collect()
    }
}

/// A word with one letter for those that look alike, and without the s of a plural.
fn simplified(word: &str) -> String {
    let mut letters = word.replace('m', "rn").replace("vv", "w").replace(['i', '1', '|'], "l").replace('0', "o");
    // A digit among letters is read as the letter that it resembles; "Academy 4" is a number.
    if letters.contains(|one: char| one.is_ascii_alphabetic()) {
        for (digit, letter) in [("3", "e"), ("4", "a"), ("5", "s"), ("8", "b")] {
            letters = letters.replace(digit, letter);
        }
    }
    match letters.strip_suffix('s') {
        Some(one) if one.len() > 3 && !one.ends_with('s') => one.to_owned(),
        _ => letters,
    }
}

/// The look of a name whatever blanks and hyphens part it: "Dud ley" reads like "Dudley".
pub fn unspaced(name: &str) -> String {
    look(name).replace(' ', "")
}

/// A name with what is compared of it.
#[derive(Debug)]
struct Parts {
    /// Its look without blanks.
    whole: String,
    /// The same without words that join others, and without common ones at its ends.
    core: String,
    /// Its words but those that join others, in alphabetical order.
    sorted: String,
}

impl Parts {
    /// Shorter names are often one letter apart.
    const SHORTEST: usize = 8;

    fn of(name: &str) -> Self {
        let mut words = words(name);
        let whole = words.concat();
        words.retain(|word| !matches!(word.as_str(), "and" | "of" | "for"));
        let is_common = |word: &&String| COMMON.contains(*word);
        let start = words.iter().take_while(is_common).count();
        let end = words.len() - words[start..].iter().rev().take_while(is_common).count();
        let core = if start < end { words[start..end].concat() } else { words.concat() };
        words.sort_unstable();
        Self { whole, core, sorted: words.join(" ") }
    }

    /// Forms of which two near names share one, so that not every pair is compared.
    fn forms(&self) -> Vec<String> {
        let mut forms = vec![format!("core {}", self.core), format!("sorted {}", self.sorted), self.whole.clone()];
        if self.whole.chars().count() >= Self::SHORTEST {
            let name = &self.whole;
            forms.extend(name.char_indices().map(|(at, letter)| format!("{}{}", &name[..at], &name[at + letter.len_utf8()..])));
        }
        forms
    }

    /// How it resembles another, in words that lead to the other's name; `None` where it does not, or looks the same.
    fn resembles(&self, other: &Self) -> Option<&'static str> {
        if self.whole == other.whole {
            return None;
        }
        let is_long = [self, other].iter().all(|one| one.whole.chars().count() >= Self::SHORTEST);
        if is_long && strsim::damerau_levenshtein(&self.whole, &other.whole) == 1 {
            Some("is one letter away from")
        } else if self.core == other.core {
            Some("has only common words more or fewer than")
        } else if self.sorted == other.sorted {
            Some("has the words, in another order, of")
        } else {
            None
        }
    }
}

/// Names, found by those that are nearly the same.
#[derive(Debug)]
pub struct Near<T> {
    held: Vec<(Parts, T)>,
    forms: IndexMap<String, Vec<usize>>,
}

impl<T> Default for Near<T> {
    fn default() -> Self {
        Self { held: Vec::new(), forms: IndexMap::new() }
    }
}

impl<T> Near<T> {
    /// Adds the name of something.
    pub fn add(&mut self, name: &str, of: T) {
        let parts = Parts::of(name);
        for form in parts.forms() {
            self.forms.entry(form).or_default().push(self.held.len());
        }
        self.held.push((parts, of));
    }

    /// Whose names are nearly this one, and how it resembles them; not those that look the same.
    pub fn find(&self, name: &str) -> Vec<(&'static str, &T)> {
        let parts = Parts::of(name);
        let at: BTreeSet<usize> = parts.forms().iter().filter_map(|form| self.forms.get(form)).flatten().copied().collect();
        at.into_iter().filter_map(|at| Some((parts.resembles(&self.held[at].0)?, &self.held[at].1))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Near, look, skeleton, unspaced};

    #[test]
    fn the_skeleton_of_plain_letters_is_put_together_of_theirs() {
        for first in 0..128_u8 {
            for second in 0..128_u8 {
                let text: String = [first, b'a', second, first].into_iter().map(char::from).collect();
                assert_eq!(skeleton(&text), unicode_security::skeleton(&text).collect::<String>(), "{text:?}");
            }
        }
    }

    #[test]
    fn names_read_alike_or_nearly_or_not() {
        let real = "The Dudley Group NHS Foundation Trust";
        let mut held = Near::default();
        held.add(real, ());
        let table = include_str!("../../../tests/look-alike-names.txt");
        let mut wrong = Vec::new();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (wanted, name) = line.split_once(": ").expect("each line is HOW: NAME");
            let found = match held.find(name).first() {
                _ if unspaced(name) == unspaced(real) => "same",
                Some((how, ())) => how,
                None => "no",
            };
            if !found.contains(wanted) {
                wrong.push(format!("{name} ({}): {found}, not {wanted}", look(name)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
