//! One offer or need as a profile shows it.

use serde::Serialize;

use super::links::Links;
use super::sources::host;
use crate::model::{Ages, Amount, Basis, Listing, PhaseIndex, State};
use crate::render::World;
use crate::text::markdown;
use crate::wording::say;

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
        status: status(world, state),
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
pub(in crate::render) fn status(world: &World, state: State) -> String {
    let words = &world.words;
    match state {
        State::Now => say!(words, "listing.now"),
        State::May => say!(words, "listing.may"),
        State::NotKnown => say!(words, "listing.not-known"),
        State::Later(day) => say!(words, "listing.later", day = words.date(day)),
        State::Met => say!(words, "listing.met"),
        State::Past => say!(words, "listing.past"),
    }
}

fn details(world: &World, listing: &Listing) -> Vec<String> {
    let mut details = Vec::new();
    let words = &world.words;
    details.extend(listing.amount.as_ref().map(|one| amount(world, one)));
    details.extend(listing.ages.map(|range| ages(world, range)));
    if !listing.phases.is_empty() {
        details.push(phases(world, &listing.phases));
    }
    details.extend(listing.mode.map(|mode| say!(words, "listing.mode", mode = mode.id())));
    details.extend(listing.from.map(|day| say!(words, "listing.from", day = words.date(day))));
    details.extend(listing.until.map(|day| say!(words, "listing.until", day = words.date(day))));
    details
}

/// "ages 14 to 18".
pub(in crate::render) fn ages(world: &World, ages: Ages) -> String {
    let (from, to) = (ages.from.to_string(), ages.to.to_string());
    if from == to {
        say!(world.words, "listing.age", age = from)
    } else {
        say!(world.words, "listing.ages", from = from, to = to)
    }
}

/// "primary and secondary".
pub(in crate::render) fn phases(world: &World, phases: &[PhaseIndex]) -> String {
    let labels: Vec<String> = phases.iter().map(|&phase| world.words.inside(&world.directory.vocabulary[phase].label)).collect();
    world.words.and(&labels)
}

fn amount(world: &World, amount: &Amount) -> String {
    let number = if amount.number.fract() == 0.0 && amount.number >= 0.0 && amount.number < 1e15 {
        world.words.grouped(amount.number as usize)
    } else {
        amount.number.to_string()
    };
    match (amount.unit.as_str(), amount.per.as_str()) {
        (unit, "") => say!(world.words, "listing.amount", number = number, unit = unit),
        (unit, per) => say!(world.words, "listing.amount-per", number = number, unit = unit, per = per),
    }
}
