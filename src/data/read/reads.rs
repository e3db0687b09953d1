//! Records that were read before. In a preview one file changes at a time: a file of the same bytes, in a site with the same
//! words, is as it was and need not be read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::walk::SiteLink;
use crate::data::schema::form::Known;
use crate::data::schema::record::{GatewayRecord, OrganisationRecord, OutcomeRecord, PartnershipRecord, ProgrammeRecord};
use crate::diagnostic::Diagnostic;
use crate::folder::FilePath;

/// What an earlier reading of a folder found in the files of its records.
#[derive(Debug, Default)]
pub struct Reads {
    /// Whether nobody will read after this, so that nothing is kept.
    pub(in crate::data) last: bool,
    pub(in crate::data) organisations: ReadsOf<OrganisationRecord>,
    pub(in crate::data) partnerships: ReadsOf<PartnershipRecord>,
    pub(in crate::data) gateways: ReadsOf<GatewayRecord>,
    pub(in crate::data) outcomes: ReadsOf<OutcomeRecord>,
    pub(in crate::data) programmes: ReadsOf<ProgrammeRecord>,
}

impl Reads {
    /// For a reading after which there is none: what it finds is not kept.
    pub fn last() -> Self {
        Self { last: true, ..Self::default() }
    }
}

/// The records of one kind.
#[derive(Debug)]
pub(in crate::data) struct ReadsOf<T> {
    /// The words against which they were read.
    known: Known,
    files: BTreeMap<FilePath, Arc<Read<T>>>,
}

/// One file: its bytes, and what was found in them.
#[derive(Clone, Debug)]
pub(in crate::data) struct Read<T> {
    pub(in crate::data) bytes: Arc<[u8]>,
    pub(in crate::data) record: Option<T>,
    pub(in crate::data) found: Gathered,
}

impl<T> Default for ReadsOf<T> {
    fn default() -> Self {
        Self { known: Known::default(), files: BTreeMap::new() }
    }
}

impl<T> ReadsOf<T> {
    /// Everything that was read with these words.
    pub(in crate::data) fn new(known: &Known, files: BTreeMap<FilePath, Arc<Read<T>>>) -> Self {
        Self { known: known.clone(), files }
    }

    /// What was found at `path`, if the same words were known and the same bytes stood there.
    pub(in crate::data) fn find(&self, path: &FilePath, bytes: &Arc<[u8]>) -> Option<Arc<Read<T>>> {
        self.files.get(path).filter(|read| read.bytes == *bytes).map(Arc::clone)
    }

    /// The same without anything, where other words were known.
    pub(in crate::data) fn with_words(self, known: &Known) -> Self {
        if self.known == *known { self } else { Self::default() }
    }
}

/// Faults, links and texts gathered while files are read.
#[derive(Clone, Debug, Default)]
pub(in crate::data) struct Gathered {
    pub(super) faults: Vec<Diagnostic>,
    pub(super) links: Vec<SiteLink>,
    pub(super) texts: Vec<(String, Arc<str>)>,
}

impl Gathered {
    pub(super) fn join(&mut self, other: Self) {
        self.faults.extend(other.faults);
        self.links.extend(other.links);
        self.texts.extend(other.texts);
    }
}
