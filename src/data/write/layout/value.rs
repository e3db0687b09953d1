//! Values on one line where they fit, lists with one item a line where not.

use std::fmt::Write as _;

use toml_edit::{Array, Key as WrittenKey, Value};

use super::WIDEST;
use super::lines::{Lines, raw, rest_of_line};
use crate::data::schema::shape::{Key, Shape};

/// How deep the items of a list are set in.
const STEP: usize = 2;

/// The keys inside a shape, where it is a table or a list of tables.
pub(super) fn keys_in(shape: Option<&Shape>) -> &[Key] {
    match shape {
        Some(Shape::Table(keys)) => keys,
        Some(Shape::List { item, .. }) => keys_in(Some(item)),
        _ => &[],
    }
}

/// Where a key stands among those of its table; unknown ones come last.
pub(super) fn rank(keys: &[Key], name: &str) -> usize {
    keys.iter().position(|key| key.name == name).unwrap_or(usize::MAX)
}

/// The shape of the value under a key.
pub(super) fn shape_in<'k>(keys: &'k [Key], name: &str) -> Option<&'k Shape> {
    keys.iter().find(|key| key.name == name).map(|key| &key.shape)
}

/// A key, in quotation marks only where it needs them.
pub(super) fn key_text(path: &[&WrittenKey]) -> String {
    let parts: Vec<String> = path.iter().map(|key| bare(key.get())).collect();
    parts.join(".")
}

/// The same for one name.
pub(super) fn bare(name: &str) -> String {
    WrittenKey::new(name).default_repr().as_raw().as_str().unwrap_or(name).to_owned()
}

/// The text of a value that begins in column `column` of a line that is set in by `inset`.
pub(super) fn value_text(value: &Value, shape: Option<&Shape>, inset: usize, column: usize) -> String {
    if is_plain(value) {
        let line = one_line(value, shape);
        let fits = column + line.chars().count() <= WIDEST;
        if fits || !matches!(value, Value::Array(list) if !list.is_empty()) {
            return line;
        }
    }
    match value {
        Value::Array(list) => broken_list(list, shape, inset),
        // A text of several lines, or a table in braces with a comment inside: it stays as it was written.
        _ => value.clone().decorated("", "").to_string(),
    }
}

/// The text of a plain value on one line.
fn one_line(value: &Value, shape: Option<&Shape>) -> String {
    match value {
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(|item| one_line(item, item_shape(shape))).collect();
            format!("[{}]", items.join(", "))
        }
        Value::InlineTable(table) => {
            let keys = keys_in(shape);
            let mut values = table.get_values();
            values.sort_by_key(|(path, _)| path.first().map_or(usize::MAX, |key| rank(keys, key.get())));
            let part = |(path, value): &(Vec<&WrittenKey>, &Value)| {
                format!("{} = {}", key_text(path), one_line(value, shape_at(keys, path)))
            };
            let parts: Vec<String> = values.iter().map(part).collect();
            if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
        }
        _ => value.clone().decorated("", "").to_string(),
    }
}

fn item_shape(shape: Option<&Shape>) -> Option<&Shape> {
    match shape {
        Some(Shape::List { item, .. }) => Some(item),
        _ => None,
    }
}

/// The shape under a dotted key.
pub(super) fn shape_at<'k>(keys: &'k [Key], path: &[&WrittenKey]) -> Option<&'k Shape> {
    let (last, above) = path.split_last()?;
    let keys = above.iter().fold(keys, |keys, key| keys_in(shape_in(keys, key.get())));
    shape_in(keys, last.get())
}

/// Whether a value can be written on one line without losing anything: no comment inside, no text of several lines.
fn is_plain(value: &Value) -> bool {
    let clean = |decor: &toml_edit::Decor| !raw(decor.prefix()).contains('#') && !raw(decor.suffix()).contains('#');
    match value {
        Value::Array(list) => {
            !raw(Some(list.trailing())).contains('#') && list.iter().all(|item| is_plain(item) && clean(item.decor()))
        }
        Value::InlineTable(table) => {
            !raw(Some(table.trailing())).contains('#')
                && table.get_values().into_iter().all(|(path, value)| {
                    path.iter().all(|key| clean(key.leaf_decor()) && clean(key.dotted_decor()))
                        && is_plain(value)
                        && clean(value.decor())
                })
        }
        Value::String(text) => !text.display_repr().contains('\n'),
        _ => true,
    }
}

/// An item of a list with what stands around it.
struct Item {
    /// Comments on lines above it.
    lead: Lines,
    text: String,
    /// A comment behind it.
    comment: Option<String>,
}

/// A list with one item a line, and the comments that stand in it.
fn broken_list(list: &Array, shape: Option<&Shape>, inset: usize) -> String {
    let (opening, items, closing) = items_of(list, item_shape(shape), inset + STEP);
    let inner = " ".repeat(inset + STEP);
    let mut out = String::from("[");
    if let Some(comment) = opening {
        out.push(' ');
        out.push_str(&comment);
    }
    out.push('\n');
    for item in items {
        for line in &item.lead {
            let _ = writeln!(out, "{inner}{line}");
        }
        let comment = item.comment.map(|comment| format!(" {comment}")).unwrap_or_default();
        let _ = writeln!(out, "{inner}{},{comment}", item.text);
    }
    for line in &closing {
        let _ = writeln!(out, "{inner}{line}");
    }
    out.push_str(&" ".repeat(inset));
    out.push(']');
    out
}

/// The comment behind the opening bracket, the items, the comments before the closing one. Blank lines are dropped.
fn items_of(list: &Array, shape: Option<&Shape>, inset: usize) -> (Option<String>, Vec<Item>, Lines) {
    let mut opening = None;
    let mut items: Vec<Item> = Vec::new();
    // Comments that stood between an item and its comma, for the lines above the next item.
    let mut carried = Lines::new();
    for value in list {
        let (comment, lines) = rest_of_line(raw(value.decor().prefix()));
        let mut lead = std::mem::take(&mut carried);
        place_comment(comment, &mut opening, &mut items, &mut lead);
        lead.extend(lines);
        let (behind, after) = rest_of_line(raw(value.decor().suffix()));
        carried.extend(after);
        lead.retain(|line| !line.is_empty());
        items.push(Item { lead, text: value_text(value, shape, inset, inset), comment: behind });
    }
    let (comment, lines) = rest_of_line(raw(Some(list.trailing())));
    let mut closing = carried;
    place_comment(comment, &mut opening, &mut items, &mut closing);
    closing.extend(lines);
    closing.retain(|line| !line.is_empty());
    (opening, items, closing)
}

/// A comment that stands on the line of the item before it goes there, unless there is one already.
fn place_comment(comment: Option<String>, opening: &mut Option<String>, items: &mut [Item], next: &mut Lines) {
    let Some(comment) = comment else { return };
    match items.last_mut() {
        None => *opening = Some(comment),
        Some(item) if item.comment.is_none() => item.comment = Some(comment),
        Some(_) => next.push(comment),
    }
}
