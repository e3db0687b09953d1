//! The words of the site's vocabulary and places, gathered before anything is judged by them.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::files::FixedFile;
use super::form::{Form, Known, Word};
use crate::data::read::districts;
use crate::data::read::parse::{Parsed, parse_or_mend, text_of, tree_of};
use crate::folder::Folder;
use crate::text::fold;

/// The lists of words.
const LISTS: &[Form] = &[
    Form::Service,
    Form::Focus,
    Form::Kind,
    Form::Role,
    Form::Phase,
    Form::Question,
    Form::Priority,
    Form::Barrier,
    Form::Region,
    Form::Icb,
];

/// Other keys whose texts people may write in place of an id.
const ALSO: &[&str] = &["synonyms", "short", "ods", "ons", "plural"];

/// Notes the words of every list, since lists refer to each other and to themselves.
pub(in crate::data) fn know(folder: &Folder, known: &mut Known) {
    for (form, file) in LISTS.iter().filter_map(|form| Some((form, form.list()?.fixed()))) {
        let FixedFile { path, list, label, .. } = file;
        let read = folder.get(path).map(|bytes| text_of(path, bytes));
        let refused = folder.refused.iter().any(|refused| refused.path == path);
        let mut whole = !refused && !matches!(read, Some(Err(_)));
        let text = read.and_then(Result::ok).unwrap_or_default();
        let mended;
        let tree = match parse_or_mend(path, &text) {
            Parsed::Good(tree) => tree,
            Parsed::Faulty(faulty) => {
                mended = faulty.text;
                whole = false;
                tree_of(&mended)
            }
        };
        let items = tree.get_ref().get(list).and_then(|items| items.get_ref().as_array());
        let tables = || items.into_iter().flatten().filter_map(|item| item.get_ref().as_table());
        known.set(*form, tables().filter_map(|table| word(table, label)));
        known.set_also(*form, tables().flat_map(also).collect());
        if !whole {
            known.doubt(*form);
        }
    }
    know_districts(folder, known);
}

/// The codes of the districts, what people call them, and the codes that have ended.
fn know_districts(folder: &Folder, known: &mut Known) {
    let mut faults = Vec::new();
    let rows = districts::read(folder, &mut faults);
    known.set(Form::District, rows.iter().map(|row| Word { id: row.code.clone(), label: row.name.clone() }));
    known.set_also(Form::District, rows.iter().map(|row| (fold(&row.id), row.code.clone())).collect());
    let former = rows.iter().flat_map(|row| row.former_codes.iter().map(|old| (old.clone(), row.code.clone())));
    known.set_former(former.collect());
    if !faults.is_empty() || folder.refused.iter().any(|refused| refused.path == super::files::DISTRICTS) {
        known.doubt(Form::District);
    }
}

fn word(table: &DeTable<'_>, label: &str) -> Option<Word> {
    let read = |name: &str| table.get(name).and_then(|value| value.get_ref().as_str());
    let id = read("id")?;
    Some(Word { id: id.to_owned(), label: read(label).unwrap_or(id).to_owned() })
}

/// What else people may write for a word, folded, with its id.
fn also(table: &DeTable<'_>) -> BTreeMap<String, String> {
    let mut pairs = BTreeMap::new();
    let Some(id) = table.get("id").and_then(|value| value.get_ref().as_str()) else { return pairs };
    for value in ALSO.iter().filter_map(|key| table.get(*key)) {
        let items = value.get_ref().as_array().into_iter().flatten().filter_map(|item| item.get_ref().as_str());
        for text in items.chain(value.get_ref().as_str()) {
            pairs.insert(fold(text), id.to_owned());
        }
    }
    pairs
}
