//! Where the schools of a trust are: by district, by care board, on the map.

use crate::geo::Point;
use crate::model::{CareBoardIndex, Directory, DistrictIndex, Organisation};

/// The schools of a trust, as far as their places are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Schools {
    /// Schools of one district and care board, in the order of their numbers.
    pub groups: Vec<Group>,
    /// Care boards in whose areas the trust works, those of most schools first.
    pub boards: Vec<CareBoardIndex>,
    /// The points from which distance counts.
    pub points: Vec<Point>,
    /// How many schools the record names.
    pub count: usize,
}

/// Schools in one place.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Their district.
    pub district: Option<DistrictIndex>,
    /// The care board in whose area they lie.
    pub board: Option<CareBoardIndex>,
    /// How many; 0 for the head office of a trust whose schools are not known.
    pub schools: usize,
    /// Their pupils, where known of all of them.
    pub pupils: Option<u64>,
    /// Their part of the whole trust, 0 to 1: by pupils where these are known of every school, else by schools.
    pub weight: f64,
}

impl Schools {
    /// The schools of an organisation. Those whose district is not known are left out as long as that of others is; where none
    /// is known, the head office stands for all.
    pub(super) fn of(directory: &Directory, trust: &Organisation) -> Self {
        let placed: Vec<_> = trust.sites.iter().filter_map(|site| Some((site.district?, site.pupils))).collect();
        let mut groups: Vec<Group> = Vec::new();
        for &(district, pupils) in &placed {
            let board = board_of(directory, Some(district), &trust.place.icbs);
            let pupils = pupils.map(u64::from);
            match groups.iter_mut().find(|group| group.district == Some(district)) {
                Some(group) => {
                    group.schools += 1;
                    group.pupils = group.pupils.zip(pupils).map(|(a, b)| a + b);
                }
                None => groups.push(Group { district: Some(district), board, schools: 1, pupils, weight: 0.0 }),
            }
        }
        if groups.is_empty() {
            let district = trust.place.district;
            let board = board_of(directory, district, &trust.place.icbs);
            groups.push(Group { district, board, schools: 0, pupils: None, weight: 0.0 });
        }
        groups.sort_by_key(|group| group.district);
        weigh(&mut groups);
        let sites: Vec<Point> = trust.sites.iter().filter_map(|site| site.point).collect();
        let points = if sites.is_empty() { trust.place.point.into_iter().collect() } else { sites };
        let boards = boards(&groups, &trust.place.icbs);
        Self { groups, boards, points, count: trust.sites.len() }
    }

    /// One school in a district, of which nothing else is known.
    pub(super) fn in_district(directory: &Directory, district: DistrictIndex) -> Self {
        let place = &directory.places[district];
        let board = place.boards.first().copied();
        let groups = vec![Group { district: Some(district), board, schools: 1, pupils: None, weight: 1.0 }];
        Self { groups, boards: place.boards.clone(), points: vec![place.point], count: 1 }
    }
}

fn weigh(groups: &mut [Group]) {
    let pupils: Option<u64> = groups.iter().map(|group| group.pupils).sum();
    let schools: usize = groups.iter().map(|group| group.schools.max(1)).sum();
    for group in groups {
        group.weight = match (pupils, group.pupils) {
            (Some(all), Some(of_these)) if all > 0 => of_these as f64 / all as f64,
            _ => group.schools.max(1) as f64 / schools as f64,
        };
    }
}

/// The care board in whose area a school lies. A district may lie in two: the trust's own record, whose boards follow from the
/// points of its schools, goes before the main one.
fn board_of(directory: &Directory, district: Option<DistrictIndex>, stated: &[CareBoardIndex]) -> Option<CareBoardIndex> {
    let Some(district) = district else { return stated.first().copied() };
    let boards = &directory.places[district].boards;
    boards.iter().find(|board| stated.contains(board)).or(boards.first()).or(stated.first()).copied()
}

/// The boards of the schools, those of most schools first, then what else the record states.
fn boards(groups: &[Group], stated: &[CareBoardIndex]) -> Vec<CareBoardIndex> {
    let mut weights: Vec<(CareBoardIndex, f64)> = Vec::new();
    for group in groups {
        let Some(board) = group.board else { continue };
        match weights.iter_mut().find(|(known, _)| *known == board) {
            Some((_, weight)) => *weight += group.weight,
            None => weights.push((board, group.weight)),
        }
    }
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut boards: Vec<CareBoardIndex> = weights.into_iter().map(|(board, _)| board).collect();
    for &board in stated {
        if !boards.contains(&board) {
            boards.push(board);
        }
    }
    boards
}
