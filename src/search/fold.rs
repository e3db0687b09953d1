//! Text as the index holds it: small letters without accents, words parted by single spaces.
//!
//! `themes/default/static/js/search-fold.js` does the same to a query; `tests/browser/search-parity.mjs` holds the two
//! equal. Folding before indexing also removes every sign on which the two elasticlunr tokenisers differ (U+0085,
//! U+FEFF, pairs of surrogates).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::spelling::one_spelling;

/// Signs that people type for an apostrophe; all of them vanish, so that `children’s` and `childrens` are one word.
const APOSTROPHES: &[char] = &['\'', '‘', '’', 'ʼ', '′', '`', '´', '＇'];

/// Words separated by single spaces: letters, digits, and `&` inside a short word (`r&d`); between longer words it
/// separates (`bridgwater&taunton`). Dotted initials are joined (`L.E.A.D.` is `lead`); hyphens, dashes and slashes
/// separate words.
pub(super) fn fold(text: &str) -> String {
    let plain = if text.is_ascii() { plain_ascii(text) } else { plain(text) };
    let mut out = String::with_capacity(plain.len());
    for word in plain.split(' ') {
        let dotted = word.contains('.');
        let whole = if dotted { Cow::Owned(undotted(word)) } else { Cow::Borrowed(word) };
        for part in whole.split('.') {
            let part = part.trim_matches('&');
            let long = |one: &str| one.is_empty() || one.chars().count() >= SEPARATE;
            if part.contains('&') && part.split('&').all(long) {
                part.split('&').for_each(|one| push_word(&mut out, one));
            } else {
                push_word(&mut out, part);
            }
        }
    }
    out
}

/// From so many letters on, the words around an `&` are words of their own.
const SEPARATE: usize = 3;

fn push_word(out: &mut String, word: &str) {
    if word.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// What [`plain`] gives for the signs that most texts hold alone.
fn plain_ascii(text: &str) -> String {
    let signs = text.chars().filter(|sign| !APOSTROPHES.contains(sign));
    signs
        .map(|sign| if sign.is_ascii_alphanumeric() || matches!(sign, '.' | '&') { sign.to_ascii_lowercase() } else { ' ' })
        .collect()
}

/// Small letters and digits without marks, dots and `&`, and a space for every other sign.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let without_quotes = text.chars().filter(|sign| !APOSTROPHES.contains(sign));
    for sign in without_quotes.nfkd().filter(|&sign| !is_combining_mark(sign)).flat_map(char::to_lowercase) {
        match sign {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            '.' | '&' => plain.push(sign),
            // A mark can appear again when a capital is made small (U+0130 is `i` and a dot).
            _ if is_combining_mark(sign) => {}
            _ if sign.is_alphanumeric() && u32::from(sign) < 0x1_0000 => plain.push(sign),
            _ => plain.push(' '),
        }
    }
    plain
}

/// `l.e.a.d.` without its dots; any other word as it is.
fn undotted(word: &str) -> String {
    let bare = word.trim_matches('.');
    let letters: Vec<&str> = bare.split('.').collect();
    if letters.len() > 1 && letters.iter().all(|part| part.chars().count() == 1) { letters.concat() } else { word.to_owned() }
}

/// The key of a name or code in the exact table: a number below 2^40 from the text in its one spelling, without spaces
/// and without the zeros that a number begins with.
pub(super) fn exact_key(text: &str) -> u64 {
    let joined: String = one_spelling(&fold(text)).split(' ').collect();
    let joined: Vec<u16> = without_zeros(&joined).encode_utf16().collect();
    let high = u64::from(mixed(&joined, 0x811c_9dc5));
    let low = u64::from(mixed(&joined, 0x1234_5678) & 0xff);
    high << 8 | low
}

/// FNV-1a over UTF-16 units, then the finishing steps of `MurmurHash3`, which spread short keys evenly over the files.
fn mixed(units: &[u16], seed: u32) -> u32 {
    let mut hash = units.iter().fold(seed, |hash, &unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// A number without the zeros that it begins with, which tables lose: `07735864` is `7735864`. Any other text as it is: with
/// letters before them zeros stay, and `tr00001` is no postcode district.
pub(super) fn without_zeros(joined: &str) -> &str {
    let short = joined.trim_start_matches('0');
    if !short.is_empty() && short.bytes().all(|sign| sign.is_ascii_digit()) { short } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        folded: String,
        one: String,
        key: Option<String>,
    }

    /// The script of the search is held to the same table.
    #[test]
    fn texts_and_spellings_are_those_of_the_table() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../tests/search-spellings.json")).expect("a JSON table");
        for Case { text, folded, one, key } in cases {
            assert_eq!(fold(&text), folded, "{text}");
            assert_eq!(one_spelling(&folded), one, "{text}");
            if let Some(key) = key {
                assert_eq!(exact_key(&text), exact_key(&key), "{text}");
            }
        }
    }

    #[test]
    fn folds_what_people_type_differently() {
        for (text, folded) in [
            ("Areté Learning Trust", "arete learning trust"),
            ("St Mary’s & St. John's", "st marys st johns"),
            ("L.E.A.D. Academy Trust", "lead academy trust"),
            ("Stoke-on-Trent", "stoke on trent"),
            ("R&D", "r&d"),
            ("multi–academy/college", "multi academy college"),
            ("a\u{85}b\u{feff}c \u{1f600}", "a b c"),
            ("__proto__", "proto"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn an_exact_key_ignores_spaces_and_case() {
        assert_eq!(exact_key("Dudley Group"), exact_key("DUDLEYGROUP"));
        assert_ne!(exact_key("dudley group"), exact_key("dudley groups"));
        assert!(exact_key("dudley group") < 1 << 40);
    }
}
