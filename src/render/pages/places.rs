//! Places: the regions of England and the care boards in them, each with whom to contact, who is there, and what is
//! offered, needed and missing. The list of all of them is the map.

use std::sync::Arc;

use serde::Serialize;

use super::map::{self, AreasView};
use super::partnerships::PartnershipCard;
use crate::model::{CareBoardIndex, Gateway, OrganisationIndex, Reach, RegionIndex, Sector, ServiceIndex, UpperTier};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::area::{self, AreaView, NhsRow};
use crate::render::parts::cards::{self, Row};
use crate::render::parts::context::{self, ContextView};
use crate::render::parts::fits::{self, Pair};
use crate::render::parts::lines::{ReachView, reach};
use crate::render::parts::links::Links;
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::roles::{self, RoleLine, Seen};
use crate::render::parts::sources::{self, ReviewView, SourceView};
use crate::serving::{Basis, Slot};
use crate::site::address;
use crate::text::{self, markdown};
use crate::wording::{say, tags};

/// How many other boards a board's page names as its nearest.
const NEIGHBOURS: usize = 5;

#[derive(Serialize)]
struct BoardRow {
    board: NamedAddress,
    nhs: usize,
    school: usize,
    /// Schools of the school trusts, as far as they are known.
    schools: usize,
}

/// Whom to contact.
#[derive(Serialize)]
struct DoorView {
    role: String,
    body: String,
    what_html: String,
    url: Option<String>,
    host: String,
    source: String,
    source_host: String,
}

/// What the organisations of a place offer and need.
#[derive(Default, Serialize)]
pub(super) struct Trade {
    /// Offered and needed here.
    both: Vec<TradeRow>,
    /// Needed here, and nobody here offers it.
    missing: Vec<TradeRow>,
    /// Offered here, and nobody here asks for it.
    spare: Vec<TradeRow>,
}

#[derive(Serialize)]
struct TradeRow {
    service: NamedAddress,
    offering: usize,
    needing: usize,
}

#[derive(Serialize)]
struct RegionView {
    page: Page,
    map: AreasView,
    name: String,
    sides: String,
    boards: Vec<BoardRow>,
    body: Vec<Row>,
    trade: Trade,
    fits: Vec<Pair>,
    partnerships: Vec<Arc<PartnershipCard>>,
}

#[derive(Serialize)]
struct BoardView {
    page: Page,
    map: AreasView,
    name: String,
    short: String,
    sides: String,
    /// Doors known for this place.
    doors: Vec<DoorView>,
    /// Doors that every place has.
    general_doors: Vec<DoorView>,
    door_review: Option<ReviewView>,
    /// The record of the board itself, where it has one.
    own_record: Option<NamedAddress>,
    own_reach: Option<ReachView>,
    ods: String,
    ons: String,
    cluster: String,
    predecessors: Vec<String>,
    other_regions: Vec<NamedAddress>,
    region: Option<NamedAddress>,
    nhs: Vec<NhsRow>,
    /// School trusts, only where no district is known.
    school: Vec<Row>,
    schools: usize,
    /// Its districts.
    area: AreaView,
    /// The councils above some of its districts.
    councils: Vec<NamedAddress>,
    /// Published figures on its children.
    context: Option<ContextView>,
    /// Who serves the whole area.
    roles: Vec<RoleLine>,
    /// "None of the 127 has said what it needs yet."
    said: String,
    body: Vec<Row>,
    trade: Trade,
    fits: Vec<Pair>,
    partnerships: Vec<Arc<PartnershipCard>>,
    neighbours: Vec<NamedAddress>,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct ClosedBoardView {
    page: Page,
    name: String,
    closed: Option<String>,
    successor: Option<NamedAddress>,
    sources: Vec<SourceView>,
}

/// Settles the list, the regions and the boards.
pub(in crate::render) fn add(book: &mut Book) {
    let places = book.world.directory.places.clone();
    for (at, region) in places.regions.numbered() {
        book.page(&address::region(&region.id), "region.html", move |world, _| region_view(world, at));
    }
    for at in places.boards.indices() {
        let here = address::board(&places, at);
        if places[at].closed.is_some() || places[at].successor.is_some() {
            book.page(&here, "closed-board.html", move |world, _| closed_view(world, at));
        } else {
            book.page(&here, "board.html", move |world, links| board_view(world, links, at));
        }
    }
}

/// The boards in force that lie in a region, those for which it is the main region first.
fn boards_of(world: &World, region: RegionIndex) -> Vec<BoardRow> {
    let directory = &*world.directory;
    let mut rows: Vec<(bool, BoardRow)> = directory
        .places
        .boards
        .indices()
        .filter(|&at| directory.places[at].closed.is_none() && directory.places[at].regions.contains(&region))
        .map(|at| {
            let sides = Sides::of(directory, &world.lists.board[at.at()]);
            let board = BoardRow {
                board: NamedAddress::board(directory, at),
                nhs: sides.nhs,
                school: sides.school,
                schools: area::schools(world, at),
            };
            (directory.places[at].regions.first() != Some(&region), board)
        })
        .collect();
    rows.sort_by_key(|(elsewhere, _)| *elsewhere);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn of_sector(world: &World, here: &[OrganisationIndex], sector: Sector) -> Vec<Row> {
    cards::rows(world, here.iter().filter(|&&at| world.directory[at].sector == sector))
}

fn region_view(world: &World, at: RegionIndex) -> RegionView {
    let directory = &*world.directory;
    let region = &directory.places[at];
    let here = &world.lists.region[at.at()];
    let sides = Sides::of(directory, here).phrase(&world.words);
    let partnerships = directory.partnerships.iter().filter(|one| one.region == Some(at));
    RegionView {
        page: Page::new(
            &world.words,
            region.name.clone(),
            text::capitalised(&say!(world.words, "region.description", sides = sides, name = region.name)),
            "places",
        )
        .below(say!(world.words, "crumb.places"), address::PLACES),
        map: map::areas_map(world, map::in_force(world).filter(|&board| directory.places[board].regions.contains(&at)), None),
        name: region.name.clone(),
        boards: boards_of(world, at),
        body: of_sector(world, here, Sector::Body),
        trade: trade(world, here),
        fits: fits::among(world, here),
        partnerships: partnerships.map(|one| PartnershipCard::of(world, one)).collect(),
        sides,
    }
}

fn board_view(world: &World, links: &Links, at: CareBoardIndex) -> BoardView {
    let directory = &*world.directory;
    let board = &directory.places[at];
    let here = &world.lists.board[at.at()];
    let sides = Sides::of(directory, here).phrase(&world.words);
    let gateway = directory.gateway(Some(at));
    let regions: Vec<NamedAddress> = board
        .regions
        .iter()
        .map(|&region| {
            let region = &directory.places[region];
            NamedAddress::region(region)
        })
        .collect();
    let mut page = Page::new(
        &world.words,
        board.short.clone(),
        say!(world.words, "board.description", name = board.short, sides = sides),
        "places",
    )
    .below(say!(world.words, "crumb.places"), address::PLACES);
    if let Some(region) = regions.first() {
        page = page.below(&region.label, &region.address);
    }
    let own = directory.numbered().find(|(_, one)| !board.ods.is_empty() && one.codes.ods.as_deref() == Some(&board.ods));
    let schools: Vec<OrganisationIndex> = here.iter().copied().filter(|&one| directory[one].sector == Sector::School).collect();
    let area = area::view(world, at);
    BoardView {
        page,
        map: map::areas_map(world, around(world, at).into_iter(), Some(at)),
        name: board.name.clone(),
        short: board.short.clone(),
        doors: gateway.map(|gateway| doors(gateway, links)).unwrap_or_default(),
        general_doors: directory.gateway(None).map(|gateway| doors(gateway, links)).unwrap_or_default(),
        door_review: gateway.map(|gateway| ReviewView::new(&gateway.review, directory)),
        own_record: own.map(|(_, one)| NamedAddress::organisation(one)),
        own_reach: own
            .filter(|(_, one)| one.website.is_some() || one.contacts.iter().any(crate::model::Contact::is_for_partners))
            .map(|(_, one)| reach(world, one)),
        ods: board.ods.clone(),
        ons: board.ons.clone(),
        cluster: board.cluster.clone(),
        predecessors: board
            .predecessors
            .iter()
            .map(|old| say!(world.words, "board.predecessor", name = old.name, code = old.ods))
            .collect(),
        region: regions.first().cloned(),
        other_regions: regions.into_iter().skip(1).collect(),
        nhs: area::nhs(world, here),
        schools: schools.len(),
        school: if area.is_empty() { cards::rows(world, &schools) } else { Vec::new() },
        context: context::of_board(world, at),
        roles: whole_area(world, at),
        said: tags::needs_said(&world.words, directory, &schools),
        councils: councils(world, at),
        area,
        body: of_sector(world, here, Sector::Body),
        trade: trade(world, here),
        fits: fits::among(world, here),
        partnerships: world.lists.board_partnerships[at.at()]
            .iter()
            .map(|&one| PartnershipCard::of(world, &directory.partnerships[one]))
            .collect(),
        neighbours: around(world, at)
            .into_iter()
            .filter(|&other| other != at)
            .map(|other| NamedAddress::board(directory, other))
            .collect(),
        sources: sources::views(&world.words, &board.sources),
        sides,
    }
}

/// The councils above the districts of a board's area.
fn councils(world: &World, at: CareBoardIndex) -> Vec<NamedAddress> {
    let places = &world.directory.places;
    let here = |council: &UpperTier| council.districts.iter().any(|&district| places[district].boards.contains(&at));
    places
        .upper_tier()
        .iter()
        .filter(|council| here(council))
        .map(|one| NamedAddress::council(&world.words, &one.council))
        .collect()
}

/// Those who serve all of an area by their footprint, such as its ambulance trust: as its first district sees them.
fn whole_area(world: &World, at: CareBoardIndex) -> Vec<RoleLine> {
    let directory = &*world.directory;
    let mut districts = directory.places.districts.numbered();
    let Some((first, _)) = districts.find(|(_, district)| district.boards.first() == Some(&at)) else { return Vec::new() };
    let slots: Vec<Slot> = world
        .slots
        .in_district(first)
        .iter()
        .filter(|slot| directory.vocabulary[slot.role].reach == Reach::Footprint || slot.basis == Basis::Only)
        .cloned()
        .collect();
    let lines = roles::lines(world, &slots, Seen { trust: None, districts: &[] });
    lines.into_iter().filter(RoleLine::is_held).collect()
}

/// A board and its nearest others in force, by the middle of their footprints.
fn around(world: &World, at: CareBoardIndex) -> Vec<CareBoardIndex> {
    let places = &world.directory.places;
    let Some(here) = places[at].centre else { return vec![at] };
    let mut all: Vec<(f64, CareBoardIndex)> =
        map::in_force(world).filter_map(|other| Some((here.distance(places[other].centre?), other))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    all.iter().take(NEIGHBOURS + 1).map(|&(_, other)| other).collect()
}

fn closed_view(world: &World, at: CareBoardIndex) -> ClosedBoardView {
    let directory = &*world.directory;
    let board = &directory.places[at];
    let (words, name) = (&world.words, &board.name);
    let description = match board.closed {
        Some(day) => say!(words, "closed-board.description-day", name = *name, day = words.date(day)),
        None => say!(words, "closed-board.description", name = *name),
    };
    ClosedBoardView {
        page: Page::new(words, say!(words, "closed-board.title", name = *name), description, "places")
            .below(say!(world.words, "crumb.places"), address::PLACES),
        name: board.name.clone(),
        closed: board.closed.map(|day| day.to_string()),
        successor: board
            .successor
            .map(|next| NamedAddress { label: directory.places[next].name.clone(), ..NamedAddress::board(directory, next) }),
        sources: sources::views(&world.words, &board.sources),
    }
}

fn doors(gateway: &Gateway, links: &Links) -> Vec<DoorView> {
    gateway
        .doors
        .iter()
        .map(|door| DoorView {
            role: door.role.clone(),
            body: door.body.clone(),
            what_html: markdown::to_inline_html(&door.what, &mut |address| links.site(address)),
            url: door.url.clone(),
            host: door.url.as_deref().map(sources::host).unwrap_or_default().to_owned(),
            source: door.source.clone(),
            source_host: sources::host(&door.source).to_owned(),
        })
        .collect()
}

pub(super) fn trade(world: &World, here: &[OrganisationIndex]) -> Trade {
    let directory = &*world.directory;
    let services = directory.vocabulary.services.len();
    let (mut offering, mut needing) = (vec![0; services], vec![0; services]);
    let tally = |numbers: &mut Vec<usize>, mut listed: Vec<ServiceIndex>| {
        listed.sort_unstable();
        listed.dedup();
        for service in listed {
            numbers[service.at()] += 1;
        }
    };
    for &at in here {
        tally(&mut offering, directory[at].live_offers(directory.as_of).map(|listing| listing.service).collect());
        tally(&mut needing, directory[at].live_needs(directory.as_of).map(|listing| listing.service).collect());
    }
    let mut trade = Trade::default();
    for (at, service) in directory.vocabulary.services.iter().enumerate() {
        let row = TradeRow { service: NamedAddress::service(service), offering: offering[at], needing: needing[at] };
        match (row.offering, row.needing) {
            (0, 0) => {}
            (0, _) => trade.missing.push(row),
            (_, 0) => trade.spare.push(row),
            (_, _) => trade.both.push(row),
        }
    }
    trade
}
