//! From reasons to plain English: the same words on a page, on the command line and, in JavaScript, in the browser.
//!
//! Sentences are made here and never stored. They show both directions always, name the strongest missing item, say
//! how far apart the two are, and how sure we are and why not surer. None gives a bare percentage, and none says that
//! nobody offers something: only that nobody *has listed* it.

use super::phrases::{capital, listed};
pub use super::phrases::{distance, label};
use crate::matching::Gap;
use crate::matching::KnownPartner;
use crate::matching::{Band, Confidence};
use crate::matching::{Limit, Match, NotSuggested, Reason, Unstated, Who};
use crate::model::{Directory, Openness, Sector};

/// How the two organisations are spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    you: Person,
    they: Person,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Person {
    subject: String,
    pronoun: &'static str,
    /// Whether verbs take their third person singular.
    third: bool,
}

/// All that there is to say of a match, in sentences; a part is empty where there is nothing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences {
    /// The match in a few words, without a full stop: "A strong match".
    pub headline: String,
    /// That the two work together already, or that the other is not suggested at present, and why.
    pub standing: String,
    /// What you gain.
    pub you_gain: String,
    /// What they gain.
    pub they_gain: String,
    /// What is rare, and what keeps a service from counting fully.
    pub remarks: Vec<String>,
    /// The strongest need of each side that the other has not listed.
    pub missing: Vec<String>,
    /// How far apart, and what they share.
    pub place: String,
    /// How ready they are; empty when they have not said.
    pub readiness: String,
    /// How sure, and why not surer.
    pub sureness: String,
}

impl Sentences {
    /// All sentences but the headline, in the order in which they are read.
    pub fn in_order(&self) -> impl Iterator<Item = &str> {
        [&self.standing, &self.you_gain, &self.they_gain]
            .into_iter()
            .chain(&self.remarks)
            .chain(&self.missing)
            .chain([&self.place, &self.readiness, &self.sureness])
            .map(String::as_str)
            .filter(|sentence| !sentence.is_empty())
    }
}

impl Voice {
    /// Speaks to the reader as "you" and of the partner as "they".
    pub fn reader() -> Self {
        let person = |subject: &str, pronoun| Person { subject: subject.to_owned(), pronoun, third: false };
        Self { you: person("you", "you"), they: person("they", "they") }
    }

    /// Speaks of both by name, for a sheet that both will read.
    pub fn by_name(you: &str, they: &str) -> Self {
        let person = |name: &str| Person { subject: name.to_owned(), pronoun: "it", third: true };
        Self { you: person(you), they: person(they) }
    }

    fn of(&self, who: Who) -> &Person {
        match who {
            Who::You => &self.you,
            Who::They => &self.they,
        }
    }
}

impl Person {
    /// The subject with a verb: "they offer", "Dudley Group offers".
    fn does(&self, verb: &str) -> String {
        format!("{} {}", self.subject, self.verb(verb))
    }

    fn verb(&self, verb: &str) -> String {
        match (self.third, verb) {
            (false, _) => verb.to_owned(),
            (true, "have") => "has".to_owned(),
            (true, "are") => "is".to_owned(),
            (true, _) => format!("{verb}s"),
        }
    }

    /// What a record does not state: "what they need".
    fn unstated(&self, field: Unstated) -> String {
        match field {
            Unstated::Needs => format!("what {} {}", self.pronoun, self.verb("need")),
            Unstated::Offers => format!("what {} {}", self.pronoun, self.verb("offer")),
            Unstated::Place => format!("where {} {}", self.pronoun, self.verb("are")),
            Unstated::Openness => format!("how ready {} {}", self.pronoun, self.verb("are")),
        }
    }
}

/// Everything there is to say of a match.
pub fn of(directory: &Directory, found: &Match, voice: &Voice) -> Sentences {
    let they = &directory[found.partner];
    let (you_gain, they_gain) = (gain(directory, found, voice, Who::You), gain(directory, found, voice, Who::They));
    let mut missing = vec![missing(directory, found, voice, Who::They), missing(directory, found, voice, Who::You)];
    missing.retain(|sentence| !sentence.is_empty());
    let place = found.reasons.iter().find(|reason| matches!(reason, Reason::Place { .. }));
    Sentences {
        headline: headline(found),
        standing: standing(found, voice),
        you_gain,
        they_gain,
        remarks: remarks(directory, found),
        missing,
        place: place.map(|place| reason(directory, place, voice)).unwrap_or_default(),
        readiness: readiness(they.openness, voice),
        sureness: sureness(found, voice),
    }
}

/// The match in a few words, without a full stop.
pub fn headline(found: &Match) -> String {
    let any_met = found.reasons.iter().any(|reason| matches!(reason, Reason::Met { .. }));
    // A shared care board can stretch far; beyond 50 km nobody would call it near.
    let near = found
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::Place { value, km, .. } if *value >= 0.5 && km.is_none_or(|km| km <= 50.0)));
    let words = match (any_met, near, found.band) {
        (false, true, _) => "Nearby: nothing listed matches yet",
        (false, false, _) => "Nothing listed matches yet",
        (true, _, Band::Strong) => "A strong match",
        (true, _, Band::Good) => "A good match",
        (true, _, Band::Possible) => "A possible match",
        (true, _, Band::Distant) => "A distant possibility",
    };
    words.to_owned()
}

/// What to say above a list of which nothing reaches a possible match; empty when something does.
pub fn nothing_strong(best: Option<Band>) -> &'static str {
    match best {
        Some(Band::Strong | Band::Good | Band::Possible) => "",
        _ => "No strong match is listed near you yet.",
    }
}

/// What else two known partners could do together, by what they have listed.
pub fn could_also(directory: &Directory, known: &KnownPartner) -> String {
    let services: Vec<String> = known.could_also.iter().map(|&(_, service)| label(directory, service)).collect();
    if services.is_empty() {
        "Nothing more that the two have listed matches yet.".to_owned()
    } else {
        format!("By what they have listed, the two could also do this together: {}.", listed(&services, "and"))
    }
}

/// A gap in one area as a sentence that never mistakes silence for absence.
pub fn gap(directory: &Directory, gap: &Gap, reach_km: f64) -> String {
    let service = label(directory, gap.service);
    let asks = if gap.asking.len() == 1 { "organisation here needs" } else { "organisations here need" };
    let asking = format!("{} {asks} {service}", gap.asking.len());
    let (stating, all) = gap.stating;
    let side = if gap.asking_side == Sector::Nhs { "school trusts" } else { "NHS organisations" };
    let basis = format!("{stating} of the {all} {side} here have said what they offer.");
    let found = match (gap.unmet.len(), gap.asking.len()) {
        (0, _) if gap.thin => format!("those within reach who have listed it ({}) may not be able to serve all", gap.offering),
        (0, _) => format!("{} within reach have listed it", gap.offering),
        (unmet, asking) => {
            let whom = if unmet == asking { String::new() } else { format!("for {unmet} of them, ") };
            format!("{whom}no one within {reach_km:.0} km or the same care board has listed it")
        }
    };
    format!("{asking}; {found}. {basis}")
}

/// One reason as a sentence.
pub fn reason(directory: &Directory, reason: &Reason, voice: &Voice) -> String {
    match reason {
        Reason::Met { needed_by, service, .. } => met(voice, *needed_by, &[label(directory, *service)], 0),
        Reason::Missing { needed_by, service } => not_listed(voice, *needed_by, &label(directory, *service), false),
        Reason::Place { km, shared_boards, shared_region, .. } => {
            let boards: Vec<String> = shared_boards.iter().map(|&board| directory.places[board].short.clone()).collect();
            let region = shared_region.map(|region| directory.places[region].name.as_str());
            place(*km, &boards, region)
        }
        Reason::NotStated { who, field } => {
            let person = voice.of(*who);
            capital(&format!("{} not said {}.", person.does("have"), person.unstated(*field)))
        }
    }
}

fn other(who: Who) -> Who {
    match who {
        Who::You => Who::They,
        Who::They => Who::You,
    }
}

/// What `needing` gains: what is met, or that nothing is, or that it cannot be known.
fn gain(directory: &Directory, found: &Match, voice: &Voice, needing: Who) -> String {
    let services: Vec<String> = found
        .reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Met { needed_by, service, .. } if *needed_by == needing => Some(label(directory, *service)),
            _ => None,
        })
        .collect();
    if !services.is_empty() {
        let shown = services.len().min(if services.len() == 4 { 4 } else { 3 });
        return met(voice, needing, &services[..shown], services.len() - shown);
    }
    let unstated = |who: Who, field: Unstated| found.reasons.iter().find(|reason| **reason == Reason::NotStated { who, field });
    let unknown = unstated(other(needing), Unstated::Offers).or_else(|| unstated(needing, Unstated::Needs));
    unknown.map_or_else(
        || {
            let giver = voice.of(other(needing)).does("have");
            capital(&format!("{giver} listed nothing yet that {}.", voice.of(needing).does("need")))
        },
        |unknown| reason(directory, unknown, voice),
    )
}

fn met(voice: &Voice, needing: Who, services: &[String], more: usize) -> String {
    let (giver, needing) = (voice.of(other(needing)).does("offer"), voice.of(needing).does("need"));
    let mut services = services.to_vec();
    if more > 0 {
        services.push(format!("{more} more"));
    }
    capital(&format!("{giver} {}, which {needing}.", listed(&services, "and")))
}

/// The strongest need of `needing` that the other has not listed.
fn missing(directory: &Directory, found: &Match, voice: &Voice, needing: Who) -> String {
    let mut also = false;
    for reason in &found.reasons {
        match reason {
            Reason::Met { needed_by, .. } if *needed_by == needing => also = true,
            Reason::Missing { needed_by, service } if *needed_by == needing => {
                return not_listed(voice, needing, &label(directory, *service), also);
            }
            _ => {}
        }
    }
    String::new()
}

fn not_listed(voice: &Voice, needing: Who, service: &str, also: bool) -> String {
    let (person, giver) = (voice.of(needing), voice.of(other(needing)));
    let also = if also { "also " } else { "" };
    let giver = giver.does("have");
    capital(&format!("{} {also}{} {service}, which {giver} not listed.", person.subject, person.verb("need")))
}

/// What is rare among what is met, then what the distance or the ages keep from counting fully.
fn remarks(directory: &Directory, found: &Match) -> Vec<String> {
    let (mut remarks, mut far, mut aged, mut rare) = (Vec::new(), Vec::new(), Vec::new(), None);
    let mut km = None;
    for reason in &found.reasons {
        match reason {
            Reason::Met { needed_by, service, limited_by, listed_by, rare: few, .. } => {
                let name = label(directory, *service);
                if *few && rare.is_none() {
                    let giver = if *needed_by == Who::You { found.partner } else { found.of };
                    rare = Some(rarity(directory[giver].sector, &name, *listed_by));
                }
                match limited_by {
                    Some(Limit::Distance) if !far.contains(&name) => far.push(name),
                    Some(Limit::Age) if !aged.contains(&name) => aged.push(name),
                    _ => {}
                }
            }
            Reason::Place { km: distance, .. } => km = *distance,
            _ => {}
        }
    }
    remarks.extend(rare);
    if !far.is_empty() {
        let services = listed(&far, "and");
        remarks.push(if km.is_some() {
            format!("The distance stands in the way of {services}: people must be in one place.")
        } else {
            format!("How far apart the two are is not known, and it matters for {services}: people must be in one place.")
        });
    }
    if !aged.is_empty() {
        remarks.push(format!("Only some of the school trust's pupils are of the age for {}.", listed(&aged, "or")));
    }
    remarks
}

fn rarity(giver: Sector, service: &str, (listing, stating): (u32, u32)) -> String {
    let sector = if giver == Sector::Nhs { "NHS organisations" } else { "school trusts" };
    let list = if listing == 1 { "lists" } else { "list" };
    format!("Of the {stating} {sector} that have said what they offer, only {listing} {list} {service}.")
}

fn place(km: Option<f64>, boards: &[String], region: Option<&str>) -> String {
    let apart = km.map_or_else(|| "The distance is not known".to_owned(), |km| format!("{} apart", distance(km)));
    match region {
        _ if !boards.is_empty() => format!("{apart}; both in {}.", listed(boards, "and")),
        Some(region) => format!("{apart}; in the same region ({region})."),
        None => format!("{apart}."),
    }
}

fn standing(found: &Match, voice: &Voice) -> String {
    let they = &voice.they;
    if found.known_partner {
        return "The two already work together.".to_owned();
    }
    match found.not_suggested {
        None => String::new(),
        Some(NotSuggested::Closed) => capital(&format!("{} closed.", they.does("have"))),
        Some(NotSuggested::NoCapacity) => capital(&format!("{} no room for a new partnership now.", they.does("have"))),
        Some(NotSuggested::NotNow) => capital(&format!("{} not looking for partners at present.", they.does("are"))),
    }
}

fn readiness(openness: Openness, voice: &Voice) -> String {
    let they = &voice.they;
    match openness {
        Openness::Offering => capital(&format!("{} looking for partners now.", they.does("are"))),
        Openness::Open => capital(&format!("{} open to a conversation.", they.does("are"))),
        Openness::MayOffer => capital(&format!("{} may have something to offer.", they.subject)),
        Openness::NotNow | Openness::NotKnown => String::new(),
    }
}

fn sureness(found: &Match, voice: &Voice) -> String {
    let gaps: Vec<String> = [Who::They, Who::You].into_iter().filter_map(|who| not_said(found, voice, who)).collect();
    if gaps.is_empty() {
        return "How sure: high. Both records state all that counts.".to_owned();
    }
    let gaps = gaps.join(", and ");
    match found.confidence {
        Confidence::High => format!("How sure: high, although {gaps}."),
        Confidence::Medium => format!("How sure: medium, because {gaps}."),
        Confidence::Low => format!("How sure: low, because {gaps}: this rests on little information."),
    }
}

fn not_said(found: &Match, voice: &Voice, whose: Who) -> Option<String> {
    let person = voice.of(whose);
    let fields: Vec<String> = found
        .reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::NotStated { who, field } if *who == whose => Some(person.unstated(*field)),
            _ => None,
        })
        .collect();
    (!fields.is_empty()).then(|| format!("{} not said {}", person.does("have"), listed(&fields, "or")))
}
