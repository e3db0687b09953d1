//! The other way round: the school trusts that a body serves.

use super::bodies::{Bodies, Body};
use super::schools::{Group, Schools};
use super::slot::{Basis, InPatch, Patch};
use crate::model::{Directory, DistrictIndex, OrganisationIndex, Reach};

/// A district belongs to a patch from this share on.
const SERVED: f64 = 0.15;
/// Where a body serves no district so much: those of which it serves most.
const LARGEST: usize = 3;

/// The patch of a body: the districts that the table gives it for any role, else its footprint.
pub(super) fn patch(directory: &Directory, bodies: &Bodies, number: usize, trusts: &[(OrganisationIndex, Schools)]) -> Patch {
    let body = &bodies.list[number];
    let (districts, basis) = districts(directory, bodies, number);
    let by_table = !districts.is_empty();
    let basis = basis.unwrap_or_else(|| of_footprint(directory, bodies, body));
    let holds = |group: &&Group| match group.district {
        Some(district) if by_table => districts.binary_search(&district).is_ok(),
        None if by_table => false,
        district => body.covers(district, group.board),
    };
    let mut found: Vec<InPatch> = trusts
        .iter()
        .filter_map(|(trust, schools)| {
            let inside: Vec<&Group> = schools.groups.iter().filter(holds).collect();
            (!inside.is_empty()).then(|| InPatch {
                trust: *trust,
                schools: inside.iter().map(|group| group.schools).sum(),
                of: schools.count,
                pupils: inside.iter().map(|group| group.pupils).sum(),
                basis: named(body, &inside, by_table).unwrap_or(basis),
            })
        })
        .collect();
    let name = |one: &InPatch| directory[one.trust].name.as_str();
    found.sort_by(|a, b| {
        (b.schools, b.pupils.unwrap_or(0))
            .cmp(&(a.schools, a.pupils.unwrap_or(0)))
            .then_with(|| name(a).cmp(name(b)))
            .then(a.trust.cmp(&b.trust))
    });
    Patch { trusts: found, districts }
}

/// The districts of the table, in order, and how they are known; none where the table does not name the body.
fn districts(directory: &Directory, bodies: &Bodies, number: usize) -> (Vec<DistrictIndex>, Option<Basis>) {
    let mut named: Vec<(DistrictIndex, f64, bool)> = Vec::new();
    for &role in &bodies.list[number].roles {
        for district in directory.places.districts.indices() {
            let parts = bodies.parts(role, district).iter().filter(|part| part.body == number);
            named.extend(parts.map(|part| (district, part.share, part.numbered)));
        }
    }
    let mut served: Vec<_> = named.iter().copied().filter(|&(_, share, _)| share >= SERVED).collect();
    if served.is_empty() {
        named.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        named.truncate(LARGEST);
        served = named;
    }
    let numbered = served.iter().any(|&(_, _, numbered)| numbered);
    let basis = (!served.is_empty()).then_some(if numbered { Basis::Share } else { Basis::Stated });
    let mut districts: Vec<DistrictIndex> = served.into_iter().map(|(district, ..)| district).collect();
    districts.sort_unstable();
    districts.dedup();
    (districts, basis)
}

/// A body whose own record names the district is stated to serve it.
fn named(body: &Body, inside: &[&Group], by_table: bool) -> Option<Basis> {
    let names = inside.iter().any(|group| group.district.is_some_and(|district| body.districts.contains(&district)));
    let covers_all = body.districts.is_empty() || by_table || !names;
    (!covers_all).then_some(Basis::Stated)
}

/// How it is known that a body serves its footprint.
fn of_footprint(directory: &Directory, bodies: &Bodies, body: &Body) -> Basis {
    let words = &directory.vocabulary;
    if body.roles.iter().any(|&role| words[role].reach == Reach::Footprint) {
        return Basis::Covers;
    }
    let alone = |&role: &crate::model::RoleIndex| {
        !body.boards.is_empty() && !words[role].needs_source && body.boards.iter().all(|&board| bodies.in_area(role, board) == 1)
    };
    if body.roles.iter().any(alone) { Basis::Only } else { Basis::Nearest }
}
