//! Who is shown as serving a place, and whom its page sends readers to.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Effect, Group, all_called, called, named, quoted};
use super::names::names;
use crate::model::{CareBoardIndex, Directory, GatewayDoor, Organisation, OrganisationIndex};
use crate::serving::Slot;
use crate::text::{counted, fold};

/// The school trusts and districts in which a body comes to hold a role, or holds it no more.
#[derive(Default)]
struct Held<'a> {
    trusts: Vec<&'a Organisation>,
    districts: Vec<String>,
}

/// By role and body, and whether it comes or goes.
type Turns<'a> = BTreeMap<(String, String, bool), Held<'a>>;

/// Roles whose holder changes for school trusts that stay as they are, and for districts.
pub(super) fn slots(change: &Change<'_>) -> Vec<Effect> {
    let mut turns = Turns::new();
    for (before, at) in change.both() {
        let (old, one) = (&change.old[before], &change.new[at]);
        let stays = old.closed.is_none() && one.closed.is_none();
        if stays && (change.is_untouched(one) || (old.place == one.place && old.sites == one.sites)) {
            let (was, is) = (change.slots.0.of_trust(before), change.slots.1.of_trust(at));
            turned(change, was, is, &mut turns, |held| held.trusts.push(one));
        }
    }
    for (at, district) in change.new.places.districts.numbered() {
        if let Some(before) = change.old.places.districts.find(&district.code) {
            let (was, is) = (change.slots.0.in_district(before), change.slots.1.in_district(at));
            turned(change, was, is, &mut turns, |held| held.districts.push(crate::data::one_line(&district.name)));
        }
    }
    turns.into_iter().filter_map(|(turn, held)| slot_sentence(change, &turn, held)).collect()
}

fn turned<'a>(change: &Change<'a>, was: &[Slot], is: &[Slot], turns: &mut Turns<'a>, mut add: impl FnMut(&mut Held<'a>)) {
    let (was, is) = (holders(change.old, was), holders(change.new, is));
    for (comes, turn) in is.difference(&was).map(|one| (true, one)).chain(was.difference(&is).map(|one| (false, one))) {
        add(turns.entry((turn.0.to_owned(), turn.1.to_owned(), comes)).or_default());
    }
}

fn holders<'d>(directory: &'d Directory, slots: &[Slot]) -> BTreeSet<(&'d str, &'d str)> {
    let one = |slot: &Slot| (directory.vocabulary[slot.role].id.as_str(), directory[slot.body].id.as_str());
    slots.iter().map(one).collect()
}

fn slot_sentence(change: &Change<'_>, (role, body, comes): &(String, String, bool), held: Held<'_>) -> Option<Effect> {
    let state = if *comes { change.new } else { change.old };
    let body: OrganisationIndex = state.find(body)?;
    let label = &state.vocabulary[state.vocabulary.roles.find(role)?].label;
    let mut places = Vec::new();
    if !held.trusts.is_empty() {
        places.push(format!("{} ({})", counted(held.trusts.len(), "school trust", None), all_called(held.trusts)));
    }
    if !held.districts.is_empty() {
        places.push(format!("{} ({})", counted(held.districts.len(), "district", None), named(held.districts)));
    }
    let verb = if *comes { "is now shown" } else { "is no longer shown" };
    let sentence =
        format!("{} {verb} under {} for {}.", called(&state[body]), quoted(label), crate::text::listed(&places, "and for"));
    Some(Effect { group: Group::Places, sentence })
}

/// Care boards whose pages send readers through other doors.
pub(super) fn doors(change: &Change<'_>) -> Vec<Effect> {
    let mut found = Vec::new();
    let boards = change.new.places.boards.indices().map(Some);
    for board in boards.chain([None]) {
        let before = match board {
            Some(board) => match change.old.places.boards.find(&change.new.places[board].id) {
                Some(before) => Some(before),
                None => continue,
            },
            None => None,
        };
        let (was, is) = (doors_of(change.old, before), doors_of(change.new, board));
        if was == is {
            continue;
        }
        let place = board.map_or_else(
            || "every place".to_owned(),
            |board| {
                let here = change.new.organisations.iter().filter(|one| one.place.icbs.contains(&board)).count();
                format!("{} ({} there)", quoted(&change.new.places[board].name), counted(here, "organisation", None))
            },
        );
        let first = is.first().map_or_else(|| "no door".to_owned(), door);
        let sentence = if was.first() == is.first() {
            format!("The doors of {place} change after the first: {}.", or_none(is.iter().skip(1).map(door).collect()))
        } else {
            let old = was.first().map_or_else(|| "none".to_owned(), door);
            format!("The first door of {place} is now {first}; before, it was {old}.")
        };
        found.push(Effect { group: Group::Places, sentence });
        found.extend(holders_of(change, was, is).into_iter().map(|sentence| Effect { group: Group::Places, sentence }));
    }
    found
}

fn doors_of(directory: &Directory, board: Option<CareBoardIndex>) -> &[GatewayDoor] {
    directory.gateway(board).map_or(&[], |gateway| &gateway.doors)
}

fn or_none(doors: Vec<String>) -> String {
    if doors.is_empty() { "none".to_owned() } else { named(doors) }
}

fn door(door: &GatewayDoor) -> String {
    let body = if door.body.is_empty() { String::new() } else { format!(" of {}", quoted(&door.body)) };
    let url = door.url.as_ref().map(|url| format!(", {}", crate::data::one_line(url))).unwrap_or_default();
    format!("{}{body}{url}", quoted(&door.role))
}

/// Organisations that doors now name as their holders.
fn holders_of(change: &Change<'_>, was: &[GatewayDoor], is: &[GatewayDoor]) -> Vec<String> {
    let told: BTreeSet<String> = was.iter().map(|door| fold(&door.body)).collect();
    let fresh: BTreeSet<String> =
        is.iter().map(|door| fold(&door.body)).filter(|body| !body.is_empty() && !told.contains(body)).collect();
    let there = change.both().map(|(_, at)| &change.new[at]);
    let held = there.filter(|_| !fresh.is_empty()).filter(|one| names(one).any(|name| fresh.contains(&fold(name))));
    held.map(|one| format!("A door there now names {} as its holder.", called(one))).collect()
}
