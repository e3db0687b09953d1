//! The patch of a health body: the school trusts of the districts that it serves, district by district.

use serde::Serialize;

use super::cards::Row;
use super::lines::{self, NextStep};
use super::named::NamedAddress;
use super::schools::{self, DistrictTable, Here};
use super::who;
use crate::geo::Point;
use crate::model::{CareBoardIndex, Directory, DistrictIndex, OrganisationIndex};
use crate::render::World;
use crate::serving::{InPatch, Patch};
use crate::site::address;
use crate::wording::{say, tags};

/// From this part of its patients on a district is a body's own; below, it is partly its.
const OWN: f64 = 0.5;
/// How many of the largest trusts come before the districts.
const LARGEST: usize = 3;
/// A patch of more lines than this, one for each trust in each district, is shown by care board area with numbers for each
/// district; its file names all of them.
const MOST_LINES: usize = 140;

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
    /// Its districts by care board area, where it is too large to name every trust.
    areas: Vec<PatchArea>,
    /// Trusts of the patch whose districts are not known.
    elsewhere: Vec<Row>,
    /// How the patch is known.
    note: String,
}

/// The districts of a patch in one care board area.
#[derive(Serialize)]
struct PatchArea {
    board: NamedAddress,
    /// "7 districts, 93 schools"
    counts: String,
    rows: Vec<DistrictNumbers>,
    any_pupils: bool,
}

/// A district of a patch in numbers.
#[derive(Serialize)]
struct DistrictNumbers {
    place: NamedAddress,
    multi: usize,
    single: usize,
    schools: usize,
    /// Where known of all schools.
    pupils: String,
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
    let mut largest = ranked(world, at, patch);
    largest.truncate(LARGEST);
    let mut named: Vec<OrganisationIndex> = largest.iter().map(|one| one.found.trust).collect();
    let mut places = places(world, at, patch);
    let large = is_large(&places);
    let schools = |here: &[Here]| here.iter().map(|one| one.schools).sum::<usize>();
    places.sort_by_key(|(district, _, here)| (std::cmp::Reverse(schools(here)), *district));
    let any_own = places.iter().any(|&(_, share, _)| share >= OWN);
    let (mut own, mut partly) = (Vec::new(), Vec::new());
    for (district, share, here) in &places {
        if large {
            named.extend(here.iter().map(|one| one.trust));
            continue;
        }
        let mut table = schools::table(world, *district, here, &mut named);
        if *share > 0.0 {
            table.share = say!(world.words, "patch.share", share = world.words.percent(*share));
        }
        if any_own && *share < OWN { partly.push(table) } else { own.push(table) }
    }
    let rest: Vec<OrganisationIndex> = inside.iter().copied().filter(|trust| !named.contains(trust)).collect();
    Some(PatchView {
        largest: largest.iter().map(|one| line(world, at, one)).collect(),
        said: tags::needs_said(&world.words, directory, &inside),
        trusts: inside.len(),
        districts: say!(world.words, "count.districts", count = places.len()),
        note: match (patch.districts.is_empty(), any_own) {
            (true, _) => say!(world.words, "patch.note-board"),
            (false, true) => say!(world.words, "patch.note-own"),
            (false, false) => say!(world.words, "patch.note-partly"),
        },
        areas: if large { areas(world, &places) } else { Vec::new() },
        own,
        partly,
        elsewhere: super::cards::rows(world, &rest),
    })
}

/// A district of a patch, the part of it that the body serves, and the trusts of the patch there.
type PatchDistrict = (DistrictIndex, f64, Vec<Here>);

/// The districts of a patch in which a trust of it has a school.
fn places(world: &World, at: OrganisationIndex, patch: &Patch) -> Vec<PatchDistrict> {
    let inside: Vec<OrganisationIndex> = patch.trusts.iter().map(|one| one.trust).collect();
    let here = |(district, share): (DistrictIndex, f64)| {
        let all = &world.lists.district[district.at()];
        (district, share, all.iter().filter(|here| inside.contains(&here.trust)).copied().collect::<Vec<_>>())
    };
    districts(world, at, patch).into_iter().map(here).filter(|(_, _, here)| !here.is_empty()).collect()
}

fn is_large(places: &[PatchDistrict]) -> bool {
    places.iter().map(|(_, _, here)| here.len()).sum::<usize>() > MOST_LINES
}

/// Where the schools of a patch lie; none of a patch that is too large to name every trust.
pub(in crate::render) fn schools_on_map(world: &World, at: OrganisationIndex, patch: &Patch) -> Vec<Point> {
    let places = places(world, at, patch);
    if is_large(&places) {
        return Vec::new();
    }
    let inside: Vec<DistrictIndex> = places.into_iter().map(|(district, ..)| district).collect();
    let sites = patch.trusts.iter().flat_map(|one| &world.directory[one.trust].sites);
    sites.filter(|site| site.district.is_some_and(|district| inside.contains(&district))).filter_map(|site| site.point).collect()
}

/// Districts by their main care board area, the one with most schools first.
fn areas(world: &World, places: &[PatchDistrict]) -> Vec<PatchArea> {
    let (directory, words) = (&*world.directory, &world.words);
    let mut boards: Vec<CareBoardIndex> = Vec::new();
    let main = |district: DistrictIndex| directory.places[district].boards.first().copied();
    for board in places.iter().filter_map(|(district, ..)| main(*district)) {
        if !boards.contains(&board) {
            boards.push(board);
        }
    }
    let area = |board: CareBoardIndex| {
        let inside = places.iter().filter(|(district, ..)| main(*district) == Some(board));
        let rows: Vec<DistrictNumbers> = inside.map(|(district, _, here)| numbers(world, *district, here)).collect();
        let schools: usize = rows.iter().map(|row| row.schools).sum();
        PatchArea {
            board: NamedAddress::board(directory, board),
            counts: words
                .series(&[say!(words, "count.districts", count = rows.len()), say!(words, "count.schools", count = schools)]),
            any_pupils: rows.iter().any(|row| !row.pupils.is_empty()),
            rows,
        }
    };
    let mut areas: Vec<PatchArea> = boards.into_iter().map(area).collect();
    areas.sort_by_key(|area| std::cmp::Reverse(area.rows.iter().map(|row| row.schools).sum::<usize>()));
    areas
}

fn numbers(world: &World, at: DistrictIndex, here: &[Here]) -> DistrictNumbers {
    let directory = &*world.directory;
    let (multi, single) = schools::split(directory, here);
    let pupils: Option<u64> = here.iter().map(|one| one.pupils).sum();
    DistrictNumbers {
        place: schools::place(directory, at),
        multi,
        single,
        schools: here.iter().map(|one| one.schools).sum(),
        pupils: pupils.filter(|&pupils| pupils > 0).map(|pupils| world.words.grouped(pupils as usize)).unwrap_or_default(),
    }
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

fn line(world: &World, at: OrganisationIndex, ranked: &Ranked) -> PatchLine {
    let directory = &*world.directory;
    let found = ranked.found;
    let one = &directory[found.trust];
    let mut parts = vec![tags::by_district(&world.words, directory, &ranked.here)];
    parts.push(one.serves.ages.map(|ages| super::listings::ages(world, ages)).unwrap_or_default());
    parts.push(
        found
            .pupils
            .filter(|&pupils| pupils > 0 && ranked.schools == found.schools)
            .map(|pupils| say!(world.words, "count.pupils", count = pupils))
            .unwrap_or_default(),
    );
    parts.retain(|part| !part.is_empty());
    PatchLine {
        row: Row::new(world, found.trust),
        tag: match ranked.schools {
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

/// A trust of a patch with its schools in the districts that are the body's own.
struct Ranked<'p> {
    found: &'p InPatch,
    here: Vec<(DistrictIndex, usize)>,
    schools: usize,
}

/// The trusts of a patch, those with most schools in the body's own districts first; where none is its own, or no trust has a
/// school there, those with most schools in the whole patch.
fn ranked<'p>(world: &World, at: OrganisationIndex, patch: &'p Patch) -> Vec<Ranked<'p>> {
    let own: Vec<DistrictIndex> =
        districts(world, at, patch).into_iter().filter(|&(_, share)| share >= OWN).map(|(district, _)| district).collect();
    let whole = |found: &'p InPatch| {
        let here = counts(&world.directory, patch, found.trust);
        Ranked { schools: found.schools, found, here }
    };
    let inside = |found: &'p InPatch| {
        let mut here = counts(&world.directory, patch, found.trust);
        here.retain(|(district, _)| own.contains(district));
        Ranked { schools: here.iter().map(|&(_, count)| count).sum(), found, here }
    };
    let mut ranked: Vec<Ranked> = patch.trusts.iter().map(inside).filter(|one| one.schools > 0).collect();
    if ranked.is_empty() {
        ranked = patch.trusts.iter().map(whole).collect();
    }
    ranked.sort_by_key(|one| std::cmp::Reverse(one.schools));
    ranked
}

/// Whom a health body talks to first where both sides say nothing that is near: the trust with most schools in its patch.
pub(in crate::render) fn step(world: &World, at: OrganisationIndex, patch: &Patch) -> Option<NextStep> {
    let directory = &*world.directory;
    let known = |one: &Ranked| one.schools > 0 && one.found.basis.sureness() != "open";
    let first = ranked(world, at, patch).into_iter().find(known)?;
    let one = &directory[first.found.trust];
    Some(NextStep {
        to: NamedAddress { label: who::short_name(&one.name).to_owned(), address: address::organisation(&one.id) },
        reason: match first.here.as_slice() {
            [] => say!(world.words, "step.patch", count = first.schools),
            &[(only, _)] => say!(world.words, "step.patch-place", count = first.schools, place = directory.places[only].name),
            here => {
                let places = tags::by_district(&world.words, directory, here);
                say!(world.words, "step.patch-places", count = first.schools, places = places)
            }
        },
        brief: lines::brief(directory, at, first.found.trust),
    })
}
