//! The plane on which maps of England are drawn, and the part of it that a map shows.

use super::{Kilometres, Point};

/// West and north edge of the plane in degrees; the frame of England has its corner here.
const WEST: f64 = -6.5;
const NORTH: f64 = 55.9;
/// Degrees of latitude times this are units of the plane.
const UNITS: f64 = 100.0;
/// The cosine of 52.9 degrees, the middle of England: there a degree of longitude is so much shorter than one of
/// latitude. One value for the whole plane distorts widths by less than 7 % at its ends.
const NARROWING: f64 = 0.603_2;
/// Kilometres in one degree of latitude.
const DEGREE_KM: f64 = 111.2;

/// A place on the plane: x grows to the east, y to the south; England spans about 507 by 610.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanePoint {
    /// Units east of the west edge.
    pub x: f64,
    /// Units south of the north edge.
    pub y: f64,
}

impl Point {
    /// Where the point lies on the plane of maps.
    pub fn on_plane(self) -> PlanePoint {
        PlanePoint { x: (self.longitude - WEST) * NARROWING * UNITS, y: (NORTH - self.latitude) * UNITS }
    }
}

/// A distance in units of the plane.
pub fn plane_length(kilometres: Kilometres) -> f64 {
    kilometres / DEGREE_KM * UNITS
}

/// The part of the plane that a map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its west edge.
    pub x: f64,
    /// Its north edge.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Frame {
    /// All of England.
    pub const ENGLAND: Self = Self { x: 0.0, y: 0.0, width: 507.0, height: 610.0 };

    /// The smallest frame of this shape (`width / height`) that holds all points with a margin, and is at least
    /// `least` kilometres high; `None` without a point.
    pub fn around(points: &[Point], shape: f64, margin: Kilometres, least: Kilometres) -> Option<Self> {
        let first = points.first()?.on_plane();
        let (mut west, mut east, mut north, mut south) = (first.x, first.x, first.y, first.y);
        for point in points.iter().map(|point| point.on_plane()) {
            (west, east) = (west.min(point.x), east.max(point.x));
            (north, south) = (north.min(point.y), south.max(point.y));
        }
        let margin = plane_length(margin);
        let (wide, high) = (east - west + 2.0 * margin, south - north + 2.0 * margin);
        let height = high.max(wide / shape).max(plane_length(least));
        let width = height * shape;
        Some(Self { x: f64::midpoint(west, east) - width / 2.0, y: f64::midpoint(north, south) - height / 2.0, width, height })
    }

    /// Whether a place of the plane lies inside.
    pub fn holds(self, place: PlanePoint) -> bool {
        (self.x..=self.x + self.width).contains(&place.x) && (self.y..=self.y + self.height).contains(&place.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn england_lies_on_its_frame() {
        for (latitude, longitude) in [(55.81, -2.03), (49.96, -5.2), (52.48, 1.76), (50.07, -5.71)] {
            assert!(Frame::ENGLAND.holds(Point { latitude, longitude }.on_plane()), "{latitude} {longitude}");
        }
    }

    #[test]
    fn a_frame_holds_its_points_and_keeps_its_shape() {
        let points = [Point { latitude: 52.0, longitude: -2.0 }, Point { latitude: 53.5, longitude: -1.9 }];
        let frame = Frame::around(&points, 0.8, 10.0, 50.0).expect("points");
        assert!(points.iter().all(|point| frame.holds(point.on_plane())));
        assert!((frame.width / frame.height - 0.8).abs() < 1e-9);
        assert!(Frame::around(&[], 1.0, 10.0, 50.0).is_none());
        let alone = Frame::around(&points[..1], 1.0, 1.0, 50.0).expect("a point");
        assert!((alone.height - plane_length(50.0)).abs() < 1e-9);
    }
}
