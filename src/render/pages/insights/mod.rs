//! The insights: what the directory shows as a whole, how it was counted, and how little it can show.

pub(in crate::render) mod chart;
mod coverage;
pub(in crate::render) mod figure;
mod freshness;
mod gaps;
mod trade;

use serde::Serialize;

use crate::insight::Strength;
use crate::matching::CONSTANTS;
use crate::model::Date;
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::site::address;
use crate::text::counted;
use crate::wording::words;
use figure::Figure;

/// A page of figures.
#[derive(Clone, Copy)]
struct Chapter {
    id: &'static str,
    title: &'static str,
    lead: &'static str,
    figures: fn(&World) -> Vec<Figure>,
}

const CHAPTERS: &[Chapter] = &[
    Chapter {
        id: "coverage",
        title: "Coverage: who is here and who is missing",
        lead: "Which organisations the directory holds, by place, against the national registers.",
        figures: |world| {
            vec![coverage::registers(world), coverage::regions(world), coverage::boards(world), coverage::partnerships(world)]
        },
    },
    Chapter {
        id: "offers-and-needs",
        title: "What is offered and needed",
        lead: "Which services organisations say they offer and need, and how much each record says.",
        figures: |world| vec![trade::services(world), trade::spread(world)],
    },
    Chapter {
        id: "gaps",
        title: "Gaps and offers not taken up",
        lead: "Needs for which nobody near has listed an offer, and offers that nobody has asked for.",
        figures: |world| {
            let mut figures = vec![gaps::needs(world), gaps::offers(world)];
            figures.extend(gaps::surplus(world));
            figures.push(gaps::without_match(world));
            figures
        },
    },
    Chapter {
        id: "freshness",
        title: "How fresh and how sure the records are",
        lead: "When records were last checked, and whether what they list is known to hold.",
        figures: |world| vec![freshness::ages(world), freshness::waiting(world), freshness::statuses(world)],
    },
];

#[derive(Serialize)]
struct OverviewView {
    page: Page,
    method: MethodView,
    chapters: Vec<ChapterCard>,
}

/// A chapter with the sentences of its figures.
#[derive(Serialize)]
struct ChapterCard {
    title: &'static str,
    lead: &'static str,
    address: String,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    sentence: String,
    address: String,
}

#[derive(Serialize)]
struct ChapterView {
    page: Page,
    lead: &'static str,
    method: MethodView,
    figures: Vec<Figure>,
}

/// What stands before every figure: the day, what is counted, what that cannot show.
#[derive(Serialize)]
pub(in crate::render) struct MethodView {
    as_of: Option<String>,
    /// The latest day on which a record was checked.
    latest: Option<String>,
    organisations: String,
    limits: Vec<String>,
}

#[derive(Serialize)]
struct MethodPageView {
    page: Page,
    method: MethodView,
    constants: Vec<ConstantRow>,
}

#[derive(Serialize)]
struct ConstantRow {
    name: &'static str,
    meaning: &'static str,
    value: String,
    /// Whether this site has set it.
    changed: bool,
}

/// Settles the overview, a page for each chapter, and the method.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::INSIGHTS, "insights.html", |world, _| overview(world));
    for chapter in CHAPTERS {
        book.page(&address(chapter), "insights-chapter.html", move |world, _| ChapterView {
            page: Page::new(chapter.title, chapter.lead, "insights").below("Insights", address::INSIGHTS),
            lead: chapter.lead,
            method: method(world),
            figures: (chapter.figures)(world).into_iter().map(Figure::cut).collect(),
        });
    }
    book.page(address::INSIGHTS_METHOD, "insights-method.html", |world, _| method_page(world));
}

fn address(chapter: &Chapter) -> String {
    address::insights(chapter.id)
}

fn overview(world: &World) -> OverviewView {
    let chapters = CHAPTERS.iter().map(|chapter| {
        let address = address(chapter);
        let findings = (chapter.figures)(world)
            .into_iter()
            .map(|figure| Finding { sentence: figure.sentence, address: format!("{address}#{}", figure.id) })
            .collect();
        ChapterCard { title: chapter.title, lead: chapter.lead, address, findings }
    });
    OverviewView {
        page: Page::new(
            "Insights: what the records show",
            "Coverage, needs and offers, gaps and freshness of the directory, with method, date and limits first.",
            "insights",
        ),
        method: method(world),
        chapters: chapters.collect(),
    }
}

/// All figures in order, for the report.
pub(in crate::render) fn all_figures(world: &World) -> Vec<(&'static str, &'static str, Vec<Figure>)> {
    CHAPTERS.iter().map(|chapter| (chapter.title, chapter.lead, (chapter.figures)(world))).collect()
}

/// The day, what is counted, and the limits.
pub(in crate::render) fn method(world: &World) -> MethodView {
    let insights = &world.insights;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let mut limits = Vec::new();
    let registers: usize = insights.registers.iter().map(|share| share.whole).sum();
    let here: usize = insights.registers.iter().map(|share| share.here).sum();
    if registers > 0 && Strength::of(here, Some(registers)) != Strength::Fair {
        limits.push(format!(
            "The records cover a small part of England: {here} of the {} in the registers. They began with one workshop in the West Midlands and with published case studies, so they lean towards both.",
            counted(registers, "organisation", None),
        ));
    }
    let whole = &insights.whole;
    limits.push(format!(
        "{} Whoever says nothing is not counted as offering or needing nothing.",
        words::statements(whole.all(), whole.stating_offers, whole.stating_needs, "")
    ));
    limits.push("A gap means that nobody within 25 kilometres or in the same care board area has listed something. It does not mean that nobody provides it.".to_owned());
    limits.push(
        "These pages count records. They do not measure need, quality or effect, and they rank no organisation.".to_owned(),
    );
    MethodView {
        as_of: day(insights.as_of),
        latest: day(insights.freshness.latest),
        organisations: counted(insights.whole.all(), "organisation", None),
        limits,
    }
}

fn method_page(world: &World) -> MethodPageView {
    let constants = &world.matches.scoring().constants;
    let rows = CONSTANTS.iter().map(|one| {
        let value = constants.get(one.name).unwrap_or(one.default);
        ConstantRow {
            name: one.name,
            meaning: one.meaning,
            value: value.to_string(),
            changed: value.to_bits() != one.default.to_bits(),
        }
    });
    MethodPageView {
        page: Page::new(
            "Method: how matches and insights are made",
            "Every rule and every number behind the matches and the figures.",
            "insights",
        )
        .below("Insights", address::INSIGHTS),
        method: method(world),
        constants: rows.collect(),
    }
}
