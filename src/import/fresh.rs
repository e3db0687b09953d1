//! The first record of an organisation, from what a register says.

use std::fmt::Write as _;

use toml_edit::{Array, Table, Value, value};

use super::body::{Body, Evidence};
use super::editor::day;
use super::site::Site;
use super::source::Source;
use super::whereabouts::Whereabouts;
use crate::model::SiteRecord;

/// The text of a new record, with `kind` from the site's vocabulary.
///
/// Every value goes through the TOML writer, so that no cell can end a text and begin a key. It has no `[review]`: nobody has
/// looked at it yet, and the sources say when they were true.
pub(super) fn write(body: &Body, kind: &str, place: &Whereabouts, source: &Source) -> String {
    let mut text = String::from("#:schema ../../schema/organisation.schema.json\n");
    line(&mut text, "name", &body.name, None);
    line(&mut text, "sector", body.side.id(), None);
    line(&mut text, "kind", kind, body.kind_note.filter(|_| body.kinds.first().is_some_and(|best| best == kind)));
    list(&mut text, "aliases", &body.aliases);
    list(&mut text, "former_names", &body.former_names);
    if let Some(website) = &body.website {
        line(&mut text, "website", website, None);
    }
    if body.draft.is_some() {
        line(&mut text, "draft", true, None);
    }
    for other in body.others.iter().filter(|other| other.table.is_empty()) {
        line(&mut text, other.key, other.value.clone(), None);
    }
    text.push_str(if body.codes.is_empty() { "" } else { "\n[codes]\n" });
    for (key, value) in &body.codes {
        line(&mut text, key, value, None);
        if *key == "ods" {
            list(&mut text, "former_ods", &body.former_codes);
        }
    }
    let place_lines = place_lines(body, place);
    if !place_lines.is_empty() {
        text.push_str("\n[place]\n");
        text.push_str(&place_lines);
    }
    for table in site_tables(place, &[]) {
        let _ = write!(text, "\n[[sites]]\n{table}");
    }
    serves(&mut text, body);
    for contact in &body.contacts {
        text.push_str("\n[[contacts]]\n");
        line(&mut text, "role", contact.role, None);
        line(&mut text, contact.key, &contact.value, None);
    }
    for evidence in source.evidence(body) {
        let _ = write!(text, "\n[[sources]]\n{}", source_table(&evidence));
    }
    text
}

/// The sites of a body as tables of a record.
pub(super) fn site_tables(place: &Whereabouts, known: &[SiteRecord]) -> Vec<Table> {
    let values = |site: &Site| site.clone().beside(known).values();
    let table = |site: &Site| values(site).into_iter().map(|(key, value)| (key, toml_edit::Item::Value(value))).collect();
    place.sites.iter().map(table).collect()
}

/// A source as a table of a record.
pub(super) fn source_table(evidence: &Evidence) -> Table {
    let mut table = Table::new();
    table.insert("url", value(evidence.url.as_str()));
    table.insert("title", value(evidence.title.as_str()));
    if !evidence.publisher.is_empty() {
        table.insert("publisher", value(evidence.publisher.as_str()));
    }
    if let Some(date) = evidence.date {
        table.insert("date", value(day(date)));
    }
    table.insert("for", value(evidence.supports.iter().copied().collect::<Array>()));
    table
}

fn serves(text: &mut String, body: &Body) {
    let others = body.others.iter().filter(|other| other.table == "serves").map(|other| (other.key, other.value.clone()));
    let sums = body.sites.as_ref().and_then(super::site::Sites::sums).map(|sums| sums.values()).unwrap_or_default();
    let lines: Vec<(&str, Value)> = sums.into_iter().chain(others).collect();
    if !lines.is_empty() {
        text.push_str("\n[serves]\n");
        for (key, value) in lines {
            line(text, key, value, None);
        }
    }
}

fn list(text: &mut String, key: &str, items: &[String]) {
    if !items.is_empty() {
        line(text, key, items.iter().collect::<Array>(), None);
    }
}

fn place_lines(body: &Body, place: &Whereabouts) -> String {
    let mut text = String::new();
    for (key, value) in [("address", &body.address), ("town", &body.town)] {
        if !value.is_empty() {
            line(&mut text, key, value, None);
        }
    }
    if let Some(postcode) = &body.postcode {
        line(&mut text, "postcode", postcode.to_string(), None);
    }
    if let Some(point) = place.point {
        line(&mut text, "latitude", point.latitude, body.point_note);
        line(&mut text, "longitude", point.longitude, None);
    }
    if let Some(region) = &place.region {
        line(&mut text, "region", region, None);
    }
    list(&mut text, "icbs", &boards(body, place));
    for other in body.others.iter().filter(|other| other.table == "place") {
        line(&mut text, other.key, other.value.clone(), None);
    }
    text
}

/// The boards in whose footprints a body works, the main one first: those of its schools, where they are known.
pub(super) fn boards(body: &Body, place: &Whereabouts) -> Vec<String> {
    if !place.footprint.is_empty() {
        return place.footprint.iter().map(|(board, _)| board.clone()).collect();
    }
    let Some(board) = &place.board else { return Vec::new() };
    let more = body.more_boards.iter().filter(|other| *other != board).cloned();
    std::iter::once(board.clone()).chain(more).collect()
}

fn line(text: &mut String, key: &str, value: impl Into<Value>, note: Option<&str>) {
    let value: Value = value.into();
    let value = value.decorated("", "");
    let _ = match note {
        Some(note) => writeln!(text, "{key} = {value} # {note}"),
        None => writeln!(text, "{key} = {value}"),
    };
}
