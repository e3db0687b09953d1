//! What is offered and what is needed.

use super::chart;
use super::chart::BarOf;
use super::figure::{Figure, Row, Table, heads, linked, number};
use crate::insight::{Strength, Trade};
use crate::render::World;
use crate::render::parts::named::NamedAddress;
use crate::text::{agree, counted, listed};

/// Most services in the chart; the table holds all that somebody lists.
const DRAWN: usize = 12;

pub(super) fn service_link(world: &World, trade: &Trade) -> NamedAddress {
    NamedAddress::service(&world.directory.vocabulary[trade.service])
}

/// Each service with how many offer and need it.
pub(super) fn services(world: &World) -> Figure {
    let insights = &world.insights;
    let mut listed_ones: Vec<&Trade> =
        insights.services.iter().filter(|trade| !trade.offering.is_empty() || !trade.needing.is_empty()).collect();
    listed_ones.sort_by_key(|trade| std::cmp::Reverse(trade.offering.len() + trade.needing.len()));
    let silent = insights.services.len() - listed_ones.len();
    let top: Vec<String> =
        listed_ones.iter().take(3).map(|trade| format!("“{}”", world.directory.vocabulary[trade.service].label)).collect();
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
                "{} {} and {}; {}.",
                counted(whole.all(), "record holds", Some("records hold")),
                counted(whole.offers, "offer", None),
                counted(whole.needs, "need", None),
                match top.as_slice() {
                    [only] => format!("the only service listed is {only}"),
                    several => format!("listed most often are {}", listed(several, "and")),
                },
            )
        },
        caution: if strength == Strength::Fair {
            String::new()
        } else {
            format!(
                "{}, and {} what they offer. A short bar may only mean that nobody was asked.",
                match whole.stating_needs {
                    0 => "Nobody has said what they need".to_owned(),
                    some =>
                        format!("Only {} what they need", counted(some, "organisation has said", Some("organisations have said"))),
                },
                counted(whole.stating_offers, "has said", Some("have said")),
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
        note: services_note(listed_ones.len(), silent),
        details: None,
    }
}

/// What the chart and the table leave out.
fn services_note(listed: usize, silent: usize) -> String {
    let mut notes = Vec::new();
    if listed > DRAWN {
        notes.push(format!("The chart shows the {DRAWN} services listed most."));
    }
    if silent > 0 {
        let verbs = agree(silent, "is listed by nobody and stands", "are listed by nobody and stand");
        notes.push(format!("{} of the vocabulary {verbs} only in the CSV file.", counted(silent, "service", None)));
    }
    notes.join(" ")
}

/// How many organisations list how much.
pub(super) fn spread(world: &World) -> Figure {
    let insights = &world.insights;
    let whole = &insights.whole;
    let none = whole.all() - whole.stating_offers;
    let few = insights.offers_listed.iter().skip(1).take(2).sum::<usize>();
    let columns: Vec<(String, usize)> =
        insights.offers_listed.iter().enumerate().map(|(offers, number)| (offers.to_string(), *number)).collect();
    let most = insights.offers_listed.len().max(insights.needs_listed.len());
    let at = |list: &[usize], place: usize| list.get(place).copied().unwrap_or(0);
    Figure {
        id: "spread",
        title: "How much each record says",
        sentence: match whole.stating_offers {
            0 => "No organisation has said what it offers.".to_owned(),
            1 => format!("Only 1 organisation says what it offers; {} nothing about it.", counted(none, "says", Some("say"))),
            stating => format!(
                "{stating} organisations say what they offer, {} of them one or two things; {} nothing about it.",
                few,
                counted(none, "says", Some("say")),
            ),
        },
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
        details: None,
    }
}
