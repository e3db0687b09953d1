//! Maps, drawn when the site is built, from the points of the records. Each stands beside the same facts in words.
//!
//! A map is a part of one plane: a picture of England in dots (an asset, loaded once), marks for organisations, and
//! names for orientation. Marks keep their size on the screen at every scale; the health side is round, the education
//! side square, so that colour alone tells nothing.

use std::fmt::Write as _;

use serde::Serialize;

use crate::geo::{Frame, PlanePoint, Point, plane_length};
use crate::model::{Directory, Organisation, OrganisationIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::text;

/// Width of a letter of a name in parts of its height, on average.
const LETTER: f64 = 0.64;

/// A map as the template draws it.
#[derive(Serialize)]
pub(in crate::render) struct MapView {
    view_box: String,
    /// Whether it shows all of England; parts of it have finer dots.
    whole: bool,
    /// What the map shows, for readers who do not see it.
    title: String,
    marks: Vec<Marks>,
    /// A circle: how far an organisation works.
    reach: Option<Circle>,
    names: Vec<Name>,
    /// Height of a name in units of the plane.
    letters: f64,
}

/// All marks of one look as one path.
#[derive(Serialize)]
struct Marks {
    look: &'static str,
    path: String,
}

#[derive(Serialize)]
struct Circle {
    x: f64,
    y: f64,
    radius: f64,
}

#[derive(Serialize)]
struct Name {
    x: f64,
    y: f64,
    words: String,
    look: &'static str,
}

#[derive(Serialize)]
struct MapPageView {
    page: Page,
    map: MapView,
    regions: Vec<RegionRow>,
    nowhere: String,
}

#[derive(Serialize)]
struct RegionRow {
    region: NamedAddress,
    nhs: usize,
    school: usize,
    body: usize,
}

/// Settles the map page.
pub(in crate::render) fn add(book: &mut Book) {
    book.page("map/", "map.html", |world, _| page(world));
}

fn page(world: &World) -> MapPageView {
    let directory = &*world.directory;
    let sides = Sides::of(directory, &world.lists.by_name);
    let regions = directory.places.regions.iter().zip(&world.lists.region).map(|(region, here)| {
        let sides = Sides::of(directory, here);
        RegionRow { region: NamedAddress::region(region), nhs: sides.nhs, school: sides.school, body: sides.body }
    });
    let without = world.lists.by_name.iter().filter(|&&at| directory[at].place.point.is_none()).count();
    MapPageView {
        page: Page::new(
            format!("Map of {}", sides.phrase()),
            "Where the organisations of the directory are, as a map and as a table.",
            "places",
        ),
        map: england(world),
        regions: regions.collect(),
        nowhere: if without == 0 { String::new() } else { text::counted(without, "organisation", None) },
    }
}

/// England with every organisation, and the names of the regions.
pub(in crate::render) fn england(world: &World) -> MapView {
    let directory = &*world.directory;
    let names = directory.places.regions.iter().filter_map(|region| Some((region.centre?, region.name.clone(), "region")));
    let title = format!("Map of England with {}", Sides::of(directory, &world.lists.by_name).phrase());
    draw(Frame::ENGLAND, title, marks(directory, &world.lists.by_name), names.collect(), 15.0)
}

/// The part of England in which some organisations are; `None` where no point is known.
pub(in crate::render) fn around(world: &World, name: &str, here: &[OrganisationIndex], centre: Option<Point>) -> Option<MapView> {
    let directory = &*world.directory;
    let mut points: Vec<Point> = here.iter().filter_map(|&at| directory[at].place.point).collect();
    points.extend(centre);
    let frame = Frame::around(&points, 1.25, 12.0, 90.0)?;
    let towns = here.iter().filter_map(|&at| town(&directory[at]));
    let title = format!("Map of {name} with {}", Sides::of(directory, here).phrase());
    Some(draw(frame, title, marks(directory, here), towns.collect(), frame.height / 24.0))
}

/// Where one organisation is, with its sites and how far it works; `None` where no point is known.
pub(in crate::render) fn of_one(world: &World, one: &Organisation) -> Option<MapView> {
    let places = &world.directory.places;
    let points = one.points();
    let reach = one.place.reach_km.unwrap_or(0.0);
    let frame = Frame::around(&points, 1.0, reach + 10.0, 110.0)?;
    let mut all = Vec::new();
    all.extend(path(one.sites.iter().filter_map(|site| site.point)).map(|path| Marks { look: "site", path }));
    all.extend(path(one.place.point.into_iter()).map(|path| Marks { look: one.sector.id(), path }));
    let mut names: Vec<(Point, String, &'static str)> = town(one).into_iter().collect();
    let boards = places.boards.iter().filter(|board| board.closed.is_none());
    names.extend(boards.filter_map(|board| Some((board.centre?, board.short.clone(), "board"))));
    let title = match one.sites.iter().filter(|site| site.point.is_some()).count() {
        0 => format!("Map with the head office of {}", one.name),
        sites => format!("Map with the head office and {} of {}", text::counted(sites, "site", None), one.name),
    };
    let mut map = draw(frame, title, all, names, frame.height / 17.0);
    map.reach = one.place.reach_km.zip(one.place.point).map(|(kilometres, point)| {
        let centre = point.on_plane();
        Circle { x: round(centre.x), y: round(centre.y), radius: round(plane_length(kilometres)) }
    });
    Some(map)
}

fn town(one: &Organisation) -> Option<(Point, String, &'static str)> {
    (!one.place.town.is_empty()).then_some(())?;
    Some((one.place.point?, one.place.town.clone(), "town"))
}

fn marks(directory: &Directory, organisations: &[OrganisationIndex]) -> Vec<Marks> {
    [Sector::Body, Sector::School, Sector::Nhs]
        .into_iter()
        .filter_map(|sector| {
            let of_sector = organisations.iter().map(|&at| &directory[at]).filter(|one| one.sector == sector);
            Some(Marks { look: sector.id(), path: path(of_sector.filter_map(|one| one.place.point))? })
        })
        .collect()
}

/// A path of dots: lines without length, whose ends the style sheet makes round or square.
fn path(points: impl Iterator<Item = Point>) -> Option<String> {
    let mut path = String::new();
    for place in points.map(Point::on_plane) {
        let _ = write!(path, "M{} {}h0", round(place.x), round(place.y));
    }
    (!path.is_empty()).then_some(path)
}

fn draw(frame: Frame, title: String, marks: Vec<Marks>, names: Vec<(Point, String, &'static str)>, letters: f64) -> MapView {
    let view_box = format!("{} {} {} {}", round(frame.x), round(frame.y), round(frame.width), round(frame.height));
    MapView {
        view_box,
        whole: frame == Frame::ENGLAND,
        title,
        marks,
        reach: None,
        names: place_names(frame, names, letters),
        letters: round(letters),
    }
}

/// Names inside the frame that do not cover one another, those given first before others.
fn place_names(frame: Frame, names: Vec<(Point, String, &'static str)>, letters: f64) -> Vec<Name> {
    let mut taken: Vec<(f64, f64, f64, f64)> = Vec::new();
    let mut placed = Vec::new();
    for (point, words, look) in names {
        let PlanePoint { x, y } = point.on_plane();
        let half = words.chars().count() as f64 * letters * LETTER / 2.0;
        let (left, right, top, bottom) = (x - half, x + half, y - 1.7 * letters, y - 0.3 * letters);
        let inside = left >= frame.x && right <= frame.x + frame.width && top >= frame.y && y <= frame.y + frame.height;
        let free = taken.iter().all(|&(l, r, t, b)| right < l || left > r || bottom < t || top > b);
        if inside && free {
            taken.push((left, right, top, bottom));
            placed.push(Name { x: round(x), y: round(y - 0.6 * letters), words, look });
        }
    }
    placed
}

/// Tenths of a unit are a hundred metres: finer than any mark.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
