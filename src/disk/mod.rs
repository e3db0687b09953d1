//! Reads a site's folder, publishes a site, replaces what people wrote. The only room that names `std::fs`.
//!
//! Three promises, whatever stops the program: the published folder is entirely the old site or entirely the new one; no
//! file that a person wrote is ever half written or lost; nothing outside the site's folder is read, and nothing outside
//! the output is changed.

mod failure;
mod gate;
mod given;
mod manifest;
mod publish;
mod read;
mod replace;
mod standing;
mod target;
mod tree;
mod turn;
mod watch;
mod world;

pub use failure::Failure;
pub use gate::Gate;
pub use given::{find_in_site, open_given, read_given};
pub use manifest::MANIFEST;
pub use publish::{PublishError, Published, publish, publish_in};
pub use read::{LARGEST_PLACES_FILE, LARGEST_RECORD, LARGEST_STATIC_FILE, LARGEST_THEME_FILE, is_read, read, too_large};
pub use standing::{site_above, site_below};
pub use target::Place;
pub use watch::{Changes, watch};
pub use world::{Disk, World};
