//! What became of suggestions, counted: whole numbers by role and service, never a rate of so few.

use crate::model::{Directory, OutcomeStatus, RoleIndex, ServiceIndex};

/// Below so many outcomes nothing can be learned from them, and no number of the matching is set by them.
pub const ENOUGH: usize = 30;

/// What outcomes are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A role.
    Role(RoleIndex),
    /// A service.
    Service(ServiceIndex),
}

/// The outcomes about one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcomes {
    /// The role or service.
    pub about: About,
    /// How many of each status, in the order of [`OutcomeStatus::ALL`].
    pub counts: [usize; OutcomeStatus::ALL.len()],
}

/// A row for each role and service that an outcome is about, roles first; empty where none is recorded.
pub fn outcomes(directory: &Directory) -> Vec<Outcomes> {
    let mut rows = std::collections::BTreeMap::<About, [usize; OutcomeStatus::ALL.len()]>::new();
    for one in &directory.outcomes {
        let about = one.role.map(About::Role).or(one.service.map(About::Service));
        let column = OutcomeStatus::ALL.iter().position(|status| *status == one.status);
        if let Some((about, column)) = about.zip(column) {
            rows.entry(about).or_default()[column] += 1;
        }
    }
    rows.into_iter().map(|(about, counts)| Outcomes { about, counts }).collect()
}
