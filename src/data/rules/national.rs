//! Rules for what spans the country: register counts and the tile map.

use std::collections::BTreeMap;

use super::{FileKind, Objection, Records};
use crate::diagnostic::Code;
use crate::text::nearest;

/// Ensure that counts by place name regions and care boards in force.
pub(super) fn registers_name_places(records: &Records) -> Vec<Objection> {
    let path = FileKind::Registers.file();
    let regions: Vec<&str> = records.regions.iter().map(|one| one.id.as_str()).collect();
    let boards: Vec<&str> = records.icbs.iter().filter(|one| one.closed.is_none()).map(|one| one.id.as_str()).collect();
    let mut found = Vec::new();
    for (at, register) in records.registers.iter().enumerate() {
        for (key, noun, list, counts, allowed) in [
            ("regions", "region", FileKind::Regions, &register.regions, &regions),
            ("icbs", "care board in force", FileKind::Icbs, &register.icbs, &boards),
        ] {
            if records.unread.contains(&list) {
                continue;
            }
            for id in counts.keys().filter(|id| !allowed.contains(&id.as_str())) {
                let near = nearest(id, allowed.iter().copied());
                found.push(
                    Objection::new(
                        Code::UnknownTerm,
                        &path,
                        format!("register.{at}.{key}.{id}"),
                        format!("there is no {noun} `{id}`"),
                    )
                    .maybe_help(near.map(|near| format!("did you mean `{near}`?"))),
                );
            }
        }
    }
    found
}

/// Ensure that counts by place are not more than the whole, and that no register stands twice.
pub(super) fn registers_add_up(records: &Records) -> Vec<Objection> {
    let path = FileKind::Registers.file();
    let mut found = Vec::new();
    for (at, register) in records.registers.iter().enumerate() {
        for (key, counts) in [("regions", &register.regions), ("icbs", &register.icbs)] {
            let sum: u64 = counts.values().map(|&number| u64::from(number)).sum();
            if sum > u64::from(register.count) {
                let message = format!("the counts under `{key}` add up to {sum}, and the register holds {}", register.count);
                found.push(
                    Objection::new(Code::BadValue, &path, format!("register.{at}.count"), message)
                        .help("count each organisation in one place only"),
                );
            }
        }
        if records.registers[..at].iter().any(|other| other.id == register.id) {
            let message = format!("the register `{}` stands twice", register.id);
            found.push(
                Objection::new(Code::DuplicateId, &path, format!("register.{at}.id"), message).help("give each its own id"),
            );
        }
    }
    found
}

/// Ensure that no two care boards stand on one tile of the map.
pub(super) fn tiles_are_free(records: &Records) -> Vec<Objection> {
    let mut first: BTreeMap<(u8, u8), &str> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, board) in records.icbs.iter().enumerate() {
        let Some(tile) = &board.tile else { continue };
        if let Some(other) = first.get(&(tile.column, tile.row)) {
            let message = format!("the tile in column {}, row {} is already that of `{other}`", tile.column, tile.row);
            found.push(
                Objection::new(Code::ListedTwice, &FileKind::Icbs.file(), format!("icb.{at}.tile"), message)
                    .help("give each care board a tile of its own"),
            );
        } else {
            first.insert((tile.column, tile.row), &board.id);
        }
    }
    found
}
