//! Search: records made richer, the elasticlunr index of them, and the same postings in files so small that a page
//! loads a few kilobytes for its first result.
//!
//! [`build`] turns a [`Directory`] into an [`Index`], a plain value. [`files`] gives what pages load, `whole` the
//! index that anybody's stock elasticlunr.js reads. Both hold the same postings: `trustbridge.searchRaw(q)` over the
//! files equals `elasticlunr.Index.load(whole).search(q)` in references, order and scores.
//!
//! The manifest has a fixed address; everything else stands in folders named after their content, so that a page kept
//! by a browser never mixes old and new files. Each kind of file has a folder of its own: where a word of a summary changes,
//! the files of names, places and filters stay where they are.

mod areas;
mod bytes;
mod cards;
mod counties;
mod document;
mod facets;
mod fold;
mod names;
mod places;
mod postings;
mod shards;
mod spelling;
mod whole;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::model::{Directory, Places};
use crate::site::{Route, Site};
use crate::wording::Words;
use bytes::script_file;
use postings::Postings;

pub use document::{Class, Document, FIELDS};

/// Everything that search knows: the numbered documents, their postings and the words for their numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    documents: Vec<Document>,
    postings: Postings,
    vocabulary: serde_json::Value,
    services: serde_json::Value,
    places: Places,
}

impl Index {
    /// The documents; their place in the list is their reference in the index.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }
}

/// Settles the files of the search, to be made when one of them is asked for: that takes as long as all other passes
/// together. The whole index is large and no page loads it, so it has a recipe of its own.
pub fn add(words: &Arc<Words>, directory: &Arc<Directory>, site: &mut Site) {
    let index = {
        let (words, directory, made) = (Arc::clone(words), Arc::clone(directory), OnceLock::new());
        Arc::new(move || Arc::clone(made.get_or_init(|| Arc::new(build(&words, &directory)))))
    };
    let (for_pages, for_documents, for_whole) = (Arc::clone(&index), Arc::clone(&index), index);
    site.add_later("search", &[MANIFEST], Box::new(move || files(&for_pages())));
    site.add_sure(&Route::of(DOCUMENTS), move |_| documents(&for_documents()));
    site.add_sure(&Route::of(WHOLE), move |_| whole(&for_whole()));
}

/// Reads the directory, makes the records richer and gathers their postings.
pub fn build(words: &Words, directory: &Directory) -> Index {
    let (documents, postings) = postings::gather(document::all(directory));
    let (vocabulary, services) = (cards::words_for_numbers(words, directory), cards::words_for_services(directory));
    Index { documents, postings, vocabulary, services, places: directory.places.clone() }
}

/// Where the whole index stands, relative to the site's root.
pub const WHOLE: &str = "search/searchindex.json";

/// Where the script stands that names all other files; pages load it first.
pub const MANIFEST: &str = "search/manifest.js";

/// Where the list of documents stands that names the references of `whole`.
pub const DOCUMENTS: &str = "search/documents.json";

/// The bytes of [`WHOLE`]. At 100,000 records they are about 94 MB, so they are made when asked for.
pub fn whole(index: &Index) -> Vec<u8> {
    whole::stock_index(&index.postings)
}

/// The bytes of [`DOCUMENTS`]: for each reference the name and the address, relative to the site's root.
pub fn documents(index: &Index) -> Vec<u8> {
    let rows: Vec<serde_json::Value> = index
        .documents
        .iter()
        .enumerate()
        .map(|(at, one)| serde_json::json!({ "ref": at.to_string(), "id": one.id, "name": one.name, "address": one.address() }))
        .collect();
    serde_json::Value::from(rows).to_string().into_bytes()
}

/// What pages load: addresses relative to the site's root with their bytes, sorted by address.
pub fn files(index: &Index) -> Vec<(String, Vec<u8>)> {
    let documents = &index.documents;
    let shards = || {
        let cut = |part| shards::cut(&index.postings, part);
        rayon::join(|| cut(shards::PRIMARY), || cut(shards::SUMMARIES))
    };
    let tables = || {
        let by_word = || (words::exact_table(documents), words::short_prefixes(documents), words::surface_words(documents));
        let by_place = || {
            let mut places = places::named(documents, &index.places);
            places.append(&mut areas::named(documents, &index.places));
            places
        };
        rayon::join(by_word, by_place)
    };
    let ((primary, summaries), ((exact, prefixes, words), places)) = rayon::join(shards, tables);
    let (months, confirmed) = facets::confirmed(documents);
    let points = facets::points(documents);
    let manifest = cards::Manifest {
        documents,
        vocabulary: &index.vocabulary,
        runs: &shards::runs(&index.postings),
        primary: &primary,
        summaries: &summaries,
        exact_files: exact.len(),
        prefixes: prefixes.keys().collect(),
        months: &months,
        squares: points.keys().map(String::as_str).collect(),
        letters: words.keys().collect(),
        places: places.keys().map(String::as_str).collect(),
    }
    .to_json();

    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    numbered(&mut parts, "p", primary.shards);
    numbered(&mut parts, "l", primary.long);
    numbered(&mut parts, "s", summaries.shards);
    numbered(&mut parts, "m", summaries.long);
    numbered(&mut parts, "e", exact);
    numbered(
        &mut parts,
        "b",
        documents.chunks(cards::block_size(documents.len())).map(|block| cards::block(block).into_bytes()).collect(),
    );
    parts.extend(prefixes.into_iter().map(|(first, json)| (format!("x{first}"), json.into_bytes())));
    parts.extend(points.into_iter().map(|(square, bytes)| (format!("point-{square}"), bytes)));
    parts.extend(
        facets::GROUPS.map(|group| (format!("facet-{group}"), facets::group(documents, group, values(&index.vocabulary, group)))),
    );
    parts.push(("facet-confirmed".to_owned(), confirmed));
    parts.push(("services".to_owned(), index.services.to_string().into_bytes()));
    parts.push(("alphabet".to_owned(), facets::alphabet(documents)));
    parts.extend(words.into_iter().map(|(letter, bytes)| (format!("w{letter}"), bytes)));
    parts.extend(places.into_iter().map(|(file, json)| (file, json.into_bytes())));
    packed(parts, manifest)
}

/// How many values a group of filters has.
fn values(words: &serde_json::Value, group: &str) -> usize {
    let list = if matches!(group, "offers" | "needs") { "service" } else { group };
    words[list].as_array().map_or(0, Vec::len)
}

fn numbered(parts: &mut Vec<(String, Vec<u8>)>, letter: &str, bytes: Vec<Vec<u8>>) {
    parts.extend(bytes.into_iter().enumerate().map(|(at, bytes)| (format!("{letter}{at}"), bytes)));
}

/// Packs the parts into script files, those whose names begin alike in a folder that is named after all their bytes, and adds
/// the manifest that names these folders.
fn packed(parts: Vec<(String, Vec<u8>)>, mut manifest: serde_json::Value) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> =
        parts.into_par_iter().map(|(name, bytes)| (format!("{name}.js"), script_file(&name, &bytes))).collect();
    files.sort();
    let folders: BTreeMap<String, String> = files
        .chunk_by(|(a, _), (b, _)| kind(a) == kind(b))
        .map(|alike| {
            let content = alike.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes.as_slice()]);
            (kind(&alike[0].0).to_owned(), crate::text::fingerprint(content)[..10].to_owned())
        })
        .collect();
    let at = |name: &str| format!("search/{}/{name}", folders[kind(name)]);
    manifest["at"] = serde_json::json!(folders);
    let mut out = vec![(MANIFEST.to_owned(), script_file("manifest", manifest.to_string().as_bytes()))];
    out.extend(files.into_iter().map(|(name, bytes)| (at(&name), bytes)));
    out.sort();
    out
}

/// The first character of a file's name, by which files share a folder.
fn kind(name: &str) -> &str {
    name.split_at(name.chars().next().map_or(0, char::len_utf8)).0
}
