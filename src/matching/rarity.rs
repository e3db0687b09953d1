//! How rare an offer is in its sector, in whole-number tiers that a single edit almost never moves.

use crate::model::{Directory, Organisation, Sector, ServiceIndex};

/// Who offers what, per sector and service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rarity {
    stating: [u32; 2],
    offering: [Vec<u32>; 2],
    /// By role: how many that hold it state their offers.
    stating_of_role: Vec<u32>,
}

/// The place of a sector in tables of two; a body offers nothing that is matched and shares the last place.
pub(super) fn side(sector: Sector) -> usize {
    usize::from(sector != Sector::Nhs)
}

impl Rarity {
    /// Counts the organisations that still exist and state their offers.
    pub(super) fn of(directory: &Directory) -> Self {
        let services = directory.vocabulary.services.len();
        let mut rarity = Self {
            stating: [0; 2],
            offering: [vec![0; services], vec![0; services]],
            stating_of_role: vec![0; directory.vocabulary.roles.len()],
        };
        for sector in [Sector::Nhs, Sector::School] {
            let side = side(sector);
            for (_, organisation) in directory.of_sector(sector).filter(|(_, one)| one.states_offers(directory.as_of)) {
                rarity.stating[side] += 1;
                directory.roles_of(organisation).iter().for_each(|role| rarity.stating_of_role[role.at()] += 1);
                let mut services: Vec<ServiceIndex> =
                    organisation.live_offers(directory.as_of).map(|offer| offer.service).collect();
                services.sort_unstable();
                services.dedup();
                for service in services {
                    rarity.offering[side][service.at()] += 1;
                }
            }
        }
        rarity
    }

    /// How many services the vocabulary has.
    pub(super) fn services(&self) -> usize {
        self.offering[0].len()
    }

    /// How many organisations of a sector list each service as an offer, by service, and how many state any offers.
    pub(super) fn of_sector(&self, sector: Sector) -> (&[u32], u32) {
        let side = side(sector);
        (&self.offering[side], self.stating[side])
    }

    /// How many organisations of `sector` list the service as an offer, and how many state any offers.
    pub fn counts(&self, sector: Sector, service: ServiceIndex) -> (u32, u32) {
        let (offering, stating) = self.of_sector(sector);
        (offering[service.at()], stating)
    }

    /// How many of those who do the same in their place state their offers: of its roles the one in which most do, or of its
    /// sector where it holds none. Few of them say nothing of how rare an offer is.
    pub(super) fn peers_stating(&self, directory: &Directory, one: &Organisation) -> u32 {
        let of_roles = directory.roles_of(one).iter().map(|role| self.stating_of_role[role.at()]);
        of_roles.max().unwrap_or(self.stating[side(one.sector)])
    }

    /// The tier of a service in a sector: 0 when a quarter or more of those who state offers list it, then 1 down to an
    /// eighth, 2 down to a sixteenth, 3 below.
    pub fn tier(&self, sector: Sector, service: ServiceIndex) -> u8 {
        let (offering, stating) = self.counts(sector, service);
        match u64::from(stating) {
            stating if u64::from(offering) * 4 >= stating => 0,
            stating if u64::from(offering) * 8 >= stating => 1,
            stating if u64::from(offering) * 16 >= stating => 2,
            _ => 3,
        }
    }
}
