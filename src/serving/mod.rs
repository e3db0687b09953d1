//! Who serves which place, and in which role: the hospital, the mental health trust, the school-nursing provider, the care
//! board of a school trust, and the other way round the school trusts of a health body.
//!
//! What a body is *for* decides, not how near its head office lies: published shares of a district's patients or schools come
//! first, then footprints, then distance. Nothing here is a score; how each answer is known stands beside it ([`Basis`]).
//! Pure, and the same whatever the order of files.

mod bodies;
mod distance;
mod order;
mod patch;
mod schools;
mod slot;

pub use slot::{Basis, InPatch, Patch, Served, Slot};

use rayon::prelude::*;

use crate::model::{Directory, DistrictIndex, OrganisationIndex, Reach, RoleIndex, Sector};
use bodies::Bodies;
use schools::Schools;

/// What part of a school trust each body serves, by body and role.
type Shares = Vec<(OrganisationIndex, RoleIndex, f64)>;

/// Who serves whom in the whole directory.
#[derive(Debug, Default)]
pub struct Slots {
    /// By organisation: its slots in the order of pages; empty for those that are no school trust.
    by_trust: Vec<Vec<Slot>>,
    /// By organisation: what part of it each body serves, by body and role.
    shares: Vec<Shares>,
    /// By organisation: its patch; none for those that serve no place.
    patches: Vec<Option<Patch>>,
    /// By district: the slots of a school there, and what part of it each body serves.
    districts: Vec<(Vec<Slot>, Shares)>,
}

/// Works out who serves whom.
pub fn of(directory: &Directory) -> Slots {
    let bodies = Bodies::of(directory);
    let trusts: Vec<(OrganisationIndex, Schools)> =
        directory.of_sector(Sector::School).map(|(trust, one)| (trust, Schools::of(directory, one))).collect();
    let roles: Vec<RoleIndex> =
        directory.vocabulary.roles.indices().filter(|&role| directory.vocabulary[role].reach != Reach::Nowhere).collect();
    let found: Vec<(Vec<Slot>, Shares)> =
        trusts.par_iter().map(|(_, schools)| of_place(directory, &bodies, &roles, schools)).collect();
    let count = directory.organisations.len();
    let mut all = Slots {
        by_trust: vec![Vec::new(); count],
        shares: vec![Vec::new(); count],
        patches: vec![None; count],
        ..Slots::default()
    };
    for ((trust, _), (slots, shares)) in trusts.iter().zip(found) {
        all.by_trust[trust.at()] = slots;
        all.shares[trust.at()] = shares;
    }
    let patches: Vec<Patch> =
        (0..bodies.list.len()).into_par_iter().map(|number| patch::patch(directory, &bodies, number, &trusts)).collect();
    for (body, patch) in bodies.list.iter().zip(patches) {
        all.patches[body.index.at()] = Some(patch);
    }
    let districts: Vec<DistrictIndex> = directory.places.districts.indices().collect();
    let in_district = |district| of_place(directory, &bodies, &roles, &Schools::in_district(directory, district));
    all.districts = districts.into_par_iter().map(in_district).collect();
    all
}

/// Who serves a place, and what part of it each body serves, bodies ascending.
fn of_place(directory: &Directory, bodies: &Bodies, roles: &[RoleIndex], schools: &Schools) -> (Vec<Slot>, Shares) {
    let parts: Vec<(RoleIndex, order::Parts)> =
        roles.iter().map(|&role| (role, order::parts(directory, bodies, schools, role))).collect();
    let slots = order::slots(directory, bodies, schools, &parts);
    let parts = parts.into_iter().flat_map(|(role, parts)| parts.into_iter().map(move |(body, share)| (body, role, share)));
    let served = parts.filter(|&(.., share)| share > 0.0);
    let mut shares: Shares = served.map(|(body, role, share)| (bodies.list[body].index, role, share)).collect();
    shares.sort_by_key(|&(body, role, _)| (body, role));
    (slots, shares)
}

impl Slots {
    /// The slots of a school trust, in the order of pages; a role that nobody is known to hold has none.
    pub fn of_trust(&self, trust: OrganisationIndex) -> &[Slot] {
        &self.by_trust[trust.at()]
    }

    /// Those of one role: none, one, or two.
    pub fn in_role(&self, trust: OrganisationIndex, role: RoleIndex) -> impl Iterator<Item = &Slot> {
        self.of_trust(trust).iter().filter(move |slot| slot.role == role)
    }

    /// Who serves a school in a district, of which nothing else is known.
    pub fn in_district(&self, district: DistrictIndex) -> &[Slot] {
        &self.districts[district.at()].0
    }

    /// Every part of a school in a district that a body serves in a role: bodies in order, then roles.
    pub fn parts_of_district(&self, district: DistrictIndex) -> &[(OrganisationIndex, RoleIndex, f64)] {
        &self.districts[district.at()].1
    }

    /// The school trusts that a body serves; `None` for one that serves no place in particular.
    pub fn patch(&self, body: OrganisationIndex) -> Option<&Patch> {
        self.patches[body.at()].as_ref()
    }

    /// The part of a school trust that a body serves in a role, 0 to 1.
    pub fn share(&self, trust: OrganisationIndex, body: OrganisationIndex, role: RoleIndex) -> f64 {
        let shares = &self.shares[trust.at()];
        shares.binary_search_by_key(&(body, role), |&(body, role, _)| (body, role)).map_or(0.0, |at| shares[at].2)
    }

    /// Every part of a school trust that a body serves in a role: bodies in order, then roles.
    pub fn parts(&self, trust: OrganisationIndex) -> &[(OrganisationIndex, RoleIndex, f64)] {
        &self.shares[trust.at()]
    }

    /// The greatest of its parts over all roles, 0 to 1.
    pub fn most(&self, trust: OrganisationIndex, body: OrganisationIndex) -> f64 {
        let shares = &self.shares[trust.at()];
        let from = shares.partition_point(|&(other, ..)| other < body);
        shares[from..].iter().take_while(|&&(other, ..)| other == body).map(|&(.., share)| share).fold(0.0, f64::max)
    }
}
