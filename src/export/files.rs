//! The data files of a site: where each stands, what it holds, and what makes it. The data package and the page that
//! explains every column are written from this table.

use super::package::DataFile;
use super::{
    Known, Maker, area, calendar, changes, geojson, hsds, insights, json, lines, matches, organisation, package, partnership,
    patch, serves, table, vocabulary,
};
use crate::site::Described;

const fn csv(address: &'static str, title: &'static str, fields: &'static [crate::site::Field], make: Maker) -> DataFile {
    DataFile { about: Described { address, title, form: "CSV", fields }, key: None, make }
}

const fn other(described: Described, make: Maker) -> DataFile {
    DataFile { about: described, key: None, make }
}

/// JSON with its fields.
const fn members(address: &'static str, title: &'static str, fields: &'static [crate::site::Field]) -> Described {
    Described { address, title, form: "JSON", fields }
}

/// The files that stand once.
pub(super) const FILES: &[DataFile] = &[
    csv("data/organisations.csv", "All organisations, one line each", table::ORGANISATIONS, |known| {
        table::organisations(&known.directory)
    })
    .keyed("id"),
    other(members("data/organisations.json", "All organisations, whole records", organisation::LIST), |known| {
        organisation::all(&known.directory)
    }),
    other(
        Described {
            address: "data/organisations.geojson",
            title: "Head offices as points for maps",
            form: "GeoJSON",
            fields: geojson::FIELDS,
        },
        |known| geojson::points(&known.directory),
    ),
    csv(
        "data/offers-and-needs.csv",
        "What organisations offer and need, one line each, past things included",
        table::LISTINGS,
        |known| table::listings(&known.directory),
    ),
    csv("data/partnerships.csv", "All partnerships, one line each", table::PARTNERSHIPS, |known| {
        table::partnerships(&known.directory)
    })
    .keyed("id"),
    other(members("data/partnerships.json", "All partnerships with results and sources", partnership::FIELDS), |known| {
        partnership::all(&known.directory)
    }),
    csv("data/matches.csv", "Suggested pairs with their reasons", matches::COLUMNS, |known| {
        matches::table(&known.words, &known.directory, &known.matches)
    }),
    csv("data/serves.csv", "Who serves each school trust in which role, one line each", serves::COLUMNS, |known| {
        serves::table(&known.directory, &known.slots)
    }),
    csv("data/area.csv", "Published figures on the children of areas, one line each", area::COLUMNS, |known| {
        area::table(&known.directory)
    }),
    other(
        members("data/serves.json", "Who serves each school trust, and the patch of each health body", serves::FIELDS),
        |known| lines::write(&serves::all(&known.directory, &known.slots), 3),
    ),
    other(
        members("data/vocabulary.json", "Services, kinds, phases and places that ids stand for", vocabulary::FIELDS),
        |known| json(&vocabulary::all(&known.directory)),
    ),
    other(members("data/changes.json", "What was checked when, and what is gone", changes::FIELDS), |known| {
        json(&changes::all(&known.directory))
    }),
    other(
        Described {
            address: "data/reviews.ics",
            title: "Days on which records should be checked again",
            form: "calendar",
            fields: calendar::FIELDS,
        },
        |known| calendar::reviews(&known.directory),
    ),
    other(members("data/datapackage.json", "Description of the files as a data package", package::FIELDS), |known| {
        json(&package::describe(&known.directory, FILES))
    }),
    other(members("data/hsds/index.json", "What the Open Referral feed (HSDS 3) is", hsds::ABOUT), |known| {
        json(&hsds::about(&known.directory))
    }),
    other(
        members(
            "data/hsds/organizations.json",
            "Organisations that offer something, after Open Referral (HSDS 3)",
            hsds::ORGANIZATIONS,
        ),
        |known| hsds::organizations(&known.directory),
    ),
    other(members("data/hsds/services.json", "Offers after Open Referral (HSDS 3)", hsds::SERVICES), |known| {
        hsds::services(&known.directory)
    }),
    csv("insights/registers.csv", "Shares of the national registers", insights::REGISTERS, |known| {
        insights::registers(&known.directory, &known.insights)
    }),
    csv("insights/coverage-by-region.csv", "Who is here, by region", insights::REGIONS, |known| {
        insights::regions(&known.directory, &known.insights)
    })
    .keyed("region"),
    csv("insights/coverage-by-care-board.csv", "Who is here, by care board area", insights::BOARDS, |known| {
        insights::boards(&known.directory, &known.insights)
    })
    .keyed("care_board"),
    csv("insights/partnerships.csv", "Documented partnerships by focus area", insights::TOGETHER, |known| {
        insights::together(&known.directory, &known.insights)
    })
    .keyed("focus"),
    csv("insights/services.csv", "Offers and needs by service", insights::SERVICES, |known| {
        insights::services(&known.directory, &known.insights)
    })
    .keyed("service"),
    csv("insights/offers-and-needs-listed.csv", "How much each record lists", insights::LISTED, |known| {
        insights::listed(&known.insights)
    })
    .keyed("number_listed"),
    csv(
        "insights/needs.csv",
        "Needs by service, with those for which nobody near has listed an offer",
        insights::ASKED,
        |known| insights::asked(&known.directory, &known.insights),
    )
    .keyed("service"),
    csv("insights/gaps.csv", "Needs and offers by place, with those without a counterpart near", insights::GAPS, |known| {
        insights::gaps(&known.directory, &known.insights)
    }),
    csv("insights/introductions.csv", "How many organisations have a possible partner", insights::INTRODUCTIONS, |known| {
        insights::introductions(&known.insights)
    })
    .keyed("possible_partner"),
    csv("insights/freshness.csv", "Age of the records", insights::AGES, |known| insights::freshness(&known.insights)),
    csv("insights/offers-by-status.csv", "How sure the offers are", insights::STATUSES, |known| {
        insights::statuses(&known.insights)
    })
    .keyed("status"),
    csv("insights/checks.csv", "How many records are due to be checked", insights::CHECKS, |known| {
        insights::checks(&known.insights)
    })
    .keyed("state"),
    csv("insights/checks-by-record.csv", "When each record was checked and is due", insights::CHECKED, |known| {
        insights::checked(&known.directory, &known.insights)
    })
    .keyed("organisation"),
];

/// The files of which there are many.
pub(super) const MANY: &[Described] = &[
    Described {
        address: "organisations/ID/patch.csv",
        title: "The school trusts that one health body serves, a line for each district",
        form: "CSV",
        fields: patch::COLUMNS,
    },
    members("data/organisations/ID.json", "One organisation, its whole record", organisation::FIELDS),
    members(
        "data/matches/ID.json",
        "The possible partners of one organisation that states something, in true order",
        matches::FIELDS,
    ),
    members(
        "data/hsds/organizations/UUID.json",
        "One organisation that offers something, after Open Referral (HSDS 3)",
        hsds::ORGANIZATION,
    ),
    members("data/hsds/services/UUID.json", "One offer after Open Referral (HSDS 3)", hsds::SERVICE),
];

/// What the files of a site hold.
pub(super) fn described(known: &Known) -> impl Iterator<Item = Described> {
    let feed = Described { address: "feed.xml", title: "Recent checks", form: "Atom feed", fields: super::atom::FIELDS };
    let feeds = known.directory.settings.base_url.is_some().then_some(feed);
    FILES.iter().map(|file| file.about).chain(MANY.iter().copied()).chain(feeds)
}
