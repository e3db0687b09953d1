//! Matches as JSON: the form that the open data and `trustbridge match --format json` share.

use serde_json::{Map, Value, json};

use super::explain::{Limit, Match, Reason, Unstated, Who};
use super::sentences::{self, Voice};
use crate::model::Directory;

/// One match as a JSON object (section 3.4 of the design): id, score from 0 to 1, band, confidence, gain, parts, reasons
/// with their sentences.
pub fn of(directory: &Directory, found: &Match) -> Value {
    let reasons: Vec<Value> = found.reasons.iter().map(|one| reason(directory, one)).collect();
    let said = sentences::of(directory, found, &Voice::reader());
    let mut object = json!({
        "id": directory[found.partner].id,
        "score": found.score.as_share(),
        "band": found.band.id(),
        "confidence": found.confidence.id(),
        "gain": { "you": tidy(found.gain.you), "they": tidy(found.gain.they) },
        "parts": {
            "mutual": tidy(found.parts.mutual),
            "place": tidy(found.parts.place),
            "focus": tidy(found.parts.focus),
            "ready": tidy(found.parts.ready),
        },
        "reasons": reasons,
        "headline": said.headline,
        "text": said.in_order().collect::<Vec<_>>().join(" "),
    });
    if found.known_partner
        && let Some(object) = object.as_object_mut()
    {
        object.insert("already_partners".to_owned(), Value::Bool(true));
    }
    object
}

fn reason(directory: &Directory, reason: &Reason) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    match reason {
        Reason::Met { needed_by, service, weight, limited_by, .. } => {
            let kind = if *needed_by == Who::You { "you_need_they_offer" } else { "they_need_you_offer" };
            put("kind", kind.into());
            put("service", directory.vocabulary[*service].id.as_str().into());
            put("weight", tidy(*weight).into());
            if let Some(limit) = limited_by {
                put("limited_by", if *limit == Limit::Distance { "distance" } else { "age" }.into());
            }
        }
        Reason::Missing { needed_by, service } => {
            let kind = if *needed_by == Who::You { "you_need_they_lack" } else { "they_need_you_lack" };
            put("kind", kind.into());
            put("service", directory.vocabulary[*service].id.as_str().into());
        }
        Reason::Place { km, shared_boards, shared_region, value } => {
            put("kind", "place".into());
            put("km", (*km).into());
            put("shared_icb", shared_boards.iter().map(|&board| directory.places[board].id.as_str()).collect());
            put("shared_region", shared_region.map(|region| directory.places[region].id.as_str()).into());
            put("value", tidy(*value).into());
        }
        Reason::NotStated { who, field } => {
            put("kind", "not_stated".into());
            put("who", if *who == Who::You { "you" } else { "they" }.into());
            put("field", field_name(*field).into());
        }
    }
    put("text", sentences::reason(directory, reason, &Voice::reader()).into());
    Value::Object(object)
}

fn field_name(field: Unstated) -> &'static str {
    match field {
        Unstated::Needs => "needs",
        Unstated::Offers => "offers",
        Unstated::Place => "place",
        Unstated::Openness => "openness",
    }
}

/// Nine decimals: more than anyone needs, and no tails like `0.30000000000000004`.
fn tidy(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
}
