//! The words and places that the other files refer to by id. What a kind of organisation typically offers is left out:
//! nobody stated it.

use serde_json::{Value, json};

use super::organisation::{day, known_only, said};
use crate::model::{Directory, Provider};

/// All lists.
pub(super) fn all(directory: &Directory) -> Value {
    let words = &directory.vocabulary;
    let places = &directory.places;
    let terms = |list: &[crate::model::Term]| -> Vec<Value> {
        list.iter()
            .map(|one| {
                known_only(json!({ "id": one.id, "label": one.label, "definition": said(&one.definition), "source": one.source }))
            })
            .collect()
    };
    let services: Vec<Value> = words.services.iter().map(|one| known_only(json!({
        "id": one.id, "label": one.label, "definition": said(&one.definition), "nhs": said(&one.nhs), "school": said(&one.school),
        "focus": one.focus.iter().map(|&area| &words[area].id).collect::<Vec<_>>(),
        "synonyms": one.synonyms,
        "usual_provider": match one.usual_provider { Provider::Nhs => "nhs", Provider::School => "school", Provider::Either => "either" },
        "mode": one.mode.id(), "min_age": one.ages.from, "max_age": one.ages.to, "source": one.source,
        "related": one.related.iter().map(|&other| &words[other].id).collect::<Vec<_>>(),
    }))).collect();
    let regions: Vec<Value> =
        places.regions.iter().map(|one| known_only(json!({ "id": one.id, "name": one.name, "ons": said(&one.ons) }))).collect();
    let boards: Vec<Value> = places
        .boards
        .iter()
        .map(|one| {
            known_only(json!({
                "id": one.id, "name": one.name, "short": one.short, "ods": said(&one.ods), "ons": said(&one.ons),
                "regions": one.regions.iter().map(|&region| &places[region].id).collect::<Vec<_>>(),
                "closed": day(one.closed),
                "successor": one.successor.map(|next| &places[next].id),
                "tile": one.tile.as_ref().map(|tile| json!({ "column": tile.column, "row": tile.row, "label": tile.label })),
            }))
        })
        .collect();
    json!({
        "services": services,
        "focus_areas": words.focus_in_order().iter().map(|&area| &words[area]).map(|one| known_only(json!({
            "id": one.id, "label": one.label, "definition": said(&one.definition), "question": said(&one.question), "source": one.source,
        }))).collect::<Vec<_>>(),
        "kinds": words.kinds.iter().map(|one| json!({ "id": one.id, "label": one.label, "plural": one.plural, "sector": one.sector.id() })).collect::<Vec<_>>(),
        "phases": words.phases.iter().map(|one| json!({ "id": one.id, "label": one.label, "ages": [one.ages.from, one.ages.to] })).collect::<Vec<_>>(),
        "questions": terms(&words.questions),
        "priorities": terms(&words.priorities),
        "barriers": terms(&words.barriers),
        "regions": regions,
        "icbs": boards,
    })
}
