//! Those who work together already, and what else the two could do.

use super::explain::{Match, Reason, Who, explain};
use super::score::Scoring;
use crate::model::{Directory, OrganisationIndex, ServiceIndex};

/// A known partner of the other sector.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownPartner {
    /// The same explanation as for anybody else.
    pub found: Match,
    /// What their recorded partnerships are about, ids ascending.
    pub together: Vec<ServiceIndex>,
    /// What else the two could do together: needs of one that the other offers and no recorded partnership is about,
    /// by weight, with who needs it.
    pub could_also: Vec<(Who, ServiceIndex)>,
}

/// Whether more can be said of the partners of an organisation than who is near and who serves the place: it states what it
/// offers or needs, or works with somebody of the other sector. Where neither is known, nothing can meet a need.
pub fn has_more_to_say(directory: &Directory, of: OrganisationIndex) -> bool {
    let (one, other) = (&directory[of], directory[of].sector.other());
    let across = || directory.partners(of).iter().any(|&partner| Some(directory[partner].sector) == other);
    other.is_some() && one.closed.is_none() && (one.offers.is_some() || one.needs.is_some() || across())
}

/// The known partners of an organisation that still exist and are of the other sector, best first.
pub fn known_partners(directory: &Directory, scoring: &Scoring, of: OrganisationIndex) -> Vec<KnownPartner> {
    let other = directory[of].sector.other();
    let mut known: Vec<KnownPartner> = directory
        .partners(of)
        .iter()
        .filter(|&&partner| directory[partner].closed.is_none() && Some(directory[partner].sector) == other)
        .map(|&partner| known_partner(directory, scoring, of, partner))
        .collect();
    known.sort_by_key(|partner| (std::cmp::Reverse(partner.found.score), partner.found.partner));
    known
}

fn known_partner(directory: &Directory, scoring: &Scoring, of: OrganisationIndex, partner: OrganisationIndex) -> KnownPartner {
    let found = explain(directory, scoring, of, partner);
    let mut together: Vec<ServiceIndex> = directory
        .partnerships_of(of)
        .filter(|partnership| partnership.organisations.contains(&partner))
        .flat_map(|partnership| partnership.services.iter().copied())
        .collect();
    together.sort_unstable();
    together.dedup();
    let could_also = found
        .reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Met { needed_by, service, .. } if !together.contains(service) => Some((*needed_by, *service)),
            _ => None,
        })
        .collect();
    KnownPartner { found, together, could_also }
}
