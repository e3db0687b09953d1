//! What helps before scoring: the words as people write them, the table of exact names and codes, and ready answers for
//! one or two letters.

use std::collections::BTreeMap;

use super::bytes::{front_coded, varint};
use super::document::{Class, Document, Exact, NAME, REGION, SERVICES, TERMS, TOWN};

/// Words of names, towns, regions, services and their synonyms with the number of documents that hold each, in files by
/// first letter (`_` for letters outside a to z), sorted: front-coded text, then that number (255 at most).
pub(super) fn surface_words(documents: &[Document]) -> BTreeMap<char, Vec<u8>> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for document in documents {
        let texts = [NAME, TOWN, REGION, SERVICES, TERMS].map(|field| document.texts[field].as_str());
        let mut words: Vec<&str> = texts
            .into_iter()
            .chain([document.given_names.as_str()])
            .flat_map(|text| text.split([' ', '&']))
            .filter(|word| is_word(word))
            .collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut files: BTreeMap<char, (Vec<u8>, &str)> = BTreeMap::new();
    for (word, count) in counts {
        let (out, last) = files.entry(first_letter(word)).or_default();
        front_coded(out, last, word);
        varint(out, u64::from(count.min(255)));
        *last = word;
    }
    files.into_iter().map(|(letter, (bytes, _))| (letter, bytes)).collect()
}

/// The letter that names the file of a word.
pub(super) fn first_letter(word: &str) -> char {
    word.chars().next().filter(char::is_ascii_lowercase).unwrap_or('_')
}

/// Three letters or more and nothing but letters: what a typing error can be corrected to.
fn is_word(word: &str) -> bool {
    word.chars().count() >= 3 && word.chars().all(char::is_alphabetic)
}

/// The exact table in files of about 150 entries, by ranges of the key: key gap, then `document << 2 | how sure`.
pub(super) fn exact_table(documents: &[Document]) -> Vec<Vec<u8>> {
    let mut entries: Vec<(u64, Exact, u32)> = (0u32..)
        .zip(documents)
        .flat_map(|(at, document)| document.exact.iter().map(move |&(exact, key)| (key, exact, at)))
        .collect();
    entries.sort_unstable();
    let files = entries.len().div_ceil(150).max(1) as u64;
    let mut out = vec![Vec::new(); files as usize];
    let mut last = vec![0; files as usize];
    for (key, exact, document) in entries {
        // The reader divides the same way: `key * files` stays below 2^53.
        let file = ((key * files) >> 40) as usize;
        varint(&mut out[file], key - last[file]);
        varint(&mut out[file], u64::from(document) << 2 | exact as u64);
        last[file] = key;
    }
    out
}

/// How many documents a prefix of one or two letters is answered with.
const ANSWERS: usize = 20;

/// For each first letter or digit a file: JSON from prefix to documents, best first. A document answers to a prefix
/// when its name or a word of its name or given names begins with it.
pub(super) fn short_prefixes(documents: &[Document]) -> BTreeMap<char, String> {
    let mut answers: BTreeMap<String, Vec<(bool, usize, u32)>> = BTreeMap::new();
    for (at, document) in (0u32..).zip(documents) {
        if document.class > Class::Body {
            continue;
        }
        let name = document.texts[NAME].as_str();
        let name = name.strip_prefix("the ").unwrap_or(name);
        let mut prefixes: BTreeMap<&str, bool> = BTreeMap::new();
        for (place, word) in name.split(' ').chain(document.given_names.split(' ')).enumerate() {
            for letters in 1..=2 {
                if let Some(prefix) = beginning(word, letters) {
                    *prefixes.entry(prefix).or_insert(true) &= place > 0;
                }
            }
        }
        for (prefix, inner) in prefixes {
            let list = answers.entry(prefix.to_owned()).or_default();
            list.push((inner, name.len(), at));
            if list.len() >= 8 * ANSWERS {
                list.sort_unstable();
                list.truncate(ANSWERS);
            }
        }
    }
    let mut files: BTreeMap<char, serde_json::Map<String, serde_json::Value>> = BTreeMap::new();
    for (prefix, mut list) in answers {
        list.sort_unstable();
        list.truncate(ANSWERS);
        let numbers: Vec<u32> = list.into_iter().map(|(.., at)| at).collect();
        if let Some(first) = prefix.chars().next() {
            files.entry(first).or_default().insert(prefix, numbers.into());
        }
    }
    files.into_iter().map(|(first, lists)| (first, serde_json::Value::Object(lists).to_string())).collect()
}

/// The first letters of a word, when they are plain: they name a file.
fn beginning(word: &str, letters: usize) -> Option<&str> {
    let prefix = word.get(..letters)?;
    prefix.bytes().all(|sign| sign.is_ascii_alphanumeric()).then_some(prefix)
}
