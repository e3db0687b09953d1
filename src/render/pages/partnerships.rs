//! Partnerships: all of them, and a page each.

use std::sync::Arc;

use serde::Serialize;

use crate::model::{Organisation, Partnership, PartnershipIndex, PartnershipStatus, ResultKind, ServiceIndex, Term};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::{self, Row};
use crate::render::parts::links::Links;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::sources::{self, ReviewView, SourceView};
use crate::site::address;
use crate::text::markdown;
use crate::wording::say;

/// A partnership as other pages show it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PartnershipCard {
    id: String,
    name: String,
    place: String,
    status: String,
    /// The beginning of its summary in words.
    teaser: String,
    services: Vec<String>,
    results: usize,
    /// "service-work-experience focus-careers results-yes": what the filter of the list reads.
    facets: String,
}

impl PartnershipCard {
    /// The card of a partnership: many pages show it, and it is made once.
    pub(in crate::render) fn of(world: &World, one: &Partnership) -> Arc<Self> {
        let all = &world.directory.partnerships;
        let cards = world.cards.get_or_init(|| all.iter().map(|one| Arc::new(Self::new(world, one))).collect());
        all.find(&one.id).map_or_else(|| Arc::new(Self::new(world, one)), |at| Arc::clone(&cards[at.at()]))
    }

    fn new(world: &World, one: &Partnership) -> Self {
        let vocabulary = &world.directory.vocabulary;
        Self {
            id: one.id.clone(),
            name: one.name.clone(),
            place: place(world, one),
            status: status(world, one),
            teaser: cards::first_sentence(&markdown::to_words(&one.summary)),
            services: one.services.iter().map(|&at| world.words.inside(&vocabulary[at].label)).collect(),
            results: one.results.len(),
            facets: Facet::ALL.iter().flat_map(|facet| facet.values(world, one)).collect::<Vec<_>>().join(" "),
        }
    }
}

/// What partnerships can be listed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Service,
    Focus,
    Question,
    Phase,
    Place,
    Results,
}

impl Facet {
    const ALL: [Self; 6] = [Self::Service, Self::Focus, Self::Question, Self::Phase, Self::Place, Self::Results];

    fn id(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Focus => "focus",
            Self::Question => "question",
            Self::Phase => "phase",
            Self::Place => "place",
            Self::Results => "results",
        }
    }

    fn label(self, world: &World) -> String {
        say!(world.words, "partnerships.facet", facet = self.id())
    }

    /// Every value with its name, in the order of pages.
    fn all(self, world: &World) -> Vec<(String, String)> {
        let words = &world.directory.vocabulary;
        match self {
            Self::Service => words.services.iter().map(|one| (one.id.clone(), one.label.clone())).collect(),
            Self::Focus => words.focus_in_order().into_iter().map(|at| (words[at].id.clone(), words[at].label.clone())).collect(),
            Self::Question => words.questions.iter().map(|one| (one.id.clone(), one.label.clone())).collect(),
            Self::Phase => words.phases.iter().map(|one| (one.id.clone(), one.label.clone())).collect(),
            Self::Place => {
                let regions = world.directory.places.regions.iter().map(|one| (one.id.clone(), one.name.clone()));
                std::iter::once(("england".to_owned(), say!(world.words, "partnerships.everywhere"))).chain(regions).collect()
            }
            Self::Results => {
                let (with, without) =
                    (say!(world.words, "partnerships.with-results"), say!(world.words, "partnerships.without-results"));
                vec![("yes".into(), with), ("no".into(), without)]
            }
        }
    }

    /// The values of one partnership, each with the facet in front: `service-work-experience`.
    fn values(self, world: &World, one: &Partnership) -> Vec<String> {
        let words = &world.directory.vocabulary;
        let ids: Vec<&str> = match self {
            Self::Service => one.services.iter().map(|&at| words[at].id.as_str()).collect(),
            Self::Focus => one.focus.iter().map(|&at| words[at].id.as_str()).collect(),
            Self::Question => one.questions.iter().map(String::as_str).collect(),
            Self::Phase => one.phases.iter().map(|&at| words[at].id.as_str()).collect(),
            Self::Place => {
                let places = &world.directory.places;
                let mut regions: Vec<_> = one.icbs.iter().flat_map(|&board| places[board].regions.iter().copied()).collect();
                regions.extend(one.region);
                regions.sort_unstable();
                regions.dedup();
                let england = one.national.then_some("england");
                england.into_iter().chain(regions.into_iter().map(|at| places[at].id.as_str())).collect()
            }
            Self::Results => vec![if one.results.is_empty() { "no" } else { "yes" }],
        };
        ids.into_iter().map(|id| format!("{}-{id}", self.id())).collect()
    }
}

/// A facet with the values that somebody has.
#[derive(Serialize)]
struct FacetView {
    id: &'static str,
    label: String,
    values: Vec<FacetValue>,
}

#[derive(Serialize)]
struct FacetValue {
    /// `service-work-experience`
    id: String,
    label: String,
    address: String,
    number: usize,
}

#[derive(Serialize)]
struct FacetPageView {
    page: Page,
    cards: Vec<Arc<PartnershipCard>>,
}

fn facets(world: &World) -> Vec<FacetView> {
    let facet = |facet: Facet| {
        let counted: Vec<Vec<String>> = world.directory.partnerships.iter().map(|one| facet.values(world, one)).collect();
        let values = facet.all(world).into_iter().filter_map(|(id, label)| {
            let whole = format!("{}-{id}", facet.id());
            let number = counted.iter().filter(|values| values.contains(&whole)).count();
            (number > 0).then(|| FacetValue { address: facet_address(facet, &id), id: whole, label, number })
        });
        FacetView { id: facet.id(), label: facet.label(world), values: values.collect() }
    };
    Facet::ALL.into_iter().map(facet).collect()
}

fn facet_address(facet: Facet, id: &str) -> String {
    address::partnerships_by(facet.id(), id)
}

/// The case studies with one value of a facet: the filter of the list, as a page for readers without a script.
fn facet_page(world: &World, facet: Facet, id: &str, label: &str) -> FacetPageView {
    let wanted = format!("{}-{id}", facet.id());
    let fits = world.directory.partnerships.iter().filter(|one| facet.values(world, one).contains(&wanted));
    let cards: Vec<Arc<PartnershipCard>> = fits.map(|one| PartnershipCard::of(world, one)).collect();
    let words = &world.words;
    let title = say!(words, "title.label", label = label, said = say!(words, "count.partnerships", count = cards.len()));
    FacetPageView {
        page: Page::new(&world.words, title, say!(words, "partnerships.by", facet = facet.id(), label = label), "partnerships")
            .below(say!(world.words, "crumb.partnerships"), address::PARTNERSHIPS),
        cards,
    }
}

#[derive(Serialize)]
struct PartnershipsView {
    page: Page,
    facets: Vec<FacetView>,
    seed: Vec<Arc<PartnershipCard>>,
    other: Vec<Arc<PartnershipCard>>,
}

#[derive(Serialize)]
struct PartnershipView {
    page: Page,
    status: String,
    place: String,
    region: Option<NamedAddress>,
    boards: Vec<NamedAddress>,
    started: Option<String>,
    seed: bool,
    summary_html: String,
    organisations: Vec<Row>,
    others: Vec<String>,
    services: Vec<NamedAddress>,
    focus: Vec<NamedAddress>,
    phases: String,
    questions: Vec<NamedAddress>,
    priorities: Vec<String>,
    barriers: Vec<String>,
    results: Vec<ResultView>,
    /// Others with a service in common.
    similar: Vec<Arc<PartnershipCard>>,
    review: ReviewView,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct ResultView {
    text_html: String,
    kind: String,
    source: String,
    host: String,
    limits: String,
}

/// Settles the list and the pages.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::PARTNERSHIPS, "partnerships.html", |world, _| list(world));
    let world = std::sync::Arc::clone(&book.world);
    for facet in Facet::ALL {
        for (id, label) in facet.all(&world) {
            let wanted = format!("{}-{id}", facet.id());
            if world.directory.partnerships.iter().any(|one| facet.values(&world, one).contains(&wanted)) {
                book.page(&facet_address(facet, &id), "partnerships-facet.html", move |world, _| {
                    facet_page(world, facet, &id, &label)
                });
            }
        }
    }
    for at in book.world.directory.partnerships.indices() {
        let address = address::partnership(&book.world.directory.partnerships[at].id);
        book.page(&address, "partnership.html", move |world, links| view(world, links, at));
    }
}

/// Whether a partnership goes on, in words.
fn status(world: &World, one: &Partnership) -> String {
    if one.national && one.status == PartnershipStatus::Programme {
        say!(world.words, "partnerships.national-programme")
    } else {
        say!(world.words, "partnerships.status", status = one.status.id())
    }
}

/// Where it is, whether it goes on, and since when: "Bradford, Yorkshire and The Humber. Current. Began in January 2019."
pub(in crate::render) fn meta(world: &World, one: &Partnership) -> String {
    let (words, place, status) = (&world.words, place(world, one), status(world, one));
    let mut said = if place.is_empty() {
        say!(words, "partnerships.meta", status = status)
    } else {
        say!(words, "partnerships.meta-place", place = place, status = status)
    };
    if let Some(day) = one.started {
        said = say!(words, "partnerships.meta-began", said = said, month = words.month(day));
    }
    said
}

fn list(world: &World) -> PartnershipsView {
    let all = &world.directory.partnerships;
    let cards = |seed: bool| all.iter().filter(|one| one.seed == seed).map(|one| PartnershipCard::of(world, one)).collect();
    let title = say!(world.words, "partnerships.title", count = all.len());
    PartnershipsView {
        page: Page::new(&world.words, title, say!(world.words, "partnerships.description"), "partnerships"),
        facets: facets(world),
        seed: cards(true),
        other: cards(false),
    }
}

fn view(world: &World, links: &Links, at: PartnershipIndex) -> PartnershipView {
    let directory = &*world.directory;
    let one = &directory.partnerships[at];
    let mut resolve = |address: &str| links.site(address);
    let description = cards::first_sentence(&markdown::to_words(&one.summary));
    let labels = |ids: &[String], terms: &[Term]| -> Vec<String> {
        terms.iter().filter(|term| ids.contains(&term.id)).map(|term| term.label.clone()).collect()
    };
    PartnershipView {
        page: Page::new(&world.words, one.name.clone(), description, "partnerships")
            .below(say!(world.words, "crumb.partnerships"), address::PARTNERSHIPS),
        status: status(world, one),
        place: place(world, one),
        region: one.region.map(|at| {
            let region = &directory.places[at];
            NamedAddress::region(region)
        }),
        boards: one.icbs.iter().map(|&board| NamedAddress::board(directory, board)).collect(),
        started: one.started.map(|day| day.to_string()),
        seed: one.seed,
        summary_html: markdown::to_html(&one.summary, &mut resolve),
        organisations: cards::rows(world, &one.organisations),
        others: one.others.clone(),
        services: NamedAddress::services(directory, &one.services),
        focus: one.focus.iter().map(|&area| NamedAddress::focus(&directory.vocabulary[area])).collect(),
        phases: crate::render::parts::listings::phases(world, &one.phases),
        questions: questions(world, &one.questions),
        priorities: labels(&one.priorities, &directory.vocabulary.priorities),
        barriers: labels(&one.barriers, &directory.vocabulary.barriers),
        results: one
            .results
            .iter()
            .map(|result| ResultView {
                text_html: markdown::to_html(&result.text, &mut resolve),
                kind: result.kind.map(|kind| result_kind(world, kind)).unwrap_or_default(),
                source: result.source.clone(),
                host: sources::host(&result.source).to_owned(),
                limits: result.limits.clone(),
            })
            .collect(),
        similar: similar(world, at),
        review: ReviewView::new(&one.review, directory),
        sources: sources::views(&world.words, &one.sources),
    }
}

/// What a result tells, in words.
fn result_kind(world: &World, kind: ResultKind) -> String {
    match kind {
        ResultKind::Change => say!(world.words, "partnerships.result-change"),
        ResultKind::Reach => say!(world.words, "partnerships.result-reach"),
        ResultKind::Opinion => say!(world.words, "partnerships.result-opinion"),
        ResultKind::Description => say!(world.words, "partnerships.result-description"),
    }
}

/// The workshop's questions with the guide page of each; the list of the guide where a question has no page.
fn questions(world: &World, ids: &[String]) -> Vec<NamedAddress> {
    let directory = &world.directory;
    directory
        .vocabulary
        .questions
        .iter()
        .filter(|term| ids.contains(&term.id))
        .map(|term| NamedAddress {
            label: term.label.clone(),
            address: directory
                .guide_of_question(&term.id)
                .map_or_else(|| address::GUIDE.to_owned(), |page| address::guide(&page.id)),
        })
        .collect()
}

fn similar(world: &World, at: PartnershipIndex) -> Vec<Arc<PartnershipCard>> {
    let all = &world.directory.partnerships;
    let mut found: Vec<(usize, PartnershipIndex)> = all
        .numbered()
        .filter(|&(other, _)| other != at)
        .map(|(other, one)| (one.services.iter().filter(|service| all[at].services.contains(service)).count(), other))
        .filter(|&(shared, _)| shared > 0)
        .collect();
    found.sort_by_key(|&(shared, other)| (std::cmp::Reverse(shared), other));
    found.iter().take(3).map(|&(_, other)| PartnershipCard::of(world, &all[other])).collect()
}

fn place(world: &World, one: &Partnership) -> String {
    let places = &world.directory.places;
    let region = one.region.map(|at| places[at].name.as_str()).unwrap_or_default();
    match (one.town.as_str(), region, one.national) {
        ("", "", true) => say!(world.words, "partnerships.england"),
        ("", region, _) => region.to_owned(),
        (town, "", _) => town.to_owned(),
        (town, region, _) if town == region => town.to_owned(),
        (town, region, _) => world.words.series(&[town, region]),
    }
}

/// What others like an organisation have done: partnerships of the services that it states, or that its kind often offers
/// and asks for, those with most of them and with published results first.
pub(in crate::render) fn like(world: &World, one: &Organisation) -> Vec<Arc<PartnershipCard>> {
    const SHOWN: usize = 3;
    let directory = &*world.directory;
    let kind = &directory.vocabulary[one.kind];
    let stated: Vec<ServiceIndex> =
        one.live_offers(directory.as_of).chain(one.live_needs(directory.as_of)).map(|listing| listing.service).collect();
    let typical = kind.typical_offers.iter().chain(&kind.typical_needs).copied();
    let services: Vec<ServiceIndex> = if stated.is_empty() { typical.collect() } else { stated };
    let shared = |partnership: &Partnership| partnership.services.iter().filter(|service| services.contains(service)).count();
    let here = |partnership: &Partnership| one.place.region.is_some() && partnership.region == one.place.region;
    let mut fitting: Vec<&Partnership> = directory.partnerships.iter().filter(|partnership| shared(partnership) > 0).collect();
    fitting.sort_by_key(|partnership| {
        (std::cmp::Reverse((here(partnership), shared(partnership).min(2), partnership.results.len())), &partnership.id)
    });
    fitting.into_iter().take(SHOWN).map(|partnership| PartnershipCard::of(world, partnership)).collect()
}
