//! Organisations as JSON: the keys are those of the record, so that one description serves both.

use serde_json::{Value, json};

use super::values::{ages, day, filled, join, known_only, page, phases, put_point, review, said, source};
use super::{lines, uuid};
use crate::model::{Amount, Contact, Directory, Fact, Listing, Organisation, OrganisationIndex, Site};
use crate::site::Field;
use crate::text::markdown;

/// What stands in `data/organisations.json`.
pub(super) const LIST: &[Field] = &[
    ("title", "Name of the directory", "string"),
    ("independence", "Who does not run or endorse it", "string"),
    ("attributions[].text", "A notice that a licence asks for; it must stay with copies", "string"),
    ("attributions[].url", "Its terms", "string"),
    ("note", "How to read what is missing", "string"),
    ("count", "How many organisations there are", "integer"),
    ("organisations[]", "Each organisation, as in `data/organisations/ID.json`", "record"),
];

/// What stands in `data/organisations/ID.json`. A member that is not there is not stated.
pub(super) const FIELDS: &[Field] = &[
    ("id", "Stable id, and the address of the page", "string"),
    ("uuid", "UUID made from the first official number", "string"),
    ("name", "Legal name", "string"),
    ("sector", "nhs, school or body", "string"),
    ("kind", "Kind of organisation, an id of the vocabulary", "string"),
    ("roles[]", "What it is for in a place, ids; where it states none, those of its kind", "string"),
    ("page", "Address of its page, where the site knows its own", "string"),
    ("aliases[]", "Other names", "string"),
    ("former_names[]", "Names that it had before", "string"),
    ("website", "Its own website", "string"),
    ("summary", "What it is, as Markdown", "string"),
    ("summary_text", "The same as plain text", "string"),
    ("group", "The group that it belongs to", "string"),
    ("openness", "What it has said about new partnerships: offering, open, may-offer, not-now or not-known", "string"),
    ("partners[]", "Known partners, ids", "string"),
    ("partnerships[]", "Documented partnerships in which it takes part, ids", "string"),
    ("capacity", "How many new partnerships it can take on", "integer"),
    ("codes.ods", "NHS Organisation Data Service code", "string"),
    ("codes.former_ods[]", "Codes of that service under which it, or what became part of it, was known before", "string"),
    ("codes.gias_uid", "Group UID in Get Information about Schools", "string"),
    ("codes.gias_trn", "Group ID in Get Information about Schools", "string"),
    ("codes.ukprn", "UK provider reference number", "string"),
    ("codes.companies_house", "Companies House number", "string"),
    ("codes.charity", "Charity number", "string"),
    ("place.address", "Street address of the head office", "string"),
    ("place.town", "Town of the head office", "string"),
    ("place.postcode", "Postcode of the head office", "string"),
    ("place.latitude", "Degrees north (WGS84)", "number"),
    ("place.longitude", "Degrees east (WGS84)", "number"),
    ("place.district", "The district of the head office, a code of the Office for National Statistics", "string"),
    ("place.region", "Region, an id", "string"),
    ("place.icbs[]", "Care boards in whose areas it works, ids, the main one first", "string"),
    ("place.reach_km", "How far it works from its sites, in kilometres", "number"),
    ("sites[].name", "A school or hospital that it runs", "string"),
    ("sites[].urn", "Its number in Get Information about Schools", "string"),
    ("sites[].ods", "Its NHS Organisation Data Service code", "string"),
    ("sites[].town", "Its town", "string"),
    ("sites[].postcode", "Its postcode", "string"),
    ("sites[].phases[]", "Its school phases, ids", "string"),
    ("sites[].district", "The district in which it lies, a code of the Office for National Statistics", "string"),
    ("sites[].ages[]", "Youngest and oldest age", "integer"),
    ("sites[].pupils", "Pupils on its roll", "integer"),
    ("sites[].provision", "special, alternative or hospital, where it is no mainstream school", "string"),
    ("sites[].latitude", "Degrees north (WGS84)", "number"),
    ("sites[].longitude", "Degrees east (WGS84)", "number"),
    (
        "serves.districts[]",
        "Districts in which it works where a source names them, codes of the Office for National Statistics",
        "string",
    ),
    ("serves.ages[]", "Youngest and oldest age that it serves", "integer"),
    ("serves.phases[]", "School phases that it serves, ids", "string"),
    ("serves.site_count", "Schools or hospitals run", "integer"),
    ("serves.people", "Pupils, or population served", "integer"),
    ("serves.staff", "People employed", "integer"),
    ("contacts[].role", "Whom to ask, by role", "string"),
    ("contacts[].email", "A shared mailbox", "string"),
    ("contacts[].phone", "A telephone number", "string"),
    ("contacts[].url", "A page with a form or more ways to reach it", "string"),
    ("focus[]", "Focus areas in which it works, ids; where it states none, those of what it lists", "string"),
    ("focus_stated", "Whether the focus areas are its own statement", "boolean"),
    ("offers_stated", "Whether anything is known of its offers: with `true` and no offer it offers none", "boolean"),
    ("offers[].service", "The service, an id of the vocabulary", "string"),
    ("offers[].label", "Its name", "string"),
    ("offers[].basis", "published: a page says so; declared: the organisation told the directory", "string"),
    ("offers[].source", "Where it is said", "string"),
    ("offers[].checked", "Day of the last check", "date"),
    ("offers[].status", "now, may, past, not-known, or later: it begins after the day of the export", "string"),
    ("offers[].ages[]", "Youngest and oldest age", "integer"),
    ("offers[].phases[]", "School phases, ids", "string"),
    ("offers[].mode", "on-site, either or remote", "string"),
    ("offers[].amount.number", "How much", "number"),
    ("offers[].amount.unit", "Of what", "string"),
    ("offers[].amount.per", "In what time", "string"),
    ("offers[].from", "First day", "date"),
    ("offers[].until", "Last day", "date"),
    ("offers[].note", "A line of Markdown", "string"),
    ("needs_stated", "Whether anything is known of its needs: with `true` and no need it needs none", "boolean"),
    (
        "needs[]",
        "What it needs: the members of an offer, `priority` (1 low, 2 usual, 3 pressing), and for one whose status is met `met_by`, the id of who meets it",
        "record",
    ),
    ("facts[].text", "A fact about it", "string"),
    ("facts[].source", "Where it is said", "string"),
    ("facts[].date", "Of which day it holds", "date"),
    ("sources[].url", "A page that the record rests on", "string"),
    ("sources[].title", "Its title", "string"),
    ("sources[].publisher", "Who publishes it", "string"),
    ("sources[].date", "Its day", "date"),
    ("sources[].note", "What to know of it", "string"),
    ("sources[].for[]", "Parts of the record that it supports", "string"),
    ("review.checked", "Day of the last check", "date"),
    ("review.next", "Day of the next check", "date"),
    ("review.by", "Who checked it, by role", "string"),
    ("closed.date", "Day on which it ceased to exist", "date"),
    ("closed.successor", "Who took over, an id", "string"),
];

/// All organisations, ids ascending, with what must be known to use them.
pub(super) fn all(directory: &Directory) -> Vec<u8> {
    let head = json!({
        "title": directory.settings.title,
        "independence": directory.settings.independence,
        "attributions": super::package::attributions(directory),
        "note": "A missing `offers` or `needs` means that nothing is stated; an empty list means none.",
        "count": directory.organisations.len(),
    });
    lines::collection(&head, "organisations", directory.numbered().map(|(at, _)| one(directory, at)))
}

/// One organisation.
pub(super) fn one(directory: &Directory, at: OrganisationIndex) -> Value {
    let one = &directory[at];
    let ids = |list: &[OrganisationIndex]| -> Vec<Value> { list.iter().map(|&at| directory[at].id.as_str().into()).collect() };
    let words = |list: &[String]| filled(list.iter().map(|text| text.as_str().into()).collect());
    let listings = |list: &Option<Vec<Listing>>, needs: bool| {
        list.as_ref().map(|list| list.iter().map(|one| listing(directory, one, needs)).collect::<Vec<Value>>())
    };
    known_only(json!({
        "id": one.id,
        "uuid": uuid::of(one).to_string(),
        "name": one.name,
        "sector": one.sector.id(),
        "kind": directory.vocabulary[one.kind].id,
        "page": page(directory, one),
        "aliases": words(&one.aliases),
        "former_names": words(&one.former_names),
        "roles": filled(directory.roles_of(one).iter().map(|&role| directory.vocabulary[role].id.as_str().into()).collect()),
        "website": one.website,
        "summary": said(&one.summary),
        "summary_text": said(&markdown::to_words(&one.summary)),
        "group": said(&one.group),
        "openness": one.openness.id(),
        "partners": filled(ids(directory.partners(at))),
        "partnerships": filled(directory.partnerships_of(at).map(|one| one.id.as_str().into()).collect()),
        "capacity": one.capacity,
        "codes": codes(one),
        "place": place(directory, one),
        "sites": filled(one.sites.iter().map(|one| site(directory, one)).collect()),
        "serves": serves(directory, one),
        "contacts": filled(one.contacts.iter().map(contact).collect()),
        "focus": directory.focus_of(one).map(|areas| areas.iter().map(|&area| &directory.vocabulary[area].id).collect::<Vec<_>>()),
        "focus_stated": one.focus.is_some(),
        "offers_stated": one.states_offers(directory.as_of),
        "offers": listings(&one.offers, false),
        "needs_stated": one.states_needs(directory.as_of),
        "needs": listings(&one.needs, true),
        "facts": filled(one.facts.iter().map(fact).collect()),
        "sources": filled(one.sources.iter().map(source).collect()),
        "review": review(&one.review),
        "closed": one.closed.as_ref().map(|closure| known_only(json!({
            "date": day(closure.date),
            "successor": closure.successor.map(|next| &directory[next].id),
        }))),
    }))
}

fn codes(one: &Organisation) -> Option<Value> {
    let codes = &one.codes;
    let known = known_only(json!({
        "ods": codes.ods, "former_ods": filled(codes.former_ods.iter().map(|code| code.as_str().into()).collect()),
        "gias_uid": codes.gias_uid, "gias_trn": codes.gias_trn, "ukprn": codes.ukprn,
        "companies_house": codes.companies_house, "charity": codes.charity,
    }));
    Some(known).filter(|known| known.as_object().is_some_and(|known| !known.is_empty()))
}

fn place(directory: &Directory, one: &Organisation) -> Option<Value> {
    let place = &one.place;
    let boards: Vec<Value> = place.icbs.iter().map(|&board| directory.places[board].id.as_str().into()).collect();
    let mut known = known_only(json!({
        "address": said(&place.address),
        "town": said(&place.town),
        "postcode": place.postcode.as_ref().map(ToString::to_string),
    }));
    put_point(&mut known, place.point.map(|point| [point.latitude, point.longitude]));
    let more = known_only(json!({
        "district": place.district.map(|district| &directory.places[district].code),
        "region": place.region.map(|region| &directory.places[region].id),
        "icbs": filled(boards),
        "reach_km": place.reach_km,
    }));
    join(&mut known, more);
    Some(known).filter(|known| known.as_object().is_some_and(|known| !known.is_empty()))
}

fn site(directory: &Directory, one: &Site) -> Value {
    let mut known = known_only(json!({
        "name": one.name,
        "urn": one.urn,
        "ods": one.ods,
        "town": said(&one.town),
        "postcode": one.postcode.as_ref().map(ToString::to_string),
        "district": one.district.map(|district| &directory.places[district].code),
        "phases": filled(phases(directory, &one.phases)),
        "ages": one.ages.map(ages),
        "pupils": one.pupils,
        "provision": one.provision.map(crate::model::Provision::id),
    }));
    put_point(&mut known, one.point.map(|point| [point.latitude, point.longitude]));
    known
}

fn serves(directory: &Directory, one: &Organisation) -> Option<Value> {
    let serves = &one.serves;
    let known = known_only(json!({
        "districts": filled(serves.districts.iter().map(|&at| directory.places[at].code.as_str().into()).collect()),
        "ages": serves.ages.map(ages),
        "phases": filled(phases(directory, &serves.phases)),
        "site_count": serves.site_count,
        "people": serves.people,
        "staff": serves.staff,
    }));
    Some(known).filter(|known| known.as_object().is_some_and(|known| !known.is_empty()))
}

fn contact(one: &Contact) -> Value {
    known_only(json!({ "role": one.role, "email": one.email, "phone": one.phone, "url": one.url }))
}

fn fact(one: &Fact) -> Value {
    known_only(json!({ "text": one.text, "source": one.source, "date": day(one.date) }))
}

fn listing(directory: &Directory, one: &Listing, needs: bool) -> Value {
    let service = &directory.vocabulary[one.service];
    known_only(json!({
        "service": service.id,
        "label": service.label,
        "basis": one.basis.id(),
        "source": one.source,
        "checked": day(one.checked),
        "status": one.state(directory.as_of).id(),
        "ages": one.ages.map(ages),
        "phases": filled(phases(directory, &one.phases)),
        "mode": one.mode.map(crate::model::Mode::id),
        "amount": one.amount.as_ref().map(amount),
        "priority": needs.then_some(one.priority),
        "met_by": one.met_by.map(|at| &directory[at].id),
        "from": day(one.from),
        "until": day(one.until),
        "note": said(&one.note),
    }))
}

fn amount(one: &Amount) -> Value {
    known_only(json!({ "number": one.number, "unit": said(&one.unit), "per": said(&one.per) }))
}
