//! The two states that are compared, and what is said of their difference.

use std::collections::BTreeSet;

use crate::data::one_line;
use crate::folder::Folder;
use crate::model::{Directory, Organisation, OrganisationIndex};
use crate::serving::{self, Slots};
use crate::text::{grouped, listed};

/// Most names in one sentence; the rest are counted.
const MOST_NAMED: usize = 12;

/// Two states of a site.
pub(super) struct Change<'a> {
    /// As it was.
    pub old: &'a Directory,
    /// As it is.
    pub new: &'a Directory,
    /// The files of both.
    pub files: (&'a Folder, &'a Folder),
    /// Who serves whom in both.
    pub slots: (Slots, Slots),
}

/// What a change does to somebody else.
pub(super) struct Effect {
    /// What kind of thing.
    pub group: Group,
    /// It, in a sentence.
    pub sentence: String,
}

/// Kinds of effects, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Addresses that lead to somebody else.
    Addresses,
    /// Names that read like another's.
    Names,
    /// Ends of organisations, and who takes their place.
    Closures,
    /// What records say of each other.
    Partners,
    /// Who is suggested to whom.
    Suggestions,
    /// Who serves which place, and whom to ask there.
    Places,
    /// Which words find whom.
    Words,
}

impl<'a> Change<'a> {
    /// Prepares the comparison.
    pub(super) fn between((old, before): (&'a Folder, &'a Directory), (new, after): (&'a Folder, &'a Directory)) -> Self {
        let slots = rayon::join(|| serving::of(before), || serving::of(after));
        Self { old: before, new: after, files: (old, new), slots }
    }

    /// Organisations that were there before and still are: what they were, and what they are.
    pub(super) fn both(&self) -> impl Iterator<Item = (OrganisationIndex, OrganisationIndex)> {
        self.new.numbered().filter_map(|(at, one)| Some((self.old.find(&one.id)?, at)))
    }

    /// What an organisation of now was before.
    pub(super) fn before(&self, at: OrganisationIndex) -> Option<&'a Organisation> {
        self.old.find(&self.new[at].id).map(|before| &self.old[before])
    }

    /// Whether the file of a record is as it was.
    pub(super) fn is_untouched(&self, one: &Organisation) -> bool {
        self.files.0.get(&one.file) == self.files.1.get(&one.file)
    }
}

/// The ids of some organisations.
pub(super) fn ids<'d>(directory: &'d Directory, list: &[OrganisationIndex]) -> BTreeSet<&'d str> {
    list.iter().map(|&at| directory[at].id.as_str()).collect()
}

/// An organisation as it is named here: "Dudley Group (dudley-group)".
pub(super) fn called(one: &Organisation) -> String {
    format!("{} ({})", one_line(&one.name), one.id)
}

/// Several organisations.
pub(super) fn all_called<'d>(list: impl IntoIterator<Item = &'d Organisation>) -> String {
    named(list.into_iter().map(called).collect())
}

/// Names with commas, the first of them only where there are many.
pub(super) fn named(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    names.extend((more > 0).then(|| format!("{} more", grouped(more))));
    listed(&names, "and")
}

/// A text of a record in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", one_line(text))
}
