//! What a file of `data/` may hold: the record types, the kinds of text, the shape that they give, the kinds of file, and
//! what an editor is told.

pub mod editor;
pub mod form;
pub mod forms;
pub mod record;
pub mod shape;

pub(super) mod files;
pub(super) mod words;
