//! How much a record says of what helps to find a partner, and what to add next.

use crate::model::{Directory, Openness, Organisation, OrganisationIndex, Sector};

/// How much a record says, and the next most useful thing to add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// The organisation.
    pub organisation: OrganisationIndex,
    /// How many of the steps it has taken.
    pub taken: usize,
    /// How many steps there are.
    pub steps: usize,
    /// What to add next, as an order without its full stop.
    pub next: &'static str,
}

/// A step: whether a record has taken it, and what to do otherwise.
type Step = (fn(&Organisation) -> bool, &'static str);

/// The steps, the most useful for a reader who looks for a partner first.
const STEPS: &[Step] = &[
    (|one| has_place(one), "say where it works: `region` and `icbs` under `[place]`"),
    (
        |one| one.offers.is_some() || one.needs.is_some(),
        "say what it offers or needs: `[[offers]]` or `[[needs]]`, each with its source",
    ),
    (|one| one.place.point.is_some(), "give the coordinates of its head office: `latitude` and `longitude` under `[place]`"),
    (
        |one| one.sector != Sector::School || one.needs.is_some(),
        "ask what it needs, and add `[[needs]]`; write `needs = []` only if it needs nothing",
    ),
    (
        |one| one.sector != Sector::Nhs || one.offers.is_some(),
        "ask what it offers, and add `[[offers]]`; write `offers = []` only if it offers nothing",
    ),
    (|one| one.openness != Openness::NotKnown, "ask whether it is open to partners, and set `openness`"),
    (
        |one| one.contacts.iter().any(crate::model::Contact::is_for_partners),
        "add a shared mailbox or telephone number by role: `[[contacts]]`",
    ),
    (|one| one.serves.ages.is_some() || !one.serves.phases.is_empty(), "say whom it serves: `ages` or `phases` under `[serves]`"),
    (|one| one.offers.is_some() && one.needs.is_some(), "say both what it offers and what it needs"),
    (|one| !one.summary.is_empty(), "say in a sentence or two what it is and does: `summary`"),
    (|one| one.website.is_some(), "add the address of its website: `website`"),
    (|one| one.codes != crate::model::Codes::default(), "add its official number under `[codes]`, so that registers find it"),
    (|one| one.review.checked.is_some(), "say when the record was last checked: `checked` under `[review]`"),
];

fn has_place(one: &Organisation) -> bool {
    one.place.region.is_some() && !one.place.icbs.is_empty()
}

/// What every record that lacks something lacks first, in the order of the organisations. Closed organisations and
/// bodies that belong to neither sector are left out: nobody is matched with them.
pub fn completeness(directory: &Directory) -> Vec<Completeness> {
    let open = directory.numbered().filter(|(_, one)| one.closed.is_none() && one.sector != Sector::Body);
    open.filter_map(|(at, one)| {
        let next = STEPS.iter().find(|(taken, _)| !taken(one)).map(|(_, next)| *next)?;
        let taken = STEPS.iter().filter(|(taken, _)| taken(one)).count();
        Some(Completeness { organisation: at, taken, steps: STEPS.len(), next })
    })
    .collect()
}
