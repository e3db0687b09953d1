//! What was checked when, and what is gone: for those who keep a copy and want to know what to fetch again.

use serde_json::{Value, json};

use super::values::{day, known_only};
use crate::model::Directory;
use crate::site::Field;

/// What stands in `data/changes.json`.
pub(super) const FIELDS: &[Field] = &[
    ("checked[].checked", "Day of the last check", "date"),
    ("checked[].kind", "organisation, partnership or guide", "string"),
    ("checked[].id", "Id of the record", "string"),
    ("ended[].id", "Id of an organisation that no longer exists", "string"),
    ("ended[].date", "Day on which it ceased to exist", "date"),
    ("ended[].successor", "Who took over, an id", "string"),
    ("moved[].from", "An id that is no longer in use", "string"),
    ("moved[].to", "The id in its place", "string"),
];

/// Records by the day of their last check, the latest first; then those that ended or moved.
pub(super) fn all(directory: &Directory) -> Value {
    let mut checked: Vec<(Option<String>, &str, &str)> = Vec::new();
    checked.extend(directory.organisations.iter().map(|one| (day(one.review.checked), "organisation", one.id.as_str())));
    checked.extend(directory.partnerships.iter().map(|one| (day(one.review.checked), "partnership", one.id.as_str())));
    checked.extend(directory.guide.iter().map(|one| (day(one.review.checked), "guide", one.id.as_str())));
    checked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let ended: Vec<Value> = directory
        .organisations
        .iter()
        .filter_map(|one| {
            let closure = one.closed.as_ref()?;
            let next = closure.successor.map(|next| &directory[next].id);
            Some(known_only(json!({ "id": one.id, "date": day(closure.date), "successor": next })))
        })
        .collect();
    let moved: Vec<Value> = directory.renamed.iter().map(|(old, now)| json!({ "from": old, "to": directory[*now].id })).collect();
    let checked: Vec<Value> =
        checked.into_iter().map(|(day, kind, id)| known_only(json!({ "checked": day, "kind": kind, "id": id }))).collect();
    json!({ "checked": checked, "ended": ended, "moved": moved })
}
