//! Two real pages in a few lines, so that a reader sees what waits for them: one of a health body, one of a school trust.

use serde::Serialize;

use super::named::NamedAddress;
use super::who;
use crate::model::{OrganisationIndex, Sector};
use crate::render::World;
use crate::site::address;
use crate::wording::{say, tags};

/// How many lines an example shows.
const LINES: usize = 3;

/// What a reader of one side gets.
#[derive(Serialize)]
pub(in crate::render) struct Example {
    /// `nhs` or `school`: on whose side the reader works.
    sector: &'static str,
    page: NamedAddress,
    /// "55 school trusts in its patch"
    about: String,
    lines: Vec<ExampleLine>,
}

#[derive(Serialize)]
struct ExampleLine {
    /// "Hospital care"; empty where the lines have no role.
    role: String,
    name: String,
    tag: String,
    sureness: &'static str,
}

/// One of each side, of those that say most; none where nobody is known to serve anybody.
pub(in crate::render) fn both(world: &World) -> Vec<Example> {
    [nhs(world), school(world)].into_iter().flatten().collect()
}

/// How much somebody says of itself.
fn said(world: &World, at: OrganisationIndex) -> usize {
    let one = &world.directory[at];
    one.offers.iter().flatten().count() + one.needs.iter().flatten().count()
}

fn nhs(world: &World) -> Option<Example> {
    let directory = &*world.directory;
    let fits = |at: OrganisationIndex| {
        world.slots.patch(at).is_some_and(|patch| patch.trusts.len() >= LINES && patch.trusts[0].basis.sureness() != "open")
    };
    let found = directory.of_sector(Sector::Nhs).map(|(at, _)| at).filter(|&at| fits(at));
    let at = found.max_by_key(|&at| (!world.slots.patch(at).is_none_or(|patch| patch.districts.is_empty()), said(world, at)))?;
    let patch = world.slots.patch(at)?;
    let line = |one: &crate::serving::InPatch| ExampleLine {
        role: String::new(),
        name: directory[one.trust].name.clone(),
        tag: match one.schools {
            0 => say!(world.words, "example.head-office"),
            schools => say!(world.words, "example.schools", count = schools),
        },
        sureness: one.basis.sureness(),
    };
    Some(Example {
        sector: "nhs",
        page: NamedAddress::organisation(&directory[at]),
        about: say!(world.words, "example.trusts", count = patch.trusts.len()),
        lines: patch.trusts.iter().take(LINES).map(line).collect(),
    })
}

fn school(world: &World) -> Option<Example> {
    let directory = &*world.directory;
    let known = |at: OrganisationIndex| world.slots.of_trust(at).iter().filter(|slot| slot.basis.sureness() == "known").count();
    let found = directory.of_sector(Sector::School).map(|(at, _)| at).filter(|&at| known(at) > 0);
    let at = found.max_by_key(|&at| (known(at).min(LINES), said(world, at)))?;
    let districts: Vec<_> = super::roles::districts(world, at).into_iter().map(|(district, _)| district).collect();
    let mut slots: Vec<_> = world.slots.of_trust(at).iter().collect();
    // The first of each role.
    slots.dedup_by_key(|slot| slot.role);
    let lines = slots.iter().take(LINES).map(|slot| ExampleLine {
        role: directory.vocabulary[slot.role].label.clone(),
        name: who::short_name(&directory[slot.body].name).to_owned(),
        tag: tags::tag(&world.words, directory, slot, &districts),
        sureness: slot.basis.sureness(),
    });
    Some(Example {
        sector: "school",
        page: NamedAddress { label: directory[at].name.clone(), address: address::organisation(&directory[at].id) },
        about: say!(world.words, "example.roles"),
        lines: lines.collect(),
    })
}
