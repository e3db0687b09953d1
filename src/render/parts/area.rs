//! A care board's area as a table: each district with its hospital and its largest school trust.

use serde::Serialize;

use super::lines::{self, ReachView};
use super::named::NamedAddress;
use super::schools::{self, DistrictTable};
use super::who;
use crate::model::{CareBoardIndex, DistrictIndex, OrganisationIndex, Sector};
use crate::render::World;
use crate::site::address;
use crate::wording::say;

/// How many hospitals a row names.
const HOSPITALS: usize = 2;
/// A hospital below this part of a district's patients is not named.
const LEAST: f64 = 0.1;

/// The districts of an area.
#[derive(Serialize)]
pub(in crate::render) struct AreaView {
    rows: Vec<DistrictRow>,
    /// Whether any row names a hospital.
    any_hospital: bool,
    folds: Vec<DistrictTable>,
    /// "12 districts"
    districts: String,
    schools: usize,
}

#[derive(Serialize)]
struct DistrictRow {
    place: NamedAddress,
    hospitals: Vec<Hospital>,
    largest: Option<NamedAddress>,
    largest_schools: usize,
    multi: usize,
    single: usize,
    schools: usize,
}

#[derive(Serialize)]
struct Hospital {
    body: NamedAddress,
    /// "74%"; empty where no figure says so.
    share: String,
}

/// An NHS body with how to reach it.
#[derive(Serialize)]
pub(in crate::render) struct NhsRow {
    body: NamedAddress,
    kind: String,
    town: String,
    reach: ReachView,
}

/// The districts of which a board is the main one, or all in which it works.
pub(in crate::render) fn view(world: &World, at: CareBoardIndex) -> AreaView {
    let directory = &*world.directory;
    of_districts(
        world,
        directory.places.districts.indices().filter(|&district| directory.places[district].boards.contains(&at)).collect(),
    )
}

/// Some districts.
pub(in crate::render) fn of_districts(world: &World, mut districts: Vec<DistrictIndex>) -> AreaView {
    let directory = &*world.directory;
    districts.sort_by_key(|&district| &directory.places[district].name);
    let here = |district: DistrictIndex| &world.lists.district[district.at()];
    let rows: Vec<DistrictRow> = districts.iter().map(|&district| row(world, district)).collect();
    let mut named = Vec::new();
    let folds = districts.iter().filter(|&&district| !here(district).is_empty());
    AreaView {
        any_hospital: rows.iter().any(|row| !row.hospitals.is_empty()),
        schools: rows.iter().map(|row| row.schools).sum(),
        rows,
        folds: folds.map(|&district| schools::table(world, district, here(district), &mut named)).collect(),
        districts: say!(world.words, "count.districts", count = districts.len()),
    }
}

fn row(world: &World, at: DistrictIndex) -> DistrictRow {
    let directory = &*world.directory;
    let here = &world.lists.district[at.at()];
    let (multi, single) = schools::split(directory, here);
    let largest = here.first().filter(|first| first.schools > 0);
    DistrictRow {
        place: schools::place(directory, at),
        hospitals: hospitals(world, at),
        largest: largest.map(|first| NamedAddress::organisation(&directory[first.trust])),
        largest_schools: largest.map_or(0, |first| first.schools),
        multi,
        single,
        schools: here.iter().map(|one| one.schools).sum(),
    }
}

/// The hospitals to which most patients of a district go, by the table; else who is named for it.
fn hospitals(world: &World, at: DistrictIndex) -> Vec<Hospital> {
    let directory = &*world.directory;
    let Some(acute) = directory.vocabulary.roles.find("acute") else { return Vec::new() };
    let mut shares: Vec<(f64, OrganisationIndex)> = directory
        .shares
        .iter()
        .filter(|row| row.role == acute && row.district == at && directory[row.organisation].closed.is_none())
        .filter_map(|row| Some((row.share?, row.organisation)))
        .filter(|&(share, _)| share >= LEAST)
        .collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let named = |body: OrganisationIndex, share: String| Hospital {
        body: NamedAddress {
            label: who::short_name(&directory[body].name).to_owned(),
            address: address::organisation(&directory[body].id),
        },
        share,
    };
    if shares.is_empty() {
        let slots = world.slots.in_district(at).iter().filter(|slot| slot.role == acute && slot.basis.sureness() != "open");
        return slots.take(HOSPITALS).map(|slot| named(slot.body, String::new())).collect();
    }
    shares.into_iter().take(HOSPITALS).map(|(share, body)| named(body, world.words.percent(share))).collect()
}

/// How many schools of school trusts lie in an area.
pub(in crate::render) fn schools(world: &World, at: CareBoardIndex) -> usize {
    let districts = world.directory.places.districts.iter().zip(&world.lists.district);
    districts.filter(|(district, _)| district.boards.contains(&at)).flat_map(|(_, here)| here).map(|one| one.schools).sum()
}

impl AreaView {
    /// Whether no district of it is known to have a school trust.
    pub(in crate::render) fn is_empty(&self) -> bool {
        self.folds.is_empty()
    }
}

/// The NHS bodies of some organisations, with how to reach each.
pub(in crate::render) fn nhs(world: &World, here: &[OrganisationIndex]) -> Vec<NhsRow> {
    let directory = &*world.directory;
    let bodies = here.iter().map(|&at| &directory[at]).filter(|one| one.sector == Sector::Nhs);
    let row = |one: &crate::model::Organisation| NhsRow {
        body: NamedAddress::organisation(one),
        kind: directory.vocabulary[one.kind].label.clone(),
        town: one.place.town.clone(),
        reach: lines::reach(world, one),
    };
    bodies.map(row).collect()
}
