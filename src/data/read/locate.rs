//! Finds the place of a value again: only faulty files pay for places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The places of everything in a TOML text.
pub(in crate::data) struct Places<'t>(Spanned<DeTable<'t>>);

impl<'t> Places<'t> {
    /// Reads a text.
    pub(in crate::data) fn of(text: &'t str) -> Self {
        Self(DeTable::parse_recoverable(text).0)
    }

    /// Where the value at `at` stands: keys and list numbers parted by dots, `offers.0.source`.
    ///
    /// Where the last parts do not exist, the place of the nearest table or list around them is given.
    pub(in crate::data) fn find(&self, at: &str) -> Option<Range<usize>> {
        let mut parts = at.split('.').filter(|part| !part.is_empty());
        let first = parts.next()?;
        let entry = |table: &DeTable<'t>, name: &str| table.get_key_value(name).map(|(key, _)| key.span());
        let root = self.0.get_ref();
        let mut place = value_place(root.get(first)?, entry(root, first)?);
        let mut value = root.get(first)?;
        for part in parts {
            let inner = match value.get_ref() {
                DeValue::Table(table) => table.get(part).zip(entry(table, part)),
                DeValue::Array(items) => {
                    part.parse::<usize>().ok().and_then(|at| items.get(at)).map(|value| (value, value.span()))
                }
                _ => None,
            };
            let Some((found, key)) = inner else { break };
            place = value_place(found, key);
            value = found;
        }
        Some(place)
    }
}

/// Where the value at `at` stands in a TOML text, as `Places::find` has it.
pub fn locate(text: &str, at: &str) -> Option<Range<usize>> {
    Places::of(text).find(at)
}

/// A table under a heading is named by its heading's key; anything else by itself.
fn value_place(value: &Spanned<DeValue<'_>>, key: Range<usize>) -> Range<usize> {
    match value.get_ref() {
        DeValue::Table(_) | DeValue::Array(_) if value.span().is_empty() => key,
        _ => value.span(),
    }
}
