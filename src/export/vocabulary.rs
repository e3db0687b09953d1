//! The words and places that the other files refer to by id. What a kind of organisation typically offers is left out:
//! nobody stated it.

use serde_json::{Value, json};

use super::values::{day, known_only, said};
use crate::model::{Directory, District, Places, Provider};
use crate::site::Field;

/// What stands in `data/vocabulary.json`.
pub(super) const FIELDS: &[Field] = &[
    ("services[].id", "Stable id", "string"),
    ("services[].label", "Name of the service", "string"),
    ("services[].definition", "What it is", "string"),
    ("services[].nhs", "The same in the words of the NHS", "string"),
    ("services[].school", "The same in the words of schools", "string"),
    ("services[].focus[]", "Focus areas that it serves, ids", "string"),
    ("services[].synonyms[]", "Other words for it", "string"),
    ("services[].usual_provider", "Who usually provides it: nhs, school or either", "string"),
    ("services[].mode", "on-site, either or remote", "string"),
    (
        "services[].travels",
        "How far it reaches: footprint (the area for which it is commissioned), distance or anywhere",
        "string",
    ),
    ("services[].min_age", "Youngest usual age", "integer"),
    ("services[].max_age", "Oldest usual age", "integer"),
    ("services[].source", "Where the definition comes from", "string"),
    ("services[].related[]", "Related services, ids", "string"),
    ("focus_areas[].id", "Stable id", "string"),
    ("focus_areas[].label", "Name of the focus area", "string"),
    ("focus_areas[].definition", "What it is", "string"),
    ("focus_areas[].question", "The question that it asks", "string"),
    ("focus_areas[].source", "Where the definition comes from", "string"),
    ("kinds[].id", "Stable id", "string"),
    ("kinds[].label", "Name of the kind of organisation", "string"),
    ("kinds[].plural", "The same in the plural", "string"),
    ("kinds[].sector", "nhs, school or body", "string"),
    ("kinds[].trust", "Whether it is a trust", "boolean"),
    ("kinds[].roles[]", "What such an organisation is for in a place, ids", "string"),
    ("roles[].id", "Stable id", "string"),
    ("roles[].label", "Name of the role", "string"),
    ("roles[].question", "The question that it answers, in a school's words", "string"),
    ("roles[].order", "Where it stands on a page", "integer"),
    ("roles[].reach", "How a place finds who holds it: district, footprint or nowhere", "string"),
    ("phases[].id", "Stable id", "string"),
    ("phases[].label", "Name of the school phase", "string"),
    ("phases[].ages[]", "Youngest and oldest age", "integer"),
    ("questions[].id", "Stable id", "string"),
    ("questions[].label", "Name of the workshop question", "string"),
    ("questions[].definition", "What it is", "string"),
    ("questions[].source", "Where it comes from", "string"),
    ("priorities[].id", "Stable id", "string"),
    ("priorities[].label", "Name of the shared priority", "string"),
    ("priorities[].definition", "What it is", "string"),
    ("priorities[].source", "Where it comes from", "string"),
    ("barriers[].id", "Stable id", "string"),
    ("barriers[].label", "Name of the barrier", "string"),
    ("barriers[].definition", "What it is", "string"),
    ("barriers[].source", "Where it comes from", "string"),
    ("regions[].id", "Stable id", "string"),
    ("regions[].name", "Name of the region", "string"),
    ("regions[].ons", "Code of the Office for National Statistics", "string"),
    ("icbs[].id", "Stable id", "string"),
    ("icbs[].name", "Name of the integrated care board", "string"),
    ("icbs[].short", "Its area, in short", "string"),
    ("icbs[].ods", "NHS Organisation Data Service code", "string"),
    ("icbs[].ons", "Code of the Office for National Statistics", "string"),
    ("icbs[].regions[]", "Regions in which its area lies, ids", "string"),
    ("icbs[].closed", "Day on which it ceased to exist", "date"),
    ("icbs[].successor", "Who took over, an id", "string"),
    ("icbs[].tile.column", "Its column on the tile map, from the left", "integer"),
    ("icbs[].tile.row", "Its row on the tile map, from the top", "integer"),
    ("icbs[].tile.label", "Its name on the tile map", "string"),
    ("districts[].code", "Code of the Office for National Statistics", "string"),
    ("districts[].id", "Stable id", "string"),
    ("districts[].name", "Name of the local authority district", "string"),
    ("districts[].council.code", "Code of the council that runs its schools and public health", "string"),
    ("districts[].council.name", "The area of that council", "string"),
    ("districts[].region", "Region, an id", "string"),
    ("districts[].icbs[]", "Care boards in whose areas it lies, ids, the main one first", "string"),
    ("districts[].latitude", "Degrees north of the middle of its postcodes (WGS84)", "number"),
    ("districts[].longitude", "Degrees east (WGS84)", "number"),
    ("districts[].former_codes[]", "Codes of ended districts that are part of it", "string"),
];

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
        "mode": one.mode.id(), "travels": one.travels.id(), "min_age": one.ages.from, "max_age": one.ages.to, "source": one.source,
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
    let roles_of = |roles: &[crate::model::RoleIndex]| roles.iter().map(|&role| &words[role].id).collect::<Vec<_>>();
    json!({
        "services": services,
        "focus_areas": words.focus_in_order().iter().map(|&area| &words[area]).map(|one| known_only(json!({
            "id": one.id, "label": one.label, "definition": said(&one.definition), "question": said(&one.question), "source": one.source,
        }))).collect::<Vec<_>>(),
        "kinds": words.kinds.iter().map(|one| json!({ "id": one.id, "label": one.label, "plural": one.plural, "sector": one.sector.id(), "trust": one.trust, "roles": roles_of(&one.roles) })).collect::<Vec<_>>(),
        "roles": words.roles_in_order().iter().map(|&role| &words[role]).map(|one| json!({
            "id": one.id, "label": one.label, "question": one.question, "order": one.order, "reach": one.reach.id(),
        })).collect::<Vec<_>>(),
        "phases": words.phases.iter().map(|one| json!({ "id": one.id, "label": one.label, "ages": [one.ages.from, one.ages.to] })).collect::<Vec<_>>(),
        "questions": terms(&words.questions),
        "priorities": terms(&words.priorities),
        "barriers": terms(&words.barriers),
        "regions": regions,
        "icbs": boards,
        "districts": places.districts.iter().map(|one| district(places, one)).collect::<Vec<_>>(),
    })
}

fn district(places: &Places, one: &District) -> Value {
    known_only(json!({
        "code": one.code, "id": one.id, "name": one.name,
        "council": { "code": one.council.code, "name": one.council.name },
        "region": one.region.map(|region| &places[region].id),
        "icbs": one.boards.iter().map(|&board| &places[board].id).collect::<Vec<_>>(),
        "latitude": one.point.latitude, "longitude": one.point.longitude,
        "former_codes": Some(&one.former_codes).filter(|codes| !codes.is_empty()),
    }))
}
