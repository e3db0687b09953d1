//! What is offered and needed: by service, anywhere or in one place.

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
    let mut trades: Vec<Trade> = (0..directory.vocabulary.services.len() as u16)
        .map(ServiceIndex)
        .map(|service| Trade {
            service,
            offering: Vec::new(),
            needing: Vec::new(),
            partnerships: directory.partnerships.iter().filter(|one| one.services.contains(&service)).count(),
        })
        .collect();
    for &at in members {
        let mut file = |service: ServiceIndex, offers: bool| {
            let trade = &mut trades[usize::from(service.0)];
            let list = if offers { &mut trade.offering } else { &mut trade.needing };
            if list.last() != Some(&at) {
                list.push(at);
            }
        };
        directory[at].live_offers().for_each(|listing| file(listing.service, true));
        directory[at].live_needs().for_each(|listing| file(listing.service, false));
    }
    trades
}
