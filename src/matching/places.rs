//! Places by name: where a trust that is not listed is, as far as a postcode or a town tells.

use std::collections::BTreeMap;

use crate::geo::Point;
use crate::model::{CareBoardIndex, Directory, DistrictIndex, RegionIndex};

/// A postcode district or a town.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPlace {
    /// "DY1", "Yeovil".
    pub name: String,
    /// The middle of what is known there, in degrees rounded to four places.
    pub point: Point,
    /// The local authority district that most of it lies in.
    pub district: Option<DistrictIndex>,
    /// The region of most of it.
    pub region: Option<RegionIndex>,
    /// The care board of most of it.
    pub board: Option<CareBoardIndex>,
}

/// Postcode districts and towns that the records name, in order of their names: a point in the middle of what is known there,
/// and the region and care board of most of it; and all districts of the imported table, which goes before what the records
/// say. Enough to describe a trust that is not listed without asking anybody where a town lies.
pub fn places(directory: &Directory) -> Vec<NamedPlace> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for one in &directory.organisations {
        let office = (one.place.postcode.as_ref(), one.place.town.as_str(), one.place.point, one.place.district);
        let sites = one.sites.iter().map(|site| (site.postcode.as_ref(), site.town.as_str(), site.point, site.district));
        for (at, (postcode, town, point, district)) in std::iter::once(office).chain(sites).enumerate() {
            let Some(point) = point else { continue };
            let outward = postcode.map_or("", |postcode| postcode.outward());
            for name in [outward, town].into_iter().filter(|name| !name.is_empty()) {
                let place = known.entry(name.to_owned()).or_default();
                place.points.push(point);
                place.districts.extend(district);
                // Region and care board are those of the head office; a site may lie elsewhere.
                if at == 0 {
                    place.areas.extend(one.place.region.map(|region| (region, one.place.icbs.first().copied())));
                }
            }
        }
    }
    for district in &directory.places.postcode_districts {
        let region = district.board.and_then(|board| directory.places[board].regions.first().copied());
        let areas = region.map(|region| (region, district.board)).into_iter().collect();
        let place = known.entry(district.name.clone()).or_default();
        (place.points, place.areas) = (vec![district.point], areas);
    }
    known.into_iter().map(|(name, known)| known.place(directory, name)).collect()
}

#[derive(Default)]
struct Known {
    points: Vec<Point>,
    areas: Vec<(RegionIndex, Option<CareBoardIndex>)>,
    districts: Vec<DistrictIndex>,
}

impl Known {
    /// A place with the district of most that is known there; where no head office is, region and care board are the district's.
    fn place(mut self, directory: &Directory, name: String) -> NamedPlace {
        let count = self.points.len() as f64;
        let middle = |of: fn(&Point) -> f64| (self.points.iter().map(of).sum::<f64>() / count * 1e4).round() / 1e4;
        let point = Point { latitude: middle(|point| point.latitude), longitude: middle(|point| point.longitude) };
        let district = most(&mut self.districts);
        if let Some(at) = district.map(|district| &directory.places[district]).filter(|_| self.areas.is_empty()) {
            self.areas.extend(at.region.map(|region| (region, at.boards.first().copied())));
        }
        let (region, board) = most(&mut self.areas).map_or((None, None), |(region, board)| (Some(region), board));
        NamedPlace { name, point, district, region, board }
    }
}

/// What stands most often in a list; of several the last.
fn most<T: Ord + Copy>(list: &mut [T]) -> Option<T> {
    list.sort_unstable();
    list.chunk_by(PartialEq::eq).max_by_key(|same| same.len()).map(|same| same[0])
}
