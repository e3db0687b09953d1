//! Pages for every value by which organisations can be chosen, so that choosing works without a script.

use serde::Serialize;

use crate::model::{CareBoardIndex, Date, FocusIndex, KindIndex, Openness, Organisation, OrganisationIndex, PhaseIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards;
use crate::render::parts::cards::{Card, Row};
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::site::address;
use crate::text;
use crate::wording::words;

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
    label: &'static str,
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
        let vocabulary = &world.directory.vocabulary;
        match self {
            Self::Sector(Sector::Nhs) => "NHS organisations".into(),
            Self::Sector(Sector::School) => "School trusts".into(),
            Self::Sector(Sector::Body) => "Other bodies".into(),
            Self::Kind(at) => vocabulary[at].plural.clone(),
            Self::Phase(at) => vocabulary[at].label.clone(),
            Self::Openness(openness) => cards::openness(openness).unwrap_or("Not known whether open to partners").into(),
            Self::Current(true) => "Check in date".into(),
            Self::Current(false) => "Check overdue or never made".into(),
            Self::Within(months) => format!("Checked within {months} months"),
        }
    }

    fn definition(self, world: &World) -> String {
        let vocabulary = &world.directory.vocabulary;
        match self {
            Self::Sector(Sector::Nhs) => "NHS trusts, foundation trusts and integrated care boards.".into(),
            Self::Sector(Sector::School) => "Academy trusts, which run schools.".into(),
            Self::Sector(Sector::Body) => {
                "Membership bodies, charities and projects. They are listed, but not suggested as partners.".into()
            }
            Self::Kind(at) => vocabulary[at].definition.clone(),
            Self::Phase(at) => {
                let ages = vocabulary[at].ages;
                format!("Organisations that state this phase (ages {} to {}). Many have not stated theirs.", ages.from, ages.to)
            }
            Self::Openness(_) => "What organisations have said about new partnerships.".into(),
            Self::Within(_) => "Counted back from the month of this edition, in whole months.".into(),
            Self::Current(_) => "Every record carries the day of its last check and of its next.".into(),
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
fn groups(world: &World) -> Vec<(&'static str, Vec<Facet>)> {
    let vocabulary = &world.directory.vocabulary;
    vec![
        ("Side", Sector::ALL.iter().copied().map(Facet::Sector).collect()),
        ("Kind of organisation", vocabulary.kinds.indices().map(Facet::Kind).collect()),
        ("School phase", vocabulary.phases.indices().map(Facet::Phase).collect()),
        ("New partnerships", Openness::ALL.iter().copied().map(Facet::Openness).collect()),
        (
            "Last check",
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
    let title = format!("{}: {}", facet.label(world), Sides::of(&world.directory, &organisations).phrase());
    let here = facet.address(world);
    let long = organisations.len() > MOST_ROWS;
    FacetView {
        page: Page::new(title, facet.definition(world), "find").below("Browse everything", address::BROWSE),
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
    shown.insert(1, Group { label: "Region", values: places.collect() });
    let boards = directory.places.boards.indices().filter(|&at| directory.places[at].closed.is_none());
    let boards = boards.map(|at| FacetValue {
        value: NamedAddress::board(directory, at),
        number: world.lists.board[at.at()].len(),
        numbers: String::new(),
    });
    shown.insert(2, Group { label: "Integrated care board area", values: boards.collect() });
    let services = directory.vocabulary.services.numbered().map(|(at, service)| {
        let (offering, needing) = (world.lists.offering[at.at()].len(), world.lists.needing[at.at()].len());
        FacetValue {
            value: NamedAddress::service(service),
            number: 0,
            numbers: format!("offered by {offering}, asked for by {needing}"),
        }
    });
    let mut services: Vec<FacetValue> = services.collect();
    services.sort_by_key(|one| words::sort_key(&one.value.label));
    shown.insert(3, Group { label: "Offered or needed", values: services });
    let areas = directory.vocabulary.focus_in_order().into_iter().map(|at: FocusIndex| FacetValue {
        value: NamedAddress::focus(&directory.vocabulary[at]),
        number: world.lists.focus[at.at()].len(),
        numbers: String::new(),
    });
    shown.insert(4, Group { label: "Focus area", values: areas.collect() });
    let title = format!("Browse {}", text::counted(world.lists.by_name.len(), "organisation", None));
    BrowseView { page: Page::new(title, "Every way into the directory, without a search.", "find"), groups: shown }
}
