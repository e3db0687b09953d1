//! How near two organisations are: the distance, and what nearness is worth.

use super::constants::Constants;
use super::profile::{Profile, Profiles};
use crate::geo::{EARTH_RADIUS_KM, Spot};

/// A distance rounded to 0.1 km, in tenths of a kilometre.
pub(super) type Tenths = u32;

/// Tenths of a kilometre as kilometres.
pub(super) fn kilometres(tenths: Tenths) -> f64 {
    f64::from(tenths) / 10.0
}

/// The least distance over pairs of sites; `None` when either has no point.
///
/// Straight lines through the Earth order pairs of sites as great circles do and cost no trigonometry, so they find
/// the nearest pair; only when the rounding is close to a tie are the great circles themselves computed. The result is
/// always that of the great circles.
pub(super) fn distance(profiles: &Profiles, a: &Profile, b: &Profile) -> Option<Tenths> {
    let (ours, theirs) = (profiles.spots(a), profiles.spots(b));
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let mut least = f64::INFINITY;
    for one in ours {
        for other in theirs {
            least = least.min(one.chord_squared(other));
        }
    }
    Some(by_chord(least).unwrap_or_else(|| by_great_circle(ours, theirs)))
}

/// The rounded distance of a chord, unless it is too long for the series or too close to a tie to be certain.
fn by_chord(squared: f64) -> Option<Tenths> {
    // Up to about 900 km the first four terms of the arcsine err by less than a millimetre.
    if squared > 0.02 {
        return None;
    }
    let quarter = squared / 4.0;
    let half = quarter.sqrt();
    let arc = half * (1.0 + quarter * (1.0 / 6.0 + quarter * (3.0 / 40.0 + quarter * (15.0 / 336.0))));
    let tenths = 2.0 * EARTH_RADIUS_KM * arc * 10.0 + 0.5;
    let whole = tenths.floor();
    let part = tenths - whole;
    (part > 1e-4 && part < 1.0 - 1e-4).then_some(whole as Tenths)
}

fn by_great_circle(ours: &[Spot], theirs: &[Spot]) -> Tenths {
    let pairs = ours.iter().flat_map(|one| theirs.iter().map(move |other| one.point.distance(other.point)));
    rounded(pairs.fold(f64::INFINITY, f64::min))
}

/// A distance in kilometres, rounded to tenths.
fn rounded(kilometres: f64) -> Tenths {
    (kilometres * 10.0 + 0.5).floor() as Tenths
}

/// Whether both work in one care board at least.
pub(super) fn share_a_board(profiles: &Profiles, a: &Profile, b: &Profile) -> bool {
    a.boards_mask & b.boards_mask != 0
        && (profiles.exact_masks || profiles.boards(a).iter().any(|board| profiles.boards(b).contains(board)))
}

/// What the distance alone is worth: 1 at no distance, one half at the half distance, 0 when it is not known.
pub(super) fn nearness(constants: &Constants, tenths: Option<Tenths>) -> f64 {
    tenths.map_or(0.0, |tenths| {
        let share = kilometres(tenths) / constants.half_distance_km;
        1.0 / (1.0 + share * share)
    })
}

/// Proximity, 0 to 1: nearness, raised by a shared care board or region (section 3.2 of the design).
pub(super) fn proximity(constants: &Constants, profiles: &Profiles, a: &Profile, b: &Profile, tenths: Option<Tenths>) -> f64 {
    let near = nearness(constants, tenths);
    let same_region = a.region.is_some() && a.region == b.region;
    let mut proximity = if share_a_board(profiles, a, b) {
        if tenths.is_some() { near + constants.shared_board_pull * (1.0 - near) } else { constants.shared_board_unknown }
    } else if same_region {
        near.max(constants.same_region_least)
    } else {
        near
    };
    let boards_known = a.boards_mask != 0 && b.boards_mask != 0;
    if tenths.is_none() && !boards_known {
        if same_region {
            proximity = proximity.max(constants.same_region_unknown);
        } else if a.region.is_none() || b.region.is_none() {
            proximity = proximity.max(constants.region_unknown);
        }
    }
    proximity
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Point;

    fn spot(latitude: f64, longitude: f64) -> Spot {
        Spot::of(Point { latitude, longitude })
    }

    #[test]
    fn the_short_way_gives_the_great_circle() {
        let mut settled = 0;
        for step in 0..20_000_u32 {
            let f = f64::from(step);
            let one = spot(50.0 + (f * 0.618).fract() * 5.5, -6.0 + (f * 0.755).fract() * 7.5);
            let other = spot(50.0 + (f * 0.569).fract() * 5.5, -6.0 + (f * 0.324).fract() * 7.5);
            if let Some(tenths) = by_chord(one.chord_squared(&other)) {
                assert_eq!(tenths, by_great_circle(&[one], &[other]), "{one:?} {other:?}");
                settled += 1;
            }
        }
        assert!(settled > 19_900, "the great circle should be needed rarely: {settled}");
    }
}
