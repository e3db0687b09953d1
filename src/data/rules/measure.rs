//! Rules on records that claim more than an organisation can do: they would win matches and searches that help nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::spread::Whereabouts;
use super::{Objection, Records, listed_organisations};
use crate::diagnostic::Code;
use crate::model::Sector;
use crate::text::fold;

/// Ensure that people notice a record that lists almost everything.
pub(super) fn lists_are_honest(records: &Records) -> Vec<Objection> {
    const MOST_NEEDS: usize = 12;
    const MOST_OFFERS: usize = 16;
    const MOST_ALIASES: usize = 15;
    let boards = records.icbs.iter().filter(|board| board.closed.is_none()).count();
    let whereabouts = Whereabouts::of(records);
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        let record = &entry.record;
        let sites = whereabouts.boards_of_sites(record);
        let empty = record.place.icbs.iter().filter(|id| !sites.contains(id.as_str())).count();
        // A school trust works in its schools. The ambulance trust with the most care boards has seven of 36.
        let most_boards = if record.sector == Sector::School && !sites.is_empty() { 3 } else { (boards / 3).max(8) };
        let lists = [
            ("needs", "needs", record.needs.as_ref().map_or(0, Vec::len), MOST_NEEDS),
            ("offers", "offers", record.offers.as_ref().map_or(0, Vec::len), MOST_OFFERS),
            ("aliases", "other names", record.aliases.len(), MOST_ALIASES),
            ("place.icbs", "care boards without a school or hospital there", empty, most_boards),
        ];
        for (keys, noun, count, most) in lists.into_iter().filter(|(_, _, count, most)| count > most) {
            let message = if keys == "place.icbs" {
                format!("the record lists {count} {noun}")
            } else {
                format!("the record lists {count} {noun}: almost everything")
            };
            found.push(
                Objection::new(Code::ListsEverything, &entry.path, keys, message)
                    .help(format!("keep the {most} that matter most; long lists win matches that help nobody")),
            );
        }
    }
    found
}

/// Ensure that people notice a reach or capacity beyond what one organisation has.
pub(super) fn claims_are_sensible(records: &Records) -> Vec<Objection> {
    /// From the middle of England nearly everything lies within twice as far.
    const FURTHEST_KM: f64 = 150.0;
    const MOST_PARTNERS: u32 = 40;
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        let record = &entry.record;
        let reach = record.place.reach_km.filter(|&reach| reach > FURTHEST_KM);
        let reach = reach
            .map(|reach| ("place.reach_km", format!("a reach of {reach} km is half of England"), format!("{FURTHEST_KM} km")));
        let capacity = record.capacity.filter(|&capacity| capacity > MOST_PARTNERS);
        let capacity = capacity.map(|capacity| {
            (
                "capacity",
                format!("{capacity} partnerships at a time are more than one organisation can begin"),
                MOST_PARTNERS.to_string(),
            )
        });
        for (keys, message, most) in reach.into_iter().chain(capacity) {
            found.push(Objection::new(Code::BeyondMeasure, &entry.path, keys, message).help(format!(
                "write what its source says; more than {most} is seldom so, and it wins matches that help nobody"
            )));
        }
    }
    found
}

/// Ensure that people notice an alias that is the word for something else: a service, a focus area, a place.
pub(super) fn aliases_are_names(records: &Records) -> Vec<Objection> {
    let mut words: BTreeMap<String, &str> = BTreeMap::new();
    let mut add = |what: &'static str, word: &str| {
        words.entry(fold(word)).or_insert(what);
    };
    for service in &records.services {
        [&service.label, &service.id].into_iter().chain(&service.synonyms).for_each(|word| add("a service", word));
    }
    records.focus_areas.iter().for_each(|one| add("a focus area", &one.label));
    records.priorities.iter().for_each(|one| add("a priority", &one.label));
    records.phases.iter().for_each(|one| add("a phase", &one.label));
    records.kinds.iter().for_each(|one| add("a kind of organisation", &one.label));
    records.regions.iter().for_each(|one| add("a region", &one.name));
    for board in &records.icbs {
        add("a care board", &board.name);
        add("a place", &board.short);
    }
    let towns: BTreeSet<String> = records.organisations.iter().map(|entry| fold(&entry.record.place.town)).collect();
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        for (at, alias) in entry.record.aliases.iter().enumerate() {
            let folded = fold(alias);
            // An organisation is often called by a part of its name, such as its town.
            let own = format!(" {} ", fold(&entry.record.name)).contains(&format!(" {folded} "));
            let town = || (!folded.is_empty() && towns.contains(&folded)).then_some("a town");
            if let Some(what) = words.get(&folded).copied().or_else(town).filter(|_| !own) {
                found.push(
                    Objection::new(Code::BorrowedAlias, &entry.path, format!("aliases.{at}"), format!("`{alias}` is the word for {what}"))
                        .help("other names are those of this organisation alone; what it offers and where it works have keys of their own"),
                );
            }
        }
    }
    found
}

/// Ensure that people notice a partnership that makes many organisations partners of each other without a source for each.
pub(super) fn broad_partnerships_are_sourced(records: &Records) -> Vec<Objection> {
    const MOST_UNSOURCED: usize = 8;
    let mut found = Vec::new();
    for entry in listed_organisations(records).filter(|entry| entry.record.partners.len() > MOST_UNSOURCED) {
        let message = format!("the record claims {} partners", entry.record.partners.len());
        found.push(Objection::new(Code::BroadPartnership, &entry.path, "partners", message).help(
            "each of them shows this organisation as its partner; write what they do together as a partnership, with its source",
        ));
    }
    for entry in records.partnerships.iter().filter(|entry| entry.record.status.makes_partners()) {
        let record = &entry.record;
        let sourced: BTreeSet<&str> = record.sources.iter().flat_map(|source| &source.supports).map(String::as_str).collect();
        let bare = record.organisations.iter().filter(|id| !sourced.contains(id.as_str())).count();
        if record.organisations.len() > MOST_UNSOURCED && bare > 0 {
            let message = format!(
                "of {} organisations those of different sectors become partners, and for {bare} of them no source says so",
                record.organisations.len()
            );
            found.push(
                Objection::new(Code::BroadPartnership, &entry.path, "organisations", message)
                    .help("partners are no longer suggested to each other: name the source of each, with `for = [\"ID\"]` in `[[sources]]`")
                    .help("a national or regional network in which each works with others is `status = \"programme\"`; one that is over is `\"ended\"`"),
            );
        }
    }
    found
}
