//! Who serves a place, in words.

use super::{Words, say};
use crate::model::{Directory, Reach, ShareCounts};
use crate::serving::{Basis, InPatch, Served, Slot, Slots};

/// Most districts or care boards that one line names.
const MOST_NAMED: usize = 3;

/// How it is known that a body serves a place: "81% of hospital admissions from Walsall, 2021".
pub fn basis(words: &Words, directory: &Directory, slot: &Slot) -> String {
    let boards: Vec<&str> = slot.boards.iter().map(|&board| directory.places[board].short.as_str()).collect();
    match slot.basis {
        Basis::Share => {
            let told = slot.districts.iter().filter(|served| served.share > 0.0 && served.row.is_some());
            let lines: Vec<String> = told.take(MOST_NAMED).map(|served| of_district(words, directory, served)).collect();
            lines.join(&say!(words, "serves.share-districts"))
        }
        Basis::Covers => say!(words, "serves.covers", places = these_boards(words, &boards)),
        Basis::Stated => {
            let places: Vec<&str> = slot.districts.iter().map(|served| directory.places[served.district].name.as_str()).collect();
            say!(words, "serves.stated", places = these_districts(words, &places))
        }
        Basis::Only => say!(words, "serves.only", places = these_boards(words, &boards)),
        Basis::Nearest if slot.of > 1 => say!(words, "serves.nearest-of", count = slot.of),
        Basis::Nearest => say!(words, "serves.nearest"),
    }
}

fn of_district(words: &Words, directory: &Directory, served: &Served) -> String {
    let row = served.row.map(|row| &directory.shares[row]);
    let year = row.map(|row| row.date.get(..4).unwrap_or_default()).unwrap_or_default();
    let (share, place) = (words.percent(served.share), &directory.places[served.district].name);
    say!(words, "serves.share", counts = counts(row.map(|row| row.counts)), share = share, place = place, year = year)
}

/// What a share counts, as messages choose by it.
pub(super) fn counts(counts: Option<ShareCounts>) -> &'static str {
    match counts {
        Some(ShareCounts::Admissions) => "admissions",
        Some(ShareCounts::Schools) => "schools",
        _ => "",
    }
}

fn these_boards(words: &Words, names: &[&str]) -> String {
    these(words, names, |names, more| say!(words, "serves.more-boards", names = names, count = more))
}

fn these_districts(words: &Words, names: &[&str]) -> String {
    these(words, names, |names, more| say!(words, "serves.more-districts", names = names, count = more))
}

fn these(words: &Words, names: &[&str], and_more: impl Fn(&str, usize) -> String) -> String {
    match names.len() {
        0 => say!(words, "serves.the-place"),
        count if count <= MOST_NAMED => words.and(names),
        count => and_more(&words.series(&names[..MOST_NAMED]), count - MOST_NAMED),
    }
}

/// "5 of 15 schools, 2,410 pupils".
pub fn part(words: &Words, found: &InPatch) -> String {
    let schools = match (found.schools, found.of) {
        (0, _) => return say!(words, "serves.head-office"),
        (here, all) if here == all => say!(words, "count.schools", count = all),
        (here, all) => say!(words, "serves.schools-of", here = here, all = all),
    };
    match found.pupils {
        Some(pupils) => {
            say!(words, "serves.schools-pupils", schools = schools, pupils = say!(words, "count.pupils", count = pupils))
        }
        None => schools,
    }
}

/// Who serves an organisation, or whom it serves, a line each, at most `most` of a patch; none where neither is known.
pub fn lines(
    words: &Words,
    directory: &Directory,
    slots: &Slots,
    at: crate::model::OrganisationIndex,
    most: usize,
) -> Vec<String> {
    if let Some(patch) = slots.patch(at) {
        let line = |found: &InPatch| {
            let one = &directory[found.trust];
            say!(words, "serves.trust", name = one.name, id = one.id, part = part(words, found))
        };
        let mut lines: Vec<String> = patch.trusts.iter().take(most).map(line).collect();
        let left = patch.trusts.len().saturating_sub(most);
        lines.extend((left > 0).then(|| say!(words, "serves.more-trusts", count = left)));
        return lines;
    }
    let found = slots.of_trust(at);
    if found.is_empty() {
        return Vec::new();
    }
    let vocabulary = &directory.vocabulary;
    let mut lines = Vec::new();
    for role in vocabulary.roles_in_order().into_iter().filter(|&role| vocabulary[role].reach != Reach::Nowhere) {
        let label = &vocabulary[role].label;
        let before = lines.len();
        for slot in slots.in_role(at, role) {
            let (body, basis) = (&directory[slot.body], basis(words, directory, slot));
            lines.push(say!(words, "serves.body", role = *label, name = body.name, id = body.id, basis = basis));
        }
        if lines.len() == before {
            lines.push(say!(words, "serves.unknown", role = *label));
        }
    }
    lines
}
