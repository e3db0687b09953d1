//! The home page, and the page for addresses where nothing stands.

use serde::Serialize;

use super::World;
use super::lists::Sides;
use super::page::{Book, Page};

#[derive(Serialize)]
struct HomeView {
    page: Page,
    focus: Vec<FocusCard>,
    regions: Vec<Tally>,
    services: Vec<Tally>,
    nhs: usize,
    school: usize,
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
pub(super) fn add(book: &mut Book) {
    book.page("", "home.html", |world, _| home(world));
    book.page("404.html", "not-found.html", |_, _| NotFoundView {
        page: Page { title: "Page not found".into(), description: "There is no page at this address.".into(), ..Page::default() },
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
            organisations: lists.focus[usize::from(at.0)].len(),
            partnerships: lists.focus_partnerships[usize::from(at.0)].len(),
        }
    });
    let regions = directory.places.regions.iter().zip(&lists.region).map(|(region, here)| Tally {
        id: region.id.clone(),
        label: region.name.clone(),
        number: here.len(),
    });
    let services = directory.vocabulary.services.iter().enumerate().map(|(at, service)| Tally {
        id: service.id.clone(),
        label: service.label.clone(),
        number: lists.offering[at].len() + lists.needing[at].len() + lists.service_partnerships[at].len(),
    });
    let sides = Sides::of(directory, &lists.by_name);
    let settings = &directory.settings;
    HomeView {
        page: Page { title: settings.title.clone(), description: settings.tagline.clone(), ..Page::default() },
        focus: focus.collect(),
        regions: regions.collect(),
        services: services.collect(),
        nhs: sides.nhs,
        school: sides.school,
    }
}
