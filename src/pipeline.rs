//! The order of the passes, and nothing else: a folder goes in, a site comes out.

use std::sync::{Arc, LazyLock};

use crate::data;
use crate::diagnostic::{Diagnostic, Report};
use crate::export;
use crate::folder::Folder;
use crate::insight;
use crate::matching;
use crate::model::{Date, Directory};
use crate::render;
use crate::search;
use crate::serving;
use crate::site::{self, Site};
use crate::theme::Theme;

/// How a site is built.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day that counts as today.
    pub as_of: Date,
    /// Whether records with `draft = true` are published.
    pub drafts: bool,
    /// Whether links write `index.html` out, so that the site works from a disk.
    pub portable: bool,
    /// Where the site is published, in place of the settings' own address.
    pub base_url: Option<String>,
}

/// What a folder became.
#[derive(Debug, Default)]
pub struct Built {
    /// What is known; `None` where there is an error in the records.
    pub directory: Option<Arc<Directory>>,
    /// What the directory shows as a whole; `None` where there is an error in the records.
    pub insights: Option<Arc<insight::Later>>,
    /// All addresses with their recipes; `None` where there is an error anywhere.
    pub site: Option<Site>,
    /// All faults.
    pub report: Report,
    /// The words of the site's vocabulary, also where there are errors.
    pub known: data::schema::form::Known,
}

/// Reads, checks, derives and settles all addresses. Nothing is rendered yet: ask the [`Site`].
///
/// `passed` is told the name of each pass when it ends.
pub fn build(folder: &Folder, options: &Options, passed: &mut dyn FnMut(&'static str)) -> Built {
    let built = build_after(folder, options, &mut Earlier { reads: data::Reads::last(), matched: None }, passed);
    // Whoever asks for a whole site renders it on all threads.
    if let Some(insights) = &built.insights {
        LazyLock::force(insights);
        passed("insights");
    }
    built
}

/// What builds of one site leave to the next.
#[derive(Debug, Default)]
pub struct Earlier {
    reads: data::Reads,
    /// The last directory that there was, with its matches.
    matched: Option<(Arc<Directory>, Arc<matching::Matches>)>,
}

/// What [`build`] gives, sooner: only files that have changed since `earlier` was left are read again, and only pairs of
/// which something has changed are scored again. Afterwards `earlier` holds what this build leaves.
pub fn build_after(folder: &Folder, options: &Options, earlier: &mut Earlier, passed: &mut dyn FnMut(&'static str)) -> Built {
    let reading = data::Options { as_of: options.as_of, drafts: options.drafts, base_url: options.base_url.as_deref() };
    let mut loaded = data::load_after(folder, reading, &mut earlier.reads);
    loaded.report.extend(data::number_faults(folder, matching::Constants::faults(&loaded.matching).into_iter().map(number)));
    loaded.report.settle();
    passed("read");
    let Some(directory) = loaded.directory.map(Arc::new) else {
        return Built { report: loaded.report, known: loaded.known, ..Built::default() };
    };
    let mut report = std::mem::take(&mut loaded.report);
    let theme = match Theme::load(folder, &directory.settings.theme) {
        Ok(theme) => Arc::new(theme),
        Err(faults) => {
            report.extend(faults);
            report.settle();
            return Built { directory: Some(directory), report, known: loaded.known, ..Built::default() };
        }
    };
    let words = Arc::clone(theme.words());
    theme.texts().for_each(|(path, text)| report.remember(path, Arc::clone(text)));
    let slots = Arc::new(serving::of(&directory));
    passed("serve");
    let scoring = matching::Scoring::with(&directory, matching::Presence::of(&directory, &slots));
    let ways = matching::Options::default();
    let matches = match &earlier.matched {
        Some((known, matches)) => matching::again_scored(&directory, scoring, ways, (known, matches)),
        None => Arc::new(matching::all_scored(&directory, scoring, ways)),
    };
    earlier.matched = Some((Arc::clone(&directory), Arc::clone(&matches)));
    passed("match");
    let insights = Arc::new(insight::later(Arc::clone(&directory), Arc::clone(&matches)));
    let world = Arc::new(render::World::new(
        Arc::clone(&directory),
        Arc::clone(&slots),
        Arc::clone(&matches),
        Arc::clone(&insights),
        Arc::clone(&words),
    ));
    passed("derive");
    let mut site = Site::new();
    search::add(&words, &directory, &mut site);
    let schema = data::schema::editor::schema_for(&loaded.known, &directory);
    let exported = export::Known {
        directory: Arc::clone(&directory),
        slots,
        matches,
        insights: Arc::clone(&insights),
        words: Arc::clone(&words),
    };
    export::add_builder(&exported, &schema, |one| data::written(folder, &one.file), &mut site);
    export::add(&exported, &mut site);
    render::pages(&world, &theme, &render::Options { portable: options.portable }, &mut site);
    report.extend(site::pass_through(folder, &mut site));
    report.extend(site.faults().iter().cloned());
    report.extend(site::dead_links(&site, loaded.links.iter().map(link)));
    data::apply_levels(&mut report, &directory.settings.check);
    report.settle();
    passed("settle");
    let site = (report.errors() == 0).then_some(site);
    Built { directory: Some(directory), insights: Some(insights), site, report, known: loaded.known }
}

/// Warns where no base address is given: without it the sitemap, the feed and canonical links are left out. Only `build`
/// asks, since only there can the address be given on the command line.
pub fn ask_for_base_url(built: &mut Built) {
    let Some(directory) = &built.directory else { return };
    let Some(fault) = data::no_base_url(&directory.settings) else { return };
    built.report.push(fault);
    data::apply_levels(&mut built.report, &directory.settings.check);
    built.report.settle();
    if built.report.errors() > 0 {
        built.site = None;
    }
}

fn link(link: &data::SiteLink) -> site::Link<'_> {
    site::Link { path: &link.path, span: link.span.clone(), address: &link.address, own_page: data::own_page(&link.path) }
}

fn number(fault: matching::ConstantFault) -> data::NumberFault {
    let is_known = matching::Constants::default().get(&fault.name).is_some();
    data::NumberFault { name: fault.name, is_known, message: fault.message, help: fault.help }
}

/// Renders everything that can fail and keeps only the faults, so that `check` and `build` agree on every input.
pub fn render_faults(site: &Site) -> Vec<Diagnostic> {
    use rayon::prelude::*;
    let files: Vec<_> = site.fallible().collect();
    files.par_iter().filter_map(|file| site.render(file)?.err()).collect()
}
