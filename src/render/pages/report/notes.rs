//! The notes of the report: what each link leads to, numbered in the order in which it is first named and spelled out at
//! the end, so that a copy on paper loses none.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Directory, Source};
use crate::render::World;
use crate::render::parts::notes::Note;
use crate::render::parts::sources;
use crate::render::parts::sources::SourceView;
use crate::site::address;
use crate::wording::Words;

/// Addresses in the order in which they are first named, each once.
#[derive(Default)]
pub(super) struct Numbers {
    order: Vec<String>,
    number_of: BTreeMap<String, usize>,
}

impl Numbers {
    /// The number of an address.
    pub(super) fn of(&mut self, address: &str) -> usize {
        if let Some(&number) = self.number_of.get(address) {
            return number;
        }
        self.order.push(address.to_owned());
        self.number_of.insert(address.to_owned(), self.order.len());
        self.order.len()
    }
}

/// The notes of a report.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) sources: Numbers,
    pages: Numbers,
}

impl Notes {
    /// The note of another site.
    pub(super) fn source(&mut self, url: &str) -> Note {
        let number = self.sources.of(url);
        Note { id: format!("source-{number}"), mark: number.to_string(), page: false }
    }

    /// The note of a page of this site, by its address with its leading slash.
    pub(super) fn page(&mut self, address: &str) -> Note {
        let number = self.pages.of(address);
        Note { id: format!("page-{number}"), mark: format!("p{number}"), page: true }
    }

    /// The mark of another site in the text.
    pub(super) fn source_mark(&mut self, url: &str) -> String {
        self.source(url).html()
    }

    /// The mark of a page of this site in the text.
    pub(super) fn page_mark(&mut self, address: &str) -> String {
        self.page(address).html()
    }
}

#[derive(Serialize)]
pub(super) struct NumberedSource {
    number: usize,
    source: SourceView,
}

/// A page of this site that the report names.
#[derive(Serialize)]
pub(super) struct NumberedPage {
    number: usize,
    /// Its name; empty where the address says enough.
    label: String,
    link: String,
    /// Its address spelled out: from the root where the site does not know its own.
    address: String,
}

/// The sources, each once.
pub(super) fn sources_of(words: &Words, notes: &Notes, directory: &Directory) -> Vec<NumberedSource> {
    let known = known_sources(directory);
    let list = notes.sources.order.iter().enumerate().map(|(at, url)| NumberedSource {
        number: at + 1,
        source: known.get(url.as_str()).map_or_else(|| sources::bare(url), |source| sources::view(words, source)),
    });
    list.collect()
}

/// The pages of this site, each once; `link` makes the link to one.
pub(super) fn pages_of(notes: &Notes, world: &World, link: impl Fn(&str) -> Option<String>) -> Vec<NumberedPage> {
    let names = names(world);
    let base = world.directory.settings.base_url.as_deref().map(|base| base.trim_end_matches('/')).unwrap_or_default();
    let list = notes.pages.order.iter().enumerate().filter_map(|(at, address)| {
        let page = address.trim_start_matches('/').split('#').next().unwrap_or_default();
        Some(NumberedPage {
            number: at + 1,
            label: names.get(page).cloned().unwrap_or_default(),
            link: link(address)?,
            address: format!("{base}{address}"),
        })
    });
    list.collect()
}

/// What pages of records are called, by their addresses.
fn names(world: &World) -> BTreeMap<String, String> {
    let directory = &*world.directory;
    let mut names = BTreeMap::new();
    names.extend(directory.organisations.iter().map(|one| (address::organisation(&one.id), one.name.clone())));
    names.extend(directory.partnerships.iter().map(|one| (address::partnership(&one.id), one.name.clone())));
    names.extend(directory.vocabulary.services.iter().map(|one| (address::service(&one.id), one.label.clone())));
    names.extend(directory.vocabulary.focus_areas.iter().map(|one| (address::focus(&one.id), one.label.clone())));
    names.extend(directory.places.regions.iter().map(|one| (address::region(&one.id), one.name.clone())));
    names.extend(directory.guide.iter().map(|one| (address::guide(&one.id), one.title.clone())));
    for (at, board) in directory.places.boards.numbered() {
        names.insert(address::board(&directory.places, at), board.short.clone());
    }
    names
}

/// Every source that records and guide pages describe, by address; the first description counts.
fn known_sources(directory: &Directory) -> BTreeMap<&str, &Source> {
    let mut known = BTreeMap::new();
    let guide = directory.guide.iter().map(|page| &page.sources);
    let cases = directory.partnerships.iter().map(|one| &one.sources);
    let records = directory.organisations.iter().map(|one| &one.sources);
    let registers = directory.registers.iter().map(|one| &one.source);
    for source in guide.chain(cases).chain(records).flatten().chain(registers) {
        known.entry(source.url.as_str()).or_insert(source);
    }
    known
}
