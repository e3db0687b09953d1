//! What result lists show, in blocks of a few documents, and the manifest that a page loads first.

use serde_json::{Value, json};

use super::document::{Class, Document, FIELDS};
use super::fold::fold;
use super::shards::Part;
use crate::model::{Date, Directory, FocusIndex, GuideSection, Openness, Service};
use crate::wording::{Words, tags};

/// The first day that a card counts from.
const FIRST_DAY: Date = jiff::civil::date(2000, 1, 1);

/// How many documents stand in a block: more in a large site, because some hosts limit the number of files.
pub(super) fn block_size(documents: usize) -> usize {
    if documents <= 50_000 { 16 } else { 64 }
}

/// One block as JSON in columns: `i` ids (0 where the id is the slug of the name), `n` names, `t` towns or first lines,
/// `k` kinds, `r` regions, `b` care boards, `o` openness, `f` offers and `w` needs (0 = not stated), `d` days from
/// 1 January 2000 to the last confirmation.
pub(super) fn block(documents: &[Document]) -> String {
    let column = |value: fn(&Document) -> Value| -> Vec<Value> { documents.iter().map(value).collect() };
    json!({
        "i": column(|one| if plain_slug(&one.texts[0]) == one.id { json!(0) } else { json!(one.id) }),
        "n": column(|one| json!(one.name)),
        "t": column(|one| json!(one.card.line)),
        "k": column(|one| one.facets.kind.map_or(json!(-1), |kind| json!(kind))),
        "r": column(|one| one.facets.region.map_or(json!(-1), |region| json!(region))),
        "b": column(|one| json!(one.facets.boards)),
        "o": column(|one| one.facets.openness.map_or(json!(-1), |openness| json!(openness))),
        "f": column(|one| one.card.offers.as_ref().map_or(json!(0), |offers| json!(offers))),
        "w": column(|one| one.card.needs.as_ref().map_or(json!(0), |needs| json!(needs))),
        "d": column(|one| one.card.confirmed.map_or(json!(-1), |date| json!(days(date)))),
    })
    .to_string()
}

/// Days from [`FIRST_DAY`]; earlier days count as the first.
fn days(date: Date) -> i32 {
    (date - FIRST_DAY).get_days().max(0)
}

/// The id that a script can work out from a folded name.
fn plain_slug(folded: &str) -> String {
    folded.replace(['&', ' '], "-")
}

/// What a page must know before it can ask for anything: counts, the table of runs, where each shard begins, and the
/// words for the numbers on cards and in filters.
pub(super) struct Manifest<'a> {
    pub(super) vocabulary: &'a Value,
    pub(super) documents: &'a [Document],
    pub(super) runs: &'a [[u32; 4]],
    pub(super) primary: &'a Part,
    pub(super) summaries: &'a Part,
    pub(super) exact_files: usize,
    pub(super) prefixes: String,
    pub(super) months: &'a [String],
    pub(super) squares: Vec<&'a str>,
    /// First letters for which there is a list of words.
    pub(super) letters: String,
    pub(super) places: Vec<&'a str>,
}

impl Manifest<'_> {
    /// The manifest as JSON; `at` is added when the folders of the other files are named.
    pub(super) fn to_json(&self) -> Value {
        let classes = [Class::NhsTrust, Class::NhsBoard, Class::School, Class::Body, Class::Guide, Class::Partnership];
        let ends: Vec<usize> =
            classes.iter().map(|&class| self.documents.partition_point(|document| document.class <= class)).collect();
        json!({
            "count": self.documents.len(),
            "fields": FIELDS,
            "classes": ends,
            "runs": run_columns(self.runs),
            "primary": self.primary.separators.join(" "),
            "summary": self.summaries.separators.join(" "),
            "exact": self.exact_files,
            "block": block_size(self.documents.len()),
            "prefixes": self.prefixes,
            "months": self.months,
            "squares": self.squares.join(" "),
            "fine": super::facets::fineness(self.documents.len()),
            "letters": self.letters,
            "places": self.places.join(" "),
            "words": self.vocabulary,
        })
    }
}

/// The table of runs in columns, which pack better than rows: services, terms and name each as the difference to the run
/// before, then how many documents.
fn run_columns(runs: &[[u32; 4]]) -> Value {
    let column = |at: usize| runs.iter().map(move |run| i64::from(run[at]));
    let steps = |at: usize| -> Vec<i64> {
        std::iter::once(0).chain(column(at)).zip(column(at)).map(|(before, here)| here - before).collect()
    };
    json!([steps(0), steps(1), steps(2), column(3).collect::<Vec<_>>()])
}

/// The vocabulary as cards and filters show it: rows in the order of the numbers.
pub(super) fn words_for_numbers(words: &Words, directory: &Directory) -> Value {
    let vocabulary = &directory.vocabulary;
    let places = &directory.places;
    let guide_of = |focus: FocusIndex| {
        let about = |section: &GuideSection| matches!(section, GuideSection::Focus(area) if *area == focus);
        directory.guide.iter().find(|page| about(&page.section)).map_or("", |page| page.id.as_str())
    };
    json!({
        "kind": vocabulary.kinds.iter().map(|kind| json!([kind.id, kind.label, kind.plural, kind.sector.id()])).collect::<Vec<_>>(),
        "region": places.regions.iter().map(|region| json!([region.id, region.name])).collect::<Vec<_>>(),
        "icb": places.boards.iter().map(|board| json!([board.id, board.short, board.regions.first().map_or(-1, |region| i64::from(region.number())), u8::from(board.closed.is_none())])).collect::<Vec<_>>(),
        "service": vocabulary.services.iter().map(|service| json!([service.id, service.label])).collect::<Vec<_>>(),
        "focus": vocabulary.focus_areas.numbered().map(|(at, focus)| json!([focus.id, focus.label, guide_of(at), focus.order])).collect::<Vec<_>>(),
        "phase": vocabulary.phases.iter().map(|phase| json!([phase.id, phase.label])).collect::<Vec<_>>(),
        "open": Openness::ALL.iter().map(|&openness| json!([openness.id(), tags::openness(words, openness)])).collect::<Vec<_>>(),
    })
}

/// For each service its id, its label and, folded, all that people call it: so that a search which finds nobody leads to its
/// page.
pub(super) fn words_for_services(directory: &Directory) -> serde_json::Value {
    let services = directory.vocabulary.services.iter();
    let row = |service: &Service| {
        let called: Vec<String> = std::iter::once(&service.label).chain(&service.synonyms).map(|name| fold(name)).collect();
        serde_json::json!([service.id, service.label, called])
    };
    services.map(row).collect()
}
