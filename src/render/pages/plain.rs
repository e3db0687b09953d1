//! Pages about the site itself: about, accessibility, privacy.

use serde::Serialize;

use super::guide;
use super::guide::Text;
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::links::Links;
use crate::site::address;

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
            "Accessibility statement",
            "How accessible this site is, how it was tested and how to ask for another format.",
            "",
        ),
        reviewed: world.directory.settings.accessibility_reviewed.map(|day| day.to_string()),
    });
    book.page("privacy/", "privacy.html", |_, _| PlainView {
        page: Page::new("Privacy", "This site sets no cookie, asks for nothing and sends nothing.", ""),
    });
}

fn about(world: &World, links: &Links) -> AboutView {
    let page = world.directory.guide_page(guide::ABOUT);
    let title = page.map_or_else(|| "About this directory".to_owned(), |page| page.title.clone());
    let description = page.map_or_else(
        || "Where this directory comes from, and how to reach those who keep it.".to_owned(),
        |page| page.lead.clone(),
    );
    AboutView { page: Page::new(title, description, "about"), text: page.map(|page| guide::body(world, links, page)) }
}
