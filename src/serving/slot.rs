//! What the formulas give: slots of a school trust, the patch of a health body.

use crate::model::{CareBoardIndex, DistrictIndex, OrganisationIndex, RoleIndex};

/// One line of "who serves you": a body in a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The role.
    pub role: RoleIndex,
    /// Who holds it here.
    pub body: OrganisationIndex,
    /// How that is known.
    pub basis: Basis,
    /// The part of the trust's schools, or of their pupils, that the body serves: the mean over schools of the share of their
    /// district.
    pub share: f64,
    /// The part of the trust's schools that lie in the body's footprint.
    pub inside: f64,
    /// The least distance between a school and a site of the body, rounded to 0.1 km; none for a care board.
    pub km: Option<f64>,
    /// The districts of the trust's schools that the body serves by the table, those with most schools first.
    pub districts: Vec<Served>,
    /// The care boards whose areas both work in, the trust's main one first.
    pub boards: Vec<CareBoardIndex>,
    /// How many hold the role in those areas, this one included.
    pub of: usize,
}

/// A district that a body serves in a role.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Served {
    /// The district.
    pub district: DistrictIndex,
    /// The part of the district that the body serves.
    pub share: f64,
    /// The trust's schools there; 0 where only its head office is known.
    pub schools: usize,
    /// The row of [`crate::model::Parts::shares`] that says so; `None` where the body's own record names the district.
    pub row: Option<usize>,
}

/// How it is known that a body serves a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A published share: known.
    Share,
    /// Its area holds the place, and it serves all of its area: known.
    Covers,
    /// A source names it for the district: known.
    Stated,
    /// The only one of its kind in the care board's area: likely.
    Only,
    /// One of several, or from outside the area; it is the nearest: open.
    Nearest,
}

impl Basis {
    /// The word in data: `share`, `covers`, `stated`, `only`, `nearest`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Covers => "covers",
            Self::Stated => "stated",
            Self::Only => "only",
            Self::Nearest => "nearest",
        }
    }

    /// How sure that is: `known`, `likely`, `open`.
    pub fn sureness(self) -> &'static str {
        match self {
            Self::Share | Self::Covers | Self::Stated => "known",
            Self::Only => "likely",
            Self::Nearest => "open",
        }
    }
}

/// The school trusts that a health body serves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    /// Who, most schools first.
    pub trusts: Vec<InPatch>,
    /// The districts of the table that make the patch; empty where the body's footprint does.
    pub districts: Vec<DistrictIndex>,
}

/// A school trust in a patch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InPatch {
    /// Who.
    pub trust: OrganisationIndex,
    /// Its schools in the patch; 0 where its schools are not known and its head office lies there.
    pub schools: usize,
    /// All its schools.
    pub of: usize,
    /// The pupils of its schools in the patch, where known of all of them.
    pub pupils: Option<u64>,
    /// How that is known.
    pub basis: Basis,
}
