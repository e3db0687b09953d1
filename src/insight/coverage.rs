//! Who is here, and who is missing against the national registers.

use crate::model::{CareBoardIndex, Directory, OrganisationIndex, RegionIndex, Register, Sector};

/// Who is here in some area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Who, ids ascending.
    pub members: Vec<OrganisationIndex>,
    /// Of these on the health side.
    pub nhs: usize,
    /// On the education side.
    pub school: usize,
    /// On neither.
    pub body: usize,
    /// How many state what they offer, "none" included.
    pub stating_offers: usize,
    /// How many state what they need, "none" included.
    pub stating_needs: usize,
    /// Offers that hold today.
    pub offers: usize,
    /// Needs that hold today.
    pub needs: usize,
}

impl Coverage {
    /// Counts `members`, ids ascending.
    pub fn of(directory: &Directory, members: Vec<OrganisationIndex>) -> Self {
        let mut here = Self { members, ..Self::default() };
        for &at in &here.members {
            let one = &directory[at];
            match one.sector {
                Sector::Nhs => here.nhs += 1,
                Sector::School => here.school += 1,
                Sector::Body => here.body += 1,
            }
            here.stating_offers += usize::from(one.states_offers(directory.as_of));
            here.stating_needs += usize::from(one.states_needs(directory.as_of));
            here.offers += one.live_offers(directory.as_of).count();
            here.needs += one.live_needs(directory.as_of).count();
        }
        here
    }

    /// All of them.
    pub fn all(&self) -> usize {
        self.members.len()
    }
}

/// How much of a register stands here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterShare {
    /// Its place in [`crate::model::Parts::registers`].
    pub register: usize,
    /// How many of its kinds stand here.
    pub here: usize,
    /// How many it holds.
    pub whole: usize,
    /// The same by region, for the regions that the register counts, ids ascending.
    pub regions: Vec<(RegionIndex, AreaShare)>,
    /// The same by care board; an organisation counts in its main footprint only, as in the register.
    pub boards: Vec<(CareBoardIndex, AreaShare)>,
}

/// How many of an area's organisations stand here. A few more may stand here than the register holds, where a record
/// gives another main footprint than the register does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaShare {
    /// How many stand here.
    pub here: usize,
    /// How many the register holds.
    pub whole: usize,
}

impl AreaShare {
    /// How many are missing; none where more stand here than the register held on its day.
    pub fn missing(&self) -> usize {
        self.whole.saturating_sub(self.here)
    }
}

impl RegisterShare {
    /// How many are missing; none where more stand here than the register held on its day.
    pub fn missing(&self) -> usize {
        self.whole.saturating_sub(self.here)
    }
}

pub(super) fn registers(directory: &Directory, open: &[OrganisationIndex]) -> Vec<RegisterShare> {
    directory.registers.iter().enumerate().map(|(at, register)| share(directory, open, at, register)).collect()
}

fn share(directory: &Directory, open: &[OrganisationIndex], at: usize, register: &Register) -> RegisterShare {
    let here: Vec<OrganisationIndex> =
        open.iter().copied().filter(|&one| register.kinds.contains(&directory[one].kind)).collect();
    let count = |fits: &dyn Fn(OrganisationIndex) -> bool| here.iter().filter(|&&one| fits(one)).count();
    RegisterShare {
        register: at,
        here: here.len(),
        whole: register.count as usize,
        regions: register
            .regions
            .iter()
            .map(|&(region, whole)| {
                let here = count(&|one| directory[one].place.region == Some(region));
                (region, AreaShare { here, whole: whole as usize })
            })
            .collect(),
        boards: register
            .boards
            .iter()
            .map(|&(board, whole)| {
                let here = count(&|one| directory[one].place.icbs.first() == Some(&board));
                (board, AreaShare { here, whole: whole as usize })
            })
            .collect(),
    }
}
