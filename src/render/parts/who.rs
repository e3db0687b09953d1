//! Who an organisation is, in one sentence: its schools or sites, where they are, for whom.

use std::collections::BTreeMap;

use super::listings;
use crate::model::{Organisation, Sector, Site};
use crate::render::World;
use crate::wording::say;

pub(in crate::render) use crate::wording::words::short_name;

/// "2 primary schools in Slough, for ages 3 to 11, with 1,248 pupils."; empty where nothing of it is known.
pub(in crate::render) fn sentence(world: &World, one: &Organisation) -> String {
    match one.sector {
        Sector::School => schools(world, one),
        Sector::Nhs | Sector::Body => sites(world, one),
    }
}

fn schools(world: &World, one: &Organisation) -> String {
    let words = &world.words;
    let run = if one.sites.is_empty() {
        let count = one.serves.site_count.map(|count| say!(words, "count.schools", count = count));
        match (count, one.place.town.as_str()) {
            (None, _) => return String::new(),
            (Some(count), "") => count,
            (Some(count), town) => say!(words, "who.head-office", schools = count, town = town),
        }
    } else {
        spread(world, &by_phase(world, &one.sites), &one.sites)
    };
    let ages = one.serves.ages.map(|ages| listings::ages(world, ages));
    let pupils = one.serves.people.map(|count| say!(words, "count.pupils", count = count));
    match (ages, pupils) {
        (Some(ages), Some(pupils)) => say!(words, "who.schools-ages-pupils", schools = run, ages = ages, pupils = pupils),
        (Some(ages), None) => say!(words, "who.schools-ages", schools = run, ages = ages),
        (None, Some(pupils)) => say!(words, "who.schools-pupils", schools = run, pupils = pupils),
        (None, None) => say!(words, "who.schools", schools = run),
    }
}

/// "7 primary and 8 secondary schools"
pub(in crate::render) fn by_phase(world: &World, sites: &[Site]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for site in sites {
        *counts.entry(phase(world, site)).or_default() += 1;
    }
    let known: Vec<(usize, &str)> = PHASES.iter().filter_map(|phase| Some((*counts.get(phase)?, *phase))).collect();
    // The noun stands once, at the end, and goes with the last number.
    let Some((&(last, kind), before)) = known.split_last() else { return String::new() };
    let mut parts: Vec<String> =
        before.iter().map(|&(count, phase)| say!(world.words, "who.of-phase", phase = phase, count = count)).collect();
    parts.push(if before.is_empty() && kind == "other" {
        say!(world.words, "count.schools", count = last)
    } else {
        say!(world.words, "who.schools-of-phase", phase = kind, count = last)
    });
    world.words.and(&parts)
}

/// Kinds of school, in the order of pages.
const PHASES: [&str; 6] = ["primary", "secondary", "all-through", "early-years", "post-16", "other"];

/// "primary, secondary": what kinds of school some are; empty where that is known of none.
pub(in crate::render) fn phases<'a>(world: &World, sites: impl Iterator<Item = &'a Site>) -> String {
    let here: Vec<&str> = sites.map(|site| phase(world, site)).collect();
    let known = PHASES.iter().filter(|kind| **kind != "other" && here.contains(kind));
    let said: Vec<String> = known.map(|kind| say!(world.words, "who.phase", phase = *kind)).collect();
    world.words.series(&said)
}

/// What kind of school it is, by the phases taught there.
fn phase(world: &World, site: &Site) -> &'static str {
    let teaches = |id: &str| site.phases.iter().any(|&phase| world.directory.vocabulary[phase].id == id);
    match (teaches("early-years"), teaches("primary"), teaches("secondary"), teaches("post-16")) {
        (_, true, true, _) => "all-through",
        (_, true, false, _) => "primary",
        (_, false, true, _) => "secondary",
        (true, false, false, _) => "early-years",
        (false, false, false, true) => "post-16",
        (false, false, false, false) => "other",
    }
}

/// "2 schools in Slough", "in Slough and Windsor", "from Halesowen to Stoke-on-Trent": the two that are farthest apart.
fn spread(world: &World, schools: &str, sites: &[Site]) -> String {
    let mut towns: Vec<(&str, Option<crate::geo::Point>)> =
        sites.iter().filter(|site| !site.town.is_empty()).map(|site| (site.town.as_str(), site.point)).collect();
    towns.sort_by_key(|(town, _)| *town);
    towns.dedup_by_key(|(town, _)| *town);
    if towns.is_empty() {
        return schools.to_owned();
    }
    if towns.len() <= 3 {
        let names: Vec<&str> = towns.iter().map(|(town, _)| *town).collect();
        return say!(world.words, "who.in-towns", schools = schools, towns = world.words.and(&names));
    }
    let mut farthest: Option<(f64, &str, &str)> = None;
    for (at, &(from, a)) in towns.iter().enumerate() {
        for &(to, b) in &towns[at + 1..] {
            let Some((a, b)) = a.zip(b) else { continue };
            let apart = a.distance(b);
            if farthest.is_none_or(|(most, ..)| apart > most) {
                farthest = Some((apart, from, to));
            }
        }
    }
    match farthest {
        Some((_, from, to)) => say!(world.words, "who.from-to", schools = schools, from = from, to = to),
        None => schools.to_owned(),
    }
}

/// "Frimley Park, Heatherwood and Wexham Park hospitals."
fn sites(world: &World, one: &Organisation) -> String {
    const NAMED: usize = 3;
    if one.sites.is_empty() {
        return String::new();
    }
    let mut names: Vec<String> = one.sites.iter().take(NAMED).map(|site| site.name.clone()).collect();
    if one.sites.len() > NAMED {
        names.push(say!(world.words, "who.other-sites", count = one.sites.len() - NAMED));
    }
    say!(world.words, "who.sites", sites = world.words.and(&names))
}

/// "under a mile", "9 miles": from the nearest of its points to the nearest of the other's.
pub(in crate::render) fn miles(world: &World, km: f64) -> String {
    say!(world.words, "distance.miles", miles = (km * 0.621_371).round() as usize)
}

/// "a mile", "9 miles": as far as somebody is.
pub(in crate::render) fn whole_miles(world: &World, km: f64) -> String {
    say!(world.words, "distance.whole-miles", miles = (km * 0.621_371).round() as usize)
}

/// "Multi-academy trust" as a page says it of several: "Multi-academy trusts".
pub(in crate::render) fn plural(world: &World, one: &Organisation) -> String {
    let kind = &world.directory.vocabulary[one.kind];
    if kind.plural.is_empty() { say!(world.words, "who.plural", kind = kind.label) } else { kind.plural.clone() }
}

/// What such an organisation often offers or asks for, as far as the ages fit: questions, never facts.
pub(in crate::render) fn often(world: &World, one: &Organisation, services: &[crate::model::ServiceIndex]) -> String {
    const NAMED: usize = 3;
    let vocabulary = &world.directory.vocabulary;
    let fits = |service: &crate::model::Service| {
        one.serves.ages.is_none_or(|ages| service.ages.from <= ages.to && ages.from <= service.ages.to)
    };
    let names: Vec<String> = services
        .iter()
        .map(|&at| &vocabulary[at])
        .filter(|service| one.sector != Sector::School || fits(service))
        .take(NAMED)
        .map(|service| world.words.inside(&service.label))
        .collect();
    world.words.and(&names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_only_their_legal_form() {
        assert_eq!(short_name("Frimley Health NHS Foundation Trust"), "Frimley Health");
        assert_eq!(short_name("The Dudley Group NHS Foundation Trust"), "The Dudley Group");
        assert_eq!(short_name("NHS Thames Valley Integrated Care Board"), "NHS Thames Valley");
        assert_eq!(short_name("Marish Academy Trust"), "Marish Academy Trust");
    }
}
