//! What is known, as plain values: no TOML, no JSON, no places in files.
//!
//! [`Directory`] holds everything. Lists that others refer to by number are sorted by id, so that a number is an
//! order too; [`Directory::new`] does the sorting and the numbering, and nothing changes afterwards.

mod directory;
mod guide;
mod keywords;
mod organisation;
mod partnership;
mod place;
mod register;
mod report;
mod settings;
mod share;
mod state;
mod vocabulary;

pub use directory::{Directory, Parts};
pub use guide::{GlossaryTerm, GuidePage, GuideSection};
pub use keywords::{Mode, Sector};
pub use organisation::{
    Amount, Basis, Closure, Codes, Contact, Fact, Listing, Openness, Organisation, OrganisationIndex, Place, Provision, Serves,
    Site, Status,
};
pub use partnership::{Gateway, GatewayDoor, Partnership, PartnershipResult, PartnershipStatus, Programme};
pub use place::{
    CareBoard, CareBoardIndex, Council, District, DistrictIndex, Places, PostcodeDistrict, Predecessor, Region, RegionIndex, Tile,
};
pub use register::Register;
pub use report::{Report, ReportHolds, ReportPart};
pub use settings::{Attribution, CheckLevel, Settings};
pub use share::{Share, ShareCounts};
pub use state::State;
pub use vocabulary::{
    FocusArea, FocusIndex, Kind, KindIndex, Phase, PhaseIndex, Provider, Reach, Role, RoleIndex, Service, ServiceIndex, Term,
    Travels, Vocabulary,
};

pub use jiff::civil::Date;

/// Something that a page, record or figure rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it stands.
    pub url: String,
    /// What it is called; empty when not known.
    pub title: String,
    /// Who publishes it; empty when not known.
    pub publisher: String,
    /// The date of the page, if it says one.
    pub date: Option<Date>,
    /// Anything to know of it: "copy of a BBC report".
    pub note: String,
    /// Which parts of a record it supports: `codes`, `place`, `offers` ...; empty for the whole.
    pub supports: Vec<String>,
}

/// When a record was last looked at, and by whom (a role, never a name).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The day of the last check.
    pub checked: Option<Date>,
    /// The day on which it should be checked again; worked out from `checked` where it is not said.
    pub next: Option<Date>,
    /// The role that checked; empty when not said.
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
