//! The same ranked lists without scoring every pair: exact, because a group of candidates is left out only when even
//! its best imaginable member would not reach the list.
//!
//! Candidates stand in square cells of about 10 km, one for each of their sites, and within a cell in groups of one
//! kind. A chooser takes cells, then groups, by the best score that they could hold, and stops when that falls *below*
//! the last score on its list; equal scores must still be looked at, because ties are broken by id.

use std::collections::{BTreeMap, BinaryHeap};

use rayon::prelude::*;

use super::bounds::{Seeker, Summary, kind};
use super::profile::Profile;
use super::rank::{Ranked, candidates_by_side};
use super::rarity::side;
use super::score::{Score, Scoring, anatomy};
use crate::model::{CareBoardIndex, Directory, OrganisationIndex};

/// The side of a cell in degrees of latitude: about 10 km.
const CELL_DEGREES: f64 = 0.09;

/// A margin above the last bits in which a bound and a score may differ.
const MARGIN: f64 = 1e-9;

/// Candidates of one side in cells and groups.
pub(super) struct Index {
    cells: Vec<Cell>,
    groups: Vec<Group>,
    members: Vec<Member>,
}

struct Cell {
    summary: Summary,
    groups: std::ops::Range<usize>,
}

struct Group {
    summary: Summary,
    members: std::ops::Range<usize>,
}

/// A candidate as it stands in one group; its profile is copied beside those of its neighbours, because fetching it
/// from afar costs more than scoring it.
struct Member {
    number: OrganisationIndex,
    /// Whether it may stand in other cells too.
    elsewhere: bool,
    profile: Profile,
}

/// What one thread keeps from one chooser to the next.
struct Scratch {
    /// For each organisation, the last chooser that scored it.
    scored_for: Vec<u32>,
    heap: BinaryHeap<Open>,
    /// The worst on top, so that it can be replaced.
    kept: BinaryHeap<(std::cmp::Reverse<Score>, OrganisationIndex)>,
}

/// Something that a chooser has yet to look into, by the best score that it could hold.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Open {
    most: Score,
    what: What,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Cell(u32),
    Group(u32),
}

/// The list of each organisation that gets one: what [`super::rank::exhaustive`] gives, byte for byte.
pub(super) fn pruned(directory: &Directory, scoring: &Scoring, depth: usize) -> Vec<Vec<Ranked>> {
    let indexes = candidates_by_side(scoring).map(|candidates| Index::of(scoring, &candidates));
    let everybody: Vec<OrganisationIndex> = directory.organisations.indices().collect();
    everybody
        .par_iter()
        .map_init(
            || Scratch::new(everybody.len()),
            |scratch, &chooser| {
                let profile = scoring.profile(chooser);
                match profile.sector.other() {
                    Some(sector) if profile.chooses => indexes[side(sector)].best(directory, scoring, scratch, chooser, depth),
                    _ => Vec::new(),
                }
            },
        )
        .collect()
}

/// For each of `of`, the best `depth` of `candidates`, who must be of the other sector.
pub(super) fn best_of(
    directory: &Directory,
    scoring: &Scoring,
    of: &[OrganisationIndex],
    candidates: &[OrganisationIndex],
    depth: usize,
) -> Vec<Vec<Ranked>> {
    let index = Index::of(scoring, candidates);
    let total = directory.organisations.len();
    of.par_iter().map_init(|| Scratch::new(total), |scratch, &one| index.best(directory, scoring, scratch, one, depth)).collect()
}

impl Scratch {
    fn new(organisations: usize) -> Self {
        Self { scored_for: vec![u32::MAX; organisations], heap: BinaryHeap::new(), kept: BinaryHeap::new() }
    }
}

impl Index {
    fn of(scoring: &Scoring, candidates: &[OrganisationIndex]) -> Self {
        type Key = (Option<(i32, i32)>, (Option<CareBoardIndex>, u8, bool, bool));
        let services = scoring.rarity.services();
        let mut placed: BTreeMap<Key, BTreeMap<OrganisationIndex, Vec<[f64; 3]>>> = BTreeMap::new();
        for &candidate in candidates {
            let profile = scoring.profile(candidate);
            let kind = kind(&scoring.profiles, profile);
            let spots = scoring.profiles.spots(profile);
            for spot in spots {
                let key = (Some(cell_of(spot.point)), kind);
                placed.entry(key).or_default().entry(candidate).or_default().push(spot.unit);
            }
            if spots.is_empty() {
                placed.entry((None, kind)).or_default().entry(candidate).or_default();
            }
        }
        let mut index = Self { cells: Vec::new(), groups: Vec::new(), members: Vec::new() };
        let placed: Vec<_> = placed.into_iter().collect();
        for cell in placed.chunk_by(|one, next| one.0.0 == next.0.0) {
            let first = index.groups.len();
            for (_, members) in cell {
                index.push_group(scoring, services, members);
            }
            let within = || cell.iter().flat_map(|(_, members)| members);
            let points: Vec<[f64; 3]> = within().flat_map(|(_, points)| points).copied().collect();
            let profiles = within().map(|(&member, _)| scoring.profile(member));
            let summary = Summary::of(scoring, services, profiles, &points);
            index.cells.push(Cell { summary, groups: first..index.groups.len() });
        }
        index
    }

    fn push_group(&mut self, scoring: &Scoring, services: usize, members: &BTreeMap<OrganisationIndex, Vec<[f64; 3]>>) {
        let first = self.members.len();
        for &number in members.keys() {
            let profile = scoring.profile(number).clone();
            self.members.push(Member { number, elsewhere: scoring.profiles.spots(&profile).len() > 1, profile });
        }
        let points: Vec<[f64; 3]> = members.values().flatten().copied().collect();
        let profiles = members.keys().map(|&member| scoring.profile(member));
        let summary = Summary::of(scoring, services, profiles, &points);
        self.groups.push(Group { summary, members: first..self.members.len() });
    }

    fn best(
        &self,
        directory: &Directory,
        scoring: &Scoring,
        scratch: &mut Scratch,
        chooser: OrganisationIndex,
        depth: usize,
    ) -> Vec<Ranked> {
        let profile = scoring.profile(chooser);
        let partners = directory.partners(chooser);
        let seeker = Seeker::of(scoring, profile);
        let Scratch { scored_for, heap, kept } = scratch;
        heap.clear();
        kept.clear();
        heap.extend(
            self.cells
                .iter()
                .enumerate()
                .map(|(at, cell)| Open { most: most(&seeker, &cell.summary), what: What::Cell(at as u32) }),
        );
        while let Some(Open { most: could_be, what }) = heap.pop() {
            if kept.len() >= depth && kept.peek().is_none_or(|(worst, _)| could_be < worst.0) {
                break;
            }
            match what {
                What::Cell(at) => heap.extend(
                    self.cells[at as usize]
                        .groups
                        .clone()
                        .map(|group| Open { most: most(&seeker, &self.groups[group].summary), what: What::Group(group as u32) }),
                ),
                What::Group(at) => {
                    for member in &self.members[self.groups[at as usize].members.clone()] {
                        if member.elsewhere {
                            let last = &mut scored_for[member.number.at()];
                            if std::mem::replace(last, chooser.number()) == chooser.number() {
                                continue;
                            }
                        }
                        if partners.binary_search(&member.number).is_ok() {
                            continue;
                        }
                        let score = Score::from_share(anatomy(scoring, profile, &member.profile).share);
                        keep(kept, depth, (std::cmp::Reverse(score), member.number));
                    }
                }
            }
        }
        let mut list: Vec<Ranked> = kept.drain().map(|(score, partner)| Ranked { partner, score: score.0 }).collect();
        list.sort_unstable_by_key(|ranked| ranked.place());
        list
    }
}

/// Keeps the best `depth` of all that are offered.
fn keep(
    kept: &mut BinaryHeap<(std::cmp::Reverse<Score>, OrganisationIndex)>,
    depth: usize,
    candidate: (std::cmp::Reverse<Score>, OrganisationIndex),
) {
    if kept.len() < depth {
        kept.push(candidate);
    } else if let Some(mut worst) = kept.peek_mut()
        && candidate < *worst
    {
        *worst = candidate;
    }
}

fn most(seeker: &Seeker, summary: &Summary) -> Score {
    Score::from_share(seeker.share(summary, seeker.proximity(summary)) + MARGIN)
}

fn cell_of(point: crate::geo::Point) -> (i32, i32) {
    let row = (point.latitude / CELL_DEGREES).floor();
    // Degrees of longitude shrink towards the poles; a row uses the width of its own middle.
    let shrink = libm::cos(((row + 0.5) * CELL_DEGREES).to_radians()).max(0.01);
    (row as i32, (point.longitude * shrink / CELL_DEGREES).floor() as i32)
}
