//! The order of the passes, and nothing else: a folder goes in, a site comes out.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::data;
use crate::data::FileKind;
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::export;
use crate::folder::Folder;
use crate::insight;
use crate::matching;
use crate::model::{CheckLevel, Date, Directory};
use crate::render;
use crate::search;
use crate::serving;
use crate::site::{Route, Site};
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
    let built = build_after(folder, options, &mut Earlier::default(), passed);
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
    loaded.report.extend(matching_faults(folder, &loaded.matching));
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
    let world =
        Arc::new(render::World::new(Arc::clone(&directory), Arc::clone(&slots), Arc::clone(&matches), Arc::clone(&insights)));
    passed("derive");
    let mut site = Site::new();
    add_search(&directory, &mut site);
    add_builder(folder, &directory, &loaded.known, &mut site);
    export::add(&export::Known { directory: Arc::clone(&directory), slots, matches, insights: Arc::clone(&insights) }, &mut site);
    render::pages(&world, &theme, &render::Options { portable: options.portable }, &mut site);
    report.extend(site.faults().iter().cloned());
    report.extend(dead_links(&loaded.links, &site));
    judge(&mut report, &directory);
    report.settle();
    passed("settle");
    let site = (report.errors() == 0).then_some(site);
    Built { directory: Some(directory), insights: Some(insights), site, report, known: loaded.known }
}

/// Settles the files of the search, to be made when one of them is asked for: that takes as long as all other passes
/// together. The whole index is large and no page loads it, so it has a recipe of its own.
fn add_search(directory: &Arc<Directory>, site: &mut Site) {
    let index = {
        let (directory, made) = (Arc::clone(directory), OnceLock::new());
        Arc::new(move || Arc::clone(made.get_or_init(|| Arc::new(search::build(&directory)))))
    };
    let (files, documents, whole) = (Arc::clone(&index), Arc::clone(&index), index);
    site.add_later("search", &[search::MANIFEST], Box::new(move || search::files(&files())));
    site.add(&Route::of(search::DOCUMENTS), move |_| Ok(search::documents(&documents())));
    site.add(&Route::of(search::WHOLE), move |_| Ok(search::whole(&whole())));
}

/// Settles what the record builder loads: the schema with the site's own words, and each record as it is written.
fn add_builder(folder: &Folder, directory: &Directory, known: &data::schema::form::Known, site: &mut Site) {
    let published = directory.organisations.iter().filter(|one| one.closed.is_none());
    let words: Vec<data::schema::form::Word> =
        published.map(|one| data::schema::form::Word { id: one.id.clone(), label: one.name.clone() }).collect();
    let schema = data::schema::editor::organisation_schema(known, &words).unwrap_or_default().to_string();
    let script = format!("trustbridge.schema({});\n", crate::text::html::json_in_page(&schema));
    site.add_bytes(&Route::of("add/schema.js"), script.into_bytes());
    for organisation in &directory.organisations {
        let Some(bytes) = folder.get(&organisation.file).cloned() else { continue };
        let file = organisation.file.clone();
        let address = format!("organisations/{}/record.js", organisation.id);
        site.add(&Route::of(&address), move |_| {
            let text = data::text_of(&file, &bytes).unwrap_or_default();
            let section = file.split('/').nth(2).unwrap_or_default();
            let record = serde_json::json!({"folder": section, "record": data::plain(&file, &text)});
            Ok(format!("trustbridge.record({});\n", crate::text::html::json_in_page(&record.to_string())).into_bytes())
        });
    }
}

/// Warns where no base address is given: without it the sitemap, the feed and canonical links are left out. Only `build`
/// asks, since only there can the address be given on the command line.
pub fn ask_for_base_url(built: &mut Built) {
    let Some(directory) = built.directory.as_ref().filter(|directory| directory.settings.base_url.is_none()) else { return };
    let fault = Diagnostic::new(Code::NoBaseUrl, FileKind::Settings.path(), None, "the site's own address is not known")
        .help("the sitemap, the feed and canonical links are left out")
        .help("add `base_url = \"https://...\"`, or build with `--base-url`");
    built.report.push(fault);
    judge(&mut built.report, directory);
    built.report.settle();
    if built.report.errors() > 0 {
        built.site = None;
    }
}

/// What is wrong with the site's own numbers for the matching.
fn matching_faults(folder: &Folder, numbers: &BTreeMap<String, f64>) -> Vec<Diagnostic> {
    const PATH: &str = FileKind::Settings.path();
    let text = folder.get(PATH).and_then(|bytes| data::text_of(PATH, bytes).ok()).unwrap_or_default();
    let faults = matching::Constants::faults(numbers).into_iter();
    faults
        .map(|fault| {
            let is_known = matching::Constants::default().get(&fault.name).is_some();
            let code = if is_known { Code::BadValue } else { Code::UnknownTerm };
            let span = data::locate(&text, &format!("matching.{}", fault.name));
            Diagnostic::new(code, PATH, span, fault.message).help(fault.help)
        })
        .collect()
}

/// Takes every fault as the settings say: a warning may be allowed, and any fault may be denied.
fn judge(report: &mut Report, directory: &Directory) {
    report.judge(|fault| match directory.settings.check.get(fault.code.id()) {
        Some(CheckLevel::Allow) if fault.code.severity() == Severity::Warning => None,
        Some(CheckLevel::Deny) => Some(Severity::Error),
        _ => Some(fault.code.severity()),
    });
}

/// Links in Markdown to addresses where nothing stands.
fn dead_links(links: &[data::SiteLink], site: &Site) -> Vec<Diagnostic> {
    /// Looking for what was meant costs time with the number of pages; after so many different links it is not done.
    const MOST_SUGGESTED: usize = 200;
    let mut addresses: Option<Vec<String>> = None;
    let mut meant: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut anchors = Anchors::default();
    let mut found = Vec::new();
    for link in links {
        let page = page_of(&link.address);
        let route = Route::new(&page).ok().filter(|route| site.has(route));
        // A page that is not published, such as a draft, shows its own places to nobody.
        if route.is_none() && data::own_page(&link.path).is_some_and(|own| link.address.starts_with(&format!("{own}#"))) {
            continue;
        }
        if let Some(route) = route {
            found.extend(anchors.dead(site, &route, link));
            continue;
        }
        let message = format!("the link `{}` leads nowhere", link.address);
        let fault = Diagnostic::new(Code::DeadLink, link.path.clone(), link.span.clone(), message);
        if !meant.contains_key(&page) && meant.len() < MOST_SUGGESTED {
            let list = || site.settled().map(|file| format!("/{}", Route::of(file.as_str()).address())).collect();
            let addresses = addresses.get_or_insert_with(list);
            let near = crate::text::nearest(&format!("/{page}"), addresses.iter().map(String::as_str));
            meant.insert(page.clone(), near.map(str::to_owned));
        }
        let near = meant.get(&page).cloned().flatten();
        found.push(
            fault
                .maybe_help(near.map(|near| format!("did you mean `{near}`?")))
                .help("links inside the site are written from its root, like `/services/work-experience/`"),
        );
    }
    found
}

/// The places inside pages to which links lead; a page is made once, and only where a link leads into it.
#[derive(Default)]
struct Anchors {
    pages: BTreeMap<String, String>,
}

impl Anchors {
    /// The fault of a link to a place that its page does not have.
    fn dead(&mut self, site: &Site, route: &Route, link: &data::SiteLink) -> Option<Diagnostic> {
        let (_, fragment) = link.address.split_once('#').filter(|(_, fragment)| !matches!(*fragment, "" | "top"))?;
        let page = self.pages.entry(route.address().to_owned()).or_insert_with(|| {
            let bytes = site.render(route.file()).and_then(Result::ok).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        if page.is_empty() || page.contains(&format!(" id=\"{fragment}\"")) {
            return None;
        }
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let near = crate::text::nearest(fragment, ids);
        let message = format!("the page has no place `#{fragment}`");
        let fault = Diagnostic::new(Code::DeadLink, link.path.clone(), link.span.clone(), message);
        Some(
            fault
                .maybe_help(near.map(|near| format!("did you mean `#{near}`?")))
                .help("each heading is a place, named by its words joined with `-`"),
        )
    }
}

/// The address of the page that a link leads to: without its leading slash and what follows the path, with its closing
/// slash where it names no file.
fn page_of(address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default().trim_start_matches('/');
    let is_file = address.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if address.is_empty() || address.ends_with('/') || is_file { address.to_owned() } else { format!("{address}/") }
}

/// Renders every page and keeps only the faults, so that `check` and `build` agree on every input.
pub fn render_faults(site: &Site) -> Vec<Diagnostic> {
    use rayon::prelude::*;
    // What search writes has no template in it and cannot be at fault.
    let files: Vec<_> = site.settled().filter(|file| !file.is_in("search")).collect();
    files.par_iter().filter_map(|file| site.render(file)?.err()).collect()
}
