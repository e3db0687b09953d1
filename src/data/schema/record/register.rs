//! The form of `data/registers.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Date, Day, Source};

/// data/registers.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistersFile {
    /// How many organisations the national registers hold.
    #[serde(default)]
    #[schemars(length(max = 50))]
    pub register: Vec<RegisterRecord>,
}

/// How many organisations a register holds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// What it holds, in the plural.
    #[schemars(length(min = 2, max = 200))]
    pub label: String,
    /// The kinds of organisation that stand in it.
    #[schemars(length(min = 1, max = 50), extend("items_are" = "kind"))]
    pub kinds: Vec<String>,
    /// How many it holds.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub count: u32,
    /// The day on which it held them.
    #[schemars(with = "Day")]
    pub as_of: Date,
    /// What to know of it.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub note: String,
    /// Where it stands.
    pub source: Source,
    /// How many by region: the region's id and the number.
    #[serde(default)]
    #[schemars(inner(range(min = 0, max = 1_000_000)))]
    pub regions: BTreeMap<String, u32>,
    /// How many by care board: the board's id and the number.
    #[serde(default)]
    #[schemars(inner(range(min = 0, max = 1_000_000)))]
    pub icbs: BTreeMap<String, u32>,
}
