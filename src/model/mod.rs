//! What is known, as plain values: no TOML, no JSON, no places in files.
//!
//! [`Directory`] holds everything. Lists whose entries others refer to are [`Sorted`]: in order by construction, with
//! indices that ascend in the same order and that nothing else can make. [`Directory::new`] adds what goes both ways, and
//! nothing changes afterwards.

mod area;
mod area_figures;
mod council;
mod directory;
mod guide;
mod keywords;
mod organisation;
mod partnership;
mod place;
mod record;
mod register;
mod report;
mod settings;
mod share;
mod sorted;
mod state;
mod vocabulary;

pub use area::{AreaFigure, AreaMeasure};
pub use area_figures::NamedFigure;
pub use council::UpperTier;
pub use directory::{Directory, Parts};
pub use guide::{GlossaryTerm, GuidePage, GuideSection};
pub use keywords::{
    Basis, CheckLevel, Mode, Openness, OutcomeStatus, PartnershipStatus, Provider, Provision, Reach, ReportHolds, ResultKind,
    Sector, Status, Travels,
};
pub use organisation::{Closure, Listing, Organisation, Place, Serves, Site};
pub use partnership::{Gateway, GatewayDoor, Outcome, Partnership, PartnershipResult, Programme};
pub use place::{CareBoard, Council, District, Places, PostcodeDistrict, Predecessor, Region, Tile};
pub use record::{Amount, Codes, Contact, Fact, ListingRecord, OrganisationRecord, PlaceRecord, ServesRecord, SiteRecord};
pub use register::Register;
pub use report::{PrintedReport, ReportPart};
pub use settings::{Attribution, Extracts, Settings, SiteContact};
pub use share::{Share, ShareCounts};
pub use sorted::{
    CareBoardIndex, DistrictIndex, Entry, FocusIndex, KindIndex, ListIndex, OrganisationIndex, PartnershipIndex, PhaseIndex,
    RegionIndex, RoleIndex, ServiceIndex, Sorted,
};
pub use state::State;
pub use vocabulary::{FocusArea, Kind, Phase, Role, Service, Term, Vocabulary};

pub use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// Something that a record rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Where it stands.
    #[schemars(extend("is" = "url"))]
    pub url: String,
    /// What it is called.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub title: String,
    /// Who publishes it.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub publisher: String,
    /// The date of the page, if it says one.
    #[schemars(with = "Option<Day>")]
    pub date: Option<Date>,
    /// Anything to know of it: "copy of a BBC report".
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub note: String,
    /// Which parts of the record it supports: "codes", "place", "offers".
    #[serde(default, rename = "for")]
    #[schemars(length(max = 100), inner(length(max = 60)))]
    pub supports: Vec<String>,
}

/// When a record was last checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    /// The day of the last check.
    #[schemars(with = "Option<Day>")]
    pub checked: Option<Date>,
    /// The day on which it should be checked again, where that is not the site's usual interval.
    #[schemars(with = "Option<Day>")]
    pub next: Option<Date>,
    /// The role that checked, not a name.
    #[schemars(length(max = 200))]
    pub by: String,
}

impl Review {
    /// The day on which a record should be checked again: as it says itself, else so many months after its last check as the
    /// settings say. Every page, list and command asks here.
    pub fn due(&self, settings: &Settings) -> Option<Date> {
        let months = jiff::Span::new().try_months(i64::from(settings.review_months)).ok()?;
        self.next.or_else(|| self.checked?.checked_add(months).ok())
    }
}

/// An inclusive range of ages in years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// The youngest, 0 or more.
    pub from: u8,
    /// The oldest, at least `from`.
    pub to: u8,
}

/// A day in a record, written without quotation marks: 2026-11-22. Only its schema is needed; what is read is a [`Date`].
pub struct Day;

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({"type": "string", "format": "local-date"})
    }
}
