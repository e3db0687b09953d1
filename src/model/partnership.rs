//! What has been done together: partnerships, and whom to contact in a place.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    CareBoardIndex, Date, Entry, FocusIndex, OrganisationIndex, OutcomeStatus, PartnershipStatus, PhaseIndex, RegionIndex,
    ResultKind, Review, RoleIndex, ServiceIndex, Source,
};

/// A real partnership or case study.
#[derive(Clone, Debug, PartialEq)]
pub struct Partnership {
    /// The stem of its file, and its address.
    pub id: String,
    /// The file that it was read from.
    pub file: String,
    /// What it is called.
    pub name: String,
    /// Markdown; empty when nothing is written.
    pub summary: String,
    /// Partners that have a record.
    pub organisations: Vec<OrganisationIndex>,
    /// Partners that have none.
    pub others: Vec<String>,
    /// What is done.
    pub services: Vec<ServiceIndex>,
    /// Focus areas it serves.
    pub focus: Vec<FocusIndex>,
    /// Workshop questions it helps to answer, as ids.
    pub questions: Vec<String>,
    /// Priorities, as ids.
    pub priorities: Vec<String>,
    /// Barriers met, as ids.
    pub barriers: Vec<String>,
    /// School phases concerned.
    pub phases: Vec<PhaseIndex>,
    /// Whether it goes on.
    pub status: PartnershipStatus,
    /// Whether an organisation of the January 2025 workshop takes part.
    pub seed: bool,
    /// When it began.
    pub started: Option<Date>,
    /// Its town; empty when not known.
    pub town: String,
    /// Its region.
    pub region: Option<RegionIndex>,
    /// The footprints it works in.
    pub icbs: Vec<CareBoardIndex>,
    /// Whether it covers England.
    pub national: bool,
    /// Results as published.
    pub results: Vec<PartnershipResult>,
    /// What the record rests on.
    pub sources: Vec<Source>,
    /// When it was last checked.
    pub review: Review,
}

impl PartnershipStatus {
    /// Whether organisations of different sectors in such a partnership count as partners. In a programme each works with others.
    pub const fn makes_partners(self) -> bool {
        matches!(self, Self::Current | Self::NotKnown)
    }
}

/// A result, as its source publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnershipResult {
    /// The result, in Markdown.
    #[schemars(length(min = 3, max = 1500), extend("is" = "markdown"))]
    pub text: String,
    /// What it tells.
    pub kind: Option<ResultKind>,
    /// The page that publishes it.
    #[schemars(extend("is" = "url"))]
    pub source: String,
    /// What limits it.
    #[serde(default)]
    #[schemars(length(max = 1000), extend("is" = "line"))]
    pub limits: String,
}

/// Whom to contact in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gateway {
    /// The stem of its file.
    pub id: String,
    /// The place; `None` for the doors that every place has.
    pub icb: Option<CareBoardIndex>,
    /// The doors, best first.
    pub doors: Vec<GatewayDoor>,
    /// When it was last checked.
    pub review: Review,
}

/// A board or lead role through which the other sector can start.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GatewayDoor {
    /// The role or board.
    #[schemars(length(min = 2, max = 200))]
    pub role: String,
    /// The organisation that holds it.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub body: String,
    /// What it can open, in a line of Markdown.
    #[serde(default)]
    #[schemars(length(max = 1000), extend("is" = "line"))]
    pub what: String,
    /// Its page.
    #[schemars(extend("is" = "url"))]
    pub url: Option<String>,
    /// Where this is said.
    #[schemars(extend("is" = "url"))]
    pub source: String,
}

impl Entry for Partnership {
    fn id(&self) -> &str {
        &self.id
    }
}

/// One step of what became of a suggestion: two organisations, what happened, when, and what it was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The stem of its file.
    pub id: String,
    /// The two, the lower number first.
    pub organisations: [OrganisationIndex; 2],
    /// What happened.
    pub status: OutcomeStatus,
    /// When.
    pub date: Date,
    /// The role that it was about.
    pub role: Option<RoleIndex>,
    /// The service that it was about.
    pub service: Option<ServiceIndex>,
}

/// A workshop whose participants are to be paired.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// The stem of its file.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Markdown; empty when nothing is written.
    pub summary: String,
    /// The day.
    pub date: Option<Date>,
    /// Tables at a time; `None` for as many as are needed.
    pub tables: Option<u32>,
    /// Rounds.
    pub rounds: u32,
    /// Seats of each organisation: how many partners it meets; its own `capacity` wins.
    pub seats: u32,
    /// Whether this shows who might have sat with whom, not what happened.
    pub reconstruction: bool,
    /// The place from which the rest of the room is proposed.
    pub icb: Option<CareBoardIndex>,
    /// How many of each side are proposed.
    pub invite: Option<u32>,
    /// The health side; where the room is proposed, those who come in any case.
    pub left: Vec<OrganisationIndex>,
    /// The education side, likewise.
    pub right: Vec<OrganisationIndex>,
    /// What this rests on.
    pub sources: Vec<Source>,
}
