//! Whom an organisation could talk to: the next step, what both sides say, who serves it or whom it serves, who is near.

use super::lines::{self, NearRow, NextStep, PartnerLine};
use super::links::Links;
use super::patch::{self, PatchView};
use super::roles::{self, RoleLine, Seen};
use crate::model::{DistrictIndex, OrganisationIndex, Sector};
use crate::render::World;
use crate::serving::Slot;

/// How many partners of whom both sides speak a profile shows; the others stand on a page of their own.
const STATED: usize = 5;

/// The partners of an organisation as its profile shows them.
pub(in crate::render) struct PartnersView {
    pub(in crate::render) next_step: Option<NextStep>,
    pub(in crate::render) stated: Vec<PartnerLine>,
    /// Who serves its schools; empty for all but school trusts.
    pub(in crate::render) roles: Vec<RoleLine>,
    /// The school trusts that it serves; only for health bodies.
    pub(in crate::render) patch: Option<PatchView>,
    /// How many there are with those on the page of their own.
    pub(in crate::render) stated_all: usize,
    /// The others that are not far, and how far the last of them is.
    pub(in crate::render) nearby: Vec<NearRow>,
    pub(in crate::render) nearby_within: String,
}

/// Nobody for one that has closed.
pub(in crate::render) fn view(world: &World, links: &Links, at: OrganisationIndex) -> PartnersView {
    let directory = &*world.directory;
    let one = &directory[at];
    let slots: &[Slot] = if one.closed.is_none() { world.slots.of_trust(at) } else { &[] };
    let patch = world.slots.patch(at).filter(|_| one.closed.is_none());
    let mut stated = if one.closed.is_none() { lines::stated(world, links, at) } else { Vec::new() };
    roles::also(world, &mut stated, slots);
    let districts = roles::districts(world, at);
    let places: Vec<DistrictIndex> = districts.iter().map(|&(district, _)| district).collect();
    let mut named: Vec<&str> = stated.iter().map(|line| line.row.id()).collect();
    named.extend(slots.iter().map(|slot| directory[slot.body].id.as_str()));
    // A patch names everybody whom a health body could meet.
    let nearby = if one.closed.is_none() && patch.is_none_or(|patch| patch.trusts.is_empty()) {
        lines::nearby(world, at, &named)
    } else {
        Vec::new()
    };
    PartnersView {
        next_step: step(world, at, &stated),
        roles: if one.sector == Sector::School && one.closed.is_none() {
            roles::lines(world, slots, Seen { trust: Some(at), districts: &places })
        } else {
            Vec::new()
        },
        patch: patch.and_then(|patch| patch::view(world, at, patch)),
        stated_all: stated.len(),
        stated: stated.into_iter().take(STATED).collect(),
        nearby_within: lines::reach_of(world, &nearby),
        nearby,
    }
}

/// Whom it talks to first: one of whom both sides say something, else the hospital of its schools or the largest trust of its
/// patch, else its care board. `None` for one that has closed, and for those who are matched with nobody.
pub(in crate::render) fn step(world: &World, at: OrganisationIndex, stated: &[PartnerLine]) -> Option<NextStep> {
    let one = &world.directory[at];
    if one.closed.is_some() || one.sector.other().is_none() {
        return None;
    }
    lines::stated_step(world, stated)
        .or_else(|| roles::step(world, at, world.slots.of_trust(at)))
        .or_else(|| world.slots.patch(at).and_then(|patch| patch::step(world, at, patch)))
        .or_else(|| lines::board_step(world, at))
}
