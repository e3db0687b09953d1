//! The profile of an organisation.

use serde::Serialize;
use serde_json::Value as Json;

use super::map;
use super::map::MapView;
use super::matches;
use super::partnerships::PartnershipCard;
use crate::model::{Contact, Directory, Organisation, OrganisationIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards;
use crate::render::parts::cards::Row;
use crate::render::parts::links::Links;
use crate::render::parts::listings;
use crate::render::parts::listings::ListingView;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::sources;
use crate::render::parts::sources::{ReviewView, SourceView};
use crate::render::parts::{linked_data, registers};
use crate::site::address;
use crate::text::{self, markdown};
use crate::wording::words;

/// How many organisations a list of neighbours shows.
const NEIGHBOURS: usize = 6;

#[derive(Serialize)]
struct ProfileView {
    page: Page,
    id: String,
    sector: &'static str,
    sector_label: &'static str,
    kind: String,
    kind_definition: String,
    /// "trust" or "organisation": what the text calls it.
    noun: &'static str,
    summary_html: String,
    closed: Option<ClosedView>,
    facts: Vec<FactRow>,
    /// What is not known of it, in words.
    unknown: String,
    website: Option<String>,
    website_host: String,
    other_names: String,
    former_names: String,
    region: Option<NamedAddress>,
    boards: Vec<NamedAddress>,
    sites: Vec<SiteView>,
    map: Option<MapView>,
    focus: Vec<NamedAddress>,
    offers_stated: bool,
    offers: Vec<ListingView>,
    needs_stated: bool,
    needs: Vec<ListingView>,
    typical_offers: Vec<NamedAddress>,
    typical_needs: Vec<NamedAddress>,
    other_facts: Vec<OtherFact>,
    contacts: Vec<ContactView>,
    /// Absent for a body, which is never matched.
    partners: Option<matches::Partners>,
    known_partners: Vec<Row>,
    partnerships: Vec<PartnershipCard>,
    /// Organisations of the other side in the same place.
    across: Vec<Row>,
    /// Organisations of its own side in the same place.
    similar: Vec<Row>,
    registers: Vec<registers::Entry>,
    review: ReviewView,
    sources: Vec<SourceView>,
    /// The sources of one part of the record, by the names that records use.
    place_sources: Vec<SourceView>,
    codes_sources: Vec<SourceView>,
    /// Where a correction can be sent.
    correct: Option<String>,
    /// Structured data for machines, only where the site knows its own address.
    linked_data: Option<Json>,
}

#[derive(Serialize)]
struct ClosedView {
    date: Option<String>,
    successor: Option<NamedAddress>,
}

/// A line of the summary list.
#[derive(Serialize)]
struct FactRow {
    label: &'static str,
    value: String,
}

#[derive(Serialize)]
struct SiteView {
    name: String,
    place: String,
    phases: String,
}

#[derive(Serialize)]
struct OtherFact {
    text_html: String,
    source: String,
    host: String,
    date: Option<String>,
}

#[derive(Serialize)]
struct ContactView {
    role: String,
    email: Option<String>,
    phone: Option<String>,
    url: Option<String>,
    host: String,
}

/// Settles the profiles.
pub(in crate::render) fn add(book: &mut Book) {
    let ids: Vec<(OrganisationIndex, String)> = book.world.directory.numbered().map(|(at, one)| (at, one.id.clone())).collect();
    for (at, id) in ids {
        book.page(&address::organisation(&id), "organisation.html", move |world, links| view(world, links, at));
    }
}

fn view(world: &World, links: &Links, at: OrganisationIndex) -> ProfileView {
    let directory = &*world.directory;
    let one = &directory[at];
    let kind = &directory.vocabulary[one.kind];
    let mut resolve = |address: &str| links.site(address);
    let (across, similar) = neighbours(world, at);
    ProfileView {
        page: page(world, one),
        id: one.id.clone(),
        sector: one.sector.id(),
        sector_label: cards::sector_label(one.sector),
        kind: kind.label.clone(),
        kind_definition: kind.definition.clone(),
        noun: if kind.trust { "trust" } else { "organisation" },
        summary_html: markdown::to_html(&one.summary, &mut resolve),
        closed: one.closed.as_ref().map(|closure| ClosedView {
            date: closure.date.map(|day| day.to_string()),
            successor: closure.successor.map(|next| NamedAddress::organisation(&directory[next])),
        }),
        facts: facts(world, one),
        unknown: unknown(one),
        website: one.website.clone(),
        website_host: one.website.as_deref().map(sources::host).unwrap_or_default().to_owned(),
        other_names: one.aliases.join("; "),
        former_names: one.former_names.join("; "),
        region: one.place.region.map(|region| NamedAddress::region(&directory.places[region])),
        boards: one.place.icbs.iter().map(|&board| NamedAddress::board(directory, board)).collect(),
        map: map::of_one(world, one),
        sites: one.sites.iter().map(|site| site_view(world, site)).collect(),
        focus: directory
            .focus_of(one)
            .unwrap_or_default()
            .iter()
            .map(|&area| NamedAddress::focus(&directory.vocabulary[area]))
            .collect(),
        offers_stated: one.offers.is_some(),
        offers: listings::views(world, links, one.offers.as_deref().unwrap_or_default()),
        needs_stated: one.needs.is_some(),
        needs: listings::views(world, links, one.needs.as_deref().unwrap_or_default()),
        typical_offers: NamedAddress::services(directory, &kind.typical_offers),
        typical_needs: NamedAddress::services(directory, &kind.typical_needs),
        other_facts: one
            .facts
            .iter()
            .map(|fact| OtherFact {
                text_html: markdown::to_inline_html(&fact.text, &mut resolve),
                source: fact.source.clone(),
                host: sources::host(&fact.source).to_owned(),
                date: fact.date.map(|day| day.to_string()),
            })
            .collect(),
        contacts: one.contacts.iter().map(contact).collect(),
        partners: one.sector.other().is_some().then(|| matches::partners(world, at)),
        known_partners: cards::rows(
            world,
            directory
                .partners(at)
                .iter()
                .filter(|&&partner| Some(directory[partner].sector) != one.sector.other() || directory[partner].closed.is_some()),
        ),
        partnerships: directory.partnerships_of(at).map(|partnership| PartnershipCard::new(world, partnership)).collect(),
        across,
        similar,
        registers: registers::entries(one, kind.trust),
        review: ReviewView::new(&one.review, directory.as_of),
        sources: sources::views(&one.sources),
        place_sources: supporting(one, &["place", "sites"]),
        codes_sources: supporting(one, &["codes"]),
        correct: correction(directory, one),
        linked_data: directory.settings.base_url.as_deref().map(|base| linked_data::organisation(directory, one, base)),
    }
}

fn page(world: &World, one: &Organisation) -> Page {
    let kind = words::inside_sentence(&world.directory.vocabulary[one.kind].label);
    let area = cards::area(world, one);
    let place = if area.is_empty() { String::new() } else { format!(" in {area}") };
    let description = format!("{}, {kind}{place}: what it offers, what it needs, where it works and how to start.", one.name);
    Page::new(one.name.clone(), description, "find").below("Organisations A to Z", address::ORGANISATIONS)
}

fn facts(world: &World, one: &Organisation) -> Vec<FactRow> {
    let mut rows = Vec::new();
    let mut row = |label, value: String| {
        if !value.is_empty() {
            rows.push(FactRow { label, value });
        }
    };
    let place = &one.place;
    let postcode = place.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
    let address: Vec<&str> =
        [place.address.as_str(), &place.town, &postcode].into_iter().filter(|part| !part.is_empty()).collect();
    row("Head office", address.join(", "));
    let sites = if one.sector == Sector::School { "Schools" } else { "Sites" };
    row(sites, one.serves.site_count.map(|count| text::grouped(count as usize)).unwrap_or_default());
    let people = if one.sector == Sector::School { "Pupils" } else { "People served" };
    row(people, one.serves.people.map(|count| text::grouped(count as usize)).unwrap_or_default());
    row("Staff", one.serves.staff.map(|count| text::grouped(count as usize)).unwrap_or_default());
    row("Ages", one.serves.ages.map(|ages| format!("{} to {}", ages.from, ages.to)).unwrap_or_default());
    row("Phases", crate::text::capitalised(&listings::phases(world, &one.serves.phases)));
    row("Group", one.group.clone());
    row("New partnerships", cards::openness(one.openness).unwrap_or_default().to_owned());
    row("Can take on now", one.capacity.map(|count| text::counted(count as usize, "partnership", None)).unwrap_or_default());
    rows
}

fn unknown(one: &Organisation) -> String {
    let school = one.sector == Sector::School;
    let missing = [
        (one.place.address.is_empty() && one.place.town.is_empty(), "its head office"),
        (one.website.is_none(), "its website"),
        (one.serves.site_count.is_none(), if school { "the number of its schools" } else { "the number of its sites" }),
        (one.serves.people.is_none(), if school { "the number of its pupils" } else { "how many people it serves" }),
        (one.serves.staff.is_none(), "the number of its staff"),
        (cards::openness(one.openness).is_none(), "whether it looks for new partnerships"),
    ];
    let said: Vec<&str> = missing.iter().filter(|(missing, _)| *missing).map(|(_, what)| *what).collect();
    text::listed(&said, "and")
}

fn site_view(world: &World, site: &crate::model::Site) -> SiteView {
    let postcode = site.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
    let place: Vec<&str> = [site.town.as_str(), &postcode].into_iter().filter(|part| !part.is_empty()).collect();
    SiteView { name: site.name.clone(), place: place.join(", "), phases: listings::phases(world, &site.phases) }
}

fn contact(contact: &Contact) -> ContactView {
    ContactView {
        role: contact.role.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone(),
        url: contact.url.clone(),
        host: contact.url.as_deref().map(sources::host).unwrap_or_default().to_owned(),
    }
}

/// Organisations of the other side and of the same side that share its main place, the nearest first.
fn neighbours(world: &World, at: OrganisationIndex) -> (Vec<Row>, Vec<Row>) {
    let directory = &world.directory;
    let one = &directory[at];
    let here: &[OrganisationIndex] = match (one.place.icbs.first(), one.place.region) {
        (Some(board), _) => &world.lists.board[usize::from(board.0)],
        (None, Some(region)) => &world.lists.region[usize::from(region.0)],
        (None, None) => &[],
    };
    let nearest = |wanted: Option<Sector>| {
        let mut found: Vec<(f64, OrganisationIndex)> = here
            .iter()
            .filter(|&&other| other != at && Some(directory[other].sector) == wanted)
            .map(|&other| {
                let points = one.place.point.zip(directory[other].place.point);
                (points.map_or(f64::MAX, |(a, b)| a.distance(b)), other)
            })
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.iter().take(NEIGHBOURS).map(|&(_, other)| Row::new(world, other)).collect()
    };
    (nearest(one.sector.other()), nearest(Some(one.sector)))
}

fn supporting(one: &Organisation, parts: &[&str]) -> Vec<SourceView> {
    let supports = |source: &&crate::model::Source| source.supports.iter().any(|part| parts.contains(&part.as_str()));
    let chosen: Vec<_> = one.sources.iter().filter(supports).cloned().collect();
    sources::views(&chosen)
}

/// Where a reader can propose a change to a record: the file in the repository, else the site's mailbox.
fn correction(directory: &Directory, one: &Organisation) -> Option<String> {
    let settings = &directory.settings;
    match (&settings.repository, &settings.contact_email) {
        (Some(repository), _) => {
            let base = repository.trim_end_matches('/');
            let branch = if settings.branch.is_empty() { "main" } else { &settings.branch };
            let edit = if sources::host(base).contains("gitlab") { "-/edit" } else { "edit" };
            Some(format!("{base}/{edit}/{branch}/{}", one.file))
        }
        (None, Some(email)) => Some(format!("mailto:{email}?subject=Correction%3A%20{}", one.id)),
        (None, None) => settings.contact_url.clone(),
    }
}
