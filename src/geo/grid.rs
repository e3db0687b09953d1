//! National Grid references to WGS84.
//!
//! Registers give eastings and northings in metres on OSGB36. The seven numbers of the datum shift are those of Ordnance
//! Survey's "A guide to coordinate systems in Great Britain", section 6.6; with them a point is right to about five metres,
//! which is less than the length of a school.

use std::sync::LazyLock;

use proj4rs::Proj;

use super::Point;

/// The National Grid, EPSG 27700.
const NATIONAL_GRID: &str = "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy \
                             +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs";

/// Latitude and longitude, EPSG 4326.
const WGS84: &str = "+proj=longlat +ellps=WGS84 +datum=WGS84 +no_defs";

static BOTH: LazyLock<(Proj, Proj)> = LazyLock::new(|| {
    let read = |text| Proj::from_proj_string(text).expect("both systems are written out above");
    (read(NATIONAL_GRID), read(WGS84))
});

/// The point at `easting` and `northing` metres on the National Grid; `None` outside the grid's 700 by 1,300 kilometres.
///
/// Latitude and longitude are rounded to five decimals, about a metre.
pub fn from_national_grid(easting: f64, northing: f64) -> Option<Point> {
    if !(0.0..=700_000.0).contains(&easting) || !(0.0..=1_300_000.0).contains(&northing) {
        return None;
    }
    let mut place = (easting, northing, 0.0);
    proj4rs::transform::transform(&BOTH.0, &BOTH.1, &mut place).ok()?;
    let rounded = |radians: f64| (radians.to_degrees() * 1e5).round() / 1e5;
    let point = Point { latitude: rounded(place.1), longitude: rounded(place.0) };
    (point.latitude.is_finite() && point.longitude.is_finite()).then_some(point)
}

#[cfg(test)]
mod tests {
    use super::{Point, from_national_grid};

    /// Points whose place is known independently of us: Ordnance Survey's worked example (Caister water tower), and two
    /// corners of England.
    #[test]
    fn known_points_come_out_within_ten_metres() {
        let known = [
            (651_409.903, 313_177.270, 52.657_977, 1.716_038),
            (134_200.0, 25_200.0, 50.066_4, -5.714_9),
            (530_034.0, 180_381.0, 51.507_4, -0.127_8),
        ];
        for (easting, northing, latitude, longitude) in known {
            let point = from_national_grid(easting, northing).expect("on the grid");
            let off = point.distance(Point { latitude, longitude });
            assert!(off < 0.15, "{easting} {northing}: {point:?} is {off} km off");
        }
    }

    #[test]
    fn what_is_not_on_the_grid_has_no_point() {
        assert_eq!(from_national_grid(-1.0, 0.0), None);
        assert_eq!(from_national_grid(0.0, 1_300_001.0), None);
        assert_eq!(from_national_grid(f64::NAN, 0.0), None);
    }
}
