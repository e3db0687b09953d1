//! Pages about the site itself: about, accessibility, privacy.

use serde::Serialize;

use super::guide;
use super::guide::Text;
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::links::Links;
use crate::site::address;
use crate::wording::say;

#[derive(Serialize)]
struct AboutView {
    page: Page,
    text: Option<Text>,
}

#[derive(Serialize)]
struct AccessibilityView {
    page: Page,
    reviewed: Option<String>,
}

#[derive(Serialize)]
struct PlainView {
    page: Page,
}

/// Settles them.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::ABOUT, "about.html", about);
    book.page("accessibility/", "accessibility.html", |world, _| AccessibilityView {
        page: Page::new(
            &world.words,
            say!(world.words, "accessibility.title"),
            say!(world.words, "accessibility.description"),
            "",
        ),
        reviewed: world.directory.settings.accessibility_reviewed.map(|day| day.to_string()),
    });
    book.page("privacy/", "privacy.html", |world, _| PlainView {
        page: Page::new(&world.words, say!(world.words, "privacy.title"), say!(world.words, "privacy.description"), ""),
    });
}

fn about(world: &World, links: &Links) -> AboutView {
    let page = world.directory.guide_page(guide::ABOUT);
    let title = page.map_or_else(|| say!(world.words, "about.title"), |page| page.title.clone());
    let description = page.map_or_else(|| say!(world.words, "about.description"), |page| page.lead.clone());
    AboutView {
        page: Page::new(&world.words, title, description, "about"),
        text: page.map(|page| guide::body(world, links, page)),
    }
}
