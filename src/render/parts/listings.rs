//! One offer or need as a profile shows it.

use serde::Serialize;

use super::links::Links;
use super::sources::host;
use crate::model::{Ages, Amount, Basis, Listing, Mode, PhaseIndex, State};
use crate::render::World;
use crate::text::{self, markdown};
use crate::wording::words;

/// An offer or need in words.
#[derive(Serialize)]
pub(in crate::render) struct ListingView {
    service: String,
    label: String,
    definition: String,
    /// "Now", "May be possible", "Not known whether current", "From 1 September 2026", "In the past".
    status: String,
    past: bool,
    /// "Ages 14 to 18; secondary; on site; about 250 placements a year": what is known of it; empty when nothing is.
    details: Vec<String>,
    /// Set on a need that is pressing.
    pressing: bool,
    /// The note, as HTML.
    note_html: String,
    source: Option<String>,
    /// The host of the source.
    host: String,
    /// Whether the organisation itself told the directory.
    declared: bool,
    checked: Option<String>,
}

/// What an organisation says, in its order; what begins later after what holds, past things last.
pub(in crate::render) fn views(world: &World, links: &Links, listings: &[Listing]) -> Vec<ListingView> {
    let mut order: Vec<&Listing> = listings.iter().collect();
    order.sort_by_key(|listing| match listing.state(world.directory.as_of) {
        State::Later(day) => (1, Some(day)),
        State::Met | State::Past => (2, None),
        _ => (0, None),
    });
    order.into_iter().map(|listing| view(world, links, listing)).collect()
}

fn view(world: &World, links: &Links, listing: &Listing) -> ListingView {
    let service = &world.directory.vocabulary[listing.service];
    let state = listing.state(world.directory.as_of);
    ListingView {
        service: service.id.clone(),
        label: service.label.clone(),
        definition: service.definition.clone(),
        status: status(state),
        past: state.is_over(),
        details: details(world, listing),
        pressing: listing.priority >= 3,
        note_html: markdown::to_inline_html(&listing.note, &mut |address| links.site(address)),
        source: listing.source.clone(),
        host: listing.source.as_deref().map(host).unwrap_or_default().to_owned(),
        declared: listing.basis == Basis::Declared,
        checked: listing.checked.map(|day| day.to_string()),
    }
}

/// Whether something holds today, in words.
pub(in crate::render) fn status(state: State) -> String {
    match state {
        State::Now => "Now".to_owned(),
        State::May => "May be possible".to_owned(),
        State::NotKnown => "Not known whether current".to_owned(),
        State::Later(day) => format!("From {}", words::date(day)),
        State::Met => "Met".to_owned(),
        State::Past => "In the past".to_owned(),
    }
}

fn details(world: &World, listing: &Listing) -> Vec<String> {
    let mut details = Vec::new();
    details.extend(listing.amount.as_ref().map(amount));
    details.extend(listing.ages.map(ages));
    if !listing.phases.is_empty() {
        details.push(phases(world, &listing.phases));
    }
    details.extend(listing.mode.map(|mode| {
        match mode {
            Mode::OnSite => "in person",
            Mode::Either => "in person or remote",
            Mode::Remote => "remote",
        }
        .to_owned()
    }));
    details.extend(listing.from.map(|day| format!("from {}", words::date(day))));
    details.extend(listing.until.map(|day| format!("until {}", words::date(day))));
    details
}

/// "ages 14 to 18".
pub(in crate::render) fn ages(ages: Ages) -> String {
    if ages.from == ages.to { format!("age {}", ages.from) } else { format!("ages {} to {}", ages.from, ages.to) }
}

/// "primary and secondary".
pub(in crate::render) fn phases(world: &World, phases: &[PhaseIndex]) -> String {
    let labels: Vec<String> =
        phases.iter().map(|&phase| words::inside_sentence(&world.directory.vocabulary[phase].label)).collect();
    text::listed(&labels, "and")
}

fn amount(amount: &Amount) -> String {
    let number = if amount.number.fract() == 0.0 && amount.number >= 0.0 && amount.number < 1e15 {
        text::grouped(amount.number as usize)
    } else {
        amount.number.to_string()
    };
    match (amount.unit.as_str(), amount.per.as_str()) {
        (unit, "") => format!("{number} {unit}"),
        (unit, per) => format!("{number} {unit} a {per}"),
    }
}
