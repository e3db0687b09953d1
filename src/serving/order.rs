//! Who comes first for a role in a place, and how that is known.

use std::cmp::Ordering;

use super::bodies::Bodies;
use super::distance::least;
use super::schools::Schools;
use super::slot::{Basis, Served, Slot};
use crate::geo::Spot;
use crate::model::{CareBoardIndex, Directory, Reach, RoleIndex};

/// A second body stands beside the first from this share on: a trust in three counties has several hospitals.
const SECOND: f64 = 0.15;
/// Within so many tenths of a kilometre a body may hold a role though nothing else says so.
const NEAR: u32 = 250;

/// Beyond so many tenths of a kilometre an area of both says nothing of a role that is put out to tender: an area can be wide.
const FAR: u32 = 500;

/// A body that holds a role, as seen from a place.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    body: usize,
    share: f64,
    inside: f64,
    tenths: Option<u32>,
}

/// One role in one place.
struct Question<'a> {
    directory: &'a Directory,
    bodies: &'a Bodies,
    schools: &'a Schools,
    role: RoleIndex,
}

/// The part of a place that each holder of a role serves, in their order.
pub(super) type Parts = Vec<(usize, f64)>;

/// The slots of a place for every role that is found by place, in the order of pages; `parts` holds what [`parts`] gives for
/// each of them.
pub(super) fn slots(directory: &Directory, bodies: &Bodies, schools: &Schools, parts: &[(RoleIndex, Parts)]) -> Vec<Slot> {
    let spots: Vec<Spot> = schools.points.iter().copied().map(Spot::of).collect();
    let roles = directory.vocabulary.roles_in_order().into_iter();
    let found = roles.filter_map(|role| parts.iter().find(|(of, _)| *of == role));
    found.flat_map(|(role, parts)| Question { directory, bodies, schools, role: *role }.answer(parts, &spots)).collect()
}

/// The part of a place that each holder of a role serves.
pub(super) fn parts(directory: &Directory, bodies: &Bodies, schools: &Schools, role: RoleIndex) -> Parts {
    let question = Question { directory, bodies, schools, role };
    bodies.holders[role.at()].iter().map(|&body| (body, question.share(body))).collect()
}

impl Question<'_> {
    fn answer(&self, parts: &[(usize, f64)], spots: &[Spot]) -> Vec<Slot> {
        let mut candidates: Vec<Candidate> =
            parts.iter().map(|&(body, share)| Candidate { body, share, inside: self.inside(body), tenths: None }).collect();
        candidates.sort_by(by_worth);
        let first = self.nearest_of_best(&candidates, spots);
        let Some(first) = first.filter(|first| self.may_hold(first)) else { return Vec::new() };
        candidates.retain(|other| other.body != first.body);
        let second = self.nearest_of_best(&candidates, spots).filter(|second| second.share >= SECOND);
        [Some(first), second].into_iter().flatten().map(|one| self.slot(&one)).collect()
    }

    /// The mean over schools of the share of their district; whoever serves the whole area of a board serves every school in it.
    fn share(&self, body: usize) -> f64 {
        let covers = self.directory.vocabulary[self.role].reach == Reach::Footprint;
        let of_group = |group: &super::schools::Group| match group.district {
            _ if covers => f64::from(u8::from(self.bodies.list[body].covers(group.district, group.board))),
            Some(district) => {
                let parts = self.bodies.parts(self.role, district).iter();
                parts.filter(|part| part.body == body).map(|part| part.share).sum()
            }
            None => 0.0,
        };
        let sum: f64 = self.schools.groups.iter().map(|group| group.weight * of_group(group)).sum();
        // To a billionth: what is added in another order is equal all the same.
        (sum.clamp(0.0, 1.0) * 1e9).round() / 1e9
    }

    /// The part of the schools that lie in the body's footprint, each school counting one.
    fn inside(&self, body: usize) -> f64 {
        let body = &self.bodies.list[body];
        let count = |group: &super::schools::Group| group.schools.max(1);
        let groups = &self.schools.groups;
        let inside: usize = groups.iter().filter(|group| body.covers(group.district, group.board)).map(count).sum();
        inside as f64 / groups.iter().map(count).sum::<usize>() as f64
    }

    /// The first of candidates that stand by worth; distances are measured only where worth does not decide.
    fn nearest_of_best(&self, candidates: &[Candidate], spots: &[Spot]) -> Option<Candidate> {
        let best = candidates.first()?;
        let equals = candidates.iter().take_while(|other| by_worth(best, other) == Ordering::Equal);
        let measured = equals.map(|one| Candidate { tenths: least(spots, &self.bodies.list[one.body].spots), ..*one });
        measured.min_by_key(|one| (one.tenths.unwrap_or(u32::MAX), one.body))
    }

    /// Whether anything speaks for it: a share, a source, a care board of both, or nearness.
    fn may_hold(&self, one: &Candidate) -> bool {
        one.share > 0.0
            || !self.served(one.body).is_empty()
            || (!self.boards_of_both(one.body).is_empty() && !self.is_far(one))
            || one.tenths.is_some_and(|tenths| tenths <= NEAR)
    }

    /// Who runs what is put out to tender is a question to the council, not to somebody at the other end of the county.
    fn is_far(&self, one: &Candidate) -> bool {
        self.directory.vocabulary[self.role].needs_source && one.tenths.is_some_and(|tenths| tenths > FAR)
    }

    fn boards_of_both(&self, body: usize) -> Vec<CareBoardIndex> {
        let theirs = &self.bodies.list[body].boards;
        self.schools.boards.iter().copied().filter(|board| theirs.contains(board)).collect()
    }

    /// The districts in which a source names the body: the table for this role, or its own record.
    fn served(&self, body: usize) -> Vec<Served> {
        let mut served = Vec::new();
        for group in &self.schools.groups {
            let Some(district) = group.district else { continue };
            let part = self.bodies.parts(self.role, district).iter().find(|part| part.body == body);
            let named = self.bodies.list[body].districts.contains(&district);
            if part.is_some() || named {
                let (share, row) = part.map_or((0.0, None), |part| (part.share, Some(part.row)));
                served.push(Served { district, share, schools: group.schools, row });
            }
        }
        served.sort_by(|a, b| b.schools.cmp(&a.schools).then(b.share.total_cmp(&a.share)).then(a.district.cmp(&b.district)));
        served
    }

    fn slot(&self, one: &Candidate) -> Slot {
        let boards = self.boards_of_both(one.body);
        let districts = self.served(one.body);
        let of = boards.iter().map(|&board| self.bodies.in_area(self.role, board)).max().unwrap_or(0);
        Slot {
            role: self.role,
            body: self.bodies.list[one.body].index,
            basis: self.basis(one, &districts, &boards),
            share: one.share,
            inside: one.inside,
            km: one.tenths.map(|tenths| f64::from(tenths) / 10.0),
            districts,
            boards,
            of,
        }
    }

    fn basis(&self, one: &Candidate, districts: &[Served], boards: &[CareBoardIndex]) -> Basis {
        let role = &self.directory.vocabulary[self.role];
        let numbered = |served: &Served| served.row.is_some_and(|row| self.directory.shares[row].share.is_some());
        if role.reach == Reach::Footprint && one.share > 0.0 {
            Basis::Covers
        } else if one.share > 0.0 && districts.iter().any(|served| numbered(served) && served.share > 0.0) {
            Basis::Share
        } else if !districts.is_empty() {
            Basis::Stated
        } else if role.reach == Reach::District
            && !role.needs_source
            && !boards.is_empty()
            && boards.iter().all(|&board| self.bodies.in_area(self.role, board) == 1)
        {
            Basis::Only
        } else {
            Basis::Nearest
        }
    }
}

/// Share, then the part of the schools inside the footprint; the greater first.
fn by_worth(a: &Candidate, b: &Candidate) -> Ordering {
    b.share.total_cmp(&a.share).then(b.inside.total_cmp(&a.inside))
}
