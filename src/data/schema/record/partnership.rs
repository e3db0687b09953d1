//! The forms of `data/partnerships/ID.toml`, `data/gateways/ID.toml`, `data/outcomes/ID.toml` and `data/programmes/ID.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Date, Day, GatewayDoor, OutcomeStatus, PartnershipResult, PartnershipStatus, Review, Source};

/// A real partnership or case study: data/partnerships/ID.toml.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnershipRecord {
    /// What it is called.
    #[schemars(length(min = 2, max = 200))]
    pub name: String,
    /// What is done, in Markdown.
    #[serde(default)]
    #[schemars(length(max = 5000), extend("is" = "markdown"))]
    pub summary: String,
    /// Ids of partners that have a record.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "organisation"))]
    pub organisations: Vec<String>,
    /// Names of partners that have none.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 300)))]
    pub others: Vec<String>,
    /// What is done, from the vocabulary.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "service"))]
    pub services: Vec<String>,
    /// Focus areas.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "focus"))]
    pub focus: Vec<String>,
    /// Workshop questions that it helps to answer.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "question"))]
    pub questions: Vec<String>,
    /// Why it exists.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "priority"))]
    pub priorities: Vec<String>,
    /// What stood in the way.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "barrier"))]
    pub barriers: Vec<String>,
    /// School phases.
    #[serde(default)]
    #[schemars(length(max = 10), extend("items_are" = "phase"))]
    pub phases: Vec<String>,
    /// Whether it goes on.
    #[serde(default)]
    pub status: PartnershipStatus,
    /// Whether an organisation of the January 2025 workshop takes part.
    #[serde(default)]
    pub seed: bool,
    /// Not published yet.
    #[serde(default)]
    pub draft: bool,
    /// When it began.
    #[schemars(with = "Option<Day>")]
    pub started: Option<Date>,
    /// Where it is.
    #[serde(default)]
    pub place: PartnershipPlaceRecord,
    /// Results as published; never our own.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub results: Vec<PartnershipResult>,
    /// What the record rests on.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub sources: Vec<Source>,
    /// When it was last checked.
    #[serde(default)]
    pub review: Review,
}

/// Where a partnership is.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PartnershipPlaceRecord {
    /// Its town.
    #[schemars(length(max = 100))]
    pub town: String,
    /// English region.
    #[schemars(extend("is" = "region"))]
    pub region: Option<String>,
    /// Integrated care boards in whose footprints it works.
    #[schemars(length(max = 100), extend("items_are" = "icb"))]
    pub icbs: Vec<String>,
    /// It covers England.
    pub national: bool,
}

/// Whom to contact in a place: data/gateways/ID.toml.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GatewayRecord {
    /// The integrated care board whose place this is.
    #[schemars(extend("is" = "icb"))]
    pub icb: String,
    /// The doors, best first.
    #[serde(default)]
    #[schemars(length(min = 1, max = 100))]
    pub doors: Vec<GatewayDoor>,
    /// When it was last checked.
    #[serde(default)]
    pub review: Review,
}

/// data/places/gateway-doors.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GatewayDoorsFile {
    /// Doors that every place has.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub door: Vec<GatewayDoor>,
    /// When they were last checked.
    #[serde(default)]
    pub review: Review,
}

/// What became of a suggestion, one file a step: data/outcomes/ID.toml. Never names a person.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRecord {
    /// Ids of the two organisations: one of the NHS, one school trust.
    #[serde(default)]
    #[schemars(length(max = 2), extend("items_are" = "organisation"))]
    pub organisations: Vec<String>,
    /// What happened.
    #[serde(default)]
    pub status: OutcomeStatus,
    /// The day on which it happened.
    #[schemars(with = "Option<Day>")]
    pub date: Option<Date>,
    /// The role that it was about; or else the service.
    #[schemars(extend("is" = "role"))]
    pub role: Option<String>,
    /// The service that it was about; or else the role.
    #[schemars(extend("is" = "service"))]
    pub service: Option<String>,
    /// The page that says so.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
    /// One line of Markdown, without names of people.
    #[serde(default)]
    #[schemars(length(max = 600), extend("is" = "line"))]
    pub note: String,
    /// Not counted yet.
    #[serde(default)]
    pub draft: bool,
    /// When it was last checked.
    #[serde(default)]
    pub review: Review,
}

/// A workshop whose participants are to be paired: data/programmes/ID.toml.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeRecord {
    /// What it is called.
    #[schemars(length(min = 2, max = 200))]
    pub name: String,
    /// What it is, in Markdown.
    #[serde(default)]
    #[schemars(length(max = 5000), extend("is" = "markdown"))]
    pub summary: String,
    /// The day.
    #[schemars(with = "Option<Day>")]
    pub date: Option<Date>,
    /// Tables at a time.
    #[schemars(range(min = 1, max = 1000))]
    pub tables: Option<u32>,
    /// Rounds.
    #[schemars(range(min = 1, max = 100))]
    pub rounds: Option<u32>,
    /// Partners that each organisation meets.
    #[schemars(range(min = 1, max = 100))]
    pub seats: Option<u32>,
    /// It shows who might have sat with whom, not what happened.
    #[serde(default)]
    pub reconstruction: bool,
    /// The care board in whose area the room is proposed; those named below come in any case.
    #[schemars(extend("is" = "icb"))]
    pub icb: Option<String>,
    /// How many of each side are proposed, those named below included.
    #[schemars(range(min = 1, max = 1000))]
    pub invite: Option<u32>,
    /// Ids of the health side.
    #[serde(default)]
    #[schemars(length(max = 1000), extend("items_are" = "organisation"))]
    pub left: Vec<String>,
    /// Ids of the education side.
    #[serde(default)]
    #[schemars(length(max = 1000), extend("items_are" = "organisation"))]
    pub right: Vec<String>,
    /// What this rests on.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub sources: Vec<Source>,
    /// When it was last checked.
    #[serde(default)]
    pub review: Review,
}
