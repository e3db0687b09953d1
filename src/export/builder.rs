//! What the record builder in the browser loads: the schema with the site's own words, and each record as it is written.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Known;
use crate::model::{DistrictIndex, Organisation};
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
    for (at, organisation) in known.directory.numbered() {
        let Some(record) = record(organisation) else { continue };
        let folder = organisation.file.split('/').nth(2).unwrap_or_default().to_owned();
        let (directory, slots, words) = (Arc::clone(&known.directory), Arc::clone(&known.slots), Arc::clone(&known.words));
        site.add(&Route::of(&address::record_script(&organisation.id)), move |_| {
            let here: Vec<DistrictIndex> = directory[at].districts().into_iter().map(|(district, _)| district).collect();
            let serves = role_rows::of_slots(&words, &directory, slots.of_trust(at), &here);
            let record = json!({ "folder": folder, "record": record(), "serves": serves });
            Ok(format!("trustbridge.record({});\n", json_in_page(&record.to_string())).into_bytes())
        });
    }
}
