//! What the directory shows as a whole: who is here, what is offered and needed, what is missing, how fresh it is.
//!
//! Counts, never ranks: nothing here says that one organisation is better than another. And counts of what is
//! *listed*: nothing here says what exists. [`Strength`] says how much a count can bear, so that pages can say how little
//! a small one shows.

mod completeness;
mod coverage;
mod freshness;
mod outcomes;
mod together;
mod trade;

pub use completeness::{Completeness, completeness};
pub use coverage::{AreaShare, Coverage, RegisterShare};
pub use freshness::{Age, Freshness, Tier, tier};
pub use outcomes::{About, ENOUGH, Outcomes, outcomes};
pub use together::{Together, together};
pub use trade::{Asked, Trade, asked, trades};

use std::sync::{Arc, LazyLock};

use crate::matching::{self, Gaps, Matches};
use crate::model::{CareBoardIndex, Date, Directory, OrganisationIndex, RegionIndex, State};

/// Fewest organisations that must state something before a count by place is shown (matching design, section 5.3).
pub const FEWEST_TO_SHOW: usize = 3;

/// The share of a register below which a count says little about the country.
pub const SMALL_SHARE: f64 = 0.1;

/// How much a count can bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// There is nothing to count.
    Nothing,
    /// Too few to say anything of the whole: under [`FEWEST_TO_SHOW`], or under [`SMALL_SHARE`] of what is known to exist.
    Little,
    /// Enough to be shown as it is.
    Fair,
}

impl Strength {
    /// The strength of `known` out of `whole`, where that is known.
    pub fn of(known: usize, whole: Option<usize>) -> Self {
        let small_share = whole.is_some_and(|whole| (known as f64) < SMALL_SHARE * whole as f64);
        match known {
            0 => Self::Nothing,
            _ if known < FEWEST_TO_SHOW || small_share => Self::Little,
            _ => Self::Fair,
        }
    }
}

/// What the directory shows as a whole. Closed organisations count nowhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Insights {
    /// The day that counted as today.
    pub as_of: Option<Date>,
    /// The whole directory.
    pub whole: Coverage,
    /// Each region, ids ascending.
    pub regions: Vec<(RegionIndex, Coverage)>,
    /// Each care board in force, ids ascending. An organisation counts in every footprint in which it works.
    pub boards: Vec<(CareBoardIndex, Coverage)>,
    /// How much of each national register stands here.
    pub registers: Vec<RegisterShare>,
    /// Each service of the vocabulary, ids ascending.
    pub services: Vec<Trade>,
    /// Each service that somebody needs, ids ascending.
    pub asked: Vec<Asked>,
    /// Documented partnerships by focus area.
    pub together: Vec<Together>,
    /// How lately records were checked.
    pub freshness: Freshness,
    /// How many organisations list so many offers that hold today: the index is the number of offers; only of those
    /// that state offers.
    pub offers_listed: Vec<usize>,
    /// The same for needs.
    pub needs_listed: Vec<usize>,
    /// How many offers have which status.
    pub offers_by_status: Statuses,
    /// Needs without a listed offer within reach, offers that nobody within reach asks for, organisations without a match.
    pub gaps: Gaps,
    /// Organisations that can have a partner to suggest, ids ascending.
    pub choosers: Vec<OrganisationIndex>,
}

/// How many listings have which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statuses {
    /// They hold now.
    pub now: usize,
    /// They may be possible.
    pub may: usize,
    /// Their source does not say.
    pub not_known: usize,
    /// They begin after the day that counts as today.
    pub later: usize,
    /// They are past, and take part in nothing else.
    pub past: usize,
}

impl Statuses {
    fn of(directory: &Directory, members: &[OrganisationIndex]) -> Self {
        let mut found = Self::default();
        for listing in members.iter().flat_map(|&at| directory[at].offers.iter().flatten()) {
            match listing.state(directory.as_of) {
                State::Now => found.now += 1,
                State::May => found.may += 1,
                State::NotKnown => found.not_known += 1,
                State::Later(_) => found.later += 1,
                State::Met | State::Past => found.past += 1,
            }
        }
        found
    }
}

impl Insights {
    /// Whether somebody is at least a possible partner of a chooser.
    pub fn has_a_match(&self, chooser: OrganisationIndex) -> bool {
        self.gaps.orphans.binary_search(&chooser).is_err()
    }

    /// Choosers that have at least one possible partner, out of all choosers.
    pub fn with_a_match(&self) -> (usize, usize) {
        (self.choosers.iter().filter(|&&at| self.has_a_match(at)).count(), self.choosers.len())
    }
}

/// Insights that are read when something first asks for them, so that a preview does not wait for them.
///
/// Reading takes all threads. So whoever renders on all threads reads them before ([`std::sync::LazyLock::force`]): a
/// thread that reads must not begin, while it waits for the others, with a page that waits for what it reads.
pub type Later = LazyLock<Insights, Box<dyn FnOnce() -> Insights + Send>>;

/// Reads a directory as a whole, later.
pub fn later(directory: Arc<Directory>, matches: Arc<Matches>) -> Later {
    LazyLock::new(Box::new(move || read(&directory, &matches)))
}

/// Reads a directory as a whole.
pub fn read(directory: &Directory, matches: &Matches) -> Insights {
    let open: Vec<OrganisationIndex> = directory.numbered().filter(|(_, one)| one.closed.is_none()).map(|(at, _)| at).collect();
    let regions = directory.places.regions.indices().map(|region| {
        let here = open.iter().copied().filter(|&at| directory[at].place.region == Some(region));
        (region, Coverage::of(directory, here.collect()))
    });
    let in_force = directory
        .places
        .boards
        .indices()
        .filter(|&board| directory.places[board].closed.is_none() && directory.places[board].successor.is_none());
    let boards = in_force.map(|board| {
        let here = open.iter().copied().filter(|&at| directory[at].place.icbs.contains(&board));
        (board, Coverage::of(directory, here.collect()))
    });
    let listed = |counts: &mut dyn Iterator<Item = usize>| {
        let mut spread = Vec::new();
        for number in counts {
            if spread.len() <= number {
                spread.resize(number + 1, 0);
            }
            spread[number] += 1;
        }
        spread
    };
    let stating = |wanted: &dyn Fn(&crate::model::Organisation) -> Option<usize>| {
        listed(&mut open.iter().filter_map(|&at| wanted(&directory[at])))
    };
    let choosers: Vec<OrganisationIndex> = open.iter().copied().filter(|&at| directory[at].sector.other().is_some()).collect();
    let services = trades(directory, &open);
    let gaps = matching::gaps(directory, matches);
    Insights {
        as_of: directory.as_of,
        regions: regions.collect(),
        boards: boards.collect(),
        registers: coverage::registers(directory, &open),
        asked: asked(&services, &gaps),
        together: together(directory),
        services,
        freshness: Freshness::of(directory, &open),
        offers_listed: stating(&|one| one.states_offers(directory.as_of).then(|| one.live_offers(directory.as_of).count())),
        needs_listed: stating(&|one| one.states_needs(directory.as_of).then(|| one.live_needs(directory.as_of).count())),
        offers_by_status: Statuses::of(directory, &open),
        gaps,
        choosers,
        whole: Coverage::of(directory, open),
    }
}

#[cfg(test)]
mod tests {
    use super::Strength;

    #[test]
    fn small_counts_bear_little() {
        assert_eq!(Strength::of(0, Some(10)), Strength::Nothing);
        assert_eq!(Strength::of(2, None), Strength::Little);
        assert_eq!(Strength::of(3, None), Strength::Fair);
        assert_eq!(Strength::of(13, Some(1346)), Strength::Little);
        assert_eq!(Strength::of(135, Some(1346)), Strength::Fair);
    }
}
