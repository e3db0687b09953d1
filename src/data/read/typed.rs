//! One TOML text as one Rust type, for files that belong to no site: maps of columns, records read for an import.

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic};

/// Decodes the TOML of the file at `path`. Unlike [`super::load`] it stops at the first fault.
///
/// # Errors
/// That fault, with its place.
pub fn typed<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Box<Diagnostic>> {
    toml::from_str(text).map_err(|error| {
        let message = error.message().lines().next().unwrap_or("this is not TOML").to_owned();
        Box::new(Diagnostic::new(Code::Syntax, path, error.span(), message))
    })
}
