//! A sheet for each care board area and district: every service with who usually runs it there, who says that they offer or
//! need it, and a box to tick. One side of paper for a meeting.

use serde::Serialize;

use crate::insight::trades;
use crate::model::{CareBoardIndex, DistrictIndex, OrganisationIndex, Provider, RoleIndex, Sector, ServiceIndex};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::named::NamedAddress;
use crate::render::parts::who;
use crate::serving::Slot;
use crate::site::address;
use crate::wording::{say, tags};

/// Most names beside a service: a county has several hospitals, and a sheet one side.
const NAMED: usize = 2;

#[derive(Serialize)]
struct SheetView {
    page: Page,
    /// The page of the place itself.
    place: NamedAddress,
    as_of: Option<String>,
    /// Where its gateways stand: the page of the care board.
    gateway: Option<NamedAddress>,
    rows: Vec<SheetRow>,
    /// "4 of the 30 are offered by somebody here, 2 are asked for."
    said: String,
}

#[derive(Serialize)]
struct SheetRow {
    service: NamedAddress,
    /// What usually comes with it here; empty where no role does.
    role: String,
    holders: Vec<Holder>,
    /// How many more hold the role here.
    more: usize,
    /// Who it is where no role brings it, or nobody is known to hold the role.
    otherwise: String,
    offering: usize,
    needing: usize,
}

#[derive(Serialize)]
struct Holder {
    body: NamedAddress,
    sureness: &'static str,
    tag: String,
}

/// What a sheet is about.
struct Place<'a> {
    named: NamedAddress,
    board: Option<CareBoardIndex>,
    districts: Vec<DistrictIndex>,
    slots: Vec<&'a Slot>,
    members: Vec<OrganisationIndex>,
}

/// Settles a sheet for each board in force and each district.
pub(in crate::render) fn add(book: &mut Book) {
    let places = book.world.directory.places.clone();
    for at in places.boards.indices() {
        if places[at].closed.is_none() && places[at].successor.is_none() {
            let here = address::board(&places, at);
            book.page(&address::service_sheet(&here), "service-sheet.html", move |world, _| view(world, &of_board(world, at)));
        }
    }
    for at in places.districts.indices() {
        let here = address::district(&places, at);
        book.page(&address::service_sheet(&here), "service-sheet.html", move |world, _| view(world, &of_district(world, at)));
    }
}

fn of_board(world: &World, at: CareBoardIndex) -> Place<'_> {
    let places = &world.directory.places;
    let districts: Vec<DistrictIndex> =
        places.districts.indices().filter(|&district| places[district].boards.first() == Some(&at)).collect();
    Place {
        named: NamedAddress::board(&world.directory, at),
        board: Some(at),
        slots: districts.iter().flat_map(|&district| world.slots.in_district(district)).collect(),
        members: world.lists.board[at.at()].clone(),
        districts,
    }
}

fn of_district(world: &World, at: DistrictIndex) -> Place<'_> {
    let directory = &*world.directory;
    let slots: Vec<&Slot> = world.slots.in_district(at).iter().collect();
    let mut members: Vec<OrganisationIndex> = world.lists.district[at.at()].iter().map(|here| here.trust).collect();
    members.extend(slots.iter().map(|slot| slot.body));
    let based = directory.numbered().filter(|(_, one)| one.place.district == Some(at) && one.sector != Sector::School);
    members.extend(based.filter(|(_, one)| one.closed.is_none()).map(|(one, _)| one));
    Place {
        named: NamedAddress { label: directory.places[at].name.clone(), address: address::district(&directory.places, at) },
        board: directory.places[at].boards.first().copied(),
        districts: vec![at],
        slots,
        members,
    }
}

fn view(world: &World, place: &Place) -> SheetView {
    let (directory, said) = (&*world.directory, &world.words);
    let name = &place.named.label;
    let mut members = place.members.clone();
    members.sort_unstable();
    members.dedup();
    let here = trades(directory, &members);
    let count = |service: ServiceIndex| {
        let found = here.iter().find(|trade| trade.service == service);
        found.map_or((0, 0), |trade| (trade.offering.len(), trade.needing.len()))
    };
    let services = directory.vocabulary.services.indices();
    let rows: Vec<SheetRow> = services.map(|service| row(world, place, service, count(service))).collect();
    let offered = rows.iter().filter(|row| row.offering > 0).count();
    let asked = rows.iter().filter(|row| row.needing > 0).count();
    SheetView {
        page: Page::new(said, say!(said, "sheet.title", name = name), say!(said, "sheet.description", name = name), "places")
            .below(say!(said, "crumb.places"), address::PLACES)
            .below(name, &place.named.address),
        place: place.named.clone(),
        as_of: directory.as_of.map(|day| day.to_string()),
        gateway: place.board.map(|board| NamedAddress::board(directory, board)),
        said: say!(
            said,
            "sheet.said",
            count = rows.len(),
            offered = say!(said, "sheet.offered", count = offered),
            asked = say!(said, "sheet.asked", count = asked)
        ),
        rows,
    }
}

fn row(world: &World, place: &Place, service: ServiceIndex, (offering, needing): (usize, usize)) -> SheetRow {
    let (words, said) = (&world.directory.vocabulary, &world.words);
    let role = words.roles_in_order().into_iter().find(|&role| words[role].services.contains(&service));
    let mut holders = role.map(|role| holders(world, place, role)).unwrap_or_default();
    let more = holders.len().saturating_sub(NAMED);
    holders.truncate(NAMED);
    SheetRow {
        service: NamedAddress::service(&words[service]),
        role: role.map(|role| words[role].label.clone()).unwrap_or_default(),
        otherwise: match (role, words[service].usual_provider) {
            _ if !holders.is_empty() => String::new(),
            (Some(_), _) => say!(said, "sheet.not-known"),
            (None, Provider::Nhs) => say!(said, "sheet.nhs"),
            (None, Provider::School) => say!(said, "sheet.school"),
            (None, _) => say!(said, "sheet.either"),
        },
        holders,
        more,
        offering,
        needing,
    }
}

/// Who holds a role here, the surest first, each once.
fn holders(world: &World, place: &Place, role: RoleIndex) -> Vec<Holder> {
    let directory = &*world.directory;
    let mut slots: Vec<&Slot> = Vec::new();
    for slot in place.slots.iter().filter(|slot| slot.role == role) {
        if !slots.iter().any(|other| other.body == slot.body) {
            slots.push(slot);
        }
    }
    slots.sort_by_key(|slot| ["known", "likely"].iter().position(|sure| *sure == slot.basis.sureness()).unwrap_or(2));
    let holder = |slot: &&Slot| Holder {
        body: NamedAddress {
            label: who::short_name(&directory[slot.body].name).to_owned(),
            address: address::organisation(&directory[slot.body].id),
        },
        sureness: slot.basis.sureness(),
        tag: tags::tag(&world.words, directory, slot, &place.districts),
    };
    slots.iter().map(holder).collect()
}
