//! Who serves a place, as the rows that scripts show: the same names and tags as the lines of the pages.

use serde_json::{Value, json};

use super::words::short_name;
use super::{Words, tags};
use crate::model::{Directory, DistrictIndex, RoleIndex};
use crate::serving::Slot;

/// The role of which pages have no line where nobody is known to hold it: who runs school nursing often vaccinates too.
pub const ONLY_WHERE_HELD: &str = "immunisation";

/// The roles that have a line, in the order of pages; rows name them by their place here.
pub fn roles(directory: &Directory) -> Vec<RoleIndex> {
    directory.vocabulary.roles_in_order().into_iter().filter(|&role| tags::has_line(directory, role)).collect()
}

/// What a script shows of each role: `[{"id", "label", "question", "ask", "services", "held"}]`; `held` where a role has a line
/// only if somebody is known.
pub fn of_roles(words: &Words, directory: &Directory) -> Value {
    let vocabulary = &directory.vocabulary;
    let one = |role: RoleIndex| {
        let kind = &vocabulary[role];
        let services: Vec<&str> = kind.services.iter().map(|&service| vocabulary[service].id.as_str()).collect();
        json!({
            "id": kind.id,
            "label": kind.label,
            "question": kind.question,
            "ask": tags::ask(words, directory, role),
            "services": services,
            "held": kind.id == ONLY_WHERE_HELD,
        })
    };
    roles(directory).into_iter().map(one).collect()
}

/// `[role, name, id, tag, basis, sureness]` for each slot; `here` are the districts of whoever is served, those with most
/// schools first.
pub fn of_slots(words: &Words, directory: &Directory, slots: &[Slot], here: &[DistrictIndex]) -> Value {
    let roles = roles(directory);
    let row = |slot: &Slot| {
        let role = roles.iter().position(|&role| role == slot.role)?;
        let one = &directory[slot.body];
        let tag = tags::tag(words, directory, slot, here);
        Some(json!([role, short_name(&one.name), one.id, tag, slot.basis.id(), slot.basis.sureness()]))
    };
    slots.iter().filter_map(row).collect()
}
