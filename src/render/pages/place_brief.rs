//! Place briefs: one printable page for a board meeting about each region and each care board area in force.

use serde::Serialize;

use super::partnerships;
use crate::insight::{FEWEST_TO_SHOW, Trade, trades};
use crate::matching::Area;
use crate::model::{Directory, Partnership, Sector};
use crate::render::World;
use crate::render::page::{Book, Page};
use crate::render::parts::cards;
use crate::render::parts::cards::Row;
use crate::render::parts::context;
use crate::render::parts::lists::Sides;
use crate::render::parts::named::NamedAddress;
use crate::site::address;
use crate::text::markdown;
use crate::wording::{say, words};

/// Most lines of a list on the one page; the page of the place holds the rest.
const MOST: usize = 7;

#[derive(Serialize)]
struct BriefView {
    page: Page,
    /// The page of the place itself.
    place: NamedAddress,
    name: String,
    as_of: Option<String>,
    latest: Option<String>,
    sides: String,
    nhs: Vec<Row>,
    school: Vec<Row>,
    body: Vec<Row>,
    more: usize,
    doors: Vec<Door>,
    /// Whether the doors are those that every place has.
    general: bool,
    offered: Vec<Listed>,
    more_offered: usize,
    needed: Vec<Listed>,
    missing: Vec<Missing>,
    /// How many have said what they offer, and what they need.
    stating: String,
    /// Whether so few have said anything that nothing can be said of gaps.
    silent: bool,
    registers: Vec<String>,
    partnerships: Vec<Done>,
    more_partnerships: usize,
    questions: Vec<String>,
    /// Published figures on the children of the area, a line each.
    children: Vec<String>,
}

#[derive(Serialize)]
struct Door {
    role: String,
    body: String,
    what: String,
}

/// Most names beside a service.
const NAMED: usize = 2;

/// A service with who lists it.
#[derive(Serialize)]
struct Listed {
    service: NamedAddress,
    by: String,
}

/// A service that is asked for here and that nobody near has listed.
#[derive(Serialize)]
struct Missing {
    service: NamedAddress,
    words: String,
}

#[derive(Serialize)]
struct Done {
    partnership: NamedAddress,
    meta: String,
}

/// Settles a brief for each region and each board in force.
pub(in crate::render) fn add(book: &mut Book) {
    let places = book.world.directory.places.clone();
    for at in places.regions.indices() {
        let here = address::region(&places[at].id);
        book.page(&format!("{here}brief/"), "place-brief.html", move |world, _| view(world, Area::Region(at)));
    }
    for at in places.boards.indices() {
        if places[at].closed.is_none() && places[at].successor.is_none() {
            let here = address::board(&places, at);
            book.page(&format!("{here}brief/"), "place-brief.html", move |world, _| view(world, Area::Board(at)));
        }
    }
}

fn view(world: &World, area: Area) -> BriefView {
    let directory = &*world.directory;
    let (name, place, members) = match area {
        Area::Region(at) => {
            let region = &directory.places[at];
            (region.name.clone(), address::region(&region.id), &world.lists.region[at.at()])
        }
        Area::Board(at) => {
            let board = &directory.places[at];
            (board.short.clone(), address::board(&directory.places, at), &world.lists.board[at.at()])
        }
    };
    let mut sorted = members.clone();
    sorted.sort_unstable();
    let here = trades(directory, &sorted);
    let of_sector = |sector: Sector| cards::rows(world, members.iter().filter(|&&at| directory[at].sector == sector).take(MOST));
    let shown: usize = [Sector::Nhs, Sector::School, Sector::Body]
        .map(|sector| members.iter().filter(|&&at| directory[at].sector == sector).count().min(MOST))
        .iter()
        .sum();
    let sides = Sides::of(directory, members).phrase(&world.words);
    let offering = members.iter().filter(|&&at| directory[at].states_offers(directory.as_of)).count();
    let needing = members.iter().filter(|&&at| directory[at].states_needs(directory.as_of)).count();
    let done: Vec<&Partnership> = directory
        .partnerships
        .iter()
        .filter(|one| match area {
            Area::Region(at) => one.region == Some(at),
            Area::Board(at) => one.icbs.contains(&at),
        })
        .collect();
    let (doors, general) = doors(directory, area);
    let missing = missing(world, area, &here);
    let questions = questions(
        world,
        &name,
        &Facts { area, here: &here, missing: &missing, done: &done, general, offering, all: members.len() },
    );
    let offered = listed_services(world, &here, |trade| &trade.offering);
    BriefView {
        page: page(world, area, &name, &place),
        place: NamedAddress { label: name.clone(), address: place },
        as_of: directory.as_of.map(|day| day.to_string()),
        latest: members.iter().filter_map(|&at| directory[at].review.checked).max().map(|day| day.to_string()),
        nhs: of_sector(Sector::Nhs),
        school: of_sector(Sector::School),
        body: of_sector(Sector::Body),
        more: members.len() - shown,
        doors,
        general,
        more_offered: offered.len().saturating_sub(MOST + 2),
        offered: offered.into_iter().take(MOST + 2).collect(),
        needed: listed_services(world, &here, |trade| &trade.needing),
        missing,
        stating: words::statements(&world.words, members.len(), offering, needing, "here"),
        silent: offering < FEWEST_TO_SHOW,
        registers: registers(world, area),
        more_partnerships: done.len().saturating_sub(MOST),
        partnerships: done
            .into_iter()
            .take(MOST)
            .map(|one| Done { partnership: NamedAddress::partnership(one), meta: partnerships::meta(world, one) })
            .collect(),
        questions,
        children: match area {
            Area::Board(at) => context::of_board(world, at).map(|view| context::lines(&world.words, &view)).unwrap_or_default(),
            Area::Region(_) => Vec::new(),
        },
        name,
        sides,
    }
}

fn page(world: &World, area: Area, name: &str, place: &str) -> Page {
    let directory = &*world.directory;
    let mut page = Page::new(
        &world.words,
        say!(world.words, "place-brief.title", name = name),
        say!(world.words, "place-brief.description", name = name),
        "places",
    )
    .below(say!(world.words, "crumb.places"), address::PLACES);
    if let Area::Board(at) = area
        && let Some(&region) = directory.places[at].regions.first()
    {
        page = page.below(&directory.places[region].name, address::region(&directory.places[region].id));
    }
    page.below(name, place)
}

/// The doors known for this place, else those that every place has.
fn doors(directory: &Directory, area: Area) -> (Vec<Door>, bool) {
    let known = match area {
        Area::Board(at) => directory.gateway(Some(at)),
        Area::Region(_) => None,
    };
    let gateway = known.or_else(|| directory.gateway(None));
    let doors = gateway.map(|gateway| &gateway.doors[..]).unwrap_or_default().iter().take(5).map(|door| Door {
        role: door.role.clone(),
        body: door.body.clone(),
        what: markdown::to_words(&door.what),
    });
    (doors.collect(), known.is_none())
}

fn listed_services<'a>(
    world: &World,
    here: &'a [Trade],
    who: impl Fn(&'a Trade) -> &'a [crate::model::OrganisationIndex],
) -> Vec<Listed> {
    let mut rows: Vec<&Trade> = here.iter().filter(|trade| !who(trade).is_empty()).collect();
    rows.sort_by_key(|trade| std::cmp::Reverse(who(trade).len()));
    rows.into_iter()
        .map(|trade| {
            let mut names: Vec<String> = who(trade).iter().map(|&at| world.directory[at].name.clone()).collect();
            names.sort_by_cached_key(|name| world.words.sort_key(name));
            let others = names.len().saturating_sub(NAMED);
            names.truncate(NAMED);
            if others > 0 {
                names.push(say!(world.words, "list.others", count = others));
            }
            Listed { service: NamedAddress::service(&world.directory.vocabulary[trade.service]), by: world.words.and(&names) }
        })
        .collect()
}

/// What is asked for here and what nobody near has listed: judged by reach where enough have spoken, else by what is
/// listed inside the place.
fn missing(world: &World, area: Area, here: &[Trade]) -> Vec<Missing> {
    let gaps = &world.insights.gaps;
    let mut found: Vec<Missing> = Vec::new();
    for trade in here.iter().filter(|trade| !trade.needing.is_empty()) {
        let judged: Vec<_> = gaps.needs.iter().filter(|gap| gap.area == area && gap.service == trade.service).collect();
        let unmet: usize = judged.iter().map(|gap| gap.unmet.len()).sum();
        let said = if unmet > 0 {
            say!(world.words, "place-brief.missing", count = trade.needing.len())
        } else if judged.is_empty() && trade.offering.is_empty() {
            say!(world.words, "place-brief.missing-here", count = trade.needing.len())
        } else {
            continue;
        };
        found.push(Missing { service: NamedAddress::service(&world.directory.vocabulary[trade.service]), words: said });
    }
    found
}

/// How much of each register stands here: "open multi-academy trusts: 4 here, 29 in the register".
fn registers(world: &World, area: Area) -> Vec<String> {
    let shares = world.insights.registers.iter().filter_map(|share| {
        let label = &world.directory.registers[share.register].label;
        let found = match area {
            Area::Region(at) => share.regions.iter().find(|(region, _)| *region == at).map(|(_, area)| *area),
            Area::Board(at) => share.boards.iter().find(|(board, _)| *board == at).map(|(_, area)| *area),
        }?;
        Some(say!(world.words, "place-brief.register", label = *label, here = found.here, whole = found.whole))
    });
    shares.collect()
}

/// What the questions are made from.
struct Facts<'a> {
    area: Area,
    here: &'a [Trade],
    missing: &'a [Missing],
    done: &'a [&'a Partnership],
    general: bool,
    offering: usize,
    all: usize,
}

/// Three questions to take up, the most pressing first: each follows from what the records say or do not say.
fn questions(world: &World, name: &str, facts: &Facts<'_>) -> Vec<String> {
    let (words, directory) = (&world.words, &*world.directory);
    let mut asked = Vec::new();
    if facts.general {
        asked.push(say!(words, "question.first-contact", name = name));
    }
    if let Some(gap) = facts.missing.first() {
        asked.push(say!(words, "question.missing", service = gap.service.label));
    }
    let idle = facts
        .here
        .iter()
        .filter(|trade| !trade.offering.is_empty() && trade.needing.is_empty())
        .max_by_key(|trade| (trade.offering.len(), std::cmp::Reverse(trade.service)));
    if let Some(trade) = idle {
        let label = &directory.vocabulary[trade.service].label;
        asked.push(say!(words, "question.idle", count = trade.offering.len(), service = *label));
    }
    if let Some(one) = facts.done.iter().find(|one| !one.results.is_empty()).or_else(|| facts.done.first()) {
        asked.push(say!(words, "question.done", name = one.name));
    }
    if facts.all > facts.offering {
        let silent = facts.all - facts.offering;
        asked.push(say!(words, "question.silent", count = silent));
    }
    if let Some(share) = world.insights.registers.iter().find_map(|share| {
        let area = match facts.area {
            Area::Region(at) => share.regions.iter().find(|(region, _)| *region == at).map(|(_, area)| *area),
            Area::Board(at) => share.boards.iter().find(|(board, _)| *board == at).map(|(_, area)| *area),
        }?;
        (area.whole > area.here).then(|| (share.register, area.whole - area.here))
    }) {
        let label = &directory.registers[share.0].label;
        asked.push(say!(words, "question.register", count = share.1, label = *label));
    }
    asked.push(say!(words, "question.try", name = name));
    asked.push(say!(words, "question.helped"));
    asked.push(say!(words, "question.board"));
    asked.truncate(3);
    asked
}
