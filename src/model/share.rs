//! Who serves which district, as published tables say: the rows of `data/places/serves.csv`.

use super::{DistrictIndex, OrganisationIndex, RoleIndex};

/// One organisation that serves one district in one role.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The role.
    pub role: RoleIndex,
    /// The district.
    pub district: DistrictIndex,
    /// Who serves it.
    pub organisation: OrganisationIndex,
    /// The part of the district that it serves, 0 to 1; `None` where the source names it without a number.
    pub share: Option<f64>,
    /// What the share counts.
    pub counts: ShareCounts,
    /// Where that stands.
    pub source: String,
    /// When that was so: a year, a month or a day, as the source has it.
    pub date: String,
}

/// What a share counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShareCounts {
    /// Hospital admissions of people who live in the district.
    Admissions,
    /// Schools in the district.
    Schools,
    /// Nothing: a contract covers the district.
    Commissioned,
    /// Nothing: a source names the body for the district.
    Stated,
}

impl ShareCounts {
    /// Every one, in the order in which people are told of them.
    pub const ALL: [Self; 4] = [Self::Admissions, Self::Schools, Self::Commissioned, Self::Stated];

    /// The word in the table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Admissions => "admissions",
            Self::Schools => "schools",
            Self::Commissioned => "commissioned",
            Self::Stated => "stated",
        }
    }
}
