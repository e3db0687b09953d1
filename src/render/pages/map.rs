//! Maps, drawn when the site is built: care board areas as links, shaded by the number of school trusts, and small maps of
//! one organisation. Each stands beside the same facts in words.
//!
//! The health side is round, the education side square, so that colour alone tells nothing.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;

use crate::geo::Point;
use crate::model::{CareBoardIndex, Organisation, RegionIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::outlines::{self, Frame, GRID, Outline};
use crate::site::address;
use crate::wording::say;

/// A frame for small areas is drawn where they fill less than this part of the map's width.
const SMALL: f64 = 1.0 / 8.0;
/// How much larger it is.
const ENLARGED: f64 = 2.4;
/// How wide and high a map of one organisation is at least, and its margin, in steps of the grid: about 25 and 3 km.
const LEAST: f64 = 90.0;
const MARGIN: f64 = 12.0;
/// Corners of outlines that lie nearer than this part of the width of such a map cannot be told apart: some two pixels.
const MESHES: f64 = 100.0;
/// Width of such a map in parts of its height.
const SHAPE: f64 = 1.25;

/// A map of areas.
#[derive(Serialize)]
pub(in crate::render) struct AreasView {
    view_box: String,
    areas: Vec<AreaView>,
    /// Small areas drawn again, larger.
    inset: Option<Inset>,
    classes: Vec<String>,
}

#[derive(Serialize)]
struct Inset {
    label: String,
    frame: Box,
    transform: String,
    areas: Vec<AreaView>,
}

#[derive(Serialize)]
struct Box {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

#[derive(Serialize)]
struct AreaView {
    address: String,
    /// "Thames Valley: 6 NHS trusts and 127 school trusts"
    label: String,
    path: &'static str,
    /// From 1 to 4.
    class: usize,
    number: usize,
    x: f64,
    y: f64,
    /// Drawn again in the inset, where its link is reached by the keyboard.
    again: bool,
    /// The area that the page is about.
    here: bool,
}

/// The map of one organisation.
#[derive(Serialize)]
pub(in crate::render) struct MapView {
    view_box: String,
    /// What it shows, for readers who do not see it.
    title: String,
    outlines: Vec<String>,
    marks: Vec<Marks>,
}

/// All marks of one look as one path.
#[derive(Serialize)]
struct Marks {
    look: &'static str,
    path: String,
}

#[derive(Serialize)]
struct MapPageView {
    page: Page,
    map: AreasView,
    /// How many areas there are.
    number: usize,
    regions: Vec<RegionRows>,
}

/// The areas of one region, as a table has them.
#[derive(Serialize)]
pub(in crate::render) struct RegionRows {
    region: NamedAddress,
    areas: Vec<AreaRow>,
}

#[derive(Serialize)]
pub(in crate::render) struct AreaRow {
    area: NamedAddress,
    nhs: usize,
    school: usize,
}

/// Settles the map and the list of places, which say the same in two orders.
pub(in crate::render) fn add(book: &mut Book) {
    book.page("map/", "map.html", |world, _| page(world, "map/"));
    book.page("places/", "map.html", |world, _| page(world, "places/"));
}

fn page(world: &World, at: &str) -> MapPageView {
    let directory = &*world.directory;
    let regions = regions(world);
    let number = in_force(world).count();
    let words = &world.words;
    let title =
        if at == "map/" { say!(words, "map.title", count = number) } else { say!(words, "map.places-title", count = number) };
    MapPageView {
        page: Page::new(
            &world.words,
            title,
            say!(words, "map.description", sides = Sides::of(directory, &world.lists.by_name).phrase(words)),
            "places",
        ),
        map: areas_map(world, in_force(world), None),
        number,
        regions,
    }
}

/// Every region with its areas, an area of several regions in its main one only.
pub(in crate::render) fn regions(world: &World) -> Vec<RegionRows> {
    let places = &world.directory.places;
    let rows = places.regions.numbered().map(|(number, region)| RegionRows {
        region: NamedAddress::region(region),
        areas: in_force(world).filter(|&at| places[at].regions.first() == Some(&number)).map(|at| row(world, at)).collect(),
    });
    rows.filter(|region| !region.areas.is_empty()).collect()
}

fn row(world: &World, at: CareBoardIndex) -> AreaRow {
    let sides = sides(world, at);
    AreaRow { area: NamedAddress::board(&world.directory, at), nhs: sides.nhs, school: sides.school }
}

fn sides(world: &World, at: CareBoardIndex) -> Sides {
    Sides::of(&world.directory, &world.lists.board[at.at()])
}

/// The boards that exist today.
pub(in crate::render) fn in_force(world: &World) -> impl Iterator<Item = CareBoardIndex> {
    let boards = &world.directory.places.boards;
    boards.indices().filter(|&at| boards[at].closed.is_none() && boards[at].successor.is_none())
}

/// A map of some areas; `here` is the one that the page is about. Boards without an outline are left out.
pub(in crate::render) fn areas_map(
    world: &World,
    boards: impl Iterator<Item = CareBoardIndex>,
    here: Option<CareBoardIndex>,
) -> AreasView {
    let places = &world.directory.places;
    let drawn: Vec<(CareBoardIndex, &'static Outline)> =
        boards.filter_map(|at| Some((at, outlines::of(&places[at].ons)?))).collect();
    let frame = drawn.iter().fold(Frame::EMPTY, |frame, (_, outline)| frame.with(outline.frame)).grown(12.0);
    let frame = if drawn.is_empty() { Frame { west: 0.0, north: 0.0, east: 1.0, south: 1.0 } } else { frame };
    let limits = limits(world);
    let small = small_region(world, &drawn, frame);
    let area = |&(at, outline): &(CareBoardIndex, &'static Outline)| {
        let sides = sides(world, at);
        AreaView {
            address: address::board(places, at),
            label: say!(world.words, "title.label", label = places[at].short, said = sides.phrase(&world.words)),
            path: outline.path,
            class: 1 + limits.iter().filter(|&&limit| sides.school > limit).count(),
            number: sides.school,
            x: outline.label.0,
            y: outline.label.1,
            again: small.is_some_and(|region| places[at].regions.first() == Some(&region)),
            here: here == Some(at),
        }
    };
    let areas: Vec<AreaView> = drawn.iter().map(area).collect();
    let inset = small.map(|region| {
        let inside = |&&(at, _): &&(CareBoardIndex, _)| places[at].regions.first() == Some(&region);
        let within = drawn.iter().filter(inside).fold(Frame::EMPTY, |frame, (_, outline)| frame.with(outline.frame)).grown(8.0);
        let (x, y) = (frame.west + 2.0, frame.north + frame.height() * 0.24);
        Inset {
            label: places[region].name.clone(),
            frame: Box { x, y, width: (within.width() * ENLARGED).round(), height: (within.height() * ENLARGED).round() + 50.0 },
            transform: format!(
                "translate({:.0} {:.0}) scale({ENLARGED})",
                x - within.west * ENLARGED,
                y + 50.0 - within.north * ENLARGED
            ),
            areas: drawn.iter().filter(inside).map(area).map(|area| AreaView { again: false, ..area }).collect(),
        }
    });
    AreasView { view_box: frame.view_box(), areas, inset, classes: classes(world, &limits) }
}

/// The region whose areas are too small to read on this map, where there is one.
fn small_region(world: &World, drawn: &[(CareBoardIndex, &'static Outline)], whole: Frame) -> Option<RegionIndex> {
    let places = &world.directory.places;
    let regions = places.regions.indices();
    regions.into_iter().find(|region| {
        let of_region: Vec<_> = drawn.iter().filter(|(at, _)| places[*at].regions.first() == Some(region)).collect();
        let frame = of_region.iter().fold(Frame::EMPTY, |frame, (_, outline)| frame.with(outline.frame));
        of_region.len() > 2 && frame.width() < whole.width() * SMALL
    })
}

/// Where the four shades end: quarters of the areas in force, in round numbers, so that every map has the same shades.
fn limits(world: &World) -> Vec<usize> {
    let mut numbers: Vec<usize> = in_force(world).map(|at| sides(world, at).school).collect();
    numbers.sort_unstable();
    let (few, most) = (numbers.iter().filter(|&&number| number == 0).count(), numbers.last().copied().unwrap_or(0));
    // Where many areas have none, they are one shade and the others share three.
    let (none, some) = if few * 4 > numbers.len() { (few, 3) } else { (0, 4) };
    let rest = &numbers[none..];
    let parts = (1..some).filter_map(|part| rest.get(rest.len() * part / some).copied());
    let mut limits: Vec<usize> = parts.map(|number| if number > 40 { number.div_ceil(10) * 10 } else { number }).collect();
    if none > 0 {
        limits.insert(0, 0);
    }
    limits.dedup();
    limits.retain(|&limit| limit < most);
    limits
}

fn classes(world: &World, limits: &[usize]) -> Vec<String> {
    let words = &world.words;
    let mut from = 0;
    let mut said = Vec::new();
    for &limit in limits {
        said.push(match (from, limit) {
            (0, 0) => say!(words, "map.none"),
            (0, limit) => say!(words, "map.up-to", most = limit),
            (from, limit) if from == limit => words.grouped(limit),
            (from, limit) => say!(words, "map.from-to", least = from, most = limit),
        });
        from = limit + 1;
    }
    if from > 0 {
        said.push(say!(words, "map.or-more", least = from));
    }
    said
}

/// Where one organisation is, with its sites and the areas around it; `None` where no point is known. `served` are the
/// schools of its patch.
pub(in crate::render) fn of_one(world: &World, one: &Organisation, served: &[Point]) -> Option<MapView> {
    let sites: Vec<Point> = one.sites.iter().filter_map(|site| site.point).collect();
    let shown: Vec<Point> = if sites.is_empty() { one.place.point.into_iter().collect() } else { sites };
    let (words, number) = (&world.words, shown.len());
    let title = match one.sector {
        _ if one.sites.is_empty() => say!(words, "map.head-office", name = one.name),
        Sector::School => say!(words, "map.schools", schools = say!(words, "count.schools", count = number), name = one.name),
        _ => say!(words, "map.sites", sites = say!(words, "count.sites", count = number), name = one.name),
    };
    let title = if served.is_empty() { title } else { say!(words, "map.served", title = title, count = served.len()) };
    let all: Vec<Point> = shown.iter().chain(served).copied().collect();
    let frame = frame_around(&all)?;
    let mesh = (frame.width() / MESHES) as i32;
    let mut marks = Vec::new();
    marks.extend(path(served, mesh).map(|path| Marks { look: "school small", path }));
    marks.extend(path(&shown, 1).map(|path| Marks { look: one.sector.id(), path }));
    let places = &world.directory.places;
    let near = in_force(world).filter_map(|at| outlines::of(&places[at].ons)).filter(|outline| outline.frame.meets(frame));
    let outlines = near.map(|outline| outline.seen_in(frame, mesh)).filter(|path| !path.is_empty()).collect();
    Some(MapView { view_box: frame.view_box(), title, outlines, marks })
}

/// The part of the grid that a small map of some points shows; `None` of no point.
fn frame_around(points: &[Point]) -> Option<Frame> {
    let on_grid = points.iter().map(|point| point.on_plane()).map(|place| {
        let (x, y) = (place.x * GRID, place.y * GRID);
        Frame { west: x, north: y, east: x, south: y }
    });
    let tight = on_grid.fold(Frame::EMPTY, Frame::with).grown(MARGIN);
    if points.is_empty() {
        return None;
    }
    let height = tight.height().max(tight.width() / SHAPE).max(LEAST);
    let (x, y) = (f64::midpoint(tight.west, tight.east), f64::midpoint(tight.north, tight.south));
    Some(Frame {
        west: x - height * SHAPE / 2.0,
        east: x + height * SHAPE / 2.0,
        north: y - height / 2.0,
        south: y + height / 2.0,
    })
}

/// A path of dots: lines without length, whose ends the style sheet makes round or square. Those that fall into one mesh are
/// one dot.
fn path(points: &[Point], mesh: i32) -> Option<String> {
    let on_mesh = |value: f64| (value * GRID / f64::from(mesh.max(1))).round() as i32 * mesh.max(1);
    let dots: BTreeSet<(i32, i32)> =
        points.iter().map(|point| point.on_plane()).map(|place| (on_mesh(place.x), on_mesh(place.y))).collect();
    let mut last = (0, 0);
    let mut path = String::new();
    for (x, y) in dots {
        let _ = write!(path, "m{} {}h0", x - last.0, y - last.1);
        last = (x, y);
    }
    (!path.is_empty()).then_some(path)
}
