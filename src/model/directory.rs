//! Everything that is known, in order and numbered.

use std::collections::BTreeMap;

use crate::geo::Point;

use super::{
    AreaFigure, AreaMeasure, CareBoardIndex, Date, FocusIndex, Gateway, GlossaryTerm, GuidePage, GuideSection, Organisation,
    OrganisationIndex, Outcome, OutcomeStatus, Partnership, PartnershipIndex, Places, PrintedReport, Programme, Register,
    RoleIndex, Sector, Settings, Share, Sorted, Vocabulary,
};

/// The role of care boards.
const CARE_BOARD: &str = "care-board";

/// The parts of a directory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// What the owner decides.
    pub settings: Settings,
    /// The words.
    pub vocabulary: Vocabulary,
    /// The places.
    pub places: Places,
    /// Who serves which district, sorted by role, district and organisation.
    pub shares: Vec<Share>,
    /// Published figures on areas, by measure and code of the area.
    pub area: BTreeMap<(AreaMeasure, String), AreaFigure>,
    /// What the national registers hold, in the order of the file.
    pub registers: Vec<Register>,
    /// The organisations, by id; without those that opted out.
    pub organisations: Sorted<Organisation, OrganisationIndex>,
    /// The partnerships, by id.
    pub partnerships: Sorted<Partnership, PartnershipIndex>,
    /// Whom to contact, sorted by id.
    pub gateways: Vec<Gateway>,
    /// What became of suggestions, sorted by date and id.
    pub outcomes: Vec<Outcome>,
    /// Workshops, sorted by id.
    pub programmes: Vec<Programme>,
    /// The guide, sorted by section and order.
    pub guide: Vec<GuidePage>,
    /// The glossary, sorted by term.
    pub glossary: Vec<GlossaryTerm>,
    /// How the report is put together.
    pub report: PrintedReport,
    /// Addresses that moved: old id of an organisation to the one it has now.
    pub renamed: Vec<(String, OrganisationIndex)>,
    /// The day that counts as today where a rule needs one.
    pub as_of: Option<Date>,
}

/// Everything that is known. Made once; nothing changes afterwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Directory {
    parts: Parts,
    partners: Vec<Vec<OrganisationIndex>>,
    in_partnerships: Vec<Vec<PartnershipIndex>>,
}

impl std::ops::Deref for Directory {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl Directory {
    /// Derives what goes both ways: known partners (either side's word counts, two sectors in a partnership that has not ended
    /// and is no programme, and an outcome that says that the two have started), and the partnerships of each organisation.
    pub fn new(parts: Parts) -> Self {
        let count = parts.organisations.len();
        let mut partners = vec![Vec::new(); count];
        let mut in_partnerships = vec![Vec::new(); count];
        let mut both_ways = |a: OrganisationIndex, b: OrganisationIndex| {
            if a != b {
                partners[a.at()].push(b);
                partners[b.at()].push(a);
            }
        };
        for (at, organisation) in parts.organisations.numbered() {
            organisation.partners.iter().for_each(|&other| both_ways(at, other));
        }
        for (number, partnership) in parts.partnerships.numbered() {
            for (at, &one) in partnership.organisations.iter().enumerate() {
                in_partnerships[one.at()].push(number);
                // Two hospitals that tell of the same kind of work, or two school trusts at one careers day, are not partners.
                let apart = |other: &&OrganisationIndex| parts.organisations[**other].sector != parts.organisations[one].sector;
                if partnership.status.makes_partners() {
                    partnership.organisations[at + 1..].iter().filter(apart).for_each(|&other| both_ways(one, other));
                }
            }
        }
        // Of two who worked together and stopped, the later word counts.
        let together = parts.outcomes.iter().filter(|one| matches!(one.status, OutcomeStatus::Started | OutcomeStatus::Ended));
        let latest: BTreeMap<[OrganisationIndex; 2], OutcomeStatus> =
            together.map(|one| (one.organisations, one.status)).collect();
        for ([one, other], _) in latest.into_iter().filter(|(_, status)| *status == OutcomeStatus::Started) {
            both_ways(one, other);
        }
        for list in &mut partners {
            list.sort_unstable();
            list.dedup();
        }
        Self { parts, partners, in_partnerships }
    }

    /// The organisation of this id.
    pub fn find(&self, id: &str) -> Option<OrganisationIndex> {
        self.organisations.find(id)
    }

    /// Every organisation with its number, ids ascending.
    pub fn numbered(&self) -> impl Iterator<Item = (OrganisationIndex, &Organisation)> {
        self.organisations.numbered()
    }

    /// The organisations of one sector that still exist, ids ascending.
    pub fn of_sector(&self, sector: Sector) -> impl Iterator<Item = (OrganisationIndex, &Organisation)> {
        self.numbered().filter(move |(_, organisation)| organisation.sector == sector && organisation.closed.is_none())
    }

    /// The organisations that work with this one, ids ascending.
    pub fn partners(&self, of: OrganisationIndex) -> &[OrganisationIndex] {
        &self.partners[of.at()]
    }

    /// The partnerships in which this organisation takes part, ids ascending.
    pub fn partnerships_of(&self, organisation: OrganisationIndex) -> impl Iterator<Item = &Partnership> {
        self.in_partnerships[organisation.at()].iter().map(|&at| &self.partnerships[at])
    }

    /// What an organisation is for in a place: as its record says, else as its kind has it.
    pub fn roles_of<'a>(&'a self, organisation: &'a Organisation) -> &'a [RoleIndex] {
        organisation.roles.as_deref().unwrap_or(&self.vocabulary[organisation.kind].roles)
    }

    /// The focus areas of an organisation: as it states them, else those of its services; `None` when it states neither.
    pub fn focus_of(&self, organisation: &Organisation) -> Option<Vec<FocusIndex>> {
        if let Some(stated) = &organisation.focus {
            return Some(stated.clone());
        }
        if !organisation.states_offers(self.as_of) && !organisation.states_needs(self.as_of) {
            return None;
        }
        let mut areas: Vec<FocusIndex> = organisation
            .live_offers(self.as_of)
            .chain(organisation.live_needs(self.as_of))
            .flat_map(|listing| self.vocabulary[listing.service].focus.iter().copied())
            .collect();
        areas.sort_unstable();
        areas.dedup();
        Some(areas)
    }

    /// A page of the guide by its id.
    pub fn guide_page(&self, id: &str) -> Option<&GuidePage> {
        self.guide.iter().find(|page| page.id == id)
    }

    /// The page of a workshop question.
    pub fn guide_of_question(&self, question: &str) -> Option<&GuidePage> {
        self.guide.iter().find(|page| matches!(&page.section, GuideSection::Question(id) if id == question))
    }

    /// Whether an organisation is a care board: it covers an area, so it is not near or far.
    pub fn is_care_board(&self, organisation: &Organisation) -> bool {
        self.roles_of(organisation).iter().any(|&role| self.vocabulary[role].id == CARE_BOARD)
    }

    /// The points from which the distance of an organisation counts; a care board has none.
    pub fn meeting_points(&self, organisation: &Organisation) -> Vec<Point> {
        if self.is_care_board(organisation) { Vec::new() } else { organisation.points() }
    }

    /// Whom to contact in a place; `None` asks for the doors that every place has.
    pub fn gateway(&self, icb: Option<CareBoardIndex>) -> Option<&Gateway> {
        self.gateways.iter().find(|gateway| gateway.icb == icb)
    }
}

impl std::ops::Index<OrganisationIndex> for Directory {
    type Output = Organisation;
    fn index(&self, index: OrganisationIndex) -> &Organisation {
        &self.parts.organisations[index]
    }
}
