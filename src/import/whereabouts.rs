//! From a postcode to a point, a region and a care board.
//!
//! A postcode's own columns are asked first, then its local authority district, then the boards' boundaries. A district that
//! two boards share is not decided by a coin: without boundaries the board stays empty, and that is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::folder::Folder;
use crate::geo::{Area, Point, Postcode};

use super::boards::Boards;
use super::body::Body;
use super::postcodes::{Outward, Postcodes, Spot};
use super::site::{FAR_KM, Site};
use super::table::Table;
use crate::data::DISTRICTS;

/// The share of a district's postcodes above which it counts as lying in one board.
const WHOLLY: f64 = 0.98;

/// How far outside every boundary a point may lie and still belong to the nearest: coasts are drawn coarsely.
const COAST_KM: f64 = 5.0;

/// A local authority district.
#[derive(Clone, Debug)]
struct District {
    region: Option<String>,
    board: Option<String>,
    share: f64,
}

/// Where something is, as ids of the site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Whereabouts {
    /// Its point.
    pub point: Option<Point>,
    /// Its region.
    pub region: Option<String>,
    /// Its main care board.
    pub board: Option<String>,
    /// The boards in which its schools lie and how many lie in each, most first; empty where its schools are not known.
    pub footprint: Vec<(String, usize)>,
    /// Its sites, with their districts as the site's table has them. Where a point and a postcode contradict each other, only that
    /// which lies nearer to the head office is left.
    pub sites: Vec<Site>,
}

/// Everything that is known of places.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// The site's regions and boards.
    pub boards: Boards,
    /// The postcodes asked for.
    pub postcodes: Postcodes,
    districts: BTreeMap<String, District>,
    /// The codes of the site's own table of districts, former ones leading to those in force.
    own: BTreeMap<String, String>,
    boundaries: Vec<(String, Area)>,
}

impl Gazetteer {
    /// What the site itself knows; postcodes, districts and boundaries are added.
    pub fn new(boards: Boards) -> Self {
        Self { boards, ..Self::default() }
    }

    /// Adds districts: a table with a column `lad25cd` (or another year) and any of `rgncd`, `rgnnm`, `icb_ods_code`,
    /// `icb26cd`, `share`.
    pub fn add_districts(&mut self, table: &Table, faults: &mut Vec<Diagnostic>) {
        let year = |stem: &str| {
            table.header().iter().position(|name| {
                let name = name.to_lowercase();
                name == format!("{stem}cd") || (name.len() == stem.len() + 4 && name.starts_with(stem) && name.ends_with("cd"))
            })
        };
        let Some(code) = year("lad").or_else(|| table.column(&["laua", "district"])) else {
            table.needed(&["lad25cd"], faults);
            return;
        };
        let region = year("rgn").or_else(|| table.column(&["rgn", "region"]));
        let region_name = table.column(&["rgnnm", "region_name"]);
        let (ods, ons) = (table.column(&["icb_ods_code", "icb_ods", "icb"]), year("icb"));
        let share = table.column(&["share"]);
        let width = table.header().len();
        let (boards, districts) = (&self.boards, &mut self.districts);
        table.rows(width, faults, &mut |row, faults| {
            let mut text = |column: Option<usize>| column.map(|column| row.cell(column, faults)).unwrap_or_default();
            let region = [text(region), text(region_name)].iter().find_map(|name| boards.region(name)).map(str::to_owned);
            let board =
                [text(ods), text(ons)].iter().find_map(|code| boards.by_code(code)).and_then(|board| boards.in_force(board));
            let part = text(share);
            let code = text(Some(code));
            // Without a share the district counts as wholly in its board; with one that cannot be read, as in none.
            let found = if share.is_none() || part.is_empty() { Some(1.0) } else { part.parse().ok() };
            if let (None, Some(column)) = (found, share) {
                let fault = row.fault(column, format!("`{part}` is no share from 0 to 1"));
                faults.push(fault.help("the district counts as one of several boards"));
            }
            let share = found.unwrap_or(0.0);
            districts.insert(code, District { region, board: board.map(|board| board.id.clone()), share });
        });
    }

    /// Adds the site's own table of districts, `data/places/districts.csv`, where it has one: a district that lies in one
    /// board is wholly in it, one of several needs a postcode or a boundary.
    pub fn add_own_districts(&mut self, folder: &Folder) {
        let Some(bytes) = folder.get(DISTRICTS) else { return };
        // What is wrong with the table is said by `check`.
        let mut unsaid = Vec::new();
        let Ok(table) = Table::read(DISTRICTS, bytes, true, &mut unsaid) else { return };
        let (code, region) = (table.column(&["code"]), table.column(&["region"]));
        let (icbs, former) = (table.column(&["icbs"]), table.column(&["former_codes"]));
        let (own, districts) = (&mut self.own, &mut self.districts);
        table.rows(table.header().len(), &mut unsaid, &mut |row, faults| {
            let mut text = |column: Option<usize>| column.map(|column| row.cell(column, faults)).unwrap_or_default();
            let (code, boards) = (text(code), text(icbs));
            let boards: Vec<&str> = boards.split(';').map(str::trim).filter(|board| !board.is_empty()).collect();
            let share = if boards.len() == 1 { 1.0 } else { 0.0 };
            let region = Some(text(region)).filter(|region| !region.is_empty());
            let district = District { region, board: boards.first().map(|board| (*board).to_owned()), share };
            let former = text(former);
            for known in former.split(';').map(str::trim).filter(|old| !old.is_empty()).chain([code.as_str()]) {
                own.insert(known.to_owned(), code.clone());
                districts.insert(known.to_owned(), district.clone());
            }
        });
    }

    /// Adds boundaries: `GeoJSON` of the Office for National Statistics whose features have a property like `ICB26CD`.
    ///
    /// # Errors
    /// A fault where the text is no such file.
    pub fn add_boundaries(&mut self, path: &str, text: &str) -> Result<(), Box<Diagnostic>> {
        let wrong = |why: &str| {
            Box::new(
                Diagnostic::new(Code::RegisterFormat, path, None, why.to_owned())
                    .help("give the boundaries of integrated care boards from the Open Geography portal as GeoJSON in WGS84"),
            )
        };
        let file: Value = serde_json::from_str(text).map_err(|error| wrong(&format!("this is not GeoJSON: {error}")))?;
        let features = file.get("features").and_then(Value::as_array).ok_or_else(|| wrong("the file has no features"))?;
        for feature in features {
            let code = feature.get("properties").and_then(Value::as_object).and_then(|properties| {
                let named = properties
                    .iter()
                    .find(|(key, _)| key.to_uppercase().starts_with("ICB") && key.to_uppercase().ends_with("CD"));
                named.and_then(|(_, value)| value.as_str())
            });
            let board = code.and_then(|code| self.boards.by_code(code)).and_then(|board| self.boards.in_force(board));
            let mut rings = Vec::new();
            if let Some(shape) = feature.get("geometry").and_then(|geometry| geometry.get("coordinates")) {
                gather_rings(shape, &mut rings, 0);
            }
            if let Some(board) = board {
                self.boundaries.push((board.id.clone(), Area::new(rings)));
            }
        }
        if self.boundaries.is_empty() { Err(wrong("no feature has the code of a care board of this site")) } else { Ok(()) }
    }

    /// The postcodes of these bodies, without spaces.
    pub fn wanted<'b>(bodies: impl IntoIterator<Item = &'b Body>) -> BTreeSet<String> {
        let own = |body: &'b Body| {
            let sites = body.sites.iter().flat_map(|sites| &sites.list).filter_map(|site| site.postcode.as_ref());
            body.postcode.as_ref().into_iter().chain(sites)
        };
        bodies.into_iter().flat_map(own).map(Postcode::joined).collect()
    }

    /// Where a body is.
    pub fn find(&self, body: &Body) -> Whereabouts {
        let spot = body.postcode.as_ref().and_then(|postcode| self.postcodes.spots.get(&postcode.joined()));
        let point = body.point.or_else(|| spot.and_then(|spot| spot.point)).filter(|point| point.in_england_frame());
        let district = spot.and_then(|spot| self.districts.get(&spot.district));
        let board = self.board_of(body, spot, district, point);
        let region = body
            .region
            .clone()
            .or_else(|| self.boards.region(&spot?.region).map(str::to_owned))
            .or_else(|| district?.region.clone())
            .or_else(|| match self.boards.get(board.as_deref()?)?.regions.as_slice() {
                [only] => Some(only.clone()),
                _ => None,
            });
        let listed = body.sites.iter().flat_map(|sites| &sites.list);
        let sites: Vec<Site> = listed.map(|site| self.settled(site, point)).collect();
        let footprint = if body.sites.as_ref().is_some_and(|sites| sites.schools) {
            self.footprint(&sites, board.as_deref())
        } else {
            Vec::new()
        };
        // A trust whose office lies far from its schools is shown where they are.
        let main =
            footprint.first().and_then(|(main, _)| self.boards.get(main)).map(|main| main.regions.as_slice()).unwrap_or_default();
        let region = region.filter(|region| main.is_empty() || main.contains(region)).or_else(|| main.first().cloned());
        let sites = sites.into_iter().map(|site| {
            let district = self.district_of(&site).and_then(|code| self.own.get(&code).cloned());
            Site { district, ..site }
        });
        Whereabouts { point, region, board, footprint, sites: sites.collect() }
    }

    /// A site without what contradicts the rest of it.
    fn settled(&self, site: &Site, office: Option<Point>) -> Site {
        let mut settled = site.clone();
        let around = || self.postcodes.outwards.get(site.postcode.as_ref()?.outward())?.middle();
        let of_postcode = self.spot_of(site).and_then(|spot| spot.point).or_else(around);
        if let (Some(own), Some(other), Some(office)) = (site.point, of_postcode, office)
            && own.distance(other) > FAR_KM
        {
            if own.distance(office) <= other.distance(office) {
                settled.postcode = None;
            } else {
                settled.point = self.spot_of(site).and_then(|spot| spot.point);
            }
        }
        settled
    }

    fn spot_of(&self, site: &Site) -> Option<&Spot> {
        self.postcodes.spots.get(&site.postcode.as_ref()?.joined())
    }

    fn district_of(&self, site: &Site) -> Option<String> {
        site.district.clone().or_else(|| self.spot_of(site).map(|spot| spot.district.clone()))
    }

    /// The boards of schools, by how many lie in each; of two with as many, the head office's comes first.
    fn footprint(&self, schools: &[Site], office: Option<&str>) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for school in schools {
            let district = self.district_of(school).and_then(|code| self.districts.get(&code));
            let wholly = district.filter(|district| district.share >= WHOLLY).and_then(|district| district.board.clone());
            let spot = self.spot_of(school);
            let stated =
                || self.boards.by_code(&spot?.board).filter(|board| board.closed.is_none()).map(|board| board.id.clone());
            let point = || school.point.or_else(|| spot?.point);
            if let Some(board) = wholly.or_else(stated).or_else(|| self.board_at(point()?)) {
                *counts.entry(board).or_default() += 1;
            }
        }
        let mut boards: Vec<(String, usize)> = counts.into_iter().collect();
        boards.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), office != Some(id.as_str()), id.clone()));
        boards
    }

    fn board_of(&self, body: &Body, spot: Option<&Spot>, district: Option<&District>, point: Option<Point>) -> Option<String> {
        let stated = body.board.as_deref().and_then(|code| self.boards.find(code));
        let in_force = |code: &str| self.boards.find(code).filter(|board| board.closed.is_none()).map(|board| board.id.clone());
        body.board
            .as_deref()
            .and_then(in_force)
            .or_else(|| spot.and_then(|spot| in_force(&spot.board)))
            .or_else(|| district.filter(|district| district.share >= WHOLLY).and_then(|district| district.board.clone()))
            .or_else(|| self.board_at(point?))
            .or_else(|| stated.and_then(|board| self.boards.in_force(board)).map(|board| board.id.clone()))
    }

    /// The board whose boundary holds a point, else the nearest one at the coast.
    fn board_at(&self, point: Point) -> Option<String> {
        if let Some((id, _)) = self.boundaries.iter().find(|(_, area)| area.holds(point)) {
            return Some(id.clone());
        }
        let off = self.boundaries.iter().map(|(id, area)| (area.distance_to_edge(point), id));
        off.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(off, _)| *off <= COAST_KM).map(|(_, id)| id.clone())
    }

    /// The table that a search near a postcode reads, `data/places/postcode-districts.csv`: `district,lat,lon,icb`, one
    /// line for each postcode district with the middle of its unit postcodes and the board that holds most of them.
    pub fn districts_table(&self) -> String {
        let mut text = String::from("district,lat,lon,icb\n");
        for (name, outward) in self.postcodes.outwards.iter().filter(|(name, _)| crate::geo::is_district(name)) {
            if let Some(point) = outward.middle() {
                let board = self.main_board(outward, point).unwrap_or_default();
                let _ = writeln!(text, "{name},{:.4},{:.4},{board}", point.latitude, point.longitude);
            }
        }
        text
    }

    fn main_board(&self, outward: &Outward, middle: Point) -> Option<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for ((district, code), count) in &outward.within {
            let by_code = self.boards.by_code(code).filter(|board| board.closed.is_none()).map(|board| board.id.clone());
            let by_district = || self.districts.get(district).and_then(|district| district.board.clone());
            if let Some(board) = by_code.or_else(by_district) {
                *counts.entry(board).or_default() += count;
            }
        }
        let most = counts.into_iter().max_by_key(|(id, count)| (*count, std::cmp::Reverse(id.clone())));
        most.map(|(id, _)| id).or_else(|| self.board_at(middle))
    }
}

/// The rings in the coordinates of a polygon or of many, however deep they lie.
fn gather_rings(shape: &Value, rings: &mut Vec<Vec<Point>>, depth: usize) {
    let Some(items) = shape.as_array().filter(|_| depth < 4) else { return };
    let corner = |value: &Value| {
        let pair = value.as_array()?;
        Some(Point { longitude: pair.first()?.as_f64()?, latitude: pair.get(1)?.as_f64()? })
    };
    if items.first().and_then(corner).is_some() {
        rings.push(items.iter().filter_map(corner).collect());
    } else {
        for inner in items {
            gather_rings(inner, rings, depth + 1);
        }
    }
}
