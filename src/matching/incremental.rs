//! Ranked lists after an edit, from those before it: only pairs of which something changed are scored again.
//!
//! An organisation is *touched* when anything that enters a score of its own differs: its profile, its known partners, whose
//! place it serves or who serves its own, or the rarity tier of something that it offers. Every pair of two untouched organisations has the score that it had, so a
//! list changes only where touched ones leave it or come onto it. The result is that of a full rebuild, byte for byte
//! (property P11 of the design).

use rayon::prelude::*;

use super::profile::{Profile, Profiles};
use super::rank::{Ranked, best, candidates_by_side, ranked, scored};
use super::rarity::side;
use super::score::Scoring;
use super::{Matches, Way};
use crate::model::{Directory, Organisation, OrganisationIndex, Sector};

/// Which organisation of now was which before, and which of them are as they were.
struct Edit {
    /// For each organisation of before its number now; `None` where it is gone or touched.
    now: Vec<Option<OrganisationIndex>>,
    /// For each organisation of now its number before; `None` where it is new or touched.
    before: Vec<Option<OrganisationIndex>>,
}

/// The lists of now; `None` where the numbers or the words have changed, so that nothing of before can be kept.
pub(super) fn after(
    (known, matches): (&Directory, &Matches),
    directory: &Directory,
    scoring: &Scoring,
    way: Way,
) -> Option<Vec<Vec<Ranked>>> {
    if matches.way != way || !has_same_words(known, directory) || matches.scoring.constants != scoring.constants {
        return None;
    }
    let edit = Edit::between((known, &matches.scoring), (directory, scoring));
    let everybody = candidates_by_side(scoring);
    let touched = everybody.each_ref().map(|side| {
        let is_touched = |one: &OrganisationIndex| edit.before[one.at()].is_none();
        side.iter().copied().filter(is_touched).collect::<Vec<_>>()
    });
    let list_of = |chooser: OrganisationIndex| {
        let profile = scoring.profile(chooser);
        let Some(sector) = profile.sector.other().filter(|_| profile.chooses) else { return Vec::new() };
        edit.before[chooser.at()]
            .and_then(|before| {
                edit.repaired(directory, scoring, chooser, matches.ranked(before), &touched[side(sector)], way.depth)
            })
            .unwrap_or_else(|| ranked(directory, scoring, chooser, &everybody[side(sector)], way.depth))
    };
    let choosers: Vec<OrganisationIndex> = directory.organisations.indices().collect();
    Some(choosers.into_par_iter().map(list_of).collect())
}

/// Whether the same organisations stand in the same order, with the same known partners and the same words.
pub(super) fn has_same_people(known: &Directory, directory: &Directory) -> bool {
    let same = |(one, other): ((OrganisationIndex, &Organisation), (OrganisationIndex, &Organisation))| {
        one.1.id == other.1.id && known.partners(one.0) == directory.partners(other.0)
    };
    known.organisations.len() == directory.organisations.len()
        && known.numbered().zip(directory.numbered()).all(same)
        && has_same_words(known, directory)
}

/// Whether services, places and the rest of the vocabulary have the numbers and meanings that they had.
fn has_same_words(known: &Directory, directory: &Directory) -> bool {
    let boards = |directory: &Directory| directory.places.boards.iter().map(|board| board.id.clone()).collect::<Vec<_>>();
    let regions = |directory: &Directory| directory.places.regions.iter().map(|region| region.id.clone()).collect::<Vec<_>>();
    known.vocabulary == directory.vocabulary && boards(known) == boards(directory) && regions(known) == regions(directory)
}

impl Edit {
    fn between((known, before): (&Directory, &Scoring), (directory, now): (&Directory, &Scoring)) -> Self {
        let mut edit = Self { now: vec![None; known.organisations.len()], before: vec![None; directory.organisations.len()] };
        for (at, one) in directory.numbered() {
            let Some(number) = known.find(&one.id) else { continue };
            let untouched = is_same((&before.profiles, before.profile(number)), (&now.profiles, now.profile(at)))
                && has_same_tiers(before, now, now.profile(at))
                && has_same_partners((known, number), (directory, at))
                && has_same_presence((known, before, number), (directory, now, at));
            if untouched {
                edit.before[at.at()] = Some(number);
                edit.now[number.at()] = Some(at);
            }
        }
        edit
    }

    /// The old list of an untouched chooser without the touched, and with those `touched` whose scores of now reach it;
    /// `None` where somebody who is on neither might have come onto it.
    fn repaired(
        &self,
        directory: &Directory,
        scoring: &Scoring,
        chooser: OrganisationIndex,
        list: &[Ranked],
        touched: &[OrganisationIndex],
        depth: usize,
    ) -> Option<Vec<Ranked>> {
        let kept = list.iter().filter_map(|old| self.now[old.partner.at()].map(|partner| Ranked { partner, ..*old }));
        let mut kept: Vec<Ranked> = kept.collect();
        let end_of_kept = kept.last().copied();
        kept.extend(scored(directory, scoring, chooser, touched));
        best(&mut kept, depth);
        // Those who were left out of a full list stand behind all who are still on it; before the last of these the order
        // is certain, behind it is not.
        let was_full = list.len() == depth;
        let is_certain =
            kept.len() == depth && kept.last().zip(end_of_kept).is_some_and(|(end, kept)| end.place() <= kept.place());
        (!was_full || is_certain || depth == 0).then_some(kept)
    }
}

/// Whether two profiles of different directories with the same words enter every score alike.
fn is_same((before, one): (&Profiles, &Profile), (now, other): (&Profiles, &Profile)) -> bool {
    one.has_same_marks(other)
        && before.ages[usize::from(one.ages)] == now.ages[usize::from(other.ages)]
        && before.exact_masks == now.exact_masks
        && before.spots(one) == now.spots(other)
        && before.boards(one) == now.boards(other)
        && before.focus(one) == now.focus(other)
        && before.told_wants(one).eq(now.told_wants(other))
        && before.told_gives(one).eq(now.told_gives(other))
}

/// Whether all that an organisation offers is as rare as it was. A tier counts in pairs with one who offers, and no others.
fn has_same_tiers(before: &Scoring, now: &Scoring, profile: &Profile) -> bool {
    profile.sector == Sector::Body
        || now.profiles.gives(profile).iter().all(|give| {
            let service = give.service;
            before.rarity.tier(profile.sector, service) == now.rarity.tier(profile.sector, service)
        })
}

fn has_same_partners((known, number): (&Directory, OrganisationIndex), (directory, at): (&Directory, OrganisationIndex)) -> bool {
    let before = known.partners(number).iter().map(|&one| &known[one].id);
    before.eq(directory.partners(at).iter().map(|&one| &directory[one].id))
}

fn has_same_presence(
    (known, before, number): (&Directory, &Scoring, OrganisationIndex),
    (directory, now, at): (&Directory, &Scoring, OrganisationIndex),
) -> bool {
    let was = before.profiles.presence.with(number).iter().map(|&(other, share)| (&known[other].id, share));
    was.eq(now.profiles.presence.with(at).iter().map(|&(other, share)| (&directory[other].id, share)))
}
