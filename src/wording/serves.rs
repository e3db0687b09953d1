//! Who serves a place, in words.

use crate::model::{Directory, Reach, ShareCounts};
use crate::serving::{Basis, InPatch, Served, Slot, Slots};
use crate::text::{counted, grouped, listed};

/// Most districts or care boards that one line names.
const MOST_NAMED: usize = 3;

/// How it is known that a body serves a place: "81% of hospital admissions from Walsall, 2021".
pub fn basis(directory: &Directory, slot: &Slot) -> String {
    let boards: Vec<&str> = slot.boards.iter().map(|&board| directory.places[board].short.as_str()).collect();
    match slot.basis {
        Basis::Share => {
            let told = slot.districts.iter().filter(|served| served.share > 0.0 && served.row.is_some());
            let lines: Vec<String> = told.take(MOST_NAMED).map(|served| of_district(directory, served)).collect();
            lines.join("; ")
        }
        Basis::Covers => format!("covers {}", named(&boards, "care board area")),
        Basis::Stated => {
            let places: Vec<&str> = slot.districts.iter().map(|served| directory.places[served.district].name.as_str()).collect();
            format!("a source names it for {}", named(&places, "district"))
        }
        Basis::Only => format!("the only one in the care board area of {}", named(&boards, "care board area")),
        Basis::Nearest if slot.of > 1 => format!("nearest of {}, not confirmed", slot.of),
        Basis::Nearest => "nearest, not confirmed".to_owned(),
    }
}

fn of_district(directory: &Directory, served: &Served) -> String {
    let name = &directory.places[served.district].name;
    let row = served.row.map(|row| &directory.shares[row]);
    let of = match row.map(|row| row.counts) {
        Some(ShareCounts::Admissions) => format!("of hospital admissions from {name}"),
        Some(ShareCounts::Schools) => format!("of schools in {name}"),
        _ => format!("of {name}"),
    };
    let date = row.map(|row| row.date.get(..4).unwrap_or_default()).unwrap_or_default();
    format!("{} {of}, {date}", percent(served.share))
}

/// A share in whole hundredths.
pub fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if whole < 1.0 { "under 1%".to_owned() } else { format!("{whole:.0}%") }
}

fn named(names: &[&str], noun: &str) -> String {
    match names.len() {
        0 => "the place".to_owned(),
        count if count <= MOST_NAMED => listed(names, "and"),
        count => {
            let more = counted(count - MOST_NAMED, &format!("more {noun}"), None);
            format!("{} and {more}", names[..MOST_NAMED].join(", "))
        }
    }
}

/// "5 of 15 schools, 2,410 pupils".
pub fn part(found: &InPatch) -> String {
    let schools = match (found.schools, found.of) {
        (0, _) => return "its schools are not known; its head office is here".to_owned(),
        (here, all) if here == all => counted(all, "school", None),
        (here, all) => format!("{here} of {}", counted(all, "school", None)),
    };
    match found.pupils {
        Some(pupils) => format!("{schools}, {} {}", grouped(pupils as usize), if pupils == 1 { "pupil" } else { "pupils" }),
        None => schools,
    }
}

/// Who serves an organisation, or whom it serves, a line each, at most `most` of a patch; none where neither is known.
pub fn lines(directory: &Directory, slots: &Slots, at: crate::model::OrganisationIndex, most: usize) -> Vec<String> {
    let words = &directory.vocabulary;
    if let Some(patch) = slots.patch(at) {
        let trusts = patch.trusts.iter().take(most);
        let mut lines: Vec<String> = trusts
            .map(|found| format!("{} ({}): {}", directory[found.trust].name, directory[found.trust].id, part(found)))
            .collect();
        let left = patch.trusts.len().saturating_sub(most);
        lines.extend((left > 0).then(|| format!("and {}", counted(left, "more school trust", None))));
        return lines;
    }
    let found = slots.of_trust(at);
    if found.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for role in words.roles_in_order().into_iter().filter(|&role| words[role].reach != Reach::Nowhere) {
        let label = &words[role].label;
        let before = lines.len();
        for slot in slots.in_role(at, role) {
            let body = &directory[slot.body];
            lines.push(format!("{label}: {} ({}), {}", body.name, body.id, basis(directory, slot)));
        }
        if lines.len() == before {
            lines.push(format!("{label}: not known"));
        }
    }
    lines
}
