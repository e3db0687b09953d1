//! What is offered and what is needed.

use super::chart::{self, BarOf};
use super::figure::{Figure, Row, Table, heads, linked, number};
use crate::insight::{Strength, Trade};
use crate::render::profile::NamedAddress;
use crate::render::{World, address, words as english};
use crate::text::{counted, listed};

/// Most services in the chart; the table holds all that somebody lists.
const DRAWN: usize = 12;

pub(super) fn service_link(world: &World, trade: &Trade) -> NamedAddress {
    let service = &world.directory.vocabulary[trade.service];
    NamedAddress { label: service.label.clone(), address: address::service(&service.id) }
}

/// Each service with how many offer and need it.
pub(super) fn services(world: &World) -> Figure {
    let insights = &world.insights;
    let mut listed_ones: Vec<&Trade> =
        insights.services.iter().filter(|trade| !trade.offering.is_empty() || !trade.needing.is_empty()).collect();
    listed_ones.sort_by_key(|trade| std::cmp::Reverse(trade.offering.len() + trade.needing.len()));
    let silent = insights.services.len() - listed_ones.len();
    let top: Vec<String> = listed_ones
        .iter()
        .take(3)
        .map(|trade| english::inside_sentence(&world.directory.vocabulary[trade.service].label))
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
        title: "What is offered and needed most",
        sentence: if listed_ones.is_empty() {
            "Nobody has listed an offer or a need yet, so there is nothing to draw.".to_owned()
        } else {
            format!(
                "{} hold {} and {}; listed most often: {}.",
                counted(whole.all(), "record", None),
                counted(whole.offers, "offer", None),
                counted(whole.needs, "need", None),
                listed(&top, "and"),
            )
        },
        caution: if strength == Strength::Fair {
            String::new()
        } else {
            format!(
                "Only {} said what they need, and {} what they offer. A short bar may only mean that nobody was asked.",
                match whole.stating_needs {
                    0 => "nobody has".to_owned(),
                    1 => "1 organisation has".to_owned(),
                    more => format!("{more} organisations have"),
                },
                whole.stating_offers,
            )
        },
        chart: (!listed_ones.is_empty()).then(|| {
            chart::bars(
                "Organisations that offer and that need a service".to_owned(),
                bars.collect(),
                &[("offer", "offer it"), ("need", "need it")],
            )
        }),
        table: (!listed_ones.is_empty()).then(|| Table {
            caption: "Services that somebody lists; past offers are left out".to_owned(),
            heads: heads(&["Service", "#Offer it", "#Need it", "#Case studies"]),
            rows: listed_ones
                .iter()
                .map(|trade| Row {
                    head: linked(service_link(world, trade)),
                    cells: vec![number(trade.offering.len()), number(trade.needing.len()), number(trade.partnerships)],
                })
                .collect(),
        }),
        csv: Some("insights/services.csv"),
        note: format!(
            "The chart shows the {} listed most. {} of the vocabulary {} listed by nobody and stand only in the CSV file.",
            counted(DRAWN.min(listed_ones.len()), "service", None),
            counted(silent, "service", None),
            if silent == 1 { "is" } else { "are" },
        ),
    }
}

/// How many organisations list how much.
pub(super) fn spread(world: &World) -> Figure {
    let insights = &world.insights;
    let whole = &insights.whole;
    let none = whole.all() - whole.stating_offers;
    let columns: Vec<(String, usize)> =
        insights.offers_listed.iter().enumerate().map(|(offers, number)| (offers.to_string(), *number)).collect();
    let most = insights.offers_listed.len().max(insights.needs_listed.len());
    let at = |list: &[usize], place: usize| list.get(place).copied().unwrap_or(0);
    Figure {
        id: "spread",
        title: "How much each record says",
        sentence: format!(
            "{} what they offer, {} of them one or two things; {} nothing about it.",
            counted(whole.stating_offers, "organisation says", Some("organisations say")),
            insights.offers_listed.iter().skip(1).take(2).sum::<usize>(),
            match none {
                1 => "1 says".to_owned(),
                more => format!("{more} say"),
            },
        ),
        caution: if whole.stating_offers < crate::insight::FEWEST_TO_SHOW {
            "These are too few to show how records usually look.".to_owned()
        } else {
            String::new()
        },
        chart: (whole.stating_offers >= crate::insight::FEWEST_TO_SHOW).then(|| {
            chart::columns(
                "Organisations by the number of offers that they list".to_owned(),
                "offers listed by one organisation",
                &columns,
            )
        }),
        table: (most > 0).then(|| Table {
            caption: "Organisations by how many offers and needs they list, of those that state any".to_owned(),
            heads: heads(&["Number listed", "#Organisations by offers", "#Organisations by needs"]),
            rows: (0..most)
                .map(|place| Row {
                    head: super::figure::words(place.to_string()),
                    cells: vec![number(at(&insights.offers_listed, place)), number(at(&insights.needs_listed, place))],
                })
                .collect(),
        }),
        csv: Some("insights/offers-and-needs-listed.csv"),
        note: "“0” means that an organisation says it offers none, or that what it offered is past.".to_owned(),
    }
}
