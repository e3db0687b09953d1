//! Who is suggested to whom: lists that grow or shrink, and who comes first on them.

use std::collections::BTreeMap;

use super::change::{Change, Effect, Group, all_called, called, ids};
use crate::matching::{self, Matches, Presence, Scoring};
use crate::model::{Directory, Organisation, OrganisationIndex};
use crate::serving::Slots;
use crate::text::{agree, counted, grouped};

/// Fewer than so many are everyday: somebody has closed, somebody is new.
const FEW: usize = 5;

/// Lists that lose or gain a tenth of their organisations, and organisations that newly lead a twentieth of all lists.
pub(super) fn suggestions(change: &Change<'_>) -> Vec<Effect> {
    let (was, is) = rayon::join(|| matches(change.old, &change.slots.0), || matches(change.new, &change.slots.1));
    let mut found: Vec<(usize, String)> = Vec::new();
    for (before, at) in change.both() {
        let (old, new) = (&change.old[before], &change.new[at]);
        if old.sector != new.sector || old.closed.is_none() != new.closed.is_none() {
            continue;
        }
        let (had, has) = (was.ranked(before).len(), is.ranked(at).len());
        // Whom its own record names as a partner is no longer suggested to it, and that is its own doing.
        let known = ids(change.old, change.old.partners(before));
        let own = ids(change.new, &new.partners).difference(&known).count();
        let (lost, gained) = (had.saturating_sub(has + own), has.saturating_sub(had));
        if lost.max(gained) >= FEW.max(had / 10) {
            let (now, then) = (counted(has, "possible partner", None), grouped(had));
            found.push((lost.max(gained), format!("{} has {now}, {then} before.", called(new))));
        }
    }
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut told = leaders(change, &was, &is);
    told.extend(found.into_iter().map(|(_, sentence)| sentence));
    told.into_iter().map(|sentence| Effect { group: Group::Suggestions, sentence }).collect()
}

fn matches(directory: &Directory, slots: &Slots) -> Matches {
    let options = matching::Options { unbalanced: true, ..matching::Options::default() };
    matching::all_scored(directory, Scoring::with(directory, Presence::of(directory, slots)), options)
}

/// Who comes first on lists on which another came first.
fn leaders(change: &Change<'_>, was: &Matches, is: &Matches) -> Vec<String> {
    let first = |directory: &'_ Directory, matches: &Matches, of: OrganisationIndex| {
        matches.ranked(of).first().map(|best| directory[best.partner].id.clone())
    };
    let mut lists = 0;
    let mut led: BTreeMap<String, Vec<&Organisation>> = BTreeMap::new();
    for (before, at) in change.both() {
        let Some(leader) = first(change.new, is, at) else { continue };
        lists += 1;
        if first(change.old, was, before).as_ref() != Some(&leader) {
            led.entry(leader).or_default().push(&change.new[at]);
        }
    }
    let many = FEW.max(lists / 20);
    let mut said = Vec::new();
    let all: usize = led.values().map(Vec::len).sum();
    if all >= many {
        let verb = agree(lists, "list", "lists");
        said.push(format!("Another organisation than before comes first on {} of {} {verb}.", grouped(all), grouped(lists)));
    }
    let mut led: Vec<(String, Vec<&Organisation>)> = led.into_iter().filter(|(_, lists)| lists.len() >= many).collect();
    led.sort_by_key(|(_, lists)| std::cmp::Reverse(lists.len()));
    for (leader, lists) in led {
        let Some(leader) = change.new.find(&leader).map(|at| &change.new[at]) else { continue };
        let count = counted(lists.len(), "more list", None);
        said.push(format!("{} comes first on {count}: of {}.", called(leader), all_called(lists)));
    }
    said
}
