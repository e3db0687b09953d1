//! Organisations from any table with a header, read by a [`Map`].

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use toml_edit::{Array, Value};

use crate::data::schema::form::{Form, Known};
use crate::diagnostic::Diagnostic;
use crate::geo::{Point, from_national_grid};
use crate::model::Sector;
use crate::text::{csv, fold, is_web_address, nearest};

use super::boards::Boards;
use super::body::{
    Body, Day, Other, Scheme, day, filled, is_charity, is_company, is_ods, is_trn, is_ukprn, number, postcode, uid, whole,
};
use super::damage::name_cell;
use super::keys::Keys;
use super::known::same_name;
use super::map::{Cells, KEYS, Map};
use super::table::{Row, Table};

/// The name of a column in the site's own export, where that is not the last part of its key.
fn exported(key: &str) -> &str {
    if key == "serves.site_count" { "sites" } else { key }
}

/// The most items that a list of a cell keeps, and their greatest length in characters.
const MOST_ITEMS: usize = 100;
const LONGEST_ITEM: usize = 300;

/// What the rows of a table are read with.
struct Reading<'a> {
    map: &'a Map,
    boards: &'a Boards,
    known: &'a Known,
    columns: BTreeMap<&'static str, usize>,
}

/// The organisations of a table, closed ones included, in the order of its rows; without the rows whose `id` is one of
/// `others`, which are dealt with already.
pub fn read(
    table: &Table,
    map: &Map,
    (boards, known): (&Boards, &Known),
    others: &BTreeSet<String>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Body> {
    let named = map.columns();
    let mut missing = Vec::new();
    let mut columns = BTreeMap::new();
    for (key, _) in KEYS {
        let last = key.rsplit('.').next().unwrap_or(key);
        let found = match named.get(*key) {
            Some(name) => Some(table.needed(&[name], &mut missing)),
            None if named.is_empty() => table.only_column(&[key, last, exported(key)], key, &mut missing),
            None => None,
        };
        columns.extend(found.map(|column| (*key, column)));
    }
    if !columns.contains_key("name") {
        table.needed(&["name"], &mut missing);
    }
    for (key, given) in [("sector", &map.sector), ("kind", &map.kind)] {
        if given.is_empty() && !columns.contains_key(key) {
            table.needed(&[key], &mut missing);
        }
    }
    let complete = missing.is_empty();
    faults.extend(missing);
    let mut bodies = Vec::new();
    if complete {
        let reading = Reading { map, boards, known, columns };
        let mut keys = Keys::of("the organisation");
        let name = reading.columns.get("name").copied().unwrap_or_default();
        let mut ids = Keys::of("the id");
        let id = table.column(&["id"]);
        table.rows(table.header().len(), faults, &mut |row, faults| {
            let own = id.and_then(|column| Some((column, filled(row.cell(column, &mut Vec::new()))?)));
            if own.is_some_and(|(column, id)| others.contains(&id) || !ids.is_new(row, column, &id, faults)) {
                return;
            }
            let found = reading.body(row, faults);
            bodies.extend(found.filter(|body| keys.is_new(row, name, &format!("{} {}", body.scheme.key(), body.code), faults)));
        });
    }
    bodies
}

impl Reading<'_> {
    fn text(&self, key: &str, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Option<String> {
        filled(csv::bare(row.cell(*self.columns.get(key)?, faults)))
    }

    fn body(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Option<Body> {
        let name_column = self.columns.get("name").copied().unwrap_or_default();
        let (written, damaged) = name_cell(row, name_column, faults);
        let name = written.map(|name| super::natural_case::natural_name(&csv::bare(name))).unwrap_or_default();
        if name.chars().count() < 2 || name.chars().count() > 200 {
            faults.push(
                row.fault(name_column, "the name has fewer than 2 or more than 200 characters").help("the row was left out"),
            );
            return None;
        }
        let side = self.side(row, faults)?;
        let kind = self.kind(row, faults)?;
        let codes = self.codes(row, faults);
        let (scheme, code) = self.known_by(&codes, side, &name);
        let (region, boards) = self.region_and_boards(row, faults);
        let (ended, closed) = self.closed(row, faults);
        let address = |key, most: usize, faults: &mut Vec<Diagnostic>| {
            let text = self.text(key, row, faults).map(|text| super::natural_case::natural_address(&text)).unwrap_or_default();
            if text.chars().count() > most {
                let column = self.columns.get(key).copied().unwrap_or_default();
                faults
                    .push(row.fault(column, "this cell is too long").help(format!("only its first {most} characters were read")));
            }
            text.chars().take(most).collect()
        };
        let mut boards = boards.into_iter();
        Some(Body {
            damaged,
            kinds: vec![kind],
            codes,
            address: address("place.address", 300, faults),
            town: address("place.town", 100, faults),
            postcode: self.columns.get("place.postcode").and_then(|&column| postcode(row, column, faults)),
            point: self.point(row, faults),
            region,
            board: boards.next(),
            more_boards: boards.collect(),
            open: !ended,
            closed,
            others: self.others(row, faults),
            ..Body::new(scheme, code, name, side)
        })
    }

    /// Whether it has ended, and when: a day, or as the site's own export writes it, `closed` with or without one. A word for
    /// "no" is an open one; any other word decides nothing.
    fn closed(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> (bool, Day) {
        let Some(text) = self.text("closed", row, faults) else { return (false, None) };
        let small = text.to_lowercase();
        if matches!(small.as_str(), "no" | "n" | "false" | "open" | "0" | "none" | "not closed" | "active") {
            return (false, None);
        }
        let bare = small.strip_prefix("closed").unwrap_or(&small).trim();
        let found = day(bare);
        let ended = found.is_some() || bare.is_empty() || matches!(bare, "yes" | "y" | "true" | "1");
        if !ended {
            let column = self.columns.get("closed").copied().unwrap_or_default();
            let fault = row.fault(column, format!("`{text}` does not say whether it has ended"));
            faults.push(fault.help("write a day, `closed`, or nothing; it counts as open"));
        }
        (ended, found)
    }

    fn side(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Option<Sector> {
        let word = self.text("sector", row, faults).unwrap_or_else(|| self.map.sector.clone());
        let side = match fold(&word).as_str() {
            "nhs" | "health" => Some(Sector::Nhs),
            "school" | "schools" | "education" => Some(Sector::School),
            "body" | "bodies" => Some(Sector::Body),
            _ => None,
        };
        if side.is_none() {
            let column = self.columns.get("sector").copied().unwrap_or_default();
            faults.push(
                row.fault(column, format!("there is no sector `{word}`"))
                    .help("sectors are nhs, school and body; the row was left out"),
            );
        }
        side
    }

    fn kind(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Option<String> {
        let word = self.text("kind", row, faults).unwrap_or_else(|| self.map.kind.clone());
        let words = self.known.words(Form::Kind).unwrap_or_default();
        let mapped = self.map.kinds.get(&word).map_or(word.as_str(), String::as_str);
        let found = words.iter().find(|kind| kind.id == mapped || fold(&kind.label) == fold(mapped)).map(|kind| kind.id.clone());
        if found.is_none() {
            let column = self.columns.get("kind").copied().unwrap_or_default();
            let near = nearest(mapped, words.iter().map(|kind| kind.id.as_str())).map(|near| format!("did you mean `{near}`?"));
            faults.push(
                row.fault(column, format!("there is no kind `{word}`"))
                    .maybe_help(near)
                    .help("the row was left out; say in `[kinds]` of the map what the word means"),
            );
        }
        found
    }

    fn codes(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(&'static str, String)> {
        type Fits = fn(&str) -> bool;
        const FORMS: &[(&str, &str, Fits, &str)] = &[
            ("codes.ods", "ods", is_ods, "an ODS code"),
            ("codes.gias_trn", "gias_trn", is_trn, "a Group ID like TR00123"),
            ("codes.ukprn", "ukprn", is_ukprn, "a UKPRN"),
            ("codes.companies_house", "companies_house", is_company, "a Companies House number"),
            ("codes.charity", "charity", is_charity, "a charity number"),
        ];
        let trust = self.columns.get("codes.gias_uid").and_then(|&column| Some(("gias_uid", uid(row, column, faults)?)));
        let others = FORMS
            .iter()
            .filter_map(|(column, key, fits, what)| Some((*key, number(row, *self.columns.get(column)?, *fits, what, faults)?)));
        trust.into_iter().chain(others).collect()
    }

    fn known_by(&self, codes: &[(&'static str, String)], side: Sector, name: &str) -> (Scheme, String) {
        let schemes = [Scheme::Gias, Scheme::Ods, Scheme::Ukprn, Scheme::Companies, Scheme::Charity];
        let wanted = schemes.into_iter().filter(|scheme| self.map.known_by.is_empty() || scheme.key() == self.map.known_by);
        let found = wanted.filter_map(|scheme| Some((scheme, codes.iter().find(|(key, _)| *key == scheme.key())?.1.clone())));
        let by_name = || (Scheme::Name, format!("{}: {}", side.id(), same_name(name)));
        found.into_iter().next().unwrap_or_else(by_name)
    }

    fn point(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Option<Point> {
        let mut read = |key: &str| -> Option<f64> {
            let text = self.text(key, row, faults)?;
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
            if value.is_none() {
                let column = self.columns.get(key).copied().unwrap_or_default();
                faults.push(row.fault(column, format!("`{text}` is not a number")).help("the point was left out"));
            }
            value
        };
        let mut pair = |one: &str, other: &str| {
            let (first, second) = (read(one), read(other));
            let half = first.is_some() != second.is_some();
            (first.zip(second), half.then(|| self.columns.get(one).or(self.columns.get(other)).copied().unwrap_or_default()))
        };
        let (degrees, half_degrees) = pair("place.latitude", "place.longitude");
        let (grid, half_grid) = pair("place.easting", "place.northing");
        for column in half_degrees.into_iter().chain(half_grid) {
            faults.push(row.fault(column, "only one half of a point is there").help("the point was left out"));
        }
        let given = degrees.is_some() || grid.is_some();
        let point = degrees
            .map(|(latitude, longitude)| Point { latitude, longitude })
            .or_else(|| grid.and_then(|(easting, northing)| from_national_grid(easting, northing)))
            .filter(|point| point.in_england_frame());
        if given && point.is_none() {
            let column =
                self.columns.get("place.latitude").or_else(|| self.columns.get("place.easting")).copied().unwrap_or_default();
            faults.push(row.fault(column, "the point lies outside England").help("it was left out"));
        }
        point
    }

    fn region_and_boards(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> (Option<String>, Vec<String>) {
        let mut boards = Vec::new();
        for word in self.text("place.icbs", row, faults).iter().flat_map(|text| text.split(';')).map(str::trim) {
            match self.boards.find(word) {
                Some(board) if boards.contains(&board.id) => {}
                Some(board) => boards.push(board.id.clone()),
                None if word.is_empty() => {}
                None => {
                    let column = self.columns.get("place.icbs").copied().unwrap_or_default();
                    faults.push(row.fault(column, format!("there is no care board `{word}`")).help("it was left out"));
                }
            }
        }
        let region = self.text("place.region", row, faults);
        let found = region.as_deref().and_then(|word| self.boards.region(word)).map(str::to_owned);
        if let (Some(word), None) = (&region, &found) {
            let column = self.columns.get("place.region").copied().unwrap_or_default();
            faults.push(row.fault(column, format!("there is no region `{word}`")).help("it was left out"));
        }
        (found, boards)
    }

    /// Phases by id or label; one that the site does not know is said.
    fn phases<'t>(
        &self,
        key: &str,
        items: impl Iterator<Item = &'t str>,
        row: &Row<'_>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Value> {
        let words = self.known.words(Form::Phase).unwrap_or_default();
        let meant = |item: &str| {
            let item = fold(item);
            words.iter().find(|phase| fold(&phase.id) == item || fold(&phase.label) == item)
        };
        let mut found: IndexSet<&str> = IndexSet::new();
        for item in items.flat_map(|item| parted(item, &|part| meant(part).is_some())) {
            if let Some(phase) = meant(item) {
                found.insert(&phase.id);
            } else {
                let column = self.columns.get(key).copied().unwrap_or_default();
                let near =
                    nearest(item, words.iter().map(|phase| phase.id.as_str())).map(|near| format!("did you mean `{near}`?"));
                faults.push(row.fault(column, format!("there is no phase `{item}`")).maybe_help(near).help("it was left out"));
            }
        }
        (!found.is_empty()).then(|| Value::from(found.into_iter().collect::<Array>()))
    }

    fn others(&self, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Other> {
        let mut others = Vec::new();
        for (key, form) in KEYS.iter().filter(|(_, form)| *form != Cells::Special) {
            let Some(text) = self.text(key, row, faults) else { continue };
            let column = self.columns.get(key).copied().unwrap_or_default();
            let fits = |item: &&str| item.chars().count() <= LONGEST_ITEM;
            let listed = || text.split(';').map(str::trim).filter(|item| !item.is_empty());
            let items = || listed().filter(fits).take(MOST_ITEMS);
            if matches!(form, Cells::List | Cells::Phases) {
                let lost = listed().count() - items().count();
                if lost > 0 {
                    let message = format!("{} of this list are too long or too many", crate::text::counted(lost, "item", None));
                    let help = format!("they were left out; a list has at most {MOST_ITEMS} items of {LONGEST_ITEM} characters");
                    faults.push(row.fault(column, message).help(help));
                }
            }
            let list = |items: &mut dyn Iterator<Item = &str>| {
                let once: IndexSet<&str> = items.collect();
                let list: Array = once.into_iter().collect();
                (!list.is_empty()).then(|| Value::from(list))
            };
            let value = match form {
                Cells::Address => is_web_address(&text).then(|| Value::from(text.as_str())),
                Cells::Count => whole(&text).map(|count| Value::from(i64::from(count))),
                Cells::List => list(&mut items()),
                Cells::Phases => self.phases(key, items(), row, faults),
                Cells::Text | Cells::Special => (text.chars().count() <= 600).then(|| Value::from(text.as_str())),
            };
            let (table, key_in_table) = key.split_once('.').unwrap_or(("", key));
            if let Some(value) = value {
                others.push(Other { table, key: key_in_table, value });
            } else if *form != Cells::Phases {
                faults.push(row.fault(column, format!("`{text}` does not fit `{key}`")).help("it was left out"));
            }
        }
        others
    }
}

/// The words of an item that people parted by another sign than a semicolon: one that is known as a whole stays whole, and one
/// of which no part is known, too.
fn parted<'t>(item: &'t str, is_known: &dyn Fn(&str) -> bool) -> Vec<&'t str> {
    let parts = || item.split([',', '|', '/', '&']).flat_map(|part| part.split(" and ")).map(str::trim);
    if is_known(item) || !parts().any(is_known) {
        return vec![item];
    }
    parts().filter(|part| !part.is_empty()).collect()
}
