//! The profile of an organisation: who it is, whom to talk to first and why, what both sides say, who else is near.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value as Json;

use super::map::{self, MapView};
use super::matches;
use super::partnerships::{self, PartnershipCard};
use crate::model::{Ages, Contact, Directory, Openness, Organisation, OrganisationIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::{self, Row};
use crate::render::parts::lines::{self, NearRow, NextStep, PartnerLine};
use crate::render::parts::links::Links;
use crate::render::parts::listings::{self, ListingView};
use crate::render::parts::named::NamedAddress;
use crate::render::parts::partners::{self, PartnersView};
use crate::render::parts::patch::{self, PatchView};
use crate::render::parts::roles::{self, RoleLine};
use crate::render::parts::sources::{self, ReviewView, SourceView};
use crate::render::parts::{linked_data, registers, schools, who};
use crate::site::address;
use crate::text::{self, markdown};
use crate::wording::say;

#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "the template asks each on its own")]
struct ProfileView {
    page: Page,
    id: String,
    sector: &'static str,
    kind: String,
    town: String,
    /// "trust" or "organisation": what the text calls it.
    noun: String,
    /// Who it is, in a sentence.
    who: String,
    summary_html: String,
    closed: Option<ClosedView>,
    /// Whom it could talk to, as [`PartnersView`] has it.
    next_step: Option<NextStep>,
    stated: Vec<PartnerLine>,
    roles: Vec<RoleLine>,
    patch: Option<PatchView>,
    stated_all: usize,
    nearby: Vec<NearRow>,
    nearby_within: String,
    /// Whether it can have partners at all.
    matched: bool,
    facts: Vec<FactRow>,
    /// What little is not known where much is, in words.
    not_known: String,
    /// What to ask where it has said nothing.
    unknown: Option<UnknownView>,
    website: Option<String>,
    website_host: String,
    other_names: String,
    former_names: String,
    region: Option<NamedAddress>,
    boards: Vec<NamedAddress>,
    sites: Vec<SiteView>,
    /// Whether a column of the sites has a value at all.
    any_ages: bool,
    any_pupils: bool,
    /// "7 primary and 8 secondary schools"
    sites_said: String,
    map: Option<MapView>,
    /// Whether the map shows the schools of its patch.
    serves_schools: bool,
    focus: Vec<NamedAddress>,
    offers_stated: bool,
    offers: Vec<ListingView>,
    needs_stated: bool,
    needs: Vec<ListingView>,
    /// What it offered and needed once.
    earlier: Vec<ListingView>,
    other_facts: Vec<OtherFact>,
    contacts: Vec<ContactView>,
    known: Vec<matches::KnownView>,
    known_partners: Vec<Row>,
    partnerships: Vec<Arc<PartnershipCard>>,
    /// What others like it have done, where it has no partnership of its own.
    like: Vec<Arc<PartnershipCard>>,
    registers: Vec<registers::Entry>,
    review: ReviewView,
    sources: Vec<SourceView>,
    /// Where a correction can be sent.
    correct: Option<String>,
    /// Structured data for machines, only where the site knows its own address.
    linked_data: Option<Json>,
}

/// What organisations of its kind often offer and ask for: questions to put, never facts.
#[derive(Serialize)]
struct UnknownView {
    kinds: String,
    offers: String,
    needs: String,
}

#[derive(Serialize)]
struct ClosedView {
    date: Option<String>,
    successor: Option<NamedAddress>,
}

/// A line of the summary list.
#[derive(Serialize)]
struct FactRow {
    label: String,
    value: String,
}

#[derive(Serialize)]
struct SiteView {
    name: String,
    place: String,
    phases: String,
    /// "3 to 11"
    ages: String,
    pupils: String,
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
    /// The telephone as a link has it; empty where it cannot be dialled as it stands.
    dial: String,
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
    let own: Vec<_> = directory.partnerships_of(at).collect();
    let listed = |listings: &Option<Vec<crate::model::Listing>>, past: bool| {
        let chosen: Vec<_> =
            listings.iter().flatten().filter(|listing| listing.state(directory.as_of).is_over() == past).cloned().collect();
        listings::views(world, links, &chosen)
    };
    let served = world.slots.patch(at).map(|patch| patch::schools_on_map(world, at, patch)).unwrap_or_default();
    let PartnersView { next_step, stated, roles, patch, stated_all, nearby, nearby_within } = partners::view(world, links, at);
    ProfileView {
        serves_schools: !served.is_empty(),
        page: page(world, at),
        id: one.id.clone(),
        sector: one.sector.id(),
        kind: kind.label.clone(),
        town: one.place.town.clone(),
        noun: if kind.trust { say!(world.words, "profile.trust") } else { say!(world.words, "profile.organisation") },
        who: who::sentence(world, one),
        summary_html: markdown::to_html(&one.summary, &mut resolve),
        closed: closed(directory, one),
        next_step,
        stated,
        roles,
        patch,
        stated_all,
        nearby,
        nearby_within,
        matched: one.sector.other().is_some(),
        facts: facts(world, one),
        not_known: not_known(world, one),
        unknown: unknown(world, one),
        website: one.website.clone(),
        website_host: one.website.as_deref().map(sources::host).unwrap_or_default().to_owned(),
        other_names: one.aliases.join(&say!(world.words, "list.parts")),
        former_names: one.former_names.join(&say!(world.words, "list.parts")),
        region: one.place.region.map(|region| NamedAddress::region(&directory.places[region])),
        boards: one.place.icbs.iter().map(|&board| NamedAddress::board(directory, board)).collect(),
        map: map::of_one(world, one, &served),
        sites: one.sites.iter().map(|site| site_view(world, site)).collect(),
        any_ages: one.sites.iter().any(|site| site.ages.is_some()),
        any_pupils: one.sites.iter().any(|site| site.pupils.is_some()),
        sites_said: match one.sector {
            Sector::School => who::by_phase(world, &one.sites),
            _ => say!(world.words, "count.sites", count = one.sites.len()),
        },
        focus: directory
            .focus_of(one)
            .unwrap_or_default()
            .iter()
            .map(|&area| NamedAddress::focus(&directory.vocabulary[area]))
            .collect(),
        offers_stated: one.states_offers(directory.as_of),
        offers: listed(&one.offers, false),
        needs_stated: one.states_needs(directory.as_of),
        needs: listed(&one.needs, false),
        earlier: listed(&one.offers, true).into_iter().chain(listed(&one.needs, true)).collect(),
        other_facts: other_facts(links, one),
        contacts: one.contacts.iter().map(contact).collect(),
        known: if one.sector.other().is_some() { matches::known(world, at) } else { Vec::new() },
        known_partners: cards::rows(
            world,
            directory
                .partners(at)
                .iter()
                .filter(|&&partner| Some(directory[partner].sector) != one.sector.other() || directory[partner].closed.is_some()),
        ),
        like: if own.is_empty() { partnerships::like(world, one) } else { Vec::new() },
        partnerships: own.into_iter().map(|partnership| PartnershipCard::of(world, partnership)).collect(),
        registers: registers::entries(&world.words, one, kind.trust),
        review: ReviewView::new(&one.review, directory),
        sources: sources::views(&world.words, &one.sources),
        correct: correction(directory, one),
        linked_data: directory.settings.base_url.as_deref().map(|base| linked_data::organisation(directory, one, base)),
    }
}

fn closed(directory: &Directory, one: &Organisation) -> Option<ClosedView> {
    one.closed.as_ref().map(|closure| ClosedView {
        date: closure.date.map(|day| day.to_string()),
        successor: closure.successor.map(|next| NamedAddress::organisation(&directory[next])),
    })
}

/// What to ask an organisation that has said neither what it offers nor what it needs.
fn unknown(world: &World, one: &Organisation) -> Option<UnknownView> {
    let silent = one.offers.is_none() && one.needs.is_none() && one.closed.is_none() && one.sector.other().is_some();
    let kind = &world.directory.vocabulary[one.kind];
    silent.then(|| UnknownView {
        kinds: who::plural(world, one),
        offers: who::often(world, one, &kind.typical_offers),
        needs: who::often(world, one, &kind.typical_needs),
    })
}

fn other_facts(links: &Links, one: &Organisation) -> Vec<OtherFact> {
    let view = |fact: &crate::model::Fact| OtherFact {
        text_html: markdown::to_inline_html(&fact.text, &mut |address| links.site(address)),
        source: fact.source.clone(),
        host: sources::host(&fact.source).to_owned(),
        date: fact.date.map(|day| day.to_string()),
    };
    one.facts.iter().map(view).collect()
}

fn page(world: &World, at: OrganisationIndex) -> Page {
    let one = &world.directory[at];
    let kind = world.words.inside(&world.directory.vocabulary[one.kind].label);
    let area = cards::area(world, one);
    let description = if area.is_empty() {
        say!(world.words, "profile.description", name = one.name, kind = kind)
    } else {
        say!(world.words, "profile.description-area", name = one.name, kind = kind, area = area)
    };
    let page = Page::new(&world.words, one.name.clone(), description, "find");
    match one.place.icbs.first() {
        Some(&board) => {
            let board = NamedAddress::board(&world.directory, board);
            let page = page.below(&board.label, &board.address);
            match roles::districts(world, at).as_slice() {
                [(only, _)] if one.sector == Sector::School => {
                    let place = schools::place(&world.directory, *only);
                    page.below(&place.label, &place.address)
                }
                _ => page,
            }
        }
        None => page.below(say!(world.words, "crumb.organisations"), "organisations/"),
    }
}

fn facts(world: &World, one: &Organisation) -> Vec<FactRow> {
    let mut rows = Vec::new();
    let words = &world.words;
    let mut row = |label: String, value: String| {
        if !value.is_empty() {
            rows.push(FactRow { label, value });
        }
    };
    let place = &one.place;
    let postcode = place.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
    let address: Vec<&str> =
        [place.address.as_str(), &place.town, &postcode].into_iter().filter(|part| !part.is_empty()).collect();
    row(say!(words, "fact.head-office"), words.series(&address));
    let school = one.sector == Sector::School;
    let sites = if school { say!(words, "fact.schools") } else { say!(words, "fact.sites") };
    row(sites, one.serves.site_count.map(|count| words.grouped(count as usize)).unwrap_or_default());
    let people = if school { say!(words, "fact.pupils") } else { say!(words, "fact.people") };
    row(people, one.serves.people.map(|count| words.grouped(count as usize)).unwrap_or_default());
    row(say!(words, "fact.staff"), one.serves.staff.map(|count| words.grouped(count as usize)).unwrap_or_default());
    row(say!(words, "fact.ages"), one.serves.ages.map(|ages| age_range(world, ages)).unwrap_or_default());
    row(say!(words, "fact.phases"), text::capitalised(&listings::phases(world, &one.serves.phases)));
    row(say!(words, "fact.group"), one.group.clone());
    row(say!(words, "fact.openness"), cards::openness(world, one.openness).unwrap_or_default());
    let capacity = one.capacity.map(|count| say!(words, "count.partnerships", count = count));
    row(say!(words, "fact.capacity"), capacity.unwrap_or_default());
    rows
}

/// What is not known of an organisation that has said something; one that has said nothing is asked for all of it at once.
fn not_known(world: &World, one: &Organisation) -> String {
    if one.offers.is_none() && one.needs.is_none() || one.sector.other().is_none() {
        return String::new();
    }
    let words = &world.words;
    let missing = [
        (one.offers.is_none(), say!(words, "profile.offers")),
        (one.needs.is_none(), say!(words, "profile.needs")),
        (one.openness == Openness::NotKnown, say!(words, "profile.openness")),
        (!one.contacts.iter().any(Contact::is_for_partners), say!(words, "profile.contact")),
        (one.website.is_none(), say!(words, "profile.website")),
    ];
    let said: Vec<&str> = missing.iter().filter(|(missing, _)| *missing).map(|(_, what)| what.as_str()).collect();
    words.and(&said)
}

/// "3 to 11"
fn age_range(world: &World, ages: Ages) -> String {
    say!(world.words, "fact.age-range", from = ages.from.to_string(), to = ages.to.to_string())
}

fn site_view(world: &World, site: &crate::model::Site) -> SiteView {
    let postcode = site.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
    let place: Vec<&str> = [site.town.as_str(), &postcode].into_iter().filter(|part| !part.is_empty()).collect();
    SiteView {
        name: site.name.clone(),
        place: world.words.series(&place),
        phases: listings::phases(world, &site.phases),
        ages: site.ages.map(|ages| age_range(world, ages)).unwrap_or_default(),
        pupils: site.pupils.map(|pupils| world.words.grouped(pupils as usize)).unwrap_or_default(),
    }
}

fn contact(contact: &Contact) -> ContactView {
    ContactView {
        role: contact.role.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone(),
        dial: lines::dial(contact.phone.as_deref().unwrap_or_default()),
        url: contact.url.clone(),
        host: contact.url.as_deref().map(sources::host).unwrap_or_default().to_owned(),
    }
}

/// Where a reader can propose a change to a record: the file in the repository, else the site's mailbox.
fn correction(directory: &Directory, one: &Organisation) -> Option<String> {
    let settings = &directory.settings;
    match (&settings.repository, &settings.contact.email) {
        (Some(repository), _) => {
            let base = repository.trim_end_matches('/');
            let branch = if settings.branch.is_empty() { "main" } else { &settings.branch };
            let edit = if sources::host(base).contains("gitlab") { "-/edit" } else { "edit" };
            Some(format!("{base}/{edit}/{branch}/{}", one.file))
        }
        (None, Some(email)) => Some(format!("mailto:{email}?subject=Correction%3A%20{}", one.id)),
        (None, None) => settings.contact.url.clone(),
    }
}
