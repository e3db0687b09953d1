//! Pages that work in the reader's browser and send nothing anywhere: match me, the shortlist, comparing, and the sheet
//! for a first meeting. They read one file, `match/world.js`, which is the matching as data; match me reads it only once
//! somebody is looked for, and finds places in small files by their first letter.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use serde_json::json;

use crate::matching::{self, NamedPlace};
use crate::model::{CareBoardIndex, DistrictIndex, RegionIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::site::Route;
use crate::text::html::json_in_page;
use crate::wording::{role_rows, say};

/// The file that all four pages read.
const WORLD: &str = "match/world.js";

/// The folder of the files of places.
const PLACES: &str = "match/places";

#[derive(Serialize)]
struct MatchView {
    page: Page,
    services: Vec<Choice>,
    phases: Vec<Choice>,
    boards: Vec<Choice>,
    /// Local authority districts by name; the value is their number in `find/districts.js`.
    districts: Vec<Choice>,
    /// The letters that names of places begin with: each has a file.
    letters: String,
}

/// Something to tick or choose.
#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    note: String,
}

#[derive(Serialize)]
struct PlainView {
    page: Page,
}

#[derive(Serialize)]
struct BriefView {
    page: Page,
    questions: Vec<Choice>,
}

/// Settles the pages and their file.
pub(in crate::render) fn add(book: &mut Book) {
    let world = Arc::clone(&book.world);
    if !world.directory.organisations.iter().any(|one| one.sector != Sector::Body) {
        return;
    }
    book.site.add_sure(&Route::of(WORLD), move |_| {
        let mut data = matching::world(&world.directory, world.matches.scoring());
        data["roles"] = role_rows::of_roles(&world.words, &world.directory);
        format!("trustbridge.matchWorld({});\n", json_in_page(&data.to_string())).into_bytes()
    });
    // Every site of the country is looked at, so nothing is found before somebody asks.
    let places = {
        let (world, found) = (Arc::clone(&book.world), OnceLock::new());
        Arc::new(move || -> Arc<ByLetter> { Arc::clone(found.get_or_init(|| Arc::new(by_letter(&world)))) })
    };
    let for_files = Arc::clone(&places);
    let file = |(letter, places): (&char, &Vec<NamedPlace>)| {
        (format!("{PLACES}/{letter}.js"), places_script(*letter, places).into_bytes())
    };
    book.site.add_later(PLACES, &[], Box::new(move || for_files().iter().map(file).collect()));
    book.page("match/", "match.html", move |world, _| match_view(world, places().keys().collect()));
    book.page("shortlist/", "shortlist.html", |world, _| {
        let words = &world.words;
        PlainView { page: Page::new(words, say!(words, "shortlist.title"), say!(words, "shortlist.description"), "find") }
    });
    book.page("compare/", "compare.html", |world, _| {
        let words = &world.words;
        PlainView { page: Page::new(words, say!(words, "compare.title"), say!(words, "compare.description"), "find") }
    });
    book.page("brief/", "brief.html", |world, _| brief_view(world));
}

type ByLetter = BTreeMap<char, Vec<NamedPlace>>;

/// Postcode districts and towns by their first letter: nobody finds a name that begins otherwise by typing a letter.
fn by_letter(world: &World) -> ByLetter {
    let mut found = ByLetter::new();
    for place in matching::places(&world.directory) {
        let Some(letter) = place.name.chars().next().filter(char::is_ascii_alphabetic) else { continue };
        found.entry(letter.to_ascii_lowercase()).or_default().push(place);
    }
    found
}

/// `match/places/d.js`: a row is name, latitude, longitude, and the numbers of district, region and care board.
fn places_script(letter: char, places: &[NamedPlace]) -> String {
    let row = |place: &NamedPlace| {
        let (district, region, board) = (
            place.district.map(DistrictIndex::number),
            place.region.map(RegionIndex::number),
            place.board.map(CareBoardIndex::number),
        );
        json!([place.name, place.point.latitude, place.point.longitude, district, region, board])
    };
    let rows = serde_json::Value::Array(places.iter().map(row).collect());
    format!("trustbridge.matchPlaces(\"{letter}\",{});\n", json_in_page(&rows.to_string()))
}

fn match_view(world: &World, letters: String) -> MatchView {
    let vocabulary = &world.directory.vocabulary;
    let choice = |id: &str, label: &str, note: &str| Choice { id: id.to_owned(), label: label.to_owned(), note: note.to_owned() };
    let boards = world.directory.places.boards.iter().filter(|board| board.closed.is_none());
    let mut services: Vec<Choice> = vocabulary.services.iter().map(|one| choice(&one.id, &one.label, &one.definition)).collect();
    let mut districts: Vec<(usize, &crate::model::District)> = world.directory.places.districts.iter().enumerate().collect();
    districts.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    services.sort_by(|a, b| (&a.label, &a.id).cmp(&(&b.label, &b.id)));
    MatchView {
        page: Page::new(&world.words, say!(world.words, "match-me.title"), say!(world.words, "match-me.description"), "find"),
        services,
        phases: vocabulary.phases.iter().map(|one| choice(&one.id, &one.label, "")).collect(),
        districts: districts.into_iter().map(|(number, one)| choice(&number.to_string(), &one.name, "")).collect(),
        boards: boards.map(|one| choice(&one.id, &one.short, "")).collect(),
        letters,
    }
}

fn brief_view(world: &World) -> BriefView {
    let questions = world.directory.vocabulary.questions.iter();
    BriefView {
        page: Page::new(&world.words, say!(world.words, "brief.title"), say!(world.words, "brief.description"), "find"),
        questions: questions
            .map(|one| Choice { id: one.id.clone(), label: one.label.clone(), note: one.definition.clone() })
            .collect(),
    }
}
