//! The focus areas of the workshop, a page each.

use serde::Serialize;

use super::cards::{self, Card, Row};
use super::lists::Sides;
use super::page::{Book, Page};
use super::partnerships::PartnershipCard;
use super::profile::NamedAddress;
use super::services::ServiceCard;
use super::sources;
use super::{World, address};
use crate::model::{FocusIndex, GuideSection, ServiceIndex};

#[derive(Serialize)]
struct FocusView {
    page: Page,
    definition: String,
    question: String,
    source: Option<String>,
    host: String,
    sides: String,
    services: Vec<ServiceCard>,
    organisations: Vec<Card>,
    rows: Vec<Row>,
    partnerships: Vec<PartnershipCard>,
    guide: Vec<NamedAddress>,
    others: Vec<NamedAddress>,
}

/// Settles the pages.
pub(super) fn add(book: &mut Book) {
    for at in (0..book.world.directory.vocabulary.focus_areas.len()).map(|at| FocusIndex(at as u16)) {
        let address = address::focus(&book.world.directory.vocabulary[at].id);
        book.page(&address, "focus.html", move |world, _| view(world, at));
    }
}

fn view(world: &World, at: FocusIndex) -> FocusView {
    let directory = &*world.directory;
    let (vocabulary, number) = (&directory.vocabulary, usize::from(at.0));
    let area = &vocabulary[at];
    let in_area = |service: &ServiceIndex| vocabulary[*service].focus.contains(&at);
    FocusView {
        page: Page::new(area.label.clone(), area.definition.clone(), ""),
        definition: area.definition.clone(),
        question: area.question.clone(),
        source: area.source.clone(),
        host: area.source.as_deref().map(sources::host).unwrap_or_default().to_owned(),
        sides: Sides::of(directory, &world.lists.focus[number]).phrase(),
        services: (0..vocabulary.services.len() as u16)
            .map(ServiceIndex)
            .filter(in_area)
            .map(|service| ServiceCard::new(world, service))
            .collect(),
        organisations: cards::some_cards(world, &world.lists.focus[number]),
        rows: cards::many_rows(world, &world.lists.focus[number]),
        partnerships: world.lists.focus_partnerships[number]
            .iter()
            .map(|&one| PartnershipCard::new(world, &directory.partnerships[one]))
            .collect(),
        guide: directory
            .guide
            .iter()
            .filter(|page| page.section == GuideSection::Focus(at))
            .map(|page| NamedAddress { label: page.title.clone(), address: address::guide(&page.id) })
            .collect(),
        others: vocabulary
            .focus_in_order()
            .into_iter()
            .filter(|&other| other != at)
            .map(|other| super::profile::focus_link(directory, other))
            .collect(),
    }
}
