//! How lately records were checked, and how sure their offers are.

use super::chart;
use super::chart::BarOf;
use super::figure::{Details, Figure, Row, Table, heads, linked, number, words};
use crate::insight::{Age, Tier};
use crate::render::World;
use crate::render::parts::named::NamedAddress;
use crate::wording::words::share as part;
use crate::wording::{Words, say};

/// Records by the age of their last check.
pub(super) fn ages(world: &World) -> Figure {
    let (fresh, said) = (&world.insights.freshness, &world.words);
    let label = |age: &Age| {
        let from = age.from_months.to_string();
        match age.to_months {
            Some(to) => say!(said, "map.from-to", least = from, most = to.to_string()),
            None => say!(said, "map.or-more", least = from),
        }
    };
    let columns: Vec<(String, usize)> = fresh.ages.iter().map(|age| (label(age), age.records)).collect();
    let sentence = match (fresh.earliest, fresh.latest) {
        (Some(from), Some(to)) if from == to => {
            say!(said, "freshness.on", count = fresh.all() - fresh.not_known, day = said.date(to))
        }
        (Some(from), Some(to)) => {
            let (from, to) = (said.date(from), said.date(to));
            say!(said, "freshness.between", count = fresh.all() - fresh.not_known, from = from, to = to)
        }
        _ => say!(said, "freshness.no-day"),
    };
    Figure {
        id: "freshness",
        title: say!(said, "freshness.title"),
        sentence,
        caution: String::new(),
        chart: (fresh.all() > fresh.not_known)
            .then(|| chart::columns(say!(said, "freshness.caption"), &say!(said, "freshness.axis"), &columns)),
        table: Some(Table {
            caption: say!(said, "freshness.caption"),
            heads: heads([say!(said, "head.months"), say!(said, "head.records")]),
            rows: fresh
                .ages
                .iter()
                .map(|age| Row { head: words(label(age)), cells: vec![number(said, age.records)] })
                .chain(
                    (fresh.not_known > 0).then(|| Row {
                        head: words(say!(said, "freshness.not-known")),
                        cells: vec![number(said, fresh.not_known)],
                    }),
                )
                .collect(),
        }),
        csv: Some("insights/freshness.csv"),
        note: String::new(),
        details: None,
    }
}

/// Offers by whether they hold.
pub(super) fn statuses(world: &World) -> Figure {
    let (found, said) = (world.insights.offers_by_status, &world.words);
    let rows = [
        (say!(said, "status.now"), found.now, "here"),
        (say!(said, "status.may"), found.may, "here"),
        (say!(said, "status.not-known"), found.not_known, "need"),
        (say!(said, "status.later"), found.later, "need"),
        (say!(said, "status.past"), found.past, "past"),
    ];
    let live = found.now + found.may + found.not_known;
    Figure {
        id: "status",
        title: say!(said, "status.title"),
        sentence: if live + found.later + found.past == 0 {
            say!(said, "status.none")
        } else if live == 0 {
            say!(said, "status.none-now")
        } else {
            say!(said, "status.hold", share = part(found.now, live), now = found.now, live = live)
        },
        caution: say!(said, "status.caution"),
        chart: (live + found.later + found.past > 0).then(|| {
            let bars = rows
                .iter()
                .map(|(label, value, look)| (label.clone(), vec![BarOf { value: *value, look, words: value.to_string() }], None));
            chart::bars(say!(said, "status.caption"), bars.collect(), Vec::new())
        }),
        table: Some(Table {
            caption: say!(said, "status.caption"),
            heads: heads([say!(said, "head.status"), say!(said, "head.offers")]),
            rows: rows.iter().map(|(label, value, _)| Row { head: words(label), cells: vec![number(said, *value)] }).collect(),
        }),
        csv: Some("insights/offers-by-status.csv"),
        note: say!(said, "status.note"),
        details: None,
    }
}

/// What a tier is called in the figure.
fn tier_label(said: &Words, tier: Tier) -> String {
    match tier {
        Tier::Fresh => say!(said, "due.fresh"),
        Tier::Due => say!(said, "due.due"),
        Tier::Stale => say!(said, "due.stale"),
        Tier::NotKnown => say!(said, "due.not-known"),
    }
}

/// How many records wait to be checked, and which.
pub(super) fn waiting(world: &World) -> Figure {
    let (directory, said) = (&*world.directory, &world.words);
    let fresh = &world.insights.freshness;
    let list = &fresh.to_check;
    let all = fresh.all();
    let tiers = Tier::ALL.map(|tier| (tier, tier_label(said, tier), fresh.of_tier(tier)));
    Figure {
        id: "to-check",
        title: say!(said, "due.title"),
        sentence: if all == 0 {
            say!(said, "due.none")
        } else {
            say!(said, "due.sentence", share = part(list.len(), all), due = list.len(), all = all)
        },
        caution: String::new(),
        chart: (all > 0).then(|| {
            let bars = tiers.iter().map(|(tier, label, value)| {
                let look = if *tier == Tier::Fresh { "here" } else { "need" };
                (label.clone(), vec![BarOf { value: *value, look, words: value.to_string() }], None)
            });
            chart::bars(say!(said, "due.caption"), bars.collect(), Vec::new())
        }),
        table: Some(Table {
            caption: say!(said, "due.caption"),
            heads: heads([say!(said, "head.state"), say!(said, "head.records")]),
            rows: tiers.iter().map(|(_, label, value)| Row { head: words(label), cells: vec![number(said, *value)] }).collect(),
        }),
        csv: Some("insights/checks.csv"),
        note: {
            let rule = say!(said, "due.rule", months = directory.settings.review_months as usize);
            if fresh.imported == 0 { rule } else { say!(said, "due.imported", rule = rule, count = fresh.imported) }
        },
        details: (!list.is_empty()).then(|| Details { table: waiting_table(world), csv: "insights/checks-by-record.csv" }),
    }
}

fn waiting_table(world: &World) -> Table {
    let (directory, said) = (&*world.directory, &world.words);
    let day =
        |day: Option<crate::model::Date>| words(day.map_or_else(|| say!(said, "freshness.not-known"), |day| said.date(day)));
    Table {
        caption: say!(said, "due.list"),
        heads: heads([say!(said, "head.record"), say!(said, "head.checked"), say!(said, "head.due")]),
        rows: world
            .insights
            .freshness
            .to_check
            .iter()
            .map(|&at| {
                let one = &directory[at];
                Row {
                    head: linked(NamedAddress::organisation(one)),
                    cells: vec![day(one.review.checked), day(one.review.due(&directory.settings))],
                }
            })
            .collect(),
    }
}
