//! Why two organisations suit each other, and what is missing: reasons as plain values.

use super::gain::{Term, ages_that_count, each_term};
use super::profile::{Profile, bit};
use super::proximity::kilometres;
use super::score::{Anatomy, Band, Confidence, Score, Scoring};
use crate::model::{CareBoardIndex, Directory, Openness, OrganisationIndex, RegionIndex, Sector, ServiceIndex};

/// One possible partner of an organisation ("you"), with everything that can be said about the two.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Whose match this is: "you".
    pub of: OrganisationIndex,
    /// The possible partner: "they".
    pub partner: OrganisationIndex,
    /// An order of promise.
    pub score: Score,
    /// The score in a word.
    pub band: Band,
    /// How much the two records say.
    pub confidence: Confidence,
    /// The share of what counts that the two records state, 0 to 1.
    pub sureness: f64,
    /// What you gain and what they gain, 0 to 1.
    pub gain: Gain,
    /// The four parts that add up to the score.
    pub parts: MatchParts,
    /// Why, and what is missing: met needs by weight, then unmet ones, then the place, then what is not stated.
    pub reasons: Vec<Reason>,
    /// Whether the two work together already.
    pub known_partner: bool,
    /// What keeps them from being suggested to you at present; `None` when nothing does.
    pub not_suggested: Option<NotSuggested>,
}

impl Match {
    /// Whether something that one of the two states it offers is something that the other states it needs.
    pub fn meets_a_need(&self) -> bool {
        self.reasons.iter().any(|reason| matches!(reason, Reason::Met { .. }))
    }
}

/// What each side gains, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// What you gain from them.
    pub you: f64,
    /// What they gain from you.
    pub they: f64,
}

/// What the score is made of; the four add up to it before it is rounded to millionths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchParts {
    /// From mutual gain.
    pub mutual: f64,
    /// From nearness.
    pub place: f64,
    /// From common focus areas.
    pub focus: f64,
    /// From readiness.
    pub ready: f64,
}

/// Why somebody is not suggested at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSuggested {
    /// It no longer exists.
    Closed,
    /// It has said that it has no capacity now.
    NoCapacity,
    /// It has said "not now".
    NotNow,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The organisation whose match this is.
    You,
    /// The possible partner.
    They,
}

/// What keeps a service that matches from counting fully.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It needs people in one place, and the two are far apart.
    Distance,
    /// It is given for an area, and nothing says that the giver serves the other's.
    Area,
    /// It is for other ages than most of the school trust's.
    Age,
}

/// Something that a record does not state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unstated {
    /// What it needs.
    Needs,
    /// What it offers.
    Offers,
    /// Neither a point nor a care board.
    Place,
    /// How ready it is.
    Openness,
}

/// One reason for or against a match.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// One needs what the other offers.
    Met {
        /// Who needs it.
        needed_by: Who,
        /// What.
        service: ServiceIndex,
        /// Its term in the sum of what is gained; 0 when the distance leaves nothing of it.
        weight: f64,
        /// What keeps it from counting fully.
        limited_by: Option<Limit>,
        /// How many of the giver's sector list it, of how many that state offers.
        listed_by: (u32, u32),
        /// Whether that is few, an eighth or less, of enough to say so.
        rare: bool,
    },
    /// One needs what the other, who has stated offers, does not list.
    Missing {
        /// Who needs it.
        needed_by: Who,
        /// What.
        service: ServiceIndex,
    },
    /// Where the two are.
    Place {
        /// The distance, rounded to 0.1 km; `None` when a point is missing.
        km: Option<f64>,
        /// The care boards that both work in.
        shared_boards: Vec<CareBoardIndex>,
        /// The region of both, when it is the same.
        shared_region: Option<RegionIndex>,
        /// What nearness is worth, 0 to 1.
        value: f64,
    },
    /// A record does not state something that counts.
    NotStated {
        /// Whose record.
        who: Who,
        /// What.
        field: Unstated,
    },
}

/// Explains a pair from the side of `you`, whatever the rules on suggesting say.
pub fn explain(directory: &Directory, scoring: &Scoring, you: OrganisationIndex, they: OrganisationIndex) -> Match {
    let (ours, theirs) = (scoring.profile(you), scoring.profile(they));
    let anatomy = scoring.anatomy(you, they);
    let constants = &scoring.constants;
    let score = Score::from_share(anatomy.share);
    let sureness = scoring.sureness(you, they);
    let mut reasons = reasons(scoring, (ours, theirs), &anatomy);
    for reason in &mut reasons {
        if let Reason::Met { needed_by, rare, .. } = reason {
            *rare &= scoring.knows_many_like(directory, &directory[if *needed_by == Who::You { they } else { you }]);
        }
    }
    Match {
        of: you,
        partner: they,
        score,
        band: Band::of(constants, score),
        confidence: Confidence::of(constants, sureness),
        sureness,
        gain: Gain { you: anatomy.gain, they: anatomy.gain_of_other },
        parts: MatchParts {
            mutual: constants.weight_mutual * anatomy.mutual,
            place: constants.weight_place * anatomy.proximity,
            focus: constants.weight_focus * anatomy.focus,
            ready: constants.weight_ready * anatomy.readiness,
        },
        reasons,
        known_partner: directory.partners(you).contains(&they),
        not_suggested: not_suggested(directory, they),
    }
}

fn not_suggested(directory: &Directory, they: OrganisationIndex) -> Option<NotSuggested> {
    let they = &directory[they];
    if they.closed.is_some() {
        Some(NotSuggested::Closed)
    } else if they.openness == Openness::NotNow {
        Some(NotSuggested::NotNow)
    } else {
        (they.capacity == Some(0)).then_some(NotSuggested::NoCapacity)
    }
}

fn reasons(scoring: &Scoring, (you, they): (&Profile, &Profile), anatomy: &Anatomy) -> Vec<Reason> {
    let mut met: Vec<(Who, Term)> = Vec::new();
    let mut missing: Vec<(f64, ServiceIndex, Who)> = Vec::new();
    for (who, needing, offering) in [(Who::You, you, they), (Who::They, they, you)] {
        if needing.stated.needs && offering.stated.offers {
            let pair = (needing, offering);
            each_term(&scoring.profiles, &scoring.factors, pair, anatomy.between, |term| met.push((who, term)));
            missing.extend(missing_services(scoring, needing, offering).map(|(weight, service)| (weight, service, who)));
        }
    }
    met.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then_with(|| (a.1.service, a.0).cmp(&(b.1.service, b.0))));
    missing.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));

    let mut reasons: Vec<Reason> = met
        .into_iter()
        .map(|(who, term)| met_reason(scoring, if who == Who::You { they.sector } else { you.sector }, who, term))
        .collect();
    reasons.extend(missing.into_iter().map(|(_, service, needed_by)| Reason::Missing { needed_by, service }));
    reasons.push(place_reason(scoring, you, they, anatomy));
    reasons.extend(unstated(scoring, Who::You, you).chain(unstated(scoring, Who::They, they)));
    reasons
}

fn met_reason(scoring: &Scoring, giver: Sector, needed_by: Who, term: Term) -> Reason {
    let service = term.service;
    let limited_by = if term.reach < scoring.constants.limited_distance {
        Some(if term.by_footprint { Limit::Area } else { Limit::Distance })
    } else {
        (term.age < scoring.constants.limited_age).then_some(Limit::Age)
    };
    let listed_by = scoring.rarity.counts(giver, service);
    let rare = scoring.rarity.tier(giver, service) >= 2;
    Reason::Met { needed_by, service, weight: term.weight, limited_by, listed_by, rare }
}

/// The needs that the other does not list, each with the weight that it would have if it were met next door.
fn missing_services<'a>(
    scoring: &'a Scoring,
    needing: &'a Profile,
    offering: &'a Profile,
) -> impl Iterator<Item = (f64, ServiceIndex)> + 'a {
    let ages = ages_that_count(needing, offering);
    let wants = scoring.profiles.wants(needing).chunk_by(|one, next| one.service == next.service);
    wants.filter(move |wants| !offers(scoring, offering, wants[0].service)).map(move |wants| {
        let service = wants[0].service;
        let half = wants.iter().map(|want| want.half).fold(0.0, f64::max);
        (half * scoring.factors.rarity(offering.sector, service) * scoring.factors.age(ages, service), service)
    })
}

fn offers(scoring: &Scoring, offering: &Profile, service: ServiceIndex) -> bool {
    offering.offers_mask & bit(service.at()) != 0
        && scoring.profiles.gives(offering).binary_search_by_key(&service, |give| give.service).is_ok()
}

fn place_reason(scoring: &Scoring, you: &Profile, they: &Profile, anatomy: &Anatomy) -> Reason {
    let (ours, theirs) = (scoring.profiles.boards(you), scoring.profiles.boards(they));
    Reason::Place {
        km: anatomy.between.tenths.map(kilometres),
        shared_boards: ours.iter().copied().filter(|board| theirs.contains(board)).collect(),
        shared_region: you.region.filter(|_| you.region == they.region),
        value: anatomy.proximity,
    }
}

fn unstated(scoring: &Scoring, who: Who, profile: &Profile) -> impl Iterator<Item = Reason> {
    let placed = !scoring.profiles.spots(profile).is_empty() || profile.boards_mask != 0;
    [
        (profile.stated.needs, Unstated::Needs),
        (profile.stated.offers, Unstated::Offers),
        (placed, Unstated::Place),
        (profile.openness != Openness::NotKnown, Unstated::Openness),
    ]
    .into_iter()
    .filter(|&(stated, _)| !stated)
    .map(move |(_, field)| Reason::NotStated { who, field })
}
