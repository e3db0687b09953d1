//! What the owner of a site decides.

use std::collections::BTreeMap;

/// `data/site.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// One line under it.
    pub tagline: String,
    /// Who runs it.
    pub owner: String,
    /// Where it is published, with a closing `/`; `None` leaves out what needs it.
    pub base_url: Option<String>,
    /// A mailbox for readers.
    pub contact_email: Option<String>,
    /// A page for readers.
    pub contact_url: Option<String>,
    /// Address of the repository that holds the records.
    pub repository: Option<String>,
    /// Its main branch.
    pub branch: String,
    /// Name of the theme folder.
    pub theme: String,
    /// The sentence that says whose site this is not.
    pub independence: String,
    /// Months after which a record is due for review.
    pub review_months: u32,
    /// Notices that the licences of the sources ask for.
    pub attributions: Vec<Attribution>,
    /// Constants of the matching that differ from the built-in table, by name.
    pub matching: BTreeMap<String, f64>,
    /// Faults whose level differs from the built-in one, by code.
    pub check: BTreeMap<String, CheckLevel>,
    /// The last day on which the accessibility statement was reviewed.
    pub accessibility_reviewed: Option<super::Date>,
}

/// How a fault of some code is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckLevel {
    /// Not shown.
    Allow,
    /// Shown, and the build goes on.
    Warn,
    /// The build stops.
    Deny,
}

/// A notice that a licence asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The notice.
    pub text: String,
    /// The licence or source.
    pub url: Option<String>,
}
