//! The report: the findings of guide, evidence, insights and method as one document to read, print and cite.
//!
//! It holds findings and no lists: of a chapter of the guide what to decide and to check, of a case study its published
//! results, of a figure its sentence, its chart and a short table. The whole stands on the page of each, in its file, or both.
//!
//! Links to what stands in the document lead to its place there; links to other sites and to other pages of this site
//! carry a number, and what they lead to stands at the end with its address spelled out.
//!
//! Page numbers are the browser's: it counts them in the margin of each sheet. No browser gives the contents the page on
//! which a chapter begins (`target-counter()` of CSS is not there), so parts and chapters are numbered, and the number of
//! the part stands at the foot of each sheet.

mod notes;

use std::collections::BTreeMap;

use serde::Serialize;

use super::insights;
use super::insights::MethodView;
use super::insights::figure::{Cell, Figure};
use crate::model::{Directory, GuidePage, Partnership, ReportHolds, ReportPart};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::figures;
use crate::render::parts::links::Links;
use crate::render::parts::terms::Terms;
use crate::site::address;
use crate::text::markdown::{self, Setting};
use crate::wording::{Words, say};
use notes::{Notes, NumberedPage, NumberedSource};

#[derive(Serialize)]
struct ReportView {
    page: Page,
    title: String,
    subtitle: String,
    as_of: Option<String>,
    parts: Vec<PartView>,
    sources: Vec<NumberedSource>,
    /// Pages of this site that the document names and does not hold.
    pages: Vec<NumberedPage>,
    citation: Citation,
}

/// How to cite this edition.
#[derive(Serialize)]
struct Citation {
    owner: String,
    year: String,
    /// The address of the report; empty where the site knows none.
    address: String,
    /// The first signs of a checksum of the text: the same text, the same edition.
    fingerprint: String,
}

#[derive(Serialize)]
struct PartView {
    title: String,
    lead: String,
    id: String,
    chapters: Vec<Chapter>,
    cases: Vec<Case>,
    /// Figures with their numbers, under the titles of their pages.
    insights: Vec<FigureGroup>,
    /// Shown once, before the first figure.
    limits: Option<MethodView>,
    method: bool,
    terms: Vec<Word>,
}

#[derive(Serialize)]
struct Chapter {
    id: String,
    title: String,
    lead: String,
    asks: String,
    /// Its text, where it has nothing to decide or to check.
    body_html: String,
    /// Its own page, where the text stands; `None` where it stands here.
    whole: Option<PageLink>,
    decide_html: Vec<String>,
    checklist_html: Vec<String>,
    checked: Option<String>,
}

/// A page of this site, with its number in the list at the end.
#[derive(Serialize)]
struct PageLink {
    label: String,
    address: String,
    mark_html: String,
}

#[derive(Serialize)]
struct Case {
    id: String,
    page: PageLink,
    meta: String,
    partners: String,
    /// What its sources publish; empty where none was found.
    results: Vec<CaseResult>,
}

#[derive(Serialize)]
struct CaseResult {
    text_html: String,
    limits: String,
    number_html: String,
}

#[derive(Serialize)]
struct FigureGroup {
    title: String,
    lead: String,
    id: String,
    figures: Vec<NumberedFigure>,
}

#[derive(Serialize)]
struct NumberedFigure {
    number: usize,
    figure: Figure,
}

#[derive(Serialize)]
struct Word {
    id: String,
    label: String,
    also: String,
    school: String,
    nhs: String,
}

/// Settles the report.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::REPORT, "report.html", view);
}

fn view(world: &World, links: &Links) -> ReportView {
    let directory = &*world.directory;
    let report = &directory.report;
    let mut writer = Writer { world, terms: Terms::all(world), links, inside: inside(directory), notes: Notes::default() };
    let mut figure_number = 0;
    let parts: Vec<PartView> =
        report.parts.iter().enumerate().map(|(at, part)| writer.part(part, at, &mut figure_number)).collect();
    let title = if report.title.is_empty() {
        say!(world.words, "report.title", title = directory.settings.title)
    } else {
        report.title.clone()
    };
    ReportView {
        sources: notes::sources_of(&world.words, &writer.notes, directory),
        pages: notes::pages_of(&writer.notes, world, |address| links.site(address)),
        page: Page::new(&world.words, title.clone(), say!(world.words, "report.description"), "guide")
            .below(say!(world.words, "crumb.guide"), address::GUIDE),
        subtitle: report.subtitle.clone(),
        as_of: directory.as_of.map(|day| day.to_string()),
        citation: Citation {
            owner: if directory.settings.owner.is_empty() {
                directory.settings.title.clone()
            } else {
                directory.settings.owner.clone()
            },
            year: directory.as_of.map(|day| day.year().to_string()).unwrap_or_default(),
            address: directory.settings.base_url.as_ref().map(|base| format!("{base}{}", address::REPORT)).unwrap_or_default(),
            fingerprint: fingerprint(&parts),
        },
        title,
        parts,
    }
}

fn fingerprint(parts: &[PartView]) -> String {
    let text = serde_json::to_vec(parts).expect("a view goes into memory");
    crate::text::fingerprint([text.as_slice()])[..12].to_owned()
}

/// The addresses of pages that stand in the document, with their fragments there.
fn inside(directory: &Directory) -> BTreeMap<String, String> {
    let mut inside = BTreeMap::new();
    for part in &directory.report.parts {
        for id in &part.pages {
            inside.insert(format!("/{}", address::guide(id)), format!("#guide-{id}"));
        }
        match part.holds {
            ReportHolds::Partnerships => {
                inside.insert(format!("/{}", address::PARTNERSHIPS), "#cases".to_owned());
                for one in &directory.partnerships {
                    inside.insert(format!("/{}", address::partnership(&one.id)), format!("#case-{}", one.id));
                }
            }
            ReportHolds::Insights => {
                inside.insert(format!("/{}", address::INSIGHTS), "#figures".to_owned());
            }
            ReportHolds::Glossary => {
                inside.insert(format!("/{}", address::GLOSSARY), "#glossary".to_owned());
                for term in &directory.glossary {
                    inside.insert(format!("/{}", address::term(&term.id)), format!("#term-{}", term.id));
                }
            }
            ReportHolds::Method => {
                inside.insert(format!("/{}", address::INSIGHTS_METHOD), "#method".to_owned());
            }
            ReportHolds::Guide => {}
        }
    }
    inside
}

struct Writer<'a> {
    world: &'a World,
    terms: Terms<'a>,
    links: &'a Links,
    inside: BTreeMap<String, String>,
    notes: Notes,
}

impl Writer<'_> {
    fn part(&mut self, part: &ReportPart, at: usize, figure_number: &mut usize) -> PartView {
        let directory = &*self.world.directory;
        let pages = part.pages.iter().filter_map(|id| directory.guide.iter().find(|page| page.id == *id));
        let chapters: Vec<Chapter> = pages.map(|page| self.chapter(page)).collect();
        let of = |wanted: ReportHolds| part.holds == wanted;
        let cases: Vec<Case> = if of(ReportHolds::Partnerships) {
            directory.partnerships.iter().map(|one| self.case(one)).collect()
        } else {
            Vec::new()
        };
        let insights = if of(ReportHolds::Insights) { self.groups(figure_number) } else { Vec::new() };
        PartView {
            title: if part.title.is_empty() {
                say!(self.world.words, "report.part", holds = part.holds.id())
            } else {
                part.title.clone()
            },
            lead: part.lead.clone(),
            id: match part.holds {
                ReportHolds::Guide => format!("part-{}", at + 1),
                ReportHolds::Partnerships => "cases".to_owned(),
                ReportHolds::Insights => "figures".to_owned(),
                ReportHolds::Method => "method".to_owned(),
                ReportHolds::Glossary => "glossary".to_owned(),
            },
            limits: of(ReportHolds::Insights).then(|| insights::method(self.world)),
            method: of(ReportHolds::Method),
            terms: if of(ReportHolds::Glossary) { terms(&self.world.words, directory) } else { Vec::new() },
            chapters,
            cases,
            insights,
        }
    }

    fn chapter(&mut self, page: &GuidePage) -> Chapter {
        self.terms.leave(self.world, &page.body);
        let prefix = format!("{}-", page.id);
        let finds = !page.decide.is_empty() || !page.checklist.is_empty();
        Chapter {
            id: format!("guide-{}", page.id),
            title: page.title.clone(),
            lead: page.lead.clone(),
            asks: page.asks.clone(),
            body_html: if finds { String::new() } else { self.blocks(&figures::expand(self.world, &page.body), &prefix, 2) },
            whole: finds.then(|| self.page_link(&page.title, address::guide(&page.id))),
            decide_html: page.decide.iter().map(|line| self.line(&figures::expand(self.world, line))).collect(),
            checklist_html: page.checklist.iter().map(|line| self.line(&figures::expand(self.world, line))).collect(),
            checked: page.review.checked.map(|day| day.to_string()),
        }
    }

    fn case(&mut self, one: &Partnership) -> Case {
        let directory = &*self.world.directory;
        let mut partners: Vec<String> = one.organisations.iter().map(|&at| directory[at].name.clone()).collect();
        partners.extend(one.others.iter().cloned());
        let results = one.results.iter().map(|result| CaseResult {
            text_html: self.line(&result.text),
            limits: result.limits.clone(),
            number_html: self.notes.source_mark(&result.source),
        });
        let results: Vec<CaseResult> = results.collect();
        Case {
            id: format!("case-{}", one.id),
            page: self.page_link(&one.name, address::partnership(&one.id)),
            meta: super::partnerships::meta(self.world, one),
            partners: partners.join(&say!(self.world.words, "list.parts")),
            results,
        }
    }

    fn page_link(&mut self, label: &str, address: String) -> PageLink {
        PageLink { label: label.to_owned(), mark_html: self.notes.page_mark(&format!("/{address}")), address }
    }

    fn groups(&mut self, figure_number: &mut usize) -> Vec<FigureGroup> {
        let mut groups = Vec::new();
        for (at, (title, lead, figures)) in insights::all_figures(self.world).into_iter().enumerate() {
            let numbered = figures.into_iter().map(|figure: Figure| figure.on_paper(&self.world.words)).map(|mut figure| {
                *figure_number += 1;
                figure.cells_mut().for_each(|cell| self.note(cell));
                NumberedFigure { number: *figure_number, figure }
            });
            groups.push(FigureGroup { title, lead, id: format!("figures-{}", at + 1), figures: numbered.collect() });
        }
        groups
    }

    /// Gives the link of a cell its mark.
    fn note(&mut self, cell: &mut Cell) {
        cell.note = cell.address.as_deref().map(|address| self.notes.source(address));
    }

    fn blocks(&mut self, text: &str, prefix: &str, lower: u8) -> String {
        self.write(prefix, lower, |setting| markdown::to_html_in(text, setting))
    }

    fn line(&mut self, text: &str) -> String {
        self.write("", 0, |setting| markdown::to_inline_html_in(text, setting))
    }

    fn write(&mut self, prefix: &str, lower: u8, write: impl FnOnce(&mut Setting<'_>) -> String) -> String {
        let (inside, links, terms) = (&self.inside, self.links, &mut self.terms);
        let notes = std::cell::RefCell::new(&mut self.notes);
        let here = |address: &str| inside.get(address).or_else(|| inside.get(address.split('#').next().unwrap_or(address)));
        let mut resolve = |address: &str| here(address).cloned().or_else(|| links.site(address));
        let mut after_web_link = |url: &str| notes.borrow_mut().source_mark(url);
        let mut after_site_link = |address: &str| match here(address) {
            Some(_) => String::new(),
            None => notes.borrow_mut().page_mark(address),
        };
        let mut to_term = |id: &str| inside.get(&format!("/{}", address::term(id))).cloned();
        let mut words = |text: &str| terms.html(text, &mut to_term);
        write(&mut Setting {
            resolve: &mut resolve,
            after_web_link: &mut after_web_link,
            after_site_link: &mut after_site_link,
            words: &mut words,
            lower,
            prefix,
        })
    }
}

fn terms(words: &Words, directory: &Directory) -> Vec<Word> {
    let terms = directory.glossary.iter().map(|term| Word {
        id: format!("term-{}", term.id),
        label: term.term.clone(),
        also: words.series(&term.also),
        school: term.school.clone(),
        nhs: term.nhs.clone(),
    });
    let mut terms: Vec<Word> = terms.collect();
    terms.sort_by_cached_key(|term| words.sort_key(&term.label));
    terms
}
