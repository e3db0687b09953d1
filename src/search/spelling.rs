//! Words that people spell in several ways: saints, the Church of England, `and`.
//!
//! `oneSpelling` in `themes/default/static/js/search-fold.js` is the same for queries; `tests/search-spellings.json` holds the
//! two equal.

/// What stands for the Church of England in any of its spellings.
pub(super) const CHURCH: &str = "cofe";

/// Ways to write Church of England, folded; the longest first.
const CHURCH_SPELLINGS: &[&[&str]] = &[
    &["church", "of", "england"],
    &["church", "in", "england"],
    &["church", "of", "eng"],
    &["ch", "of", "england"],
    &["ch", "of", "eng"],
    &["ch", "of", "e"],
    &["c", "of", "england"],
    &["c", "of", "e"],
    &["churchof", "england"],
    &["church", "ofengland"],
    &["cof", "e"],
    &["c", "ofe"],
    &["c", "e"],
    &["churchofengland"],
    &["cofe"],
    &["coe"],
    &["ce"],
    &["ceva"],
    &["cevc"],
    &["cevap"],
    &["cevcp"],
];

/// A folded text in the one spelling that all its spellings share: `saint` is `st`, `church of england` is `cofe`, `and` and
/// `&` are left out. Names and places are compared in it.
pub(super) fn one_spelling(folded: &str) -> String {
    let words: Vec<&str> = folded.split([' ', '&']).filter(|word| !word.is_empty()).collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if let Some(long) = church_at(&words[at..]) {
            out.push(CHURCH);
            at += long;
            continue;
        }
        match words[at] {
            "and" => {}
            "saint" | "saints" | "sts" | "ss" => out.push("st"),
            word => out.push(word),
        }
        at += 1;
    }
    if out.is_empty() { folded.to_owned() } else { out.join(" ") }
}

/// How many words at the beginning spell Church of England.
fn church_at(words: &[&str]) -> Option<usize> {
    CHURCH_SPELLINGS.iter().find(|spelling| words.starts_with(spelling)).map(|spelling| spelling.len())
}

/// Other spellings of the words of a folded name, for the index: `saint` beside `st`, all of the Church of England beside one.
pub(super) fn other_spellings(folded: &str) -> Vec<String> {
    let mut forms: Vec<&str> = Vec::new();
    for word in folded.split(' ') {
        match word {
            "saint" => forms.push("st"),
            "st" => forms.push("saint"),
            _ => {}
        }
    }
    if one_spelling(folded).split(' ').any(|word| word == CHURCH) {
        forms.extend([CHURCH, "ce", "church", "england"]);
    }
    forms.into_iter().map(str::to_owned).collect()
}
