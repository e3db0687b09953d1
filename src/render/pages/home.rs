//! The home page, and the page for addresses where nothing stands.

use std::sync::Arc;

use serde::Serialize;

use super::guide;
use super::map::{self, RegionRows};
use super::partnerships::PartnershipCard;
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::examples::{self, Example};
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::wording::say;

/// How many partnerships the home page shows.
const SHOWN: usize = 3;

#[derive(Serialize)]
struct HomeView {
    page: Page,
    focus: Vec<FocusCard>,
    /// The areas by region: the way in without a script.
    regions: Vec<RegionRows>,
    examples: Vec<Example>,
    services: Vec<Tally>,
    nhs: usize,
    school: usize,
    /// Some that publish results, with workshop organisations first.
    partnerships: Vec<Arc<PartnershipCard>>,
    questions: Vec<NamedAddress>,
}

#[derive(Serialize)]
struct FocusCard {
    id: String,
    label: String,
    definition: String,
    question: String,
    organisations: usize,
    partnerships: usize,
}

/// A name with its number.
#[derive(Serialize)]
struct Tally {
    id: String,
    label: String,
    number: usize,
}

#[derive(Serialize)]
struct NotFoundView {
    page: Page,
}

/// Settles both.
pub(in crate::render) fn add(book: &mut Book) {
    book.page("", "home.html", |world, _| home(world));
    book.page("404.html", "not-found.html", |world, _| NotFoundView {
        page: Page {
            title: say!(world.words, "not-found.title"),
            description: say!(world.words, "not-found.description"),
            ..Page::default()
        },
    });
}

fn home(world: &World) -> HomeView {
    let (directory, lists) = (&world.directory, &world.lists);
    let focus = directory.vocabulary.focus_in_order().into_iter().map(|at| {
        let area = &directory.vocabulary[at];
        FocusCard {
            id: area.id.clone(),
            label: area.label.clone(),
            definition: area.definition.clone(),
            question: area.question.clone(),
            organisations: lists.focus[at.at()].len(),
            partnerships: lists.focus_partnerships[at.at()].len(),
        }
    });
    let services = directory.vocabulary.services.iter().enumerate().map(|(at, service)| Tally {
        id: service.id.clone(),
        label: service.label.clone(),
        number: lists.offering[at].len() + lists.needing[at].len() + lists.service_partnerships[at].len(),
    });
    let mut services: Vec<Tally> = services.collect();
    services.sort_by_key(|service| world.words.sort_key(&service.label));
    let sides = Sides::of(directory, &lists.by_name);
    let settings = &directory.settings;
    HomeView {
        page: Page { title: settings.title.clone(), description: settings.tagline.clone(), section: "home", crumbs: Vec::new() },
        focus: focus.collect(),
        regions: map::regions(world),
        examples: examples::both(world),
        services,
        nhs: sides.nhs,
        school: sides.school,
        partnerships: partnerships(world),
        questions: guide::questions(directory),
    }
}

/// The partnerships to show first: those of the workshop's organisations that publish most results.
fn partnerships(world: &World) -> Vec<Arc<PartnershipCard>> {
    let mut all: Vec<_> = world.directory.partnerships.iter().collect();
    all.sort_by_key(|one| (std::cmp::Reverse((one.seed, one.results.len())), &one.id));
    all.into_iter().take(SHOWN).map(|one| PartnershipCard::of(world, one)).collect()
}
