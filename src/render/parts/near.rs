//! Who of the other side is nearest: every site is laid out once from south to north, so that a page looks only at those
//! beside its own.

use std::ops::Range;

use crate::geo::{Kilometres, Spot};
use crate::model::{Directory, OrganisationIndex, Sector};

/// Where all organisations are.
#[derive(Debug)]
pub(in crate::render) struct Near {
    /// The spots of each organisation.
    own: Vec<Vec<Spot>>,
    /// For each side the spots of those that still exist, from south to north.
    sides: [Vec<(Spot, OrganisationIndex)>; 3],
}

impl Near {
    /// Lays a directory out.
    pub(in crate::render) fn new(directory: &Directory) -> Self {
        let own: Vec<Vec<Spot>> =
            directory.organisations.iter().map(|one| one.points().into_iter().map(Spot::of).collect()).collect();
        let side = |sector: Sector| {
            let all = directory.of_sector(sector).flat_map(|(at, _)| own[at.at()].iter().map(move |&spot| (spot, at)));
            let mut all: Vec<(Spot, OrganisationIndex)> = all.collect();
            all.sort_by(|(one, _), (other, _)| one.unit[2].total_cmp(&other.unit[2]));
            all
        };
        Self { sides: [side(Sector::Nhs), side(Sector::School), side(Sector::Body)], own }
    }

    /// The `most` nearest of a side that are `wanted` and at most `farthest` away: great circles, nearest first, then by id.
    ///
    /// Straight lines through the Earth find those that can be among them; only their great circles are computed.
    pub(in crate::render) fn nearest(
        &self,
        of: OrganisationIndex,
        side: Sector,
        farthest: Kilometres,
        most: usize,
        wanted: impl Fn(OrganisationIndex) -> bool,
    ) -> Vec<(Kilometres, OrganisationIndex)> {
        let (own, all) = (&self.own[of.at()], &self.sides[number(side)]);
        let limit = Spot::chord_squared_of(farthest) + Spot::CLOSE;
        let mut least = vec![f64::INFINITY; self.own.len()];
        for one in own {
            for (other, at) in &all[beside(all, one, limit)] {
                let chord = one.chord_squared(other);
                if chord <= limit && chord < least[at.at()] {
                    least[at.at()] = chord;
                }
            }
        }
        let mut chords: Vec<(f64, OrganisationIndex)> = Vec::new();
        for (_, at) in own.iter().flat_map(|one| &all[beside(all, one, limit)]) {
            let chord = std::mem::replace(&mut least[at.at()], f64::INFINITY);
            if chord.is_finite() && wanted(*at) {
                chords.push((chord, *at));
            }
        }
        chords.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let longest = chords.get(most.saturating_sub(1)).map_or(limit, |(chord, _)| chord + Spot::CLOSE);
        let mut found: Vec<(Kilometres, OrganisationIndex)> = chords
            .into_iter()
            .take_while(|(chord, _)| *chord <= longest)
            .filter_map(|(chord, at)| {
                let pairs = own.iter().flat_map(|one| self.own[at.at()].iter().map(move |other| (one, other)));
                let shortest = pairs.filter(|(one, other)| one.chord_squared(other) <= chord + Spot::CLOSE);
                let apart = shortest.map(|(one, other)| one.point.distance(other.point)).min_by(f64::total_cmp)?;
                (apart <= farthest).then_some((apart, at))
            })
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.truncate(most);
        found
    }
}

fn number(side: Sector) -> usize {
    match side {
        Sector::Nhs => 0,
        Sector::School => 1,
        Sector::Body => 2,
    }
}

/// Which of `all` lie no farther north or south of `one` than the limit.
fn beside(all: &[(Spot, OrganisationIndex)], one: &Spot, limit: f64) -> Range<usize> {
    let (middle, reach) = (one.unit[2], limit.sqrt());
    let from = all.partition_point(|(other, _)| other.unit[2] < middle - reach);
    from..from + all[from..].partition_point(|(other, _)| other.unit[2] <= middle + reach)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Point;
    use crate::model::Sorted;

    /// Synthetic points in clusters, some of them the same, so that there are ties.
    fn scattered(number: u32, seed: f64) -> Vec<Spot> {
        let share = |step: u32, factor: f64| (f64::from(step) * factor + seed).fract();
        let spot = |step: u32| {
            let (north, east) = (share(step / 3, 0.618), share(step / 2, 0.755));
            Spot::of(Point { latitude: 50.0 + north * 5.5, longitude: -6.0 + east * 7.5 })
        };
        (0..number).map(spot).collect()
    }

    #[test]
    fn the_nearest_are_those_that_great_circles_give() {
        let own: Vec<Vec<Spot>> = (0..120_u32).map(|one| scattered(one % 7, f64::from(one / 2) * 0.37)).collect();
        let ids: Sorted<String, OrganisationIndex> = (0..120).map(|one| format!("{one:03}")).collect();
        let indices: Vec<OrganisationIndex> = ids.indices().collect();
        let mut all: Vec<_> = indices
            .iter()
            .flat_map(|&at| own[at.at()].iter().map(move |&spot| (spot, at)))
            .filter(|(_, at)| at.at() > 20)
            .collect();
        all.sort_by(|(one, _), (other, _)| one.unit[2].total_cmp(&other.unit[2]));
        let near = Near { own: own.clone(), sides: [all, Vec::new(), Vec::new()] };
        let mut some = 0;
        for &of in &indices {
            let wanted = |at: OrganisationIndex| !at.at().is_multiple_of(5);
            let mut expected: Vec<(f64, OrganisationIndex)> = indices
                .iter()
                .filter(|at| at.at() > 20 && wanted(**at))
                .filter_map(|&at| {
                    let pairs = own[of.at()].iter().flat_map(|a| own[at.at()].iter().map(move |b| a.point.distance(b.point)));
                    pairs.min_by(f64::total_cmp).map(|apart| (apart, at))
                })
                .filter(|(apart, _)| *apart <= 50.0)
                .collect();
            expected.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            expected.truncate(8);
            some += expected.len();
            assert_eq!(near.nearest(of, Sector::Nhs, 50.0, 8, wanted), expected);
        }
        assert!(some > 400, "the lists hold something: {some}");
    }
}
