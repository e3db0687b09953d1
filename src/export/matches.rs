//! Suggested partners, in true order. Scores are an order of promise, not a probability and not a mark.

use serde::Serialize;

use super::values::page;
use crate::matching::{self, Band, Match, Matches, Ranked, Reason};
use crate::model::{Directory, OrganisationIndex, Sector};
use crate::site::Field;
use crate::text::csv;
use crate::wording;
use crate::wording::Words;
use crate::wording::json::Explained;

/// Partners of one organisation that are given: as many as a page shows. With all of England each further one would cost
/// half a megabyte, and beyond the tenth hardly any pair meets a need that is stated.
const GIVEN: usize = 10;

/// The possible partners of one organisation, and those that it works with already.
#[derive(Serialize)]
pub(super) struct Suggestions<'a> {
    id: &'a str,
    note: &'static str,
    /// How many may be suggested, those that are not given included.
    possible: usize,
    matches: Vec<Partner<'a>>,
    already_partners: Vec<Partner<'a>>,
}

/// A partner with what others need to show it: its name, its page and what the partnership rests on.
#[derive(Serialize)]
struct Partner<'a> {
    #[serde(flatten)]
    what: Suggestion<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// Documented partnerships of the two, ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    partnerships: Vec<&'a str>,
}

/// A possible partner.
#[derive(Serialize)]
#[serde(untagged)]
enum Suggestion<'a> {
    WithReasons(Explained<'a>),
    /// Nothing that either states meets a need of the other, so there is nothing to explain but where they are.
    Brief {
        id: &'a str,
        name: &'a str,
        score: f64,
    },
}

/// What is known of the possible partners of one organisation.
pub(super) fn one(known: &super::Known, of: OrganisationIndex) -> Suggestions<'_> {
    let (words, directory, matches) = (&*known.words, &*known.directory, &*known.matches);
    let scoring = matches.scoring();
    let partner = |with: OrganisationIndex, what| {
        let of_both = directory.partnerships_of(of).filter(|partnership| partnership.organisations.contains(&with));
        let partnerships = of_both.map(|partnership| partnership.id.as_str()).collect();
        Partner { what, page: page(directory, &directory[with]), partnerships }
    };
    let explained = |found: &Match| Suggestion::WithReasons(wording::json::explained(words, directory, found));
    let suggestion = |ranked: &Ranked| {
        let found = matching::explain(directory, scoring, of, ranked.partner);
        let one = &directory[ranked.partner];
        let brief = || Suggestion::Brief { id: &one.id, name: &one.name, score: ranked.score.as_share() };
        partner(ranked.partner, if found.meets_a_need() { explained(&found) } else { brief() })
    };
    let known = directory.partners(of).iter().copied();
    let across = known.filter(|&partner| directory[of].sector.other() == Some(directory[partner].sector));
    let together = |with| partner(with, explained(&matching::explain(directory, scoring, of, with)));
    Suggestions {
        id: &directory[of].id,
        note: "Scores are an order of promise, not a probability; they rest on what records state. Ties stand in the order of ids.",
        possible: matches.ranked(of).len(),
        matches: matches.ranked(of).iter().take(GIVEN).map(suggestion).collect(),
        already_partners: across.map(together).collect(),
    }
}

/// What stands in `data/matches/ID.json`.
pub(super) const FIELDS: &[Field] = &[
    ("id", "Id of the organisation", "string"),
    ("note", "How to read the scores", "string"),
    ("possible", "How many possible partners there are; the best ten are given", "integer"),
    ("matches[].id", "Id of the possible partner", "string"),
    ("matches[].name", "Its name", "string"),
    ("matches[].page", "Address of its page, where the site knows its own", "string"),
    ("matches[].partnerships[]", "Documented partnerships in which both take part, ids", "string"),
    ("matches[].score", "Order of promise, 0 to 1; not a probability", "number"),
    (
        "matches[].band",
        "strong, good, possible or distant; this and what follows only where one meets a need of the other",
        "string",
    ),
    ("matches[].confidence", "How much the two records state: high, medium or low", "string"),
    ("matches[].gain.you", "What this organisation gains from the partner, 0 to 1", "number"),
    ("matches[].gain.they", "What the partner gains from this organisation, 0 to 1", "number"),
    ("matches[].parts.mutual", "Part of the score for what each has for the other", "number"),
    ("matches[].parts.place", "Part of the score for being near", "number"),
    ("matches[].parts.focus", "Part of the score for shared focus areas", "number"),
    ("matches[].parts.ready", "Part of the score for being open to partners", "number"),
    (
        "matches[].reasons[].kind",
        "you_need_they_offer, they_need_you_offer, you_need_they_lack, they_need_you_lack, place or not_stated",
        "string",
    ),
    ("matches[].reasons[].text", "The reason as a sentence", "string"),
    ("matches[].reasons[].service", "Of a need: the service, an id", "string"),
    ("matches[].reasons[].weight", "Of a need that is met: how much it counts", "number"),
    ("matches[].reasons[].limited_by", "Of a need that is met in part: distance or age", "string"),
    ("matches[].reasons[].km", "Of a place: distance of their nearest sites in kilometres", "number"),
    ("matches[].reasons[].shared_icb[]", "Of a place: care boards in whose areas both work, ids", "string"),
    ("matches[].reasons[].shared_region", "Of a place: the region of both, an id", "string"),
    ("matches[].reasons[].value", "Of a place: how near, 0 to 1", "number"),
    ("matches[].reasons[].who", "Of what is not stated: you or they", "string"),
    ("matches[].reasons[].field", "Of what is not stated: needs, offers, place or openness", "string"),
    ("matches[].headline", "The strongest reason in a few words", "string"),
    ("matches[].text", "All reasons in sentences", "string"),
    (
        "already_partners[]",
        "Those that it works with already: the members of a possible partner, and `already_partners`; without `partnerships` a record says so itself",
        "record",
    ),
];

/// The columns of `data/matches.csv`.
pub(super) const COLUMNS: &[Field] = &[
    ("nhs", "Id of the NHS organisation", "string"),
    ("school", "Id of the school trust", "string"),
    ("score", "Order of promise, 0 to 1; not a probability", "number"),
    ("band", "strong, good or possible", "string"),
    ("confidence", "How much the two records state: high, medium or low", "string"),
    ("km", "Distance of their nearest sites in kilometres", "number"),
    ("why", "The reasons in sentences", "string"),
];

/// The pairs that are at least possible, once each: for each NHS organisation its best, in true order.
pub(super) fn table(words: &Words, directory: &Directory, matches: &Matches) -> Vec<u8> {
    let scoring = matches.scoring();
    let most = scoring.constants.list_length as usize;
    let rows = directory.of_sector(Sector::Nhs).flat_map(|(of, _)| {
        let likely = matches.ranked(of).iter().take(most);
        likely
            .take_while(|ranked| Band::of(&scoring.constants, ranked.score) != Band::Distant)
            .map(|ranked| row(words, directory, &matching::explain(directory, scoring, of, ranked.partner)))
            .collect::<Vec<_>>()
    });
    csv::write(&super::cells::names(COLUMNS), rows)
}

fn row(words: &Words, directory: &Directory, found: &Match) -> Vec<String> {
    let (nhs, school) = (&directory[found.of], &directory[found.partner]);
    let voice = wording::sentences::Voice::by_name(words, &nhs.name, &school.name);
    let km = found.reasons.iter().find_map(|reason| match reason {
        Reason::Place { km, .. } => *km,
        _ => None,
    });
    vec![
        nhs.id.clone(),
        school.id.clone(),
        found.score.as_share().to_string(),
        found.band.id().to_owned(),
        found.confidence.id().to_owned(),
        km.map(|km| km.to_string()).unwrap_or_default(),
        wording::sentences::of(directory, found, voice).in_order().collect::<Vec<_>>().join(" "),
    ]
}
