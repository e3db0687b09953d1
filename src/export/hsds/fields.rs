//! What stands in the files after Open Referral: the members of HSDS 3 (docs.openreferral.org) that are filled.

use crate::site::Field;

/// What stands in `data/hsds/index.json`.
pub(in crate::export) const ABOUT: &[Field] = &[
    ("version", "Version of the standard", "string"),
    ("profile", "Where the standard is explained", "string"),
    ("openapi_url", "Where it is written for programs", "string"),
    ("publisher", "Who publishes the feed", "string"),
    ("note", "What the feed cannot answer", "string"),
];

const TOTAL: Field = ("total_items", "How many there are", "integer");
const PAGES: Field = ("total_pages", "1: there is one page of everything", "integer");
const NUMBER: Field = ("page_number", "1: the only page", "integer");
const SIZE: Field = ("size", "How many the page holds", "integer");
const FIRST: Field = ("first_page", "true: it is the first", "boolean");
const LAST: Field = ("last_page", "true: it is the last", "boolean");
const EMPTY: Field = ("empty", "Whether it holds nothing", "boolean");

/// What stands in `data/hsds/organizations.json`.
pub(in crate::export) const ORGANIZATIONS: &[Field] = &[
    TOTAL,
    PAGES,
    NUMBER,
    SIZE,
    FIRST,
    LAST,
    EMPTY,
    (
        "contents[]",
        "Each organisation, as in `data/hsds/organizations/UUID.json` without contacts, locations and services",
        "record",
    ),
];

/// What stands in `data/hsds/services.json`.
pub(in crate::export) const SERVICES: &[Field] = &[
    TOTAL,
    PAGES,
    NUMBER,
    SIZE,
    FIRST,
    LAST,
    EMPTY,
    ("contents[]", "Each offer, as in `data/hsds/services/UUID.json`", "record"),
];

/// What stands in `data/hsds/organizations/UUID.json`.
pub(in crate::export) const ORGANIZATION: &[Field] = &[
    ("id", "UUID made from the first official number", "string"),
    ("name", "Legal name", "string"),
    ("alternate_name", "Another name", "string"),
    ("description", "What it is, as plain text", "string"),
    ("email", "A shared mailbox", "string"),
    ("website", "Its own website", "string"),
    ("uri", "Address of its page, where the site knows its own", "string"),
    ("organization_identifiers[].id", "UUID of the entry", "string"),
    ("organization_identifiers[].organization_id", "UUID of the organisation", "string"),
    ("organization_identifiers[].identifier_scheme", "Prefix of org-id.guide", "string"),
    ("organization_identifiers[].identifier_type", "The same", "string"),
    ("organization_identifiers[].identifier", "The official number", "string"),
    ("contacts[].id", "UUID of the contact", "string"),
    ("contacts[].organization_id", "UUID of the organisation", "string"),
    ("contacts[].title", "Whom to ask, by role", "string"),
    ("contacts[].email", "A shared mailbox", "string"),
    ("contacts[].phones[].id", "UUID of the telephone", "string"),
    ("contacts[].phones[].contact_id", "UUID of the contact", "string"),
    ("contacts[].phones[].number", "A telephone number", "string"),
    ("locations[].id", "UUID of the head office", "string"),
    ("locations[].location_type", "physical", "string"),
    ("locations[].name", "Name of the organisation", "string"),
    ("locations[].latitude", "Degrees north (WGS84)", "number"),
    ("locations[].longitude", "Degrees east (WGS84)", "number"),
    ("locations[].addresses[].id", "UUID of the address", "string"),
    ("locations[].addresses[].location_id", "UUID of the head office", "string"),
    ("locations[].addresses[].address_1", "Street address", "string"),
    ("locations[].addresses[].city", "Town", "string"),
    ("locations[].addresses[].state_province", "England", "string"),
    ("locations[].addresses[].postal_code", "Postcode", "string"),
    ("locations[].addresses[].country", "GB: the United Kingdom", "string"),
    ("locations[].addresses[].address_type", "physical", "string"),
    ("services[]", "Its offers, each as in `data/hsds/services/UUID.json` without the organisation", "record"),
];

/// What stands in `data/hsds/services/UUID.json`.
pub(in crate::export) const SERVICE: &[Field] = &[
    ("id", "UUID made from the organisation and the service", "string"),
    ("organization_id", "UUID of the organisation", "string"),
    ("name", "Name of the service", "string"),
    ("description", "What the service is, then what the record notes of this offer", "string"),
    ("url", "Where the offer is said", "string"),
    ("status", "active: its source says that it holds now; inactive: that is not known", "string"),
    ("alert", "Of an inactive offer: what is not known", "string"),
    ("minimum_age", "Youngest age", "integer"),
    ("maximum_age", "Oldest age", "integer"),
    ("assured_date", "Day of the last check", "date"),
    ("service_areas[].id", "UUID of the area of this offer", "string"),
    ("service_areas[].service_id", "UUID of the offer", "string"),
    ("service_areas[].name", "Area of a care board", "string"),
    ("service_areas[].uri", "The same for programs", "string"),
    ("service_at_locations[].id", "UUID of the offer at this place", "string"),
    ("service_at_locations[].service_id", "UUID of the offer", "string"),
    ("service_at_locations[].location_id", "UUID of the head office", "string"),
    ("service_at_locations[].location", "The head office, as in `data/hsds/organizations/UUID.json`", "record"),
    ("attributes[].id", "UUID of the entry", "string"),
    ("attributes[].link_id", "UUID of the offer", "string"),
    ("attributes[].link_entity", "service", "string"),
    ("attributes[].taxonomy_term_id", "UUID of the service in the vocabulary", "string"),
    ("attributes[].taxonomy_term.id", "The same", "string"),
    ("attributes[].taxonomy_term.code", "Its id", "string"),
    ("attributes[].taxonomy_term.name", "Its name", "string"),
    ("attributes[].taxonomy_term.description", "What it is", "string"),
    ("organization", "Whose offer it is, as in `data/hsds/organizations/UUID.json` without its lists", "record"),
];
