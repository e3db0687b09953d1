//! The form of `data/report.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

/// data/report.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReportFile {
    /// The title of the report.
    #[schemars(length(max = 200))]
    pub title: String,
    /// A line under it.
    #[schemars(length(max = 300))]
    pub subtitle: String,
    /// Its parts, in order.
    #[schemars(length(max = 50))]
    pub part: Vec<ReportPartRecord>,
}

/// A part of the report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportPartRecord {
    /// Its title.
    #[schemars(length(min = 2, max = 200))]
    pub title: String,
    /// One sentence under it.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub lead: String,
    /// What it shows besides its pages.
    pub holds: ReportHoldsWord,
    /// The guide pages that it begins with: names of files in data/guide without their ending.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 64)))]
    pub pages: Vec<String>,
}

/// What a part of the report shows besides its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportHoldsWord {
    /// Nothing else.
    Guide,
    /// All case studies.
    Partnerships,
    /// All figures of the insights.
    Insights,
    /// How matches and figures are made.
    Method,
    /// The words of both sectors.
    Glossary,
}
