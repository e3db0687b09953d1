//! How partners are suggested: the rules in plain words, and every number of them.

use serde::Serialize;

use crate::insight::{self, About};
use crate::matching::CONSTANTS;
use crate::model::OutcomeStatus;
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::wording::say;

#[derive(Serialize)]
struct MethodView {
    page: Page,
    constants: Vec<ConstantView>,
    /// Whether the owner of the site has changed a number.
    changed: bool,
    /// The part of a pair's score, out of 100, of mutual gain, nearness, readiness and focus.
    shares: [String; 4],
    half_distance_km: String,
    bands: [String; 3],
    outcomes: OutcomesView,
}

/// What became of suggestions, in whole numbers.
#[derive(Serialize)]
struct OutcomesView {
    count: usize,
    /// Below so many no number is set by them.
    enough: usize,
    statuses: Vec<&'static str>,
    rows: Vec<OutcomeRow>,
}

#[derive(Serialize)]
struct OutcomeRow {
    about: String,
    counts: Vec<usize>,
}

#[derive(Serialize)]
struct ConstantView {
    name: &'static str,
    meaning: String,
    value: String,
    /// The built-in value, where the site uses another.
    default: Option<String>,
}

/// Settles the address of the method page.
pub(in crate::render) fn add(book: &mut Book<'_>) {
    book.page("method/", "method.html", |world, _| {
        let used = &world.matches.scoring().constants;
        let value = |name: &str| used.get(name).unwrap_or_default();
        let constants: Vec<ConstantView> = CONSTANTS
            .iter()
            .map(|constant| {
                let now = used.get(constant.name).unwrap_or(constant.default);
                ConstantView {
                    name: constant.name,
                    meaning: world.words.constant(constant.name),
                    value: now.to_string(),
                    default: ((now - constant.default).abs() > f64::EPSILON).then(|| constant.default.to_string()),
                }
            })
            .collect();
        let percent = |name: &str| format!("{:.0}", value(name) * 100.0);
        MethodView {
            page: Page::new(&world.words, say!(world.words, "method.title"), say!(world.words, "method.description"), "find"),
            outcomes: outcomes(world),
            changed: constants.iter().any(|constant| constant.default.is_some()),
            constants,
            shares: [percent("weight_mutual"), percent("weight_place"), percent("weight_ready"), percent("weight_focus")],
            half_distance_km: value("half_distance_km").to_string(),
            bands: [value("band_strong").to_string(), value("band_good").to_string(), value("band_possible").to_string()],
        }
    });
}

fn outcomes(world: &World) -> OutcomesView {
    let words = &world.directory.vocabulary;
    let label = |about: About| match about {
        About::Role(role) => words[role].label.clone(),
        About::Service(service) => words[service].label.clone(),
    };
    let rows = insight::outcomes(&world.directory).into_iter();
    OutcomesView {
        count: world.directory.outcomes.len(),
        enough: insight::ENOUGH,
        statuses: OutcomeStatus::ALL.iter().map(|status| status.id()).collect(),
        rows: rows.map(|row| OutcomeRow { about: label(row.about), counts: row.counts.to_vec() }).collect(),
    }
}
