//! The whole matching as data for the browser's engine: numbers, words, and every organisation that is matched.
//!
//! `themes/default/static/js/matching.js` reads it and comes to the same scores, reasons and sentences; the cases that
//! hold the two together are written by `tests/suite/matching_browser.rs`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::constants::CONSTANTS;
use super::profile::{Condition, Profile, RemoteMode};
use super::score::Scoring;
use crate::model::{Directory, DistrictIndex, Mode, Openness, Organisation, OrganisationIndex, Sector, ServiceIndex, Travels};
use crate::serving::Slots;

/// Everything the browser's engine needs: `constants`, `services`, `boards`, `regions`, `focus`, `phases`, `kinds`,
/// `rarity` and `organisations`, these with ids ascending; and `others`, the names of those that are not matched,
/// for lists that readers keep. What is not stated is left out, so that the file stays small.
pub fn world(directory: &Directory, scoring: &Scoring) -> Value {
    let constants: Map<String, Value> = CONSTANTS
        .iter()
        .map(|constant| (constant.name.to_owned(), scoring.constants.get(constant.name).unwrap_or(constant.default).into()))
        .collect();
    let vocabulary = &directory.vocabulary;
    let services: Vec<Value> = vocabulary
        .services
        .iter()
        .map(|service| {
            let mut object = json!({
                "id": service.id,
                "label": service.label,
                "mode": mode(service.mode.into()),
                "ages": [service.ages.from, service.ages.to],
                "focus": service.focus.iter().map(|area| area.number()).collect::<Vec<_>>(),
            });
            match service.travels {
                Travels::Footprint => object["travels"] = "footprint".into(),
                Travels::Anywhere => object["travels"] = "anywhere".into(),
                Travels::Distance => {}
            }
            object
        })
        .collect();
    let boards: Vec<Value> = directory
        .places
        .boards
        .iter()
        .map(|board| {
            let region = board.regions.first().map(|region| region.number());
            json!({ "id": board.id, "short": board.short, "region": region, "closed": board.closed.is_some() })
        })
        .collect();
    let regions: Vec<Value> =
        directory.places.regions.iter().map(|region| json!({ "id": region.id, "name": region.name })).collect();
    let phases: Vec<Value> = vocabulary
        .phases
        .iter()
        .map(|phase| json!({ "id": phase.id, "label": phase.label, "ages": [phase.ages.from, phase.ages.to] }))
        .collect();
    let focus: Vec<Value> = vocabulary.focus_areas.iter().map(|area| json!({ "id": area.id, "label": area.label })).collect();
    let organisations: Vec<Value> = directory
        .numbered()
        .filter(|&(number, _)| scoring.profile(number).chooses)
        .map(|(number, one)| organisation(directory, scoring, number, one))
        .collect();
    let others: Vec<Value> = directory
        .numbered()
        .filter(|&(number, _)| !scoring.profile(number).chooses)
        .map(|(_, one)| json!({ "id": one.id, "name": one.name }))
        .collect();
    json!({
        "constants": constants,
        "services": services,
        "boards": boards,
        "regions": regions,
        "phases": phases,
        "focus": focus,
        "kinds": vocabulary.kinds.iter().map(|kind| kind.label.as_str()).collect::<Vec<_>>(),
        "rarity": { "nhs": rarity(scoring, Sector::Nhs), "school": rarity(scoring, Sector::School) },
        "organisations": organisations,
        "others": others,
    })
}

fn rarity(scoring: &Scoring, sector: Sector) -> Value {
    let (offering, stating) = scoring.rarity.of_sector(sector);
    json!({ "stating": if offering.is_empty() { 0 } else { stating }, "offering": offering })
}

/// One organisation as the browser's engine reads it.
fn organisation(directory: &Directory, scoring: &Scoring, number: OrganisationIndex, one: &Organisation) -> Value {
    let profile = scoring.profile(number);
    let mut object = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(key.to_owned(), value);
        }
    };
    let some = |list: Vec<Value>| (!list.is_empty()).then_some(Value::Array(list));
    put("id", Some(one.id.as_str().into()));
    put("name", Some(one.name.as_str().into()));
    put("sector", Some(one.sector.id().into()));
    put("kind", Some(one.kind.number().into()));
    put("region", profile.region.map(|region| region.number().into()));
    put("boards", some(scoring.profiles.boards(profile).iter().map(|board| board.number().into()).collect()));
    put("points", some(directory.meeting_points(one).iter().map(|point| json!([point.latitude, point.longitude])).collect()));
    put("ages", scoring.profiles.ages[usize::from(profile.ages)].map(|(from, to)| json!([from, to])));
    put("openness", (one.openness != Openness::NotKnown).then(|| one.openness.id().into()));
    put("offers", profile.stated.offers.then(|| offers(scoring, profile)));
    put("needs", profile.stated.needs.then(|| needs(scoring, profile)));
    put("focus", one.focus.is_some().then(|| scoring.profiles.focus(profile).iter().map(|area| area.number()).collect()));
    put("reach", one.place.reach_km.map(Value::from));
    put("board", directory.is_care_board(one).then_some(Value::Bool(true)));
    put("away", (!profile.suggestible).then_some(Value::Bool(true)));
    put("full", (one.capacity == Some(0)).then_some(Value::Bool(true)));
    put("many", scoring.knows_many_like(directory, one).then_some(Value::Bool(true)));
    let partners = directory.partners(number).iter().map(|&partner| directory[partner].id.as_str().into());
    put("partners", some(partners.collect()));
    // Of two who share a place, one record is enough to say so, and only where the other lists something by footprint.
    let tells = |other| scoring.factors.lists_by_footprint(scoring.profile(other));
    let shares = scoring.profiles.presence.with(number).iter();
    let shares = shares.filter(|&&(other, _)| one.sector == Sector::School && tells(other));
    let shares: Map<String, Value> = shares.map(|&(other, share)| (directory[other].id.clone(), share.into())).collect();
    put("shares", (!shares.is_empty()).then_some(Value::Object(shares)));
    Value::Object(object)
}

/// What part of a school in a district each body serves, for a trust that is described by where it is: the same as a record
/// with a school there states, for bodies that list something by footprint.
pub fn shares_of_district(directory: &Directory, scoring: &Scoring, slots: &Slots, district: DistrictIndex) -> Value {
    let mut shares = BTreeMap::<OrganisationIndex, f64>::new();
    for &(body, _, share) in slots.parts_of_district(district) {
        let most = shares.entry(body).or_default();
        *most = most.max(share);
    }
    let tells = |body: &OrganisationIndex| scoring.factors.lists_by_footprint(scoring.profile(*body));
    let told = shares.into_iter().filter(|(body, _)| tells(body));
    Value::Object(told.map(|(body, share)| (directory[body].id.clone(), share.into())).collect())
}

fn offers(scoring: &Scoring, profile: &Profile) -> Value {
    let gives = scoring.profiles.gives(profile).iter();
    gives.map(|give| listing(give.service, None, &scoring.profiles.conditions[give.condition as usize])).collect()
}

fn needs(scoring: &Scoring, profile: &Profile) -> Value {
    let wants = scoring.profiles.wants(profile).iter();
    wants
        .map(|want| {
            let priority = (want.half * 2.0) as u8;
            listing(want.service, Some(priority), &scoring.profiles.conditions[want.condition as usize])
        })
        .collect()
}

/// A listing as `{"s": service, "p": priority of a need unless 2, "ages", "mode"}`.
fn listing(service: ServiceIndex, priority: Option<u8>, condition: &Condition) -> Value {
    let mut object = json!({ "s": service.number() });
    if let Some(priority) = priority.filter(|&priority| priority != 2) {
        object["p"] = priority.into();
    }
    if let Some((from, to)) = condition.ages {
        object["ages"] = json!([from, to]);
    }
    if let Some(stated) = condition.mode {
        object["mode"] = mode(stated).into();
    }
    object
}

fn mode(mode: RemoteMode) -> &'static str {
    match mode {
        RemoteMode::OnSite => Mode::OnSite.id(),
        RemoteMode::Either => Mode::Either.id(),
        RemoteMode::Remote => Mode::Remote.id(),
    }
}
