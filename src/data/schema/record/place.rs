//! The forms of `data/places/regions.toml` and `data/places/icbs.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Date, Day, Predecessor, Source, Tile};

/// data/places/regions.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionsFile {
    /// The English regions.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub region: Vec<RegionRecord>,
}

/// An English region.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its name.
    #[schemars(length(min = 2, max = 100))]
    pub name: String,
    /// Code of the Office for National Statistics.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub ons: String,
    /// Latitude and longitude of its middle.
    #[schemars(length(min = 2, max = 2), inner(range(min = -180, max = 180)))]
    pub centre: Option<Vec<f64>>,
}

/// data/places/icbs.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IcbsFile {
    /// The integrated care boards.
    #[serde(default)]
    #[schemars(length(max = 500))]
    pub icb: Vec<IcbRecord>,
}

/// An integrated care board.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IcbRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its legal name.
    #[schemars(length(min = 2, max = 200))]
    pub name: String,
    /// The name of its place.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub short: String,
    /// Code of the NHS Organisation Data Service.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub ods: String,
    /// Code of the Office for National Statistics.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub ons: String,
    /// The regions in which it lies, the main one first.
    #[serde(default)]
    #[schemars(length(max = 20), extend("items_are" = "region"))]
    pub regions: Vec<String>,
    /// Boards that became this one.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub predecessors: Vec<Predecessor>,
    /// The id of the board that took its place.
    #[schemars(extend("is" = "icb"))]
    pub successor: Option<String>,
    /// The day on which it ended.
    #[schemars(with = "Option<Day>")]
    pub closed: Option<Date>,
    /// Shared leadership with other boards, in words.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub cluster: String,
    /// Latitude and longitude of its middle.
    #[schemars(length(min = 2, max = 2), inner(range(min = -180, max = 180)))]
    pub centre: Option<Vec<f64>>,
    /// Where it stands on the tile map.
    pub tile: Option<Tile>,
    /// What this rests on.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub sources: Vec<Source>,
}
