//! Pages: what each shows.
//!
//! Each kind of page has a file here with one plain view, a struct of exactly what its template shows, and one template
//! of the same name in the theme. `pages` settles the address of every page with its recipe; a view is made when its
//! page is asked for and dropped when the page is written.

mod page;
mod pages;
mod parts;

use std::sync::{Arc, OnceLock};

use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::insight::Later;
use crate::matching::Matches;
use crate::model::{Date, Directory};
use crate::serving::Slots;
use crate::site::{Site, address};
use crate::theme::Theme;
use crate::wording::Words;
use page::Book;
use pages::partnerships::PartnershipCard;
use pages::{
    add, browse, councils, data, districts, embed, files, find, focus, guide, home, insights, map, match_me, matches, method,
    moved, organisations, partnerships, place_brief, places, plain, profile, programmes, report, service_sheet, services,
};
use parts::lists::{Lists, Sides};
use parts::near::Near;

/// What the pages speak of.
#[derive(Debug)]
pub struct World {
    /// What is known.
    pub directory: Arc<Directory>,
    /// Who serves which place.
    pub slots: Arc<Slots>,
    /// Everybody's possible partners.
    pub matches: Arc<Matches>,
    /// What the directory shows as a whole.
    pub insights: Arc<Later>,
    /// In which words pages speak.
    pub words: Arc<Words>,
    lists: Lists,
    near: Near,
    cards: OnceLock<Vec<Arc<PartnershipCard>>>,
}

impl World {
    /// Sorts out who stands under what.
    pub fn new(
        directory: Arc<Directory>,
        slots: Arc<Slots>,
        matches: Arc<Matches>,
        insights: Arc<Later>,
        words: Arc<Words>,
    ) -> Self {
        Self {
            lists: Lists::new(&words, &directory),
            near: Near::new(&directory),
            cards: OnceLock::new(),
            directory,
            slots,
            matches,
            insights,
            words,
        }
    }

    /// The path under which the site is published on its host, `/trustbridge/`; `None` where it is not known.
    fn base_path(&self) -> Option<&str> {
        let (_, after) = self.directory.settings.base_url.as_deref()?.split_once("://")?;
        after.find('/').map(|at| &after[at..])
    }
}

/// How pages are made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether links write `index.html` out, so that the site works from a disk.
    pub portable: bool,
}

/// Settles the address of every page and asset.
pub fn pages(world: &Arc<World>, theme: &Arc<Theme>, options: &Options, site: &mut Site) {
    theme.add_assets(site);
    let common = Value::from(Serde(SiteView::new(world)));
    let mut book = Book {
        world: Arc::clone(world),
        theme: Arc::clone(theme),
        options: options.clone(),
        common,
        shared: Arc::default(),
        site,
    };
    for add in [
        add::add,
        home::add,
        organisations::add,
        profile::add,
        matches::add,
        match_me::add,
        services::add,
        places::add,
        districts::add,
        councils::add,
        place_brief::add,
        service_sheet::add,
        focus::add,
        partnerships::add,
        guide::add,
        insights::add,
        report::add,
        browse::add,
        find::add,
        plain::add,
        data::add,
        embed::add,
        map::add,
        method::add,
        programmes::add,
        files::add,
        moved::add,
    ] {
        add(&mut book);
    }
}

/// What every template may say of the site, as `site`.
#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    tagline: &'a str,
    owner: &'a str,
    independence: &'a str,
    contact_email: Option<&'a str>,
    contact_url: Option<&'a str>,
    repository: Option<&'a str>,
    base_url: Option<&'a str>,
    /// The latest day on which a record was checked.
    checked: Option<String>,
    /// "12 NHS trusts and 9 school trusts".
    sides: String,
    organisations: usize,
    /// How many scripts hold the records.
    record_scripts: u32,
    partnerships: usize,
    services: usize,
}

impl<'a> SiteView<'a> {
    fn new(world: &'a World) -> Self {
        let directory = &world.directory;
        let settings = &directory.settings;
        let checked: Option<Date> = directory
            .organisations
            .iter()
            .map(|one| &one.review)
            .chain(directory.partnerships.iter().map(|one| &one.review))
            .filter_map(|review| review.checked)
            .max();
        Self {
            title: &settings.title,
            tagline: &settings.tagline,
            owner: &settings.owner,
            independence: &settings.independence,
            contact_email: settings.contact.email.as_deref(),
            contact_url: settings.contact.url.as_deref(),
            repository: settings.repository.as_deref(),
            base_url: settings.base_url.as_deref(),
            checked: checked.map(|day| day.to_string()),
            sides: Sides::of(directory, &world.lists.by_name).phrase(&world.words),
            organisations: world.lists.by_name.len(),
            record_scripts: address::record_scripts(directory.organisations.len()),
            partnerships: directory.partnerships.len(),
            services: directory.vocabulary.services.len(),
        }
    }
}
