//! Addresses that moved: a page at each old address sends the reader on, and `_redirects` tells hosts that read it
//! (Netlify, Cloudflare Pages).

use std::fmt::Write as _;

use serde::Serialize;

use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::named::NamedAddress;
use crate::site::{Route, address};
use crate::wording::say;

#[derive(Serialize)]
struct MovedView {
    page: Page,
    target: NamedAddress,
}

/// Settles the pages at addresses that organisations once had, and the file for hosts, where anything moved.
pub(in crate::render) fn add(book: &mut Book) {
    let world = std::sync::Arc::clone(&book.world);
    let root = world.base_path().unwrap_or("/");
    let mut lines = String::new();
    for (old, at) in &world.directory.renamed {
        let (from, to, at) = (address::organisation(old), address::organisation(&world.directory[*at].id), *at);
        let _ = writeln!(lines, "{root}{from}* {root}{to}:splat 301");
        book.page(&from, "moved.html", move |world, _| {
            let one = &world.directory[at];
            let description = say!(world.words, "moved.description", name = one.name);
            let title = say!(world.words, "moved.title", name = one.name);
            moved(world, title, description, NamedAddress::organisation(one))
        });
    }
    if !lines.is_empty() {
        book.site.add_bytes(&Route::of("_redirects"), lines.into_bytes());
    }
}

/// A page that sends the reader on.
pub(in crate::render) fn moved(
    world: &World,
    title: String,
    description: String,
    target: NamedAddress,
) -> impl Serialize + use<> {
    MovedView { page: Page::new(&world.words, title, description, ""), target }
}
