//! What records say of others: that they are partners, take part, meet a need, take somebody's place.

use std::collections::BTreeSet;

use super::change::{Change, Effect, Group, all_called, called, ids, quoted};
use crate::model::{Directory, Organisation, OrganisationIndex, Partnership, PartnershipStatus};

fn effect(group: Group, sentence: String) -> Effect {
    Effect { group, sentence }
}

/// Organisations that have closed: where readers are led now, and whose partner they were.
pub(super) fn closures(change: &Change<'_>) -> Vec<Effect> {
    let mut found = Vec::new();
    for (at, one) in change.new.numbered() {
        let Some(closure) = &one.closed else { continue };
        let before = change.before(at).and_then(|before| before.closed.as_ref());
        let successor_of = |directory: &Directory, at: Option<OrganisationIndex>| at.map(|at| directory[at].id.clone());
        let successor = successor_of(change.new, closure.successor);
        let was_successor = before.and_then(|before| successor_of(change.old, before.successor));
        if let Some(taker) = closure.successor.filter(|_| successor != was_successor) {
            let sentence = format!("{} is closed and names as its successor {}.", called(one), called(&change.new[taker]));
            found.push(effect(Group::Closures, sentence));
        }
        let partners = change.old.find(&one.id).map_or(&[][..], |old| change.old.partners(old));
        if before.is_none() && !partners.is_empty() {
            let all = all_called(partners.iter().map(|&other| &change.old[other]));
            found.push(effect(Group::Closures, format!("{} is closed, and was a partner of {all}.", called(one))));
        }
    }
    found
}

/// Partners whom an organisation's own record does not name, come and gone.
pub(super) fn partners(change: &Change<'_>) -> Vec<Effect> {
    let mut found = Vec::new();
    for (before, at) in change.both() {
        let (was, is) = (ids(change.old, change.old.partners(before)), ids(change.new, change.new.partners(at)));
        let one = &change.new[at];
        let own = ids(change.new, &one.partners);
        let names_it = |other: &&str| change.new.find(other).is_some_and(|other| change.new[other].partners.contains(&at));
        let claiming: Vec<&Organisation> = is
            .difference(&was)
            .filter(|other| !own.contains(*other) && names_it(other))
            .filter_map(|other| Some(&change.new[change.new.find(other)?]))
            .collect();
        if !claiming.is_empty() {
            let sentence =
                format!("{} becomes a partner of {}, which its own record does not say.", called(one), all_called(claiming));
            found.push(effect(Group::Partners, sentence));
        }
        let said = ids(change.old, &change.old[before].partners);
        let gone: Vec<&Organisation> = was
            .difference(&is)
            .filter(|other| !said.contains(*other))
            .filter_map(|other| Some(&change.old[change.old.find(other)?]))
            .collect();
        if !gone.is_empty() {
            found.push(effect(Group::Partners, format!("{} is no longer a partner of {}.", called(one), all_called(gone))));
        }
    }
    found
}

/// Organisations that a partnership, a programme or another's need now names.
pub(super) fn mentions(change: &Change<'_>) -> Vec<Effect> {
    let mut found = Vec::new();
    for one in &change.new.partnerships {
        let before = change.old.partnerships.iter().find(|other| other.id == one.id);
        found.extend(partnership(change, before, one).map(|sentence| effect(Group::Partners, sentence)));
    }
    for one in &change.new.programmes {
        let before = change.old.programmes.iter().find(|other| other.id == one.id);
        let was: BTreeSet<&str> = before.map(|one| ids(change.old, &[&one.left[..], &one.right].concat())).unwrap_or_default();
        let named = newcomers(change, &was, &[&one.left[..], &one.right].concat());
        if !named.is_empty() {
            let sentence = format!("The programme {} ({}) now names {}.", quoted(&one.name), one.id, all_called(named));
            found.push(effect(Group::Partners, sentence));
        }
    }
    for (at, one) in change.new.numbered() {
        let before = change.before(at);
        for need in one.needs.iter().flatten() {
            let Some(giver) = need.met_by.map(|giver| &change.new[giver]).filter(|giver| change.old.find(&giver.id).is_some())
            else {
                continue;
            };
            let service = &change.new.vocabulary[need.service];
            let said = before.and_then(|before| before.needs.as_ref()).into_iter().flatten().any(|old| {
                let same = change.old.vocabulary[old.service].id == service.id;
                same && old.met_by.is_some_and(|other| change.old[other].id == giver.id)
            });
            if !said {
                let sentence =
                    format!("{} says that its need for {} is met by {}.", called(one), quoted(&service.label), called(giver));
                found.push(effect(Group::Partners, sentence));
            }
        }
    }
    found
}

/// Those of a list that were there before the change, but not on this list.
fn newcomers<'a>(change: &Change<'a>, was: &BTreeSet<&str>, list: &[OrganisationIndex]) -> Vec<&'a Organisation> {
    let here = list.iter().map(|&at| &change.new[at]);
    here.filter(|one| !was.contains(one.id.as_str()) && change.old.find(&one.id).is_some()).collect()
}

/// A sentence on the organisations that a partnership names now, or joins now because it goes on.
fn partnership(change: &Change<'_>, before: Option<&Partnership>, one: &Partnership) -> Option<String> {
    let joins = |one: &Partnership| one.status.makes_partners();
    let told = before.filter(|before| joins(before) || !joins(one));
    let was = told.map(|before| ids(change.old, &before.organisations)).unwrap_or_default();
    let named = newcomers(change, &was, &one.organisations);
    if named.is_empty() {
        return None;
    }
    let count = one.organisations.len();
    let after = match joins(one) {
        false if one.status == PartnershipStatus::Programme => " as a programme, which makes nobody partners".to_owned(),
        false => " as one that has ended".to_owned(),
        true if count < 2 => String::new(),
        true => format!(
            "; of its {count} organisations those of different sectors count as partners and are not suggested to each other"
        ),
    };
    Some(format!("The partnership {} ({}) now names {}{after}.", quoted(&one.name), one.id, all_called(named)))
}
