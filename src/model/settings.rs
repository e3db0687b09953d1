//! What the owner of a site decides.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{CheckLevel, Date, Day};

/// data/site.toml
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which form these records have; a program that knows only older ones refuses them.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The site's name.
    #[schemars(length(min = 1, max = 100))]
    pub title: String,
    /// One line under it.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub tagline: String,
    /// Who runs the site.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub owner: String,
    /// Where it is published: `https://example.org/directory/`.
    #[schemars(extend("is" = "site-url"))]
    pub base_url: Option<String>,
    /// How readers reach the owner.
    #[serde(default)]
    pub contact: SiteContact,
    /// Address of the repository that holds the records.
    #[schemars(extend("is" = "url"))]
    pub repository: Option<String>,
    /// Its main branch.
    #[serde(default = "main_branch")]
    #[schemars(length(min = 1, max = 100))]
    pub branch: String,
    /// Name of the theme.
    #[serde(default = "default_theme")]
    #[schemars(extend("is" = "id"))]
    pub theme: String,
    /// The sentence that says whose site this is not.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub independence: String,
    /// Months after which a record is due for review.
    #[serde(default = "six")]
    #[schemars(range(min = 1, max = 120))]
    pub review_months: u32,
    /// The last day on which the accessibility statement was reviewed.
    #[schemars(with = "Option<Day>")]
    pub accessibility_reviewed: Option<Date>,
    /// Notices that the licences of the sources ask for.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub attributions: Vec<Attribution>,
    /// Constants of the matching that differ from the built-in table.
    #[serde(default)]
    pub matching: BTreeMap<String, f64>,
    /// Which account of the code host stands for which role of `[review] by`; `default` for all else. `codeowners` uses it.
    #[serde(default)]
    pub owners: BTreeMap<String, String>,
    /// Where the extracts of the registers lie, so that `new --code` and `import` find them without being told.
    #[serde(default)]
    pub extracts: Extracts,
    /// Faults whose level differs from the built-in one: allow, warn or deny.
    #[serde(default)]
    pub check: BTreeMap<String, CheckLevel>,
}

/// How readers reach the owner of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SiteContact {
    /// A shared mailbox.
    #[schemars(extend("is" = "email"))]
    pub email: Option<String>,
    /// A page.
    #[schemars(extend("is" = "url"))]
    pub url: Option<String>,
}

/// Where the extracts of the registers lie: each a file of the site's folder, by its path from there, separated by `/`. They need
/// not be published or kept with the records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Extracts {
    /// "All group records" of Get Information about Schools, zipped or not.
    #[schemars(length(min = 1, max = 500), extend("is" = "path"))]
    pub gias: Option<String>,
    /// The `etr` file of the Organisation Data Service, zipped or not.
    #[schemars(length(min = 1, max = 500), extend("is" = "path"))]
    pub ods: Option<String>,
    /// The ONS Postcode Directory, zipped or not: points, regions and care boards.
    #[schemars(length(min = 1, max = 500), extend("is" = "path"))]
    pub places: Option<String>,
    /// A table of local authority districts with their region and care board.
    #[schemars(length(min = 1, max = 500), extend("is" = "path"))]
    pub districts: Option<String>,
    /// The boundaries of the care boards as `GeoJSON`.
    #[schemars(length(min = 1, max = 500), extend("is" = "path"))]
    pub boundaries: Option<String>,
}

/// A notice that a licence asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    /// The notice.
    #[schemars(length(min = 1, max = 600))]
    pub text: String,
    /// The licence or source.
    #[schemars(extend("is" = "url"))]
    pub url: Option<String>,
}

fn main_branch() -> String {
    "main".to_owned()
}

fn default_theme() -> String {
    "default".to_owned()
}

fn one() -> u32 {
    1
}

fn six() -> u32 {
    6
}
