//! School trusts by the districts of their schools: found once, shown as a table for each district.

use serde::Serialize;

use super::named::NamedAddress;
use super::who;
use crate::model::{Directory, DistrictIndex, OrganisationIndex, Sector};
use crate::render::World;
use crate::site::address;
use crate::wording::{Words, say};

/// A table shows at most so many rows; the rest are named in lines.
const MOST_ROWS: usize = 40;

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
        let name = |one: &Here| directory[one.trust].name.as_str();
        district.sort_by(|a, b| {
            (b.schools, b.pupils.unwrap_or(0)).cmp(&(a.schools, a.pupils.unwrap_or(0))).then_with(|| name(a).cmp(name(b)))
        });
    }
    found
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
    let directory = &*world.directory;
    let mut first = |trust: OrganisationIndex| {
        let new = !named.contains(&trust);
        if new {
            named.push(trust);
        }
        new
    };
    let (mut multi, mut single) = (Vec::new(), Vec::new());
    for one in here {
        let record = &directory[one.trust];
        if is_single(directory, one.trust) || multi.len() >= MOST_ROWS {
            single.push(TrustName { id: record.id.clone(), name: record.name.clone(), first: first(one.trust) });
        } else {
            multi.push(TrustRow {
                id: record.id.clone(),
                name: record.name.clone(),
                first: first(one.trust),
                here: one.schools,
                of: record.sites.len().max(record.serves.site_count.unwrap_or(0) as usize),
                phases: who::phases(world, record.sites.iter().filter(|site| site.district == Some(at))),
                pupils: one
                    .pupils
                    .filter(|&pupils| pupils > 0)
                    .map(|pupils| world.words.grouped(pupils as usize))
                    .unwrap_or_default(),
            });
        }
    }
    DistrictTable {
        place: place(directory, at),
        id: format!("district-{}", directory.places[at].id),
        counts: counts(&world.words, directory, here),
        share: String::new(),
        any_pupils: multi.iter().any(|row| !row.pupils.is_empty()),
        any_phases: multi.iter().any(|row| !row.phases.is_empty()),
        multi,
        single,
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
