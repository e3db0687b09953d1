//! The offers in the shape of the Open Referral standard (HSDS 3): organisations and the services they offer now, as the
//! pages of a feed that does not change between builds.
//!
//! A static host answers no queries, so there is one page of everything and one file for each item. An offer counts as
//! `active` only where its source says that it holds now; one of which that is not known is `inactive` and says so in
//! `alert`. Offers that are past are left out, and needs have no place in the standard.

mod fields;

use ::uuid::Uuid;
use serde_json::{Value, json};

use super::lines;
use super::uuid::{self, identifiers};
use super::values::{day, known_only, page, said};
use crate::model::{Contact, Directory, Listing, Mode, Organisation, OrganisationIndex, State};
use crate::text::markdown;
pub(super) use fields::{ABOUT, ORGANIZATION, ORGANIZATIONS, SERVICE, SERVICES};

/// Every offer that is exported: whose, its place among the live offers, and its identifier.
pub(super) fn offered(directory: &Directory) -> Vec<(OrganisationIndex, usize, Uuid)> {
    offering(directory)
        .flat_map(|(at, one)| {
            (0..one.live_offers(directory.as_of).count()).map(move |number| (at, number, offer_id(directory, at, number)))
        })
        .collect()
}

/// Made from the organisation, the service and how often that service stood before, so that an offer keeps its
/// identifier when others are added.
fn offer_id(directory: &Directory, at: OrganisationIndex, number: usize) -> Uuid {
    let one = &directory[at];
    let listings: Vec<&Listing> = one.live_offers(directory.as_of).collect();
    let service = listings[number].service;
    let before = listings[..number].iter().filter(|listing| listing.service == service).count();
    Uuid::new_v5(&uuid::of(one), format!("offer:{}:{before}", directory.vocabulary[service].id).as_bytes())
}

/// What the feed is.
pub(super) fn about(directory: &Directory) -> Value {
    json!({
        "version": "3.0",
        "profile": "https://docs.openreferral.org/en/latest/hsds/",
        "openapi_url": "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json",
        "publisher": directory.settings.owner,
        "note": "Static files: organizations.json and services.json hold one page of everything that is offered and by whom; organizations/UUID.json and services/UUID.json one item. Queries and paging are not answered.",
    })
}

fn one_page(size: usize, contents: impl Iterator<Item = Value>) -> Vec<u8> {
    let head = json!({
        "total_items": size, "total_pages": 1, "page_number": 1, "size": size,
        "first_page": true, "last_page": true, "empty": size == 0,
    });
    lines::collection(&head, "contents", contents)
}

/// The organisations of the feed: those that still exist and offer something. One that offers nothing has no service to
/// refer to, and would be a file without use.
pub(super) fn offering(directory: &Directory) -> impl Iterator<Item = (OrganisationIndex, &Organisation)> {
    directory.numbered().filter(|(_, one)| one.closed.is_none() && one.live_offers(directory.as_of).next().is_some())
}

/// All organisations of the feed.
pub(super) fn organizations(directory: &Directory) -> Vec<u8> {
    one_page(offering(directory).count(), offering(directory).map(|(_, one)| short(directory, one)))
}

/// All offers.
pub(super) fn services(directory: &Directory) -> Vec<u8> {
    let offered = offered(directory);
    one_page(offered.len(), offered.into_iter().map(|(at, number, _)| service(directory, at, number)))
}

/// An organisation without its services.
fn short(directory: &Directory, one: &Organisation) -> Value {
    let id = uuid::of(one);
    let identifiers: Vec<Value> = identifiers(one)
        .into_iter()
        .map(|(scheme, code)| {
            let key = Uuid::new_v5(&id, format!("identifier:{scheme}").as_bytes());
            json!({ "id": key, "organization_id": id, "identifier_scheme": scheme, "identifier_type": scheme, "identifier": code })
        })
        .collect();
    known_only(json!({
        "id": id,
        "name": one.name,
        "alternate_name": one.aliases.first(),
        "description": description(directory, one),
        "email": one.contacts.iter().filter(|contact| contact.is_for_partners()).find_map(|contact| contact.email.as_ref()),
        "website": one.website,
        "uri": page(directory, one),
        "organization_identifiers": identifiers,
    }))
}

fn description(directory: &Directory, one: &Organisation) -> String {
    let words = markdown::to_words(&one.summary);
    let kind = &directory.vocabulary[one.kind].label;
    match (said(&words), said(&one.place.town)) {
        (Some(words), _) => words.to_owned(),
        (None, Some(town)) => format!("{kind}, {town}."),
        (None, None) => format!("{kind}."),
    }
}

/// An organisation with its place, contacts and services.
pub(super) fn organization(directory: &Directory, at: OrganisationIndex) -> Value {
    let one = &directory[at];
    let id = uuid::of(one);
    let mut whole = short(directory, one);
    whole["contacts"] = one.contacts.iter().enumerate().map(|(number, contact)| self::contact(id, number, contact)).collect();
    whole["locations"] = location(one).into_iter().collect();
    let services =
        (0..one.live_offers(directory.as_of).count()).filter(|_| one.closed.is_none()).map(|number| offer(directory, at, number));
    whole["services"] = services.collect();
    whole
}

fn contact(organization: Uuid, number: usize, one: &Contact) -> Value {
    let id = Uuid::new_v5(&organization, format!("contact:{number}").as_bytes());
    let phones: Vec<Value> =
        one.phone.iter().map(|phone| json!({ "id": Uuid::new_v5(&id, b"phone"), "contact_id": id, "number": phone })).collect();
    known_only(json!({
        "id": id, "organization_id": organization, "title": one.role, "email": one.email,
        "phones": Some(phones).filter(|phones| !phones.is_empty()),
    }))
}

/// The head office; `None` where neither its address nor its point is known.
fn location(one: &Organisation) -> Option<Value> {
    let place = &one.place;
    let id = Uuid::new_v5(&uuid::of(one), b"location:head-office");
    let address = place.postcode.as_ref().map(|postcode| {
        vec![known_only(json!({
            "id": Uuid::new_v5(&id, b"address"), "location_id": id, "address_1": place.address, "city": place.town,
            "state_province": "England", "postal_code": postcode.to_string(), "country": "GB", "address_type": "physical",
        }))]
    });
    (place.point.is_some() || address.is_some()).then(|| {
        known_only(json!({
            "id": id, "location_type": "physical", "name": one.name,
            "latitude": place.point.map(|point| point.latitude),
            "longitude": place.point.map(|point| point.longitude),
            "addresses": address,
        }))
    })
}

/// An offer without its organisation.
fn offer(directory: &Directory, at: OrganisationIndex, number: usize) -> Value {
    let one = &directory[at];
    let Some(listing) = one.live_offers(directory.as_of).nth(number) else { return Value::Null };
    let (id, state) = (offer_id(directory, at, number), listing.state(directory.as_of));
    let word = &directory.vocabulary[listing.service];
    let note = markdown::to_words(&listing.note);
    let areas: Vec<Value> = one
        .place
        .icbs
        .iter()
        .map(|&board| &directory.places[board])
        .map(|board| {
            let uri = said(&board.ons).map(|ons| format!("http://statistics.data.gov.uk/id/statistical-geography/{ons}"));
            known_only(json!({
                "id": Uuid::new_v5(&id, format!("area:{}", board.id).as_bytes()), "service_id": id, "name": board.short, "uri": uri,
            }))
        })
        .collect();
    let at_locations: Vec<Value> = location(one)
        .filter(|_| listing.mode != Some(Mode::Remote))
        .map(|location| json!({ "id": Uuid::new_v5(&id, b"at-location"), "service_id": id, "location_id": location["id"], "location": location }))
        .into_iter()
        .collect();
    let term = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("trustbridge:service:{}", word.id).as_bytes());
    known_only(json!({
        "id": id,
        "organization_id": uuid::of(one),
        "name": word.label,
        "description": if note.is_empty() { word.definition.clone() } else { format!("{} {note}", word.definition) },
        "url": listing.source,
        "status": if state == State::Now { "active" } else { "inactive" },
        "alert": alert(state),
        "minimum_age": listing.ages.map(|ages| ages.from),
        "maximum_age": listing.ages.map(|ages| ages.to),
        "assured_date": day(listing.checked.or(one.review.checked)),
        "service_areas": areas,
        "service_at_locations": at_locations,
        "attributes": [{
            "id": Uuid::new_v5(&id, b"attribute:service"), "link_id": id, "link_entity": "service", "taxonomy_term_id": term,
            "taxonomy_term": { "id": term, "code": word.id, "name": word.label, "description": word.definition },
        }],
    }))
}

fn alert(state: State) -> Option<&'static str> {
    match state {
        State::Now | State::Later(_) | State::Met | State::Past => None,
        State::May => Some("This may be possible; ask first."),
        State::NotKnown => Some("The source does not say whether this holds now; ask first."),
    }
}

/// An offer with its organisation.
pub(super) fn service(directory: &Directory, at: OrganisationIndex, number: usize) -> Value {
    let mut whole = offer(directory, at, number);
    whole["organization"] = short(directory, &directory[at]);
    whole
}
