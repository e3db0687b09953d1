//! Places: the English regions, the integrated care boards, the local authority districts.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Date, Source};
use crate::geo::Point;

/// The number of a region in [`Places::regions`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionIndex(pub u16);

/// The number of a care board in [`Places::boards`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CareBoardIndex(pub u16);

/// The number of a local authority district in [`Places::districts`]; codes ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DistrictIndex(pub u16);

/// Regions, care boards and districts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// The English regions, sorted by id.
    pub regions: Vec<Region>,
    /// The integrated care boards, those dissolved included, sorted by id.
    pub boards: Vec<CareBoard>,
    /// The local authority districts in force, sorted by their code; empty where the site has no table of them.
    pub districts: Vec<District>,
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

impl Places {
    /// The region of this id.
    pub fn region(&self, id: &str) -> Option<RegionIndex> {
        self.regions.binary_search_by(|region| region.id.as_str().cmp(id)).ok().map(|at| RegionIndex(at as u16))
    }

    /// The care board of this id.
    pub fn board(&self, id: &str) -> Option<CareBoardIndex> {
        self.boards.binary_search_by(|board| board.id.as_str().cmp(id)).ok().map(|at| CareBoardIndex(at as u16))
    }
}

impl Places {
    /// The district of this code of the Office for National Statistics.
    pub fn district(&self, code: &str) -> Option<DistrictIndex> {
        self.districts.binary_search_by(|district| district.code.as_str().cmp(code)).ok().map(|at| DistrictIndex(at as u16))
    }
}

impl std::ops::Index<DistrictIndex> for Places {
    type Output = District;
    fn index(&self, index: DistrictIndex) -> &District {
        &self.districts[usize::from(index.0)]
    }
}

impl std::ops::Index<RegionIndex> for Places {
    type Output = Region;
    fn index(&self, index: RegionIndex) -> &Region {
        &self.regions[usize::from(index.0)]
    }
}

impl std::ops::Index<CareBoardIndex> for Places {
    type Output = CareBoard;
    fn index(&self, index: CareBoardIndex) -> &CareBoard {
        &self.boards[usize::from(index.0)]
    }
}
