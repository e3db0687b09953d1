//! Other ways to write a name: initials, joined and split forms, the name without its legal tail.

use super::fold::fold;
use super::spelling::other_spellings;

/// Small words that initials usually skip and that people leave out.
const SMALL: &[&str] = &["the", "of", "and", "for", "in", "at", "a", "an", "to", "by", "on", "with"];

/// Words that say what an organisation is, not which one. They are dropped from the end of a name.
const TAIL: &[&str] = &[
    "nhs",
    "foundation",
    "trust",
    "academy",
    "academies",
    "multi",
    "limited",
    "ltd",
    "cic",
    "company",
    "schools",
    "school",
    "mat",
    "icb",
    "integrated",
    "care",
    "board",
];

/// Words that elasticlunr never indexes and that still make a name: "Own Trust", "Let Education Trust".
const STOP_WORDS_IN_NAMES: &[&str] = &[
    "able", "about", "across", "after", "all", "almost", "also", "among", "any", "as", "be", "because", "but", "can", "could",
    "dear", "do", "else", "ever", "every", "from", "get", "got", "have", "he", "her", "his", "how", "i", "if", "into", "is",
    "it", "its", "just", "least", "let", "like", "likely", "may", "me", "might", "most", "must", "my", "no", "nor", "not", "off",
    "often", "only", "or", "other", "our", "own", "rather", "say", "she", "should", "since", "so", "some", "than", "that",
    "their", "them", "then", "there", "they", "this", "too", "us", "we", "what", "when", "where", "which", "while", "who", "why",
    "will", "would", "yet", "you", "your",
];

/// Everything that the `alias` field holds for one name beside the name itself, without repeats, in a fixed order.
pub(super) fn other_forms(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut forms = initials(&words);
    forms.extend(with_apostrophes(name));
    forms.extend(hyphens_joined(name));
    forms.extend(parts_of_mixed_words(name));
    forms.extend(parts_around_ampersands(&words));
    forms.extend(other_spellings(&folded));
    forms.extend(joined_core(&words));
    forms.extend(words.iter().filter(|word| STOP_WORDS_IN_NAMES.contains(word)).map(|word| format!("{word}_")));
    unique(forms)
}

/// Initials with and without the small words, the health service's three letters and the closing `Trust`; three to
/// eight letters. "The Dudley Group NHS Foundation Trust" gives `dgft`, `dgnft`, `dgnhsft` ...
pub(super) fn initials(words: &[&str]) -> Vec<String> {
    let mut forms = Vec::new();
    for keep_small in [false, true] {
        for nhs in ["", "n", "nhs"] {
            let letters: String = words
                .iter()
                .filter(|word| keep_small || !SMALL.contains(word))
                .map(|word| if *word == "nhs" { nhs.to_owned() } else { word.chars().take(1).collect() })
                .collect();
            forms.push(letters.clone());
            if words.last() == Some(&"trust") {
                forms.push(letters[..letters.len() - 1].to_owned());
                if words.len() > 1 && words[words.len() - 2] == "foundation" {
                    forms.push(letters[..letters.len() - 2].to_owned());
                }
            }
        }
    }
    forms.retain(|form| form.is_ascii() && (3..=8).contains(&form.len()));
    unique(forms)
}

/// The name without its legal tail, and the same without a leading `the`: `the dudley group`, `dudley group`; nothing
/// when nothing is cut.
pub(super) fn short_names(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let core = core_of(&words);
    if core.is_empty() || core.len() == words.len() {
        return Vec::new();
    }
    let short = core.join(" ");
    if words[0] == "the" { vec![format!("the {short}"), short] } else { vec![short] }
}

/// The words that say which organisation it is.
fn core_of<'a, 'w>(words: &'a [&'w str]) -> &'a [&'w str] {
    let start = usize::from(words.first() == Some(&"the"));
    let mut end = words.len();
    while end > start && TAIL.contains(&words[end - 1]) {
        end -= 1;
    }
    &words[start..end]
}

/// The words with an apostrophe as stock elasticlunr would look for them.
fn with_apostrophes(name: &str) -> Vec<String> {
    let straight = name.to_lowercase().replace(['’', '‘', 'ʼ', '`', '´'], "'");
    straight.split_whitespace().filter(|word| word.trim_matches('\'').contains('\'')).map(str::to_owned).collect()
}

/// `E-ACT` as `eact`, `Stoke-on-Trent` as `stokeontrent`.
fn hyphens_joined(name: &str) -> Vec<String> {
    let hyphen = |sign: char| matches!(sign, '-' | '\u{2010}' | '\u{2011}' | '/');
    name.split_whitespace()
        .filter(|word| word.trim_matches(hyphen).contains(hyphen))
        .map(|word| fold(&word.replace(hyphen, "")))
        .filter(|word| !word.is_empty() && !word.contains(' '))
        .collect()
}

/// `ReachSouth` as `reach south`, `4Ward` as `4 ward`.
fn parts_of_mixed_words(name: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for word in name.split_whitespace() {
        let signs: Vec<char> = word.chars().collect();
        let mut parted = String::new();
        for (at, &sign) in signs.iter().enumerate() {
            let turns = at > 0 && {
                let before = signs[at - 1];
                before.is_lowercase() && sign.is_uppercase()
                    || before.is_ascii_digit() && sign.is_alphabetic()
                    || before.is_alphabetic() && sign.is_ascii_digit()
            };
            if turns {
                parted.push(' ');
            }
            parted.push(sign);
        }
        if parted.contains(' ') {
            forms.push(fold(&parted));
        }
    }
    forms
}

/// `r&d` as `r d rd`.
fn parts_around_ampersands(words: &[&str]) -> Vec<String> {
    let joined = words.iter().filter(|word| word.contains('&'));
    joined.map(|word| format!("{} {}", word.replace('&', " "), word.replace('&', ""))).collect()
}

/// The joined form of a short name: `owntrust`, and `dudleygroup` for a core of two or three words.
fn joined_core(words: &[&str]) -> Vec<String> {
    let core = core_of(words);
    let mut forms = Vec::new();
    if (2..=3).contains(&core.len()) {
        forms.push(core.concat());
    }
    if words.len() == 2 {
        forms.push(words.concat());
    }
    forms
}

fn unique(forms: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms {
        if !form.is_empty() && !out.contains(&form) {
            out.push(form);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_the_initials_people_use() {
        let of = |name: &str| other_forms(name);
        assert!(of("The Dudley Group NHS Foundation Trust").contains(&"dgft".to_owned()));
        assert!(
            of("West Midlands Ambulance Service University NHS Foundation Trust").contains(&"wmas".to_owned()) || {
                // The service is known by less than its name; such a short form belongs into `aliases`.
                of("West Midlands Ambulance Service").contains(&"wmas".to_owned())
            }
        );
        assert!(of("Windsor Academy Trust").contains(&"wat".to_owned()));
        assert!(of("University Hospitals of Leicester NHS Trust").contains(&"uhl".to_owned()));
    }

    #[test]
    fn makes_joined_and_split_forms() {
        assert!(other_forms("E-ACT").contains(&"eact".to_owned()));
        assert!(other_forms("Own Trust").contains(&"owntrust".to_owned()));
        assert!(other_forms("Own Trust").contains(&"own_".to_owned()));
        assert!(other_forms("ReachSouth Academy Trust").contains(&"reach south".to_owned()));
        assert!(other_forms("St Mary’s Trust").contains(&"mary's".to_owned()));
        assert_eq!(short_names("The Dudley Group NHS Foundation Trust"), ["the dudley group", "dudley group"]);
        assert!(short_names("Dudley").is_empty());
    }
}
