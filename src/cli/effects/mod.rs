//! What a change does to others: records whose public face differs afterwards although nothing in them says so.
//!
//! A reviewer sees the files that a change touches. What a partnership does to the suggestions of everybody whom it names, or
//! a synonym to searches for somebody else, stands in no file; here it is said, a sentence each.

mod change;
mod names;
mod people;
mod places;
mod suggested;
mod words;

use crate::data;
use crate::folder::Folder;
use crate::model::Date;
use crate::text::counted;
use change::{Change, Effect, Group};

/// How many sentences are shown at most, all groups together. No group takes the room of another.
const MOST: usize = 50;

/// What a change from `old` to `new` does to others, as lines; none where it does nothing to them.
pub(super) fn lines(old: &Folder, new: &Folder, today: Date) -> Vec<String> {
    let options = data::Options { as_of: today, drafts: false, base_url: None };
    let (before, after) = rayon::join(|| data::load_to_match(old, options), || data::load_to_match(new, options));
    let (before, after) = match (&before.directory, &after.directory) {
        (Some(before), Some(after)) => (before, after),
        (_, None) => return cannot("the records have errors, which `trustbridge check` names"),
        (None, _) => return cannot("the records had errors before it"),
    };
    told(&effects(&Change::between((old, before), (new, after))))
}

fn cannot(why: &str) -> Vec<String> {
    vec![format!("What this does to other records cannot be told: {why}."), String::new()]
}

fn effects(change: &Change<'_>) -> Vec<Effect> {
    let passes: [fn(&Change<'_>) -> Vec<Effect>; 9] = [
        names::addresses,
        names::look_alikes,
        people::closures,
        people::partners,
        people::mentions,
        suggested::suggestions,
        places::slots,
        places::doors,
        words::catches,
    ];
    let mut found: Vec<Effect> = passes.iter().flat_map(|pass| pass(change)).collect();
    found.sort_by_key(|effect| effect.group);
    found
}

fn told(effects: &[Effect]) -> Vec<String> {
    let groups: Vec<&[Effect]> = effects.chunk_by(|a, b| a.group == b.group).collect();
    let Some(most) = MOST.checked_div(groups.len()) else { return Vec::new() };
    let mut lines = vec!["What this does to records whose files do not say so".to_owned(), String::new()];
    for group in groups {
        lines.extend(group.first().map(|first| heading(first.group).to_owned()));
        lines.extend(group.iter().take(most).map(|effect| format!("- {}", effect.sentence)));
        let more = group.len().saturating_sub(most);
        lines.extend((more > 0).then(|| format!("- And {} of this kind.", counted(more, "more effect", None))));
        lines.push(String::new());
    }
    lines
}

fn heading(group: Group) -> &'static str {
    match group {
        Group::Addresses => "Addresses taken over",
        Group::Names => "Names that pass for another's",
        Group::Closures => "Closures and successors",
        Group::Partners => "Partners and partnerships",
        Group::Suggestions => "Suggested partners",
        Group::Places => "Who serves a place, and its doors",
        Group::Words => "Words and searches",
    }
}
