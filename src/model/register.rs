//! What the national registers hold, so that a directory can say who is missing from it.

use super::{CareBoardIndex, Date, KindIndex, RegionIndex, Source};

/// How many organisations a register holds, by place where that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// Its id.
    pub id: String,
    /// What it holds, in the plural: "open multi-academy trusts".
    pub label: String,
    /// The kinds of organisation that stand in it.
    pub kinds: Vec<KindIndex>,
    /// How many it holds.
    pub count: u32,
    /// The day on which it held them.
    pub as_of: Date,
    /// What to know of it; empty when nothing is.
    pub note: String,
    /// Where it stands.
    pub source: Source,
    /// How many by region, regions ascending; empty where that is not known.
    pub regions: Vec<(RegionIndex, u32)>,
    /// How many by care board, boards ascending; empty where that is not known.
    pub boards: Vec<(CareBoardIndex, u32)>,
}
