//! The columns of the tables of the insights.

use crate::site::Field;

const ALL: Field = ("organisations", "Organisations here, closed ones left out", "integer");
const NHS: Field = ("nhs", "Of these, NHS organisations", "integer");
const SCHOOL: Field = ("school_trusts", "Of these, school trusts", "integer");
const BODY: Field = ("other_bodies", "Of these, other bodies", "integer");
const STATING_OFFERS: Field = ("stating_offers", "How many say what they offer, “none” included", "integer");
const STATING_NEEDS: Field = ("stating_needs", "How many say what they need, “none” included", "integer");
const OFFERS: Field = ("offers", "Offers that they list, past ones left out", "integer");
const NEEDS: Field = ("needs", "Needs that they list, past ones left out", "integer");
const SHARES: Field =
    ("of_the_registers", "For each register that counts places: its id, how many stand here, how many it holds", "string");
const PLACE_NAME: Field = ("name", "Name of the place", "string");
const ONS: Field = ("ons", "Code of the Office for National Statistics", "string");
const SERVICE: Field = ("service", "Id of the service", "string");
const LABEL: Field = ("label", "Its name", "string");
const ORGANISATION: Field = ("organisation", "Id of the organisation", "string");
const ITS_NAME: Field = ("name", "Legal name", "string");

/// The columns of `insights/coverage-by-region.csv`.
pub(in crate::export) const REGIONS: &[Field] = &[
    ("region", "Id of the region in which head offices lie", "string"),
    PLACE_NAME,
    ONS,
    ALL,
    NHS,
    SCHOOL,
    BODY,
    STATING_OFFERS,
    STATING_NEEDS,
    OFFERS,
    NEEDS,
    SHARES,
];

/// The columns of `insights/coverage-by-care-board.csv`.
pub(in crate::export) const BOARDS: &[Field] = &[
    ("care_board", "Id of the care board in whose area they work; one that works in several counts in each", "string"),
    PLACE_NAME,
    ("ods", "NHS Organisation Data Service code", "string"),
    ONS,
    ALL,
    NHS,
    SCHOOL,
    BODY,
    STATING_OFFERS,
    STATING_NEEDS,
    OFFERS,
    NEEDS,
    SHARES,
];

/// The columns of `insights/registers.csv`.
pub(in crate::export) const REGISTERS: &[Field] = &[
    ("register", "Id of the register", "string"),
    ("holds", "What it holds", "string"),
    ("as_of", "Day of which its count is", "date"),
    ("source", "Where it stands", "string"),
    ("level", "england, region or care_board", "string"),
    ("place", "Id of the place; empty for England", "string"),
    ("in_this_directory", "How many of them stand here", "integer"),
    ("in_the_register", "How many the register holds", "integer"),
    ("missing", "How many are missing here", "integer"),
];

/// The columns of `insights/partnerships.csv`.
pub(in crate::export) const TOGETHER: &[Field] = &[
    ("focus", "Id of the focus area; a partnership may serve several", "string"),
    ("label", "Its name", "string"),
    ("partnerships", "Documented partnerships", "integer"),
    ("with_results", "Of these, with at least one published result", "integer"),
];

/// The columns of `insights/services.csv`.
pub(in crate::export) const SERVICES: &[Field] = &[
    SERVICE,
    LABEL,
    ("organisations_offering", "Organisations that offer it, past offers left out", "integer"),
    ("organisations_needing", "Organisations that need it", "integer"),
    ("partnerships", "Documented partnerships in which it is given", "integer"),
    ("offering", "Who offers it, ids parted by semicolons", "string"),
    ("needing", "Who needs it, ids parted by semicolons", "string"),
];

/// The columns of `insights/offers-and-needs-listed.csv`.
pub(in crate::export) const LISTED: &[Field] = &[
    ("number_listed", "A number of offers or needs that one record lists", "integer"),
    ("organisations_by_offers", "Organisations that list so many offers, of those that say what they offer", "integer"),
    ("organisations_by_needs", "Organisations that list so many needs, of those that say what they need", "integer"),
];

/// The columns of `insights/needs.csv`.
pub(in crate::export) const ASKED: &[Field] = &[
    SERVICE,
    LABEL,
    ("organisations_needing", "Organisations that list it as a need", "integer"),
    ("judged", "Of these, how many work where enough of the other side say what they offer", "integer"),
    ("without_offer_near", "Of these, how many have no listed offer near", "integer"),
];

/// The columns of `insights/gaps.csv`.
pub(in crate::export) const GAPS: &[Field] = &[
    ("level", "care_board or region", "string"),
    ("place", "Id of the place", "string"),
    SERVICE,
    ("direction", "need or offer", "string"),
    ("side", "Who lists it: nhs or school", "string"),
    ("organisations", "How many of that side list it there", "integer"),
    ("without_counterpart_near", "Of these, for how many nobody near lists the counterpart", "integer"),
    ("nearest_listed_offer_km", "Of a need: distance of the nearest listed offer in kilometres", "number"),
    (
        "other_side_stating",
        "How many of the other side there have said what they offer (of a need) or need (of an offer)",
        "integer",
    ),
    ("other_side_here", "How many of the other side are there", "integer"),
];

/// The columns of `insights/introductions.csv`.
pub(in crate::export) const INTRODUCTIONS: &[Field] = &[
    ("possible_partner", "yes: at least one possible partner is suggested; no: none is", "string"),
    ("organisations", "NHS organisations and school trusts", "integer"),
];

/// The columns of `insights/freshness.csv`.
pub(in crate::export) const AGES: &[Field] = &[
    ("months_from", "Least age of the last check in months; `not known` where a record gives no day", "string"),
    ("months_to", "The age is less than so many months; empty for the last band", "integer"),
    ("records", "Organisations", "integer"),
];

/// The columns of `insights/offers-by-status.csv`.
pub(in crate::export) const STATUSES: &[Field] = &[
    (
        "status",
        "now: its source says that it holds; may: it may be possible; not-known: the source does not say; later: it begins after the day of the figures; past",
        "string",
    ),
    ("offers", "Offers", "integer"),
];

/// The columns of `insights/checks.csv`.
pub(in crate::export) const CHECKS: &[Field] = &[
    ("state", "fresh: not due yet; due: by up to a year; stale: for more than a year; not-known: no day is given", "string"),
    ("records", "Organisations", "integer"),
];

/// The columns of `insights/checks-by-record.csv`.
pub(in crate::export) const CHECKED: &[Field] = &[
    ORGANISATION,
    ITS_NAME,
    ("checked", "Day of the last check", "date"),
    ("due", "Day on which the next is due", "date"),
    ("state", "fresh, due, stale or not-known, as in `insights/checks.csv`", "string"),
];
