//! Everything that knows the form of `data/`: schema, reading with places, rules across records.
//!
//! One description of a record ([`schema::record`]) gives the JSON Schema, the checks and the decoding. [`load`] reads a whole
//! folder, names every fault of every file in one run, and answers with a [`crate::model::Directory`] only when there is no error.

pub mod review;
pub mod schema;
pub mod write;

mod decode;
mod options;
mod privacy;
mod read;
mod rules;

pub use options::Options;
pub use read::area::AREA_COLUMNS;
pub use read::damage::is_damaged;
pub use read::extracts::extract;
pub use read::load::{Loaded, known, load, load_after, load_to_match};
pub use read::locate::locate;
pub use read::parse::{parse, text_of};
pub use read::plain::{plain, written};
pub use read::reads::Reads;
pub use read::serves::SERVES_COLUMNS;
pub use read::typed::typed;
pub use read::walk::{DEEPEST, SiteLink, own_page};
pub use review::difference::one_line;
pub use rules::{GuideText, Near, NumberFault, apply_levels, look, no_base_url, number_faults, unspaced};
pub use schema::files::{DISTRICTS, FileKind, POSTCODE_DISTRICTS, kind_of};
