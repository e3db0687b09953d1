//! A whole room paired: every organisation at as many tables as it has seats, no two twice, the greatest sum of scores.

use super::flow::Network;
use super::invite::{Call, Invitations, Invited, invite};
use super::rounds;
use super::score::{Score, Scoring};
use crate::model::{Directory, OrganisationIndex, Programme};
use crate::serving::Slots;

/// Who is invited, and how the room is to be paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workshop {
    /// The health side.
    pub left: Vec<OrganisationIndex>,
    /// The education side.
    pub right: Vec<OrganisationIndex>,
    /// Partners that each meets; its own `capacity` wins where it is stated.
    pub seats: u32,
    /// Least number of rounds; more are used where somebody has more seats, or `tables` asks for it.
    pub rounds: u32,
    /// Tables at a time; `None` for as many as are needed.
    pub tables: Option<u32>,
    /// Whether the weakest table is made as strong as it can be before the sum is.
    pub fair: bool,
    /// Whether the smaller side sits more often, so that nobody on the larger side is left over.
    pub pad: bool,
    /// Whether known partners may sit together too.
    pub again: bool,
}

/// Two who sit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Of the health side.
    pub left: OrganisationIndex,
    /// Of the education side.
    pub right: OrganisationIndex,
    /// An order of promise.
    pub score: Score,
    /// When they sit, from 1; 0 for two who do not sit together.
    pub round: u32,
}

/// Seats of one organisation, and how many of them are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// Whose.
    pub organisation: OrganisationIndex,
    /// How many it should have.
    pub wanted: u32,
    /// How many it got.
    pub taken: u32,
}

/// A room, paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// The tables, by round, then left id, then right id.
    pub tables: Vec<Table>,
    /// How many rounds there are.
    pub rounds: u32,
    /// The sum of all scores in millionths: the greatest possible under the rules asked for.
    pub total: u64,
    /// The table with the lowest score.
    pub weakest: Option<Table>,
    /// Pairs who do not sit together although both would rather have each other than one of the tables they have.
    pub blocking: Vec<Table>,
    /// Who sits less or more often than its seats say, ids ascending.
    pub uneven: Vec<Seats>,
    /// Known partners, who are not paired again.
    pub partners_apart: Vec<(OrganisationIndex, OrganisationIndex)>,
}

impl Workshop {
    /// The room of a record: as it names everybody, or as it lets them be proposed.
    pub fn of(directory: &Directory, slots: &Slots, programme: &Programme) -> Self {
        let base = Self { seats: programme.seats, rounds: programme.rounds, tables: programme.tables, ..Self::default() };
        match Call::of(programme) {
            Some(call) => base.inviting(&invite(directory, slots, &call)),
            None => Self { left: programme.left.clone(), right: programme.right.clone(), ..base },
        }
    }

    /// The same with everybody invited, and nobody left over: the smaller side sits more often.
    #[must_use]
    pub fn inviting(self, invited: &Invitations) -> Self {
        let who = |side: &[Invited]| side.iter().map(|one| one.who).collect();
        Self { left: who(&invited.left), right: who(&invited.right), pad: true, ..self }
    }
}

/// One side of the room: who, with how many seats.
type Side = Vec<(OrganisationIndex, u32)>;

/// Pairs the room.
pub fn pair_up(directory: &Directory, scoring: &Scoring, workshop: &Workshop) -> Pairing {
    let (left, right) = (side(directory, workshop, &workshop.left), side(directory, workshop, &workshop.right));
    let together = |a: OrganisationIndex, b: OrganisationIndex| directory.partners(a).binary_search(&b).is_ok();
    let every_pair = left.iter().flat_map(|&(one, _)| right.iter().map(move |&(other, _)| (one, other)));
    let (known, allowed): (Vec<_>, Vec<_>) =
        every_pair.filter(|(one, other)| one != other).partition(|&(one, other)| !workshop.again && together(one, other));
    let allowed: Vec<Table> =
        allowed.into_iter().map(|(left, right)| Table { left, right, score: scoring.score(left, right), round: 0 }).collect();
    let extra = if workshop.pad { padding(&left, &right) } else { (0, 0) };
    let chosen = if workshop.fair { fairest(&left, &right, extra, &allowed) } else { best(&left, &right, extra, &allowed) };
    report(workshop, (&left, &right), &chosen, &allowed, known)
}

fn side(directory: &Directory, workshop: &Workshop, invited: &[OrganisationIndex]) -> Side {
    let mut side: Side = invited.iter().map(|&one| (one, directory[one].capacity.unwrap_or(workshop.seats))).collect();
    side.sort_unstable();
    side.dedup_by_key(|(one, _)| *one);
    side
}

/// How many seats more than it asked for each organisation of the smaller side may take.
fn padding(left: &Side, right: &Side) -> (u32, u32) {
    let seats = |side: &Side| side.iter().map(|(_, seats)| seats).sum::<u32>();
    let lacking = |side: &Side, other: &Side| {
        let lacking = seats(other).saturating_sub(seats(side));
        if side.is_empty() { 0 } else { lacking.div_ceil(side.len() as u32) }
    };
    (lacking(left, right), lacking(right, left))
}

/// The pairing with most tables and, among those, somebody at every place before anybody sits twice and then the
/// greatest sum of scores; ties go to the pairs whose ids come first.
fn best(left: &Side, right: &Side, extra: (u32, u32), allowed: &[Table]) -> Vec<Table> {
    // Costs are ordered by size: the sum of ranks stays below one millionth of a score, the sum of scores below one
    // first seat, and an extra seat is dearer than all of them.
    let pairs = allowed.len() as i128;
    let millionth = pairs * pairs + 1;
    let first_seat = (pairs + 1) * 1_000_001 * millionth;
    let extra_seat = first_seat * 4 * (left.len() + right.len() + 1) as i128;
    let sink = left.len() + right.len() + 1;
    let mut network = Network::new(sink + 1);
    let seat = |network: &mut Network, from: usize, to: usize, seats: u32, extra: u32| {
        network.add(from, to, seats.min(1), 0);
        network.add(from, to, seats.saturating_sub(1), first_seat);
        // Each further seat is dearer than the one before, so that extra seats are spread over the whole side.
        for further in (1..=extra).filter(|_| seats > 0) {
            network.add(from, to, 1, extra_seat * i128::from(further));
        }
    };
    for (at, &(_, seats)) in left.iter().enumerate() {
        seat(&mut network, 0, 1 + at, seats, extra.0);
    }
    for (at, &(_, seats)) in right.iter().enumerate() {
        seat(&mut network, 1 + left.len() + at, sink, seats, extra.1);
    }
    let place = |side: &Side, one: OrganisationIndex| side.partition_point(|&(other, _)| other < one);
    let arcs: Vec<usize> = allowed
        .iter()
        .enumerate()
        .map(|(rank, pair)| {
            let (from, to) = (1 + place(left, pair.left), 1 + left.len() + place(right, pair.right));
            let cost = i128::from(1_000_000 - pair.score.0.min(1_000_000)) * millionth + rank as i128;
            network.add(from, to, 1, cost)
        })
        .collect();
    network.send(0, sink);
    allowed.iter().zip(arcs).filter(|&(_, arc)| network.flow(arc) > 0).map(|(&pair, _)| pair).collect()
}

/// The same with the weakest table as strong as possible: only pairs from the highest score on that still give as many
/// tables.
fn fairest(left: &Side, right: &Side, extra: (u32, u32), allowed: &[Table]) -> Vec<Table> {
    let all = best(left, right, extra, allowed);
    let mut scores: Vec<Score> = allowed.iter().map(|pair| pair.score).collect();
    scores.sort_unstable();
    scores.dedup();
    let from = |least: Score| -> Vec<Table> {
        let strong: Vec<Table> = allowed.iter().filter(|pair| pair.score >= least).copied().collect();
        best(left, right, extra, &strong)
    };
    let seated = |tables: &[Table]| {
        let mut who: Vec<OrganisationIndex> = tables.iter().flat_map(|table| [table.left, table.right]).collect();
        who.sort_unstable();
        who.dedup();
        who.len()
    };
    let enough = scores.partition_point(|&least| {
        let tables = from(least);
        tables.len() == all.len() && seated(&tables) == seated(&all)
    });
    enough.checked_sub(1).map_or(all, |at| from(scores[at]))
}

fn report(
    workshop: &Workshop,
    (left, right): (&Side, &Side),
    chosen: &[Table],
    allowed: &[Table],
    partners_apart: Vec<(OrganisationIndex, OrganisationIndex)>,
) -> Pairing {
    let place = |side: &Side, one: OrganisationIndex| side.partition_point(|&(other, _)| other < one);
    let pairs: Vec<(usize, usize)> = chosen.iter().map(|table| (place(left, table.left), place(right, table.right))).collect();
    let for_tables = workshop.tables.filter(|&tables| tables > 0).map_or(0, |tables| chosen.len().div_ceil(tables as usize));
    let split = rounds::split(&pairs, left.len(), right.len(), for_tables.max(workshop.rounds as usize));
    let blocking = blocking(left, right, chosen, allowed);
    let mut tables: Vec<Table> =
        chosen.iter().zip(split).map(|(&table, round)| Table { round: round as u32 + 1, ..table }).collect();
    tables.sort_by_key(|table| (table.round, table.left, table.right));
    let taken = |one: OrganisationIndex| tables.iter().filter(|table| table.left == one || table.right == one).count() as u32;
    let mut uneven: Vec<Seats> = left
        .iter()
        .chain(right)
        .map(|&(organisation, wanted)| Seats { organisation, wanted, taken: taken(organisation) })
        .filter(|seats| seats.wanted != seats.taken)
        .collect();
    uneven.sort_by_key(|seats| seats.organisation);
    Pairing {
        rounds: tables.iter().map(|table| table.round).max().unwrap_or(0),
        total: tables.iter().map(|table| u64::from(table.score.0)).sum(),
        weakest: tables.iter().copied().min_by_key(|table| (table.score, table.left, table.right)),
        blocking,
        uneven,
        partners_apart,
        tables,
    }
}

/// Pairs apart of whom both would rather sit together: each has an empty seat, or a table with a lower score.
fn blocking(left: &Side, right: &Side, chosen: &[Table], allowed: &[Table]) -> Vec<Table> {
    let worst = |side: &Side, one: OrganisationIndex, of: fn(&Table) -> OrganisationIndex| -> Option<Score> {
        let seats = side.iter().find(|(other, _)| *other == one).map_or(0, |(_, seats)| *seats);
        let scores: Vec<Score> = chosen.iter().filter(|table| of(table) == one).map(|table| table.score).collect();
        if (scores.len() as u32) < seats { Some(Score(0)) } else { scores.into_iter().min() }
    };
    allowed
        .iter()
        .filter(|pair| !chosen.iter().any(|table| (table.left, table.right) == (pair.left, pair.right)))
        .filter(|pair| {
            worst(left, pair.left, |table| table.left).is_some_and(|worst| pair.score > worst)
                && worst(right, pair.right, |table| table.right).is_some_and(|worst| pair.score > worst)
        })
        .copied()
        .collect()
}
