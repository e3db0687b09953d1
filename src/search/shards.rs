//! The postings cut into small files, in a form that needs no more than a few bytes a document.
//!
//! A file is a row of tokens in key order. A token is: front-coded text; its fields, a bit each from bit 1, with bit 0 where
//! some of its lists stand in files of their own; in that case which, a bit each from bit 0, and the numbers of these files;
//! then the length of the other lists, and these lists. Equal lists share a file: the words of a service, of a town or of a
//! synonym stand in the same documents. A list is: `count << 3 | flags`, documents, then what the flags announce.
//! `themes/default/static/js/search-shards.js` reads this.

use indexmap::IndexSet;

use super::bytes::{documents, front_coded, varint};
use super::document::{NAME, SERVICES, SUMMARY, TERMS};
use super::postings::{Posting, Postings, Token, key_order};

/// The documents are bits, not gaps.
const BITS: u64 = 1;
/// Some document holds the token more than once; the exceptions follow.
const TIMES: u64 = 2;
/// The field has a different length in different documents; the lengths follow one by one.
const LENGTHS: u64 = 4;

/// Shards of one part of the index.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// The bytes of each shard.
    pub(super) shards: Vec<Vec<u8>>,
    /// For each shard a text that is greater (in key order) than all tokens before it and not greater than its first.
    pub(super) separators: Vec<String>,
    /// Lists that stand alone.
    pub(super) long: Vec<Vec<u8>>,
}

/// Cuts the tokens that stand in any of the fields of `mask` (bit 0 = the first field).
pub(super) fn cut(postings: &Postings, mask: u8) -> Part {
    let size = if postings.lengths.len() <= 5_000 { 3 << 10 } else { 6 << 10 };
    let mut part = Part::default();
    let mut long: IndexSet<Vec<u8>> = IndexSet::new();
    let (mut shard, mut last) = (Vec::new(), "");
    for token in &postings.tokens {
        let fields: Vec<usize> = (0..8).filter(|&field| mask >> field & 1 == 1 && !token.fields[field].is_empty()).collect();
        if fields.is_empty() {
            continue;
        }
        if shard.len() >= size {
            part.shards.push(std::mem::take(&mut shard));
        }
        if shard.is_empty() {
            part.separators.push(separator(last, &token.text));
        }
        let before = if shard.is_empty() { "" } else { last };
        front_coded(&mut shard, before, &token.text);
        let (mut here, mut apart) = (Vec::new(), Vec::new());
        for &field in &fields {
            let bytes = list(token, field, postings);
            if bytes.len() > size / 2 { apart.push((field, long.insert_full(bytes).0)) } else { here.extend(bytes) }
        }
        let bits = |fields: &mut dyn Iterator<Item = usize>| fields.fold(0u64, |bits, field| bits | 1 << field);
        varint(&mut shard, bits(&mut fields.iter().copied()) << 1 | u64::from(!apart.is_empty()));
        if !apart.is_empty() {
            varint(&mut shard, bits(&mut apart.iter().map(|&(field, _)| field)));
            for &(_, file) in &apart {
                varint(&mut shard, file as u64);
            }
        }
        varint(&mut shard, here.len() as u64);
        shard.extend_from_slice(&here);
        last = &token.text;
    }
    if !shard.is_empty() {
        part.shards.push(shard);
    }
    part.long = long.into_iter().collect();
    part
}

/// The mask of all fields but the summary.
pub(super) const PRIMARY: u8 = !(1 << SUMMARY);
/// The mask of the summary alone.
pub(super) const SUMMARIES: u8 = 1 << SUMMARY;

/// The postings of a token in a field.
fn list(token: &Token, field: usize, postings: &Postings) -> Vec<u8> {
    let mut out = Vec::new();
    let postings_here = &token.fields[field];
    let (where_it_stands, are_bits) = documents(postings_here.iter().map(|posting| posting.document), postings.lengths.len());
    let implied = matches!(field, NAME | SERVICES | TERMS);
    let length = |posting: &Posting| postings.lengths[posting.document as usize][field];
    let constant = postings_here.iter().all(|posting| length(posting) == length(&postings_here[0]));
    let repeated = postings_here.iter().any(|posting| posting.times > 1);
    let flags =
        if are_bits { BITS } else { 0 } | if repeated { TIMES } else { 0 } | if implied || constant { 0 } else { LENGTHS };
    varint(&mut out, (postings_here.len() as u64) << 3 | flags);
    out.extend_from_slice(&where_it_stands);
    if repeated {
        let exceptions: Vec<(usize, u16)> = postings_here
            .iter()
            .enumerate()
            .filter(|(_, posting)| posting.times > 1)
            .map(|(at, posting)| (at, posting.times))
            .collect();
        varint(&mut out, exceptions.len() as u64);
        let mut next = 0;
        for (at, times) in exceptions {
            varint(&mut out, (at - next) as u64);
            varint(&mut out, u64::from(times));
            next = at + 1;
        }
    }
    if !implied && constant {
        varint(&mut out, u64::from(length(&postings_here[0])));
    } else if !implied {
        for posting in postings_here {
            varint(&mut out, u64::from(length(posting)));
        }
    }
    out
}

/// The shortest beginning of `first` that is greater than `last` in key order.
fn separator(last: &str, first: &str) -> String {
    let floor = key_order(last);
    let mut cut = String::new();
    for sign in first.chars() {
        cut.push(sign);
        if key_order(&cut) > floor {
            break;
        }
    }
    cut
}

/// Runs of documents in which services, terms and name have the same number of tokens: these three, then how many
/// documents.
pub(super) fn runs(postings: &Postings) -> Vec<[u32; 4]> {
    let mut runs: Vec<[u32; 4]> = Vec::new();
    for lengths in &postings.lengths {
        let [services, terms, name] = [SERVICES, TERMS, NAME].map(|field| u32::from(lengths[field]));
        match runs.last_mut() {
            Some([s, t, n, count]) if [*s, *t, *n] == [services, terms, name] => *count += 1,
            _ => runs.push([services, terms, name, 1]),
        }
    }
    runs
}
