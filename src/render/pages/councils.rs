//! Upper-tier councils: a page for each that has several districts, with who serves them by role, the school trusts and what is
//! offered and needed; and the list of all councils, where one that is a single district leads to its page.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::partnerships::PartnershipCard;
use super::places::{self, Trade};
use crate::model::{CareBoardIndex, DistrictIndex, OrganisationIndex, RegionIndex, RoleIndex, Sector, UpperTier};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::area::{self, AreaView};
use crate::render::parts::cards::{self, Row};
use crate::render::parts::context::{self, ContextView};
use crate::render::parts::named::{NamedAddress, full_name};
use crate::render::parts::schools::{self, DistrictTable};
use crate::render::parts::who;
use crate::site::address;
use crate::wording::{role_rows, say, tags};

/// How many partnerships a page names.
const SHOWN: usize = 6;

#[derive(Serialize)]
struct CouncilView {
    page: Page,
    /// "Kent County Council"
    name: String,
    /// "Kent"
    area: String,
    code: String,
    regions: Vec<NamedAddress>,
    boards: Vec<NamedAddress>,
    /// "97 school trusts run 420 schools here, with 230,000 pupils."
    who: String,
    districts: AreaView,
    roles: Vec<RoleOver>,
    table: DistrictTable,
    /// "None of the 97 has said what it needs yet."
    said: String,
    /// NHS bodies and others whose head office is here.
    based: Vec<Row>,
    trade: Trade,
    partnerships: Vec<Arc<PartnershipCard>>,
    context: Option<ContextView>,
}

/// Who holds a role in the districts of a council.
#[derive(Serialize)]
struct RoleOver {
    label: String,
    question: String,
    /// In most districts first.
    holders: Vec<Holder>,
    /// Districts in which nobody is known to hold it, where somebody is in others.
    open: String,
    /// What to ask the council, where the council chooses who runs it.
    ask: String,
}

#[derive(Serialize)]
struct Holder {
    body: NamedAddress,
    sureness: &'static str,
    /// "all 12 districts", else their names, and where it is only likely, why.
    districts: String,
}

#[derive(Serialize)]
struct CouncilsView {
    page: Page,
    upper: Vec<CouncilRow>,
    regions: Vec<Unitary>,
    /// How many councils are one district.
    unitary: usize,
}

#[derive(Serialize)]
struct CouncilRow {
    council: NamedAddress,
    districts: usize,
    trusts: usize,
    schools: usize,
}

/// Councils of one region that are one district each.
#[derive(Serialize)]
struct Unitary {
    region: String,
    councils: Vec<NamedAddress>,
}

/// Settles the list and the page of each; nothing where the site has no table of districts.
pub(in crate::render) fn add(book: &mut Book) {
    let places = &book.world.directory.places;
    if places.districts.is_empty() {
        return;
    }
    let councils = places.upper_tier();
    book.page(address::COUNCILS, "councils.html", |world, _| list(world));
    for council in councils {
        book.page(&address::council(&council.council.id), "council.html", move |world, _| view(world, &council));
    }
}

fn list(world: &World) -> CouncilsView {
    let directory = &*world.directory;
    let row = |council: &UpperTier| {
        let here = schools::together(world, &council.districts);
        CouncilRow {
            council: NamedAddress::council(&world.words, &council.council),
            districts: council.districts.len(),
            trusts: here.len(),
            schools: here.iter().map(|one| one.schools).sum(),
        }
    };
    let mut unitary: BTreeMap<Option<RegionIndex>, Vec<DistrictIndex>> = BTreeMap::new();
    for (at, district) in directory.places.districts.numbered().filter(|(_, one)| one.upper_tier().is_none()) {
        unitary.entry(district.region).or_default().push(at);
    }
    let of_region = |(region, mut here): (Option<RegionIndex>, Vec<DistrictIndex>)| {
        here.sort_by_cached_key(|&at| world.words.sort_key(&directory.places[at].name));
        Unitary {
            region: region.map_or_else(|| say!(world.words, "council.no-region"), |region| directory.places[region].name.clone()),
            councils: here.into_iter().map(|at| schools::place(directory, at)).collect(),
        }
    };
    let upper: Vec<CouncilRow> = directory.places.upper_tier().iter().map(row).collect();
    let number = unitary.values().map(Vec::len).sum::<usize>();
    let (words, all) = (&world.words, upper.len() + number);
    CouncilsView {
        page: Page::new(words, say!(words, "council.list-title", count = all), say!(words, "council.list-description"), "places")
            .below(say!(words, "crumb.places"), address::PLACES),
        upper,
        unitary: number,
        regions: unitary.into_iter().map(of_region).collect(),
    }
}

fn view(world: &World, council: &UpperTier) -> CouncilView {
    let (directory, words) = (&*world.directory, &world.words);
    let name = full_name(words, &council.council);
    let here = schools::together(world, &council.districts);
    let trusts: Vec<OrganisationIndex> = here.iter().map(|one| one.trust).collect();
    let inside = |district: Option<DistrictIndex>| district.is_some_and(|district| council.districts.contains(&district));
    let based: Vec<OrganisationIndex> = directory
        .numbered()
        .filter(|(_, one)| one.closed.is_none() && one.sector != Sector::School && inside(one.place.district))
        .map(|(at, _)| at)
        .collect();
    let mut members: Vec<OrganisationIndex> = trusts.iter().chain(&based).copied().collect();
    for slot in council.districts.iter().flat_map(|&at| world.slots.in_district(at)) {
        members.push(slot.body);
    }
    members.sort_unstable();
    members.dedup();
    let done = directory.partnerships.iter().filter(|one| {
        let of_here = |at: &OrganisationIndex| trusts.contains(at) || based.contains(at);
        !one.national && one.organisations.iter().any(of_here)
    });
    let description = say!(words, "council.description", name = name, count = council.districts.len());
    CouncilView {
        page: Page::new(words, name.clone(), description, "places")
            .below(say!(words, "crumb.places"), address::PLACES)
            .below(say!(words, "crumb.councils"), address::COUNCILS),
        regions: regions(world, council),
        boards: boards(world, council),
        who: schools::run_here(world, &here),
        roles: roles(world, council),
        table: schools::table_of(
            world,
            NamedAddress::council(words, &council.council),
            &council.districts,
            &here,
            &mut Vec::new(),
        ),
        said: tags::needs_said(words, directory, &trusts),
        based: cards::rows(world, &based),
        trade: places::trade(world, &members),
        partnerships: done.take(SHOWN).map(|one| PartnershipCard::of(world, one)).collect(),
        context: context::of_council(world, council),
        districts: area::of_districts(world, council.districts.clone()),
        area: council.council.name.clone(),
        code: council.council.code.clone(),
        name,
    }
}

fn regions(world: &World, council: &UpperTier) -> Vec<NamedAddress> {
    let places = &world.directory.places;
    let mut regions: Vec<RegionIndex> = council.districts.iter().filter_map(|&at| places[at].region).collect();
    regions.sort_unstable();
    regions.dedup();
    regions.into_iter().map(|region| NamedAddress::region(&places[region])).collect()
}

/// The boards that plan for its districts, in most of them first.
fn boards(world: &World, council: &UpperTier) -> Vec<NamedAddress> {
    let mut counts: BTreeMap<CareBoardIndex, usize> = BTreeMap::new();
    for board in council.districts.iter().filter_map(|&at| world.directory.places[at].boards.first()) {
        *counts.entry(*board).or_default() += 1;
    }
    let mut boards: Vec<(CareBoardIndex, usize)> = counts.into_iter().collect();
    boards.sort_by_key(|&(at, count)| (std::cmp::Reverse(count), at));
    boards.into_iter().map(|(at, _)| NamedAddress::board(&world.directory, at)).collect()
}

fn roles(world: &World, council: &UpperTier) -> Vec<RoleOver> {
    let directory = &*world.directory;
    let roles = role_rows::roles(directory).into_iter().map(|role| role_over(world, council, role));
    roles.filter(|(id, row)| !row.holders.is_empty() || *id != role_rows::ONLY_WHERE_HELD).map(|(_, row)| row).collect()
}

/// A body is named in each district where it comes first or second; who is only the nearest is not known to serve it.
fn role_over<'w>(world: &'w World, council: &UpperTier, role: RoleIndex) -> (&'w str, RoleOver) {
    let (directory, words) = (&*world.directory, &world.words);
    let mut held: BTreeMap<OrganisationIndex, (&'static str, Vec<DistrictIndex>)> = BTreeMap::new();
    let mut open: Vec<DistrictIndex> = Vec::new();
    for &district in &council.districts {
        let slots = world.slots.in_district(district).iter().filter(|slot| slot.role == role);
        let known: Vec<_> = slots.filter(|slot| slot.basis.sureness() != "open").collect();
        if known.is_empty() {
            open.push(district);
        }
        for slot in known {
            let (sureness, districts) = held.entry(slot.body).or_insert_with(|| (slot.basis.sureness(), Vec::new()));
            if slot.basis.sureness() == "likely" {
                *sureness = "likely";
            }
            districts.push(district);
        }
    }
    let mut held: Vec<_> = held.into_iter().collect();
    held.sort_by_key(|(body, (_, districts))| (std::cmp::Reverse(districts.len()), *body));
    let names = |districts: &[DistrictIndex]| {
        if districts.len() == council.districts.len() {
            return say!(words, "council.all", count = districts.len());
        }
        let names: Vec<&str> = districts.iter().map(|&at| directory.places[at].name.as_str()).collect();
        words.and(&names)
    };
    let kind = &directory.vocabulary[role];
    let chosen = tags::chosen_by_council(words, directory, role, None);
    let row = RoleOver {
        label: kind.label.clone(),
        question: kind.question.clone(),
        open: if held.is_empty() || open.is_empty() { String::new() } else { names(&open) },
        ask: if chosen.is_empty() || open.is_empty() {
            String::new()
        } else {
            say!(words, "role.ask-council", council = council.council.name)
        },
        holders: held
            .into_iter()
            .map(|(body, (sureness, districts))| Holder {
                body: NamedAddress {
                    label: who::short_name(&directory[body].name).to_owned(),
                    address: address::organisation(&directory[body].id),
                },
                sureness,
                districts: match names(&districts) {
                    said if sureness == "likely" => say!(words, "council.only", districts = said),
                    said => said,
                },
            })
            .collect(),
    };
    (&kind.id, row)
}
