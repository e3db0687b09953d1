//! Finds the place of a value again: only faulty files pay for places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where the value at `at` stands in the TOML text: keys and list numbers parted by dots, `offers.0.source`.
///
/// Where the last parts do not exist, the place of the nearest table or list around them is given.
pub fn locate(text: &str, at: &str) -> Option<Range<usize>> {
    let (root, _) = DeTable::parse_recoverable(text);
    let mut parts = at.split('.').filter(|part| !part.is_empty());
    let first = parts.next()?;
    let (key, mut value) =
        root.get_ref().iter().find(|(key, _)| key.get_ref() == first).map(|(key, value)| (key.span(), value))?;
    let mut place = value_place(value, key);
    for part in parts {
        let inner = match value.get_ref() {
            DeValue::Table(table) => table.iter().find(|(key, _)| key.get_ref() == part).map(|(key, value)| (key.span(), value)),
            DeValue::Array(items) => part.parse::<usize>().ok().and_then(|at| items.get(at)).map(|value| (value.span(), value)),
            _ => None,
        };
        let Some((key, found)) = inner else { break };
        place = value_place(found, key);
        value = found;
    }
    Some(place)
}

/// A table under a heading is named by its heading's key; anything else by itself.
fn value_place(value: &Spanned<DeValue<'_>>, key: Range<usize>) -> Range<usize> {
    match value.get_ref() {
        DeValue::Table(_) | DeValue::Array(_) if value.span().is_empty() => key,
        _ => value.span(),
    }
}
