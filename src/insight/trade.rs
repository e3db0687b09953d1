//! What is offered and needed: by service, anywhere or in one place.

use crate::matching::Gaps;
use crate::model::{Directory, OrganisationIndex, ServiceIndex};

/// Who lists a service today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// The service.
    pub service: ServiceIndex,
    /// Who offers it, ids ascending.
    pub offering: Vec<OrganisationIndex>,
    /// Who needs it, ids ascending.
    pub needing: Vec<OrganisationIndex>,
    /// In how many documented partnerships it is given, anywhere.
    pub partnerships: usize,
}

/// What `members` (ids ascending) offer and need today, a row for each service of the vocabulary.
pub fn trades(directory: &Directory, members: &[OrganisationIndex]) -> Vec<Trade> {
    let mut trades: Vec<Trade> = directory
        .vocabulary
        .services
        .indices()
        .map(|service| Trade {
            service,
            offering: Vec::new(),
            needing: Vec::new(),
            partnerships: directory.partnerships.iter().filter(|one| one.services.contains(&service)).count(),
        })
        .collect();
    for &at in members {
        let mut file = |service: ServiceIndex, offers: bool| {
            let trade = &mut trades[service.at()];
            let list = if offers { &mut trade.offering } else { &mut trade.needing };
            if list.last() != Some(&at) {
                list.push(at);
            }
        };
        directory[at].live_offers(directory.as_of).for_each(|listing| file(listing.service, true));
        directory[at].live_needs(directory.as_of).for_each(|listing| file(listing.service, false));
    }
    trades
}

/// Who asks for a service, and for whom nobody within reach has listed an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The service.
    pub service: ServiceIndex,
    /// Who lists it as a need, ids ascending.
    pub needing: Vec<OrganisationIndex>,
    /// Those of them in a place where enough of the other side have said what they offer, ids ascending.
    pub judged: Vec<OrganisationIndex>,
    /// Those of these without a listed offer within reach, ids ascending.
    pub unmet: Vec<OrganisationIndex>,
}

/// A row for each service that somebody needs, ids ascending. An organisation counts once, whatever the number of its
/// places.
pub fn asked(trades: &[Trade], gaps: &Gaps) -> Vec<Asked> {
    let needed = trades.iter().filter(|trade| !trade.needing.is_empty());
    needed
        .map(|trade| {
            let here = || gaps.needs.iter().filter(|gap| gap.service == trade.service);
            Asked {
                service: trade.service,
                needing: trade.needing.clone(),
                judged: once(here().flat_map(|gap| gap.asking.iter().copied())),
                unmet: once(here().flat_map(|gap| gap.unmet.iter().map(|unmet| unmet.organisation))),
            }
        })
        .collect()
}

/// Each once, ids ascending.
fn once(list: impl Iterator<Item = OrganisationIndex>) -> Vec<OrganisationIndex> {
    let mut list: Vec<OrganisationIndex> = list.collect();
    list.sort_unstable();
    list.dedup();
    list
}
