//! Who serves a place, in the few words of a tag, and what to ask whom.

use crate::model::{Directory, DistrictIndex, OrganisationIndex, Reach, RoleIndex, ShareCounts};
use crate::serving::{Basis, Served, Slot};
use crate::text::{counted, grouped, listed};

use super::words::inside_sentence;

/// Who needs what the other offers, as a partner's line says it; empty where nothing stated fits.
pub fn direction(you_need: bool, they_need: bool) -> &'static str {
    match (you_need, they_need) {
        (true, true) => "both ways",
        (true, false) => "you need, they offer",
        (false, true) => "they need, you offer",
        (false, false) => "",
    }
}

/// What a line rests on: "95% of Slough’s patients", "covers Slough", "only one in your care board area",
/// "nearest of 2, not confirmed". `here` are the districts of the reader, those with most schools first.
pub fn tag(directory: &Directory, slot: &Slot, here: &[DistrictIndex]) -> String {
    match slot.basis {
        Basis::Share => slot.districts.iter().find(|served| served.share > 0.0).map_or_else(String::new, |first| {
            let several = here.len() > 1 && first.schools > 0;
            let schools = if several { format!(", {}", counted(first.schools, "school", None)) } else { String::new() };
            format!("{} of {}{schools}", percent(first.share), of_district(directory, first))
        }),
        Basis::Covers => format!("covers {}", places(directory, slot, here)),
        Basis::Stated => format!("named for {}", places(directory, slot, here)),
        Basis::Only => "only one in your care board area".to_owned(),
        Basis::Nearest if slot.of > 1 => format!("nearest of {}, not confirmed", slot.of),
        Basis::Nearest => "nearest, not confirmed".to_owned(),
    }
}

/// "Slough’s patients", "schools in Slough"
fn of_district(directory: &Directory, served: &Served) -> String {
    let name = &directory.places[served.district].name;
    match served.row.map(|row| directory.shares[row].counts) {
        Some(ShareCounts::Admissions) => format!("{name}’s patients"),
        Some(ShareCounts::Schools) => format!("{name}’s schools"),
        _ => name.clone(),
    }
}

/// The districts of the reader where there are few, else the care board areas.
fn places(directory: &Directory, slot: &Slot, here: &[DistrictIndex]) -> String {
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
        names.push(format!("{more} more"));
    }
    if names.is_empty() { "your area".to_owned() } else { listed(&names, "and") }
}

/// A share in whole hundredths.
pub fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if whole < 1.0 { "under 1%".to_owned() } else { format!("{whole:.0}%") }
}

/// A share as people say it: "95 in 100".
pub fn in_hundred(share: f64) -> String {
    format!("{:.0} in 100", (share * 100.0).round().max(1.0))
}

/// What to ask of those who hold a role: "Ask about school nursing".
pub fn ask(directory: &Directory, role: RoleIndex) -> String {
    const NAMED: usize = 1;
    let role = &directory.vocabulary[role];
    let services: Vec<String> =
        role.services.iter().take(NAMED).map(|&at| inside_sentence(&directory.vocabulary[at].label)).collect();
    if services.is_empty() {
        "Ask for its partnerships team".to_owned()
    } else {
        format!("Ask about {}", listed(&services, "and"))
    }
}

/// Where a role is put out to tender, what is known of nobody without a source.
pub fn chosen_by_council(directory: &Directory, role: RoleIndex, basis: Option<Basis>) -> &'static str {
    let open = matches!(basis, None | Some(Basis::Only | Basis::Nearest));
    if directory.vocabulary[role].needs_source && open {
        "The council chooses who runs it; it need not be an NHS trust."
    } else {
        ""
    }
}

/// "5 in Slough, 2 in Windsor and Maidenhead"
pub fn by_district(directory: &Directory, counts: &[(DistrictIndex, usize)]) -> String {
    const NAMED: usize = 3;
    let mut parts: Vec<String> = counts
        .iter()
        .take(NAMED)
        .map(|&(district, count)| format!("{} in {}", grouped(count), directory.places[district].name))
        .collect();
    let rest: usize = counts.iter().skip(NAMED).map(|&(_, count)| count).sum();
    if rest > 0 {
        parts.push(format!("{} elsewhere", grouped(rest)));
    }
    parts.join(", ")
}

/// What is said of a list of school trusts that have a voice of their own: "None of the 55 has said what it needs yet."
pub fn needs_said(directory: &Directory, trusts: &[OrganisationIndex]) -> String {
    let said = trusts.iter().filter(|&&at| directory[at].needs.is_some()).count();
    match (said, trusts.len()) {
        (_, 0) => String::new(),
        (0, 1) => "It has not been asked yet what it needs.".to_owned(),
        (0, all) => format!("None of the {} has said what it needs yet.", grouped(all)),
        (1, 1) => "It has said what it needs.".to_owned(),
        (1, all) => format!("1 of the {} has said what it needs.", grouped(all)),
        (said, all) if said == all => format!("All {} have said what they need.", grouped(all)),
        (said, all) => format!("{} of the {} have said what they need.", grouped(said), grouped(all)),
    }
}

/// Whether a role belongs on a page: it serves places, and somebody is known to hold it somewhere or it is one that every
/// place has.
pub fn has_line(directory: &Directory, role: RoleIndex) -> bool {
    let held = || directory.shares.iter().any(|share| share.role == role);
    let kept = directory.vocabulary.kinds.iter().any(|kind| kind.roles.contains(&role));
    directory.vocabulary[role].reach != Reach::Nowhere && (kept || held())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_in_whole_hundredths() {
        assert_eq!([0.951, 0.004, 1.0].map(percent), ["95%", "under 1%", "100%"]);
        assert_eq!([0.951, 0.004].map(in_hundred), ["95 in 100", "1 in 100"]);
    }
}
