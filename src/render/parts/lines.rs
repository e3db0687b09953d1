//! Partners in a line each: who, what both sides say, how to reach it; and the one next step of a page.

use serde::Serialize;

use super::cards::{self, Row};
use super::links::Links;
use super::named::NamedAddress;
use super::{sources, who};
use crate::matching::{self, Reason, Who};
use crate::model::{Contact, Date, Directory, Listing, Organisation, OrganisationIndex, Sector};
use crate::render::World;
use crate::site::address;
use crate::text::markdown;
use crate::wording::{say, tags};

/// How far a stated partner may be to be the next step, in kilometres: 15 miles.
const NEAR: f64 = 24.14;
/// A page that is older than this many months is to be asked about before anybody relies on it.
const STALE: i64 = 24;

/// A partner of whom both records say that the two could do something for each other.
#[derive(Serialize)]
pub(in crate::render) struct PartnerLine {
    pub(in crate::render) row: Row,
    name: String,
    /// From 0 to 1, six digits.
    score: String,
    /// "you need, they offer"
    tag: String,
    /// Whether it meets a need of the reader, and the reader one of its needs.
    #[serde(skip)]
    directions: (bool, bool),
    says: Vec<Said>,
    /// "9 miles away"
    place: String,
    reach: ReachView,
    /// The address of the sheet for a first meeting of the two.
    brief: String,
    /// That it also serves the place; empty where that is not known.
    pub(in crate::render) also: String,
    #[serde(skip)]
    near: bool,
    /// Whether it serves the place in some role.
    #[serde(skip)]
    pub(in crate::render) serves: bool,
}

/// What one side offers and the other needs.
#[derive(Serialize)]
struct Said {
    service: NamedAddress,
    /// The record's own words.
    note_html: String,
    /// When its source was seen.
    when: String,
    stale: bool,
}

/// How to reach somebody: a contact by role, a telephone, a website.
#[derive(Default, Serialize)]
pub(in crate::render) struct ReachView {
    pub(in crate::render) role: String,
    pub(in crate::render) phone: String,
    /// The telephone as a link has it: digits only.
    pub(in crate::render) dial: String,
    pub(in crate::render) email: String,
    pub(in crate::render) url: String,
    pub(in crate::render) url_words: String,
}

/// Whom to talk to first, and why.
#[derive(Serialize)]
pub(in crate::render) struct NextStep {
    pub(in crate::render) to: NamedAddress,
    pub(in crate::render) reason: String,
    /// The address of the sheet for a first meeting of the two; empty where there is none.
    pub(in crate::render) brief: String,
}

/// Somebody of the other side who is not far.
#[derive(Serialize)]
pub(in crate::render) struct NearRow {
    row: Row,
    name: String,
    miles: String,
    #[serde(skip)]
    km: f64,
    offers: String,
}

/// Somebody to ask of whom nothing is stated that fits.
#[derive(Serialize)]
pub(in crate::render) struct OtherLine {
    row: Row,
    name: String,
    /// "9 miles away", or its area where that is not known.
    place: String,
    /// Up to three services that it offers, in words; empty where none is stated.
    offers: String,
}

/// Those with whom something is stated by both, by score.
pub(in crate::render) fn stated(world: &World, links: &Links, at: OrganisationIndex) -> Vec<PartnerLine> {
    let (directory, matches) = (&*world.directory, &*world.matches);
    let explained = matches.listed(at).iter().map(|listed| matching::explain(directory, matches.scoring(), at, listed.partner));
    let said = explained.filter(matching::Match::meets_a_need);
    said.map(|found| line(world, links, &found)).collect()
}

/// The line of one of them.
pub(in crate::render) fn line(world: &World, links: &Links, found: &matching::Match) -> PartnerLine {
    let directory = &*world.directory;
    let (mut you, mut they, mut km) = (false, false, None);
    let mut says = Vec::new();
    for reason in &found.reasons {
        match reason {
            Reason::Met { needed_by, service, .. } => {
                let (giver, taker) = if *needed_by == Who::You { (found.partner, found.of) } else { (found.of, found.partner) };
                you |= *needed_by == Who::You;
                they |= *needed_by == Who::They;
                let offer = directory[giver].live_offers(directory.as_of).find(|listing| listing.service == *service);
                let need = directory[taker].live_needs(directory.as_of).find(|listing| listing.service == *service);
                // The reader knows its own words; those of the other side are news.
                let (theirs, own) = if *needed_by == Who::You { (offer, need) } else { (need, offer) };
                says.push(said(world, links, *service, theirs.or(own)));
            }
            Reason::Place { km: far, .. } => km = *far,
            _ => {}
        }
    }
    let partner = &directory[found.partner];
    PartnerLine {
        row: Row::new(world, found.partner),
        name: who::short_name(&partner.name).to_owned(),
        score: format!("{:.6}", found.score.as_share()),
        tag: tags::direction(&world.words, you, they),
        directions: (you, they),
        says,
        place: km.map(|km| say!(world.words, "line.away", miles = who::miles(world, km))).unwrap_or_default(),
        reach: reach(world, partner),
        brief: brief(directory, found.of, found.partner),
        also: String::new(),
        near: km.is_some_and(|km| km <= NEAR),
        serves: false,
    }
}

fn said(world: &World, links: &Links, service: crate::model::ServiceIndex, listing: Option<&Listing>) -> Said {
    let directory = &*world.directory;
    let service = &directory.vocabulary[service];
    let checked = listing.and_then(|listing| listing.checked);
    let stale = checked.zip(directory.as_of).is_some_and(|(seen, today)| months(seen, today) > STALE);
    let note = listing.map(|listing| listing.note.as_str()).unwrap_or_default();
    Said {
        service: NamedAddress::service(service),
        note_html: markdown::to_inline_html(note, &mut |address| links.site(address)),
        when: checked.map_or_else(String::new, |day| {
            if stale {
                say!(world.words, "line.stale", month = world.words.month(day))
            } else {
                say!(world.words, "line.seen", month = world.words.month(day))
            }
        }),
        stale,
    }
}

fn months(from: Date, to: Date) -> i64 {
    i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month())
}

/// The address of the sheet for a first meeting of two.
pub(in crate::render) fn brief(directory: &Directory, a: OrganisationIndex, b: OrganisationIndex) -> String {
    format!("brief/#a={}&b={}", directory[a].id, directory[b].id)
}

/// How to reach an organisation: its first contact by role, one with a telephone before others; else its switchboard, else
/// its website.
pub(in crate::render) fn reach(world: &World, one: &Organisation) -> ReachView {
    let contact = one.contacts.iter().filter(|contact| contact.is_for_partners());
    let contact = contact.min_by_key(|contact| (contact.is_switchboard(), contact.phone.is_none()));
    let own = |contact: &Contact| ReachView {
        role: contact.role.clone(),
        phone: contact.phone.clone().unwrap_or_default(),
        dial: dial(contact.phone.as_deref().unwrap_or_default()),
        email: contact.email.clone().unwrap_or_default(),
        url: contact.url.clone().unwrap_or_default(),
        url_words: contact.url.as_deref().map(sources::host).unwrap_or_default().to_owned(),
    };
    contact.map_or_else(
        || ReachView {
            url: one.website.clone().unwrap_or_default(),
            url_words: if one.website.is_some() { say!(world.words, "line.website") } else { String::new() },
            ..ReachView::default()
        },
        own,
    )
}

/// A telephone number as a link has it.
pub(in crate::render) fn dial(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    // An extension or a second number makes it no number that can be dialled.
    if (10..=11).contains(&digits.len()) && digits.starts_with('0') { digits } else { String::new() }
}

/// The first step that what both sides say allows: one who also serves the place, else one who is near.
pub(in crate::render) fn stated_step(world: &World, stated: &[PartnerLine]) -> Option<NextStep> {
    let first = stated.iter().find(|line| line.serves).or_else(|| stated.iter().find(|line| line.near))?;
    let services: Vec<String> = first.says.iter().take(2).map(|said| world.words.inside(&said.service.label)).collect();
    let services = world.words.and(&services);
    let reason = match first.directions {
        (true, true) => say!(world.words, "step.both", services = services),
        (false, true) => say!(world.words, "step.they-need", services = services),
        (_, false) => say!(world.words, "step.you-need", services = services),
    };
    Some(NextStep {
        to: NamedAddress { label: first.name.clone(), address: address::organisation(first.row.id()) },
        reason: if first.place.is_empty() {
            say!(world.words, "step.reason", reason = reason)
        } else {
            say!(world.words, "step.reason-near", reason = reason, place = first.place)
        },
        brief: first.brief.clone(),
    })
}

/// Where nobody says anything that fits: the care board of the place.
pub(in crate::render) fn board_step(world: &World, at: OrganisationIndex) -> Option<NextStep> {
    let directory = &*world.directory;
    let one = &directory[at];
    let &board = one.place.icbs.first()?;
    let place = &directory.places[board];
    // A board is no partner of itself.
    if !place.ods.is_empty() && one.codes.ods.as_deref() == Some(&place.ods) {
        return None;
    }
    let own = directory.numbered().find(|(_, other)| !place.ods.is_empty() && other.codes.ods.as_deref() == Some(&place.ods));
    Some(NextStep {
        to: NamedAddress { label: who::short_name(&place.name).to_owned(), address: address::board(&directory.places, board) },
        reason: say!(world.words, "step.board"),
        brief: own.filter(|_| one.sector == Sector::School).map(|(board, _)| brief(directory, at, board)).unwrap_or_default(),
    })
}

/// Those of the other side that are nearest, without those that the page names already.
pub(in crate::render) fn nearby(world: &World, at: OrganisationIndex, named: &[&str]) -> Vec<NearRow> {
    const SHOWN: usize = 8;
    const FARTHEST: f64 = 50.0;
    let directory = &*world.directory;
    let Some(other_side) = directory[at].sector.other() else { return Vec::new() };
    let is_new = |other: OrganisationIndex| !named.contains(&directory[other].id.as_str());
    let found = world.near.nearest(at, other_side, FARTHEST, SHOWN, is_new);
    let row = |&(km, other): &(f64, OrganisationIndex)| NearRow {
        row: Row::new(world, other),
        name: who::short_name(&directory[other].name).to_owned(),
        miles: who::miles(world, km),
        km,
        offers: some_offers(world, &directory[other]),
    };
    found.iter().map(row).collect()
}

/// "16 miles", "a mile": how far the last of them is.
pub(in crate::render) fn reach_of(world: &World, rows: &[NearRow]) -> String {
    rows.last().map(|row| who::whole_miles(world, row.km)).unwrap_or_default()
}

/// Up to three services that somebody offers now, in words.
fn some_offers(world: &World, one: &Organisation) -> String {
    let label = |listing: &Listing| world.words.inside(&world.directory.vocabulary[listing.service].label);
    let mut offers: Vec<String> = one.live_offers(world.directory.as_of).map(label).collect();
    offers.dedup();
    offers.truncate(3);
    world.words.series(&offers)
}

/// The line of one of whom nothing is stated that fits.
pub(in crate::render) fn other(world: &World, found: &matching::Match) -> OtherLine {
    let directory = &*world.directory;
    let partner = &directory[found.partner];
    let km = found.reasons.iter().find_map(|reason| if let Reason::Place { km, .. } = reason { *km } else { None });
    OtherLine {
        row: Row::new(world, found.partner),
        place: km.map_or_else(|| cards::area(world, partner), |km| say!(world.words, "line.away", miles = who::miles(world, km))),
        name: who::short_name(&partner.name).to_owned(),
        offers: some_offers(world, partner),
    }
}
