//! Values that several exports write as JSON in the same way.

use serde_json::{Map, Value, json};

use crate::model::{Ages, Date, Directory, Organisation, PhaseIndex, Review, Source};
use crate::site::address;

/// An object without the keys whose value is null: what is not known is not there.
pub(super) fn known_only(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(map.into_iter().filter(|(_, value)| !value.is_null()).collect()),
        other => other,
    }
}

/// `None` for an empty text.
pub(super) fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// `None` for an empty list.
pub(super) fn filled(list: Vec<Value>) -> Option<Vec<Value>> {
    Some(list).filter(|list| !list.is_empty())
}

/// A day as JSON.
pub(super) fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// The address of its page, where the site knows its own.
pub(super) fn page(directory: &Directory, one: &Organisation) -> Option<String> {
    directory.settings.base_url.as_ref().map(|base| format!("{base}{}", address::organisation(&one.id)))
}

/// Adds the members of one object to another.
pub(super) fn join(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}

/// Adds a point of the globe.
pub(super) fn put_point(object: &mut Value, point: Option<[f64; 2]>) {
    if let Some([latitude, longitude]) = point {
        join(object, json!({ "latitude": latitude, "longitude": longitude }));
    }
}

/// Phases as ids.
pub(super) fn phases(directory: &Directory, phases: &[PhaseIndex]) -> Vec<Value> {
    phases.iter().map(|&phase| directory.vocabulary[phase].id.as_str().into()).collect()
}

/// Ages as a pair.
pub(super) fn ages(ages: Ages) -> Value {
    json!([ages.from, ages.to])
}

/// A source, as records have it.
pub(super) fn source(one: &Source) -> Value {
    known_only(json!({
        "url": one.url, "title": said(&one.title), "publisher": said(&one.publisher), "date": day(one.date),
        "note": said(&one.note), "for": Some(&one.supports).filter(|parts| !parts.is_empty()),
    }))
}

/// When a record was checked; `None` where nothing is known.
pub(super) fn review(one: &Review) -> Option<Value> {
    let known = known_only(json!({ "checked": day(one.checked), "next": day(one.next), "by": said(&one.by) }));
    Some(known).filter(|known| known.as_object().is_some_and(|known: &Map<String, Value>| !known.is_empty()))
}
