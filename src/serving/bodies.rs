//! Who holds which role, and where they work: made once for all places.

use crate::geo::Spot;
use crate::model::{CareBoardIndex, Directory, DistrictIndex, Organisation, OrganisationIndex, Reach, RoleIndex, Sector};

/// The id of the role of those that have no site: a board covers an area and is neither near nor far.
const BOARD: &str = "care-board";

/// A body that holds roles.
#[derive(Debug)]
pub(super) struct Body {
    /// Who.
    pub index: OrganisationIndex,
    /// Its roles, those that only the table gives it included, in order.
    pub roles: Vec<RoleIndex>,
    /// Its footprint: care boards.
    pub boards: Vec<CareBoardIndex>,
    /// Its footprint: districts that its record names.
    pub districts: Vec<DistrictIndex>,
    /// Where its sites are; none for a care board.
    pub spots: Vec<Spot>,
}

impl Body {
    /// Whether a school of this district and board lies in its footprint.
    pub(super) fn covers(&self, district: Option<DistrictIndex>, board: Option<CareBoardIndex>) -> bool {
        board.is_some_and(|board| self.boards.contains(&board)) || district.is_some_and(|place| self.districts.contains(&place))
    }
}

/// A body's part of a district in a role.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Its number in [`Bodies::list`].
    pub body: usize,
    /// The part of the district, 0 to 1. Where the source gives none: all that the others leave.
    pub share: f64,
    /// Whether the source gives a number.
    pub numbered: bool,
    /// Its row in the directory's shares.
    pub row: usize,
}

/// All bodies, and what the table says of them.
#[derive(Debug)]
pub(super) struct Bodies {
    /// Bodies, ids ascending.
    pub list: Vec<Body>,
    /// By role: the numbers of those that hold it.
    pub holders: Vec<Vec<usize>>,
    /// By role and district: who serves it.
    parts: Vec<Vec<Vec<Part>>>,
}

impl Bodies {
    /// Gathers them.
    pub(super) fn of(directory: &Directory) -> Self {
        let roles = directory.vocabulary.roles.len();
        let mut given: Vec<Vec<RoleIndex>> = vec![Vec::new(); directory.organisations.len()];
        for share in &directory.shares {
            given[share.organisation.at()].push(share.role);
        }
        let list: Vec<Body> = directory
            .numbered()
            .filter(|(_, one)| one.sector != Sector::School && one.closed.is_none())
            .filter_map(|(index, one)| body(directory, index, one, &given[index.at()]))
            .collect();
        let mut holders = vec![Vec::new(); roles];
        for (number, body) in list.iter().enumerate() {
            body.roles.iter().for_each(|role| holders[role.at()].push(number));
        }
        let mut parts = vec![vec![Vec::new(); directory.places.districts.len()]; roles];
        for (row, share) in directory.shares.iter().enumerate() {
            if let Ok(body) = list.binary_search_by_key(&share.organisation, |body| body.index) {
                let part = Part { body, share: share.share.unwrap_or(0.0), numbered: share.share.is_some(), row };
                parts[share.role.at()][share.district.at()].push(part);
            }
        }
        parts.iter_mut().flatten().for_each(|district| give_the_rest(district));
        Self { list, holders, parts }
    }

    /// Who serves a district in a role by the table.
    pub(super) fn parts(&self, role: RoleIndex, district: DistrictIndex) -> &[Part] {
        &self.parts[role.at()][district.at()]
    }

    /// How many hold a role in the area of a care board.
    pub(super) fn in_area(&self, role: RoleIndex, board: CareBoardIndex) -> usize {
        self.holders[role.at()].iter().filter(|&&body| self.list[body].boards.contains(&board)).count()
    }
}

/// Who is named without a number serves what the numbers of the others leave.
fn give_the_rest(parts: &mut [Part]) {
    let told: f64 = parts.iter().filter(|part| part.numbered).map(|part| part.share).sum();
    let rest = (1.0 - told).clamp(0.0, 1.0);
    parts.iter_mut().filter(|part| !part.numbered).for_each(|part| part.share = rest);
}

/// The organisation as a body; `None` where it serves no place: it holds no role, or one that reaches nowhere.
fn body(directory: &Directory, index: OrganisationIndex, one: &Organisation, given: &[RoleIndex]) -> Option<Body> {
    let words = &directory.vocabulary;
    let own = directory.roles_of(one);
    let nowhere = own.iter().any(|&role| words[role].reach == Reach::Nowhere);
    let mut roles: Vec<RoleIndex> =
        own.iter().chain(given).copied().filter(|&role| words[role].reach != Reach::Nowhere).collect();
    roles.sort_unstable();
    roles.dedup();
    if nowhere || (roles.is_empty() && one.sector != Sector::Nhs) {
        return None;
    }
    let is_board = roles.iter().any(|&role| words[role].id == BOARD);
    let sites: Vec<Spot> = one.sites.iter().filter_map(|site| site.point).map(Spot::of).collect();
    let spots = match sites {
        _ if is_board => Vec::new(),
        sites if sites.is_empty() => one.place.point.map(Spot::of).into_iter().collect(),
        sites => sites,
    };
    Some(Body { index, roles, boards: one.place.icbs.clone(), districts: one.serves.districts.clone(), spots })
}
