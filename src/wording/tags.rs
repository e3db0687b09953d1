//! Who serves a place, in the few words of a tag, and what to ask whom.

use super::serves::counts;
use super::words::share;
use super::{Words, say};
use crate::model::{Directory, DistrictIndex, Openness, OrganisationIndex, Reach, RoleIndex};
use crate::serving::{Basis, Served, Slot};

/// Who needs what the other offers, as a partner's line says it; empty where nothing stated fits.
pub fn direction(words: &Words, you_need: bool, they_need: bool) -> String {
    match (you_need, they_need) {
        (true, true) => say!(words, "tag.direction.both"),
        (true, false) => say!(words, "tag.direction.you"),
        (false, true) => say!(words, "tag.direction.they"),
        (false, false) => String::new(),
    }
}

/// What a line rests on: "95% of Slough’s patients", "covers Slough", "only one in your care board area",
/// "nearest of 2, not confirmed". `here` are the districts of the reader, those with most schools first.
pub fn tag(words: &Words, directory: &Directory, slot: &Slot, here: &[DistrictIndex]) -> String {
    match slot.basis {
        Basis::Share => slot.districts.iter().find(|served| served.share > 0.0).map_or_else(String::new, |first| {
            let share = of_district(words, directory, first);
            if here.len() > 1 && first.schools > 0 {
                say!(words, "tag.share-schools", share = share, schools = say!(words, "count.schools", count = first.schools))
            } else {
                share
            }
        }),
        Basis::Covers => say!(words, "tag.covers", places = places(words, directory, slot, here)),
        Basis::Stated => say!(words, "tag.named", places = places(words, directory, slot, here)),
        Basis::Only => say!(words, "tag.only"),
        Basis::Nearest if slot.of > 1 => say!(words, "serves.nearest-of", count = slot.of),
        Basis::Nearest => say!(words, "serves.nearest"),
    }
}

/// "95% of Slough’s patients"
fn of_district(words: &Words, directory: &Directory, served: &Served) -> String {
    let (share, place) = (words.percent(served.share), &directory.places[served.district].name);
    let counts = counts(served.row.map(|row| directory.shares[row].counts));
    say!(words, "tag.share", counts = counts, share = share, place = place)
}

/// The districts of the reader where there are few, else the care board areas.
fn places(words: &Words, directory: &Directory, slot: &Slot, here: &[DistrictIndex]) -> String {
    let of = |districts: &[DistrictIndex]| -> Vec<String> {
        districts.iter().map(|&district| directory.places[district].name.clone()).collect()
    };
    let served: Vec<DistrictIndex> = slot.districts.iter().map(|served| served.district).collect();
    let boards: Vec<String> = slot.boards.iter().map(|&board| directory.places[board].short.clone()).collect();
    let mut names = match (served.len(), here.len()) {
        (1..=2, _) => of(&served),
        (_, 1) => of(here),
        _ if boards.is_empty() => of(&served),
        _ => boards,
    };
    if names.len() > 2 {
        let more = names.len() - 2;
        names.truncate(2);
        names.push(say!(words, "list.more", count = more));
    }
    if names.is_empty() { say!(words, "tag.your-area") } else { words.and(&names) }
}

/// What to ask of those who hold a role: "Ask about school nursing".
pub fn ask(words: &Words, directory: &Directory, role: RoleIndex) -> String {
    const NAMED: usize = 1;
    let role = &directory.vocabulary[role];
    let services: Vec<String> =
        role.services.iter().take(NAMED).map(|&at| words.inside(&directory.vocabulary[at].label)).collect();
    if services.is_empty() { say!(words, "tag.ask-team") } else { say!(words, "tag.ask", services = words.and(&services)) }
}

/// Where a role is put out to tender, what is known of nobody without a source; else empty.
pub fn chosen_by_council(words: &Words, directory: &Directory, role: RoleIndex, basis: Option<Basis>) -> String {
    let open = matches!(basis, None | Some(Basis::Only | Basis::Nearest));
    if directory.vocabulary[role].needs_source && open { say!(words, "tag.council") } else { String::new() }
}

/// "5 in Slough, 2 in Windsor and Maidenhead"
pub fn by_district(words: &Words, directory: &Directory, counts: &[(DistrictIndex, usize)]) -> String {
    const NAMED: usize = 3;
    let mut parts: Vec<String> = counts
        .iter()
        .take(NAMED)
        .map(|&(district, count)| say!(words, "tag.in-district", count = count, place = directory.places[district].name))
        .collect();
    let rest: usize = counts.iter().skip(NAMED).map(|&(_, count)| count).sum();
    if rest > 0 {
        parts.push(say!(words, "tag.elsewhere", count = rest));
    }
    words.series(&parts)
}

/// What is said of a list of school trusts that have a voice of their own: "None of the 55 has said what it needs yet."
pub fn needs_said(words: &Words, directory: &Directory, trusts: &[OrganisationIndex]) -> String {
    let said = trusts.iter().filter(|&&at| directory[at].needs.is_some()).count();
    let all = trusts.len();
    match (share(said, all), all) {
        (_, 0) => String::new(),
        ("no", _) => say!(words, "tag.needs.not-asked"),
        ("none", _) => say!(words, "tag.needs.none", all = all),
        ("only", _) => say!(words, "tag.needs.only"),
        ("both" | "all", _) => say!(words, "tag.needs.all", all = all),
        _ => say!(words, "tag.needs.some", count = said, all = all),
    }
}

/// What an organisation has said about new partnerships.
pub fn openness(words: &Words, openness: Openness) -> String {
    say!(words, "tag.openness", openness = openness.id())
}

/// Whether a role belongs on a page: it serves places, and somebody is known to hold it somewhere or it is one that every
/// place has.
pub fn has_line(directory: &Directory, role: RoleIndex) -> bool {
    let held = || directory.shares.iter().any(|share| share.role == role);
    let kept = directory.vocabulary.kinds.iter().any(|kind| kind.roles.contains(&role));
    directory.vocabulary[role].reach != Reach::Nowhere && (kept || held())
}
