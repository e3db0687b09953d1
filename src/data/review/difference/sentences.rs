//! Two tables of a record become sentences on what changed from one to the other.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::plain::one_line;
use crate::data::schema::form::{Form, Known};
use crate::data::schema::shape::{Key, Shape};
use crate::text::{is_web_address, listed};

/// The longest value that stands inside a sentence, in characters; longer ones are shown below each other.
const LONGEST_INLINE: usize = 70;

/// By which key the items of a list are told apart, first that an item has.
const NAMES: [&str; 6] = ["service", "id", "role", "url", "name", "text"];

/// What changed, in the order of the record's keys; of a record that is new, all that it says.
pub(super) fn of_tables(keys: &[Key], known: &Known, old: Option<&Table>, new: &Table) -> Vec<String> {
    let mut sentences = Vec::new();
    let place = Place { keys, known, inside: String::new(), fresh: old.is_none() };
    compare(&place, old.unwrap_or(&Table::new()), new, &mut sentences);
    // What decides whether a page is there at all comes first.
    let weight = |sentence: &String| usize::from(!sentence.starts_with("It "));
    sentences.sort_by_key(weight);
    sentences
}

/// What people call a word of the vocabulary; the word itself where it has no label.
pub(super) fn label(known: &Known, form: Form, id: &str) -> String {
    let words = known.words(form).unwrap_or_default();
    words.iter().find(|word| word.id == id).map_or_else(|| format!("`{id}`"), |word| format!("“{}”", one_line(&word.label)))
}

/// Where in a record we are.
struct Place<'a> {
    keys: &'a [Key],
    known: &'a Known,
    /// Words that lead here: " of the contact “Office”".
    inside: String,
    /// Whether the whole record is new, so that nothing of it is new beside the rest.
    fresh: bool,
}

impl<'a> Place<'a> {
    fn shape(&self, key: &str) -> Option<&'a Shape> {
        self.keys.iter().find(|known| known.name == key).map(|known| &known.shape)
    }

    fn below(&self, shape: Option<&'a Shape>, inside: String) -> Self {
        Self { keys: keys_of(shape), known: self.known, inside, fresh: self.fresh }
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
    let truth = |value: Option<&Value>| value.and_then(Value::as_bool) == Some(true);
    let turns = truth(was) != truth(is);
    match (name, was, is) {
        ("draft", _, is) if at_root && turns => {
            out.push(
                if truth(is) { "It becomes a draft: it is no longer published." } else { "It is published from now on." }
                    .to_owned(),
            );
        }
        ("opt_out", _, is) if at_root && turns => {
            out.push(
                if truth(is) { "It asked not to be listed: nothing of it is published." } else { "It is listed again." }
                    .to_owned(),
            );
        }
        ("closed", _, Some(day)) if at_root => out.push(format!("It has closed on {}.", shown(place, shape, day))),
        ("closed", _, None) if at_root => out.push("It counts as open again.".to_owned()),
        ("offers" | "needs", None, Some(Value::Array(list))) if list.is_empty() => {
            let now = if place.fresh { "" } else { "now " };
            out.push(format!("It {now}says that it {name} nothing."));
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
        (None, Some(is)) if place.fresh => format!("{what} is {is}."),
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
        (false, true) if place.fresh => format!("{what}: {}.", listed(&added, "and")),
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
    let said = |list: &[&Table]| list.iter().map(|table| called(table)).collect::<Vec<_>>();
    let (before, after) = (said(&was), said(&is));
    let mut left: Vec<&Table> = was;
    for table in is {
        let who = called(table);
        let Some(at) = left.iter().position(|other| called(other) == who) else {
            let inside = &place.inside;
            let more = particulars(&place.below(shape, String::new()), table);
            out.push(match (name, place.fresh) {
                ("offers" | "needs", true) => format!("It {name} {who}{more}."),
                ("offers" | "needs", false) => format!("It now {name} {who}{more}."),
                (_, true) => format!("{}{inside}: {who}{more}.", upper_first(&one)),
                (_, false) => format!("The {one} {who}{inside} is new{more}."),
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
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    if before != after && sorted(&before) == sorted(&after) {
        out.push(format!("{}{}: in another order.", upper_first(&noun(name)), place.inside));
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

/// All that an item says beside its name, who says so first.
fn particulars(place: &Place<'_>, table: &Table) -> String {
    let name = NAMES.iter().find(|key| table.contains_key(**key)).copied().unwrap_or_default();
    let text = |key: &str| table.get(key).and_then(Value::as_str);
    let mut parts = Vec::new();
    match (text("basis"), text("source")) {
        (Some("declared"), _) => parts.push("the organisation told us".to_owned()),
        (Some("published"), Some(_)) | (None, _) => {}
        (Some(basis), _) => parts.push(format!("basis: “{basis}”")),
    }
    let mut keys: Vec<&String> = table.keys().filter(|key| !matches!(key.as_str(), "basis") && *key != name).collect();
    let order = |key: &str| place.keys.iter().position(|known| known.name == key).unwrap_or(usize::MAX);
    keys.sort_by_key(|key| (key.as_str() != "source", order(key)));
    for key in keys {
        let what = noun(key);
        match &table[key] {
            Value::String(address) if is_web_address(address) => parts.push(format!("{what}: {address}")),
            Value::Table(inner) => {
                let shape = place.shape(key);
                parts.push(format!("{what}{}", particulars(&place.below(shape, String::new()), inner)));
            }
            value => parts.push(format!("{what}: {}", shown(place, place.shape(key), value))),
        }
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
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
