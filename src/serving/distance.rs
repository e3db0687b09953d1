//! The least distance between two lists of points.

use crate::geo::Point;

/// A point with its place on the unit sphere, so that the nearest pair is found without trigonometry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    point: Point,
    unit: [f64; 3],
}

impl Spot {
    pub(super) fn of(point: Point) -> Self {
        let (latitude, longitude) = (point.latitude.to_radians(), point.longitude.to_radians());
        let around = libm::cos(latitude);
        Self { point, unit: [around * libm::cos(longitude), around * libm::sin(longitude), libm::sin(latitude)] }
    }
}

/// The least distance over pairs in tenths of a kilometre; `None` where either list is empty.
pub(super) fn least(ours: &[Spot], theirs: &[Spot]) -> Option<u32> {
    /// Straight lines through the Earth order pairs as great circles do, but for the rounding: near ties are computed.
    const CLOSE: f64 = 1e-12;
    let chord = |one: &Spot, other: &Spot| -> f64 { (0..3).map(|axis| (one.unit[axis] - other.unit[axis]).powi(2)).sum() };
    let pairs = || ours.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
    let shortest = pairs().map(|(one, other)| chord(one, other)).fold(f64::INFINITY, f64::min);
    let near = pairs().filter(|(one, other)| chord(one, other) <= shortest + CLOSE);
    let kilometres = near.map(|(one, other)| one.point.distance(other.point)).min_by(f64::total_cmp)?;
    Some((kilometres * 10.0 + 0.5).floor() as u32)
}
