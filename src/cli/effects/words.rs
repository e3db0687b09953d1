//! Words that come to mean more: synonyms that catch searches for something else, and labels that many pages show.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Effect, Group, all_called, quoted};
use super::names::names;
use crate::model::{Directory, Organisation, Service};
use crate::text::{agree, counted, fold};

/// New words of services that are words for something else, and names of lists that change where others show them.
pub(super) fn catches(change: &Change<'_>) -> Vec<Effect> {
    let mut said = Vec::new();
    let others = Others::of(change);
    for service in &change.new.vocabulary.services {
        let before = change.old.vocabulary.services.find(&service.id).map(|at| &change.old.vocabulary[at]);
        let was: BTreeSet<String> = before.map(|before| words(before).map(fold).collect()).unwrap_or_default();
        let fresh: BTreeMap<String, &str> = words(service)
            .map(|word| (fold(word), word))
            .filter(|(folded, _)| !folded.is_empty() && !was.contains(folded))
            .collect();
        for (folded, word) in &fresh {
            others.caught(service, folded, word, &mut said);
        }
    }
    said.extend(renamed(change));
    said.into_iter().map(|sentence| Effect { group: Group::Words, sentence }).collect()
}

fn words(service: &Service) -> impl Iterator<Item = &str> {
    std::iter::once(&service.label).chain(&service.synonyms).map(String::as_str)
}

/// What words meant before the change.
struct Others<'a> {
    /// The services that have a word.
    services: BTreeMap<String, Vec<&'a Service>>,
    /// Folded names of places, with the words for what they are.
    places: BTreeMap<String, &'static str>,
    /// Every organisation with its folded names, each between spaces.
    names: Vec<(&'a Organisation, Vec<String>)>,
}

impl<'a> Others<'a> {
    fn of(change: &Change<'a>) -> Self {
        let mut services: BTreeMap<String, Vec<&Service>> = BTreeMap::new();
        for service in &change.old.vocabulary.services {
            words(service).for_each(|word| services.entry(fold(word)).or_default().push(service));
        }
        let old = &change.old.places;
        let regions = old.regions.iter().map(|one| (&one.name, "region"));
        let boards = old.boards.iter().flat_map(|one| [(&one.name, "care board"), (&one.short, "care board")]);
        let towns = change.old.organisations.iter().map(|one| (&one.place.town, "town"));
        let districts = old.districts.iter().map(|one| (&one.name, "district"));
        let places = regions.chain(boards).chain(towns).chain(districts).map(|(name, what)| (fold(name), what)).collect();
        let folded = |one: &'a Organisation| (one, names(one).map(|name| format!(" {} ", fold(name))).collect());
        Self { services, places, names: change.old.organisations.iter().map(folded).collect() }
    }

    /// Says whose searches a new word of a service catches.
    fn caught(&self, service: &Service, folded: &str, word: &str, said: &mut Vec<String>) {
        let head = format!("{}, a new word for the service {},", quoted(word), quoted(&service.label));
        let others = self.services.get(folded).into_iter().flatten().filter(|other| other.id != service.id);
        said.extend(
            others.map(|other| format!("{head} is a word for the service {} too: searches find both.", quoted(&other.label))),
        );
        said.extend(self.places.get(folded).map(|what| format!("{head} is the name of a {what}.")));
        let within = format!(" {folded} ");
        let holding: Vec<&Organisation> =
            self.names.iter().filter(|(_, names)| names.iter().any(|name| name.contains(&within))).map(|(one, _)| *one).collect();
        if !holding.is_empty() {
            let verb = agree(holding.len(), "the name", "names");
            said.push(format!("{head} stands in {verb} of {}.", all_called(holding)));
        }
    }
}

/// Services, kinds, roles and care boards that are called otherwise, with how many records show them.
fn renamed(change: &Change<'_>) -> Vec<String> {
    let (was, is) = (labels(change.old), labels(change.new));
    let shown = shown(change.new);
    let changed = is.iter().filter_map(|(key, label)| {
        let old = was.get(key).filter(|old| *old != label)?;
        let count = shown.get(key).copied().filter(|&count| count > 0)?;
        let verb = agree(count, "shows", "show");
        Some(format!(
            "The {} {} is now called {}: {} {verb} it.",
            key.0,
            quoted(old),
            quoted(label),
            counted(count, "record", None)
        ))
    });
    changed.collect()
}

type Labels<'d> = BTreeMap<(&'static str, &'d str), &'d str>;

fn labels(directory: &Directory) -> Labels<'_> {
    let words = &directory.vocabulary;
    let services = words.services.iter().map(|one| (("service", one.id.as_str()), one.label.as_str()));
    let kinds = words.kinds.iter().map(|one| (("kind", one.id.as_str()), one.label.as_str()));
    let roles = words.roles.iter().map(|one| (("role", one.id.as_str()), one.label.as_str()));
    let boards = directory.places.boards.iter().map(|one| (("care board", one.id.as_str()), one.name.as_str()));
    services.chain(kinds).chain(roles).chain(boards).collect()
}

/// How many organisations show each.
fn shown(directory: &Directory) -> BTreeMap<(&'static str, &str), usize> {
    let mut shown: BTreeMap<(&'static str, &str), usize> = BTreeMap::new();
    for one in &directory.organisations {
        let listings = one.offers.iter().chain(&one.needs).flatten();
        let services: BTreeSet<&str> = listings.map(|listing| directory.vocabulary[listing.service].id.as_str()).collect();
        for id in services {
            *shown.entry(("service", id)).or_default() += 1;
        }
        *shown.entry(("kind", directory.vocabulary[one.kind].id.as_str())).or_default() += 1;
        directory
            .roles_of(one)
            .iter()
            .for_each(|&role| *shown.entry(("role", directory.vocabulary[role].id.as_str())).or_default() += 1);
        one.place
            .icbs
            .iter()
            .for_each(|&board| *shown.entry(("care board", directory.places[board].id.as_str())).or_default() += 1);
    }
    shown
}
