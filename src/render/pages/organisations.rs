//! All organisations, A to Z.

use serde::Serialize;

use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::Row;
use crate::site::address;
use crate::text;
use crate::wording::words;

#[derive(Serialize)]
struct OrganisationsView {
    page: Page,
    sides: String,
    letters: Vec<Letter>,
}

#[derive(Serialize)]
struct Letter {
    letter: String,
    rows: Vec<Row>,
}

/// Settles the page.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::ORGANISATIONS, "organisations.html", |world, _| view(world));
}

fn view(world: &World) -> OrganisationsView {
    let mut letters: Vec<Letter> = Vec::new();
    for &at in &world.lists.by_name {
        let letter = first_letter(&world.directory[at].name);
        if letters.last().is_none_or(|last| last.letter != letter) {
            letters.push(Letter { letter, rows: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.rows.push(Row::new(world, at));
        }
    }
    let number = text::counted(world.lists.by_name.len(), "organisation", None);
    let title = format!("{number}, A to Z");
    OrganisationsView {
        page: Page::new(title, "Every organisation in the directory, by name.", "find"),
        sides: crate::render::Sides::of(&world.directory, &world.lists.by_name).phrase(),
        letters,
    }
}

/// The letter under which a name stands: `#` for names that begin with a digit or sign.
fn first_letter(name: &str) -> String {
    let key = words::sort_key(name);
    let first = key.chars().next().filter(|sign| sign.is_alphabetic());
    first.map_or_else(|| "#".to_owned(), |sign| sign.to_uppercase().collect())
}
