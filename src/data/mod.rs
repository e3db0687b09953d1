//! Everything that knows the form of `data/`: schema, reading with places, rules across records.
//!
//! One description of a record ([`record`]) gives the JSON Schema, the checks and the decoding. [`load`] reads a whole
//! folder, names every fault of every file in one run, and answers with a [`crate::model::Directory`] only when there is no error.

pub mod difference;
pub mod draft;
pub mod editor;
pub mod form;
pub mod forms;
pub mod layout;
pub mod owners;
pub mod record;
pub mod rewrite;
pub mod shape;

mod decode;
mod districts;
mod extracts;
mod files;
mod hints;
mod line;
mod load;
mod locate;
mod open;
mod parse;
mod plain;
mod reads;
mod rules;
mod syntax;
mod typed;
mod value;
mod walk;
mod words;

pub use extracts::extract;
pub use files::{FileKind, kind_of};
pub use load::{Loaded, Options, known, load, load_after};
pub use locate::locate;
pub use parse::{parse, text_of};
pub use plain::plain;
pub use reads::Reads;
pub use rules::GuideText;
pub use typed::typed;
pub use walk::{DEEPEST, SiteLink};
