//! Words that a reader sees and code makes: reasons, dates, sentences.

mod gap;
pub mod json;
pub mod sentences;
pub mod serves;
pub mod tags;
pub mod words;

mod phrases;
