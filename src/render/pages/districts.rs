//! A page for every local authority district: who serves it by role, which school trusts have schools there, whom to ask.

use std::sync::Arc;

use serde::Serialize;

use super::partnerships::PartnershipCard;
use crate::model::{DistrictIndex, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards::{self, Row};
use crate::render::parts::context::{self, ContextView};
use crate::render::parts::lines::NextStep;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::roles::{self, RoleLine, Seen};
use crate::render::parts::schools::{self, DistrictTable};
use crate::render::parts::who;
use crate::site::address;
use crate::wording::{say, tags};

/// How many partnerships of the area a page names.
const SHOWN: usize = 3;

#[derive(Serialize)]
struct DistrictView {
    page: Page,
    name: String,
    /// The council that runs schools and public health here, where it is another than the district itself.
    council: Option<NamedAddress>,
    region: Option<NamedAddress>,
    boards: Vec<NamedAddress>,
    /// "19 school trusts run 35 schools here, with 19,000 pupils."
    who: String,
    next_step: Option<NextStep>,
    roles: Vec<RoleLine>,
    table: DistrictTable,
    /// "None of the 19 has said what it needs yet."
    said: String,
    /// NHS bodies and others whose head office is here.
    based: Vec<Row>,
    partnerships: Vec<Arc<PartnershipCard>>,
    /// Published figures on its children.
    context: Option<ContextView>,
}

/// Settles a page for every district.
pub(in crate::render) fn add(book: &mut Book) {
    let places = book.world.directory.places.clone();
    for at in places.districts.indices() {
        book.page(&address::district(&places, at), "district.html", move |world, _| view(world, at));
    }
}

fn view(world: &World, at: DistrictIndex) -> DistrictView {
    let directory = &*world.directory;
    let district = &directory.places[at];
    let here = &world.lists.district[at.at()];
    let districts = [at];
    let slots = world.slots.in_district(at);
    let boards: Vec<NamedAddress> = district.boards.iter().map(|&board| NamedAddress::board(directory, board)).collect();
    let words = &world.words;
    let description = say!(words, "district.description", name = district.name, count = here.len());
    let mut page =
        Page::new(&world.words, district.name.clone(), description, "places").below(say!(words, "crumb.places"), address::PLACES);
    if let Some(board) = boards.first() {
        page = page.below(&board.label, &board.address);
    }
    let partnerships = district.boards.first().map(|board| &world.lists.board_partnerships[board.at()]);
    let trusts: Vec<_> = here.iter().map(|one| one.trust).collect();
    let based = directory
        .numbered()
        .filter(|(_, one)| one.closed.is_none() && one.sector != Sector::School && one.place.district == Some(at));
    DistrictView {
        page,
        name: district.name.clone(),
        council: district.upper_tier().map(|council| NamedAddress::council(words, council)),
        region: district.region.map(|region| NamedAddress::region(&directory.places[region])),
        who: schools::run_here(world, here),
        next_step: district.boards.first().map(|&board| NextStep {
            to: NamedAddress {
                label: who::short_name(&directory.places[board].name).to_owned(),
                address: address::board(&directory.places, board),
            },
            reason: say!(words, "district.step"),
            brief: String::new(),
        }),
        boards,
        roles: roles::lines(world, slots, Seen { trust: None, districts: &districts }),
        table: schools::table(world, at, here, &mut Vec::new()),
        said: tags::needs_said(&world.words, directory, &trusts),
        based: cards::rows(world, &based.map(|(at, _)| at).collect::<Vec<_>>()),
        partnerships: partnerships
            .into_iter()
            .flatten()
            .take(SHOWN)
            .map(|&one| PartnershipCard::of(world, &directory.partnerships[one]))
            .collect(),
        context: context::of_district(world, at),
    }
}
