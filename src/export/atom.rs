//! Feeds (Atom, RFC 4287): what was checked lately, in the whole directory or in one place. No address is collected from
//! anybody who follows one.

use std::fmt::Write as _;

use crate::model::{CareBoardIndex, Date, Directory};
use crate::site::{Field, address};
use crate::text::html::escape;
use crate::text::markdown;

/// What stands in a feed: elements of RFC 4287.
pub(super) const FIELDS: &[Field] = &[
    ("feed/updated", "Day of the latest check", "datetime"),
    ("feed/entry/id", "Address of the page of a record", "string"),
    ("feed/entry/title", "Its name", "string"),
    ("feed/entry/updated", "Day of its last check", "datetime"),
    ("feed/entry/summary", "What it is", "string"),
];

/// Most entries of a feed.
const LONGEST: usize = 100;

struct Entry<'a> {
    day: Date,
    address: String,
    title: &'a str,
    summary: String,
}

/// Organisations, partnerships and guide pages, the last checked first.
pub(super) fn all(directory: &Directory, base: &str) -> Vec<u8> {
    let mut entries = organisations(directory, None);
    entries.extend(partnerships(directory, None));
    entries.extend(directory.guide.iter().filter_map(|page| {
        let day = page.review.checked?;
        Some(Entry { day, address: address::guide(&page.id), title: &page.title, summary: page.lead.clone() })
    }));
    write(directory, base, ("", "feed.xml", &directory.settings.title), entries)
}

/// Organisations and partnerships of one care board's area.
pub(super) fn of_board(directory: &Directory, base: &str, board: CareBoardIndex) -> Vec<u8> {
    let place = &directory.places[board];
    let page = address::board(&directory.places, board);
    let mut entries = organisations(directory, Some(board));
    entries.extend(partnerships(directory, Some(board)));
    let title = format!("{}: {}", directory.settings.title, place.short);
    write(directory, base, (&page, &format!("{page}feed.xml"), &title), entries)
}

fn organisations(directory: &Directory, board: Option<CareBoardIndex>) -> Vec<Entry<'_>> {
    let here = directory.organisations.iter().filter(|one| board.is_none_or(|board| one.place.icbs.contains(&board)));
    here.filter_map(|one| {
        let summary = markdown::to_words(&one.summary);
        Some(Entry { day: one.review.checked?, address: address::organisation(&one.id), title: &one.name, summary })
    })
    .collect()
}

fn partnerships(directory: &Directory, board: Option<CareBoardIndex>) -> Vec<Entry<'_>> {
    let here = directory.partnerships.iter().filter(|one| board.is_none_or(|board| one.icbs.contains(&board)));
    here.filter_map(|one| {
        let summary = markdown::to_words(&one.summary);
        Some(Entry { day: one.review.checked?, address: address::partnership(&one.id), title: &one.name, summary })
    })
    .collect()
}

/// `about` is the page that the feed belongs to, the feed's own address, and its title.
fn write(directory: &Directory, base: &str, about: (&str, &str, &str), mut entries: Vec<Entry<'_>>) -> Vec<u8> {
    let (page, own, title) = about;
    entries.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.address.cmp(&b.address)));
    let updated = entries.first().map_or_else(|| "1970-01-01".to_owned(), |entry| entry.day.to_string());
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\">\n",
    );
    let author = if directory.settings.owner.is_empty() { &directory.settings.title } else { &directory.settings.owner };
    let _ = write!(
        out,
        "<id>{base}{own}</id>\n<title>{title}</title>\n<updated>{updated}T00:00:00Z</updated>\n<author><name>{author}</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{base}{own}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{base}{page}\"/>\n",
        base = xml(base),
        own = xml(own),
        page = xml(page),
        title = xml(title),
        author = xml(author),
    );
    for entry in entries.iter().take(LONGEST) {
        let _ = write!(
            out,
            "<entry>\n<id>{base}{address}</id>\n<title>{title}</title>\n<updated>{day}T00:00:00Z</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{base}{address}\"/>\n<summary>{summary}</summary>\n</entry>\n",
            base = xml(base),
            address = xml(&entry.address),
            title = xml(entry.title),
            day = entry.day,
            summary = xml(&entry.summary),
        );
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

/// Text as it may stand in XML; signs that XML cannot hold are left out.
fn xml(text: &str) -> String {
    let held: String = text
        .chars()
        .filter(|&sign| matches!(sign, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..))
        .collect();
    escape(&held)
}
