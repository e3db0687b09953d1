//! Any table with a header, by a map that says which column is what.
//!
//! ```toml
//! sector = "school"                   # of every row that has no column for it
//! kind = "multi-academy-trust"
//! known_by = "gias_uid"               # the official number by which records are found; else the first that a row has
//! source = "https://example.org/list" # the page that records made from this table rest on
//! title = "List of trusts"
//! publisher = "Example council"
//!
//! [columns]                           # key of the record = name of the column
//! name = "Trust name"
//! codes.gias_uid = "UID"
//! place.town = "Town"
//! place.easting = "Easting"           # National Grid, in place of latitude and longitude
//! place.northing = "Northing"
//!
//! [kinds]                             # words of the column for `kind`, where they are no ids
//! "MAT" = "multi-academy-trust"
//! ```
//!
//! Without a map the columns are named by the keys themselves, as the site's own export names them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::data::typed;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{is_web_address, nearest};

/// What a column can stand for, in the order of the record type. A list has several texts with semicolons between them.
pub(super) const KEYS: &[(&str, Cells)] = &[
    ("name", Cells::Special),
    ("sector", Cells::Special),
    ("kind", Cells::Special),
    ("aliases", Cells::List),
    ("former_names", Cells::List),
    ("website", Cells::Address),
    ("summary", Cells::Text),
    ("group", Cells::Text),
    ("closed", Cells::Special),
    ("codes.ods", Cells::Special),
    ("codes.gias_uid", Cells::Special),
    ("codes.gias_trn", Cells::Special),
    ("codes.ukprn", Cells::Special),
    ("codes.companies_house", Cells::Special),
    ("codes.charity", Cells::Special),
    ("place.address", Cells::Special),
    ("place.town", Cells::Special),
    ("place.postcode", Cells::Special),
    ("place.latitude", Cells::Special),
    ("place.longitude", Cells::Special),
    ("place.easting", Cells::Special),
    ("place.northing", Cells::Special),
    ("place.region", Cells::Special),
    ("place.icbs", Cells::Special),
    ("serves.site_count", Cells::Count),
    ("serves.people", Cells::Count),
    ("serves.staff", Cells::Count),
    ("serves.phases", Cells::Phases),
];

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// By code of its own.
    Special,
    /// A text of at most 600 characters.
    Text,
    /// A web address.
    Address,
    /// A whole number.
    Count,
    /// Texts with semicolons between them.
    List,
    /// Phases of the site's vocabulary.
    Phases,
}

/// A map as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Map {
    /// Sector of every row.
    pub sector: String,
    /// Kind of every row.
    pub kind: String,
    /// Key of `[codes]` by which records are found.
    pub known_by: String,
    /// Page of the table.
    pub source: Option<String>,
    /// Its title.
    pub title: String,
    /// Its publisher.
    pub publisher: String,
    columns: BTreeMap<String, serde_json::Value>,
    pub(super) kinds: BTreeMap<String, String>,
}

impl Map {
    /// Reads a map.
    ///
    /// # Errors
    /// A fault with its place.
    pub fn parse(path: &str, text: &str) -> Result<Self, Box<Diagnostic>> {
        let map: Self = typed(path, text).map_err(|fault| {
            Box::new(
                (*fault)
                    .help("a map has `sector`, `kind`, `known_by`, `source`, `title`, `publisher`, `[columns]` and `[kinds]`"),
            )
        })?;
        let at = |word: &str| text.find(word).map(|at| at..at + word.len());
        if let Some(key) = map.columns().keys().find(|key| !KEYS.iter().any(|(known, _)| known == key)) {
            let near = nearest(key, KEYS.iter().map(|(known, _)| *known));
            let known: Vec<&str> = KEYS.iter().map(|(known, _)| *known).collect();
            let word = key.rsplit('.').next().unwrap_or(key);
            return Err(Box::new(
                Diagnostic::new(Code::UnknownKey, path, at(word), format!("no column can stand for `{key}`"))
                    .maybe_help(near.map(|near| format!("did you mean `{near}`?")))
                    .help(format!("keys that a column can stand for: {}", known.join(", "))),
            ));
        }
        if let Some(url) = map.source.as_deref().filter(|url| !is_web_address(url)) {
            return Err(Box::new(Diagnostic::new(Code::BadUrl, path, at(url), format!("`{url}` is not a safe web address"))));
        }
        Ok(map)
    }

    /// Key and column name of each column.
    pub(super) fn columns(&self) -> BTreeMap<String, String> {
        let mut flat = BTreeMap::new();
        for (key, value) in &self.columns {
            match value {
                serde_json::Value::Object(inner) => {
                    let named = inner.iter().map(|(last, name)| (format!("{key}.{last}"), name));
                    flat.extend(named.map(|(key, name)| (key, name.as_str().unwrap_or_default().to_owned())));
                }
                name => {
                    flat.insert(key.clone(), name.as_str().unwrap_or_default().to_owned());
                }
            }
        }
        flat
    }
}
