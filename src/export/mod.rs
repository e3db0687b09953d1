//! Open data: everything that the pages show, in forms that programs read.
//!
//! Each exporter is a function from what is known to bytes; [`add`] settles their addresses, and nothing is made before
//! it is asked for. Two things hold in every form: what is *not stated* is kept apart from *none*, and what a kind of
//! organisation typically offers is never given as its own. Organisations that opted out are not known here at all.

mod area;
mod atom;
mod builder;
mod calendar;
mod cells;
mod changes;
mod files;
mod geojson;
mod hsds;
mod insights;
mod lines;
mod matches;
mod organisation;
mod package;
mod partnership;
mod patch;
pub mod serves;
mod table;
mod uuid;
mod values;
mod vocabulary;

pub use builder::add_builder;
pub use table::organisations as organisations_table;

use std::sync::Arc;

use serde::Serialize;

use crate::insight::Later;
use crate::matching::{self, Matches};
use crate::model::Directory;
use crate::serving::Slots;
use crate::site::{Route, Site, address};
use crate::wording::Words;
use files::FILES;

/// What is exported.
#[derive(Clone, Debug)]
pub struct Known {
    /// What is known.
    pub directory: Arc<Directory>,
    /// Who serves which place.
    pub slots: Arc<Slots>,
    /// Who suits whom.
    pub matches: Arc<Matches>,
    /// What the directory shows as a whole.
    pub insights: Arc<Later>,
    /// In which words sentences are made.
    pub words: Arc<Words>,
}

type Maker = fn(&Known) -> Vec<u8>;
type Recipe = Box<dyn Fn(&Known) -> Vec<u8> + Send + Sync>;

/// Settles the addresses of all exports. Feeds name absolute addresses and are left out where the site knows none.
pub fn add(known: &Known, site: &mut Site) {
    files::described(known).for_each(|file| site.describe(file));
    let mut put = |address: &str, make: Recipe| {
        let known = known.clone();
        site.add_sure(&Route::of(address), move |_| make(&known));
    };
    for file in FILES {
        put(file.about.address, Box::new(file.make));
    }
    for (at, one) in known.directory.numbered() {
        put(
            &format!("data/organisations/{}.json", one.id),
            Box::new(move |known| lines::write(&organisation::one(&known.directory, at), lines::ITEMS)),
        );
        if matching::has_more_to_say(&known.directory, at) {
            put(
                &format!("data/matches/{}.json", one.id),
                Box::new(move |known| lines::write(&matches::one(known, at), lines::ITEMS)),
            );
        }
    }
    for (at, one) in known.directory.numbered() {
        if known.slots.patch(at).is_some_and(|patch| !patch.trusts.is_empty()) {
            let make = move |known: &Known| {
                known.slots.patch(at).map(|found| patch::table(&known.directory, at, found)).unwrap_or_default()
            };
            put(&address::patch(&one.id), Box::new(make));
        }
    }
    for (at, one) in hsds::offering(&known.directory) {
        put(
            &format!("data/hsds/organizations/{}.json", uuid::of(one)),
            Box::new(move |known| json(&hsds::organization(&known.directory, at))),
        );
    }
    for (at, listing, id) in hsds::offered(&known.directory) {
        put(&format!("data/hsds/services/{id}.json"), Box::new(move |known| json(&hsds::service(&known.directory, at, listing))));
    }
    if let Some(base) = &known.directory.settings.base_url {
        let feed = base.clone();
        put("feed.xml", Box::new(move |known| atom::all(&known.directory, &feed)));
        for board in known.directory.places.boards.indices() {
            let place = &known.directory.places[board];
            if !place.regions.is_empty() && place.closed.is_none() {
                let feed = base.clone();
                put(
                    &format!("{}feed.xml", address::board(&known.directory.places, board)),
                    Box::new(move |known| atom::of_board(&known.directory, &feed, board)),
                );
            }
        }
    }
}

/// JSON with one space of structure per level, so that a change of one value is a change of one line.
fn json(value: &impl Serialize) -> Vec<u8> {
    lines::write(value, usize::MAX)
}
