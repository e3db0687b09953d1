//! Rules that look at one record at a time.

use std::collections::BTreeMap;

use super::{FileKind, Objection, Records, listed_organisations};
use crate::data::schema::record::ListingRecord;
use crate::diagnostic::{Code, Severity};
use crate::folder::FilePath;
use crate::geo::Point;
use crate::model::{Basis, CheckLevel, Date, Sector, Source, Status};

fn listings(record: &crate::data::schema::record::OrganisationRecord) -> impl Iterator<Item = (String, &ListingRecord)> {
    let named = |name: &'static str, list: &'static str| move |at: usize| format!("{list}.{at}{name}");
    let offers = record.offers.iter().flatten().enumerate().map(move |(at, one)| (named("", "offers")(at), one));
    offers.chain(record.needs.iter().flatten().enumerate().map(move |(at, one)| (named("", "needs")(at), one)))
}

/// Ensure that an offer or need that is said to be published names its source.
pub(super) fn published_has_source(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in &records.organisations {
        for (at, listing) in listings(&entry.record) {
            if listing.basis == Basis::Published && listing.source.is_none() {
                let message = format!("`{}` is said to be published, but no source is named", listing.service);
                found.push(
                    Objection::new(Code::MissingSource, &entry.path, format!("{at}.basis"), message).help(
                        "add `source = \"https://...\"`, or write `basis = \"declared\"` if the organisation told you itself",
                    ),
                );
            }
        }
    }
    found
}

/// Ensure that checks, sources and beginnings do not lie in the future.
pub(super) fn dates_lie_in_the_past(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut past = |path: &FilePath, keys: String, day: Option<Date>| {
        if let Some(day) = day.filter(|day| *day > records.today) {
            let message = format!("{day} has not come yet");
            found.push(Objection::new(Code::FutureDate, path, keys, message).help(format!("today is {}", records.today)));
        }
    };
    let of_sources = |past: &mut dyn FnMut(&FilePath, String, Option<Date>), path: &FilePath, sources: &[Source]| {
        sources.iter().enumerate().for_each(|(at, source)| past(path, format!("sources.{at}.date"), source.date));
    };
    for entry in &records.organisations {
        let record = &entry.record;
        past(&entry.path, "review.checked".to_owned(), record.review.checked);
        for (at, listing) in listings(record) {
            past(&entry.path, format!("{at}.checked"), listing.checked);
        }
        record.facts.iter().enumerate().for_each(|(at, fact)| past(&entry.path, format!("facts.{at}.date"), fact.date));
        record.contacts.iter().enumerate().for_each(|(at, one)| past(&entry.path, format!("contacts.{at}.consent"), one.consent));
        of_sources(&mut past, &entry.path, &record.sources);
    }
    for entry in &records.partnerships {
        past(&entry.path, "review.checked".to_owned(), entry.record.review.checked);
        past(&entry.path, "started".to_owned(), entry.record.started);
        of_sources(&mut past, &entry.path, &entry.record.sources);
    }
    for entry in &records.gateways {
        past(&entry.path, "review.checked".to_owned(), entry.record.review.checked);
    }
    for entry in &records.guide {
        past(&entry.path, "review.checked".to_owned(), entry.record.head.review.checked);
        of_sources(&mut past, &entry.path, &entry.record.head.sources);
    }
    found
}

/// Ensure that ages and dates run forward.
pub(super) fn ranges_run_forward(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut backward = |path: &FilePath, keys: String, from: String, to: String| {
        let message = format!("the range ends at {to}, before its start {from}");
        found.push(Objection::new(Code::BackwardRange, path, keys, message).help("write the smaller one first"));
    };
    let back = |ages: &Option<Vec<u8>>| match ages.as_deref() {
        Some(&[from, to]) if from > to => Some((from.to_string(), to.to_string())),
        _ => None,
    };
    for entry in &records.organisations {
        if let Some((from, to)) = back(&entry.record.serves.ages) {
            backward(&entry.path, "serves.ages".to_owned(), from, to);
        }
        for (at, site) in entry.record.sites.iter().enumerate() {
            if let Some((from, to)) = back(&site.ages) {
                backward(&entry.path, format!("sites.{at}.ages"), from, to);
            }
        }
        for (at, listing) in listings(&entry.record) {
            if let Some((from, to)) = back(&listing.ages) {
                backward(&entry.path, format!("{at}.ages"), from, to);
            }
            if let (Some(from), Some(until)) = (listing.from, listing.until)
                && from > until
            {
                backward(&entry.path, format!("{at}.until"), from.to_string(), until.to_string());
            }
        }
    }
    let services = FileKind::Services.file();
    for (at, service) in records.services.iter().enumerate().filter(|(_, service)| service.min_age > service.max_age) {
        let key = format!("service.{at}.max_age");
        backward(&services, key, service.min_age.to_string(), service.max_age.to_string());
    }
    found
}

/// Ensure that coordinates come in pairs, the right way round, and lie in England.
pub(super) fn coordinates_are_whole_and_in_england(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in &records.organisations {
        let place = &entry.record.place;
        let sites =
            entry.record.sites.iter().enumerate().map(|(at, site)| (format!("sites.{at}"), site.latitude, site.longitude));
        for (at, latitude, longitude) in std::iter::once(("place".to_owned(), place.latitude, place.longitude)).chain(sites) {
            found.extend(coordinates(&entry.path, &at, latitude, longitude));
        }
    }
    found
}

fn coordinates(path: &FilePath, at: &str, latitude: Option<f64>, longitude: Option<f64>) -> Option<Objection> {
    let (latitude, longitude) = match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => (latitude, longitude),
        (None, None) => return None,
        (half, _) => {
            let (there, missing) = if half.is_some() { ("latitude", "longitude") } else { ("longitude", "latitude") };
            let message = format!("there is a `{there}` but no `{missing}`");
            return Some(
                Objection::new(Code::HalfCoordinates, path, format!("{at}.{there}"), message).help("give both, or neither"),
            );
        }
    };
    if (Point { latitude, longitude }).in_england_frame() {
        return None;
    }
    if (Point { latitude: longitude, longitude: latitude }).in_england_frame() {
        let message = format!("latitude {latitude} and longitude {longitude} are the wrong way round");
        return Some(
            Objection::new(Code::SwappedCoordinates, path, format!("{at}.latitude"), message)
                .help(format!("write `latitude = {longitude}` and `longitude = {latitude}`")),
        );
    }
    let sign = (Point { latitude, longitude: -longitude }).in_england_frame();
    let key = if sign { "longitude" } else { "latitude" };
    let message = format!("latitude {latitude}, longitude {longitude} lies outside England");
    Some(
        Objection::new(Code::OutsideEngland, path, format!("{at}.{key}"), message)
            .maybe_help(sign.then(|| format!("a minus sign is probably missing: `longitude = {}`", -longitude)))
            .help("England lies between latitude 49.8 and 55.9 and between longitude -6.5 and 1.9"),
    )
}

/// Ensure that a kind belongs to the sector.
pub(super) fn kind_fits_sector(records: &Records) -> Vec<Objection> {
    let kinds: BTreeMap<&str, Sector> = records.kinds.iter().map(|kind| (kind.id.as_str(), kind.sector)).collect();
    let wrong = records.organisations.iter().filter_map(|entry| {
        let sector = *kinds.get(entry.record.kind.as_str())?;
        if sector == entry.record.sector {
            return None;
        }
        let fitting: Vec<&str> =
            records.kinds.iter().filter(|kind| kind.sector == entry.record.sector).map(|kind| kind.id.as_str()).collect();
        let message = format!(
            "the kind `{}` belongs to the sector `{}`, not `{}`",
            entry.record.kind,
            sector.id(),
            entry.record.sector.id()
        );
        Some(
            Objection::new(Code::KindOfOtherSector, &entry.path, "kind", message)
                .help(format!("kinds of this sector: {}", fitting.join(", "))),
        )
    });
    wrong.collect()
}

/// Ensure that a record lies in the folder of its sector.
pub(super) fn folder_fits_sector(records: &Records) -> Vec<Objection> {
    let wrong = records.organisations.iter().filter_map(|entry| {
        let folder = entry.record.sector.folder();
        if entry.path.is_in(&format!("data/organisations/{folder}")) {
            return None;
        }
        let message = format!("a record of the sector `{}` lies in another sector's folder", entry.record.sector.id());
        Some(
            Objection::new(Code::FolderOfOtherSector, &entry.path, "sector", message)
                .help(format!("move the file to `data/organisations/{folder}/{}`", entry.path.file_name())),
        )
    });
    wrong.collect()
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Ensure that nothing stands twice in one list of a record.
pub(super) fn nothing_is_listed_twice(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut once = |path: &FilePath, list: &str, key: &str, values: Vec<&str>| {
        for (at, value) in values.iter().enumerate() {
            if values[..at].contains(value) {
                let message = format!("`{value}` is listed twice in `{list}`");
                found.push(
                    Objection::new(Code::ListedTwice, path, format!("{list}.{at}{key}"), message).help("delete one of the two"),
                );
            }
        }
    };
    for entry in &records.organisations {
        let record = &entry.record;
        let services =
            |list: &Option<Vec<ListingRecord>>| list.iter().flatten().map(|one| one.service.clone()).collect::<Vec<_>>();
        once(&entry.path, "offers", ".service", texts(&services(&record.offers)));
        once(&entry.path, "needs", ".service", texts(&services(&record.needs)));
        once(&entry.path, "aliases", "", texts(&record.aliases));
        once(&entry.path, "partners", "", texts(&record.partners));
        once(&entry.path, "place.icbs", "", texts(&record.place.icbs));
    }
    for entry in &records.partnerships {
        once(&entry.path, "organisations", "", texts(&entry.record.organisations));
        once(&entry.path, "services", "", texts(&entry.record.services));
    }
    found
}

/// Ensure that people notice a service that is both offered and needed.
pub(super) fn offers_are_not_needs(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        let offered: Vec<&str> = entry.record.offers.iter().flatten().map(|one| one.service.as_str()).collect();
        for (at, need) in
            entry.record.needs.iter().flatten().enumerate().filter(|(_, need)| offered.contains(&need.service.as_str()))
        {
            let exchange =
                need.service == "leadership-exchange" || need.service == "data-sharing" || need.service == "joint-commissioning";
            if !exchange {
                let message = format!("`{}` is both offered and needed", need.service);
                found.push(
                    Objection::new(Code::OfferedAndNeeded, &entry.path, format!("needs.{at}.service"), message)
                        .help("keep both only if the organisation really gives it to some and seeks it for itself"),
                );
            }
        }
    }
    found
}

/// Ensure that people notice an offer or need that has ended and does not say so.
pub(super) fn ended_listings_are_past(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        for (at, listing) in listings(&entry.record).filter(|(_, listing)| listing.status != Status::Past) {
            if let Some(until) = listing.until.filter(|until| *until < records.today) {
                let message = format!("`{}` ended on {}", listing.service, until);
                found.push(
                    Objection::new(Code::EndedListing, &entry.path, format!("{at}.until"), message)
                        .help("write `status = \"past\"`, or the new last day, or delete the line if it goes on"),
                );
            }
        }
    }
    found
}

/// Ensure that every published record rests on something.
pub(super) fn records_have_sources(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut ask = |path: &FilePath, empty: bool, what: &str| {
        if empty {
            let message = format!("this {what} names no source");
            found.push(
                Objection::new(Code::NoSources, path, "name", message)
                    .help("add `[[sources]]` with the `url` of the page that it rests on; nothing is published without one"),
            );
        }
    };
    let published = |draft: bool| records.drafts || !draft;
    for entry in listed_organisations(records).filter(|entry| published(entry.record.draft)) {
        let declared = entry.record.offers.iter().chain(&entry.record.needs).flatten().any(|one| one.basis == Basis::Declared);
        ask(&entry.path, entry.record.sources.is_empty() && !declared && entry.record.website.is_none(), "record");
    }
    for entry in records.partnerships.iter().filter(|entry| published(entry.record.draft)) {
        ask(&entry.path, entry.record.sources.is_empty(), "partnership");
    }
    found
}

/// Ensure that each id stands once in its list of words.
pub(super) fn terms_stand_once(records: &Records) -> Vec<Objection> {
    fn ids<T>(list: &[T], id: impl Fn(&T) -> &str) -> Vec<String> {
        list.iter().map(|one| id(one).to_owned()).collect()
    }
    let lists = [
        (FileKind::Services, ids(&records.services, |one| &one.id)),
        (FileKind::Kinds, ids(&records.kinds, |one| &one.id)),
        (FileKind::Roles, ids(&records.roles, |one| &one.id)),
        (FileKind::FocusAreas, ids(&records.focus_areas, |one| &one.id)),
        (FileKind::Phases, ids(&records.phases, |one| &one.id)),
        (FileKind::Questions, ids(&records.questions, |one| &one.id)),
        (FileKind::Priorities, ids(&records.priorities, |one| &one.id)),
        (FileKind::Barriers, ids(&records.barriers, |one| &one.id)),
        (FileKind::Regions, ids(&records.regions, |one| &one.id)),
        (FileKind::Icbs, ids(&records.icbs, |one| &one.id)),
        (FileKind::Glossary, ids(&records.glossary, |one| &one.id)),
    ];
    let mut found = Vec::new();
    for (kind, ids) in lists {
        let (path, list) = (kind.file(), kind.fixed().list);
        for (at, id) in ids.iter().enumerate().filter(|(at, id)| ids[..*at].contains(id)) {
            let message = format!("the id `{id}` stands twice in this list");
            found.push(
                Objection::new(Code::DuplicateId, &path, format!("{list}.{at}.id"), message)
                    .help("rename or delete one of the two"),
            );
        }
    }
    found
}

/// Ensure that the settings name faults and constants that exist.
pub(super) fn settings_are_known(records: &Records) -> Vec<Objection> {
    let path = FileKind::Settings.file();
    let allowed = records.settings.check.iter().filter(|(code, level)| {
        let severity = Code::find(code).map(Code::severity);
        !matches!(level, CheckLevel::Deny) && severity == Some(Severity::Error)
    });
    let kept = allowed.map(|(code, _)| {
        Objection::new(Code::BadValue, &path, format!("check.{code}"), format!("`{code}` is an error and cannot be allowed"))
            .help("only warnings can be allowed; delete the line, and mend what it finds")
    });
    let unknown = records.settings.check.keys().filter(|code| Code::find(code).is_none());
    unknown
        .map(|code| {
            let near = crate::text::nearest(code, Code::ALL.iter().map(|code| code.id()));
            Objection::new(Code::UnknownTerm, &path, format!("check.{code}"), format!("there is no fault `{code}`"))
                .maybe_help(near.map(|near| format!("did you mean `{near}`?")))
                .help("`trustbridge explain` lists all faults")
        })
        .chain(kept)
        .collect()
}
