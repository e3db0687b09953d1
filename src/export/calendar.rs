//! A calendar (RFC 5545) of the days on which records should be checked again, for those who keep them.
//!
//! It says nothing of the day on which it was made: an event is stamped with the last check, so that the same records give the
//! same bytes.

use ics::components::Parameter;
use ics::properties::{Description, DtStart, Summary, Transp, URL};
use ics::{Event, ICalendar, escape_text};

use crate::model::{Date, Directory, Review};
use crate::site::{Field, address};

/// What stands in `data/reviews.ics`: properties of RFC 5545.
pub(super) const FIELDS: &[Field] = &[
    ("VEVENT/UID", "Kind and id of a record, with its day", "string"),
    ("VEVENT/DTSTAMP", "Day of its last check", "datetime"),
    ("VEVENT/DTSTART", "Day on which it should be checked again", "date"),
    ("VEVENT/SUMMARY", "Its name", "string"),
    ("VEVENT/DESCRIPTION", "Who checks it, and its file", "string"),
    ("VEVENT/URL", "Address of its page, where the site knows its own", "string"),
];

struct Due<'a> {
    day: Date,
    kind: &'static str,
    id: &'a str,
    name: &'a str,
    file: String,
    address: String,
    review: &'a Review,
}

/// An event of one day for each record that a person has looked at, by day.
pub(super) fn reviews(directory: &Directory) -> Vec<u8> {
    let settings = &directory.settings;
    let mut all: Vec<Due<'_>> = due(directory);
    all.sort_by(|a, b| (a.day, a.kind, a.id).cmp(&(b.day, b.kind, b.id)));
    let mut calendar = ICalendar::new("2.0", "-//Trustbridge//Reviews//EN");
    for one in all {
        let stamp = one.review.checked.unwrap_or(one.day);
        let mut event =
            Event::new(format!("{}-{}-{}@trustbridge", one.kind, one.id, one.day), format!("{}T000000Z", plain(stamp)));
        let mut start = DtStart::new(plain(one.day));
        start.add(Parameter::new("VALUE", "DATE"));
        event.push(start);
        event.push(Summary::new(escape_text(format!("Check: {}", one.name))));
        let by = if one.review.by.is_empty() { &settings.owner } else { &one.review.by };
        let who = if by.is_empty() { String::new() } else { format!("{by}. ") };
        event.push(Description::new(escape_text(format!("{who}File: {}", one.file))));
        event.push(Transp::transparent());
        if let Some(base) = &settings.base_url {
            event.push(URL::new(format!("{base}{}", one.address)));
        }
        calendar.add_event(event);
    }
    calendar.to_string().into_bytes()
}

/// Organisations that still exist, partnerships and pages of the guide that have a day.
fn due(directory: &Directory) -> Vec<Due<'_>> {
    let settings = &directory.settings;
    let organisations = directory.organisations.iter().filter(|one| one.closed.is_none()).filter_map(|one| {
        let (day, file) = (one.review.due(settings)?, one.file.clone());
        let address = address::organisation(&one.id);
        Some(Due { day, kind: "organisation", id: &one.id, name: &one.name, file, address, review: &one.review })
    });
    let partnerships = directory.partnerships.iter().filter_map(|one| {
        let (day, file) = (one.review.due(settings)?, format!("data/partnerships/{}.toml", one.id));
        let address = address::partnership(&one.id);
        Some(Due { day, kind: "partnership", id: &one.id, name: &one.name, file, address, review: &one.review })
    });
    let pages = directory.guide.iter().filter_map(|page| {
        let (day, file) = (page.review.due(settings)?, format!("data/guide/{}.md", page.id));
        let address = address::guide(&page.id);
        Some(Due { day, kind: "guide", id: &page.id, name: &page.title, file, address, review: &page.review })
    });
    organisations.chain(partnerships).chain(pages).collect()
}

/// `20261122`
fn plain(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}
