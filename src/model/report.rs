//! The report: which parts of the site stand in it, and in what order.

use schemars::JsonSchema;
use serde::Deserialize;

use super::ReportHolds;

/// data/report.toml
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrintedReport {
    /// The title of the report.
    #[schemars(length(max = 200))]
    pub title: String,
    /// A line under it.
    #[schemars(length(max = 300))]
    pub subtitle: String,
    /// Its parts, in order.
    #[schemars(length(max = 50))]
    #[serde(rename = "part")]
    pub parts: Vec<ReportPart>,
}

/// A part of the report.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportPart {
    /// Its title.
    #[schemars(length(min = 2, max = 200))]
    pub title: String,
    /// One sentence under it.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub lead: String,
    /// What it shows besides its pages.
    pub holds: ReportHolds,
    /// The guide pages that it begins with: names of files in data/guide without their ending.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 64)))]
    pub pages: Vec<String>,
}
