//! What filters, places and orders need: who has which value, where everybody is, the alphabetical order.

use std::collections::BTreeMap;

use super::bytes::{documents, varint, zigzag};
use super::document::{Class, Document};

/// The groups of filters whose values are numbers of the vocabulary, with the name of their file.
pub(super) const GROUPS: [&str; 8] = ["kind", "region", "icb", "offers", "needs", "focus", "phase", "open"];

/// One group: for each value, how many organisations have it (shifted by one; bit 0: as bits) and which.
pub(super) fn group(documents_in_order: &[Document], name: &str, values: usize) -> Vec<u8> {
    let mut lists: Vec<Vec<u32>> = vec![Vec::new(); values];
    for (at, document) in (0u32..).zip(documents_in_order) {
        let facets = &document.facets;
        let held: &[u16] = match name {
            "kind" => facets.kind.as_slice(),
            "region" => facets.region.as_slice(),
            "icb" => &facets.boards,
            "offers" => &facets.offers,
            "needs" => &facets.needs,
            "focus" => &facets.focus,
            "phase" => &facets.phases,
            _ => facets.openness.as_slice(),
        };
        for &value in held {
            let list = &mut lists[usize::from(value)];
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    encode(&lists, documents_in_order.len())
}

/// Months in which organisations were last confirmed, oldest first, as `2026-03`, and the group of their organisations.
pub(super) fn confirmed(documents_in_order: &[Document]) -> (Vec<String>, Vec<u8>) {
    let mut months: BTreeMap<(i16, i8), Vec<u32>> = BTreeMap::new();
    for (at, document) in (0u32..).zip(documents_in_order) {
        if let Some(date) = document.card.confirmed {
            months.entry((date.year(), date.month())).or_default().push(at);
        }
    }
    let names = months.keys().map(|(year, month)| format!("{year:04}-{month:02}")).collect();
    let lists: Vec<Vec<u32>> = months.into_values().collect();
    (names, encode(&lists, documents_in_order.len()))
}

fn encode(lists: &[Vec<u32>], count: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for list in lists {
        let (bytes, are_bits) = documents(list.iter().copied(), count);
        varint(&mut out, (list.len() as u64) << 1 | u64::from(are_bits));
        out.extend_from_slice(&bytes);
    }
    out
}

/// The organisations from A to Z: for each document its place in the alphabet as the difference to the document before
/// it. Documents of a run already stand by name, so most differences are small and positive.
pub(super) fn alphabet(documents_in_order: &[Document]) -> Vec<u8> {
    let mut order: Vec<usize> = (0..documents_in_order.len()).collect();
    let key = |at: usize| {
        let name = documents_in_order[at].texts[0].as_str();
        (documents_in_order[at].class > Class::Body, name.strip_prefix("the ").unwrap_or(name))
    };
    order.sort_by(|&a, &b| key(a).cmp(&key(b)).then(a.cmp(&b)));
    let mut ranks = vec![0i64; order.len()];
    order.iter().zip(0..).for_each(|(&at, rank)| ranks[at] = rank);
    let mut out = Vec::new();
    let mut last = -1;
    for rank in ranks {
        zigzag(&mut out, rank - last - 1);
        last = rank;
    }
    out
}

/// How finely the country is cut: a square is `0.5 / fineness` degrees high and `1 / fineness` wide, so that a page
/// loads little that is farther away than it asks, and a small site few files.
pub(super) fn fineness(documents: usize) -> u32 {
    if documents <= 5_000 { 1 } else { 2 }
}

/// All points of all organisations in files by squares, so that a page loads only what lies around a place: how many,
/// the gaps between their documents (0 = the same again), then in which of 256 rows and which of 256 columns of the
/// square each stands. The error is at most 130 metres in a small site, 65 in a large one.
pub(super) fn points(documents_in_order: &[Document]) -> BTreeMap<String, Vec<u8>> {
    let cut = f64::from(fineness(documents_in_order.len()));
    let cell = |degrees: f64| (degrees.floor(), ((degrees - degrees.floor()) * 256.0) as u8);
    let mut squares: BTreeMap<String, Vec<(u32, u8, u8)>> = BTreeMap::new();
    for (at, document) in (0u32..).zip(documents_in_order) {
        for point in &document.facets.points {
            let (north, row) = cell(point.latitude * 2.0 * cut);
            let (east, column) = cell(point.longitude * cut);
            squares.entry(format!("{north}_{east}")).or_default().push((at, row, column));
        }
    }
    let pack = |points: Vec<(u32, u8, u8)>| {
        let mut out = Vec::with_capacity(4 * points.len());
        varint(&mut out, points.len() as u64);
        let mut last = 0;
        for &(at, ..) in &points {
            varint(&mut out, u64::from(at - last));
            last = at;
        }
        out.extend(points.iter().map(|&(_, row, _)| row));
        out.extend(points.iter().map(|&(.., column)| column));
        out
    };
    squares.into_iter().map(|(name, points)| (name, pack(points))).collect()
}
