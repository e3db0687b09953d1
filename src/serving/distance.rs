//! The least distance between two lists of points.

use crate::geo::Spot;

/// The least distance over pairs in tenths of a kilometre; `None` where either list is empty.
pub(super) fn least(ours: &[Spot], theirs: &[Spot]) -> Option<u32> {
    let pairs = || ours.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
    let shortest = pairs().map(|(one, other)| one.chord_squared(other)).fold(f64::INFINITY, f64::min);
    // Near ties are computed.
    let near = pairs().filter(|(one, other)| one.chord_squared(other) <= shortest + Spot::CLOSE);
    let kilometres = near.map(|(one, other)| one.point.distance(other.point)).min_by(f64::total_cmp)?;
    Some((kilometres * 10.0 + 0.5).floor() as u32)
}
