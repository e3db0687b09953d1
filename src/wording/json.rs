//! Matches as JSON: the form that the open data and `trustbridge match --format json` share.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Words;
use super::sentences::{self, Voice};
use crate::matching::{Limit, Match, Reason, Unstated, Who};
use crate::model::Directory;

/// One match as a JSON object (section 3.4 of the design): id, name, score from 0 to 1, band, confidence, gain, parts, reasons
/// with their sentences. Without a met need there is neither a band nor a confidence: null.
#[derive(Serialize)]
pub struct Explained<'a> {
    id: &'a str,
    name: &'a str,
    score: f64,
    band: Option<&'static str>,
    confidence: Option<&'static str>,
    gain: Gain,
    parts: Parts,
    reasons: Vec<Worded<'a>>,
    headline: String,
    text: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    already_partners: bool,
}

#[derive(Serialize)]
struct Gain {
    #[serde(serialize_with = "tidy")]
    you: f64,
    #[serde(serialize_with = "tidy")]
    they: f64,
}

#[derive(Serialize)]
struct Parts {
    #[serde(serialize_with = "tidy")]
    mutual: f64,
    #[serde(serialize_with = "tidy")]
    place: f64,
    #[serde(serialize_with = "tidy")]
    focus: f64,
    #[serde(serialize_with = "tidy")]
    ready: f64,
}

/// A reason with its sentence.
#[derive(Serialize)]
struct Worded<'a> {
    #[serde(flatten)]
    fact: Fact<'a>,
    text: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Fact<'a> {
    Met {
        kind: &'static str,
        service: &'a str,
        #[serde(serialize_with = "tidy")]
        weight: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        limited_by: Option<&'static str>,
    },
    Missing {
        kind: &'static str,
        service: &'a str,
    },
    Place {
        kind: &'static str,
        km: Option<f64>,
        shared_icb: Vec<&'a str>,
        shared_region: Option<&'a str>,
        #[serde(serialize_with = "tidy")]
        value: f64,
    },
    NotStated {
        kind: &'static str,
        who: &'static str,
        field: &'static str,
    },
}

/// The match as a JSON value.
///
/// # Panics
/// Never: all of it is text, numbers and lists.
pub fn of(words: &Words, directory: &Directory, found: &Match) -> Value {
    serde_json::to_value(explained(words, directory, found)).expect("text, numbers and lists are JSON")
}

/// The match as something that is written as JSON without a value between.
pub fn explained<'a>(words: &Words, directory: &'a Directory, found: &Match) -> Explained<'a> {
    let voice = Voice::reader(words);
    let said = sentences::of(directory, found, voice);
    Explained {
        id: &directory[found.partner].id,
        name: &directory[found.partner].name,
        score: found.score.as_share(),
        band: found.meets_a_need().then(|| found.band.id()),
        confidence: found.meets_a_need().then(|| found.confidence.id()),
        gain: Gain { you: found.gain.you, they: found.gain.they },
        parts: Parts { mutual: found.parts.mutual, place: found.parts.place, focus: found.parts.focus, ready: found.parts.ready },
        reasons: found
            .reasons
            .iter()
            .map(|reason| Worded { fact: fact(directory, reason), text: sentences::reason(directory, reason, voice) })
            .collect(),
        headline: said.headline.clone(),
        text: said.in_order().collect::<Vec<_>>().join(" "),
        already_partners: found.known_partner,
    }
}

fn fact<'a>(directory: &'a Directory, reason: &Reason) -> Fact<'a> {
    match reason {
        Reason::Met { needed_by, service, weight, limited_by, .. } => Fact::Met {
            kind: if *needed_by == Who::You { "you_need_they_offer" } else { "they_need_you_offer" },
            service: &directory.vocabulary[*service].id,
            weight: *weight,
            limited_by: limited_by.map(|limit| match limit {
                Limit::Distance => "distance",
                Limit::Area => "area",
                Limit::Age => "age",
            }),
        },
        Reason::Missing { needed_by, service } => Fact::Missing {
            kind: if *needed_by == Who::You { "you_need_they_lack" } else { "they_need_you_lack" },
            service: &directory.vocabulary[*service].id,
        },
        Reason::Place { km, shared_boards, shared_region, value } => Fact::Place {
            kind: "place",
            km: *km,
            shared_icb: shared_boards.iter().map(|&board| directory.places[board].id.as_str()).collect(),
            shared_region: shared_region.map(|region| directory.places[region].id.as_str()),
            value: *value,
        },
        Reason::NotStated { who, field } => {
            Fact::NotStated { kind: "not_stated", who: if *who == Who::You { "you" } else { "they" }, field: field_name(*field) }
        }
    }
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
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn tidy<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64((number * 1e9).round() / 1e9)
}
