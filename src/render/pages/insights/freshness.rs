//! How lately records were checked, and how sure their offers are.

use super::chart;
use super::chart::BarOf;
use super::figure::{Details, Figure, Row, Table, heads, linked, number, words};
use crate::insight::{Age, Tier};
use crate::render::World;
use crate::render::parts::named::NamedAddress;
use crate::text::{self, counted, part_of};
use crate::wording::words as english;

/// Records by the age of their last check.
pub(super) fn ages(world: &World) -> Figure {
    let fresh = &world.insights.freshness;
    let label = |age: &Age| match age.to_months {
        Some(to) => format!("{} to {to}", age.from_months),
        None => format!("{} or more", age.from_months),
    };
    let columns: Vec<(String, usize)> = fresh.ages.iter().map(|age| (label(age), age.records)).collect();
    let sentence = match (fresh.earliest, fresh.latest) {
        (Some(from), Some(to)) if from == to => format!("{} on {}.", dated(fresh.all() - fresh.not_known), english::date(to)),
        (Some(from), Some(to)) => {
            format!("{} between {} and {}.", dated(fresh.all() - fresh.not_known), english::date(from), english::date(to))
        }
        _ => "No record says when it was checked.".to_owned(),
    };
    Figure {
        id: "freshness",
        title: "How fresh the records are",
        sentence,
        caution: String::new(),
        chart: (fresh.all() > fresh.not_known).then(|| {
            chart::columns("Records by months since their last check".to_owned(), "months since the last check", &columns)
        }),
        table: Some(Table {
            caption: "Records by months since their last check".to_owned(),
            heads: heads(&["Months since the last check", "#Records"]),
            rows: fresh
                .ages
                .iter()
                .map(|age| Row { head: words(label(age)), cells: vec![number(age.records)] })
                .chain((fresh.not_known > 0).then(|| Row { head: words("Not known"), cells: vec![number(fresh.not_known)] }))
                .collect(),
        }),
        csv: Some("insights/freshness.csv"),
        note: String::new(),
        details: None,
    }
}

fn dated(records: usize) -> String {
    format!("The {} last checked", counted(records, "record that gives a day was", Some("records that give a day were")))
}

/// Offers by whether they hold.
pub(super) fn statuses(world: &World) -> Figure {
    let found = world.insights.offers_by_status;
    let rows = [
        ("Holds now", found.now, "here"),
        ("May be possible", found.may, "here"),
        ("Source does not say", found.not_known, "need"),
        ("Begins later", found.later, "need"),
        ("Past", found.past, "past"),
    ];
    let live = found.now + found.may + found.not_known;
    Figure {
        id: "status",
        title: "How sure the offers are",
        sentence: if live + found.later + found.past == 0 {
            "No offer is listed yet.".to_owned()
        } else if live == 0 {
            "No offer listed here holds at present.".to_owned()
        } else {
            let noun = ("current offer", "current offers");
            format!("{} known to hold now.", text::capitalised(&part_of(found.now, live, noun, ("is", "are"))))
        },
        caution:
            "Most offers were read from published pages, not told by the organisations themselves; ask before you rely on one."
                .to_owned(),
        chart: (live + found.later + found.past > 0).then(|| {
            let bars = rows.iter().map(|(label, value, look)| {
                ((*label).to_owned(), vec![BarOf { value: *value, look, words: value.to_string() }], None)
            });
            chart::bars("Offers by whether their source says that they hold".to_owned(), bars.collect(), &[])
        }),
        table: Some(Table {
            caption: "Offers by whether their source says that they hold".to_owned(),
            heads: heads(&["Status", "#Offers"]),
            rows: rows.iter().map(|(label, value, _)| Row { head: words(*label), cells: vec![number(*value)] }).collect(),
        }),
        csv: Some("insights/offers-by-status.csv"),
        note: "What is past or begins later takes part in no other figure and in no match.".to_owned(),
        details: None,
    }
}

/// What a tier is called in the figure.
fn tier_label(tier: Tier) -> &'static str {
    match tier {
        Tier::Fresh => "Not due yet",
        Tier::Due => "Due, by up to a year",
        Tier::Stale => "Due for more than a year",
        Tier::NotKnown => "Not looked at yet, or no day given",
    }
}

/// How many records wait to be checked, and which.
pub(super) fn waiting(world: &World) -> Figure {
    let directory = &*world.directory;
    let fresh = &world.insights.freshness;
    let list = &fresh.to_check;
    let all = fresh.all();
    let tiers = Tier::ALL.map(|tier| (tier_label(tier), fresh.of_tier(tier)));
    Figure {
        id: "to-check",
        title: "Records that are due to be checked",
        sentence: if all == 0 {
            "There is no record to check.".to_owned()
        } else {
            let part = part_of(list.len(), all, ("record", "records"), ("is", "are"));
            format!("{} due to be checked again.", text::capitalised(&part))
        },
        caution: String::new(),
        chart: (all > 0).then(|| {
            let bars = tiers.iter().map(|&(label, value)| {
                let look = if label == tier_label(Tier::Fresh) { "here" } else { "need" };
                (label.to_owned(), vec![BarOf { value, look, words: value.to_string() }], None)
            });
            chart::bars("Records by whether they are due to be checked".to_owned(), bars.collect(), &[])
        }),
        table: Some(Table {
            caption: "Records by whether they are due to be checked".to_owned(),
            heads: heads(&["State", "#Records"]),
            rows: tiers.iter().map(|&(label, value)| Row { head: words(label), cells: vec![number(value)] }).collect(),
        }),
        csv: Some("insights/checks.csv"),
        note: format!(
            "A record is due {} after its last check unless it says another day.{}",
            counted(directory.settings.review_months as usize, "month", None),
            match fresh.imported {
                0 => String::new(),
                count => format!(
                    " {} made from registers alone: a newer import brings them up to date, and nobody has looked at them yet.",
                    counted(count, "record was", Some("records were"))
                ),
            }
        ),
        details: (!list.is_empty()).then(|| Details { table: waiting_table(world), csv: "insights/checks-by-record.csv" }),
    }
}

fn waiting_table(world: &World) -> Table {
    let directory = &*world.directory;
    let day = |day: Option<crate::model::Date>| words(day.map_or_else(|| "Not known".to_owned(), english::date));
    Table {
        caption: "Records due to be checked, those due longest first".to_owned(),
        heads: heads(&["Record", "Last checked", "Due since"]),
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
