//! Who serves a place, a line for each role: who, how that is known, what to ask whom.

use serde::Serialize;

use super::lines::{self, NextStep, PartnerLine, ReachView};
use super::named::NamedAddress;
use super::{sources, who};
use crate::model::{Directory, DistrictIndex, OrganisationIndex, Reach, RoleIndex};
use crate::render::World;
use crate::serving::{Basis, Slot};
use crate::site::address;
use crate::text;
use crate::wording::role_rows::ONLY_WHERE_HELD;
use crate::wording::{role_rows, say, tags};

/// The line of one role.
#[derive(Serialize)]
pub(in crate::render) struct RoleLine {
    id: String,
    label: String,
    /// The question that it answers, where nobody is known.
    question: String,
    holders: Vec<Holder>,
    /// One line of what else is known.
    detail: String,
    /// Others of the kind in the care board area, where it is not known which of them it is.
    others: Vec<NamedAddress>,
    /// The source of a published figure.
    source: Option<SourceOfShare>,
    /// What to ask: "Ask about school nursing".
    ask: String,
    /// The page that says how to reach a board.
    door: Option<NamedAddress>,
}

/// Somebody who holds a role.
#[derive(Serialize)]
struct Holder {
    id: String,
    name: String,
    /// `share`, `covers`, `stated`, `only`, `nearest`.
    basis: &'static str,
    /// `known`, `likely`, `open`.
    sureness: &'static str,
    tag: String,
    /// Whether the two work together already.
    partner: bool,
    reach: ReachView,
}

#[derive(Serialize)]
struct SourceOfShare {
    url: String,
    host: String,
    date: String,
}

impl RoleLine {
    /// Whether somebody is known to hold it.
    pub(in crate::render) fn is_held(&self) -> bool {
        !self.holders.is_empty()
    }
}

/// From where the lines are seen.
#[derive(Clone, Copy)]
pub(in crate::render) struct Seen<'a> {
    /// The school trust of the page; `None` on the page of a district.
    pub(in crate::render) trust: Option<OrganisationIndex>,
    /// Its districts, those with most schools first.
    pub(in crate::render) districts: &'a [DistrictIndex],
}

/// A line for every role that serves places, those without a holder included.
pub(in crate::render) fn lines(world: &World, slots: &[Slot], seen: Seen) -> Vec<RoleLine> {
    let directory = &*world.directory;
    if slots.is_empty() && seen.districts.is_empty() {
        return Vec::new();
    }
    let roles = role_rows::roles(directory).into_iter();
    let line = |role: RoleIndex| {
        let of_role: Vec<&Slot> = slots.iter().filter(|slot| slot.role == role).collect();
        (!of_role.is_empty() || directory.vocabulary[role].id != ONLY_WHERE_HELD).then(|| line(world, role, &of_role, seen))
    };
    roles.filter_map(line).collect()
}

fn line(world: &World, role: RoleIndex, slots: &[&Slot], seen: Seen) -> RoleLine {
    let directory = &*world.directory;
    let (words, first) = (&world.words, slots.first());
    let kind = &directory.vocabulary[role];
    let open = first.is_none_or(|slot| slot.basis == Basis::Nearest);
    let named: Vec<OrganisationIndex> = slots.iter().map(|slot| slot.body).collect();
    let council = seen.districts.first().map(|&district| directory.places[district].council.name.clone());
    let told = tags::chosen_by_council(&world.words, directory, role, first.map(|slot| slot.basis));
    let board = (kind.id == "care-board").then(|| first.and_then(|slot| slot.boards.first())).flatten();
    RoleLine {
        id: kind.id.clone(),
        label: kind.label.clone(),
        question: kind.question.clone(),
        holders: slots.iter().map(|slot| holder(world, slot, seen)).collect(),
        detail: match (told.as_str(), board, first.and_then(|slot| slot.km)) {
            ("", Some(_), _) => say!(words, "role.board"),
            ("", None, Some(km)) if kind.reach == Reach::District => {
                text::capitalised(&say!(words, "role.far", miles = who::miles(world, km)))
            }
            ("", ..) => String::new(),
            (told, ..) => told.to_owned(),
        },
        others: if open { others(world, role, first.copied(), &named) } else { Vec::new() },
        source: first.and_then(|slot| source(directory, slot)),
        ask: match (told.as_str(), council, board) {
            (told, Some(council), _) if !told.is_empty() => say!(words, "role.ask-council", council = council),
            (_, _, Some(_)) => say!(words, "role.ask-lead"),
            _ => tags::ask(&world.words, directory, role),
        },
        door: board
            .map(|&board| NamedAddress { label: say!(words, "role.door"), address: address::board(&directory.places, board) }),
    }
}

fn holder(world: &World, slot: &Slot, seen: Seen) -> Holder {
    let directory = &*world.directory;
    let one = &directory[slot.body];
    Holder {
        id: one.id.clone(),
        name: who::short_name(&one.name).to_owned(),
        basis: slot.basis.id(),
        sureness: slot.basis.sureness(),
        tag: tags::tag(&world.words, directory, slot, seen.districts),
        partner: seen.trust.is_some_and(|trust| directory.partners(trust).contains(&slot.body)),
        reach: lines::reach(world, one),
    }
}

/// Others that hold the role in the same care board areas.
fn others(world: &World, role: RoleIndex, slot: Option<&Slot>, named: &[OrganisationIndex]) -> Vec<NamedAddress> {
    const SHOWN: usize = 3;
    let directory = &*world.directory;
    let Some(slot) = slot else { return Vec::new() };
    let here = |one: &crate::model::Organisation| one.place.icbs.iter().any(|board| slot.boards.contains(board));
    world.lists.holding[role.at()]
        .iter()
        .filter(|at| !named.contains(at))
        .map(|&at| &directory[at])
        .filter(|one| here(one))
        .take(SHOWN)
        .map(|one| NamedAddress { label: who::short_name(&one.name).to_owned(), address: address::organisation(&one.id) })
        .collect()
}

fn source(directory: &Directory, slot: &Slot) -> Option<SourceOfShare> {
    let row = slot.districts.iter().find_map(|served| served.row)?;
    let share = &directory.shares[row];
    let url = share.source.clone();
    Some(SourceOfShare { host: sources::host(&url).to_owned(), url, date: share.date.get(..4).unwrap_or_default().to_owned() })
}

/// The districts of an organisation's schools, those with most schools first; its head office's where no school is known.
pub(in crate::render) fn districts(world: &World, at: OrganisationIndex) -> Vec<(DistrictIndex, usize)> {
    world.directory[at].districts()
}

/// Whom a school trust talks to first where both sides say nothing that is near: the hospital of most of its districts.
pub(in crate::render) fn step(world: &World, at: OrganisationIndex, slots: &[Slot]) -> Option<NextStep> {
    let directory = &*world.directory;
    let slot = slots.iter().find(|slot| slot.basis == Basis::Share && directory.vocabulary[slot.role].id == "acute")?;
    let one = &directory[slot.body];
    let served = slot.districts.iter().find(|served| served.share > 0.0)?;
    let place = &directory.places[served.district].name;
    let share = world.words.in_hundred(served.share);
    Some(NextStep {
        to: NamedAddress { label: who::short_name(&one.name).to_owned(), address: address::organisation(&one.id) },
        reason: match slot.km {
            Some(km) => {
                say!(world.words, "step.hospital-near", share = share, place = *place, miles = who::miles(world, km))
            }
            None => say!(world.words, "step.hospital", share = share, place = *place),
        },
        brief: lines::brief(directory, at, slot.body),
    })
}

/// Adds to what both sides say of a body that it also serves the trust: "Also serves 5 of your schools."
pub(in crate::render) fn also(world: &World, stated: &mut [PartnerLine], slots: &[Slot]) {
    for line in stated {
        let found = slots.iter().find(|slot| world.directory[slot.body].id == line.row.id() && slot.basis != Basis::Nearest);
        if let Some(slot) = found {
            let role = world.words.inside(&world.directory.vocabulary[slot.role].label);
            line.also = match slot.districts.iter().map(|served| served.schools).sum::<usize>() {
                0 => say!(world.words, "role.also-area", role = role),
                schools => say!(world.words, "role.also-schools", count = schools, role = role),
            };
            line.serves = true;
        }
    }
}
