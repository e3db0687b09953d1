//! The guide: pages of Markdown, and the words that one sector must explain to the other.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{FocusIndex, Review, ServiceIndex, Source};

/// Where a guide page belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuideSection {
    /// The first page.
    Overview,
    /// One of the workshop's questions, by id.
    Question(String),
    /// A focus area.
    Focus(FocusIndex),
    /// A text to copy.
    Template,
    /// A page outside the guide's order: about, evidence.
    Page,
}

/// A page of the guide.
#[derive(Clone, Debug, PartialEq)]
pub struct GuidePage {
    /// The stem of its file, and its address.
    pub id: String,
    /// The file that it was read from.
    pub file: String,
    /// Its title.
    pub title: String,
    /// One sentence under the title.
    pub lead: String,
    /// Where it belongs.
    pub section: GuideSection,
    /// Its place in the section.
    pub order: i64,
    /// The services it is about.
    pub services: Vec<ServiceIndex>,
    /// What the workshop asked.
    pub asks: String,
    /// What to decide together: a line of Markdown each.
    pub decide: Vec<String>,
    /// A checklist: a line of Markdown each.
    pub checklist: Vec<String>,
    /// The page itself: Markdown with live figures.
    pub body: String,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// When it was last checked and is due again.
    pub review: Review,
}

/// A word of one sector, explained to the other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryTerm {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// The word.
    #[schemars(length(min = 1, max = 100))]
    pub term: String,
    /// Explained to the NHS.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    pub nhs: String,
    /// Explained to schools.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    pub school: String,
    /// Other forms of it.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 100)))]
    pub also: Vec<String>,
    /// Where it stands.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
}
