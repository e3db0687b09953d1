//! How partners are suggested: the rules in plain words, and every number of them.

use serde::Serialize;

use crate::matching::CONSTANTS;
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
                    meaning: constant.meaning.trim().to_owned(),
                    value: now.to_string(),
                    default: ((now - constant.default).abs() > f64::EPSILON).then(|| constant.default.to_string()),
                }
            })
            .collect();
        let percent = |name: &str| format!("{:.0}", value(name) * 100.0);
        MethodView {
            page: Page::new(&world.words, say!(world.words, "method.title"), say!(world.words, "method.description"), "find"),
            changed: constants.iter().any(|constant| constant.default.is_some()),
            constants,
            shares: [percent("weight_mutual"), percent("weight_place"), percent("weight_ready"), percent("weight_focus")],
            half_distance_km: value("half_distance_km").to_string(),
            bands: [value("band_strong").to_string(), value("band_good").to_string(), value("band_possible").to_string()],
        }
    });
}
