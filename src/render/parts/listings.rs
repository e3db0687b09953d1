//! One offer or need as a profile shows it.

use serde::Serialize;

use super::links::Links;
use super::sources::host;
use crate::model::{Ages, Amount, Basis, Listing, Mode, PhaseIndex, Status};
use crate::render::World;
use crate::text::{self, markdown};
use crate::wording::words;

/// An offer or need in words.
#[derive(Serialize)]
pub(in crate::render) struct ListingView {
    service: String,
    label: String,
    definition: String,
    /// "Now", "May be possible", "In the past", "Not known whether current".
    status: &'static str,
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

/// What an organisation says, in its order, past things last.
pub(in crate::render) fn views(world: &World, links: &Links, listings: &[Listing]) -> Vec<ListingView> {
    let mut order: Vec<&Listing> = listings.iter().collect();
    order.sort_by_key(|listing| listing.status.is_over());
    order.into_iter().map(|listing| view(world, links, listing)).collect()
}

fn view(world: &World, links: &Links, listing: &Listing) -> ListingView {
    let service = &world.directory.vocabulary[listing.service];
    ListingView {
        service: service.id.clone(),
        label: service.label.clone(),
        definition: service.definition.clone(),
        status: status(listing.status),
        past: listing.status.is_over(),
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
pub(in crate::render) fn status(status: Status) -> &'static str {
    match status {
        Status::Now => "Now",
        Status::May => "May be possible",
        Status::Past => "In the past",
        Status::Met => "Met",
        Status::NotKnown => "Not known whether current",
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
