//! Places: the English regions, the integrated care boards, the local authority districts.

use schemars::JsonSchema;
use serde::Deserialize;

use super::sorted::{CareBoardIndex, DistrictIndex, Entry, RegionIndex, Sorted};
use super::{Date, Source};
use crate::geo::Point;

/// Regions, care boards and districts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// The English regions, by id.
    pub regions: Sorted<Region, RegionIndex>,
    /// The integrated care boards, those dissolved included, by id.
    pub boards: Sorted<CareBoard, CareBoardIndex>,
    /// The local authority districts in force, by their code; empty where the site has no table of them.
    pub districts: Sorted<District, DistrictIndex>,
    /// Postcode districts, sorted by name; empty where the site has not imported them.
    pub postcode_districts: Vec<PostcodeDistrict>,
}

/// A local authority district: the place that people name, "Walsall".
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// Code of the Office for National Statistics.
    pub code: String,
    /// Its id, for addresses: `walsall`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The council that runs its schools and public health: itself, or its county.
    pub council: Council,
    /// The region in which it lies.
    pub region: Option<RegionIndex>,
    /// The care boards in whose areas it lies, the main one first.
    pub boards: Vec<CareBoardIndex>,
    /// The middle of its postcodes.
    pub point: Point,
    /// Codes of ended districts that are part of it now, and its own earlier ones.
    pub former_codes: Vec<String>,
}

/// An upper-tier council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Council {
    /// Code of the Office for National Statistics.
    pub code: String,
    /// Its id, for addresses, made from its name: `hertfordshire`.
    pub id: String,
    /// The name of its area: "Hertfordshire".
    pub name: String,
}

/// A postcode district: the first half of postcodes, `DY1`.
#[derive(Clone, Debug, PartialEq)]
pub struct PostcodeDistrict {
    /// Its name.
    pub name: String,
    /// The middle of its postcodes.
    pub point: Point,
    /// The care board in which most of them lie.
    pub board: Option<CareBoardIndex>,
}

/// An English region.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Code of the Office for National Statistics.
    pub ons: String,
    /// A point in its middle, for maps.
    pub centre: Option<Point>,
}

/// An integrated care board and its footprint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CareBoard {
    /// Its id.
    pub id: String,
    /// Its legal name.
    pub name: String,
    /// The name of its place: "Black Country".
    pub short: String,
    /// Code of the NHS Organisation Data Service; empty when not known.
    pub ods: String,
    /// Code of the Office for National Statistics; empty when not known.
    pub ons: String,
    /// The regions in which it lies, the main one first.
    pub regions: Vec<RegionIndex>,
    /// Boards that became this one.
    pub predecessors: Vec<Predecessor>,
    /// The board that took its place; only on a closed one.
    pub successor: Option<CareBoardIndex>,
    /// The day on which it ended; `None` while it is in force.
    pub closed: Option<Date>,
    /// Shared leadership with other boards, in words; empty when none is known.
    pub cluster: String,
    /// The middle of its footprint.
    pub centre: Option<Point>,
    /// Where it stands on the tile map; `None` for one that has no tile.
    pub tile: Option<Tile>,
    /// What this rests on.
    pub sources: Vec<Source>,
}

/// A square on the tile map.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// Squares from the left, from 0.
    #[schemars(range(min = 0, max = 40))]
    pub column: u8,
    /// Squares from the top, from 0.
    #[schemars(range(min = 0, max = 40))]
    pub row: u8,
    /// The short name on it.
    #[schemars(length(min = 1, max = 24))]
    pub label: String,
}

/// A board that became another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Predecessor {
    /// Its code.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub ods: String,
    /// Its name.
    #[schemars(length(min = 2, max = 200))]
    pub name: String,
}

impl Entry for Region {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for CareBoard {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Records and tables name a district by its code.
impl Entry for District {
    #[allow(clippy::misnamed_getters, reason = "its code is what names it")]
    fn id(&self) -> &str {
        &self.code
    }
}

impl std::ops::Index<DistrictIndex> for Places {
    type Output = District;
    fn index(&self, index: DistrictIndex) -> &District {
        &self.districts[index]
    }
}

impl std::ops::Index<RegionIndex> for Places {
    type Output = Region;
    fn index(&self, index: RegionIndex) -> &Region {
        &self.regions[index]
    }
}

impl std::ops::Index<CareBoardIndex> for Places {
    type Output = CareBoard;
    fn index(&self, index: CareBoardIndex) -> &CareBoard {
        &self.boards[index]
    }
}
