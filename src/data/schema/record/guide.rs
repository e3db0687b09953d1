//! The forms of the head of `data/guide/ID.md` and of `data/glossary.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{GlossaryTerm, Review, Source};

/// The head of a guide page: data/guide/ID.md, between lines of `+++`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideHead {
    /// The title.
    #[schemars(length(min = 2, max = 200))]
    pub title: String,
    /// One sentence under it.
    #[serde(default)]
    #[schemars(length(max = 600), extend("is" = "line"))]
    pub lead: String,
    /// Where it belongs.
    pub section: SectionWord,
    /// The workshop question that it is about; only with section "question".
    #[schemars(extend("is" = "question"))]
    pub question: Option<String>,
    /// The focus area that it is about; only with section "focus".
    #[schemars(extend("is" = "focus"))]
    pub focus: Option<String>,
    /// Its place in the section.
    #[serde(default)]
    pub order: i64,
    /// Services that it is about.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "service"))]
    pub services: Vec<String>,
    /// What the workshop asked.
    #[serde(default)]
    #[schemars(length(max = 1000), extend("is" = "line"))]
    pub asks: String,
    /// What to decide together.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(max = 600)), extend("items_are" = "line"))]
    pub decide: Vec<String>,
    /// A checklist.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(max = 600)), extend("items_are" = "line"))]
    pub checklist: Vec<String>,
    /// What it rests on.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub sources: Vec<Source>,
    /// When it was last checked and is due again.
    #[serde(default)]
    pub review: Review,
    /// Not published yet.
    #[serde(default)]
    pub draft: bool,
}

/// Where a guide page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionWord {
    /// The first page.
    Overview,
    /// One of the workshop's questions.
    Question,
    /// A focus area.
    Focus,
    /// A text to copy.
    Template,
    /// A page outside the guide's order.
    Page,
}

/// data/glossary.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryFile {
    /// Words of one sector, explained to the other.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    pub term: Vec<GlossaryTerm>,
}
