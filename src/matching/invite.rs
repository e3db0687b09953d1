//! Whom to invite to a workshop: health bodies in every role of a place, and the school trusts of their patches.
//!
//! A room of people from one corner of a place is no room of the place: school trusts are spread over its districts, those
//! with several schools first, because one such seat speaks for many pupils.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CareBoardIndex, Directory, DistrictIndex, Openness, Organisation, OrganisationIndex, Programme, Reach, RoleIndex, Sector,
};
use crate::serving::Slots;

/// The kind whose trusts run several schools even where the record names one.
const SEVERAL_SCHOOLS: &str = "multi-academy-trust";

/// What an organiser has settled already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// Health bodies that come in any case, in the organiser's order.
    pub left: Vec<OrganisationIndex>,
    /// School trusts that come in any case.
    pub right: Vec<OrganisationIndex>,
    /// The place. Where there is none, only a side of which nobody is named is proposed, from the other.
    pub board: Option<CareBoardIndex>,
    /// Most of each side, those named included; `None` for everybody whom the place has.
    pub most: Option<usize>,
}

impl Call {
    /// What a workshop's record settles; `None` where it names everybody itself.
    pub fn of(programme: &Programme) -> Option<Self> {
        (programme.icb.is_some() || programme.invite.is_some()).then(|| Self {
            left: programme.left.clone(),
            right: programme.right.clone(),
            board: programme.icb,
            most: programme.invite.map(|most| most as usize),
        })
    }
}

/// Somebody to invite, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Who.
    pub who: OrganisationIndex,
    /// The role for which a health body is proposed.
    pub role: Option<RoleIndex>,
    /// The district of the place in which a school trust has most of its schools.
    pub district: Option<DistrictIndex>,
    /// Its schools in the place; 0 where only its head office is known to be there.
    pub schools: usize,
}

/// Both sides of the room, in the order in which they are proposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invitations {
    /// The health side.
    pub left: Vec<Invited>,
    /// The education side.
    pub right: Vec<Invited>,
}

/// Proposes whom to invite. Those whom the organiser names come first; nobody is proposed who has ended, has no room or is not
/// looking for partners.
pub fn invite(directory: &Directory, slots: &Slots, call: &Call) -> Invitations {
    let place = Place::of(directory, slots, call);
    let named = |who: OrganisationIndex| Invited { who, role: None, district: None, schools: 0 };
    let mut left: Vec<Invited> = call.left.iter().copied().map(named).collect();
    let most = call.most.unwrap_or(usize::MAX);
    if call.board.is_some() || left.is_empty() {
        place.add_bodies(call, &mut left, most);
    }
    let mut right: Vec<Invited> = call.right.iter().map(|&trust| place.trust(trust)).collect();
    if call.board.is_some() || right.is_empty() {
        place.add_trusts(&left, &mut right, most);
    }
    Invitations { left, right }
}

/// The place of a workshop.
struct Place<'a> {
    directory: &'a Directory,
    slots: &'a Slots,
    board: Option<CareBoardIndex>,
    /// Its districts; empty where nothing limits them.
    districts: BTreeSet<DistrictIndex>,
}

impl<'a> Place<'a> {
    fn of(directory: &'a Directory, slots: &'a Slots, call: &Call) -> Self {
        let districts = match call.board {
            Some(board) => {
                let all = directory.places.districts.numbered();
                all.filter(|(_, district)| district.boards.contains(&board)).map(|(at, _)| at).collect()
            }
            None => {
                call.left.iter().filter_map(|&body| slots.patch(body)).flat_map(|patch| patch.districts.iter().copied()).collect()
            }
        };
        Self { directory, slots, board: call.board, districts }
    }

    fn holds(&self, one: &Organisation, district: Option<DistrictIndex>) -> bool {
        match (district, self.board) {
            (Some(district), _) => self.districts.is_empty() || self.districts.contains(&district),
            (None, Some(board)) => one.place.icbs.contains(&board),
            (None, None) => true,
        }
    }

    /// A school trust with its schools in the place.
    fn trust(&self, who: OrganisationIndex) -> Invited {
        let one = &self.directory[who];
        let mut counts = BTreeMap::<DistrictIndex, usize>::new();
        for district in one.sites.iter().filter_map(|site| site.district).filter(|&district| self.holds(one, Some(district))) {
            *counts.entry(district).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|&(district, count)| (*count, Reverse(*district))).map(|(district, _)| *district);
        let office = one.place.district.filter(|&district| self.holds(one, Some(district)));
        Invited { who, role: None, district: most.or(office), schools: counts.values().sum() }
    }

    /// Adds health bodies: of each role the one that serves most of the place, then of each role the next.
    fn add_bodies(&self, call: &Call, left: &mut Vec<Invited>, most: usize) {
        let words = &self.directory.vocabulary;
        let roles = words.roles_in_order().into_iter().filter(|&role| words[role].reach != Reach::Nowhere);
        let queues: Vec<Vec<Invited>> = roles.map(|role| self.holders(role, call)).collect();
        let deepest = queues.iter().map(Vec::len).max().unwrap_or(0);
        for invited in (0..deepest).flat_map(|at| queues.iter().filter_map(move |queue| queue.get(at))) {
            if left.len() < most && !left.iter().any(|other| other.who == invited.who) {
                left.push(*invited);
            }
        }
    }

    /// Who holds a role in the place, those who serve most of it first.
    fn holders(&self, role: RoleIndex, call: &Call) -> Vec<Invited> {
        let mut parts = BTreeMap::<OrganisationIndex, f64>::new();
        let of_districts = self.districts.iter().map(|&district| self.slots.in_district(district));
        let of_trusts = call.right.iter().map(|&trust| self.slots.of_trust(trust));
        let slots: Vec<_> = if self.board.is_some() { of_districts.collect() } else { of_trusts.collect() };
        for slot in slots.into_iter().flatten().filter(|slot| slot.role == role) {
            if slot.share > 0.0 || !slot.boards.is_empty() {
                *parts.entry(slot.body).or_default() += slot.share;
            }
        }
        if let Some(board) = self.board {
            let working_there = self.directory.of_sector(Sector::Nhs).filter(|(_, one)| one.place.icbs.contains(&board));
            for (body, _) in working_there.filter(|(_, one)| self.directory.roles_of(one).contains(&role)) {
                parts.entry(body).or_default();
            }
        }
        let serves_a_place = |body: &OrganisationIndex| self.slots.patch(*body).is_some();
        let mut found: Vec<(OrganisationIndex, f64)> =
            parts.into_iter().filter(|(body, _)| serves_a_place(body) && self.may_come(*body, Sector::Nhs)).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.into_iter().map(|(who, _)| Invited { who, role: Some(role), district: None, schools: 0 }).collect()
    }

    /// Adds school trusts of the bodies' patches: those of several schools before those of one, and each time from the district
    /// that has fewest at the table.
    fn add_trusts(&self, left: &[Invited], right: &mut Vec<Invited>, most: usize) {
        let patches = left.iter().filter_map(|body| self.slots.patch(body.who));
        let trusts: BTreeSet<OrganisationIndex> = patches.flat_map(|patch| patch.trusts.iter().map(|one| one.trust)).collect();
        let named = |trust: OrganisationIndex| right.iter().any(|other| other.who == trust);
        let candidates: Vec<Invited> = trusts
            .into_iter()
            .filter(|&trust| !named(trust) && self.may_come(trust, Sector::School))
            .map(|trust| self.trust(trust))
            .filter(|one| one.schools > 0 || self.holds(&self.directory[one.who], one.district))
            .collect();
        let several = |one: &&Invited| {
            let trust = &self.directory[one.who];
            trust.sites.len() > 1 || self.directory.vocabulary[trust.kind].id == SEVERAL_SCHOOLS
        };
        let mut at_table = BTreeMap::<Option<DistrictIndex>, usize>::new();
        for one in &*right {
            *at_table.entry(one.district).or_default() += 1;
        }
        let (many, single): (Vec<Invited>, Vec<Invited>) = candidates.iter().partition(|one| several(one));
        for group in [many, single] {
            let mut queues = BTreeMap::<Option<DistrictIndex>, Vec<Invited>>::new();
            for one in group {
                queues.entry(one.district).or_default().push(one);
            }
            // The next of each district stands last.
            for queue in queues.values_mut() {
                queue.sort_by_key(|one| (one.schools, Reverse(one.who)));
            }
            while right.len() < most {
                let waiting = queues.iter().filter_map(|(district, queue)| Some((district, queue.last()?)));
                let fewest = waiting.min_by_key(|(district, next)| {
                    (at_table.get(district).copied().unwrap_or(0), Reverse(next.schools), **district)
                });
                let Some(district) = fewest.map(|(district, _)| *district) else { break };
                right.extend(queues.get_mut(&district).and_then(Vec::pop));
                *at_table.entry(district).or_default() += 1;
            }
        }
    }

    fn may_come(&self, who: OrganisationIndex, sector: Sector) -> bool {
        let one = &self.directory[who];
        one.sector == sector && one.closed.is_none() && one.capacity != Some(0) && one.openness != Openness::NotNow
    }
}
