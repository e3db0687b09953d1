//! Rules that keep out of the directory who asked not to be in it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Objection, Records, listed_organisations};
use crate::data::schema::record::OrganisationRecord;
use crate::diagnostic::Code;
use crate::folder::FilePath;
use crate::text::fold;

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

/// Ensure that people notice the name of an organisation that asked not to be listed, or the address of its website, wherever
/// and however it is written. All are looked for at once, so that the time grows with the texts and not with the names.
pub(super) fn names_of_opted_out_are_not_written(records: &Records) -> Vec<Objection> {
    /// Shorter names and acronyms are words of many other things.
    const SHORTEST: usize = 7;
    let out: Vec<_> = records.organisations.iter().filter(|entry| entry.record.opt_out).collect();
    let names = out.iter().flat_map(|entry| {
        let record = &entry.record;
        std::iter::once(&record.name).chain(&record.aliases).chain(&record.former_names).cloned().chain(own_host(record))
    });
    let names: BTreeSet<String> = names.map(|name| fold(&name)).filter(|name| name.len() >= SHORTEST).collect();
    if names.is_empty() {
        return Vec::new();
    }
    // Of two names with one beginning the longer one is named.
    let pattern = format!(r"\b(?:{})\b", names.into_iter().rev().collect::<Vec<_>>().join("|"));
    // What is too large for a pattern is thousands of names; then only ids are looked for.
    let Ok(pattern) = regex::Regex::new(&pattern) else { return Vec::new() };
    let own: BTreeSet<&str> = out.iter().map(|entry| entry.path.as_str()).collect();
    let texts: Vec<_> = records.texts.iter().filter(|(path, _)| !own.contains(path.as_str())).collect();
    let in_file = |(path, text): &(&String, &std::sync::Arc<str>)| {
        let Ok(path) = FilePath::new(path.as_str()) else { return Vec::new() };
        let spelled = Spelled::of(text);
        let places = pattern.find_iter(&spelled.text).map(|name| spelled.place(name.range()));
        let found = places.filter(|place| !is_remark(text, place.start)).map(|place| {
            let message = format!("`{}` asked not to be listed, and it is named here", &text[place.clone()]);
            Objection::at_bytes(Code::OptedOutName, &path, place, message)
                .help("leave the name out, unless it is the name of something else")
        });
        found.collect()
    };
    texts.par_iter().flat_map_iter(in_file).collect()
}

/// The host of a website that is the organisation's alone: no page of a host of many.
fn own_host(record: &OrganisationRecord) -> Option<String> {
    let rest = record.website.as_deref()?.split_once("://")?.1;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    path.is_empty().then(|| host.trim_start_matches("www.").to_owned())
}

/// A text in the spelling of [`fold`], with the place of each letter: accents, capitals, signs, marks of Markdown and escapes
/// of TOML make no difference.
struct Spelled {
    text: String,
    /// For each byte the bytes of the original that it stands for.
    places: Vec<(usize, usize)>,
}

impl Spelled {
    fn of(original: &str) -> Self {
        let mut spelled = Self { text: String::with_capacity(original.len()), places: Vec::with_capacity(original.len()) };
        let mut at = 0;
        while let Some(first) = original[at..].chars().next() {
            let (letter, length) = escaped(&original[at..]).unwrap_or((first, first.len_utf8()));
            spelled.push(letter, (at, at + length));
            at += length;
        }
        spelled
    }

    fn push(&mut self, letter: char, place: (usize, usize)) {
        // What stands inside a word and is not seen parts nothing.
        if matches!(letter, '\'' | '`' | '*' | '~' | '\u{2018}' | '\u{2019}') || crate::diagnostic::is_hidden(letter) {
            return;
        }
        let plain = if letter == '&' { " and " } else { deunicode::deunicode_char(letter).unwrap_or(" ") };
        for one in plain.bytes() {
            if one.is_ascii_alphanumeric() {
                self.text.push(char::from(one.to_ascii_lowercase()));
            } else if !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
        self.places.resize(self.text.len(), place);
    }

    fn place(&self, part: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.places.get(part.start).map_or(0, |place| place.0);
        start..self.places.get(part.end.saturating_sub(1)).map_or(start, |place| place.1)
    }
}

/// The letter that an escape of TOML at the start of a text stands for, and its length.
fn escaped(text: &str) -> Option<(char, usize)> {
    let digits = match text.strip_prefix('\\')?.chars().next()? {
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    let number = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(number)?, 2 + digits))
}

/// Whether the line in which a byte stands is a remark, which nobody publishes.
fn is_remark(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].trim_start().starts_with('#') && !text.starts_with("+++")
}
