//! What the record builder in the browser loads: the schema with the site's own words, and each record as it is written, some
//! to a file: a file for each would be a sixth of all files of a national site.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::Known;
use crate::model::{DistrictIndex, Organisation, OrganisationIndex};
use crate::site::{Route, Site, address};
use crate::text::html::json_in_page;
use crate::wording::role_rows;

/// Settles them. `record` gives an organisation's record as plain JSON, where it has a file. Beside the record of a school trust
/// stands who serves it, for the pages on which readers choose organisations themselves.
pub fn add_builder<R>(known: &Known, schema: &Value, record: impl Fn(&Organisation) -> Option<R>, site: &mut Site)
where
    R: Fn() -> Value + Send + Sync + 'static,
{
    let script = format!("trustbridge.schema({});\n", json_in_page(&schema.to_string()));
    site.add_bytes(&Route::of(address::SCHEMA_SCRIPT), script.into_bytes());
    let scripts = address::record_scripts(known.directory.organisations.len());
    let mut shards: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (at, organisation) in known.directory.numbered() {
        let Some(record) = record(organisation) else { continue };
        shards.entry(address::record_script(&organisation.id, scripts)).or_default().push((at, record));
    }
    for (address, records) in shards {
        let (directory, slots, words) = (Arc::clone(&known.directory), Arc::clone(&known.slots), Arc::clone(&known.words));
        site.add_sure(&Route::of(&address), move |_| {
            let one = |(at, record): &(OrganisationIndex, R)| {
                let organisation = &directory[*at];
                let folder = organisation.file.split('/').nth(2).unwrap_or_default();
                let here: Vec<DistrictIndex> = organisation.districts().into_iter().map(|(district, _)| district).collect();
                let serves = role_rows::of_slots(&words, &directory, slots.of_trust(*at), &here);
                let value = json!({ "folder": folder, "record": with_keys_once(record()), "serves": serves });
                format!("{}:{}", json!(organisation.id), json_in_page(&value.to_string()))
            };
            // A line for each, so that a change of one is a change of one line.
            let lines: Vec<String> = records.iter().map(one).collect();
            format!("trustbridge.records({{\n{}\n}});\n", lines.join(",\n")).into_bytes()
        });
    }
}

/// The value with the keys of each list of tables said once, which is half of a record with many schools:
/// `[{"name": "A", "pupils": 1}, {"name": "B"}]` becomes `{"=": ["name", "pupils"], "rows": [["A", 1], ["B"]]}`. No key of a
/// record is `=`, and no value in it is null.
fn with_keys_once(value: Value) -> Value {
    match value {
        Value::Array(items) if items.len() > 1 && items.iter().all(Value::is_object) => {
            let mut keys: IndexSet<String> = IndexSet::new();
            keys.extend(items.iter().filter_map(Value::as_object).flat_map(|item| item.keys().cloned()));
            let row = |mut item: Value| {
                let mut row: Vec<Value> = keys.iter().map(|key| with_keys_once(item[key.as_str()].take())).collect();
                row.truncate(row.iter().rposition(|cell| !cell.is_null()).map_or(0, |last| last + 1));
                row
            };
            let rows: Vec<Vec<Value>> = items.into_iter().map(row).collect();
            json!({ "=": keys.iter().collect::<Vec<_>>(), "rows": rows })
        }
        Value::Array(items) => items.into_iter().map(with_keys_once).collect(),
        Value::Object(pairs) => pairs.into_iter().map(|(key, value)| (key, with_keys_once(value))).collect(),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_list_of_tables_stand_once() {
        let sites = json!({ "sites": [{ "name": "A", "ages": [4, 11] }, { "pupils": 3, "name": "B" }], "ages": [4, 11] });
        let once =
            json!({ "sites": { "=": ["name", "ages", "pupils"], "rows": [["A", [4, 11]], ["B", null, 3]] }, "ages": [4, 11] });
        assert_eq!(with_keys_once(sites), once);
        let alone = json!({ "contacts": [{ "role": "Office" }], "offers": [] });
        assert_eq!(with_keys_once(alone.clone()), alone);
    }
}
