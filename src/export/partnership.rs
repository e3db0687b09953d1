//! Partnerships as JSON. Results stand as they were published, each with its source and its limits; none is added up.

use serde_json::{Value, json};

use super::lines;
use super::values::{day, known_only, phases, review, said, source};
use crate::model::{Directory, Partnership, ResultKind};
use crate::site::{Field, address};
use crate::text::markdown;

/// What stands in `data/partnerships.json`. A member that is not there is not known.
pub(super) const FIELDS: &[Field] = &[
    ("title", "Name of the directory", "string"),
    ("independence", "Who does not run or endorse it", "string"),
    ("note", "How to read the results", "string"),
    ("count", "How many partnerships there are", "integer"),
    ("partnerships[].id", "Stable id, and the address of the page", "string"),
    ("partnerships[].name", "What it is called", "string"),
    ("partnerships[].page", "Address of its page, where the site knows its own", "string"),
    ("partnerships[].summary", "What was done, as Markdown", "string"),
    ("partnerships[].summary_text", "The same as plain text", "string"),
    ("partnerships[].status", "current, ended, programme or not-known", "string"),
    ("partnerships[].organisations[]", "Partners with a record here, ids", "string"),
    ("partnerships[].others[]", "Partners without one, names", "string"),
    ("partnerships[].services[]", "What is done, ids", "string"),
    ("partnerships[].focus[]", "Focus areas, ids", "string"),
    ("partnerships[].questions[]", "Workshop questions that it helps to answer, ids", "string"),
    ("partnerships[].priorities[]", "Shared priorities that it serves, ids", "string"),
    ("partnerships[].barriers[]", "Barriers that it met, ids", "string"),
    ("partnerships[].phases[]", "School phases, ids", "string"),
    ("partnerships[].seed", "Whether an organisation of the January 2025 workshop takes part", "boolean"),
    ("partnerships[].started", "Day on which it began", "date"),
    ("partnerships[].town", "Where it works", "string"),
    ("partnerships[].region", "Region, an id", "string"),
    ("partnerships[].icbs[]", "Care boards in whose areas it works, ids", "string"),
    ("partnerships[].national", "Whether it works in all of England", "boolean"),
    ("partnerships[].results[].text", "A result as its source publishes it", "string"),
    ("partnerships[].results[].kind", "What it tells: change, reach, opinion or description", "string"),
    ("partnerships[].results[].source", "The source", "string"),
    ("partnerships[].results[].limits", "What limits it, in the words of the source where it says so", "string"),
    ("partnerships[].sources[].url", "A page that the record rests on", "string"),
    ("partnerships[].sources[].title", "Its title", "string"),
    ("partnerships[].sources[].publisher", "Who publishes it", "string"),
    ("partnerships[].sources[].date", "Its day", "date"),
    ("partnerships[].sources[].note", "What to know of it", "string"),
    ("partnerships[].sources[].for[]", "Parts of the record that it supports", "string"),
    ("partnerships[].review.checked", "Day of the last check", "date"),
    ("partnerships[].review.next", "Day of the next check", "date"),
    ("partnerships[].review.by", "Who checked it, by role", "string"),
];

/// All partnerships, ids ascending.
pub(super) fn all(directory: &Directory) -> Vec<u8> {
    let head = json!({
        "title": directory.settings.title,
        "independence": directory.settings.independence,
        "note": "Results are given as published, each with its source and limits. They are not comparable and must not be added up.",
        "count": directory.partnerships.len(),
    });
    lines::collection(&head, "partnerships", directory.partnerships.iter().map(|one| self::one(directory, one)))
}

fn one(directory: &Directory, one: &Partnership) -> Value {
    let vocabulary = &directory.vocabulary;
    let results: Vec<Value> = one
        .results
        .iter()
        .map(|result| {
            let kind = result.kind.map(ResultKind::id);
            known_only(json!({ "text": result.text, "kind": kind, "source": result.source, "limits": said(&result.limits) }))
        })
        .collect();
    known_only(json!({
        "id": one.id,
        "name": one.name,
        "page": directory.settings.base_url.as_ref().map(|base| format!("{base}{}", address::partnership(&one.id))),
        "summary": said(&one.summary),
        "summary_text": said(&markdown::to_words(&one.summary)),
        "status": one.status.id(),
        "organisations": one.organisations.iter().map(|&at| &directory[at].id).collect::<Vec<_>>(),
        "others": one.others,
        "services": one.services.iter().map(|&at| &vocabulary[at].id).collect::<Vec<_>>(),
        "focus": one.focus.iter().map(|&at| &vocabulary[at].id).collect::<Vec<_>>(),
        "questions": one.questions,
        "priorities": one.priorities,
        "barriers": one.barriers,
        "phases": phases(directory, &one.phases),
        "seed": one.seed,
        "started": day(one.started),
        "town": said(&one.town),
        "region": one.region.map(|region| &directory.places[region].id),
        "icbs": one.icbs.iter().map(|&board| &directory.places[board].id).collect::<Vec<_>>(),
        "national": one.national,
        "results": results,
        "sources": one.sources.iter().map(source).collect::<Vec<_>>(),
        "review": review(&one.review),
    }))
}
