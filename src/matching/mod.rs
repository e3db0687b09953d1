//! Who suits whom, why, and what is missing.
//!
//! Pure: no input or output, no clock, no hash order. Once the model exists nothing here can go wrong, so everything
//! returns values, never results. The formulas are those of the matching design; every number stands in [`CONSTANTS`].
//!
//! What the formulas call what, and where a record says it:
//!
//! | in the formulas | in a record |
//! | --- | --- |
//! | sector health, education | `sector` `nhs`, `school`; a `body` is never matched |
//! | sites | the points of `sites`, the point of `place` only where no site has one; distance is the least over pairs; a care board has none |
//! | care board, region | `place.icbs`, `place.region` |
//! | needs, offers | the services of `needs` and `offers` that hold on the day that counts as today and are not met; absent is *not stated*, and so is a list of which nothing is left; empty is *none* |
//! | intensity | `priority` of a need, 1 to 3 |
//! | focus | `focus`, else the focus areas of its services |
//! | ages of the education side | `serves.ages`, else the span of `serves.phases` |
//! | readiness active, open, exploring, unstated | `openness` `offering`, `open`, `may-offer`, `not-known` |
//! | never suggested | `capacity` 0, `openness` `not-now`, closed; these still get a list of their own |
//! | known partners | `partners` of either side, and partnerships that have not ended |
//!
//! What one listing says beyond its service decides whether a need and an offer *fit*, as follows:
//!
//! - `from` and `until`: what is over or begins later does not match at all.
//! - `travels` of the service: one that is given by footprint reaches those whose place its giver serves ([`Presence`]), or
//!   half of it those in the same care board; for one that goes anywhere, no distance counts.
//! - `ages` (else the span of `phases`): ranges of need, offer and school trust must touch. The age *factor* always
//!   compares the school trust with the vocabulary's range, as the formula says.
//! - `mode` replaces that of the vocabulary; the stricter of need and offer counts, and on-site never fits remote.
//! - `reach_km` of the giver: services that are given on-site do not fit beyond it.
//! - A service listed twice counts once, with the listing that gives the greatest weight.

mod balance;
mod bounds;
mod constants;
mod explain;
mod flow;
mod gain;
mod gaps;
mod incremental;
mod invite;
mod partners;
mod places;
mod presence;
mod profile;
mod proximity;
mod prune;
mod rank;
mod rarity;
mod rounds;
mod score;
mod variety;
mod workshop;
mod world;

pub use balance::Listed;
pub use constants::{CONSTANTS, Constant, ConstantFault, Constants};
pub use explain::{Gain, Limit, Match, MatchParts, NotSuggested, Reason, Unstated, Who, explain};
pub use gaps::{Area, Gap, Gaps, Surplus, Unmet, gaps};
pub use invite::{Call, Invitations, Invited, invite};
pub use partners::{KnownPartner, has_more_to_say, known_partners};
pub use places::{NamedPlace, places};
pub use presence::Presence;
pub use rank::Ranked;
pub use rarity::Rarity;
pub use score::{Anatomy, Band, Confidence, Score, Scoring};
pub use variety::with_variety;
pub use workshop::{Pairing, Seats, Table, Workshop, pair_up};
pub use world::{shares_of_district, world};

use std::sync::Arc;

use crate::model::{Directory, OrganisationIndex, Sector};

/// Everybody's possible partners.
#[derive(Clone, Debug, PartialEq)]
pub struct Matches {
    scoring: Scoring,
    way: Way,
    ranked: Vec<Vec<Ranked>>,
    listed: Vec<Vec<Listed>>,
}

/// How lists are made; every way gives the same lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How many partners are kept for each organisation; `None` keeps all in a directory of national size, and four
    /// times the length of a published list in a greater one.
    pub depth: Option<usize>,
    /// Whether every pair is scored.
    pub method: Method,
    /// Whether the balanced lists are left out.
    pub unbalanced: bool,
}

/// Whether every pair is scored, or only those that could reach a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Whichever is faster.
    #[default]
    Automatic,
    /// Every pair.
    Exhaustive,
    /// Groups of candidates whose best imaginable member would not reach the list are left out.
    Pruned,
}

/// Up to so many pairs, scoring them all takes well under a second.
const FEW_PAIRS: usize = 4_000_000;

/// What [`Options`] come to for a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Way {
    depth: usize,
    every_pair: bool,
}

impl Way {
    fn of(scoring: &Scoring, options: Options) -> Self {
        let [health, education] = rank::candidates_by_side(scoring);
        let few = health.len().saturating_mul(education.len()) <= FEW_PAIRS;
        let every_pair = match options.method {
            Method::Automatic => few,
            Method::Exhaustive => true,
            Method::Pruned => false,
        };
        let depth = options.depth.unwrap_or(if few { usize::MAX } else { 4 * scoring.constants.list_length as usize });
        Self { depth, every_pair }
    }

    fn rank(self, directory: &Directory, scoring: &Scoring) -> Vec<Vec<Ranked>> {
        let rank = if self.every_pair { rank::exhaustive } else { prune::pruned };
        rank(directory, scoring, self.depth)
    }
}

/// Ranks the partners of every organisation.
pub fn all(directory: &Directory) -> Matches {
    all_with(directory, Options::default())
}

/// Ranks the partners of every organisation in a given way.
pub fn all_with(directory: &Directory, options: Options) -> Matches {
    all_scored(directory, Scoring::of(directory), options)
}

/// The same with a scoring that is prepared: one that knows who serves whose place.
pub fn all_scored(directory: &Directory, scoring: Scoring, options: Options) -> Matches {
    let way = Way::of(&scoring, options);
    let ranked = way.rank(directory, &scoring);
    Matches::new(directory, scoring, options, way, ranked)
}

/// What [`all_with`] gives, the sooner the less has changed since `before`: lists that rest on nothing that has changed are
/// shared, else only pairs of which something changed are scored again. `before` holds a directory and what `all_with` gave
/// for it with the same options.
pub fn again(directory: &Directory, options: Options, before: (&Directory, &Arc<Matches>)) -> Arc<Matches> {
    again_scored(directory, Scoring::of(directory), options, before)
}

/// The same with a scoring that is prepared.
pub fn again_scored(
    directory: &Directory,
    scoring: Scoring,
    options: Options,
    before: (&Directory, &Arc<Matches>),
) -> Arc<Matches> {
    let (known, matches) = before;
    let way = Way::of(&scoring, options);
    if way == matches.way && scoring == matches.scoring && incremental::has_same_people(known, directory) {
        return Arc::clone(matches);
    }
    let ranked = incremental::after((known, matches), directory, &scoring, way).unwrap_or_else(|| way.rank(directory, &scoring));
    Arc::new(Matches::new(directory, scoring, options, way, ranked))
}

/// The published lists of both directions.
fn balanced(directory: &Directory, scoring: &Scoring, ranked: &[Vec<Ranked>], every_pair: bool) -> Vec<Vec<Listed>> {
    let mut listed = vec![Vec::new(); ranked.len()];
    for (choosing, chosen) in [(Sector::Nhs, Sector::School), (Sector::School, Sector::Nhs)] {
        let (choosers, others) = (scoring.choosers(choosing), scoring.suggestible(chosen));
        let best_choosers = |others: &[OrganisationIndex], choosers: &[OrganisationIndex]| {
            if every_pair {
                rank::best_of(directory, scoring, others, choosers, balance::ASKED)
            } else {
                prune::best_of(directory, scoring, others, choosers, balance::ASKED)
            }
        };
        for (chooser, list) in balance::balance(scoring, ranked, &choosers, &others, best_choosers) {
            listed[chooser.at()] = list;
        }
    }
    listed
}

impl Matches {
    fn new(directory: &Directory, scoring: Scoring, options: Options, way: Way, ranked: Vec<Vec<Ranked>>) -> Self {
        let listed = if options.unbalanced {
            vec![Vec::new(); ranked.len()]
        } else {
            balanced(directory, &scoring, &ranked, way.every_pair)
        };
        Self { scoring, way, ranked, listed }
    }

    /// Everybody who may be suggested to an organisation, in true order: score descending, then id.
    pub fn ranked(&self, of: OrganisationIndex) -> &[Ranked] {
        &self.ranked[of.at()]
    }

    /// The published list of an organisation: balanced, best first.
    pub fn listed(&self, of: OrganisationIndex) -> &[Listed] {
        &self.listed[of.at()]
    }

    /// The directory prepared for scoring, to explain pairs with.
    pub fn scoring(&self) -> &Scoring {
        &self.scoring
    }
}

/// Explains two organisations of different sectors, from the side of `you`; `None` for the same organisation, the same
/// sector, and bodies. Known partners and those who are never suggested are explained too, and say so.
pub fn pair(directory: &Directory, you: OrganisationIndex, they: OrganisationIndex) -> Option<Match> {
    let opposite = directory[you].sector.other() == Some(directory[they].sector);
    opposite.then(|| explain(directory, &Scoring::of(directory), you, they))
}

/// The best `top` organisations of the *same* sector: the same formulas with both roles open. Empty for a body.
pub fn peers(directory: &Directory, scoring: &Scoring, of: OrganisationIndex, top: usize) -> Vec<Ranked> {
    let sector = directory[of].sector;
    if sector == Sector::Body {
        return Vec::new();
    }
    rank::ranked(directory, scoring, of, &scoring.suggestible(sector), top)
}
