//! The focus areas of the workshop, a page each.

use std::sync::Arc;

use serde::Serialize;

use super::partnerships::PartnershipCard;
use super::services::ServiceCard;
use crate::model::{FocusIndex, GuideSection, ServiceIndex};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards;
use crate::render::parts::cards::{Card, Row};
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::sources;
use crate::site::address;

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
    partnerships: Vec<Arc<PartnershipCard>>,
    guide: Vec<NamedAddress>,
    others: Vec<NamedAddress>,
}

/// Settles the pages.
pub(in crate::render) fn add(book: &mut Book) {
    for at in book.world.directory.vocabulary.focus_areas.indices() {
        let address = address::focus(&book.world.directory.vocabulary[at].id);
        book.page(&address, "focus.html", move |world, _| view(world, at));
    }
}

fn view(world: &World, at: FocusIndex) -> FocusView {
    let directory = &*world.directory;
    let (vocabulary, number) = (&directory.vocabulary, at.at());
    let area = &vocabulary[at];
    let in_area = |service: &ServiceIndex| vocabulary[*service].focus.contains(&at);
    FocusView {
        page: Page::new(&world.words, area.label.clone(), area.definition.clone(), ""),
        definition: area.definition.clone(),
        question: area.question.clone(),
        source: area.source.clone(),
        host: area.source.as_deref().map(sources::host).unwrap_or_default().to_owned(),
        sides: Sides::of(directory, &world.lists.focus[number]).phrase(&world.words),
        services: vocabulary.services.indices().filter(in_area).map(|service| ServiceCard::new(world, service)).collect(),
        organisations: cards::some_cards(world, &world.lists.focus[number]),
        rows: cards::many_rows(world, &world.lists.focus[number]),
        partnerships: world.lists.focus_partnerships[number]
            .iter()
            .map(|&one| PartnershipCard::of(world, &directory.partnerships[one]))
            .collect(),
        guide: directory.guide.iter().filter(|page| page.section == GuideSection::Focus(at)).map(NamedAddress::guide).collect(),
        others: vocabulary
            .focus_in_order()
            .into_iter()
            .filter(|&other| other != at)
            .map(|other| NamedAddress::focus(&directory.vocabulary[other]))
            .collect(),
    }
}
