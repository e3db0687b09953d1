//! Places that a reader can name and that have bounds: local authority districts, the counties of their councils and those that
//! people still name, regions and care board areas.

use std::collections::{BTreeMap, BTreeSet};

use super::counties::COUNTIES;
use super::document::{Class, Document};
use super::places::{place_key, steps, thousandths};
use crate::geo::Point;
use crate::model::{CareBoardIndex, Places, RegionIndex};

/// An area: whose members are listed here, or stand in the filter of its group.
struct Area {
    name: String,
    points: Vec<Point>,
    boards: BTreeSet<CareBoardIndex>,
    region: Option<RegionIndex>,
    documents: BTreeSet<u32>,
    group: &'static str,
}

/// Areas in files by the first letters of the words of their key (`a-k`), so that "Sussex" leads to East Sussex, as JSON in columns: names `n`, latitudes `y` and longitudes `x` in
/// thousandths of a degree (0 where not known), lists of care boards `b`, region `r` (-1 where not known), organisations in them
/// `o` (each less the one before), and `g`: for a region or care board area the filter that lists its organisations.
pub(super) fn named(documents_in_order: &[Document], places: &Places) -> BTreeMap<String, String> {
    let mut in_district: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); places.districts.len()];
    for (document, one) in (0u32..).zip(documents_in_order).filter(|(_, one)| one.class <= Class::Body) {
        for district in one.facets.stands.iter().filter_map(|stand| stand.district) {
            in_district[district.at()].insert(document);
        }
    }
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    for (at, region) in places.regions.numbered() {
        let area = Area { points: region.centre.into_iter().collect(), region: Some(at), ..Area::of(&region.name, "region") };
        areas.entry(place_key(&region.name)).or_insert(area);
    }
    for (district, members) in places.districts.iter().zip(&in_district) {
        let county = COUNTIES
            .iter()
            .find(|(_, codes)| codes.contains(&district.code.as_str()) || codes.contains(&district.council.code.as_str()));
        let county = county.map(|(name, _)| *name);
        for name in BTreeSet::from([district.name.as_str(), &district.council.name]).into_iter().chain(county) {
            let area = areas.entry(place_key(name)).or_insert_with(|| Area::of(name, ""));
            if area.group.is_empty() {
                area.points.push(district.point);
                area.region = area.region.or(district.region);
                area.boards.extend(district.boards.first());
                area.documents.extend(members);
            }
        }
    }
    for (at, board) in places.boards.numbered().filter(|(_, board)| board.closed.is_none()) {
        let region = board.regions.first().copied();
        let area = Area {
            points: board.centre.into_iter().collect(),
            boards: BTreeSet::from([at]),
            region,
            ..Area::of(&board.short, "icb")
        };
        areas.entry(place_key(&board.short)).or_insert(area);
    }
    areas.remove("");
    let mut files: BTreeMap<String, Vec<&Area>> = BTreeMap::new();
    for (key, area) in &areas {
        let letters: BTreeSet<char> = key.split(' ').map(super::words::first_letter).collect();
        for letter in letters {
            files.entry(format!("a-{letter}")).or_default().push(area);
        }
    }
    files.into_iter().map(|(file, areas)| (file, columns(&areas).to_string())).collect()
}

impl Area {
    fn of(name: &str, group: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            points: Vec::new(),
            boards: BTreeSet::new(),
            region: None,
            documents: BTreeSet::new(),
            group,
        }
    }
}

fn columns(areas: &[&Area]) -> serde_json::Value {
    let column = |value: &dyn Fn(&Area) -> serde_json::Value| areas.iter().copied().map(value).collect::<Vec<_>>();
    serde_json::json!({
        "n": column(&|area| area.name.as_str().into()),
        "y": column(&|area| middle(area, |point| point.latitude).into()),
        "x": column(&|area| middle(area, |point| point.longitude).into()),
        "b": column(&|area| area.boards.iter().map(|board| board.number()).collect::<Vec<u16>>().into()),
        "r": column(&|area| area.region.map_or(-1, |region| i64::from(region.number())).into()),
        "o": column(&|area| steps(&area.documents)),
        "g": column(&|area| area.group.into()),
    })
}

fn middle(area: &Area, part: fn(&Point) -> f64) -> i64 {
    thousandths(area.points.iter().map(part).sum::<f64>() / area.points.len().max(1) as f64)
}
