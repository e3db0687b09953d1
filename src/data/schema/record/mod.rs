//! The form of a record: the single description from which schema, checks and decoding come.
//!
//! Doc comments here are shown to people in their editors. The keyword `is` names what a text stands for; see
//! [`super::form::Form`].

mod guide;
mod organisation;
mod partnership;
mod place;
mod register;
mod report;
mod settings;
mod vocabulary;

pub use guide::{GlossaryFile, GlossaryRecord, GuideHead, SectionWord};
pub use organisation::{
    AmountRecord, BasisWord, CodesRecord, ContactRecord, FactRecord, ListingRecord, OpennessWord, OrganisationRecord,
    PlaceRecord, ProvisionWord, ServesRecord, SiteRecord, StatusWord,
};
pub use partnership::{
    DoorRecord, GatewayDoorsFile, GatewayRecord, PartnershipPlaceRecord, PartnershipRecord, PartnershipStatusWord,
    ProgrammeRecord, ResultRecord,
};
pub use place::{IcbRecord, IcbsFile, PredecessorRecord, RegionRecord, RegionsFile, TileRecord};
pub use register::{RegisterRecord, RegistersFile};
pub use report::{ReportFile, ReportHoldsWord, ReportPartRecord};
pub use settings::{AttributionRecord, ExtractsRecord, LevelWord, SettingsFile, SiteContact};
pub use vocabulary::{
    BarriersFile, FocusAreaRecord, FocusAreasFile, KindRecord, KindsFile, PhaseRecord, PhasesFile, PrioritiesFile, ProviderWord,
    QuestionRecord, QuestionsFile, ReachWord, RoleRecord, RolesFile, ServiceRecord, ServicesFile, TermRecord, TravelsWord,
};

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A day, written without quotation marks: 2026-11-22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = toml::value::Datetime::deserialize(deserializer)?;
        let date = read
            .date
            .filter(|_| read.time.is_none())
            .ok_or_else(|| serde::de::Error::custom("a day without a time is needed"))?;
        let year = i16::try_from(date.year).map_err(serde::de::Error::custom)?;
        let civil = Date::new(year, date.month.cast_signed(), date.day.cast_signed());
        civil.map(Self).map_err(serde::de::Error::custom)
    }
}

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

/// A side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectorWord {
    /// The health side: NHS trusts and boards.
    Nhs,
    /// The education side: school trusts.
    School,
    /// Neither: membership bodies, charities, projects.
    Body,
}

/// Where a service can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ModeWord {
    /// Only in one place together.
    OnSite,
    /// Either way.
    Either,
    /// From afar.
    Remote,
}

/// Something that a record rests on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceRecord {
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
    pub date: Option<Day>,
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
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewRecord {
    /// The day of the last check.
    pub checked: Option<Day>,
    /// The day on which it should be checked again, where that is not the site's usual interval.
    pub next: Option<Day>,
    /// The role that checked, not a name.
    #[schemars(length(max = 200))]
    pub by: String,
}
