//! Pages for every value by which organisations can be chosen, so that choosing works without a script.

use serde::Serialize;

use crate::model::{
    CareBoardIndex, Date, FocusIndex, KindIndex, Openness, Organisation, OrganisationIndex, PhaseIndex, Sector, UpperTier,
};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards;
use crate::render::parts::cards::{Card, Row};
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::site::address;
use crate::wording::say;

/// What organisations are chosen by on a page of its own.
#[derive(Clone, Copy)]
enum Facet {
    Sector(Sector),
    Kind(KindIndex),
    Phase(PhaseIndex),
    Openness(Openness),
    /// Whether the record is not overdue for its check.
    Current(bool),
    /// Checked in the month of this edition or in so many months before it, as the filters of the search count them.
    Within(i32),
}

/// A page lists at most so many names; of more it gives numbers by area.
const MOST_ROWS: usize = 150;

/// The months of the search's filter "Checked within".
const CHECKED_WITHIN: [i32; 4] = [3, 6, 12, 24];

#[derive(Serialize)]
struct BrowseView {
    page: Page,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    label: String,
    values: Vec<FacetValue>,
}

#[derive(Serialize)]
struct FacetValue {
    value: NamedAddress,
    number: usize,
    /// "offered by 3, asked for by 1": numbers of another kind, in words.
    numbers: String,
}

#[derive(Serialize)]
struct FacetView {
    page: Page,
    definition: String,
    organisations: Vec<Card>,
    rows: Vec<Row>,
    /// Where there are too many for one page: how many work in each care board area.
    areas: Vec<FacetValue>,
    /// The other values of the same group.
    others: Vec<FacetValue>,
}

impl Facet {
    fn address(self, world: &World) -> String {
        let vocabulary = &world.directory.vocabulary;
        match self {
            Self::Sector(sector) => address::sector(sector),
            Self::Kind(at) => address::kind(&vocabulary[at].id),
            Self::Phase(at) => address::phase(&vocabulary[at].id),
            Self::Openness(openness) => address::openness(openness),
            Self::Current(current) => address::in_date(current),
            Self::Within(months) => address::checked_within(months),
        }
    }

    fn label(self, world: &World) -> String {
        let (words, vocabulary) = (&world.words, &world.directory.vocabulary);
        match self {
            Self::Sector(Sector::Nhs) => say!(words, "browse.nhs"),
            Self::Sector(Sector::School) => say!(words, "browse.schools"),
            Self::Sector(Sector::Body) => say!(words, "browse.bodies"),
            Self::Kind(at) => vocabulary[at].plural.clone(),
            Self::Phase(at) => vocabulary[at].label.clone(),
            Self::Openness(openness) => {
                cards::openness(world, openness).unwrap_or_else(|| say!(words, "browse.openness-not-known"))
            }
            Self::Current(true) => say!(words, "browse.in-date"),
            Self::Current(false) => say!(words, "browse.overdue"),
            Self::Within(months) => say!(words, "browse.within", months = months.unsigned_abs()),
        }
    }

    fn definition(self, world: &World) -> String {
        let (words, vocabulary) = (&world.words, &world.directory.vocabulary);
        match self {
            Self::Sector(Sector::Nhs) => say!(words, "browse.nhs-are"),
            Self::Sector(Sector::School) => say!(words, "browse.schools-are"),
            Self::Sector(Sector::Body) => say!(words, "browse.bodies-are"),
            Self::Kind(at) => vocabulary[at].definition.clone(),
            Self::Phase(at) => {
                let ages = vocabulary[at].ages;
                say!(words, "browse.phase-is", from = ages.from.to_string(), to = ages.to.to_string())
            }
            Self::Openness(_) => say!(words, "browse.openness-is"),
            Self::Within(_) => say!(words, "browse.within-is"),
            Self::Current(_) => say!(words, "browse.check-is"),
        }
    }

    fn holds(self, world: &World, one: &Organisation) -> bool {
        match self {
            Self::Sector(sector) => one.sector == sector,
            Self::Kind(kind) => one.kind == kind,
            Self::Phase(phase) => one.serves.phases.contains(&phase) || one.sites.iter().any(|site| site.phases.contains(&phase)),
            Self::Openness(openness) => one.openness == openness,
            Self::Current(current) => {
                let in_date = one.review.checked.is_some()
                    && world
                        .directory
                        .as_of
                        .zip(one.review.due(&world.directory.settings))
                        .is_none_or(|(today, due)| today <= due);
                in_date == current
            }
            Self::Within(months) => {
                let month_of = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
                let ago = world.directory.as_of.zip(one.review.checked).map(|(today, day)| month_of(today) - month_of(day));
                ago.is_some_and(|ago| ago <= months)
            }
        }
    }

    fn organisations(self, world: &World) -> Vec<OrganisationIndex> {
        match self {
            Self::Kind(kind) => world.lists.kind[kind.at()].clone(),
            _ => world.lists.by_name.iter().copied().filter(|&at| self.holds(world, &world.directory[at])).collect(),
        }
    }
}

/// The groups with a page for each value, in the order in which they are shown.
fn groups(world: &World) -> Vec<(String, Vec<Facet>)> {
    let (words, vocabulary) = (&world.words, &world.directory.vocabulary);
    vec![
        (say!(words, "browse.side"), Sector::ALL.iter().copied().map(Facet::Sector).collect()),
        (say!(words, "browse.kind"), vocabulary.kinds.indices().map(Facet::Kind).collect()),
        (say!(words, "browse.phase"), vocabulary.phases.indices().map(Facet::Phase).collect()),
        (say!(words, "browse.openness"), Openness::ALL.iter().copied().map(Facet::Openness).collect()),
        (
            say!(words, "browse.check"),
            [Facet::Current(true), Facet::Current(false)].into_iter().chain(CHECKED_WITHIN.map(Facet::Within)).collect(),
        ),
    ]
}

/// Settles the overview and the pages.
pub(in crate::render) fn add(book: &mut Book) {
    book.page(address::BROWSE, "browse.html", |world, _| overview(world));
    let world = std::sync::Arc::clone(&book.world);
    for (_, facets) in groups(&world) {
        let all = facets.clone();
        for facet in facets {
            let all = all.clone();
            book.page(&facet.address(&world), "facet.html", move |world, _| facet_view(world, facet, &all));
        }
    }
}

fn value(world: &World, facet: Facet) -> FacetValue {
    FacetValue {
        value: NamedAddress { label: facet.label(world), address: facet.address(world) },
        number: facet.organisations(world).len(),
        numbers: String::new(),
    }
}

fn facet_view(world: &World, facet: Facet, all: &[Facet]) -> FacetView {
    let organisations = facet.organisations(world);
    let sides = Sides::of(&world.directory, &organisations).phrase(&world.words);
    let title = say!(world.words, "title.label", label = facet.label(world), said = sides);
    let here = facet.address(world);
    let long = organisations.len() > MOST_ROWS;
    FacetView {
        page: Page::new(&world.words, title, facet.definition(world), "find")
            .below(say!(world.words, "crumb.browse"), address::BROWSE),
        definition: facet.definition(world),
        organisations: cards::some_cards(world, &organisations),
        rows: if long { Vec::new() } else { cards::many_rows(world, &organisations) },
        areas: if long { areas(world, &organisations) } else { Vec::new() },
        others: all.iter().map(|&other| value(world, other)).filter(|other| other.value.address != here).collect(),
    }
}

/// How many of some organisations work in each care board area.
fn areas(world: &World, of: &[OrganisationIndex]) -> Vec<FacetValue> {
    let directory = &*world.directory;
    let boards = directory.places.boards.indices();
    let area = |board: CareBoardIndex| FacetValue {
        value: NamedAddress::board(directory, board),
        number: of.iter().filter(|&&at| directory[at].place.icbs.contains(&board)).count(),
        numbers: String::new(),
    };
    boards.map(area).filter(|area| area.number > 0).collect()
}

/// A council with the number of its districts: who works there stands on its page.
fn of_council(world: &World, council: &UpperTier) -> FacetValue {
    let numbers = say!(world.words, "browse.council-numbers", count = council.districts.len());
    FacetValue { value: NamedAddress::council(&world.words, &council.council), number: 0, numbers }
}

fn overview(world: &World) -> BrowseView {
    let directory = &*world.directory;
    let mut shown: Vec<Group> = groups(world)
        .into_iter()
        .map(|(label, facets)| Group { label, values: facets.into_iter().map(|facet| value(world, facet)).collect() })
        .collect();
    let places = directory.places.regions.numbered().map(|(at, region)| FacetValue {
        value: NamedAddress::region(region),
        number: world.lists.region[at.at()].len(),
        numbers: String::new(),
    });
    shown.insert(1, Group { label: say!(world.words, "browse.region"), values: places.collect() });
    let boards = directory.places.boards.indices().filter(|&at| directory.places[at].closed.is_none());
    let boards = boards.map(|at| FacetValue {
        value: NamedAddress::board(directory, at),
        number: world.lists.board[at.at()].len(),
        numbers: String::new(),
    });
    shown.insert(2, Group { label: say!(world.words, "browse.board"), values: boards.collect() });
    let services = directory.vocabulary.services.numbered().map(|(at, service)| {
        let (offering, needing) = (world.lists.offering[at.at()].len(), world.lists.needing[at.at()].len());
        FacetValue {
            value: NamedAddress::service(service),
            number: 0,
            numbers: say!(world.words, "browse.offered", offering = offering, needing = needing),
        }
    });
    let mut services: Vec<FacetValue> = services.collect();
    services.sort_by_key(|one| world.words.sort_key(&one.value.label));
    shown.insert(3, Group { label: say!(world.words, "browse.service"), values: services });
    let areas = directory.vocabulary.focus_in_order().into_iter().map(|at: FocusIndex| FacetValue {
        value: NamedAddress::focus(&directory.vocabulary[at]),
        number: world.lists.focus[at.at()].len(),
        numbers: String::new(),
    });
    shown.insert(4, Group { label: say!(world.words, "browse.focus"), values: areas.collect() });
    let councils: Vec<FacetValue> = directory.places.upper_tier().iter().map(|council| of_council(world, council)).collect();
    if !councils.is_empty() {
        shown.insert(3, Group { label: say!(world.words, "browse.council"), values: councils });
    }
    let title = say!(world.words, "browse.title", count = world.lists.by_name.len());
    BrowseView { page: Page::new(&world.words, title, say!(world.words, "browse.description"), "find"), groups: shown }
}
