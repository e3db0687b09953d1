//! A document as sections (the root, then what stands under headings in brackets), put in order and written.

use toml_edit::{DocumentMut, Item, Table};

use super::lines::{Lines, push, raw, rest_of_line, split_tail, whole_lines, without_last_blank};
use super::value::{bare, key_text, keys_in, rank, shape_at, shape_in, value_text};
use crate::data::schema::shape::Key;

/// A heading with the keys under it.
struct Section {
    /// Where it stood in the file.
    position: isize,
    /// `[place]`, `[[offers]]`; `None` for the root.
    heading: Option<String>,
    /// Comments above it.
    lead: Lines,
    /// The comment behind the heading.
    comment: Option<String>,
    entries: Vec<Entry>,
    /// Comments under its last key.
    tail: Lines,
}

/// A key with its value.
struct Entry {
    lead: Lines,
    text: String,
    comment: Option<String>,
}

/// Writes a document with the keys in the order of `keys`.
pub(super) fn write(document: &DocumentMut, keys: &[Key]) -> String {
    let root = document.as_table();
    let mut sections = vec![section(root, keys, None, isize::MIN)];
    gather(root, keys, &mut Vec::new(), &mut sections);
    // What stands before anything else describes the file, not the key that happens to come first.
    let head = take_head(&mut sections, first_entry(root));
    let end = take_tails(&mut sections, raw(Some(document.trailing())));
    let mut out = Writer::default();
    out.block(&head);
    for section in &sections {
        out.section(section);
    }
    if !end.is_empty() {
        out.gap();
        out.block(&end);
    }
    out.text
}

fn section(table: &Table, keys: &[Key], heading: Option<String>, position: isize) -> Section {
    let mut values = table.get_values();
    values.sort_by_cached_key(|(path, _)| order(keys, path));
    let entries = values.into_iter().map(|(path, value)| {
        let name = key_text(&path);
        let (comment, _) = rest_of_line(raw(value.decor().suffix()));
        let lead = path.last().map(|key| whole_lines(raw(key.leaf_decor().prefix()))).unwrap_or_default();
        let text = value_text(value, shape_at(keys, &path), 0, name.chars().count() + 3);
        Entry { lead, text: format!("{name} = {text}"), comment }
    });
    let (comment, _) = rest_of_line(raw(table.decor().suffix()));
    let lead = if heading.is_some() { whole_lines(raw(table.decor().prefix())) } else { Lines::new() };
    Section { position, heading, lead, comment, entries: entries.collect(), tail: Lines::new() }
}

/// The places of the parts of a dotted key, in their tables.
fn order(mut keys: &[Key], path: &[&toml_edit::Key]) -> Vec<usize> {
    let mut places = Vec::with_capacity(path.len());
    for part in path {
        places.push(rank(keys, part.get()));
        keys = keys_in(shape_in(keys, part.get()));
    }
    places
}

/// Adds the sections below a table, in the order of `keys`.
fn gather(table: &Table, keys: &[Key], path: &mut Vec<String>, sections: &mut Vec<Section>) {
    let mut items: Vec<(&str, &Item)> = table.iter().collect();
    items.sort_by_key(|(name, _)| rank(keys, name));
    for (name, item) in items {
        let inner = keys_in(shape_in(keys, name));
        path.push(bare(name));
        match item {
            Item::Table(below) => {
                if !below.is_implicit() && !below.is_dotted() {
                    let heading = format!("[{}]", path.join("."));
                    sections.push(section(below, inner, Some(heading), below.position().unwrap_or(isize::MAX)));
                }
                gather(below, inner, path, sections);
            }
            Item::ArrayOfTables(list) => {
                for below in list {
                    let heading = format!("[[{}]]", path.join("."));
                    sections.push(section(below, inner, Some(heading), below.position().unwrap_or(isize::MAX)));
                    gather(below, inner, path, sections);
                }
            }
            _ => {}
        }
        path.pop();
    }
}

/// The text of the key that stands first in the file.
fn first_entry(root: &Table) -> Option<String> {
    root.get_values().first().map(|(path, _)| format!("{} = ", key_text(path)))
}

/// Takes what describes the file: the line for editors, and comments with a blank line under them.
fn take_head(sections: &mut [Section], first: Option<String>) -> Lines {
    let lead = match first {
        Some(name) => sections[0].entries.iter_mut().find(|entry| entry.text.starts_with(&name)).map(|entry| &mut entry.lead),
        None => sections
            .iter_mut()
            .filter(|section| section.heading.is_some())
            .min_by_key(|section| section.position)
            .map(|section| &mut section.lead),
    };
    let Some(lead) = lead else { return Lines::new() };
    let directive = lead.iter().rposition(|line| line.starts_with("#:")).map(|at| at + 1);
    let described = lead.iter().rposition(String::is_empty).map(|at| at + 1);
    let rest = lead.split_off(directive.max(described).unwrap_or(0));
    std::mem::replace(lead, rest)
}

/// Comments that stand directly under the last key of a section belong to it, wherever it goes. Answers what stands at
/// the end of the file.
fn take_tails(sections: &mut [Section], trailing: &str) -> Lines {
    let mut in_file: Vec<usize> = (0..sections.len()).collect();
    in_file.sort_by_key(|&at| sections[at].position);
    for pair in in_file.windows(2) {
        let (before, here) = (pair[0], pair[1]);
        if sections[before].entries.is_empty() && sections[before].heading.is_none() {
            continue;
        }
        let (tail, rest) = split_tail(std::mem::take(&mut sections[here].lead));
        sections[before].tail = tail;
        sections[here].lead = rest;
    }
    let mut lines = whole_lines(trailing);
    // The last line may have no line end.
    if let Some(last) = trailing.rsplit('\n').next().map(str::trim).filter(|last| last.starts_with('#')) {
        push(&mut lines, last);
    }
    lines.push(String::new());
    let (tail, rest) = split_tail(lines);
    if let Some(&last) = in_file.last() {
        sections[last].tail = tail;
    }
    let start = rest.iter().position(|line| !line.is_empty()).unwrap_or(rest.len());
    without_last_blank(rest[start..].to_vec())
}

/// Puts lines after each other with at most one blank line between them, and none at the start.
#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        if line.is_empty() {
            self.gap();
        } else {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// One blank line, unless there is one already or nothing stands above.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn block(&mut self, lines: &[String]) {
        for line in lines {
            self.line(line);
        }
    }

    fn section(&mut self, section: &Section) {
        if let Some(heading) = &section.heading {
            self.gap();
            self.block(&section.lead);
            self.line(&with_comment(heading, section.comment.as_ref()));
        }
        for (at, entry) in section.entries.iter().enumerate() {
            let blank_first = entry.lead.iter().take_while(|line| line.is_empty()).count();
            let under_heading = at == 0 && section.heading.is_some();
            self.block(&entry.lead[if under_heading { blank_first } else { 0 }..]);
            self.line(&with_comment(&entry.text, entry.comment.as_ref()));
        }
        self.block(&section.tail);
    }
}

fn with_comment(text: &str, comment: Option<&String>) -> String {
    comment.map_or_else(|| text.to_owned(), |comment| format!("{text} {comment}"))
}
