//! Workshop pairing: the exact optimum, seats, rounds, partners, uneven numbers.

use crate::lists::{edit, nth};
use crate::synthetic::{self, World};
use trustbridge::matching::{self, Pairing, Scoring, Workshop};
use trustbridge::model::{Directory, OrganisationIndex, Sector};

fn room(seed: u64, nhs: usize, schools: usize, odd: f64) -> Directory {
    let mut parts = synthetic::parts(World { odd, ..World::mixed(seed, nhs, schools) });
    edit(&mut parts.organisations, |organisations| {
        for organisation in organisations {
            organisation.closed = None;
            if odd == 0.0 {
                organisation.capacity = None;
            }
        }
    });
    Directory::new(parts)
}

fn everybody(directory: &Directory, seats: u32) -> Workshop {
    let side = |sector| directory.of_sector(sector).map(|(number, _)| number).collect();
    Workshop { left: side(Sector::Nhs), right: side(Sector::School), seats, ..Workshop::default() }
}

/// The greatest sum by trying everything: left by left, every choice of partners.
fn by_trying(directory: &Directory, scoring: &Scoring, workshop: &Workshop) -> (usize, u64) {
    fn step(scoring: &Scoring, workshop: &Workshop, directory: &Directory, at: usize, used: &mut Vec<u32>) -> (usize, u64) {
        let Some(&left) = workshop.left.get(at) else { return (0, 0) };
        let mut best = (0, 0);
        for choice in 0..1_u32 << workshop.right.len() {
            let chosen: Vec<usize> = (0..workshop.right.len()).filter(|right| choice & (1 << right) != 0).collect();
            let allowed =
                |&right: &usize| used[right] < workshop.seats && !directory.partners(left).contains(&workshop.right[right]);
            if chosen.len() > workshop.seats as usize || !chosen.iter().all(allowed) {
                continue;
            }
            for &right in &chosen {
                used[right] += 1;
            }
            let rest = step(scoring, workshop, directory, at + 1, used);
            for &right in &chosen {
                used[right] -= 1;
            }
            let sum: u64 = chosen.iter().map(|&right| u64::from(scoring.score(left, workshop.right[right]).0)).sum();
            best = best.max((rest.0 + chosen.len(), rest.1 + sum));
        }
        best
    }
    step(scoring, workshop, directory, 0, &mut vec![0; workshop.right.len()])
}

fn seats_of(pairing: &Pairing, one: OrganisationIndex) -> usize {
    pairing.tables.iter().filter(|table| table.left == one || table.right == one).count()
}

#[test]
fn the_sum_is_the_greatest_there_is() {
    for seed in 0..12 {
        let directory = room(seed, 4, 4, 0.0);
        let scoring = Scoring::of(&directory);
        for seats in [1, 2] {
            let workshop = everybody(&directory, seats);
            let pairing = matching::pair_up(&directory, &scoring, &workshop);
            assert_eq!((pairing.tables.len(), pairing.total), by_trying(&directory, &scoring, &workshop), "seed {seed}");
        }
    }
}

#[test]
fn seven_and_seven_sit_twice_in_two_rounds() {
    let directory = room(2025, 7, 7, 0.0);
    let scoring = Scoring::of(&directory);
    let workshop = everybody(&directory, 2);
    let pairing = matching::pair_up(&directory, &scoring, &workshop);
    assert_eq!((pairing.tables.len(), pairing.rounds), (14, 2));
    assert!(pairing.uneven.is_empty());
    for round in 1..=2 {
        let mut sitting: Vec<OrganisationIndex> =
            pairing.tables.iter().filter(|table| table.round == round).flat_map(|table| [table.left, table.right]).collect();
        sitting.sort_unstable();
        sitting.dedup();
        assert_eq!(sitting.len(), 14, "everyone sits once in round {round}");
    }
    let fair = matching::pair_up(&directory, &scoring, &Workshop { fair: true, ..workshop });
    let weakest = |pairing: &Pairing| pairing.weakest.map(|table| table.score);
    assert!(weakest(&fair) >= weakest(&pairing) && fair.total <= pairing.total);
    assert_eq!(fair.tables.len(), 14);
}

#[test]
fn few_tables_make_more_rounds() {
    let directory = room(5, 7, 7, 0.0);
    let workshop = Workshop { tables: Some(3), ..everybody(&directory, 2) };
    let pairing = matching::pair_up(&directory, &Scoring::of(&directory), &workshop);
    assert_eq!(pairing.rounds, 5);
    for round in 1..=5 {
        assert!(pairing.tables.iter().filter(|table| table.round == round).count() <= 3);
    }
}

#[test]
fn uneven_numbers_are_reported_by_name_or_padded() {
    let directory = room(11, 5, 8, 0.0);
    let scoring = Scoring::of(&directory);
    let workshop = everybody(&directory, 2);
    let left_over = matching::pair_up(&directory, &scoring, &workshop);
    assert_eq!(left_over.tables.len(), 10);
    assert_eq!(left_over.uneven.iter().map(|seats| seats.wanted - seats.taken).sum::<u32>(), 6);
    assert!(workshop.right.iter().all(|&one| seats_of(&left_over, one) >= 1), "nobody is without a table");
    let padded = matching::pair_up(&directory, &scoring, &Workshop { pad: true, ..workshop.clone() });
    assert_eq!(padded.tables.len(), 16);
    assert!(workshop.right.iter().all(|&one| seats_of(&padded, one) == 2));
    assert!(workshop.left.iter().all(|&one| (3..=4).contains(&seats_of(&padded, one))));
}

#[test]
fn partners_capacity_and_empty_rooms() {
    let mut parts = synthetic::parts(World { odd: 0.0, ..World::mixed(3, 3, 3) });
    edit(&mut parts.organisations, |organisations| {
        organisations[0].partners = vec![nth(3)];
        organisations[1].capacity = Some(1);
        organisations[2].capacity = Some(0);
    });
    let directory = Directory::new(parts);
    let scoring = Scoring::of(&directory);
    let workshop = everybody(&directory, 2);
    let pairing = matching::pair_up(&directory, &scoring, &workshop);
    let partners = (nth(3), nth(0));
    assert!(pairing.tables.iter().all(|table| (table.left, table.right) != partners));
    assert_eq!(pairing.partners_apart, [partners]);
    assert_eq!(seats_of(&pairing, nth(1)), 1);
    assert_eq!(seats_of(&pairing, nth(2)), 0);
    let again = matching::pair_up(&directory, &scoring, &Workshop { again: true, ..workshop.clone() });
    assert!(again.partners_apart.is_empty() && again.tables.len() >= pairing.tables.len());
    let nobody = matching::pair_up(&directory, &scoring, &Workshop { right: Vec::new(), ..workshop });
    assert!(nobody.tables.is_empty() && nobody.weakest.is_none());
}

#[test]
fn blocking_pairs_are_those_who_would_both_rather() {
    let directory = room(21, 7, 7, 0.3);
    let scoring = Scoring::of(&directory);
    let pairing = matching::pair_up(&directory, &scoring, &everybody(&directory, 2));
    for pair in &pairing.blocking {
        let would_rather = |one: OrganisationIndex| {
            let seats = directory[one].capacity.unwrap_or(2) as usize;
            seats_of(&pairing, one) < seats
                || pairing.tables.iter().any(|table| (table.left == one || table.right == one) && table.score < pair.score)
        };
        assert!(would_rather(pair.left) && would_rather(pair.right));
        assert!(!pairing.tables.iter().any(|table| (table.left, table.right) == (pair.left, pair.right)));
    }
}
