//! What the matcher reads of an organisation, laid out flat so that millions of pairs can be scored.
//!
//! Services, care boards and focus areas become bits of a mask. A mask has 128 bits and numbers wrap around, so an
//! empty overlap of two masks always proves that nothing is shared; while there are at most 128 of a kind the overlap
//! itself is exact, and only beyond that the sorted lists behind it decide.

use std::ops::Range;

use super::presence::Presence;
use crate::geo::Spot;
use crate::model::{
    Ages, CareBoardIndex, Directory, FocusIndex, ListIndex, Listing, Mode, Openness, Organisation, OrganisationIndex,
    RegionIndex, Sector, ServiceIndex,
};

/// One organisation as the formulas see it; lists live in [`Profiles`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Profile {
    /// Which organisation this is.
    pub(super) number: OrganisationIndex,
    pub(super) sector: Sector,
    /// `None` is not stated.
    pub(super) region: Option<RegionIndex>,
    pub(super) openness: Openness,
    /// Number of the age range in [`Profiles::ages`]; 0 is not stated.
    pub(super) ages: u16,
    pub(super) stated: Stated,
    /// Whether some listing carries conditions, is doubled, or the reach is limited: the careful path is taken.
    pub(super) careful: bool,
    /// Whether it may be suggested to others: exists, has capacity, is not `not-now`.
    pub(super) suggestible: bool,
    /// Whether it gets a list of its own: exists and is not a body.
    pub(super) chooses: bool,
    pub(super) needs_mask: u128,
    pub(super) offers_mask: u128,
    pub(super) boards_mask: u128,
    pub(super) focus_mask: u128,
    pub(super) focus_count: u16,
    /// Greatest distance for on-site services that it offers, in kilometres.
    pub(super) reach_km: f64,
    needs: (u32, u32),
    offers: (u32, u32),
    spots: (u32, u32),
    boards: (u32, u32),
    focus: (u32, u32),
}

/// Which lists a record states; a list that is not stated is not an empty one. One of which nothing holds today is not
/// stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) needs: bool,
    pub(super) offers: bool,
}

impl Stated {
    /// Whether a record says anything of what is offered or needed.
    pub(super) fn anything(self) -> bool {
        self.needs || self.offers
    }
}

/// An inclusive range of ages in years; `None` is not stated.
pub(super) type AgeRange = Option<(u8, u8)>;

/// A need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Want {
    pub(super) service: ServiceIndex,
    /// Number in [`Profiles::conditions`]; 0 has none.
    pub(super) condition: u32,
    /// Half the priority: 0.5, 1 or 1.5.
    pub(super) half: f64,
}

/// An offer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Give {
    pub(super) service: ServiceIndex,
    /// Number in [`Profiles::conditions`]; 0 has none.
    pub(super) condition: u32,
}

/// What one listing says beyond its service.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Condition {
    /// Inclusive range in years.
    pub(super) ages: AgeRange,
    pub(super) mode: Option<RemoteMode>,
}

/// [`Mode`] in an order, so that doubled listings can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RemoteMode {
    OnSite,
    Either,
    Remote,
}

impl From<Mode> for RemoteMode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::OnSite => Self::OnSite,
            Mode::Either => Self::Either,
            Mode::Remote => Self::Remote,
        }
    }
}

/// All organisations, in the order of the directory.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profiles {
    pub(super) list: Vec<Profile>,
    pub(super) wants: Vec<Want>,
    pub(super) gives: Vec<Give>,
    pub(super) conditions: Vec<Condition>,
    pub(super) spots: Vec<Spot>,
    pub(super) boards: Vec<CareBoardIndex>,
    pub(super) focus: Vec<FocusIndex>,
    /// Distinct age ranges; number 0 is not stated.
    pub(super) ages: Vec<AgeRange>,
    /// Who serves whose place.
    pub(super) presence: Presence,
    /// Whether masks of services and of boards are exact.
    pub(super) exact_masks: bool,
}

impl Profile {
    /// Whether everything that lies in the profile itself, and not in the lists behind it, is the same.
    pub(super) fn has_same_marks(&self, other: &Self) -> bool {
        let marks = |one: &Self| {
            let who = (one.sector, one.region, one.openness, one.stated, one.careful, one.suggestible, one.chooses);
            (who, one.needs_mask, one.offers_mask, one.boards_mask, one.focus_mask, one.focus_count, one.reach_km.to_bits())
        };
        marks(self) == marks(other)
    }
}

fn bounds(range: (u32, u32)) -> Range<usize> {
    range.0 as usize..range.1 as usize
}

impl Profiles {
    /// Lays out every organisation of the directory.
    pub(super) fn of(directory: &Directory, presence: Presence) -> Self {
        let mut profiles = Self { conditions: vec![Condition::default()], ages: vec![None], presence, ..Self::default() };
        profiles.exact_masks = directory.vocabulary.services.len() <= 128 && directory.places.boards.len() <= 128;
        for (number, organisation) in directory.numbered() {
            profiles.push(directory, number, organisation);
        }
        profiles
    }

    pub(super) fn wants(&self, of: &Profile) -> &[Want] {
        &self.wants[bounds(of.needs)]
    }

    pub(super) fn gives(&self, of: &Profile) -> &[Give] {
        &self.gives[bounds(of.offers)]
    }

    /// The needs with what they say beyond their services.
    pub(super) fn told_wants(&self, of: &Profile) -> impl Iterator<Item = (ServiceIndex, f64, &Condition)> {
        self.wants(of).iter().map(|want| (want.service, want.half, &self.conditions[want.condition as usize]))
    }

    /// The offers with what they say beyond their services.
    pub(super) fn told_gives(&self, of: &Profile) -> impl Iterator<Item = (ServiceIndex, &Condition)> {
        self.gives(of).iter().map(|give| (give.service, &self.conditions[give.condition as usize]))
    }

    pub(super) fn spots(&self, of: &Profile) -> &[Spot] {
        &self.spots[bounds(of.spots)]
    }

    pub(super) fn boards(&self, of: &Profile) -> &[CareBoardIndex] {
        &self.boards[bounds(of.boards)]
    }

    pub(super) fn focus(&self, of: &Profile) -> &[FocusIndex] {
        &self.focus[bounds(of.focus)]
    }

    fn push(&mut self, directory: &Directory, number: OrganisationIndex, organisation: &Organisation) {
        let needs_from = self.wants.len();
        let doubled_needs = self.push_wants(directory, organisation);
        let offers_from = self.gives.len();
        let doubled_offers = self.push_gives(directory, organisation);
        let spots_from = self.spots.len();
        self.spots.extend(directory.meeting_points(organisation).into_iter().map(Spot::of));
        let boards_from = self.boards.len();
        self.boards.extend(organisation.place.icbs.iter());
        sort_and_dedup(&mut self.boards, boards_from);
        let focus = directory.focus_of(organisation);
        let focus_from = self.focus.len();
        self.focus.extend(focus.iter().flatten());
        sort_and_dedup(&mut self.focus, focus_from);

        let wants = &self.wants[needs_from..];
        let gives = &self.gives[offers_from..];
        let conditional = wants.iter().any(|want| want.condition != 0) || gives.iter().any(|give| give.condition != 0);
        let reach_km = organisation.place.reach_km.unwrap_or(f64::INFINITY);
        let exists = organisation.closed.is_none();
        let profile = Profile {
            number,
            sector: organisation.sector,
            region: organisation.place.region,
            openness: organisation.openness,
            ages: 0,
            stated: Stated {
                needs: organisation.states_needs(directory.as_of),
                offers: organisation.states_offers(directory.as_of),
            },
            careful: doubled_needs || doubled_offers || conditional || reach_km.is_finite() || !self.exact_masks,
            suggestible: exists && organisation.capacity != Some(0) && organisation.openness != Openness::NotNow,
            chooses: exists && organisation.sector != Sector::Body,
            needs_mask: mask(wants.iter().map(|want| want.service.at())),
            offers_mask: mask(gives.iter().map(|give| give.service.at())),
            boards_mask: mask(self.boards[boards_from..].iter().map(|board| board.at())),
            focus_mask: mask(self.focus[focus_from..].iter().map(|area| area.at())),
            focus_count: (self.focus.len() - focus_from) as u16,
            reach_km,
            needs: (needs_from as u32, self.wants.len() as u32),
            offers: (offers_from as u32, self.gives.len() as u32),
            spots: (spots_from as u32, self.spots.len() as u32),
            boards: (boards_from as u32, self.boards.len() as u32),
            focus: (focus_from as u32, self.focus.len() as u32),
        };
        let ages = self.number_of_ages(school_ages(directory, organisation));
        self.list.push(Profile { ages, ..profile });
    }

    /// Whether a service is listed twice.
    fn push_wants(&mut self, directory: &Directory, organisation: &Organisation) -> bool {
        let mut listed: Vec<(ServiceIndex, Condition, u8)> = organisation
            .live_needs(directory.as_of)
            .map(|need| (need.service, condition(directory, need), need.priority.clamp(1, 3)))
            .collect();
        listed.sort();
        listed.dedup();
        let doubled = listed.windows(2).any(|two| two[0].0 == two[1].0);
        for (service, condition, priority) in listed {
            let condition = self.number_of_condition(condition);
            self.wants.push(Want { service, condition, half: f64::from(priority) / 2.0 });
        }
        doubled
    }

    /// Whether a service is listed twice.
    fn push_gives(&mut self, directory: &Directory, organisation: &Organisation) -> bool {
        let mut listed: Vec<(ServiceIndex, Condition)> =
            organisation.live_offers(directory.as_of).map(|offer| (offer.service, condition(directory, offer))).collect();
        listed.sort();
        listed.dedup();
        let doubled = listed.windows(2).any(|two| two[0].0 == two[1].0);
        for (service, condition) in listed {
            let condition = self.number_of_condition(condition);
            self.gives.push(Give { service, condition });
        }
        doubled
    }

    fn number_of_condition(&mut self, condition: Condition) -> u32 {
        if condition == Condition::default() {
            return 0;
        }
        self.conditions.push(condition);
        self.conditions.len() as u32 - 1
    }

    fn number_of_ages(&mut self, ages: AgeRange) -> u16 {
        if let Some(at) = self.ages.iter().position(|known| *known == ages) {
            return at as u16;
        }
        self.ages.push(ages);
        self.ages.len() as u16 - 1
    }
}

fn sort_and_dedup<I: ListIndex>(list: &mut Vec<I>, from: usize) {
    let mut tail = list.split_off(from);
    tail.sort_unstable();
    tail.dedup();
    list.append(&mut tail);
}

fn mask(numbers: impl Iterator<Item = usize>) -> u128 {
    numbers.fold(0, |mask, number| mask | bit(number))
}

/// The bit of a number in a mask.
pub(super) fn bit(number: usize) -> u128 {
    1 << (number % 128)
}

/// The ages that a school trust teaches: as stated, else the span of its phases. The health side has none.
fn school_ages(directory: &Directory, organisation: &Organisation) -> AgeRange {
    if organisation.sector != Sector::School {
        return None;
    }
    let stated = organisation.serves.ages.map(|ages| (ages.from, ages.to));
    stated.or_else(|| span(organisation.serves.phases.iter().map(|&phase| directory.vocabulary[phase].ages)))
}

fn span(ages: impl Iterator<Item = Ages>) -> AgeRange {
    ages.map(|ages| (ages.from, ages.to)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

fn condition(directory: &Directory, listing: &Listing) -> Condition {
    let phases = || span(listing.phases.iter().map(|&phase| directory.vocabulary[phase].ages));
    Condition { ages: listing.ages.map(|ages| (ages.from, ages.to)).or_else(phases), mode: listing.mode.map(RemoteMode::from) }
}
