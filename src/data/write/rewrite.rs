//! Changes to records that a command makes: an id that changes everywhere, an organisation that has ended.
//!
//! Only the bytes that must change do: places come from the parsed text, and everything around them stays as it was
//! written.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::draft::{Wanted, former_ids, taken_by};
use crate::data::read::load::split_head;
use crate::data::schema::files::{FileKind, kind_of};
use crate::data::schema::forms::keys_of;

use crate::data::read::parse::{parse, text_of};
use crate::folder::{FilePath, Folder};
use crate::model::{Date, Sector};
use crate::text::{Slug, figures, nearest};

/// What a command changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrite {
    /// A file to be made, with its text.
    pub made: Option<(FilePath, String)>,
    /// Files whose text changes, in the order of their paths.
    pub changed: Vec<(FilePath, String)>,
    /// A file to be removed once all else is written.
    pub removed: Option<FilePath>,
    /// What a person should look at afterwards, one sentence each.
    pub notes: Vec<String>,
}

/// Gives an organisation another id: its file, every mention of it, and its old id as a former one, so that the old
/// address leads to the new one.
///
/// A change that was stopped half-way is finished when it is asked for again.
///
/// # Errors
/// A sentence where there is no such organisation, or the new id cannot be used.
pub fn rename(folder: &Folder, old: &str, new: &str) -> Result<Rewrite, String> {
    Slug::new(new).map_err(|reason| format!("the id `{new}` {reason}"))?;
    if old == new {
        return Err(format!("the organisation has the id `{new}` already"));
    }
    let (path, text) = match organisation(folder, old) {
        Ok(found) => found,
        Err(_) if has_been_renamed(folder, old, new) => {
            let notes = vec![format!("`{old}` has the id `{new}` already.")];
            return Ok(Rewrite { changed: mentioning(folder, &[], old, new), notes, ..Rewrite::default() });
        }
        Err(sentence) => return Err(sentence),
    };
    let target = FilePath::new(path.as_str().replace(&format!("/{old}.toml"), &format!("/{new}.toml")))?;
    let mut ids = former_ids(&path, text.as_bytes());
    let was_its_own = ids.iter().any(|id| id == new);
    ids.retain(|id| id != new);
    ids.push(old.to_owned());
    let renamed = with_mentions(&target, &with_key(&path, &text, "former_ids", &list_text(&ids))?, old, new);
    let half_done = folder.get(target.as_str()).is_some_and(|bytes| **bytes == *renamed.as_bytes());
    let wanted = Wanted::Organisation(Sector::Body);
    if let Some(taken) = taken_by(folder, wanted, new).filter(|_| !half_done && !was_its_own) {
        return Err(format!("the id `{new}` is taken by `{taken}`"));
    }
    let changed = mentioning(folder, &[&path, &target], old, new);
    Ok(Rewrite { made: (!half_done).then_some((target, renamed)), changed, removed: Some(path), notes: Vec::new() })
}

/// Whether the organisation `new` says that it once had the id `old`.
fn has_been_renamed(folder: &Folder, old: &str, new: &str) -> bool {
    let found = organisation(folder, new).ok();
    found.is_some_and(|(path, text)| former_ids(&path, text.as_bytes()).iter().any(|id| id == old))
}

/// The files that name the organisation `old`, with `new` in its place; without those at the paths `but`.
fn mentioning(folder: &Folder, but: &[&FilePath], old: &str, new: &str) -> Vec<(FilePath, String)> {
    let mut changed = Vec::new();
    for (path, bytes) in folder.iter().filter(|(path, _)| path.is_in("data") && !but.contains(path)) {
        let Ok(text) = text_of(path.as_str(), bytes) else { continue };
        let rewritten = with_mentions(path, &text, old, new);
        if rewritten != text {
            changed.push((path.clone(), rewritten));
        }
    }
    changed
}

/// Notes that an organisation has ended, when, and what took its place. Its page stays and says so.
///
/// # Errors
/// A sentence where there is no such organisation or successor.
pub fn close(folder: &Folder, id: &str, successor: Option<&str>, date: Date) -> Result<Rewrite, String> {
    let (path, text) = organisation(folder, id)?;
    let mut rewritten = with_key(&path, &text, "closed", &date.to_string())?;
    if let Some(successor) = successor {
        let (_, other) = organisation(folder, successor)?;
        if successor == id {
            return Err(format!("`{id}` cannot be its own successor"));
        }
        if let Some(next) = value_of(&other, "closed").map(|_| value_of(&other, "successor")) {
            let advice = next.map(|next| format!("; its own successor is {next}")).unwrap_or_default();
            return Err(format!("the successor `{successor}` has closed itself{advice}"));
        }
        rewritten = with_key(&path, &rewritten, "successor", &format!("\"{successor}\""))?;
    }
    let mut notes = Vec::new();
    let named: Vec<String> = folder
        .iter()
        .filter(|(other, _)| **other != path)
        .filter_map(|(other, bytes)| {
            let text = text_of(other.as_str(), bytes).ok()?;
            (!mentions(other, &text, id).is_empty()).then(|| format!("`{other}`"))
        })
        .collect();
    if !named.is_empty() {
        notes.push(format!("`{id}` is still named by {}; see whether that is history or should change.", named.join(", ")));
    }
    let changed = if rewritten == text { Vec::new() } else { vec![(path, rewritten)] };
    Ok(Rewrite { changed, notes, ..Rewrite::default() })
}

/// The file and text of an organisation.
fn organisation(folder: &Folder, id: &str) -> Result<(FilePath, String), String> {
    let files: Vec<&FilePath> =
        folder.iter().map(|(path, _)| path).filter(|path| kind_of(path) == FileKind::Organisation).collect();
    let Some(path) = files.iter().find(|path| path.stem() == id) else {
        let records = [FileKind::Partnership, FileKind::Gateway, FileKind::Outcome, FileKind::Programme, FileKind::Guide];
        if let Some((other, _)) = folder.iter().find(|(other, _)| other.stem() == id && records.contains(&kind_of(other))) {
            return Err(format!(
                "`{other}` is no organisation: give the file itself another name or delete it; `trustbridge check` then names the links that led to its page"
            ));
        }
        let near = nearest(id, files.iter().map(|path| path.stem()));
        let hint = near.map_or_else(
            || "an id is the name of a file in `data/organisations` without `.toml`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(format!("there is no organisation `{id}`; {hint}"));
    };
    let bytes = folder.get(path.as_str()).map(|bytes| bytes.to_vec()).unwrap_or_default();
    let text = text_of(path.as_str(), &bytes).map_err(|fault| format!("`{path}` cannot be read: {}", fault.message))?;
    let (_, faults) = parse(path.as_str(), &text);
    match faults.first() {
        Some(fault) => Err(format!("`{path}` cannot be read: {}; `trustbridge check` shows where", fault.message)),
        None => Ok(((*path).clone(), text)),
    }
}

/// The text with every mention of the organisation `old` made one of `new`.
fn with_mentions(path: &FilePath, text: &str, old: &str, new: &str) -> String {
    let mut rewritten = text.to_owned();
    for place in mentions(path, text, old).into_iter().rev() {
        rewritten.replace_range(place, new);
    }
    rewritten
}

/// Where an organisation is named by its id, in order: lists of ids, live figures, links to its pages.
fn mentions(path: &FilePath, text: &str, id: &str) -> Vec<Range<usize>> {
    const KEYS: &[&str] = &["partners", "successor", "organisations", "left", "right"];
    let kind = kind_of(path);
    if matches!(kind, FileKind::Other | FileKind::Stray) {
        return Vec::new();
    }
    let mut places = Vec::new();
    if matches!(kind, FileKind::Organisation | FileKind::Partnership | FileKind::Outcome | FileKind::Programme) {
        let (tree, faults) = parse(path.as_str(), text);
        let values = tree.get_ref().iter().filter(|(key, _)| faults.is_empty() && KEYS.contains(&key.get_ref().as_ref()));
        for (_, value) in values {
            ids_in(value, text, id, &mut places);
        }
        let needs = tree.get_ref().iter().find(|(key, _)| faults.is_empty() && key.get_ref() == "needs");
        let needs = needs.and_then(|(_, list)| list.get_ref().as_array()).into_iter().flatten();
        for met_by in needs.filter_map(|need| need.get_ref().as_table()?.get("met_by")) {
            ids_in(met_by, text, id, &mut places);
        }
    }
    if kind == FileKind::Guide
        && let Some((_, body)) = split_head(text)
    {
        let figures = figures::find(&text[body..]).0.into_iter();
        let named = figures.filter(|figure| figure.name == "organisation" && figure.argument == id);
        places.extend(named.map(|figure| body + figure.argument_span.start..body + figure.argument_span.end));
    }
    let address = format!("/organisations/{id}");
    for (at, _) in text.match_indices(&address) {
        let before = text[..at].chars().next_back();
        let after = text[at + address.len()..].chars().next();
        let starts = before.is_none_or(|sign| matches!(sign, '(' | '"' | '\'' | '<' | ' ' | '\n'));
        let ends = after.is_none_or(|sign| matches!(sign, '/' | ')' | '"' | '\'' | '>' | '#' | '?' | ' ' | '\n' | '\r'));
        if starts && ends {
            places.push(at + address.len() - id.len()..at + address.len());
        }
    }
    places.sort_by_key(|place| place.start);
    places
}

/// Where texts that equal `id` stand in a value, without their quotation marks.
fn ids_in(value: &Spanned<DeValue<'_>>, text: &str, id: &str, places: &mut Vec<Range<usize>>) {
    match value.get_ref() {
        DeValue::String(found) if found == id => {
            let span = value.span();
            places.extend(
                text.get(span.clone()).and_then(|raw| raw.find(id)).map(|at| span.start + at..span.start + at + id.len()),
            );
        }
        DeValue::Array(items) => items.iter().for_each(|item| ids_in(item, text, id, places)),
        _ => {}
    }
}

fn list_text(ids: &[String]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

/// The raw text of a value at the root.
fn value_of<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let (tree, _) = parse("", text);
    let span = tree.get_ref().iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.span())?;
    text.get(span)
}

/// The text with a key at the root set to a value. A new key goes where the record's order has it.
fn with_key(path: &FilePath, text: &str, key: &str, value: &str) -> Result<String, String> {
    let (tree, _) = parse(path.as_str(), text);
    let root = tree.get_ref();
    let mut rewritten = text.to_owned();
    if let Some((_, old)) = root.iter().find(|(name, _)| name.get_ref() == key) {
        rewritten.replace_range(old.span(), value);
        return Ok(rewritten);
    }
    let order = keys_of(kind_of(path));
    let rank = |name: &str| order.iter().position(|known| known.name == name);
    let before = root
        .iter()
        .filter(|(name, value)| rank(name.get_ref()) < rank(key) && rank(name.get_ref()).is_some() && stands_in_line(value))
        .max_by_key(|(name, _)| rank(name.get_ref()));
    let Some((_, before)) = before else {
        return Err(format!("`{path}` has no name; mend it first"));
    };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    match text[before.span().end..].find('\n') {
        Some(at) => rewritten.insert_str(before.span().end + at + 1, &format!("{key} = {value}{end}")),
        None => rewritten.extend([end, key, " = ", value, end]),
    }
    Ok(rewritten)
}

/// Whether a value stands behind its key, not under a heading.
fn stands_in_line(value: &Spanned<DeValue<'_>>) -> bool {
    match value.get_ref() {
        DeValue::Table(_) => false,
        DeValue::Array(items) => !items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_))),
        _ => true,
    }
}
