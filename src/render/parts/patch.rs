//! The patch of a health body: the school trusts of the districts that it serves, district by district.

use serde::Serialize;

use super::cards::Row;
use super::lines::{self, NextStep};
use super::named::NamedAddress;
use super::schools::{self, DistrictTable, Here};
use super::who;
use crate::model::{Directory, DistrictIndex, OrganisationIndex};
use crate::render::World;
use crate::serving::{InPatch, Patch};
use crate::site::address;
use crate::wording::{say, tags};

/// From this part of its patients on a district is a body's own; below, it is partly its.
const OWN: f64 = 0.5;
/// How many of the largest trusts come before the districts.
const LARGEST: usize = 3;

/// A patch as the page of its body shows it.
#[derive(Serialize)]
pub(in crate::render) struct PatchView {
    largest: Vec<PatchLine>,
    /// "None of the 55 has said what it needs yet."
    said: String,
    /// How many trusts there are.
    trusts: usize,
    /// "6 districts"
    districts: String,
    own: Vec<DistrictTable>,
    partly: Vec<DistrictTable>,
    /// Trusts of the patch whose districts are not known.
    elsewhere: Vec<Row>,
    /// How the patch is known.
    note: String,
}

/// One of the largest trusts.
#[derive(Serialize)]
struct PatchLine {
    row: Row,
    /// "7 schools in your patch"
    tag: String,
    sureness: &'static str,
    /// "5 in Slough, 2 in Windsor and Maidenhead; ages 2 to 19; 4,563 pupils"
    detail: String,
    brief: String,
}

/// The patch of a body; `None` where it has nobody in it.
pub(in crate::render) fn view(world: &World, at: OrganisationIndex, patch: &Patch) -> Option<PatchView> {
    let directory = &*world.directory;
    if patch.trusts.is_empty() {
        return None;
    }
    let inside: Vec<OrganisationIndex> = patch.trusts.iter().map(|one| one.trust).collect();
    let mut named: Vec<OrganisationIndex> = inside.iter().copied().take(LARGEST).collect();
    let mut places: Vec<(DistrictIndex, f64)> = districts(world, at, patch);
    let schools = |at: DistrictIndex| world.lists.district[at.at()].iter().map(|here| here.schools).sum::<usize>();
    places.sort_by_key(|&(district, _)| (std::cmp::Reverse(schools(district)), district));
    let any_own = places.iter().any(|&(_, share)| share >= OWN);
    let (mut own, mut partly) = (Vec::new(), Vec::new());
    for (district, share) in places {
        let here: Vec<Here> =
            world.lists.district[district.at()].iter().filter(|here| inside.contains(&here.trust)).copied().collect();
        if here.is_empty() {
            continue;
        }
        let mut table = schools::table(world, district, &here, &mut named);
        if share > 0.0 {
            table.share = say!(world.words, "patch.share", share = world.words.percent(share));
        }
        if any_own && share < OWN { partly.push(table) } else { own.push(table) }
    }
    let rest: Vec<OrganisationIndex> = inside.iter().copied().filter(|trust| !named.contains(trust)).collect();
    Some(PatchView {
        largest: patch.trusts.iter().take(LARGEST).map(|one| line(world, at, patch, one)).collect(),
        said: tags::needs_said(&world.words, directory, &inside),
        trusts: inside.len(),
        districts: say!(world.words, "count.districts", count = own.len() + partly.len()),
        note: match (patch.districts.is_empty(), any_own) {
            (true, _) => say!(world.words, "patch.note-board"),
            (false, true) => say!(world.words, "patch.note-own"),
            (false, false) => say!(world.words, "patch.note-partly"),
        },
        own,
        partly,
        elsewhere: super::cards::rows(world, &rest),
    })
}

/// The districts of a patch with the part of each that the body serves; 0 where no table says so.
fn districts(world: &World, at: OrganisationIndex, patch: &Patch) -> Vec<(DistrictIndex, f64)> {
    let directory = &*world.directory;
    if !patch.districts.is_empty() {
        let share = |district: DistrictIndex| {
            let rows = directory.shares.iter().filter(|row| row.organisation == at && row.district == district);
            rows.filter_map(|row| row.share).fold(0.0, f64::max)
        };
        return patch.districts.iter().map(|&district| (district, share(district))).collect();
    }
    let one = &directory[at];
    let holds = |district: &crate::model::District| district.boards.iter().any(|board| one.place.icbs.contains(board));
    let all = directory.places.districts.numbered();
    all.filter(|(number, district)| one.serves.districts.contains(number) || holds(district))
        .map(|(number, _)| (number, 0.0))
        .collect()
}

fn line(world: &World, at: OrganisationIndex, patch: &Patch, found: &InPatch) -> PatchLine {
    let directory = &*world.directory;
    let one = &directory[found.trust];
    let mut parts = vec![tags::by_district(&world.words, directory, &counts(directory, patch, found.trust))];
    parts.push(one.serves.ages.map(|ages| super::listings::ages(world, ages)).unwrap_or_default());
    parts.push(
        found
            .pupils
            .filter(|&pupils| pupils > 0)
            .map(|pupils| say!(world.words, "count.pupils", count = pupils))
            .unwrap_or_default(),
    );
    parts.retain(|part| !part.is_empty());
    PatchLine {
        row: Row::new(world, found.trust),
        tag: match found.schools {
            0 => say!(world.words, "patch.head-office"),
            schools => say!(world.words, "patch.schools", count = schools),
        },
        sureness: found.basis.sureness(),
        detail: parts.join(&say!(world.words, "list.parts")),
        brief: lines::brief(directory, at, found.trust),
    }
}

/// A trust's schools in the patch by district, most first.
fn counts(directory: &Directory, patch: &Patch, trust: OrganisationIndex) -> Vec<(DistrictIndex, usize)> {
    let inside = |district: DistrictIndex| patch.districts.is_empty() || patch.districts.contains(&district);
    let mut counts = std::collections::BTreeMap::<DistrictIndex, usize>::new();
    for district in directory[trust].sites.iter().filter_map(|site| site.district).filter(|&district| inside(district)) {
        *counts.entry(district).or_default() += 1;
    }
    let mut counts: Vec<(DistrictIndex, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(district, count)| (std::cmp::Reverse(count), district));
    counts
}

/// Whom a health body talks to first where both sides say nothing that is near: the trust with most schools in its patch.
pub(in crate::render) fn step(world: &World, at: OrganisationIndex, patch: &Patch) -> Option<NextStep> {
    let directory = &*world.directory;
    let own: Vec<DistrictIndex> =
        districts(world, at, patch).into_iter().filter(|&(_, share)| share >= OWN).map(|(district, _)| district).collect();
    let here = |one: &InPatch| -> Vec<(DistrictIndex, usize)> {
        let mut counts = counts(directory, patch, one.trust);
        counts.retain(|(district, _)| own.is_empty() || own.contains(district));
        counts
    };
    let known = patch.trusts.iter().filter(|one| one.schools > 0 && one.basis.sureness() != "open");
    // The last of the greatest would be taken: the list stands most schools first, so it is gone through backwards.
    let first = known.rev().max_by_key(|one| here(one).iter().map(|&(_, count)| count).sum::<usize>())?;
    let one = &directory[first.trust];
    let counts = here(first);
    let places = tags::by_district(&world.words, directory, &counts);
    let schools = counts.iter().map(|&(_, count)| count).sum::<usize>().max(1);
    Some(NextStep {
        to: NamedAddress { label: who::short_name(&one.name).to_owned(), address: address::organisation(&one.id) },
        reason: if places.is_empty() {
            say!(world.words, "step.patch", count = schools)
        } else {
            say!(world.words, "step.patch-places", count = schools, places = places)
        },
        brief: lines::brief(directory, at, first.trust),
    })
}
