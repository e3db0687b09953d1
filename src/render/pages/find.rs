//! The search page: the form, the ways in that need no script, and the places that the script fills.

use serde::Serialize;

use crate::render::World;
use crate::render::page::{Book, Page};

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

/// Settles the page.
pub(in crate::render) fn add(book: &mut Book) {
    book.page("find/", "find.html", |world, _| view(world));
}

fn view(world: &World) -> FindView {
    let regions = world.directory.places.regions.iter();
    let kinds = world.directory.vocabulary.kinds.iter();
    FindView {
        page: Page::new("Find partners", "Search organisations by name, place, service or code, and narrow the list.", "find"),
        regions: regions.map(|one| Way { label: one.name.clone(), address: crate::site::address::region(&one.id) }).collect(),
        kinds: kinds.map(|one| Way { label: one.plural.clone(), address: crate::site::address::kind(&one.id) }).collect(),
    }
}
