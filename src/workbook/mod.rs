//! Records as a workbook for people who know spreadsheets, and back.
//!
//! The sheets come from the record types (`columns`), so that a new key of a record is a new column. Each row carries a
//! hidden mark: which record and entry it is, and the fingerprint of what it showed. So a row that nobody touched is told from
//! an edited one, wherever it was sorted to, and an edit of a record that somebody else changed meanwhile is noticed.
//!
//! Nothing here reads or writes a file.

mod against;
mod apply;
mod cells;
mod columns;
mod edits;
mod fresh;
mod held;
mod meant;
mod open;
mod plan;
mod points;
mod rows;
mod table;
mod write;

pub use against::Against;
pub use columns::SheetForm;
pub use held::{Held, Records};
pub use open::LARGEST_WORKBOOK;
pub use plan::{Plan, plan};
pub use table::{TablePlan, is_own_table, plan_table};
pub use write::write;

use crate::data::{FileKind, typed};
use crate::folder::Folder;
use crate::model::Settings;

/// The version of the form of a workbook.
const FORMAT: &str = "1";

/// The sheet that only the program reads.
const HIDDEN: &str = "trustbridge";

/// Which site a workbook belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its address, else its name: what tells it from other sites.
    pub key: String,
    /// Its name.
    pub title: String,
}

impl Identity {
    /// The site in a folder.
    pub fn of(folder: &Folder) -> Self {
        let path = FileKind::Settings.path();
        let text = folder.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        let settings: Settings = typed(path, text.trim_start_matches('\u{feff}')).unwrap_or_default();
        Self { key: settings.base_url.unwrap_or_else(|| settings.title.clone()), title: settings.title }
    }
}

/// The name of a record in the hidden sheet.
fn record_key(kind: FileKind, id: &str) -> String {
    let folder = if kind == FileKind::Partnership { "partnerships" } else { "organisations" };
    format!("{folder}/{id}")
}
