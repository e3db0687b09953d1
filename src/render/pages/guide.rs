//! The guide: its contents, a page each, and the glossary.

use std::sync::Arc;

use std::fmt::Write as _;

use serde::Serialize;

use super::partnerships::PartnershipCard;
use crate::model::{Directory, GuidePage, GuideSection, OrganisationIndex, Partnership, ServiceIndex};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards;
use crate::render::parts::cards::Row;
use crate::render::parts::figures;
use crate::render::parts::links::Links;
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::sources;
use crate::render::parts::sources::{ReviewView, SourceView};
use crate::render::parts::terms::Terms;
use crate::site::Route;
use crate::site::address;
use crate::text::markdown::{self, Setting};
use crate::text::plain;
use crate::wording::say;

/// Most case studies on a page; the list of partnerships holds the rest.
const CASES: usize = 6;

/// The page of the guide that is shown at `about/`.
pub(in crate::render) const ABOUT: &str = "about";

#[derive(Serialize)]
struct GuideView {
    page: Page,
    overview: Option<Entry>,
    questions: Vec<Entry>,
    focus: Vec<Entry>,
    templates: Vec<Entry>,
    pages: Vec<Entry>,
    glossary: bool,
}

/// A page of the guide in its contents.
#[derive(Serialize)]
struct Entry {
    label: String,
    lead: String,
    address: String,
}

#[derive(Serialize)]
struct GuidePageView {
    page: Page,
    id: String,
    lead: String,
    section: &'static str,
    asks: String,
    body_html: String,
    headings: Vec<Heading>,
    decide_html: Vec<String>,
    checklist_html: Vec<String>,
    services: Vec<NamedAddress>,
    /// What is listed of these services today.
    live: Vec<Live>,
    talk_to: Vec<Row>,
    cases: Vec<Arc<PartnershipCard>>,
    more_cases: usize,
    sources: Vec<SourceView>,
    review: ReviewView,
    previous: Option<NamedAddress>,
    next: Option<NamedAddress>,
}

/// A service with what is listed of it.
#[derive(Serialize)]
struct Live {
    service: NamedAddress,
    /// "3 NHS trusts and 1 school trust"
    offered: String,
    needed: String,
    cases: String,
}

#[derive(Serialize)]
struct Heading {
    label: String,
    fragment: String,
}

#[derive(Serialize)]
struct GlossaryView {
    page: Page,
    terms: Vec<TermView>,
}

#[derive(Serialize)]
struct TermView {
    id: String,
    term: String,
    nhs: String,
    school: String,
    also: String,
    source: Option<String>,
    host: String,
}

/// A guide page's text, for the pages that show one under another address.
#[derive(Serialize)]
pub(in crate::render) struct Text {
    pub(in crate::render) lead: String,
    pub(in crate::render) body_html: String,
    pub(in crate::render) sources: Vec<SourceView>,
    pub(in crate::render) review: ReviewView,
}

/// Settles the contents, the pages and the glossary.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::GUIDE, "guide.html", |world, _| contents(world));
    for at in 0..book.world.directory.guide.len() {
        let id = book.world.directory.guide[at].id.clone();
        if id == ABOUT {
            book.page(&address::guide(&id), "moved.html", |world, _| {
                let title = world.directory.guide_page(ABOUT).map(|page| page.title.clone()).unwrap_or_default();
                super::moved::moved(
                    world,
                    title.clone(),
                    title.clone(),
                    NamedAddress { label: title, address: address::ABOUT.into() },
                )
            });
        } else {
            book.page(&address::guide(&id), "guide-page.html", move |world, links| view(world, links, at));
        }
        if book.world.directory.guide[at].section == GuideSection::Template {
            let world = std::sync::Arc::clone(&book.world);
            let route = Route::of(&address::guide_text(&id));
            book.site.add_sure(&route, move |_| as_text(&world, &world.directory.guide[at]));
        }
    }
    if !book.world.directory.glossary.is_empty() && book.world.directory.guide_page("glossary").is_none() {
        book.page(address::GLOSSARY, "glossary.html", |world, _| glossary(world));
    }
}

/// Links to the pages of the workshop's questions, in their order.
pub(in crate::render) fn questions(directory: &Directory) -> Vec<NamedAddress> {
    directory.guide.iter().filter(|page| matches!(page.section, GuideSection::Question(_))).map(NamedAddress::guide).collect()
}

/// Links to the pages that concern a service.
pub(in crate::render) fn about_service(directory: &Directory, service: ServiceIndex) -> Vec<NamedAddress> {
    directory.guide.iter().filter(|page| page.services.contains(&service)).map(NamedAddress::guide).collect()
}

/// The text of a guide page.
pub(in crate::render) fn body(world: &World, links: &Links, page: &GuidePage) -> Text {
    Text {
        lead: page.lead.clone(),
        body_html: body_html(world, links, page),
        sources: sources::views(&world.words, &page.sources),
        review: ReviewView::new(&page.review, &world.directory),
    }
}

/// The Markdown of a page as HTML. First uses of glossary words are linked, but not in texts to copy.
fn body_html(world: &World, links: &Links, page: &GuidePage) -> String {
    let text = figures::expand(world, &page.body);
    let mut terms = Terms::of(world, &page.body);
    let linked = page.section != GuideSection::Template;
    let mut to_term = |id: &str| links.to(&address::term(id)).ok();
    let mut setting = Setting {
        resolve: &mut |address| links.site(address),
        after_web_link: &mut |_| String::new(),
        after_site_link: &mut |_| String::new(),
        words: &mut |run| if linked { terms.html(run, &mut to_term) } else { None },
        lower: 0,
        prefix: "",
    };
    markdown::to_html_in(&text, &mut setting)
}

/// A text to copy as a file: its title, its words, and where it comes from.
fn as_text(world: &World, page: &GuidePage) -> Vec<u8> {
    let base = world.directory.settings.base_url.as_deref();
    let mut resolve = |address: &str| base.map(|base| format!("{base}{}", address.trim_start_matches('/')));
    let mut text = format!("{}\n{}\n\n", page.title, "#".repeat(page.title.chars().count()));
    text.push_str(&plain::to_text(&figures::expand(world, &page.body), &mut resolve));
    if !page.checklist.is_empty() {
        let checklist = say!(world.words, "guide.checklist");
        let _ = writeln!(text, "\n{checklist}\n{}\n", "=".repeat(checklist.chars().count()));
        for line in &page.checklist {
            text.push_str("[ ] ");
            text.push_str(&plain::to_text(&figures::expand(world, line), &mut resolve));
        }
    }
    if let Some(day) = page.review.checked {
        let from = say!(world.words, "guide.from", title = world.directory.settings.title, day = world.words.date(day));
        let _ = writeln!(text, "\n{from}");
    }
    text.into_bytes()
}

/// Organisations to talk to about a page, by name: those that take part in a case study of it come first, then those
/// that list one of its services today.
fn to_talk_to(world: &World, page: &GuidePage, cases: &[&Partnership]) -> Vec<Row> {
    const MOST: usize = 6;
    let directory = &*world.directory;
    let done = |at: OrganisationIndex| cases.iter().any(|one| one.organisations.contains(&at));
    let lists = |at: OrganisationIndex| {
        directory[at]
            .live_offers(directory.as_of)
            .chain(directory[at].live_needs(directory.as_of))
            .any(|listing| page.services.contains(&listing.service))
    };
    let mut found: Vec<OrganisationIndex> = world.lists.by_name.iter().copied().filter(|&at| done(at) || lists(at)).collect();
    found.sort_by_key(|&at| u8::from(!done(at)) + u8::from(!(done(at) && lists(at))));
    found.truncate(MOST);
    cards::rows(world, world.lists.by_name.iter().filter(|at| found.contains(at)))
}

/// The case studies that answer a page: those of its question or focus area, else those of its services; those with
/// published results first.
fn cases_of<'a>(directory: &'a Directory, page: &GuidePage) -> Vec<&'a Partnership> {
    let fits = |one: &&Partnership| match &page.section {
        GuideSection::Question(id) => one.questions.contains(id),
        GuideSection::Focus(area) => one.focus.contains(area),
        _ => one.services.iter().any(|service| page.services.contains(service)),
    };
    let mut found: Vec<&Partnership> = directory.partnerships.iter().filter(fits).collect();
    found.sort_by_key(|one| one.results.is_empty());
    found
}

/// What the directory lists of a page's services today.
fn live(world: &World, page: &GuidePage) -> Vec<Live> {
    let rows = page.services.iter().map(|&at| {
        let place = at.at();
        let sides = |list: &[OrganisationIndex]| Sides::of(&world.directory, list).phrase(&world.words);
        Live {
            service: NamedAddress::service(&world.directory.vocabulary[at]),
            offered: sides(&world.lists.offering[place]),
            needed: sides(&world.lists.needing[place]),
            cases: say!(world.words, "count.case-studies", count = world.lists.service_partnerships[place].len()),
        }
    });
    rows.collect()
}

fn contents(world: &World) -> GuideView {
    let guide = &world.directory.guide;
    let entries = |wanted: fn(&GuideSection) -> bool| -> Vec<Entry> {
        let pages = guide.iter().filter(|page| wanted(&page.section));
        pages
            .map(|page| Entry { label: page.title.clone(), lead: page.lead.clone(), address: address::guide(&page.id) })
            .collect()
    };
    GuideView {
        page: Page::new(&world.words, say!(world.words, "guide.title"), say!(world.words, "guide.description"), "guide"),
        overview: entries(|section| *section == GuideSection::Overview).into_iter().next(),
        questions: entries(|section| matches!(section, GuideSection::Question(_))),
        focus: entries(|section| matches!(section, GuideSection::Focus(_))),
        templates: entries(|section| *section == GuideSection::Template),
        pages: entries(|section| *section == GuideSection::Page),
        glossary: !world.directory.glossary.is_empty(),
    }
}

fn view(world: &World, links: &Links, at: usize) -> GuidePageView {
    let directory = &*world.directory;
    let page = &directory.guide[at];
    let Text { lead, body_html, sources, review } = body(world, links, page);
    let in_html = |lines: &[String]| -> Vec<String> {
        let line = |line: &String| markdown::to_inline_html(&figures::expand(world, line), &mut |address| links.site(address));
        lines.iter().map(line).collect()
    };
    let (previous, next) = beside(directory, at);
    let cases = cases_of(directory, page);
    GuidePageView {
        page: Page::new(&world.words, page.title.clone(), page.lead.clone(), "guide")
            .below(say!(world.words, "crumb.guide"), address::GUIDE),
        id: page.id.clone(),
        lead,
        section: section(&page.section),
        asks: page.asks.clone(),
        body_html,
        headings: markdown::headings(&page.body)
            .into_iter()
            .filter(|(level, ..)| *level == 2)
            .map(|(_, label, fragment)| Heading { label, fragment })
            .collect(),
        decide_html: in_html(&page.decide),
        checklist_html: in_html(&page.checklist),
        services: NamedAddress::services(directory, &page.services),
        live: live(world, page),
        talk_to: if page.section == GuideSection::Template { Vec::new() } else { to_talk_to(world, page, &cases) },
        more_cases: cases.len().saturating_sub(CASES),
        cases: cases.into_iter().take(CASES).map(|one| PartnershipCard::of(world, one)).collect(),
        sources,
        review,
        previous,
        next,
    }
}

fn section(section: &GuideSection) -> &'static str {
    match section {
        GuideSection::Overview => "overview",
        GuideSection::Question(_) => "question",
        GuideSection::Focus(_) => "focus",
        GuideSection::Template => "template",
        GuideSection::Page => "page",
    }
}

/// The pages before and after one in reading order; the page about the site stands outside it.
fn beside(directory: &Directory, at: usize) -> (Option<NamedAddress>, Option<NamedAddress>) {
    let order: Vec<usize> = (0..directory.guide.len()).filter(|&page| directory.guide[page].id != ABOUT).collect();
    let Some(here) = order.iter().position(|&page| page == at) else { return (None, None) };
    let link = |place: usize| order.get(place).map(|&page| NamedAddress::guide(&directory.guide[page]));
    (here.checked_sub(1).and_then(link), link(here + 1))
}

fn glossary(world: &World) -> GlossaryView {
    let terms = world.directory.glossary.iter().map(|term| TermView {
        id: term.id.clone(),
        term: term.term.clone(),
        nhs: term.nhs.clone(),
        school: term.school.clone(),
        also: world.words.series(&term.also),
        source: term.source.clone(),
        host: term.source.as_deref().map(sources::host).unwrap_or_default().to_owned(),
    });
    GlossaryView {
        page: Page::new(&world.words, say!(world.words, "glossary.title"), say!(world.words, "glossary.description"), "guide")
            .below(say!(world.words, "crumb.guide"), address::GUIDE),
        terms: terms.collect(),
    }
}
