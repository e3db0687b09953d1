//! `search/searchindex.json`: the index that anybody's stock elasticlunr.js reads.
//!
//! elasticlunr-rs holds the whole of an index in memory before it writes a byte of it: a gigabyte at 100,000 records. Its
//! fields know nothing of each other, so each is made by its `InvertedIndex` alone, and the parts are put together as its
//! `Index` would write them. `tests/suite/search.rs` holds the two equal, byte for byte.

use std::collections::BTreeMap;

use elasticlunr::inverted_index::InvertedIndex;
use rayon::prelude::*;
use serde_json::Value;

use super::document::FIELDS;
use super::postings::Postings;

/// The bytes of the whole index.
pub(super) fn stock_index(postings: &Postings) -> Vec<u8> {
    let empty = elasticlunr::IndexBuilder::new().save_docs(false).add_fields(FIELDS).set_ref("ref").build();
    let frame: serde_json::Map<String, Value> = serde_json::from_str(&empty.to_json()).expect("elasticlunr writes JSON");
    object(frame.iter().map(|(key, value)| match key.as_str() {
        "index" => (key.as_str(), inverted(postings)),
        "documentStore" => (key.as_str(), document_store(value, postings)),
        _ => (key.as_str(), json(value)),
    }))
}

/// Every field's index, by name.
fn inverted(postings: &Postings) -> Vec<u8> {
    let references: Vec<String> = (0..postings.lengths.len()).map(|at| at.to_string()).collect();
    let fields: BTreeMap<&str, Vec<u8>> = (0..FIELDS.len())
        .into_par_iter()
        .map(|field| {
            let mut index = InvertedIndex::new();
            for token in &postings.tokens {
                for posting in &token.fields[field] {
                    index.add_token(&references[posting.document as usize], &token.text, f64::from(posting.times).sqrt());
                }
            }
            (FIELDS[field], json(&index))
        })
        .collect();
    object(fields)
}

/// Which documents there are and how long their fields; texts are not kept.
fn document_store(empty: &Value, postings: &Postings) -> Vec<u8> {
    let mut by_name: Vec<usize> = (0..FIELDS.len()).collect();
    by_name.sort_by_key(|&field| FIELDS[field]);
    let mut references: Vec<(String, usize)> = (0..postings.lengths.len()).map(|at| (at.to_string(), at)).collect();
    references.sort_unstable();
    let each =
        |value: &dyn Fn(usize) -> Vec<u8>| object(references.iter().map(|(reference, at)| (reference.as_str(), value(*at))));
    let lengths = |at: usize| object(by_name.iter().map(|&field| (FIELDS[field], json(&postings.lengths[at][field]))));
    object(empty.as_object().into_iter().flatten().map(|(key, value)| match key.as_str() {
        "docs" => (key.as_str(), each(&|_| b"{}".to_vec())),
        "docInfo" => (key.as_str(), each(&lengths)),
        "length" => (key.as_str(), json(&references.len())),
        _ => (key.as_str(), json(value)),
    }))
}

/// An object of values that are JSON already.
fn object<'a>(entries: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut out = vec![b'{'];
    for (key, value) in entries {
        if out.len() > 1 {
            out.push(b',');
        }
        out.extend(json(key));
        out.push(b':');
        out.extend(value);
    }
    out.push(b'}');
    out
}

fn json(value: &(impl serde::Serialize + ?Sized)) -> Vec<u8> {
    serde_json::to_vec(value).expect("elasticlunr's values are JSON")
}
