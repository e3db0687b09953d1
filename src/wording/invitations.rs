//! Whom to invite to a workshop, and why, in words and as data.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Words, say};
use crate::matching::{Invitations, Invited};
use crate::model::Directory;

/// The list in lines: both sides, and which districts are at the table.
pub fn lines(words: &Words, directory: &Directory, invitations: &Invitations) -> Vec<String> {
    let mut lines = vec![summary(words, directory, invitations)];
    let sides = [(say!(words, "invite.nhs"), &invitations.left), (say!(words, "invite.schools"), &invitations.right)];
    for (head, side) in sides {
        lines.push(format!("\n{head}"));
        lines.extend(side.iter().map(|one| {
            let (organisation, why) = (&directory[one.who], why(words, directory, one));
            format!("- {} ({}): {why}", organisation.name, organisation.id)
        }));
    }
    lines
}

/// "Proposed: 8 NHS organisations and 16 school trusts from Dudley and Walsall. Nobody has been asked."
pub fn summary(words: &Words, directory: &Directory, invitations: &Invitations) -> String {
    /// So many districts are named.
    const NAMED: usize = 6;
    let districts = invitations.right.iter().filter_map(|one| one.district);
    let places: BTreeSet<&str> = districts.map(|district| directory.places[district].name.as_str()).collect();
    let places: Vec<&str> = places.into_iter().collect();
    let bodies = say!(words, "invite.bodies", count = invitations.left.len());
    let trusts = say!(words, "invite.trusts", count = invitations.right.len());
    match places.len() {
        0 => say!(words, "invite.proposed", bodies = bodies, trusts = trusts),
        count => {
            let places = if count <= NAMED { words.and(&places) } else { say!(words, "invite.districts", count = count) };
            say!(words, "invite.proposed-from", bodies = bodies, trusts = trusts, places = places)
        }
    }
}

/// Why somebody is proposed: "hospital care", "5 schools here, most in Walsall".
pub fn why(words: &Words, directory: &Directory, one: &Invited) -> String {
    if let Some(role) = one.role {
        return words.inside(&directory.vocabulary[role].label);
    }
    match one.district.map(|district| directory.places[district].name.as_str()) {
        Some(place) => say!(words, "invite.why", count = one.schools, place = place),
        None => say!(words, "invite.named"),
    }
}

/// `{"left": [{"id", "role"}], "right": [{"id", "district", "schools"}]}`; what is not known is left out.
pub fn json(directory: &Directory, invitations: &Invitations) -> Value {
    let one = |one: &Invited| {
        let mut object = json!({ "id": directory[one.who].id });
        if let Some(role) = one.role {
            object["role"] = directory.vocabulary[role].id.as_str().into();
        }
        if let Some(district) = one.district {
            object["district"] = directory.places[district].code.as_str().into();
            object["schools"] = one.schools.into();
        }
        object
    };
    let side = |side: &[Invited]| side.iter().map(one).collect::<Vec<Value>>();
    json!({ "left": side(&invitations.left), "right": side(&invitations.right) })
}
