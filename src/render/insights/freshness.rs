//! How lately records were checked, and how sure their offers are.

use super::chart::{self, BarOf};
use super::figure::{Figure, Row, Table, heads, linked, number, words};
use crate::insight::{Age, due};
use crate::render::profile::NamedAddress;
use crate::render::{World, words as english};
use crate::text::counted;

/// Records by the age of their last check.
pub(super) fn ages(world: &World) -> Figure {
    let fresh = &world.insights.freshness;
    let label = |age: &Age| match age.to_months {
        Some(to) => format!("{} to {to}", age.from_months),
        None => format!("{} or more", age.from_months),
    };
    let columns: Vec<(String, usize)> = fresh.ages.iter().map(|age| (label(age), age.records)).collect();
    let waiting = fresh.due + fresh.stale + fresh.not_known;
    let sentence = match (fresh.earliest, fresh.latest) {
        (Some(from), Some(to)) if from == to => {
            format!("All dated records were last checked on {}; {}.", english::date(to), waiting_words(waiting))
        }
        (Some(from), Some(to)) => format!(
            "Records were last checked between {} and {}; {}.",
            english::date(from),
            english::date(to),
            waiting_words(waiting)
        ),
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
        note: format!(
            "A record is due {} after its last check unless it says another day.",
            counted(world.directory.settings.review_months as usize, "month", None)
        ),
    }
}

fn waiting_words(waiting: usize) -> String {
    match waiting {
        0 => "none is due to be checked again".to_owned(),
        1 => "1 is due to be checked again".to_owned(),
        more => format!("{more} are due to be checked again"),
    }
}

/// Offers by whether they hold.
pub(super) fn statuses(world: &World) -> Figure {
    let found = world.insights.offers_by_status;
    let rows = [
        ("Holds now", found.now, "here"),
        ("May be possible", found.may, "here"),
        ("Source does not say", found.not_known, "need"),
        ("Past", found.past, "past"),
    ];
    let live = found.now + found.may + found.not_known;
    Figure {
        id: "status",
        title: "How sure the offers are",
        sentence: if live + found.past == 0 {
            "No offer is listed yet.".to_owned()
        } else {
            format!(
                "Of {} that {} not past, {} known to hold now.",
                counted(live, "offer", None),
                if live == 1 { "is" } else { "are" },
                match found.now {
                    1 => "1 is".to_owned(),
                    more => format!("{more} are"),
                }
            )
        },
        caution:
            "Most offers were read from published pages, not told by the organisations themselves; ask before you rely on one."
                .to_owned(),
        chart: (live + found.past > 0).then(|| {
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
        csv: Some("data/offers-and-needs.csv"),
        note: "Past offers take part in no other figure and in no match.".to_owned(),
    }
}

/// Which records wait to be checked; `None` where none does.
pub(super) fn waiting(world: &World) -> Option<Figure> {
    let directory = &*world.directory;
    let list = &world.insights.freshness.to_check;
    (!list.is_empty()).then(|| Figure {
        id: "to-check",
        title: "Records that are due to be checked",
        sentence: format!("{} to be checked again.", counted(list.len(), "record is due", Some("records are due"))),
        caution: String::new(),
        chart: None,
        table: Some(Table {
            caption: "Records due to be checked, those due longest first".to_owned(),
            heads: heads(&["Record", "Last checked", "Due since"]),
            rows: list
                .iter()
                .map(|&at| {
                    let one = &directory[at];
                    let day = |day: Option<crate::model::Date>| words(day.map_or_else(|| "Not known".to_owned(), english::date));
                    Row {
                        head: linked(NamedAddress::organisation(one)),
                        cells: vec![day(one.review.checked), day(due(&directory.settings, &one.review))],
                    }
                })
                .collect(),
        }),
        csv: None,
        note: String::new(),
    })
}
