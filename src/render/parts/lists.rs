//! Who stands where: the organisations of each place, kind and service, found once, so that no page searches for them.

use super::schools::{self, Here};
use crate::model::{Directory, Listing, OrganisationIndex, PartnershipIndex, Sector};
use crate::wording::{Words, say};

/// Numbers of organisations and partnerships by what pages list them under; organisations by name, closed ones left out.
#[derive(Debug, Default)]
pub(in crate::render) struct Lists {
    /// All of them.
    pub(in crate::render) by_name: Vec<OrganisationIndex>,
    /// By district of their schools: school trusts, most schools there first.
    pub(in crate::render) district: Vec<Vec<Here>>,
    /// By region.
    pub(in crate::render) region: Vec<Vec<OrganisationIndex>>,
    /// By care board.
    pub(in crate::render) board: Vec<Vec<OrganisationIndex>>,
    /// By role: those on the health side that still exist and hold it, in the order of ids.
    pub(in crate::render) holding: Vec<Vec<OrganisationIndex>>,
    /// By kind.
    pub(in crate::render) kind: Vec<Vec<OrganisationIndex>>,
    /// By focus area, stated or derived.
    pub(in crate::render) focus: Vec<Vec<OrganisationIndex>>,
    /// By service that they offer, past offers left out.
    pub(in crate::render) offering: Vec<Vec<OrganisationIndex>>,
    /// By service that they need, past needs left out.
    pub(in crate::render) needing: Vec<Vec<OrganisationIndex>>,
    /// Partnerships by service.
    pub(in crate::render) service_partnerships: Vec<Vec<PartnershipIndex>>,
    /// Partnerships by focus area.
    pub(in crate::render) focus_partnerships: Vec<Vec<PartnershipIndex>>,
    /// Partnerships by care board.
    pub(in crate::render) board_partnerships: Vec<Vec<PartnershipIndex>>,
}

impl Lists {
    pub(in crate::render) fn new(words: &Words, directory: &Directory) -> Self {
        let mut by_name: Vec<OrganisationIndex> =
            directory.numbered().filter(|(_, one)| one.closed.is_none()).map(|(at, _)| at).collect();
        by_name.sort_by_cached_key(|&at| words.sort_key(&directory[at].name));
        let mut lists = Self {
            district: schools::by_district(directory),
            region: vec![Vec::new(); directory.places.regions.len()],
            board: vec![Vec::new(); directory.places.boards.len()],
            holding: vec![Vec::new(); directory.vocabulary.roles.len()],
            kind: vec![Vec::new(); directory.vocabulary.kinds.len()],
            focus: vec![Vec::new(); directory.vocabulary.focus_areas.len()],
            offering: vec![Vec::new(); directory.vocabulary.services.len()],
            needing: vec![Vec::new(); directory.vocabulary.services.len()],
            service_partnerships: vec![Vec::new(); directory.vocabulary.services.len()],
            focus_partnerships: vec![Vec::new(); directory.vocabulary.focus_areas.len()],
            board_partnerships: vec![Vec::new(); directory.places.boards.len()],
            by_name: Vec::new(),
        };
        for &at in &by_name {
            lists.add_organisation(directory, at);
        }
        for (at, one) in directory.of_sector(Sector::Nhs) {
            for role in directory.roles_of(one) {
                let holding = &mut lists.holding[role.at()];
                if holding.last() != Some(&at) {
                    holding.push(at);
                }
            }
        }
        for (at, partnership) in directory.partnerships.numbered() {
            partnership.services.iter().for_each(|service| lists.service_partnerships[service.at()].push(at));
            partnership.focus.iter().for_each(|area| lists.focus_partnerships[area.at()].push(at));
            partnership.icbs.iter().for_each(|board| lists.board_partnerships[board.at()].push(at));
        }
        lists.by_name = by_name;
        lists
    }

    fn add_organisation(&mut self, directory: &Directory, at: OrganisationIndex) {
        let organisation = &directory[at];
        if let Some(region) = organisation.place.region {
            self.region[region.at()].push(at);
        }
        self.kind[organisation.kind.at()].push(at);
        for board in &organisation.place.icbs {
            self.board[board.at()].push(at);
        }
        for area in directory.focus_of(organisation).unwrap_or_default() {
            self.focus[area.at()].push(at);
        }
        let file = |list: &mut Vec<Vec<OrganisationIndex>>, listing: &Listing| {
            let of_service = &mut list[listing.service.at()];
            if of_service.last() != Some(&at) {
                of_service.push(at);
            }
        };
        organisation.live_offers(directory.as_of).for_each(|listing| file(&mut self.offering, listing));
        organisation.live_needs(directory.as_of).for_each(|listing| file(&mut self.needing, listing));
    }
}

/// How many of some organisations are on each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(in crate::render) struct Sides {
    /// On the health side.
    pub(in crate::render) nhs: usize,
    /// On the education side.
    pub(in crate::render) school: usize,
    /// On neither.
    pub(in crate::render) body: usize,
    /// Of those on the health side, how many are not trusts but boards.
    boards: usize,
}

impl Sides {
    /// Counts them.
    pub(in crate::render) fn of<'a>(
        directory: &Directory,
        organisations: impl IntoIterator<Item = &'a OrganisationIndex>,
    ) -> Self {
        let mut sides = Self::default();
        for &at in organisations {
            let one = &directory[at];
            match one.sector {
                Sector::Nhs => {
                    sides.nhs += 1;
                    sides.boards += usize::from(!directory.vocabulary[one.kind].trust);
                }
                Sector::School => sides.school += 1,
                Sector::Body => sides.body += 1,
            }
        }
        sides
    }

    /// "3 NHS trusts and 1 school trust"; boards make them "NHS organisations". "nobody yet" where there are none.
    pub(in crate::render) fn phrase(self, words: &Words) -> String {
        let nhs = if self.boards == 0 {
            say!(words, "sides.nhs-trusts", count = self.nhs)
        } else {
            say!(words, "sides.nhs-organisations", count = self.nhs)
        };
        let school = say!(words, "sides.school-trusts", count = self.school);
        let body = say!(words, "sides.other-bodies", count = self.body);
        let parts = [(self.nhs, nhs), (self.school, school), (self.body, body)];
        let said: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
        if said.is_empty() { say!(words, "sides.nobody") } else { words.and(&said) }
    }
}
