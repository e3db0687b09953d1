//! Tables for spreadsheets. A column says "not stated" or "none" rather than nothing where the two differ.

use super::cells::{joined, names};
use super::values::day;
use crate::model::{Directory, Listing, Organisation};
use crate::site::Field;
use crate::text::{csv, markdown};

/// The columns of `data/organisations.csv`.
pub(super) const ORGANISATIONS: &[Field] = &[
    ("id", "Stable id, and the address of the page", "string"),
    ("uuid", "UUID made from the first official number", "string"),
    ("name", "Legal name", "string"),
    ("sector", "nhs, school or body", "string"),
    ("kind", "Kind of organisation, an id of the vocabulary", "string"),
    ("website", "Its own website", "string"),
    ("openness", "What it has said about new partnerships", "string"),
    ("ods", "NHS Organisation Data Service code", "string"),
    ("gias_uid", "Group UID in Get Information about Schools", "string"),
    ("gias_trn", "Group ID in Get Information about Schools", "string"),
    ("ukprn", "UK provider reference number", "string"),
    ("companies_house", "Companies House number", "string"),
    ("charity", "Charity number", "string"),
    ("address", "Street address of the head office", "string"),
    ("town", "Town of the head office", "string"),
    ("postcode", "Postcode of the head office", "string"),
    ("latitude", "Degrees north (WGS84)", "number"),
    ("longitude", "Degrees east (WGS84)", "number"),
    ("region", "Region, an id", "string"),
    ("icbs", "Care boards in whose areas it works, ids parted by semicolons, the main one first", "string"),
    ("sites", "Schools or hospitals run", "integer"),
    ("people", "Pupils, or population served", "integer"),
    ("staff", "People employed", "integer"),
    ("phases", "School phases, ids parted by semicolons", "string"),
    ("offers", "Services offered, past ones left out: ids parted by semicolons, `none`, or `not stated`", "string"),
    ("needs", "Services needed, past ones left out: ids parted by semicolons, `none`, or `not stated`", "string"),
    ("partners", "Known partners, ids parted by semicolons", "string"),
    ("checked", "Day of the last check", "date"),
    ("closed", "`closed` where it no longer exists, with the day where that is known", "string"),
];

/// All organisations, ids ascending, a line each.
pub fn organisations(directory: &Directory) -> Vec<u8> {
    let rows = directory.numbered().map(|(at, one)| {
        let place = &one.place;
        let codes = &one.codes;
        let code = |code: &Option<String>| code.clone().unwrap_or_default();
        let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        vec![
            one.id.clone(),
            super::uuid::of(one).to_string(),
            one.name.clone(),
            one.sector.id().to_owned(),
            directory.vocabulary[one.kind].id.clone(),
            code(&one.website),
            one.openness.id().to_owned(),
            code(&codes.ods),
            code(&codes.gias_uid),
            code(&codes.gias_trn),
            code(&codes.ukprn),
            code(&codes.companies_house),
            code(&codes.charity),
            place.address.clone(),
            place.town.clone(),
            place.postcode.as_ref().map(ToString::to_string).unwrap_or_default(),
            place.point.map(|point| point.latitude.to_string()).unwrap_or_default(),
            place.point.map(|point| point.longitude.to_string()).unwrap_or_default(),
            place.region.map(|region| directory.places[region].id.clone()).unwrap_or_default(),
            joined(place.icbs.iter().map(|&board| directory.places[board].id.as_str())),
            number(one.serves.site_count.map(u64::from)),
            number(one.serves.people),
            number(one.serves.staff),
            joined(one.serves.phases.iter().map(|&phase| directory.vocabulary[phase].id.as_str())),
            services(directory, one.states_offers(directory.as_of), one.live_offers(directory.as_of)),
            services(directory, one.states_needs(directory.as_of), one.live_needs(directory.as_of)),
            joined(directory.partners(at).iter().map(|&other| directory[other].id.as_str())),
            day(one.review.checked).unwrap_or_default(),
            closed(one),
        ]
    });
    csv::write(&names(ORGANISATIONS), rows)
}

fn services<'a>(directory: &Directory, stated: bool, listings: impl Iterator<Item = &'a Listing>) -> String {
    let mut ids: Vec<&str> = listings.map(|listing| directory.vocabulary[listing.service].id.as_str()).collect();
    ids.dedup();
    match (stated, ids.is_empty()) {
        (false, _) => "not stated".to_owned(),
        (true, true) => "none".to_owned(),
        (true, false) => ids.join("; "),
    }
}

fn closed(one: &Organisation) -> String {
    match &one.closed {
        None => String::new(),
        Some(closure) => closure.date.map_or_else(|| "closed".to_owned(), |day| format!("closed {day}")),
    }
}

/// The columns of `data/offers-and-needs.csv`.
pub(super) const LISTINGS: &[Field] = &[
    ("organisation", "Id of the organisation", "string"),
    ("direction", "offer or need", "string"),
    ("service", "Id of the service", "string"),
    ("label", "Name of the service", "string"),
    ("status", "now, may, past, met, not-known, or later: it begins after the day of the export", "string"),
    ("basis", "published: a page says so; declared: the organisation told the directory", "string"),
    ("source", "Where it is said", "string"),
    ("checked", "Day of the last check", "date"),
    ("age_from", "Youngest age", "integer"),
    ("age_to", "Oldest age", "integer"),
    ("phases", "School phases, ids parted by semicolons", "string"),
    ("amount", "How much", "number"),
    ("unit", "Of what", "string"),
    ("per", "In what time", "string"),
    ("priority", "Of a need: 1 low, 2 usual, 3 pressing", "integer"),
    ("from", "First day", "date"),
    ("until", "Last day", "date"),
    ("note", "A line of text", "string"),
];

/// Every offer and need, past ones included and marked.
pub(super) fn listings(directory: &Directory) -> Vec<u8> {
    let rows = directory.organisations.iter().flat_map(|one| {
        let offers = one.offers.iter().flatten().map(|listing| ("offer", listing));
        let needs = one.needs.iter().flatten().map(|listing| ("need", listing));
        offers.chain(needs).map(|(direction, listing)| row(directory, one, direction, listing))
    });
    csv::write(&names(LISTINGS), rows)
}

fn row(directory: &Directory, one: &Organisation, direction: &str, listing: &Listing) -> Vec<String> {
    let service = &directory.vocabulary[listing.service];
    let (amount, state) = (listing.amount.as_ref(), listing.state(directory.as_of));
    vec![
        one.id.clone(),
        direction.to_owned(),
        service.id.clone(),
        service.label.clone(),
        state.id().to_owned(),
        listing.basis.id().to_owned(),
        listing.source.clone().unwrap_or_default(),
        day(listing.checked).unwrap_or_default(),
        listing.ages.map(|ages| ages.from.to_string()).unwrap_or_default(),
        listing.ages.map(|ages| ages.to.to_string()).unwrap_or_default(),
        joined(listing.phases.iter().map(|&phase| directory.vocabulary[phase].id.as_str())),
        amount.map(|amount| amount.number.to_string()).unwrap_or_default(),
        amount.map(|amount| amount.unit.clone()).unwrap_or_default(),
        amount.map(|amount| amount.per.clone()).unwrap_or_default(),
        if direction == "need" && !state.is_over() { listing.priority.to_string() } else { String::new() },
        day(listing.from).unwrap_or_default(),
        day(listing.until).unwrap_or_default(),
        markdown::to_words(&listing.note),
    ]
}

/// The columns of `data/partnerships.csv`.
pub(super) const PARTNERSHIPS: &[Field] = &[
    ("id", "Stable id, and the address of the page", "string"),
    ("name", "What it is called", "string"),
    ("status", "current, ended, programme or not-known", "string"),
    ("organisations", "Partners with a record here, ids parted by semicolons", "string"),
    ("others", "Partners without one, parted by semicolons", "string"),
    ("services", "What is done, ids parted by semicolons", "string"),
    ("focus", "Focus areas, ids parted by semicolons", "string"),
    ("questions", "Workshop questions that it helps to answer, ids parted by semicolons", "string"),
    ("phases", "School phases, ids parted by semicolons", "string"),
    ("region", "Region, an id", "string"),
    ("icbs", "Care boards in whose areas it works, ids parted by semicolons", "string"),
    ("results", "How many results its sources publish", "integer"),
    ("checked", "Day of the last check", "date"),
    ("sources", "Addresses of its sources, parted by semicolons", "string"),
];

/// All partnerships, ids ascending, a line each.
pub(super) fn partnerships(directory: &Directory) -> Vec<u8> {
    let words = &directory.vocabulary;
    let rows = directory.partnerships.iter().map(|one| {
        vec![
            one.id.clone(),
            one.name.clone(),
            one.status.id().to_owned(),
            joined(one.organisations.iter().map(|&at| directory[at].id.as_str())),
            joined(one.others.iter().map(String::as_str)),
            joined(one.services.iter().map(|&at| words[at].id.as_str())),
            joined(one.focus.iter().map(|&at| words[at].id.as_str())),
            joined(one.questions.iter().map(String::as_str)),
            joined(one.phases.iter().map(|&at| words[at].id.as_str())),
            one.region.map(|region| directory.places[region].id.clone()).unwrap_or_default(),
            joined(one.icbs.iter().map(|&board| directory.places[board].id.as_str())),
            one.results.len().to_string(),
            day(one.review.checked).unwrap_or_default(),
            joined(one.sources.iter().map(|source| source.url.as_str())),
        ]
    });
    csv::write(&names(PARTNERSHIPS), rows)
}
