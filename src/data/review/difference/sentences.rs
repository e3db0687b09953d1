//! Two tables of a record become sentences on what changed from one to the other.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::data::schema::form::{Form, Known};
use crate::data::schema::shape::{Key, Shape};
use crate::text::listed;

/// The longest value that stands inside a sentence, in characters; longer ones are shown below each other.
const LONGEST_INLINE: usize = 70;

/// By which key the items of a list are told apart, first that an item has.
const NAMES: [&str; 6] = ["service", "id", "role", "url", "name", "text"];

/// What changed, in the order of the record's keys.
pub(super) fn of_tables(keys: &[Key], known: &Known, old: &Table, new: &Table) -> Vec<String> {
    let mut sentences = Vec::new();
    compare(&Place { keys, known, inside: String::new() }, old, new, &mut sentences);
    // What decides whether a page is there at all comes first.
    let weight = |sentence: &String| usize::from(!sentence.starts_with("It "));
    sentences.sort_by_key(weight);
    sentences
}

/// What people call a word of the vocabulary; the word itself where it has no label.
pub(super) fn label(known: &Known, form: Form, id: &str) -> String {
    let words = known.words(form).unwrap_or_default();
    words.iter().find(|word| word.id == id).map_or_else(|| format!("`{id}`"), |word| format!("“{}”", word.label))
}

/// Where in a record we are.
struct Place<'a> {
    keys: &'a [Key],
    known: &'a Known,
    /// Words that lead here: " of the contact “Office”".
    inside: String,
}

impl<'a> Place<'a> {
    fn shape(&self, key: &str) -> Option<&'a Shape> {
        self.keys.iter().find(|known| known.name == key).map(|known| &known.shape)
    }

    fn below(&self, shape: Option<&'a Shape>, inside: String) -> Self {
        Self { keys: keys_of(shape), known: self.known, inside }
    }
}

fn keys_of(shape: Option<&Shape>) -> &[Key] {
    match shape {
        Some(Shape::Table(keys)) => keys,
        Some(Shape::List { item, .. }) => keys_of(Some(item)),
        _ => &[],
    }
}

fn compare(place: &Place<'_>, old: &Table, new: &Table, out: &mut Vec<String>) {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_by_key(|name| place.keys.iter().position(|key| &key.name == *name).unwrap_or(usize::MAX));
    names.dedup();
    let mut seen = BTreeSet::new();
    for name in names.into_iter().filter(|name| seen.insert(*name)) {
        let (was, is) = (old.get(name), new.get(name));
        if was != is {
            one_key(place, name, was, is, out);
        }
    }
}

fn one_key<'a>(place: &Place<'_>, name: &str, was: Option<&'a Value>, is: Option<&'a Value>, out: &mut Vec<String>) {
    let shape = place.shape(name);
    let at_root = place.inside.is_empty();
    match (name, was, is) {
        ("draft", _, is) if at_root => {
            let draft = is.and_then(Value::as_bool) == Some(true);
            out.push(
                if draft { "It becomes a draft: it is no longer published." } else { "It is published from now on." }.to_owned(),
            );
        }
        ("opt_out", _, is) if at_root => {
            let out_of = is.and_then(Value::as_bool) == Some(true);
            out.push(
                if out_of { "It asked not to be listed: nothing of it is published." } else { "It is listed again." }.to_owned(),
            );
        }
        ("closed", _, Some(day)) if at_root => out.push(format!("It has closed on {}.", shown(place, shape, day))),
        ("closed", _, None) if at_root => out.push("It counts as open again.".to_owned()),
        ("offers" | "needs", None, Some(Value::Array(list))) if list.is_empty() => {
            out.push(format!("It now says that it {name} nothing."));
        }
        ("offers" | "needs", Some(_), None) => {
            out.push(format!("It no longer says what it {name}."));
        }
        (_, None | Some(Value::Table(_)), None | Some(Value::Table(_))) => {
            let none = Table::new();
            let table = |value: Option<&'a Value>| value.and_then(Value::as_table);
            // The town of a record is the town, not "the town of the place": only tables that could be many are named.
            let inside = match shape {
                Some(Shape::Table(_)) => place.inside.clone(),
                _ => format!("{} of the {}", place.inside, noun(name)),
            };
            compare(&place.below(shape, inside), table(was).unwrap_or(&none), table(is).unwrap_or(&none), out);
        }
        (_, was, is) if is_table_list(was) || is_table_list(is) => items(place, name, tables(was), tables(is), out),
        (_, Some(Value::Array(was)), Some(Value::Array(is))) => lists(place, name, was, is, out),
        (_, None, Some(Value::Array(is))) if !is.is_empty() => lists(place, name, &[], is, out),
        (_, Some(Value::Array(was)), None) if !was.is_empty() => lists(place, name, was, &[], out),
        (_, was, is) => out.push(single(place, name, was, is)),
    }
}

/// A value that comes, goes or changes.
fn single(place: &Place<'_>, name: &str, was: Option<&Value>, is: Option<&Value>) -> String {
    let shape = place.shape(name);
    let what = format!("The {}{}", noun(name), place.inside);
    let text = |value: &Value| shown(place, shape, value);
    match (was.map(text), is.map(text)) {
        (Some(was), Some(is)) if was.chars().count() + is.chars().count() > 2 * LONGEST_INLINE => {
            format!("{what} changes.\n  before: {was}\n  now: {is}")
        }
        (Some(was), Some(is)) => format!("{what} changes from {was} to {is}."),
        (None, Some(is)) => format!("{what} is now {is}."),
        (Some(was), None) => format!("{what} is no longer stated; it was {was}."),
        (None, None) => String::new(),
    }
}

/// A list of texts or numbers.
fn lists(place: &Place<'_>, name: &str, was: &[Value], is: &[Value], out: &mut Vec<String>) {
    let shape = match place.shape(name) {
        Some(Shape::List { item, .. }) => Some(&**item),
        other => other,
    };
    if was.iter().chain(is).any(|value| value.as_str().is_none()) {
        out.push(single(place, name, Some(&Value::Array(was.to_vec())), Some(&Value::Array(is.to_vec()))));
        return;
    }
    let only_in = |some: &[Value], other: &[Value]| -> Vec<String> {
        some.iter().filter(|value| !other.contains(value)).map(|value| shown(place, shape, value)).collect()
    };
    let (added, dropped) = (only_in(is, was), only_in(was, is));
    let what = upper_first(&format!("{}{}", noun(name), place.inside));
    out.push(match (added.is_empty(), dropped.is_empty()) {
        (true, true) => format!("{what}: in another order."),
        (false, true) => format!("{what}: added {}.", listed(&added, "and")),
        (true, false) => format!("{what}: dropped {}.", listed(&dropped, "and")),
        (false, false) => format!("{what}: added {}, dropped {}.", listed(&added, "and"), listed(&dropped, "and")),
    });
}

fn upper_first(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

fn is_table_list(value: Option<&Value>) -> bool {
    value.and_then(Value::as_array).is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_table))
}

fn tables(value: Option<&Value>) -> Vec<&Table> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

/// Items of a list of tables, each known by its name; of several with one name the first pair up.
fn items(place: &Place<'_>, name: &str, was: Vec<&Table>, is: Vec<&Table>, out: &mut Vec<String>) {
    let shape = place.shape(name);
    let one = singular(name);
    let called = |table: &Table| named(place, shape, table);
    let mut left: Vec<&Table> = was;
    for table in is {
        let who = called(table);
        let Some(at) = left.iter().position(|other| called(other) == who) else {
            out.push(match name {
                "offers" | "needs" => format!("It now {name} {who}{}.", particulars(table)),
                _ => format!("The {one} {who}{} is new{}.", place.inside, particulars(table)),
            });
            continue;
        };
        let before = left.remove(at);
        compare(&place.below(shape, format!("{} of the {one} {who}", place.inside)), before, table, out);
    }
    for table in left {
        let who = called(table);
        out.push(match name {
            "offers" | "needs" => format!("It no longer {name} {who}."),
            _ => format!("The {one} {who}{} is removed.", place.inside),
        });
    }
}

/// What tells an item from others.
fn named(place: &Place<'_>, shape: Option<&Shape>, table: &Table) -> String {
    let keys = keys_of(shape);
    let key = NAMES.iter().find(|key| table.contains_key(**key));
    key.and_then(|key| {
        let shape = keys.iter().find(|known| known.name == *key).map(|known| &known.shape);
        table.get(*key).map(|value| shown(place, shape, value))
    })
    .unwrap_or_else(|| "without a name".to_owned())
}

/// Who says so, where an item says it.
fn particulars(table: &Table) -> String {
    let text = |key: &str| table.get(key).and_then(Value::as_str);
    match (text("basis"), text("source"), text("email").or(text("phone"))) {
        (Some("declared"), ..) => " (the organisation told us)".to_owned(),
        (_, Some(source), _) => format!(" (source: {source})"),
        (_, _, Some(way)) => format!(" ({way})"),
        _ => String::new(),
    }
}

/// A value as people read it.
fn shown(place: &Place<'_>, shape: Option<&Shape>, value: &Value) -> String {
    match value {
        Value::String(text) => match shape {
            Some(Shape::Text(allowed)) if allowed.form.is_some_and(|form| place.known.has(form, text)) => {
                allowed.form.map_or_else(String::new, |form| label(place.known, form, text))
            }
            _ => format!("“{text}”"),
        },
        Value::Array(list) => {
            let item = match shape {
                Some(Shape::List { item, .. }) => Some(&**item),
                _ => None,
            };
            let parts: Vec<String> = list.iter().map(|one| shown(place, item, one)).collect();
            if parts.is_empty() { "“none”".to_owned() } else { listed(&parts, "and") }
        }
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::Table(table) => named(place, shape, table),
        other => other.to_string(),
    }
}

/// What people call a key: spelled out, with the few short forms written in full.
fn noun(key: &str) -> String {
    match key {
        "icb" => "care board".to_owned(),
        "icbs" => "care boards".to_owned(),
        "ods" => "ODS code".to_owned(),
        "gias_uid" => "group UID".to_owned(),
        "gias_trn" => "group ID".to_owned(),
        "ukprn" => "UKPRN".to_owned(),
        "charity" => "charity number".to_owned(),
        "companies_house" => "Companies House number".to_owned(),
        "reach_km" => "reach in kilometres".to_owned(),
        "by" => "role that checked".to_owned(),
        "checked" => "day of the last check".to_owned(),
        "next" => "day of the next check".to_owned(),
        "for" => "parts supported".to_owned(),
        "people" => "number of people served".to_owned(),
        "staff" => "number of staff".to_owned(),
        "site_count" => "number of sites".to_owned(),
        "from" => "first day".to_owned(),
        "until" => "last day".to_owned(),
        "left" => "health side".to_owned(),
        "right" => "education side".to_owned(),
        "codes" => "official numbers".to_owned(),
        "serves" => "people it serves".to_owned(),
        other => other.replace('_', " "),
    }
}

/// One of the things that a key lists.
fn singular(key: &str) -> String {
    let name = noun(key);
    match key {
        "serves" | "codes" => name,
        _ => name
            .strip_suffix("ies")
            .map(|stem| format!("{stem}y"))
            .or_else(|| name.strip_suffix('s').map(str::to_owned))
            .unwrap_or(name),
    }
}
