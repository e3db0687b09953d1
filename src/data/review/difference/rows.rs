//! What changed in a table of rows: which are new, gone or different, and how far a place moves.

use std::collections::BTreeMap;

use super::plain::one_line;
use crate::geo::Point;
use crate::text::{agree, counted, listed};

/// How many rows are named; the others are counted.
const MOST_NAMED: usize = 60;

/// A table with a header, its rows by their first cell.
struct Rows {
    header: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
}

/// What changed, the farthest moves first; `None` where one of them is no table whose first column names its rows.
pub(super) fn of_rows(old: Option<&[u8]>, new: &[u8]) -> Option<Vec<String>> {
    let new = Rows::read(new)?;
    let old = match old {
        Some(bytes) => Rows::read(bytes)?,
        None => Rows { header: new.header.clone(), rows: BTreeMap::new() },
    };
    let mut sentences = Vec::new();
    if old.header != new.header {
        let columns = |rows: &Rows| rows.header.join(", ");
        sentences.push(format!("Its columns change from {} to {}.", columns(&old), columns(&new)));
    }
    let only_in = |some: &Rows, other: &Rows| -> Vec<String> {
        some.rows.keys().filter(|name| !other.rows.contains_key(*name)).map(|name| format!("“{name}”")).collect()
    };
    for (names, what) in [(only_in(&new, &old), ("is new", "are new")), (only_in(&old, &new), ("is removed", "are removed"))] {
        if !names.is_empty() {
            let verb = agree(names.len(), what.0, what.1);
            sentences.push(format!("{} {verb}: {}.", counted(names.len(), "row", None), named(&names)));
        }
    }
    let mut moves: Vec<(f64, String)> = Vec::new();
    let mut changed = Vec::new();
    for (name, is) in &new.rows {
        let Some(was) = old.rows.get(name).filter(|was| *was != is || old.header != new.header) else { continue };
        if let (Some(from), Some(to)) = (old.point(was), new.point(is))
            && from != to
        {
            moves.push((from.distance(to), name.clone()));
        }
        for (at, column) in new.header.iter().enumerate().filter(|(_, column)| !is_place(column)) {
            let before = old.cell(was, column).unwrap_or_default();
            let now = is.get(at).map(String::as_str).unwrap_or_default();
            if before != now {
                changed.push(format!("The {column} of “{name}” changes from “{before}” to “{now}”."));
            }
        }
    }
    moves.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let all: Vec<String> = moves.iter().map(|(far, name)| format!("“{name}” by {}", kilometres(*far))).collect();
    if !all.is_empty() {
        let verb = agree(all.len(), "moves", "move");
        sentences.push(format!("{} {verb}: {}.", counted(all.len(), "row", None), named(&all)));
    }
    let more = changed.len().saturating_sub(MOST_NAMED);
    sentences.extend(changed.into_iter().take(MOST_NAMED));
    if more > 0 {
        sentences.push(format!("{} more {} in this way.", counted(more, "cell", None), agree(more, "changes", "change")));
    }
    Some(sentences)
}

fn named(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    let mut shown: Vec<String> = names.iter().take(MOST_NAMED).cloned().collect();
    if more > 0 {
        shown.push(format!("{} more", crate::text::grouped(more)));
    }
    listed(&shown, "and")
}

fn kilometres(far: f64) -> String {
    if far < 1.0 { format!("{:.0} m", far * 1000.0) } else { format!("{far:.1} km") }
}

fn is_place(column: &str) -> bool {
    is_latitude(column) || is_longitude(column)
}

fn is_latitude(column: &str) -> bool {
    matches!(column, "lat" | "latitude")
}

fn is_longitude(column: &str) -> bool {
    matches!(column, "lon" | "long" | "lng" | "longitude")
}

impl Rows {
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(one_line).collect::<Vec<_>>();
        let header = cells(reader.headers().ok()?);
        let mut rows = BTreeMap::new();
        for record in reader.records() {
            let row = cells(&record.ok()?);
            // Two rows of one name cannot be told apart.
            if rows.insert(row.first()?.clone(), row).is_some() {
                return None;
            }
        }
        Some(Self { header, rows })
    }

    fn cell<'a>(&self, row: &'a [String], column: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|name| name == column)?;
        row.get(at).map(String::as_str)
    }

    fn point(&self, row: &[String]) -> Option<Point> {
        let number = |is: fn(&str) -> bool| -> Option<f64> {
            let column = self.header.iter().find(|name| is(name))?;
            self.cell(row, column)?.parse().ok().filter(|number: &f64| number.is_finite())
        };
        Some(Point { latitude: number(is_latitude)?, longitude: number(is_longitude)? })
    }
}
