//! Addresses and names that were somebody else's, or read as if they were.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Effect, Group, called, quoted};
use crate::data::{Near, look, unspaced};
use crate::model::{Codes, Directory, Organisation, OrganisationIndex};
use crate::text::fold;

/// Addresses of organisations that led to one and now lead to another.
pub(super) fn addresses(change: &Change<'_>) -> Vec<Effect> {
    let (was, is) = (by_address(change.old), by_address(change.new));
    let taken = was.iter().filter_map(|(address, &before)| {
        let (old, new) = (&change.old[before], &change.new[*is.get(address)?]);
        // A record that moves to another id stays the same organisation.
        let moved =
            change.new.find(&old.id).is_none() && (look(&old.name) == look(&new.name) || share_number(&old.codes, &new.codes));
        (old.id != new.id && !moved).then(|| {
            let sentence =
                format!("The address organisations/{address}/ led to {} and now leads to {}.", called(old), called(new));
            Effect { group: Group::Addresses, sentence }
        })
    });
    taken.collect()
}

fn by_address(directory: &Directory) -> BTreeMap<&str, OrganisationIndex> {
    let own = directory.numbered().map(|(at, one)| (one.id.as_str(), at));
    directory.renamed.iter().map(|(address, at)| (address.as_str(), *at)).chain(own).collect()
}

fn share_number(a: &Codes, b: &Codes) -> bool {
    let all = |codes: &Codes| {
        [&codes.ods, &codes.gias_uid, &codes.gias_trn, &codes.ukprn, &codes.companies_house, &codes.charity].map(Clone::clone)
    };
    all(a).iter().zip(&all(b)).any(|(a, b)| a.is_some() && a == b)
}

/// Names and former ids that are new, and read like a name of an organisation that was there before, or nearly so.
pub(super) fn look_alikes(change: &Change<'_>) -> Vec<Effect> {
    let held = Held::of(change);
    let mut said: BTreeSet<(OrganisationIndex, OrganisationIndex)> = BTreeSet::new();
    let mut found = Vec::new();
    let mut say = |others: Vec<(&str, OrganisationIndex)>, what: String, at: OrganisationIndex| {
        for (how, other) in others.into_iter().filter(|&(_, other)| other != at) {
            if said.insert((at, other)) {
                let sentence = format!("{what} of {} {how} {}.", called(&change.new[at]), called(&change.new[other]));
                found.push(Effect { group: Group::Names, sentence });
            }
        }
    };
    for (at, one) in change.new.numbered() {
        let before: BTreeSet<&str> = change.before(at).into_iter().flat_map(names).collect();
        for name in names(one).filter(|name| !before.contains(name)) {
            say(held.like(name), format!("The name {}", quoted(name)), at);
        }
    }
    let known: BTreeSet<&str> = change.old.renamed.iter().map(|(address, _)| address.as_str()).collect();
    for (address, at) in change.new.renamed.iter().filter(|(address, _)| !known.contains(address.as_str())) {
        let words = address.replace('-', " ");
        let both = [held.like(&words), held.like(&format!("{words} nhs"))].concat();
        say(both, format!("The former id `{address}`"), *at);
    }
    found.extend(borrowed(change));
    found
}

/// The names of the organisations that were there before and still are.
#[derive(Default)]
struct Held {
    /// All of them, and their ids, by how they look.
    alike: BTreeMap<String, BTreeSet<OrganisationIndex>>,
    /// What they are called first, for what is nearly the same.
    near: Near<OrganisationIndex>,
}

impl Held {
    fn of(change: &Change<'_>) -> Self {
        let mut held = Self::default();
        for (_, at) in change.both() {
            let (one, before) = (&change.new[at], change.before(at));
            for name in names(one).filter(|name| before.is_some_and(|before| names(before).any(|old| old == *name))) {
                held.alike.entry(unspaced(name)).or_default().insert(at);
            }
            held.alike.entry(unspaced(&one.id.replace('-', " "))).or_default().insert(at);
            held.near.add(&one.name, at);
        }
        held
    }

    /// Whose names a name reads like, with the words that say how.
    fn like(&self, name: &str) -> Vec<(&'static str, OrganisationIndex)> {
        let alike = self.alike.get(&unspaced(name)).into_iter().flatten();
        let alike = alike.map(|&at| ("reads like a name of", at));
        alike.chain(self.near.find(name).into_iter().map(|(how, &at)| (how, at))).collect()
    }
}

/// Names that are new and are the word for a service: whoever searches for it meets them.
fn borrowed(change: &Change<'_>) -> Vec<Effect> {
    let services = change.old.vocabulary.services.iter();
    let words: BTreeMap<String, &str> = services
        .flat_map(|service| {
            std::iter::once(&service.label).chain(&service.synonyms).map(|word| (fold(word), service.label.as_str()))
        })
        .collect();
    let mut found = Vec::new();
    for (at, one) in change.new.numbered() {
        let before: BTreeSet<&str> = change.before(at).into_iter().flat_map(names).collect();
        for name in names(one).filter(|name| !before.contains(name)) {
            found.extend(words.get(&fold(name)).map(|service| Effect {
                group: Group::Names,
                sentence: format!("The name {} of {} is a word for the service {}.", quoted(name), called(one), quoted(service)),
            }));
        }
    }
    found
}

/// All names of an organisation that readers see.
pub(super) fn names(one: &Organisation) -> impl Iterator<Item = &str> {
    std::iter::once(&one.name).chain(&one.aliases).chain(&one.former_names).map(String::as_str)
}
