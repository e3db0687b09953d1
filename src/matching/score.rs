//! The score of a pair, its band, and how sure we are of it.

use super::constants::Constants;
use super::gain::{Between, Factors, gain, mutual};
use super::presence::Presence;
use super::profile::{Profile, Profiles};
use super::proximity::{distance, proximity};
use super::rarity::Rarity;
use crate::model::{Directory, Openness, Organisation, OrganisationIndex, Sector};
use crate::serving;

/// A score in whole millionths, 0 to `1_000_000`: an order of promise, not a probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(pub u32);

impl Score {
    /// The score of a share from 0 to 1.
    pub fn from_share(share: f64) -> Self {
        Self((share.clamp(0.0, 1.0) * 1e6 + 0.5).floor() as u32)
    }

    /// The score as a number from 0 to 1.
    pub fn as_share(self) -> f64 {
        f64::from(self.0) / 1e6
    }
}

/// How promising a score is, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Both sides gain and could meet.
    Strong,
    /// Worth a conversation.
    Good,
    /// Worth a look.
    Possible,
    /// Little speaks for it yet; shown only on request.
    Distant,
}

impl Band {
    /// The word in the open data: `strong`, `good`, `possible`, `distant`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Good => "good",
            Self::Possible => "possible",
            Self::Distant => "distant",
        }
    }

    /// The band of a score.
    pub fn of(constants: &Constants, score: Score) -> Self {
        match score {
            score if score >= Score::from_share(constants.band_strong) => Self::Strong,
            score if score >= Score::from_share(constants.band_good) => Self::Good,
            score if score >= Score::from_share(constants.band_possible) => Self::Possible,
            _ => Self::Distant,
        }
    }
}

/// How much the two records say: a label that never changes the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Nearly all that counts is stated.
    High,
    /// Most of it is.
    Medium,
    /// Little is.
    Low,
}

impl Confidence {
    /// The word in the open data: `high`, `medium`, `low`.
    pub fn id(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }

    /// The label of a share from 0 to 1.
    pub fn of(constants: &Constants, sureness: f64) -> Self {
        // Shares are sums of hundredths; the tiny allowance keeps 0.15 + 0.25 + ... from falling short of 0.8 by a bit.
        let at_least = |least: f64| sureness + 1e-9 >= least;
        if at_least(constants.sure_high) {
            Self::High
        } else if at_least(constants.sure_medium) {
            Self::Medium
        } else {
            Self::Low
        }
    }
}

/// A directory prepared for scoring: flat tables, nothing borrowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoring {
    /// The numbers in use.
    pub constants: Constants,
    /// How rare each offer is.
    pub rarity: Rarity,
    pub(super) profiles: Profiles,
    pub(super) factors: Factors,
}

/// What a score is made of; all parts from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anatomy {
    /// What the first gains from the second.
    pub gain: f64,
    /// What the second gains from the first.
    pub gain_of_other: f64,
    /// Both gains joined.
    pub mutual: f64,
    /// Nearness.
    pub proximity: f64,
    /// Agreement of focus areas.
    pub focus: f64,
    /// Readiness of both.
    pub readiness: f64,
    /// The weighted sum.
    pub share: f64,
    pub(super) between: Between,
}

impl Scoring {
    /// Prepares a directory, and works out who serves whose place.
    pub fn of(directory: &Directory) -> Self {
        Self::with(directory, Presence::of(directory, &serving::of(directory)))
    }

    /// Prepares a directory, given who serves whose place.
    pub fn with(directory: &Directory, presence: Presence) -> Self {
        let constants = Constants::with(&directory.settings.matching);
        let profiles = Profiles::of(directory, presence);
        let rarity = Rarity::of(directory);
        let factors = Factors::of(directory, &constants, &rarity, &profiles);
        Self { constants, rarity, profiles, factors }
    }

    /// Whether enough of those who are for the same state their offers. Of a handful who have said what they offer, that few list
    /// a thing says nothing about how many give it.
    pub(super) fn knows_many_like(&self, directory: &Directory, one: &Organisation) -> bool {
        f64::from(self.rarity.peers_stating(directory, one)) >= self.constants.scarce_stating
    }

    /// The score of any two organisations, without the rules on who may be suggested; the same both ways.
    pub fn score(&self, a: OrganisationIndex, b: OrganisationIndex) -> Score {
        Score::from_share(self.anatomy(a, b).share)
    }

    /// The parts of that score, seen from `a`.
    pub fn anatomy(&self, a: OrganisationIndex, b: OrganisationIndex) -> Anatomy {
        anatomy(self, self.profile(a), self.profile(b))
    }

    /// How sure we are of a pair, 0 to 1: what share of all that counts the two records state.
    pub fn sureness(&self, a: OrganisationIndex, b: OrganisationIndex) -> f64 {
        let (a, b) = (self.profile(a), self.profile(b));
        let lists = [a.stated.needs, a.stated.offers, b.stated.needs, b.stated.offers];
        let placed = |profile: &Profile| !self.profiles.spots(profile).is_empty() || profile.boards_mask != 0;
        let spoken = |profile: &Profile| profile.openness != Openness::NotKnown;
        let mut sureness = self.constants.sure_list * lists.into_iter().filter(|&stated| stated).count() as f64;
        if placed(a) && placed(b) {
            sureness += self.constants.sure_place;
        }
        if spoken(a) && spoken(b) {
            sureness += self.constants.sure_ready;
        }
        (sureness * 100.0).round() / 100.0
    }

    pub(super) fn profile(&self, of: OrganisationIndex) -> &Profile {
        &self.profiles.list[of.at()]
    }

    /// Every organisation of a sector that may be suggested, ids ascending.
    pub(super) fn suggestible(&self, sector: Sector) -> Vec<OrganisationIndex> {
        self.numbers(|profile| profile.sector == sector && profile.suggestible)
    }

    /// Every organisation of a sector that gets a list, ids ascending.
    pub(super) fn choosers(&self, sector: Sector) -> Vec<OrganisationIndex> {
        self.numbers(|profile| profile.sector == sector && profile.chooses)
    }

    fn numbers(&self, keep: impl Fn(&Profile) -> bool) -> Vec<OrganisationIndex> {
        self.profiles.list.iter().filter(|profile| keep(profile)).map(|profile| profile.number).collect()
    }
}

/// The parts of the score of two profiles.
///
/// Sums and products stand in the order of the design: floating-point addition is not associative, and the browser's
/// engine must come to the same millionth.
pub(super) fn anatomy(scoring: &Scoring, a: &Profile, b: &Profile) -> Anatomy {
    let Scoring { constants, profiles, factors, .. } = scoring;
    let tenths = distance(profiles, a, b);
    let proximity = proximity(constants, profiles, a, b, tenths);
    let between = Between { tenths, proximity };
    let gain_of_a = gain(constants, profiles, factors, (a, b), between);
    let gain_of_b = gain(constants, profiles, factors, (b, a), between);
    let mutual = mutual(constants.softening, gain_of_a, gain_of_b);
    let focus = focus(constants, profiles, a, b);
    let readiness = (readiness(constants, a.openness) * readiness(constants, b.openness)).sqrt();
    let share = constants.weight_mutual * mutual
        + constants.weight_place * proximity
        + constants.weight_focus * focus
        + constants.weight_ready * readiness;
    Anatomy { gain: gain_of_a, gain_of_other: gain_of_b, mutual, proximity, focus, readiness, share, between }
}

/// Agreement of focus areas: from one half, where a side has none, up to 1 by their Dice overlap.
fn focus(constants: &Constants, profiles: &Profiles, a: &Profile, b: &Profile) -> f64 {
    let least = constants.focus_unstated;
    if a.focus_count == 0 || b.focus_count == 0 {
        return least;
    }
    let (ours, theirs) = (profiles.focus(a), profiles.focus(b));
    let shared = if a.focus_mask & b.focus_mask == 0 { 0 } else { ours.iter().filter(|area| theirs.contains(area)).count() };
    least + (1.0 - least) * (2.0 * shared as f64 / f64::from(a.focus_count + b.focus_count))
}

pub(super) fn readiness(constants: &Constants, openness: Openness) -> f64 {
    match openness {
        Openness::Offering => constants.ready_offering,
        Openness::Open => constants.ready_open,
        Openness::MayOffer => constants.ready_may_offer,
        Openness::NotNow | Openness::NotKnown => constants.ready_unstated,
    }
}
