//! The search page: the form, the ways in that need no script, and the places that the script fills.

use serde::Serialize;

use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::who;
use crate::site::{Route, address};
use crate::wording::{say, tags};

/// How many roles the answer for a place names.
const SHOWN: usize = 5;

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
    book.site.add(&Route::of("find/districts.js"), move |_| Ok(districts(&world).into_bytes()));
}

/// A script with every district: its name, its page, its middle, and who serves it.
fn districts(world: &World) -> String {
    let directory = &*world.directory;
    let rows = directory.places.districts.numbered().map(|(at, district)| {
        let mut slots: Vec<_> = world.slots.in_district(at).iter().collect();
        // The first of each role.
        slots.dedup_by_key(|slot| slot.role);
        let serves = slots.iter().take(SHOWN).map(|slot| {
            let one = &directory[slot.body];
            let role = &directory.vocabulary[slot.role].label;
            serde_json::json!([
                role,
                who::short_name(&one.name),
                one.id,
                tags::tag(&world.words, directory, slot, &[at]),
                slot.basis.sureness()
            ])
        });
        let serves: Vec<serde_json::Value> = serves.collect();
        let trusts = world.lists.district[at.at()].len();
        let (latitude, longitude) = (round(district.point.latitude), round(district.point.longitude));
        serde_json::json!([district.name, address::district(&directory.places, at), latitude, longitude, trusts, serves])
    });
    let rows: Vec<serde_json::Value> = rows.collect();
    format!("trustbridge.districts({});\n", serde_json::Value::from(rows))
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
