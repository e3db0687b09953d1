//! Points with their place on the unit sphere, so that the nearest of many is found without trigonometry.

use super::{EARTH_RADIUS_KM, Kilometres, Point};

/// A point, with its place on the unit sphere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The point.
    pub point: Point,
    /// Where it stands on the sphere of radius 1: x, y, z.
    pub unit: [f64; 3],
}

impl Spot {
    /// Two chords whose squares differ by less may stand in the other order than their great circles, by rounding.
    pub const CLOSE: f64 = 1e-12;

    /// The spot of a point.
    pub fn of(point: Point) -> Self {
        let (latitude, longitude) = (point.latitude.to_radians(), point.longitude.to_radians());
        let ring = libm::cos(latitude);
        Self { point, unit: [ring * libm::cos(longitude), ring * libm::sin(longitude), libm::sin(latitude)] }
    }

    /// The square of the straight line through the Earth, in squared radii: it orders pairs as great circles do.
    pub fn chord_squared(&self, other: &Self) -> f64 {
        let [x, y, z] = [self.unit[0] - other.unit[0], self.unit[1] - other.unit[1], self.unit[2] - other.unit[2]];
        x * x + y * y + z * z
    }

    /// The square of the chord of a great circle of this length, at most half of the Earth's girth.
    pub fn chord_squared_of(length: Kilometres) -> f64 {
        let chord = 2.0 * libm::sin(length / EARTH_RADIUS_KM / 2.0);
        chord * chord
    }
}
