//! Points on the Earth, distances between them, areas, National Grid references, and postcodes.

mod frame;
mod grid;
mod polygon;
mod postcode;
mod spot;

pub use frame::{Frame, PlanePoint, plane_length};
pub use grid::from_national_grid;
pub use polygon::Area;
pub use postcode::{OutsideEngland, Postcode, is_district, outside_england};
pub use spot::Spot;

/// Mean radius of the Earth in kilometres (IUGG), as the matching design names it.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A distance in kilometres.
pub type Kilometres = f64;

/// A place on the Earth in WGS84 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

impl Point {
    /// The great-circle distance to `other`, by the haversine formula; the same bits on every platform.
    pub fn distance(self, other: Self) -> Kilometres {
        let (lat1, lat2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = libm::sin((lat2 - lat1) / 2.0);
        let half_lon = libm::sin((other.longitude - self.longitude).to_radians() / 2.0);
        let h = half_lat * half_lat + libm::cos(lat1) * libm::cos(lat2) * half_lon * half_lon;
        2.0 * EARTH_RADIUS_KM * libm::asin(h.sqrt().min(1.0))
    }

    /// Whether the point lies in the frame of England: latitude 49.8 to 55.9, longitude -6.5 to 1.9.
    pub fn in_england_frame(self) -> bool {
        (49.8..=55.9).contains(&self.latitude) && (-6.5..=1.9).contains(&self.longitude)
    }
}
