//! How a folder is read.

use crate::model::Date;

/// How a folder is read.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The day that counts as today.
    pub as_of: Date,
    /// Whether records with `draft = true` are published.
    pub drafts: bool,
    /// Where the site is published, in place of the settings' own address.
    pub base_url: Option<&'a str>,
}
