//! A TOML tree as a Rust type.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

use crate::diagnostic::{Code, Diagnostic};

/// Decodes the TOML of the file at `path`, for files that belong to no site: maps of columns, records read for an import.
/// Unlike `load`, it stops at the first fault.
///
/// # Errors
/// That fault, with its place.
pub fn typed<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Box<Diagnostic>> {
    DeTable::parse(text).and_then(decoded).map_err(|error| {
        let message = error.message().lines().next().unwrap_or("this is not TOML").to_owned();
        Box::new(Diagnostic::new(Code::Syntax, path, error.span(), message))
    })
}

/// Decodes a tree. Its days become texts first: how TOML hands on a day is known to nobody but the library, and the types
/// of the model know nothing of TOML.
pub(in crate::data) fn decoded<T: DeserializeOwned>(mut tree: Spanned<DeTable<'_>>) -> Result<T, Error> {
    days_as_texts(tree.get_mut());
    let span = tree.span();
    T::deserialize(ValueDeserializer::from(Spanned::new(span, DeValue::Table(tree.into_inner()))))
}

fn days_as_texts(table: &mut DeTable<'_>) {
    table.iter_mut().for_each(|(_, inner)| day_as_text(inner.get_mut()));
}

fn day_as_text(value: &mut DeValue<'_>) {
    match value {
        DeValue::Datetime(day) => *value = DeValue::String(Cow::Owned(day.to_string())),
        DeValue::Array(items) => items.iter_mut().for_each(|item| day_as_text(item.get_mut())),
        DeValue::Table(inner) => days_as_texts(inner),
        _ => {}
    }
}
