//! Partnerships as JSON. Results stand as they were published, each with its source and its limits; none is added up.

use serde_json::{Value, json};

use super::lines;
use super::organisation::{day, known_only, phases, review, said, source};
use crate::model::{Directory, Partnership};
use crate::text::markdown;

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
        .map(|result| known_only(json!({ "text": result.text, "source": result.source, "limits": said(&result.limits) })))
        .collect();
    known_only(json!({
        "id": one.id,
        "name": one.name,
        "page": directory.settings.base_url.as_ref().map(|base| format!("{base}partnerships/{}/", one.id)),
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
