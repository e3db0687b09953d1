//! Places that a reader can name and that are points: postcode districts and towns. Towns of one name that lie apart are
//! places of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Class, Document, Stand};
use super::fold::fold;
use super::spelling::one_spelling;
use crate::geo::{Kilometres, Point};
use crate::model::{CareBoardIndex, Places, RegionIndex};

/// Somewhere in a place that is named: who is there and where that is.
struct Found<'a> {
    document: u32,
    stand: &'a Stand,
    point: Option<Point>,
}

/// The key by which a name of a place is found, in all its spellings.
pub(super) fn place_key(name: &str) -> String {
    one_spelling(&fold(name))
}

/// Postcode districts in files by their letters (`d-DY`) and towns in files by the first letter of their key (`t-d`), as JSON
/// in columns: names `n`, latitudes `y` and longitudes `x` in thousandths of a degree, care board `b` and region `r` (-1 where
/// not known); for towns also how many organisations are there `c`, which `o` (each less the one before), and the postcode
/// district of most `d`. An imported table of districts goes before what the records say.
pub(super) fn named(documents_in_order: &[Document], places: &Places) -> BTreeMap<String, String> {
    let imported: BTreeMap<&str, Point> =
        places.postcode_districts.iter().map(|district| (district.name.as_str(), district.point)).collect();
    let mut districts: BTreeMap<&str, Vec<Found<'_>>> = BTreeMap::new();
    let mut towns: BTreeMap<String, Vec<Found<'_>>> = BTreeMap::new();
    for (document, one) in (0u32..).zip(documents_in_order).filter(|(_, one)| one.class <= Class::Body) {
        for stand in &one.facets.stands {
            let outward = stand.outward.as_deref();
            let point = stand.point.or_else(|| imported.get(outward?).copied());
            if let (Some(outward), Some(_)) = (outward, point) {
                districts.entry(outward).or_default().push(Found { document, stand, point });
            }
            let town = place_key(&stand.town);
            if !town.is_empty() {
                towns.entry(town).or_default().push(Found { document, stand, point });
            }
        }
    }
    let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut rows: BTreeMap<&str, Row> =
        districts.iter().map(|(&name, found)| (name, Row::of(name, &found.iter().collect::<Vec<_>>()))).collect();
    for district in &places.postcode_districts {
        let region = district.board.and_then(|board| places[board].regions.first());
        let area = (district.board.map(CareBoardIndex::number), region.map(|region| region.number()));
        rows.insert(&district.name, Row { name: district.name.clone(), point: district.point, area, ..Row::default() });
    }
    for (name, row) in rows {
        let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        files.entry(format!("d-{letters}")).or_default().push(row);
    }
    for (key, found) in &towns {
        let file = files.entry(format!("t-{}", super::words::first_letter(key))).or_default();
        file.extend(lying_apart(found).iter().map(|together| Row::of(&commonest_name(together), together)));
    }
    files.into_iter().map(|(file, rows)| (file.clone(), columns(&rows, file.starts_with('t')).to_string())).collect()
}

/// Nearer than this is one town whatever its postcodes.
const ONE_TOWN: Kilometres = 12.0;
/// And nearer than this where the postcodes begin with the same letters.
const ONE_POST_TOWN: Kilometres = 30.0;

/// What lies together, in one town, each apart from the others; the most organisations first. What has no point counts to
/// the largest, or to one that shares its postcode letters.
fn lying_apart<'a>(found: &'a [Found<'a>]) -> Vec<Vec<&'a Found<'a>>> {
    // Cells of about two kilometres: there are few of them, however many stand in them.
    let mut cells: BTreeMap<(i32, i32, &str), (Point, Vec<&Found<'_>>)> = BTreeMap::new();
    let mut without: Vec<&Found<'_>> = Vec::new();
    for one in found {
        let Some(point) = one.point else {
            without.push(one);
            continue;
        };
        let cell = ((point.latitude * 50.0).floor() as i32, (point.longitude * 30.0).floor() as i32, letters_of(one));
        cells.entry(cell).or_insert_with(|| (point, Vec::new())).1.push(one);
    }
    let mut groups: Vec<Vec<(&str, Point, Vec<&Found<'_>>)>> = Vec::new();
    for ((.., letters), (point, members)) in cells {
        let near = |&(other, at, _): &(&str, Point, Vec<&Found<'_>>)| {
            let most = if !letters.is_empty() && letters == other { ONE_POST_TOWN } else { ONE_TOWN };
            at.distance(point) <= most
        };
        let (near, mut apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.iter().any(near));
        let mut group: Vec<_> = near.into_iter().flatten().collect();
        group.push((letters, point, members));
        apart.push(group);
        groups = apart;
    }
    let mut together: Vec<Vec<&Found<'_>>> =
        groups.into_iter().map(|group| group.into_iter().flat_map(|(.., members)| members).collect()).collect();
    together
        .sort_by_cached_key(|group| (std::cmp::Reverse(organisations(group).len()), group.iter().map(|one| one.document).min()));
    for one in without {
        let same = |group: &Vec<&Found<'_>>| {
            !letters_of(one).is_empty() && group.iter().any(|other| letters_of(other) == letters_of(one))
        };
        let at = together.iter().position(same).unwrap_or(0);
        if let Some(group) = together.get_mut(at) {
            group.push(one);
        }
    }
    together
}

fn letters_of<'a>(found: &Found<'a>) -> &'a str {
    let outward = found.stand.outward.as_deref().unwrap_or_default();
    outward.split(|sign: char| sign.is_ascii_digit()).next().unwrap_or_default()
}

fn organisations(found: &[&Found<'_>]) -> BTreeSet<u32> {
    found.iter().map(|one| one.document).collect()
}

/// The name as most write it.
fn commonest_name(found: &[&Found<'_>]) -> String {
    commonest(found.iter().map(|one| one.stand.town.trim())).unwrap_or_default().to_owned()
}

fn commonest<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(value, count)| (count, std::cmp::Reverse(value))).map(|(value, _)| value)
}

/// One place as its file has it.
struct Row {
    name: String,
    point: Point,
    area: (Option<u16>, Option<u16>),
    documents: BTreeSet<u32>,
    district: String,
}

impl Default for Row {
    fn default() -> Self {
        let point = Point { latitude: 0.0, longitude: 0.0 };
        Self { name: String::new(), point, area: (None, None), documents: BTreeSet::new(), district: String::new() }
    }
}

impl Row {
    fn of(name: &str, found: &[&Found<'_>]) -> Self {
        let points: Vec<Point> = found.iter().filter_map(|one| one.point).collect();
        let mean = |part: fn(&Point) -> f64| points.iter().map(part).sum::<f64>() / points.len().max(1) as f64;
        let board = commonest(found.iter().filter_map(|one| one.stand.board)).map(CareBoardIndex::number);
        let region = commonest(found.iter().filter_map(|one| one.stand.region)).map(RegionIndex::number);
        Self {
            name: name.to_owned(),
            point: Point { latitude: mean(|point| point.latitude), longitude: mean(|point| point.longitude) },
            area: (board, region),
            documents: organisations(found),
            district: commonest(found.iter().filter_map(|one| one.stand.outward.as_deref())).unwrap_or_default().to_owned(),
        }
    }
}

fn columns(rows: &[Row], towns: bool) -> serde_json::Value {
    let number = |number: Option<u16>| number.map_or(-1, i64::from);
    let column = |value: &dyn Fn(&Row) -> serde_json::Value| rows.iter().map(value).collect::<Vec<_>>();
    let mut out = serde_json::json!({
        "n": column(&|row| row.name.as_str().into()),
        "y": column(&|row| thousandths(row.point.latitude).into()),
        "x": column(&|row| thousandths(row.point.longitude).into()),
        "b": column(&|row| number(row.area.0).into()),
        "r": column(&|row| number(row.area.1).into()),
    });
    if towns {
        out["d"] = column(&|row| row.district.as_str().into()).into();
        out["o"] = column(&|row| steps(&row.documents)).into();
    }
    out
}

/// Documents in ascending order, each less the one before.
pub(super) fn steps(documents: &BTreeSet<u32>) -> serde_json::Value {
    let mut last = 0;
    documents.iter().map(|&document| document - std::mem::replace(&mut last, document)).collect::<Vec<u32>>().into()
}

/// How many thousandths of a degree; the error is at most 60 metres.
pub(super) fn thousandths(degrees: f64) -> i64 {
    (degrees * 1000.0).round() as i64
}
