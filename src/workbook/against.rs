//! What a workbook or table is held against.

use crate::data::schema::form::Known;
use crate::folder::Folder;
use crate::model::Date;

/// What a workbook is held against, and how.
#[derive(Debug)]
pub struct Against<'a> {
    /// The site's folder.
    pub folder: &'a Folder,
    /// The site's words.
    pub known: &'a Known,
    /// The day that counts as today.
    pub today: Date,
    /// Leave edits of records alone that changed since the workbook was written, and take the others.
    pub skip_stale: bool,
}
