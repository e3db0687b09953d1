//! How to show partners, or a search box, on another site.

use serde::Serialize;

use super::matches;
use crate::render::page::{Book, Page};
use crate::render::parts::embed;
use crate::wording::say;

#[derive(Serialize)]
struct EmbedView {
    page: Page,
    /// The search box as HTML to copy; `None` where the site does not know its own address.
    search: Option<String>,
    /// An organisation that has a block, as an example: its id and name.
    example: Option<(String, String)>,
}

/// Settles the page.
pub(in crate::render) fn add(book: &mut Book<'_>) {
    book.page("embed/", "embed.html", |world, _| {
        // Its block stands on its page of possible partners.
        let mut listed = world.directory.numbered().filter(|(at, _)| matches::has_page(world, *at));
        let listed = listed.find(|(at, _)| embed::partners(world, *at).is_some());
        EmbedView {
            page: Page::new(&world.words, say!(world.words, "embed.title"), say!(world.words, "embed.description"), "data"),
            search: embed::search(world),
            example: listed.map(|(_, one)| (one.id.clone(), one.name.clone())),
        }
    });
}
