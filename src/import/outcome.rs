//! What an import would do, and what people should know of it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::folder::FilePath;

/// A change of one file.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The file.
    pub path: FilePath,
    /// Its text before, `None` for a new record.
    pub before: Option<String>,
    /// Its text after.
    pub after: String,
    /// What changes, in a few words each.
    pub changes: Vec<String>,
}

/// Something that happened in the register, or that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What kind of news it is.
    pub news: News,
    /// The record's id, else the number in the register.
    pub about: String,
    /// A sentence without its full stop.
    pub text: String,
}

/// What kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    /// It has ended.
    Closed,
    /// It will end.
    Closing,
    /// It took the place of others, or is registered anew.
    Merged,
    /// It has another name.
    Renamed,
    /// It moved.
    Moved,
    /// The register counts it as open, the record as closed.
    Reopened,
    /// It was found by its name and now has its number.
    Linked,
    /// The record keeps what a person wrote.
    Kept,
    /// Something is not known of it.
    Unplaced,
    /// It is not in this extract.
    Missing,
    /// One of its schools moved, ended, or has no trust here.
    School,
    /// No file says which schools it has.
    NoSchools,
    /// It is not shown.
    Draft,
}

/// How an import is done.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// Close the records of organisations that have ended.
    pub close: bool,
    /// The day that counts as today.
    pub today: Date,
}

/// Which organisation took the place of which, by code.
#[derive(Clone, Debug, Default)]
pub struct Succession {
    /// Predecessor, successors in their order, and the first day of the successor.
    pub steps: BTreeMap<String, (Vec<String>, Option<Date>)>,
}

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to write, in the order of their paths.
    pub drafts: Vec<Draft>,
    /// What people should know.
    pub notes: Vec<Note>,
    /// Faults found on the way.
    pub faults: Vec<Diagnostic>,
    /// Open organisations in the register.
    pub open: usize,
    /// Records that agree with the register already.
    pub same: usize,
    /// Organisations that asked not to be listed.
    pub opted_out: usize,
}
