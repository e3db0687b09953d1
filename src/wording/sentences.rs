//! From reasons to plain English: the same words on a page, on the command line and, in JavaScript, in the browser.
//!
//! Sentences are made here and never stored. They show both directions always, name the strongest missing item, say
//! how far apart the two are, and how sure we are and why not surer. None gives a bare percentage, and none says that
//! nobody offers something: only that nobody *has listed* it.

pub use super::gap::gap;
use super::{Words, say};
use crate::matching::KnownPartner;
use crate::matching::{Band, Confidence};
use crate::matching::{Limit, Match, NotSuggested, Reason, Unstated, Who};
use crate::model::{Directory, Openness, Organisation, Sector, ServiceIndex};
use crate::text::capitalised;

/// In which words the two organisations are spoken of, and how.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    words: &'a Words,
    /// Their names, "you" and "they"; `None` where the reader is "you".
    names: Option<(&'a str, &'a str)>,
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
    /// Where a need is met: how sure, and why not surer. Elsewhere: what is not recorded, so that nothing can match yet.
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

impl<'a> Voice<'a> {
    /// Speaks to the reader as "you" and of the partner as "they".
    pub fn reader(words: &'a Words) -> Self {
        Self { words, names: None }
    }

    /// Speaks of both by name, for a sheet that both will read.
    pub fn by_name(words: &'a Words, you: &'a str, they: &'a str) -> Self {
        Self { words, names: Some((you, they)) }
    }

    /// The form of a message that speaks of one of the two: `you`, `they`, or another for a name.
    fn who(&self, who: Who) -> &'static str {
        match (self.names, who) {
            (Some(_), _) => "name",
            (None, Who::You) => "you",
            (None, Who::They) => "they",
        }
    }

    fn name(&self, who: Who) -> &'a str {
        match (self.names, who) {
            (None, _) => "",
            (Some((you, _)), Who::You) => you,
            (Some((_, they)), Who::They) => they,
        }
    }

    /// What a record does not state: "what they need", "where Alder Trust is". `again` where the same sentence has named the
    /// organisation already.
    fn unstated(&self, field: Unstated, whose: Who, again: bool) -> String {
        let who = if again && self.names.is_some() { "it" } else { self.who(whose) };
        let (words, name) = (self.words, self.name(whose));
        match field {
            Unstated::Needs => say!(words, "match.unstated-needs", who = who, name = name),
            Unstated::Offers => say!(words, "match.unstated-offers", who = who, name = name),
            Unstated::Place => say!(words, "match.unstated-place", who = who, name = name),
            Unstated::Openness => say!(words, "match.unstated-openness", who = who, name = name),
        }
    }
}

/// Everything there is to say of a match.
pub fn of(directory: &Directory, found: &Match, voice: Voice<'_>) -> Sentences {
    let they = &directory[found.partner];
    let (you_gain, they_gain) = (gain(directory, found, voice, Who::You), gain(directory, found, voice, Who::They));
    let mut missing = vec![missing(directory, found, voice, Who::They), missing(directory, found, voice, Who::You)];
    missing.retain(|sentence| !sentence.is_empty());
    Sentences {
        headline: headline(voice.words, found),
        standing: standing(found, voice),
        you_gain,
        they_gain,
        remarks: remarks(voice.words, directory, found),
        missing,
        place: whereabouts(directory, found, voice),
        readiness: readiness(they.openness, voice),
        sureness: sureness(found, voice),
    }
}

/// The match in a few words, without a full stop.
pub fn headline(words: &Words, found: &Match) -> String {
    // A shared care board can stretch far; beyond 50 km nobody would call it near.
    let near = found
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::Place { value, km, .. } if *value >= 0.5 && km.is_none_or(|km| km <= 50.0)));
    match (found.meets_a_need(), near) {
        (true, _) => say!(words, "match.headline", band = found.band.id()),
        (false, true) => say!(words, "match.near"),
        (false, false) => say!(words, "match.nothing"),
    }
}

/// What to say above a list of which nothing reaches a possible match; empty when something does.
pub fn nothing_strong(words: &Words, best: Option<Band>) -> String {
    match best {
        Some(Band::Strong | Band::Good | Band::Possible) => String::new(),
        _ => say!(words, "match.nothing-strong"),
    }
}

/// What else two known partners could do together, by what they have listed.
pub fn could_also(words: &Words, directory: &Directory, known: &KnownPartner) -> String {
    let services: Vec<String> = known.could_also.iter().map(|&(_, service)| label(words, directory, service)).collect();
    if services.is_empty() {
        say!(words, "match.also-nothing")
    } else {
        say!(words, "match.also", services = words.and(&services))
    }
}

/// A service's name inside a sentence.
pub fn label(words: &Words, directory: &Directory, service: ServiceIndex) -> String {
    words.inside(&directory.vocabulary[service].label)
}

/// One reason as a sentence.
pub fn reason(directory: &Directory, reason: &Reason, voice: Voice<'_>) -> String {
    let words = voice.words;
    match reason {
        Reason::Met { needed_by, service, .. } => met(voice, *needed_by, &[label(words, directory, *service)], 0),
        Reason::Missing { needed_by, service } => not_listed(voice, *needed_by, &label(words, directory, *service), false),
        Reason::Place { km, .. } => {
            let apart = km.map(|km| say!(words, "match.place.apart", distance = words.distance(km)));
            place(words, directory, apart, reason)
        }
        Reason::NotStated { who, field } => {
            say!(words, "match.unrecorded", gaps = voice.unstated(*field, *who, false))
        }
    }
}

fn other(who: Who) -> Who {
    match who {
        Who::You => Who::They,
        Who::They => Who::You,
    }
}

/// What `needing` gains: what is met, or that nothing is; empty where it cannot be known, which is said once at the end.
fn gain(directory: &Directory, found: &Match, voice: Voice<'_>, needing: Who) -> String {
    let services: Vec<String> = found
        .reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Met { needed_by, service, .. } if *needed_by == needing => Some(label(voice.words, directory, *service)),
            _ => None,
        })
        .collect();
    if !services.is_empty() {
        let shown = services.len().min(if services.len() == 4 { 4 } else { 3 });
        return met(voice, needing, &services[..shown], services.len() - shown);
    }
    let unstated = |who: Who, field: Unstated| found.reasons.contains(&Reason::NotStated { who, field });
    if unstated(other(needing), Unstated::Offers) || unstated(needing, Unstated::Needs) {
        return String::new();
    }
    // What is needed and not listed has a sentence of its own.
    if found.reasons.iter().any(|reason| matches!(reason, Reason::Missing { needed_by, .. } if *needed_by == needing)) {
        return String::new();
    }
    let (giver, taker) = (voice.name(other(needing)), voice.name(needing));
    capitalised(&say!(voice.words, "match.met-nothing", who = voice.who(needing), giver = giver, taker = taker))
}

fn met(voice: Voice<'_>, needing: Who, services: &[String], more: usize) -> String {
    let words = voice.words;
    let mut services = services.to_vec();
    if more > 0 {
        services.push(say!(words, "list.more", count = more));
    }
    let (giver, taker, services) = (voice.name(other(needing)), voice.name(needing), words.and(&services));
    capitalised(&say!(words, "match.met", who = voice.who(needing), giver = giver, taker = taker, services = services))
}

/// The strongest need of `needing` that the other has not listed.
fn missing(directory: &Directory, found: &Match, voice: Voice<'_>, needing: Who) -> String {
    let mut also = false;
    for reason in &found.reasons {
        match reason {
            Reason::Met { needed_by, .. } if *needed_by == needing => also = true,
            Reason::Missing { needed_by, service } if *needed_by == needing => {
                return not_listed(voice, needing, &label(voice.words, directory, *service), also);
            }
            _ => {}
        }
    }
    String::new()
}

fn not_listed(voice: Voice<'_>, needing: Who, service: &str, also: bool) -> String {
    let (words, who) = (voice.words, voice.who(needing));
    let (giver, taker) = (voice.name(other(needing)), voice.name(needing));
    capitalised(&if also {
        say!(words, "match.lacks-also", who = who, giver = giver, taker = taker, service = service)
    } else {
        say!(words, "match.lacks", who = who, giver = giver, taker = taker, service = service)
    })
}

/// What is rare among what is met, then what the distance or the ages keep from counting fully.
fn remarks(words: &Words, directory: &Directory, found: &Match) -> Vec<String> {
    let (mut remarks, mut far, mut by_area, mut aged, mut rare) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), None);
    let mut km = None;
    for reason in &found.reasons {
        match reason {
            Reason::Met { needed_by, service, limited_by, listed_by: (listing, stating), rare: few, .. } => {
                let name = label(words, directory, *service);
                if *few && rare.is_none() {
                    let giver = if *needed_by == Who::You { found.partner } else { found.of };
                    let sector = directory[giver].sector.id();
                    rare =
                        Some(say!(words, "match.rare", sector = sector, stating = *stating, listing = *listing, service = name));
                }
                match limited_by {
                    Some(Limit::Distance) if !far.contains(&name) => far.push(name),
                    Some(Limit::Area) if !by_area.contains(&name) => by_area.push(name),
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
        let services = words.and(&far);
        remarks.push(if km.is_some() {
            say!(words, "match.far", services = services)
        } else {
            say!(words, "match.far-unknown", services = services)
        });
    }
    if !by_area.is_empty() {
        remarks.push(capitalised(&say!(words, "match.by-area", services = words.and(&by_area), count = by_area.len())));
    }
    if !aged.is_empty() {
        remarks.push(say!(words, "match.ages", services = words.or(&aged)));
    }
    remarks
}

/// Where the two of a match are; empty where nothing of it is known.
fn whereabouts(directory: &Directory, found: &Match, voice: Voice<'_>) -> String {
    let place = found.reasons.iter().find(|reason| matches!(reason, Reason::Place { .. }));
    place.map(|reason| place_of(directory, found, reason, voice)).unwrap_or_default()
}

/// Where the two of a match are: of one with several schools or sites, it is the nearest of them that is so far away.
fn place_of(directory: &Directory, found: &Match, where_they_are: &Reason, voice: Voice<'_>) -> String {
    let Reason::Place { km, shared_boards, .. } = where_they_are else { return String::new() };
    let (you, they) = (&directory[found.of], &directory[found.partner]);
    let words = voice.words;
    let several = |one: &Organisation, sector| one.sector == sector && one.points().len() > 1;
    let nearest = [Sector::School, Sector::Nhs].into_iter().find_map(|sector| {
        let whose = if several(they, sector) { Who::They } else { several(you, sector).then_some(Who::You)? };
        Some((sector, whose))
    });
    if let (None, true) = (km, directory.is_care_board(you) || directory.is_care_board(they)) {
        return if shared_boards.is_empty() {
            say!(words, "match.place.other-boards")
        } else {
            reason(directory, where_they_are, voice)
        };
    }
    let Some((&km, (sector, whose))) = km.as_ref().zip(nearest) else { return reason(directory, where_they_are, voice) };
    let (who, name, distance) = (voice.who(whose), voice.name(whose), words.distance_inside(km));
    let apart = match sector {
        Sector::School => say!(words, "match.place.nearest-school", who = who, name = name, distance = distance),
        _ => say!(words, "match.place.nearest-site", who = who, name = name, distance = distance),
    };
    place(words, directory, Some(apart), where_they_are)
}

/// How far apart, and what the two share.
fn place(words: &Words, directory: &Directory, apart: Option<String>, reason: &Reason) -> String {
    let Reason::Place { shared_boards, shared_region, .. } = reason else { return String::new() };
    let boards: Vec<&str> = shared_boards.iter().map(|&board| directory.places[board].short.as_str()).collect();
    let boards = words.and(&boards);
    let region = shared_region.map(|region| directory.places[region].name.as_str());
    match (apart, region) {
        (Some(apart), _) if !boards.is_empty() => say!(words, "match.place.far-boards", apart = apart, boards = boards),
        (None, _) if !boards.is_empty() => say!(words, "match.place.boards", boards = boards),
        (Some(apart), Some(region)) => say!(words, "match.place.far-region", apart = apart, region = region),
        (None, Some(region)) => say!(words, "match.place.region", region = region),
        (Some(apart), None) => say!(words, "match.place.far", apart = apart),
        (None, None) => say!(words, "match.place.unknown"),
    }
}

fn standing(found: &Match, voice: Voice<'_>) -> String {
    let (words, who, name) = (voice.words, voice.who(Who::They), voice.name(Who::They));
    if found.known_partner {
        return say!(words, "match.together");
    }
    capitalised(&match found.not_suggested {
        None => String::new(),
        Some(NotSuggested::Closed) => say!(words, "match.closed", who = who, name = name),
        Some(NotSuggested::NoCapacity) => say!(words, "match.full", who = who, name = name),
        Some(NotSuggested::NotNow) => say!(words, "match.not-now", who = who, name = name),
    })
}

fn readiness(openness: Openness, voice: Voice<'_>) -> String {
    let (words, who, name) = (voice.words, voice.who(Who::They), voice.name(Who::They));
    capitalised(&match openness {
        Openness::Offering => say!(words, "match.offering", who = who, name = name),
        Openness::Open => say!(words, "match.open", who = who, name = name),
        Openness::MayOffer => say!(words, "match.may-offer", who = who, name = name),
        Openness::NotNow | Openness::NotKnown => String::new(),
    })
}

/// How sure, where a need is met; else what is not recorded, once and together. Of people whom nobody asked, it never says
/// that they kept silent.
fn sureness(found: &Match, voice: Voice<'_>) -> String {
    let (words, any_met) = (voice.words, found.meets_a_need());
    let gaps: Vec<String> = [Who::They, Who::You].into_iter().flat_map(|who| not_recorded(found, voice, who, any_met)).collect();
    let nothing = words.or(&gaps);
    match (any_met, found.confidence) {
        (false, _) if gaps.is_empty() => String::new(),
        (false, _) => say!(words, "match.unrecorded", gaps = nothing),
        (true, _) if gaps.is_empty() => say!(words, "match.sure.all"),
        (true, Confidence::High) => say!(words, "match.sure.high", gaps = nothing),
        (true, Confidence::Medium) => say!(words, "match.sure.medium", gaps = nothing),
        (true, Confidence::Low) => say!(words, "match.sure.low", gaps = nothing),
    }
}

/// What a record does not state; how ready somebody is matters only once there is something to be ready for.
fn not_recorded(found: &Match, voice: Voice<'_>, whose: Who, any_met: bool) -> Vec<String> {
    let fields = found.reasons.iter().filter_map(|reason| match reason {
        Reason::NotStated { who, field } if *who == whose && (any_met || *field != Unstated::Openness) => Some(*field),
        _ => None,
    });
    fields.enumerate().map(|(at, field)| voice.unstated(field, whose, at > 0)).collect()
}
