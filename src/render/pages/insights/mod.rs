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
use crate::wording::{Words, say, words};
use figure::Figure;

/// A page of figures.
#[derive(Clone, Copy)]
struct Chapter {
    id: &'static str,
    title: fn(&Words) -> String,
    lead: fn(&Words) -> String,
    figures: fn(&World) -> Vec<Figure>,
}

const CHAPTERS: &[Chapter] = &[
    Chapter {
        id: "coverage",
        title: |words| say!(words, "chapter.coverage"),
        lead: |words| say!(words, "chapter.coverage-lead"),
        figures: |world| {
            vec![coverage::registers(world), coverage::regions(world), coverage::boards(world), coverage::partnerships(world)]
        },
    },
    Chapter {
        id: "offers-and-needs",
        title: |words| say!(words, "chapter.offers"),
        lead: |words| say!(words, "chapter.offers-lead"),
        figures: |world| vec![trade::services(world), trade::spread(world)],
    },
    Chapter {
        id: "gaps",
        title: |words| say!(words, "chapter.gaps"),
        lead: |words| say!(words, "chapter.gaps-lead"),
        figures: |world| {
            let mut figures = vec![gaps::needs(world), gaps::offers(world)];
            figures.extend(gaps::surplus(world));
            figures.push(gaps::without_match(world));
            figures
        },
    },
    Chapter {
        id: "freshness",
        title: |words| say!(words, "chapter.freshness"),
        lead: |words| say!(words, "chapter.freshness-lead"),
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
    title: String,
    lead: String,
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
    lead: String,
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
    meaning: String,
    value: String,
    /// Whether this site has set it.
    changed: bool,
}

/// Settles the overview, a page for each chapter, and the method.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::INSIGHTS, "insights.html", |world, _| overview(world));
    for chapter in CHAPTERS {
        book.page(&address(chapter), "insights-chapter.html", move |world, _| ChapterView {
            page: Page::new(&world.words, (chapter.title)(&world.words), (chapter.lead)(&world.words), "insights")
                .below(say!(world.words, "crumb.insights"), address::INSIGHTS),
            lead: (chapter.lead)(&world.words),
            method: method(world),
            figures: (chapter.figures)(world).into_iter().map(|figure| figure.cut(&world.words)).collect(),
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
        ChapterCard { title: (chapter.title)(&world.words), lead: (chapter.lead)(&world.words), address, findings }
    });
    OverviewView {
        page: Page::new(&world.words, say!(world.words, "insights.title"), say!(world.words, "insights.description"), "insights"),
        method: method(world),
        chapters: chapters.collect(),
    }
}

/// All figures in order, for the report.
pub(in crate::render) fn all_figures(world: &World) -> Vec<(String, String, Vec<Figure>)> {
    let words = &world.words;
    CHAPTERS.iter().map(|chapter| ((chapter.title)(words), (chapter.lead)(words), (chapter.figures)(world))).collect()
}

/// The day, what is counted, and the limits.
pub(in crate::render) fn method(world: &World) -> MethodView {
    let (insights, said) = (&world.insights, &world.words);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let mut limits = Vec::new();
    let registers: usize = insights.registers.iter().map(|share| share.whole).sum();
    let here: usize = insights.registers.iter().map(|share| share.here).sum();
    if registers > 0 && Strength::of(here, Some(registers)) != Strength::Fair {
        limits.push(say!(said, "insights.small-part", here = here.to_string(), count = registers));
    }
    let whole = &insights.whole;
    let statements = words::statements(said, whole.all(), whole.stating_offers, whole.stating_needs, "");
    limits.push(say!(said, "insights.silence", statements = statements));
    limits.push(say!(said, "insights.gap"));
    limits.push(say!(said, "insights.count"));
    MethodView {
        as_of: day(insights.as_of),
        latest: day(insights.freshness.latest),
        organisations: say!(said, "count.organisations", count = insights.whole.all()),
        limits,
    }
}

fn method_page(world: &World) -> MethodPageView {
    let constants = &world.matches.scoring().constants;
    let rows = CONSTANTS.iter().map(|one| {
        let value = constants.get(one.name).unwrap_or(one.default);
        ConstantRow {
            name: one.name,
            meaning: world.words.constant(one.name),
            value: value.to_string(),
            changed: value.to_bits() != one.default.to_bits(),
        }
    });
    MethodPageView {
        page: Page::new(
            &world.words,
            say!(world.words, "insights-method.title"),
            say!(world.words, "insights-method.description"),
            "insights",
        )
        .below(say!(world.words, "crumb.insights"), address::INSIGHTS),
        method: method(world),
        constants: rows.collect(),
    }
}
