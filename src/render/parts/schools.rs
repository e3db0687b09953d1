//! School trusts by the districts of their schools: found once, shown as a table for each district.

use std::collections::BTreeMap;

use serde::Serialize;

use super::named::NamedAddress;
use super::who;
use crate::model::{Directory, DistrictIndex, OrganisationIndex, Sector};
use crate::render::World;
use crate::site::address;
use crate::wording::{Words, say};

/// A table shows at most so many rows; the rest are named in lines.
const MOST_ROWS: usize = 40;
/// The same where it stands for several districts, on a page that has a table of these as well.
const MOST_ROWS_TOGETHER: usize = 25;

/// What a trust runs in one district.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Here {
    pub(in crate::render) trust: OrganisationIndex,
    /// Its schools here; 0 where its schools are not known and its head office is here.
    pub(in crate::render) schools: usize,
    /// Its pupils here, where known of all its schools here.
    pub(in crate::render) pupils: Option<u64>,
}

/// By district: the trusts with schools there, most schools first.
pub(in crate::render) fn by_district(directory: &Directory) -> Vec<Vec<Here>> {
    let mut found: Vec<Vec<Here>> = vec![Vec::new(); directory.places.districts.len()];
    for (trust, one) in directory.of_sector(Sector::School) {
        let mut places: Vec<DistrictIndex> = one.sites.iter().filter_map(|site| site.district).collect();
        places.sort_unstable();
        places.dedup();
        for &district in &places {
            let here = one.sites.iter().filter(|site| site.district == Some(district));
            found[district.at()].push(Here {
                trust,
                schools: here.clone().count(),
                pupils: here.map(|site| site.pupils.map(u64::from)).sum(),
            });
        }
        if let (true, Some(district)) = (places.is_empty(), one.place.district) {
            let here = Here { trust, schools: 0, pupils: None };
            found[district.at()].push(here);
        }
    }
    for district in &mut found {
        most_first(directory, district);
    }
    found
}

fn most_first(directory: &Directory, here: &mut [Here]) {
    let name = |one: &Here| directory[one.trust].name.as_str();
    here.sort_by(|a, b| {
        (b.schools, b.pupils.unwrap_or(0)).cmp(&(a.schools, a.pupils.unwrap_or(0))).then_with(|| name(a).cmp(name(b)))
    });
}

/// The trusts of one district as a page shows them.
#[derive(Serialize)]
pub(in crate::render) struct DistrictTable {
    pub(in crate::render) place: NamedAddress,
    /// The id of its fold.
    id: String,
    /// "15 multi-academy, 4 single, 35 schools"
    counts: String,
    /// The part of the patients who come here: "95% of patients"; empty where that is not known.
    pub(in crate::render) share: String,
    multi: Vec<TrustRow>,
    /// Trusts of one school each, and those for which the table has no room.
    single: Vec<TrustName>,
    /// Whether the table has no room for some.
    cut: bool,
    /// Whether a column has a value at all.
    any_pupils: bool,
    any_phases: bool,
}

#[derive(Serialize)]
struct TrustRow {
    id: String,
    name: String,
    /// Whether the page names it here for the first time.
    first: bool,
    here: usize,
    of: usize,
    /// "primary, secondary"
    phases: String,
    pupils: String,
}

#[derive(Serialize)]
struct TrustName {
    id: String,
    name: String,
    first: bool,
}

/// A trust of one academy: the register's own kind.
fn is_single(directory: &Directory, at: OrganisationIndex) -> bool {
    directory.vocabulary[directory[at].kind].id.contains("single-academy")
}

/// The table of one district; `named` grows by whom it names.
pub(in crate::render) fn table(
    world: &World,
    at: DistrictIndex,
    here: &[Here],
    named: &mut Vec<OrganisationIndex>,
) -> DistrictTable {
    table_of(world, place(&world.directory, at), &[at], here, named)
}

/// What trusts run in several districts together, most schools first.
pub(in crate::render) fn together(world: &World, districts: &[DistrictIndex]) -> Vec<Here> {
    let mut found: BTreeMap<OrganisationIndex, Here> = BTreeMap::new();
    for one in districts.iter().flat_map(|district| &world.lists.district[district.at()]) {
        let sum = found.entry(one.trust).or_insert(Here { trust: one.trust, schools: 0, pupils: Some(0) });
        sum.schools += one.schools;
        sum.pupils = sum.pupils.zip(one.pupils).map(|(pupils, more)| pupils + more);
    }
    let mut here: Vec<Here> = found.into_values().collect();
    most_first(&world.directory, &mut here);
    here
}

/// The table of some districts together.
pub(in crate::render) fn table_of(
    world: &World,
    place: NamedAddress,
    districts: &[DistrictIndex],
    here: &[Here],
    named: &mut Vec<OrganisationIndex>,
) -> DistrictTable {
    let directory = &*world.directory;
    let inside = |site: &&crate::model::Site| site.district.is_some_and(|district| districts.contains(&district));
    let mut first = |trust: OrganisationIndex| {
        let new = !named.contains(&trust);
        if new {
            named.push(trust);
        }
        new
    };
    let (mut multi, mut single) = (Vec::new(), Vec::new());
    let most = if districts.len() > 1 { MOST_ROWS_TOGETHER } else { MOST_ROWS };
    for one in here {
        let record = &directory[one.trust];
        if is_single(directory, one.trust) || multi.len() >= most {
            single.push(TrustName { id: record.id.clone(), name: record.name.clone(), first: first(one.trust) });
        } else {
            multi.push(TrustRow {
                id: record.id.clone(),
                name: record.name.clone(),
                first: first(one.trust),
                here: one.schools,
                of: record.sites.len().max(record.serves.site_count.unwrap_or(0) as usize),
                phases: who::phases(world, record.sites.iter().filter(inside)),
                pupils: one
                    .pupils
                    .filter(|&pupils| pupils > 0)
                    .map(|pupils| world.words.grouped(pupils as usize))
                    .unwrap_or_default(),
            });
        }
    }
    DistrictTable {
        id: format!("district-{}", place.address.trim_end_matches('/').rsplit('/').next().unwrap_or_default()),
        place,
        counts: counts(&world.words, directory, here),
        share: String::new(),
        any_pupils: multi.iter().any(|row| !row.pupils.is_empty()),
        any_phases: multi.iter().any(|row| !row.phases.is_empty()),
        cut: multi.len() >= most,
        multi,
        single,
    }
}

/// Who runs schools in a place: "12 school trusts run 35 schools here, with 14,310 pupils."
pub(in crate::render) fn run_here(world: &World, here: &[Here]) -> String {
    let words = &world.words;
    let schools: usize = here.iter().map(|one| one.schools).sum();
    let pupils: u64 = here.iter().filter_map(|one| one.pupils).sum();
    if here.is_empty() {
        return say!(words, "district.nobody");
    }
    if schools == 0 {
        return say!(words, "district.head-offices", count = here.len());
    }
    let schools = say!(words, "count.schools", count = schools);
    if pupils == 0 {
        say!(words, "district.trusts", count = here.len(), schools = schools)
    } else {
        let pupils = say!(words, "count.pupils", count = pupils);
        say!(words, "district.trusts-pupils", count = here.len(), schools = schools, pupils = pupils)
    }
}

/// A district's page.
pub(in crate::render) fn place(directory: &Directory, at: DistrictIndex) -> NamedAddress {
    NamedAddress { label: directory.places[at].name.clone(), address: address::district(&directory.places, at) }
}

/// "15 multi-academy, 4 single, 35 schools"
pub(in crate::render) fn counts(words: &Words, directory: &Directory, here: &[Here]) -> String {
    let singles = here.iter().filter(|one| is_single(directory, one.trust)).count();
    let schools: usize = here.iter().map(|one| one.schools).sum();
    let mut parts = Vec::new();
    if here.len() > singles {
        parts.push(say!(words, "district.multi", count = here.len() - singles));
    }
    if singles > 0 {
        parts.push(say!(words, "district.single", count = singles));
    }
    if schools > 0 {
        parts.push(say!(words, "count.schools", count = schools));
    }
    if parts.is_empty() { say!(words, "district.none") } else { words.series(&parts) }
}

/// How many of some trusts are of several academies, and how many of one.
pub(in crate::render) fn split(directory: &Directory, here: &[Here]) -> (usize, usize) {
    let singles = here.iter().filter(|one| is_single(directory, one.trust)).count();
    (here.len() - singles, singles)
}
