//! The search page: the form, the ways in that need no script, and the places that the script fills.

use serde::Serialize;

use crate::matching;
use crate::model::{RegionIndex, UpperTier};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::named::full_name;
use crate::render::parts::schools;
use crate::site::{Route, address};
use crate::wording::{role_rows, say};

#[derive(Serialize)]
struct FindView {
    page: Page,
    regions: Vec<Way>,
    kinds: Vec<Way>,
}

/// A way to organisations that needs no script.
#[derive(Serialize)]
struct Way {
    label: String,
    address: String,
}

/// Settles the page, and what it says of a place.
pub(in crate::render) fn add(book: &mut Book) {
    book.page("find/", "find.html", |world, _| view(world));
    let world = std::sync::Arc::clone(&book.world);
    book.site.add_sure(&Route::of("find/districts.js"), move |_| districts(&world).into_bytes());
}

/// A script with every district: its name, its page, its middle, how many school trusts have schools there, who serves it, its
/// code, region and care boards, and the shares that count for a trust which is described by it; and with every council of
/// several districts.
fn districts(world: &World) -> String {
    let directory = &*world.directory;
    let rows = directory.places.districts.numbered().map(|(at, district)| {
        let serves = role_rows::of_slots(&world.words, directory, world.slots.in_district(at), &[at]);
        let trusts = world.lists.district[at.at()].len();
        let (latitude, longitude) = (round(district.point.latitude), round(district.point.longitude));
        let boards: Vec<u16> = district.boards.iter().map(|board| board.number()).collect();
        let shares = matching::shares_of_district(directory, world.matches.scoring(), &world.slots, at);
        serde_json::json!([
            district.name,
            address::district(&directory.places, at),
            latitude,
            longitude,
            trusts,
            serves,
            district.code,
            district.region.map(RegionIndex::number),
            boards,
            shares
        ])
    });
    let rows: Vec<serde_json::Value> = rows.collect();
    let roles = role_rows::of_roles(&world.words, directory);
    format!("trustbridge.districts({roles}, {}, {});\n", serde_json::Value::from(rows), councils(world))
}

/// For each council with several districts: its area and its name, its page, how many school trusts have schools there, and its
/// districts by their place in the list of districts.
fn councils(world: &World) -> serde_json::Value {
    let row = |UpperTier { council, districts }: &UpperTier| {
        let trusts = schools::together(world, districts).len();
        let districts: Vec<usize> = districts.iter().map(|at| at.at()).collect();
        serde_json::json!([council.name, full_name(&world.words, council), address::council(&council.id), trusts, districts])
    };
    world.directory.places.upper_tier().iter().map(row).collect()
}

/// Hundredths of a degree are about a kilometre: finer than the middle of a district.
fn round(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}

fn view(world: &World) -> FindView {
    let regions = world.directory.places.regions.iter();
    let kinds = world.directory.vocabulary.kinds.iter();
    FindView {
        page: Page::new(&world.words, say!(world.words, "find.title"), say!(world.words, "find.description"), "find"),
        regions: regions.map(|one| Way { label: one.name.clone(), address: address::region(&one.id) }).collect(),
        kinds: kinds.map(|one| Way { label: one.plural.clone(), address: address::kind(&one.id) }).collect(),
    }
}
