//! The words of all documents and where they stand: what elasticlunr keeps in its trie, as sorted lists.

use elasticlunr::lang::English;
use elasticlunr::{Language as _, Pipeline};
use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;

use super::document::{Document, NAME, REGION, SERVICES, TERMS, TOWN};

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

/// The tokens of each field of a document, as numbers of a list of tokens.
type Tokenised = [Vec<u32>; 8];
type TokenisedDocument = (Document, Tokenised);

/// How many documents are tokenised at a time. Texts of tokens are kept once for all of them: at 100,000 documents every
/// token as a text of its own would take 400 MB.
const AT_A_TIME: usize = 2048;

/// Numbers the documents and gathers their postings. Documents come back sorted by class, by how many tokens their
/// services, terms and name have, then by place and name: so a table of runs gives three field lengths of every document,
/// what lies together stands together and its lists are short, and equal scores stand in the same order in stock
/// elasticlunr.js, which lists whole-number references ascending.
pub(super) fn gather(documents: Vec<Document>) -> (Vec<Document>, Postings) {
    let (texts, mut tokenised) = tokenise(documents);
    tokenised.par_sort_by(|(a, a_tokens), (b, b_tokens)| {
        let key = |tokens: &Tokenised| (tokens[SERVICES].len(), tokens[TERMS].len(), tokens[NAME].len());
        (a.class, key(a_tokens)).cmp(&(b.class, key(b_tokens))).then_with(|| placed(a).cmp(&placed(b)))
    });
    let mut tokens: Vec<Token> = texts.into_iter().map(|text| Token { text, fields: Default::default() }).collect();
    let mut lengths = Vec::with_capacity(tokenised.len());
    let mut numbered = Vec::with_capacity(tokenised.len());
    for (at, (document, fields)) in tokenised.into_iter().enumerate() {
        lengths.push(std::array::from_fn(|field| u16::try_from(fields[field].len()).unwrap_or(u16::MAX)));
        for (field, field_tokens) in fields.into_iter().enumerate() {
            for token in field_tokens {
                let list = &mut tokens[token as usize].fields[field];
                match list.last_mut() {
                    Some(posting) if posting.document == at as u32 => posting.times = posting.times.saturating_add(1),
                    _ => list.push(Posting { document: at as u32, times: 1 }),
                }
            }
        }
        numbered.push(document);
    }
    // An empty token reaches no node of the trie; stop words already took it out of the length.
    tokens.retain(|token| !token.text.is_empty());
    tokens.sort_by_cached_key(|token| key_order(&token.text));
    (numbered, Postings { tokens, lengths })
}

/// What orders documents of the same lengths.
fn placed(one: &Document) -> [&str; 4] {
    [&one.texts[REGION], &one.texts[TOWN], &one.texts[NAME], &one.id]
}

/// The texts of all tokens, each once, and the documents with the tokens of their fields.
fn tokenise(documents: Vec<Document>) -> (Vec<String>, Vec<TokenisedDocument>) {
    let chunks: Vec<(Vec<String>, Vec<TokenisedDocument>)> = documents
        .into_par_iter()
        .chunks(AT_A_TIME)
        .map_init(English::new, |english, chunk| {
            let mut stems = Stems::default();
            let pipeline = english.make_pipeline();
            let tokenised = chunk.into_iter().map(|document| {
                let tokens = std::array::from_fn(|field| {
                    english
                        .tokenize(&document.texts[field])
                        .into_iter()
                        .filter_map(|word| stems.number(word, &pipeline))
                        .collect()
                });
                (document, tokens)
            });
            let tokenised = tokenised.collect();
            (stems.texts.into_iter().collect(), tokenised)
        })
        .collect();
    let mut all_texts: IndexSet<String> = IndexSet::new();
    let mut all = Vec::with_capacity(chunks.iter().map(|(_, documents)| documents.len()).sum());
    for (texts, documents) in chunks {
        let here: Vec<u32> = texts.into_iter().map(|text| all_texts.insert_full(text).0 as u32).collect();
        all.extend(documents.into_iter().map(|(document, mut fields)| {
            fields.iter_mut().flatten().for_each(|token| *token = here[*token as usize]);
            (document, fields)
        }));
    }
    (all_texts.into_iter().collect(), all)
}

/// Tokens that words became, each word stemmed once: the stemmer takes most of the time.
#[derive(Default)]
struct Stems {
    of_words: IndexMap<String, Option<u32>>,
    texts: IndexSet<String>,
}

impl Stems {
    /// The number of the token of a word; `None` where the word is not indexed.
    fn number(&mut self, word: String, pipeline: &Pipeline) -> Option<u32> {
        if let Some(&known) = self.of_words.get(&word) {
            return known;
        }
        let token = pipeline.run(vec![word.clone()]).pop();
        let number = token.map(|token| self.texts.insert_full(token).0 as u32);
        self.of_words.insert(word, number);
        number
    }
}

/// Sorts as a JavaScript object lists one-letter keys: digits first, then the others as they were inserted, which is
/// by code point because elasticlunr-rs writes them so.
pub(super) fn key_order(token: &str) -> Vec<(bool, char)> {
    token.chars().map(|sign| (!sign.is_ascii_digit(), sign)).collect()
}
