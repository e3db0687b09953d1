//! Rules for workshops.

use super::{Objection, Records};
use crate::diagnostic::Code;

/// Ensure that both sides of a room are named, or can be proposed.
pub(super) fn rooms_have_two_sides(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in &records.programmes {
        let record = &entry.record;
        let named = [("left", record.left.is_empty()), ("right", record.right.is_empty())];
        let empty: Vec<&str> = named.into_iter().filter_map(|(side, empty)| empty.then_some(side)).collect();
        let proposed = record.icb.is_some() || (record.invite.is_some() && empty.len() < 2);
        if !empty.is_empty() && !proposed {
            let message = format!("nobody is named under `{}`", empty.join("` and `"));
            let help = "name ids there, or let the room be proposed: a care board under `icb` and a number under `invite`";
            found.push(Objection::new(Code::MissingKey, &entry.path, "name", message).help(help));
        }
    }
    found
}
