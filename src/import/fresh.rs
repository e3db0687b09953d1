//! The first record of an organisation, from what a register says.

use std::fmt::Write as _;

use toml_edit::{Array, Value};

use super::body::Body;
use super::sheet::day;
use super::source::Source;
use super::whereabouts::Whereabouts;

/// The text of a new record, with `kind` from the site's vocabulary.
///
/// Every value goes through the TOML writer, so that no cell can end a text and begin a key.
pub(super) fn write(body: &Body, kind: &str, place: &Whereabouts, source: &Source) -> String {
    let mut text = String::from("#:schema ../../schema/organisation.schema.json\n");
    line(&mut text, "name", &body.name, None);
    line(&mut text, "sector", body.side.word(), None);
    line(&mut text, "kind", kind, body.kind_note.filter(|_| body.kinds.first().is_some_and(|best| best == kind)));
    for other in body.others.iter().filter(|other| other.table.is_empty()) {
        line(&mut text, other.key, other.value.clone(), None);
    }
    text.push_str(if body.codes.is_empty() { "" } else { "\n[codes]\n" });
    for (key, value) in &body.codes {
        line(&mut text, key, value, None);
    }
    let place_lines = place_lines(body, place);
    if !place_lines.is_empty() {
        text.push_str(if body.point_note.is_none() && body.side == super::body::Side::School {
            "\n[place] # the head office, not the schools\n"
        } else {
            "\n[place]\n"
        });
        text.push_str(&place_lines);
    }
    let mut serves = body.others.iter().filter(|other| other.table == "serves").peekable();
    if serves.peek().is_some() {
        text.push_str("\n[serves]\n");
        serves.for_each(|other| line(&mut text, other.key, other.value.clone(), None));
    }
    if let Some(url) = source.url(body) {
        text.push_str("\n[[sources]]\n");
        line(&mut text, "url", url, None);
        line(&mut text, "title", source.title.as_str(), None);
        if !source.publisher.is_empty() {
            line(&mut text, "publisher", source.publisher.as_str(), None);
        }
        if let Some(date) = source.date {
            line(&mut text, "date", day(date), None);
        }
        line(&mut text, "for", Array::from_iter(["name", "codes", "place"]), None);
    }
    text.push_str("\n[review]\n");
    line(&mut text, "checked", day(source.checked), None);
    line(&mut text, "by", source.signature.as_str(), None);
    text
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
    if let Some(board) = &place.board {
        let more = body.more_boards.iter().filter(|other| *other != board);
        line(&mut text, "icbs", std::iter::once(board).chain(more).collect::<Array>(), None);
    }
    for other in body.others.iter().filter(|other| other.table == "place") {
        line(&mut text, other.key, other.value.clone(), None);
    }
    text
}

fn line(text: &mut String, key: &str, value: impl Into<Value>, note: Option<&str>) {
    let value: Value = value.into();
    let value = value.decorated("", "");
    let _ = match note {
        Some(note) => writeln!(text, "{key} = {value} # {note}"),
        None => writeln!(text, "{key} = {value}"),
    };
}
