//! All organisations, A to Z.

use serde::Serialize;

use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::Row;
use crate::site::address;
use crate::text;
use crate::wording::{Words, say};

#[derive(Serialize)]
struct OrganisationsView {
    page: Page,
    sides: String,
    letters: Vec<Letter>,
}

#[derive(Serialize)]
#[allow(clippy::struct_field_names, reason = "the templates say letter.letter")]
struct Letter {
    letter: String,
    /// Of its own page; empty where all stand on one.
    address: String,
    number: usize,
    rows: Vec<Row>,
}

/// More organisations than this have a page for each letter.
const ON_ONE_PAGE: usize = 150;

/// Settles the page, and a page for each letter where one would be too long.
pub(in crate::render) fn add(book: &mut Book) {
    let world = std::sync::Arc::clone(&book.world);
    if world.lists.by_name.len() <= ON_ONE_PAGE {
        book.page(address::ORGANISATIONS, "organisations.html", |world, _| view(world, None));
        return;
    }
    let mut letters: Vec<String> =
        world.lists.by_name.iter().map(|&at| first_letter(&world.words, &world.directory[at].name)).collect();
    letters.sort_unstable();
    letters.dedup();
    book.page(address::ORGANISATIONS, "organisations.html", |world, _| view(world, Some("")));
    for letter in letters {
        book.page(&address::letter(&letter), "organisations.html", move |world, _| view(world, Some(&letter)));
    }
}

/// All letters with all names, or where there are too many, all letters with the names of one; of none for the overview.
fn view(world: &World, shown: Option<&str>) -> OrganisationsView {
    let mut letters: Vec<Letter> = Vec::new();
    for &at in &world.lists.by_name {
        let letter = first_letter(&world.words, &world.directory[at].name);
        let known = letters.iter().position(|part| part.letter == letter);
        let part = known.unwrap_or_else(|| {
            let address = if shown.is_some() { address::letter(&letter) } else { String::new() };
            letters.push(Letter { letter, address, number: 0, rows: Vec::new() });
            letters.len() - 1
        });
        letters[part].number += 1;
        if shown.is_none_or(|shown| shown == letters[part].letter) {
            letters[part].rows.push(Row::new(world, at));
        }
    }
    let words = &world.words;
    let one = shown.filter(|shown| !shown.is_empty());
    let title = match one {
        Some(letter) => say!(words, "organisations.letter", letter = *letter),
        None => say!(words, "organisations.title", count = world.lists.by_name.len()),
    };
    let page = Page::new(&world.words, title, say!(words, "organisations.description"), "find");
    OrganisationsView {
        page: if one.is_some() { page.below(say!(words, "crumb.organisations"), address::ORGANISATIONS) } else { page },
        sides: crate::render::Sides::of(&world.directory, &world.lists.by_name).phrase(&world.words),
        letters,
    }
}

/// The letter under which a name stands: `#` for names that begin with a digit or sign.
fn first_letter(words: &Words, name: &str) -> String {
    let key = words.sort_key(name);
    let first = text::fold(&key).chars().next().filter(char::is_ascii_alphabetic);
    first.map_or_else(|| "#".to_owned(), |sign| sign.to_uppercase().collect())
}
