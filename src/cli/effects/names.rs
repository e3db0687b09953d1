//! Addresses and names that were somebody else's, or read as if they were.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Effect, Group, called, quoted};
use crate::data::look;
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

/// Names and former ids that are new, and read like a name of an organisation that was there before.
pub(super) fn look_alikes(change: &Change<'_>) -> Vec<Effect> {
    let mut holders: BTreeMap<String, BTreeSet<OrganisationIndex>> = BTreeMap::new();
    for (_, at) in change.both() {
        let (one, before) = (&change.new[at], change.before(at));
        for name in names(one).filter(|name| before.is_some_and(|before| names(before).any(|old| old == *name))) {
            holders.entry(look(name)).or_default().insert(at);
        }
        holders.entry(look(&one.id.replace('-', " "))).or_default().insert(at);
    }
    let mut said: BTreeSet<(OrganisationIndex, OrganisationIndex)> = BTreeSet::new();
    let mut found = Vec::new();
    let mut say = |keys: &[String], what: String, at: OrganisationIndex| {
        for &other in keys.iter().filter_map(|key| holders.get(key)).flatten().filter(|&&other| other != at) {
            if said.insert((at, other)) {
                let sentence =
                    format!("{what} of {} reads like a name of {}.", called(&change.new[at]), called(&change.new[other]));
                found.push(Effect { group: Group::Names, sentence });
            }
        }
    };
    for (at, one) in change.new.numbered() {
        let before: BTreeSet<&str> = change.before(at).into_iter().flat_map(names).collect();
        for name in names(one).filter(|name| !before.contains(name)) {
            say(&[look(name)], format!("The name {}", quoted(name)), at);
        }
    }
    let known: BTreeSet<&str> = change.old.renamed.iter().map(|(address, _)| address.as_str()).collect();
    for (address, at) in change.new.renamed.iter().filter(|(address, _)| !known.contains(address.as_str())) {
        let words = address.replace('-', " ");
        say(&[look(&words), look(&format!("{words} nhs"))], format!("The former id `{address}`"), *at);
    }
    found.extend(borrowed(change));
    found
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
