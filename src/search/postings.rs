//! The words of all documents and where they stand: what elasticlunr keeps in its trie, as sorted lists.

use elasticlunr::Language as _;
use elasticlunr::lang::English;
use rayon::prelude::*;
use std::collections::BTreeMap;

use super::document::{Document, NAME, SERVICES};

/// Where one token stands in one field of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) document: u32,
    /// How often: the square of elasticlunr's term frequency.
    pub(super) times: u16,
}

/// A token with its postings in each field, documents ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) fields: [Vec<Posting>; 8],
}

/// All tokens in the order in which JavaScript lists the keys of the trie, and the length of every field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Postings {
    pub(super) tokens: Vec<Token>,
    /// Tokens in each field of each document.
    pub(super) lengths: Vec<[u16; 8]>,
}

type Tokenised = [Vec<String>; 8];

/// Numbers the documents and gathers their postings. Documents come back sorted by class, by how many tokens their
/// services and name have, then by name: so a table of runs gives two field lengths of every document, and equal
/// scores stand in the same order in stock elasticlunr.js, which lists whole-number references ascending.
pub(super) fn gather(documents: Vec<Document>) -> (Vec<Document>, Postings) {
    let mut tokenised: Vec<(Document, Tokenised)> = documents
        .into_par_iter()
        .map_init(English::new, |english, document| {
            let pipeline = english.make_pipeline();
            let tokens = std::array::from_fn(|field| pipeline.run(english.tokenize(&document.texts[field])));
            (document, tokens)
        })
        .collect();
    tokenised.par_sort_by(|(a, a_tokens), (b, b_tokens)| {
        let key = |tokens: &Tokenised| (tokens[SERVICES].len(), tokens[NAME].len());
        (a.class, key(a_tokens)).cmp(&(b.class, key(b_tokens))).then_with(|| (&a.texts[0], &a.id).cmp(&(&b.texts[0], &b.id)))
    });
    let mut tokens: BTreeMap<String, [Vec<Posting>; 8]> = BTreeMap::new();
    let mut lengths = Vec::with_capacity(tokenised.len());
    let mut numbered = Vec::with_capacity(tokenised.len());
    for (at, (document, fields)) in tokenised.into_iter().enumerate() {
        lengths.push(std::array::from_fn(|field| u16::try_from(fields[field].len()).unwrap_or(u16::MAX)));
        for (field, field_tokens) in fields.into_iter().enumerate() {
            for token in field_tokens {
                let list = &mut tokens.entry(token).or_default()[field];
                match list.last_mut() {
                    Some(posting) if posting.document == at as u32 => posting.times = posting.times.saturating_add(1),
                    _ => list.push(Posting { document: at as u32, times: 1 }),
                }
            }
        }
        numbered.push(document);
    }
    // An empty token reaches no node of the trie; stop words already took it out of the length.
    tokens.remove("");
    let mut tokens: Vec<Token> = tokens.into_iter().map(|(text, fields)| Token { text, fields }).collect();
    tokens.sort_by_cached_key(|token| key_order(&token.text));
    (numbered, Postings { tokens, lengths })
}

/// Sorts as a JavaScript object lists one-letter keys: digits first, then the others as they were inserted, which is
/// by code point because elasticlunr-rs writes them so.
pub(super) fn key_order(token: &str) -> Vec<(bool, char)> {
    token.chars().map(|sign| (!sign.is_ascii_digit(), sign)).collect()
}

/// `search/searchindex.json`: the whole index as elasticlunr-rs writes it, for anybody's stock elasticlunr.js.
pub(super) fn stock_index(documents: &[Document]) -> Vec<u8> {
    let mut index = elasticlunr::IndexBuilder::new().save_docs(false).add_fields(super::document::FIELDS).set_ref("ref").build();
    for (reference, document) in documents.iter().enumerate() {
        index.add_doc(&reference.to_string(), &document.texts);
    }
    index.to_json().into_bytes()
}
