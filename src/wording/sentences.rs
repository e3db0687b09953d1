//! From reasons to plain English: the same words on a page, on the command line and, in JavaScript, in the browser.
//!
//! Sentences are made here and never stored. They show both directions always, name the strongest missing item, say
//! how far apart the two are, and how sure we are and why not surer. None gives a bare percentage, and none says that
//! nobody offers something: only that nobody *has listed* it.

pub use super::gap::gap;
use super::phrases::{capital, listed, uncapital};
pub use super::phrases::{distance, label};
use crate::matching::KnownPartner;
use crate::matching::{Band, Confidence};
use crate::matching::{Limit, Match, NotSuggested, Reason, Unstated, Who};
use crate::model::{Directory, Openness, Organisation, Sector};

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

    /// What a record does not state: "what they need", "where Alder Trust is".
    fn unstated(&self, field: Unstated, subject: &str) -> String {
        match field {
            Unstated::Needs => format!("what {subject} {}", self.verb("need")),
            Unstated::Offers => format!("what {subject} {}", self.verb("offer")),
            Unstated::Place => format!("where {subject} {}", self.verb("are")),
            Unstated::Openness => format!("how ready {subject} {}", self.verb("are")),
        }
    }

    /// "the nearest of their schools", "the nearest school of Cedar Trust".
    fn nearest(&self, one: &str, many: &str) -> String {
        match self.subject.as_str() {
            "you" => format!("the nearest of your {many}"),
            "they" => format!("the nearest of their {many}"),
            name => format!("the nearest {one} of {name}"),
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
        place: place.map(|reason| place_of(directory, found, reason, voice)).unwrap_or_default(),
        readiness: readiness(they.openness, voice),
        sureness: sureness(found, voice),
    }
}

/// The match in a few words, without a full stop.
pub fn headline(found: &Match) -> String {
    let any_met = found.meets_a_need();
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

/// One reason as a sentence.
pub fn reason(directory: &Directory, reason: &Reason, voice: &Voice) -> String {
    match reason {
        Reason::Met { needed_by, service, .. } => met(voice, *needed_by, &[label(directory, *service)], 0),
        Reason::Missing { needed_by, service } => not_listed(voice, *needed_by, &label(directory, *service), false),
        Reason::Place { km, shared_boards, shared_region, .. } => {
            let boards: Vec<String> = shared_boards.iter().map(|&board| directory.places[board].short.clone()).collect();
            let region = shared_region.map(|region| directory.places[region].name.as_str());
            place(km.map(|km| format!("{} apart", distance(km))), &boards, region)
        }
        Reason::NotStated { who, field } => {
            let person = voice.of(*who);
            format!("{NOTHING_RECORDED} {}.", person.unstated(*field, &person.subject))
        }
    }
}

fn other(who: Who) -> Who {
    match who {
        Who::You => Who::They,
        Who::They => Who::You,
    }
}

/// How a sentence begins that says what nobody has recorded: of people whom nobody asked, it never says that they kept silent.
const NOTHING_RECORDED: &str = "Nothing is recorded here yet about";

/// What `needing` gains: what is met, or that nothing is; empty where it cannot be known, which is said once at the end.
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
    let unstated = |who: Who, field: Unstated| found.reasons.contains(&Reason::NotStated { who, field });
    if unstated(other(needing), Unstated::Offers) || unstated(needing, Unstated::Needs) {
        return String::new();
    }
    let giver = voice.of(other(needing)).does("have");
    capital(&format!("{giver} listed nothing yet that {}.", voice.of(needing).does("need")))
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
    let (mut remarks, mut far, mut by_area, mut aged, mut rare) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), None);
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
        let services = listed(&far, "and");
        remarks.push(if km.is_some() {
            format!("The distance stands in the way of {services}: people must be in one place.")
        } else {
            format!("How far apart the two are is not known, and it matters for {services}: people must be in one place.")
        });
    }
    if !by_area.is_empty() {
        let are = if by_area.len() == 1 { "is" } else { "are" };
        remarks.push(capital(&format!(
            "{} {are} provided area by area, and nothing is recorded here yet that includes both of these places.",
            listed(&by_area, "and")
        )));
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

/// Where the two of a match are: of one with several schools or sites, it is the nearest of them that is so far away.
fn place_of(directory: &Directory, found: &Match, where_they_are: &Reason, voice: &Voice) -> String {
    let Reason::Place { km, shared_boards, .. } = where_they_are else { return String::new() };
    let (you, they) = (&directory[found.of], &directory[found.partner]);
    let several = |one: &Organisation, sector| one.sector == sector && one.points().len() > 1;
    let nearest =
        [(Sector::School, "school", "schools"), (Sector::Nhs, "site", "sites")].into_iter().find_map(|(sector, one, many)| {
            let whose = if several(they, sector) { &voice.they } else { several(you, sector).then_some(&voice.you)? };
            Some(whose.nearest(one, many))
        });
    if let (None, true) = (km, directory.is_care_board(you) || directory.is_care_board(they)) {
        return if shared_boards.is_empty() {
            "In the areas of different care boards.".to_owned()
        } else {
            reason(directory, where_they_are, voice)
        };
    }
    let Some((km, nearest)) = km.zip(nearest) else { return reason(directory, where_they_are, voice) };
    let Reason::Place { shared_region, .. } = where_they_are else { return String::new() };
    let boards: Vec<String> = shared_boards.iter().map(|&board| directory.places[board].short.clone()).collect();
    let region = shared_region.map(|region| directory.places[region].name.as_str());
    place(Some(capital(&format!("{nearest} is {} away", uncapital(&distance(km))))), &boards, region)
}

fn place(apart: Option<String>, boards: &[String], region: Option<&str>) -> String {
    let both_in = || listed(boards, "and");
    match (apart, region) {
        (Some(apart), _) if !boards.is_empty() => format!("{apart}; both in {}.", both_in()),
        (None, _) if !boards.is_empty() => format!("Both in {}.", both_in()),
        (Some(apart), Some(region)) => format!("{apart}; in the same region ({region})."),
        (None, Some(region)) => format!("In the same region ({region}); the distance is not known."),
        (Some(apart), None) => format!("{apart}."),
        (None, None) => "The distance is not known.".to_owned(),
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

/// How sure, where a need is met; else what is not recorded, once and together.
fn sureness(found: &Match, voice: &Voice) -> String {
    let any_met = found.meets_a_need();
    let gaps: Vec<String> = [Who::They, Who::You].into_iter().flat_map(|who| not_recorded(found, voice, who, any_met)).collect();
    let nothing = format!("nothing is recorded here yet about {}", listed(&gaps, "or"));
    match (any_met, found.confidence) {
        (false, _) if gaps.is_empty() => String::new(),
        (false, _) => format!("{}.", capital(&nothing)),
        (true, _) if gaps.is_empty() => "How sure: high. Both records state all that counts.".to_owned(),
        (true, Confidence::High) => format!("How sure: high, although {nothing}."),
        (true, Confidence::Medium) => format!("How sure: medium, because {nothing}."),
        (true, Confidence::Low) => format!("How sure: low, because {nothing}: this rests on little information."),
    }
}

/// What a record does not state; how ready somebody is matters only once there is something to be ready for.
fn not_recorded(found: &Match, voice: &Voice, whose: Who, any_met: bool) -> Vec<String> {
    let person = voice.of(whose);
    let fields = found.reasons.iter().filter_map(|reason| match reason {
        Reason::NotStated { who, field } if *who == whose && (any_met || *field != Unstated::Openness) => Some(*field),
        _ => None,
    });
    fields.enumerate().map(|(at, field)| person.unstated(field, if at == 0 { &person.subject } else { person.pronoun })).collect()
}
