//! Services: all of them, and a page each with who offers it and who needs it.

use std::sync::Arc;

use serde::Serialize;

use super::partnerships::PartnershipCard;
use crate::model::{Listing, Organisation, OrganisationIndex, ServiceIndex};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::Row;
use crate::render::parts::fits;
use crate::render::parts::fits::Pair;
use crate::render::parts::listings::{ages, status};
use crate::render::parts::named::NamedAddress;
use crate::render::parts::sources;
use crate::site::address;
use crate::text;
use crate::wording::say;

#[derive(Serialize)]
struct ServicesView {
    page: Page,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    id: String,
    label: String,
    question: String,
    services: Vec<ServiceCard>,
}

/// A service in a list, with its numbers.
#[derive(Serialize)]
pub(in crate::render) struct ServiceCard {
    id: String,
    label: String,
    definition: String,
    offering: usize,
    needing: usize,
    partnerships: usize,
}

impl ServiceCard {
    pub(in crate::render) fn new(world: &World, at: ServiceIndex) -> Self {
        let service = &world.directory.vocabulary[at];
        let number = at.at();
        Self {
            id: service.id.clone(),
            label: service.label.clone(),
            definition: service.definition.clone(),
            offering: world.lists.offering[number].len(),
            needing: world.lists.needing[number].len(),
            partnerships: world.lists.service_partnerships[number].len(),
        }
    }
}

#[derive(Serialize)]
struct ServiceView {
    page: Page,
    id: String,
    label: String,
    definition: String,
    nhs: String,
    school: String,
    synonyms: String,
    provider: String,
    mode: String,
    ages: String,
    focus: Vec<NamedAddress>,
    source: Option<String>,
    host: String,
    offering: Vec<Stated>,
    needing: Vec<Stated>,
    regions: Vec<RegionRow>,
    /// Kinds of organisation that typically offer it; never a statement about one of them.
    typical_offers: Vec<NamedAddress>,
    typical_needs: Vec<NamedAddress>,
    fits: Vec<Pair>,
    partnerships: Vec<Arc<PartnershipCard>>,
    related: Vec<NamedAddress>,
    guide: Vec<NamedAddress>,
}

/// An organisation with what it says of the service.
#[derive(Serialize)]
struct Stated {
    row: Row,
    status: String,
}

/// How many offer and need a service in a region.
#[derive(Serialize)]
struct RegionRow {
    region: NamedAddress,
    offering: usize,
    needing: usize,
}

/// Settles the list and the pages.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::SERVICES, "services.html", |world, _| list(world));
    for at in book.world.directory.vocabulary.services.indices() {
        let address = address::service(&book.world.directory.vocabulary[at].id);
        book.page(&address, "service.html", move |world, _| view(world, at));
    }
}

/// Each service stands once, under the first focus area that it names.
fn list(world: &World) -> ServicesView {
    let vocabulary = &world.directory.vocabulary;
    let under = |wanted| {
        vocabulary
            .services
            .indices()
            .filter(|&at| vocabulary[at].focus.first().copied() == wanted)
            .map(|at| ServiceCard::new(world, at))
            .collect::<Vec<_>>()
    };
    let mut groups: Vec<Group> = vocabulary
        .focus_in_order()
        .into_iter()
        .map(|area| {
            let services = under(Some(area));
            let area = &vocabulary[area];
            Group { id: area.id.clone(), label: area.label.clone(), question: area.question.clone(), services }
        })
        .collect();
    groups.push(Group {
        id: "other".into(),
        label: say!(world.words, "services.others"),
        question: String::new(),
        services: under(None),
    });
    groups.retain(|group| !group.services.is_empty());
    ServicesView {
        page: Page::new(
            &world.words,
            say!(world.words, "services.title", count = vocabulary.services.len()),
            say!(world.words, "services.description"),
            "services",
        ),
        groups,
    }
}

fn view(world: &World, at: ServiceIndex) -> ServiceView {
    let (words, directory) = (&world.words, &*world.directory);
    let (number, vocabulary) = (at.at(), &directory.vocabulary);
    let service = &vocabulary[at];
    let stated = |list: &[OrganisationIndex], listings: fn(&Organisation) -> Option<&Vec<Listing>>| {
        list.iter()
            .map(|&one| Stated { row: Row::new(world, one), status: best_status(world, listings(&directory[one]), at) })
            .collect()
    };
    let kinds = |typical: fn(&crate::model::Kind) -> &Vec<ServiceIndex>| {
        vocabulary.kinds.iter().filter(|kind| typical(kind).contains(&at)).map(NamedAddress::kind).collect()
    };
    let number_of = |list: &[Vec<OrganisationIndex>]| say!(words, "count.organisations", count = list[number].len());
    let (offering, needing) = (number_of(&world.lists.offering), number_of(&world.lists.needing));
    let description = say!(words, "services.one", definition = service.definition, offering = offering, needing = needing);
    ServiceView {
        page: Page::new(&world.words, service.label.clone(), description, "services")
            .below(say!(words, "crumb.services"), address::SERVICES),
        id: service.id.clone(),
        label: service.label.clone(),
        definition: service.definition.clone(),
        nhs: service.nhs.clone(),
        school: service.school.clone(),
        synonyms: words.series(&service.synonyms),
        provider: say!(words, "services.provider", provider = service.usual_provider.id()),
        mode: text::capitalised(&say!(words, "listing.mode", mode = service.mode.id())),
        ages: ages(world, service.ages),
        focus: service.focus.iter().map(|&area| NamedAddress::focus(&directory.vocabulary[area])).collect(),
        source: service.source.clone(),
        host: service.source.as_deref().map(sources::host).unwrap_or_default().to_owned(),
        offering: stated(&world.lists.offering[number], |one| one.offers.as_ref()),
        needing: stated(&world.lists.needing[number], |one| one.needs.as_ref()),
        regions: regions(world, number),
        typical_offers: kinds(|kind| &kind.typical_offers),
        typical_needs: kinds(|kind| &kind.typical_needs),
        partnerships: world.lists.service_partnerships[number]
            .iter()
            .map(|&one| PartnershipCard::of(world, &directory.partnerships[one]))
            .collect(),
        related: NamedAddress::services(directory, &service.related),
        fits: fits::of_service(world, at),
        guide: super::guide::about_service(directory, at),
    }
}

fn best_status(world: &World, listings: Option<&Vec<Listing>>, service: ServiceIndex) -> String {
    let of_service = listings.into_iter().flatten().filter(|listing| listing.service == service);
    of_service.map(|listing| listing.state(world.directory.as_of)).min().map(|state| status(world, state)).unwrap_or_default()
}

/// Regions in which somebody offers or needs a service.
fn regions(world: &World, service: usize) -> Vec<RegionRow> {
    let directory = &world.directory;
    let count = |list: &[OrganisationIndex], region: usize| {
        list.iter().filter(|&&one| directory[one].place.region.is_some_and(|at| at.at() == region)).count()
    };
    let rows = directory.places.regions.iter().enumerate().map(|(at, region)| RegionRow {
        region: NamedAddress::region(region),
        offering: count(&world.lists.offering[service], at),
        needing: count(&world.lists.needing[service], at),
    });
    rows.filter(|row| row.offering + row.needing > 0).collect()
}
