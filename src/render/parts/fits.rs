//! Pairs that fit, for the pages of services and places: taken from the published lists, best first.

use std::collections::BTreeSet;

use serde::Serialize;

use super::cards::Row;
use crate::matching::{self, Band, Reason};
use crate::model::{OrganisationIndex, Sector, ServiceIndex};
use crate::render::World;
use crate::wording::sentences;
use crate::wording::sentences::Voice;

/// How many pairs a page shows.
const SHOWN: usize = 8;

/// Two who suit each other.
#[derive(Serialize)]
pub(in crate::render) struct Pair {
    nhs: Row,
    school: Row,
    /// What each side gains, and how far apart they are.
    sentences: String,
}

/// Pairs in which one side offers a service and the other needs it.
pub(in crate::render) fn of_service(world: &World, service: ServiceIndex) -> Vec<Pair> {
    let directory = &*world.directory;
    let offers = |at: OrganisationIndex| directory[at].live_offers(directory.as_of).any(|listing| listing.service == service);
    let needs = |at: OrganisationIndex| directory[at].live_needs(directory.as_of).any(|listing| listing.service == service);
    best(
        world,
        directory.of_sector(Sector::Nhs).map(|(at, _)| at),
        |nhs, school| offers(nhs) && needs(school) || needs(nhs) && offers(school),
        |reason| matches!(reason, Reason::Met { service: met, .. } if *met == service),
    )
}

/// Pairs of which both are among `here`.
pub(in crate::render) fn among(world: &World, here: &[OrganisationIndex]) -> Vec<Pair> {
    let inside: BTreeSet<OrganisationIndex> = here.iter().copied().collect();
    let nhs = here.iter().copied().filter(|&at| world.directory[at].sector == Sector::Nhs);
    best(world, nhs, |_, school| inside.contains(&school), |reason| matches!(reason, Reason::Met { .. }))
}

/// The best pairs on the published lists of `choosers` that `may` fit and have a reason that `fits`. Nothing below a
/// possible match is shown. Explaining a pair costs more than anything else here, so it comes last.
fn best(
    world: &World,
    choosers: impl Iterator<Item = OrganisationIndex>,
    may: impl Fn(OrganisationIndex, OrganisationIndex) -> bool,
    fits: impl Fn(&Reason) -> bool,
) -> Vec<Pair> {
    let (directory, matches) = (&*world.directory, &*world.matches);
    let scoring = matches.scoring();
    let mut pairs: Vec<_> = choosers
        .flat_map(|at| matches.listed(at).iter().map(move |listed| (listed.score, at, listed.partner)))
        .filter(|&(score, nhs, school)| Band::of(&scoring.constants, score) != Band::Distant && may(nhs, school))
        .collect();
    pairs.sort_unstable_by(|a, b| (b.0, a.1, a.2).cmp(&(a.0, b.1, b.2)));
    let explained = pairs.into_iter().map(|(_, nhs, school)| matching::explain(directory, scoring, nhs, school));
    explained.filter(|found| found.reasons.iter().any(&fits)).take(SHOWN).map(|found| pair(world, &found)).collect()
}

fn pair(world: &World, found: &matching::Match) -> Pair {
    let directory = &*world.directory;
    let voice = Voice::by_name(&world.words, &directory[found.of].name, &directory[found.partner].name);
    let said = sentences::of(directory, found, voice);
    let parts = [&said.you_gain, &said.they_gain, &said.place];
    Pair {
        nhs: Row::new(world, found.of),
        school: Row::new(world, found.partner),
        sentences: parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" "),
    }
}
