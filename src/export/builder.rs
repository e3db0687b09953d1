//! What the record builder in the browser loads: the schema with the site's own words, and each record as it is written.

use serde_json::{Value, json};

use crate::model::{Directory, Organisation};
use crate::site::{Route, Site, address};
use crate::text::html::json_in_page;

/// Settles them. `record` gives an organisation's record as plain JSON, where it has a file.
pub fn add_builder<R>(directory: &Directory, schema: &Value, record: impl Fn(&Organisation) -> Option<R>, site: &mut Site)
where
    R: Fn() -> Value + Send + Sync + 'static,
{
    let script = format!("trustbridge.schema({});\n", json_in_page(&schema.to_string()));
    site.add_bytes(&Route::of(address::SCHEMA_SCRIPT), script.into_bytes());
    for organisation in &directory.organisations {
        let Some(record) = record(organisation) else { continue };
        let folder = organisation.file.split('/').nth(2).unwrap_or_default().to_owned();
        site.add(&Route::of(&address::record_script(&organisation.id)), move |_| {
            let record = json!({ "folder": folder, "record": record() });
            Ok(format!("trustbridge.record({});\n", json_in_page(&record.to_string())).into_bytes())
        });
    }
}
