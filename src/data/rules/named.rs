//! Organisations by whatever a table may call them: id, former id, official code, the code of what became part of them.

use std::collections::BTreeMap;

use super::Entry;
use crate::data::schema::record::OrganisationRecord;

/// Every organisation that has a record, by its names in tables.
pub(in crate::data) struct Named<'a> {
    entries: BTreeMap<&'a str, &'a Entry<OrganisationRecord>>,
}

impl<'a> Named<'a> {
    /// Ids come before codes, and codes in use before those of the past.
    pub(in crate::data) fn new(organisations: &'a [Entry<OrganisationRecord>]) -> Self {
        let mut entries = BTreeMap::new();
        for entry in organisations {
            entries.insert(entry.id(), entry);
        }
        let open_first =
            || organisations.iter().filter(|one| !is_closed(one)).chain(organisations.iter().filter(|one| is_closed(one)));
        for entry in open_first() {
            if let Some(code) = &entry.record.codes.ods {
                entries.entry(code).or_insert(entry);
            }
        }
        for entry in open_first() {
            for name in entry.record.codes.former_ods.iter().chain(&entry.record.former_ids) {
                entries.entry(name).or_insert(entry);
            }
        }
        Self { entries }
    }

    /// The organisation of this name that exists now: an ended one leads to its successor, or to itself where it has none.
    pub(in crate::data) fn find(&self, name: &str) -> Option<&'a Entry<OrganisationRecord>> {
        let mut entry = *self.entries.get(name)?;
        // Records may name each other as successors in a circle; nobody has merged more often than there are records.
        for _ in 0..self.entries.len() {
            match entry.record.successor.as_deref().and_then(|next| self.entries.get(next)) {
                Some(next) => entry = next,
                None => break,
            }
        }
        Some(entry)
    }

    /// Every name, in order.
    pub(in crate::data) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.entries.keys().copied()
    }
}

/// Whether the organisation has ended.
pub(in crate::data) fn is_closed(entry: &Entry<OrganisationRecord>) -> bool {
    entry.record.closed.is_some() || entry.record.successor.is_some()
}
