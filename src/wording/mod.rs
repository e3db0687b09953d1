//! Words that a reader sees and code makes: every message comes from the words file of the theme, in which another language
//! is another file.
//!
//! [`Words`] holds the messages; `say!(words, "match.rare", service = name)` says one. What a file may hold, and how, stands
//! at the head of `themes/default/words.toml`.

mod file;
mod gap;
pub mod invitations;
pub mod json;
mod pattern;
mod plural;
pub mod role_rows;
mod say;
pub mod sentences;
pub mod serves;
pub mod tags;
pub mod words;

pub use pattern::Value;
pub(crate) use say::say;
pub use say::{Id, Words, ids, places};
