//! Who serves whom, for other programs: `data/serves.json` and `data/serves.csv`.

use serde_json::{Map, Value, json};

use super::values::known_only;
use crate::model::{Directory, OrganisationIndex, Reach};
use crate::serving::{Basis, InPatch, Slot, Slots};
use crate::site::Field;
use crate::text::csv;

/// What stands in `data/serves.json`: an object whose members are the ids of organisations.
pub(super) const FIELDS: &[Field] = &[
    ("ID.ROLE[].id", "Who serves the school trust ID in the role ROLE, an id; an empty list where nobody is known to", "string"),
    ("ID.ROLE[].basis", "How that is known: share, covers, stated, only or nearest", "string"),
    ("ID.ROLE[].share", "The part of the trust's schools, or of their pupils, that it serves: 0 to 1", "number"),
    (
        "ID.ROLE[].districts[]",
        "Districts of the trust's schools that a source says it serves, codes of the Office for National Statistics",
        "string",
    ),
    ("ID.ROLE[].icbs[]", "Care boards in whose areas both work, ids", "string"),
    ("ID.ROLE[].km", "The least distance between a school and a site of it, in kilometres", "number"),
    ("ID.ROLE[].of", "How many hold the role in those areas", "integer"),
    ("ID.ROLE[].source", "Where the share is published, or the body named", "string"),
    ("ID.ROLE[].date", "Of which year, month or day that is", "string"),
    ("ID.patch[].id", "A school trust that the health body ID serves, an id; most schools first", "string"),
    ("ID.patch[].schools", "Its schools in the patch", "integer"),
    ("ID.patch[].of", "All its schools", "integer"),
    ("ID.patch[].pupils", "The pupils of its schools in the patch", "integer"),
    ("ID.patch[].basis", "How that is known", "string"),
];

/// The columns of `data/serves.csv`.
pub(super) const COLUMNS: &[Field] = &[
    ("school_trust", "A school trust, an id", "string"),
    ("role", "What it is served in, an id of the vocabulary", "string"),
    ("line", "1 for who comes first; 2 for a second one with a large share", "integer"),
    ("body", "Who serves it, an id", "string"),
    ("basis", "How that is known: share, covers, stated, only or nearest", "string"),
    ("share", "The part of the trust's schools, or of their pupils, that the body serves: 0 to 1", "number"),
    ("districts", "Districts of the trust's schools that a source says it serves, codes parted by semicolons", "string"),
    ("icbs", "Care boards in whose areas both work, ids parted by semicolons", "string"),
    ("km", "The least distance between a school and a site of the body, in kilometres", "number"),
    ("of", "How many hold the role in those areas", "integer"),
    ("source", "Where the share is published, or the body named", "string"),
    ("date", "Of which year, month or day that is", "string"),
];

/// Everybody who is served, and everybody who serves: ids ascending.
pub fn all(directory: &Directory, slots: &Slots) -> Value {
    let entries = directory.numbered().filter_map(|(at, one)| Some((one.id.clone(), one_of(directory, slots, at)?)));
    Value::Object(entries.collect::<Map<String, Value>>())
}

/// What is known of one organisation: its roles with who holds them, or its patch under `patch`; `None` where neither applies.
pub fn one_of(directory: &Directory, slots: &Slots, at: OrganisationIndex) -> Option<Value> {
    let one = &directory[at];
    if let Some(patch) = slots.patch(at) {
        let trusts: Vec<Value> = patch.trusts.iter().map(|found| in_patch(directory, found)).collect();
        return Some(json!({ "patch": trusts }));
    }
    (one.sector == crate::model::Sector::School && one.closed.is_none()).then(|| by_role(directory, slots.of_trust(at)))
}

/// Slots by role: every role that is found by place, in the order of pages.
pub fn by_role(directory: &Directory, slots: &[Slot]) -> Value {
    let words = &directory.vocabulary;
    let roles = words.roles_in_order().into_iter().filter(|&role| words[role].reach != Reach::Nowhere);
    let lists = roles.map(|role| {
        let of_role = slots.iter().filter(|slot| slot.role == role).map(|found| slot(directory, found));
        (words[role].id.clone(), Value::Array(of_role.collect()))
    });
    Value::Object(lists.collect::<Map<String, Value>>())
}

fn slot(directory: &Directory, slot: &Slot) -> Value {
    let row = told_by(directory, slot);
    let districts: Vec<&str> = districts(directory, slot);
    let boards: Vec<&str> = boards(directory, slot);
    known_only(json!({
        "id": directory[slot.body].id,
        "basis": slot.basis.id(),
        "share": (slot.share > 0.0).then(|| rounded(slot.share)),
        "districts": Some(districts).filter(|list| !list.is_empty()),
        "icbs": Some(boards).filter(|list| !list.is_empty()),
        "km": slot.km,
        "of": (slot.of > 0).then_some(slot.of),
        "source": row.map(|row| &row.source),
        "date": row.map(|row| &row.date),
    }))
}

fn in_patch(directory: &Directory, found: &InPatch) -> Value {
    known_only(json!({
        "id": directory[found.trust].id,
        "schools": found.schools,
        "of": found.of,
        "pupils": found.pupils,
        "basis": found.basis.id(),
    }))
}

/// The row of the table on which a slot rests most: that of the district with most schools.
fn told_by<'a>(directory: &'a Directory, slot: &Slot) -> Option<&'a crate::model::Share> {
    let known = matches!(slot.basis, Basis::Share | Basis::Stated);
    let row = slot.districts.iter().find_map(|served| served.row).filter(|_| known)?;
    directory.shares.get(row)
}

fn districts<'a>(directory: &'a Directory, slot: &Slot) -> Vec<&'a str> {
    slot.districts.iter().map(|served| directory.places[served.district].code.as_str()).collect()
}

fn boards<'a>(directory: &'a Directory, slot: &Slot) -> Vec<&'a str> {
    slot.boards.iter().map(|&board| directory.places[board].id.as_str()).collect()
}

/// To a millionth: what two implementations agree on.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// One line for each slot, trusts by id.
pub(super) fn table(directory: &Directory, slots: &Slots) -> Vec<u8> {
    let header: Vec<&str> = COLUMNS.iter().map(|(name, ..)| *name).collect();
    let rows = directory.numbered().flat_map(|(at, one)| {
        let of_trust = slots.of_trust(at);
        of_trust.iter().enumerate().map(move |(number, slot)| {
            let line = 1 + of_trust[..number].iter().filter(|other| other.role == slot.role).count();
            let row = told_by(directory, slot);
            vec![
                one.id.clone(),
                directory.vocabulary[slot.role].id.clone(),
                line.to_string(),
                directory[slot.body].id.clone(),
                slot.basis.id().to_owned(),
                if slot.share > 0.0 { rounded(slot.share).to_string() } else { String::new() },
                districts(directory, slot).join(";"),
                boards(directory, slot).join(";"),
                slot.km.map(|km| km.to_string()).unwrap_or_default(),
                if slot.of > 0 { slot.of.to_string() } else { String::new() },
                row.map(|row| row.source.clone()).unwrap_or_default(),
                row.map(|row| row.date.clone()).unwrap_or_default(),
            ]
        })
    });
    csv::write(&header, rows)
}
