//! Areas: whether a point lies in one, and how far outside.

use super::{Kilometres, Point};

/// An area of one or more rings; a ring inside another is a hole.
#[derive(Clone, Debug, Default)]
pub struct Area {
    rings: Vec<Vec<Point>>,
}

impl Area {
    /// An area from its rings, each a closed line.
    pub fn new(rings: Vec<Vec<Point>>) -> Self {
        Self { rings }
    }

    /// Whether `point` lies inside, by counting the lines that a ray to the east crosses.
    pub fn holds(&self, point: Point) -> bool {
        self.edges().fold(false, |inside, (a, b)| {
            let straddles = (a.latitude > point.latitude) != (b.latitude > point.latitude);
            let crossing = || {
                let along = (point.latitude - a.latitude) / (b.latitude - a.latitude);
                a.longitude + along * (b.longitude - a.longitude)
            };
            inside != (straddles && point.longitude < crossing())
        })
    }

    /// The distance from `point` to the nearest line of the area's edge, good to a few per cent within some kilometres.
    pub fn distance_to_edge(&self, point: Point) -> Kilometres {
        let narrow = libm::cos(point.latitude.to_radians());
        let flat = |corner: Point| ((corner.longitude - point.longitude) * narrow, corner.latitude - point.latitude);
        let degrees = self.edges().map(|(a, b)| distance_from_origin(flat(a), flat(b))).fold(f64::INFINITY, f64::min);
        degrees.to_radians() * super::EARTH_RADIUS_KM
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        self.rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)).map(|(&a, &b)| (a, b)))
    }
}

/// How far the line from `a` to `b` passes from (0, 0).
fn distance_from_origin(a: (f64, f64), b: (f64, f64)) -> f64 {
    let along = (b.0 - a.0, b.1 - a.1);
    let length = along.0 * along.0 + along.1 * along.1;
    let part = if length == 0.0 { 0.0 } else { (-(a.0 * along.0 + a.1 * along.1) / length).clamp(0.0, 1.0) };
    let (x, y) = (a.0 + part * along.0, a.1 + part * along.1);
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{Area, Point};

    fn square(from: f64, to: f64) -> Vec<Point> {
        let at = |latitude, longitude| Point { latitude, longitude };
        vec![at(from, from), at(from, to), at(to, to), at(to, from), at(from, from)]
    }

    #[test]
    fn a_hole_is_outside() {
        let area = Area::new(vec![square(0.0, 10.0), square(4.0, 6.0)]);
        let at = |latitude, longitude| Point { latitude, longitude };
        assert!(area.holds(at(1.0, 1.0)) && area.holds(at(9.0, 5.0)));
        assert!(!area.holds(at(5.0, 5.0)) && !area.holds(at(-1.0, 5.0)) && !area.holds(at(5.0, 11.0)));
    }

    #[test]
    fn a_degree_north_is_a_hundred_and_eleven_kilometres() {
        let area = Area::new(vec![square(0.0, 10.0)]);
        let off = area.distance_to_edge(Point { latitude: 11.0, longitude: 5.0 });
        assert!((off - 111.19).abs() < 0.1, "{off}");
    }
}
