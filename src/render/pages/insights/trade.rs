//! What is offered and what is needed.

use super::chart;
use super::chart::BarOf;
use super::figure::{Figure, Row, Table, heads, linked, number};
use crate::insight::{Strength, Trade};
use crate::render::World;
use crate::render::parts::named::NamedAddress;
use crate::wording::{Words, say};

/// Most services in the chart; the table holds all that somebody lists.
const DRAWN: usize = 12;

pub(super) fn service_link(world: &World, trade: &Trade) -> NamedAddress {
    NamedAddress::service(&world.directory.vocabulary[trade.service])
}

/// Each service with how many offer and need it.
pub(super) fn services(world: &World) -> Figure {
    let (insights, said) = (&world.insights, &world.words);
    let mut listed_ones: Vec<&Trade> =
        insights.services.iter().filter(|trade| !trade.offering.is_empty() || !trade.needing.is_empty()).collect();
    listed_ones.sort_by_key(|trade| std::cmp::Reverse(trade.offering.len() + trade.needing.len()));
    let silent = insights.services.len() - listed_ones.len();
    let top: Vec<String> = listed_ones
        .iter()
        .take(3)
        .map(|trade| say!(said, "trade.quoted", service = world.directory.vocabulary[trade.service].label))
        .collect();
    let bars = listed_ones.iter().take(DRAWN).map(|trade| {
        let bar = |value: usize, look| BarOf { value, look, words: value.to_string() };
        let label = world.directory.vocabulary[trade.service].label.clone();
        (label, vec![bar(trade.offering.len(), "offer"), bar(trade.needing.len(), "need")], None)
    });
    let whole = &insights.whole;
    let strength = Strength::of(whole.stating_needs, Some(whole.nhs + whole.school));
    Figure {
        id: "services",
        title: say!(said, "trade.title"),
        sentence: if listed_ones.is_empty() {
            say!(said, "trade.none")
        } else {
            let (offers, needs) =
                (say!(said, "count.offers", count = whole.offers), say!(said, "count.needs", count = whole.needs));
            let records = say!(said, "trade.records", count = whole.all(), offers = offers, needs = needs);
            match top.as_slice() {
                [only] => say!(said, "trade.only", records = records, service = only),
                several => say!(said, "trade.most", records = records, services = said.and(several)),
            }
        },
        caution: if strength == Strength::Fair {
            String::new()
        } else {
            let needs = say!(said, "trade.stating-needs", count = whole.stating_needs);
            say!(said, "trade.caution", needs = needs, count = whole.stating_offers)
        },
        chart: (!listed_ones.is_empty()).then(|| {
            chart::bars(
                say!(said, "trade.chart"),
                bars.collect(),
                vec![("offer", say!(said, "key.offer")), ("need", say!(said, "key.need"))],
            )
        }),
        table: (!listed_ones.is_empty()).then(|| Table {
            caption: say!(said, "trade.caption-table"),
            heads: heads([
                say!(said, "head.service"),
                say!(said, "head.offer"),
                say!(said, "head.need"),
                say!(said, "head.case-studies"),
            ]),
            rows: listed_ones
                .iter()
                .map(|trade| Row {
                    head: linked(service_link(world, trade)),
                    cells: [trade.offering.len(), trade.needing.len(), trade.partnerships]
                        .map(|count| number(said, count))
                        .into(),
                })
                .collect(),
        }),
        csv: Some("insights/services.csv"),
        note: services_note(said, listed_ones.len(), silent),
        details: None,
    }
}

/// What the chart and the table leave out.
fn services_note(said: &Words, listed: usize, silent: usize) -> String {
    let mut notes = Vec::new();
    if listed > DRAWN {
        notes.push(say!(said, "trade.drawn", shown = DRAWN));
    }
    if silent > 0 {
        notes.push(say!(said, "trade.silent", count = silent));
    }
    notes.join(" ")
}

/// How many organisations list how much.
pub(super) fn spread(world: &World) -> Figure {
    let (insights, said) = (&world.insights, &world.words);
    let whole = &insights.whole;
    let none = whole.all() - whole.stating_offers;
    let few = insights.offers_listed.iter().skip(1).take(2).sum::<usize>();
    let columns: Vec<(String, usize)> =
        insights.offers_listed.iter().enumerate().map(|(offers, number)| (offers.to_string(), *number)).collect();
    let most = insights.offers_listed.len().max(insights.needs_listed.len());
    let at = |list: &[usize], place: usize| list.get(place).copied().unwrap_or(0);
    Figure {
        id: "spread",
        title: say!(said, "spread.title"),
        sentence: {
            let silent = say!(said, "spread.silent", count = none);
            match whole.stating_offers {
                0 => say!(said, "spread.none"),
                1 => say!(said, "spread.one", silent = silent),
                stating => say!(said, "spread.some", stating = stating.to_string(), few = few.to_string(), silent = silent),
            }
        },
        caution: if whole.stating_offers < crate::insight::FEWEST_TO_SHOW { say!(said, "spread.caution") } else { String::new() },
        chart: (whole.stating_offers >= crate::insight::FEWEST_TO_SHOW)
            .then(|| chart::columns(say!(said, "spread.chart"), &say!(said, "spread.axis"), &columns)),
        table: (most > 0).then(|| Table {
            caption: say!(said, "spread.caption-table"),
            heads: heads([say!(said, "head.number"), say!(said, "head.by-offers"), say!(said, "head.by-needs")]),
            rows: (0..most)
                .map(|place| Row {
                    head: super::figure::words(place.to_string()),
                    cells: [at(&insights.offers_listed, place), at(&insights.needs_listed, place)]
                        .map(|count| number(said, count))
                        .into(),
                })
                .collect(),
        }),
        csv: Some("insights/offers-and-needs-listed.csv"),
        note: say!(said, "spread.note"),
        details: None,
    }
}
