//! Rules that keep out of the directory who asked not to be in it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Objection, Records, listed_organisations};
use crate::diagnostic::Code;
use crate::folder::FilePath;

/// Ensure that nothing names an organisation that asked not to be listed.
pub(super) fn opted_out_are_not_named(records: &Records) -> Vec<Objection> {
    let out: BTreeSet<&str> = records.organisations.iter().filter(|entry| entry.record.opt_out).map(super::Entry::id).collect();
    let mut found = Vec::new();
    let mut named = |path: &FilePath, keys: String, id: &str| {
        if out.contains(id) {
            let message = format!("`{id}` asked not to be listed, and this record names it");
            found.push(Objection::new(Code::OptedOut, path, keys, message).help("delete it here"));
        }
    };
    for entry in listed_organisations(records) {
        let record = &entry.record;
        record.partners.iter().enumerate().for_each(|(at, id)| named(&entry.path, format!("partners.{at}"), id));
        record.successor.iter().for_each(|id| named(&entry.path, "successor".to_owned(), id));
        for (at, need) in record.needs.iter().flatten().enumerate() {
            need.met_by.iter().for_each(|id| named(&entry.path, format!("needs.{at}.met_by"), id));
        }
    }
    for entry in &records.partnerships {
        let ids = entry.record.organisations.iter().enumerate();
        ids.for_each(|(at, id)| named(&entry.path, format!("organisations.{at}"), id));
    }
    for entry in &records.outcomes {
        let ids = entry.record.organisations.iter().enumerate();
        ids.for_each(|(at, id)| named(&entry.path, format!("organisations.{at}"), id));
    }
    for entry in &records.programmes {
        for (list, ids) in [("left", &entry.record.left), ("right", &entry.record.right)] {
            ids.iter().enumerate().for_each(|(at, id)| named(&entry.path, format!("{list}.{at}"), id));
        }
    }
    for entry in &records.guide {
        for figure in crate::text::figures::find(&entry.record.body).0 {
            if figure.name == "organisation" && out.contains(figure.argument.as_str()) {
                let start = entry.record.body_at;
                let bytes = start + figure.argument_span.start..start + figure.argument_span.end;
                let message = format!("`{}` asked not to be listed, and this page names it", figure.argument);
                found.push(Objection::at_bytes(Code::OptedOut, &entry.path, bytes, message).help("delete it here"));
            }
        }
    }
    found
}

/// Ensure that people notice the name of an organisation that asked not to be listed, wherever it is written. All names
/// are looked for at once, so that the time grows with the texts and not with the names.
pub(super) fn names_of_opted_out_are_not_written(records: &Records) -> Vec<Objection> {
    /// Shorter names and acronyms are words of many other things.
    const SHORTEST: usize = 7;
    let out: Vec<_> = records.organisations.iter().filter(|entry| entry.record.opt_out).collect();
    let names = out.iter().flat_map(|entry| {
        let record = &entry.record;
        std::iter::once(&record.name).chain(&record.aliases).chain(&record.former_names)
    });
    let names: BTreeSet<String> = names.filter(|name| name.chars().count() >= SHORTEST).map(|name| spaced(name)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let pattern = format!(r"(?i)\b(?:{})\b", names.into_iter().collect::<Vec<_>>().join("|"));
    // What is too large for a pattern is thousands of names; then only ids are looked for.
    let Ok(pattern) = regex::Regex::new(&pattern) else { return Vec::new() };
    let own: BTreeSet<&str> = out.iter().map(|entry| entry.path.as_str()).collect();
    let texts: Vec<_> = records.texts.iter().filter(|(path, _)| !own.contains(path.as_str())).collect();
    let in_file = |(path, text): &(&String, &std::sync::Arc<str>)| {
        let Ok(path) = FilePath::new(path.as_str()) else { return Vec::new() };
        let mentions = pattern.find_iter(text).filter(|name| !is_remark(text, name.start()));
        let found = mentions.map(|name| {
            let message = format!("`{}` asked not to be listed, and it is named here", name.as_str());
            Objection::at_bytes(Code::OptedOutName, &path, name.range(), message)
                .help("leave the name out, unless it is the name of something else")
        });
        found.collect()
    };
    texts.par_iter().flat_map_iter(in_file).collect()
}

/// A pattern for a name, whatever white space stands between its words.
fn spaced(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(regex::escape).collect();
    words.join(r"\s+")
}

/// Whether the line in which a byte stands is a remark, which nobody publishes.
fn is_remark(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].trim_start().starts_with('#') && !text.starts_with("+++")
}
