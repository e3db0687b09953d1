//! Needs that nobody within reach has listed an offer for, offers that nobody has asked for, and who has no match.
//!
//! Nothing here says that something does not exist: only that nobody has listed it.

use super::chart;
use super::chart::{BarOf, Chart};
use super::figure::{Cell, Details, Figure, Row, Table, heads, linked, number, out_of, words};
use super::trade::service_link;
use crate::insight::{Asked, Trade};
use crate::matching::{Area, Gap, Surplus};
use crate::model::{OrganisationIndex, Sector, ServiceIndex};
use crate::render::World;
use crate::render::parts::named::NamedAddress;
use crate::site::address;
use crate::text::{self, agree, counted, part_of};
use crate::wording::words as english;

/// Needs without a listed offer within reach.
pub(super) fn needs(world: &World) -> Figure {
    let insights = &world.insights;
    let unmet: Vec<&Gap> = insights.gaps.needs.iter().filter(|gap| gap.is_unmet()).collect();
    let mut askers: Vec<OrganisationIndex> = insights.asked.iter().flat_map(|asked| asked.unmet.iter().copied()).collect();
    askers.sort_unstable();
    askers.dedup();
    let total: usize = insights.asked.iter().map(|asked| asked.needing.len()).sum();
    let judged: usize = insights.asked.iter().map(|asked| asked.judged.len()).sum();
    Figure {
        id: "unmet-needs",
        title: "Needs for which nobody near has listed an offer",
        sentence: match (total, judged, askers.len()) {
            (0, _, _) => "Nobody has listed a need yet, so this site cannot say what is missing anywhere.".to_owned(),
            (_, 0, _) => "No need can be judged yet, because too few organisations have said what they offer.".to_owned(),
            (_, _, 0) => {
                "Every need that can be judged has an offer within 25 kilometres or in the same care board area.".to_owned()
            }
            (_, _, some) => format!(
                "{} something that no one within 25 kilometres or in the same care board area has listed.",
                counted(some, "organisation asks for", Some("organisations ask for"))
            ),
        },
        caution: needs_caution(world, judged, total),
        chart: needs_chart(world),
        table: (total > 0).then(|| Table {
            caption: "Organisations by what they need, and whether an offer is near".to_owned(),
            heads: heads(&["Service", "#Need it", "#Can be judged", "#Without a listed offer near"]),
            rows: by_need(world)
                .into_iter()
                .map(|asked| Row {
                    head: service_cell(world, asked.service),
                    cells: vec![number(asked.needing.len()), number(asked.judged.len()), number(asked.unmet.len())],
                })
                .collect(),
        }),
        csv: Some("insights/needs.csv"),
        note: "Remote services count as near everywhere. Ages and dates must fit.".to_owned(),
        details: (!unmet.is_empty()).then(|| Details { table: unmet_table(world, unmet), csv: "insights/gaps.csv" }),
    }
}

/// What is needed, by most organisations first.
fn by_need(world: &World) -> Vec<&Asked> {
    let mut rows: Vec<&Asked> = world.insights.asked.iter().collect();
    rows.sort_by_key(|asked| std::cmp::Reverse(asked.needing.len()));
    rows
}

/// How little the figure can show.
fn needs_caution(world: &World, judged: usize, total: usize) -> String {
    let prompt = "A gap is a prompt to ask, not a finding: the offer may exist and not be listed.";
    if judged == total {
        return prompt.to_owned();
    }
    format!(
        "{prompt} Of {}, {judged} can be judged: the others are in places where fewer than {} organisations of the other side say what they offer.",
        counted(total, "listed need", None),
        world.matches.scoring().constants.gap_stating,
    )
}

fn unmet_table(world: &World, unmet: Vec<&Gap>) -> Table {
    Table {
        caption: "Where no listed offer is near, by place and service; a region and its care board areas each have a line"
            .to_owned(),
        heads: heads(&[
            "Place",
            "Service",
            "Asked for by",
            "#Need it",
            "#Without a listed offer near",
            "Nearest listed offer",
            "#Say what they offer here",
        ]),
        rows: unmet.into_iter().map(|gap| need_row(world, gap)).collect(),
    }
}

/// Each need that somebody lists, with how many of those asking have no listed offer near; counted once per
/// organisation, whatever the number of its places.
fn needs_chart(world: &World) -> Option<Chart> {
    let bar = |value: usize, look| BarOf { value, look, words: value.to_string() };
    let rows: Vec<(String, Vec<BarOf>, Option<usize>)> = by_need(world)
        .into_iter()
        .map(|asked| {
            let label = world.directory.vocabulary[asked.service].label.clone();
            (label, vec![bar(asked.needing.len(), "offer"), bar(asked.unmet.len(), "need")], None)
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let key = [("offer", "need it"), ("need", "of these, without a listed offer near, as far as can be judged")];
        chart::bars("Organisations by what they need".to_owned(), rows, &key)
    })
}

fn idle_chart(world: &World, idle: &[&Trade]) -> Option<Chart> {
    let rows = idle.iter().map(|trade| {
        let value = trade.offering.len();
        (service_link(world, trade).label, vec![BarOf { value, look: "offer", words: value.to_string() }], None)
    });
    (!idle.is_empty())
        .then(|| chart::bars("Organisations that offer what nobody lists as a need".to_owned(), rows.collect(), &[]))
}

fn area_link(world: &World, area: Area) -> NamedAddress {
    let directory = &*world.directory;
    match area {
        Area::Board(board) => NamedAddress::board(directory, board),
        Area::Region(region) => NamedAddress::region(&directory.places[region]),
    }
}

fn service_cell(world: &World, service: ServiceIndex) -> Cell {
    let service = &world.directory.vocabulary[service];
    linked(NamedAddress::service(service))
}

fn side(sector: Sector) -> Cell {
    words(match sector {
        Sector::Nhs => "NHS",
        Sector::School => "School trusts",
        Sector::Body => "Other bodies",
    })
}

fn need_row(world: &World, gap: &Gap) -> Row {
    let nearest = gap.unmet.iter().filter_map(|unmet| unmet.nearest).min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let nearest = nearest.map_or_else(
        || words("Nobody has listed one"),
        |(other, km)| {
            let one = &world.directory[other];
            Cell {
                text: format!("{}, {}", one.name, crate::wording::sentences::distance(km)),
                address: Some(address::organisation(&one.id)),
                ..super::figure::Cell::default()
            }
        },
    );
    Row {
        head: linked(area_link(world, gap.area)),
        cells: vec![
            service_cell(world, gap.service),
            side(gap.asking_side),
            number(gap.asking.len()),
            number(gap.unmet.len()),
            nearest,
            out_of(gap.stating.0, gap.stating.1),
        ],
    }
}

/// Offers that nobody in the whole directory asks for, and those that nobody near asks for.
pub(super) fn offers(world: &World) -> Figure {
    let insights = &world.insights;
    let mut idle: Vec<&Trade> =
        insights.services.iter().filter(|trade| !trade.offering.is_empty() && trade.needing.is_empty()).collect();
    idle.sort_by_key(|trade| std::cmp::Reverse(trade.offering.len()));
    Figure {
        id: "offers-not-taken-up",
        title: "Offers that nobody has asked for",
        sentence: if insights.whole.offers == 0 {
            "Nobody has listed an offer yet.".to_owned()
        } else if idle.is_empty() {
            "Every service that is offered is also listed as a need by somebody.".to_owned()
        } else {
            let offered = insights.services.iter().filter(|trade| !trade.offering.is_empty()).count();
            let noun = ("service that somebody offers", "services that somebody offers");
            let part = part_of(idle.len(), offered, noun, ("is", "are"));
            format!("{} not listed as a need by anybody in this directory.", text::capitalised(&part))
        },
        caution: format!(
            "{} said what {} at all, so this shows what to offer aloud rather than what is unwanted.",
            match insights.whole.stating_needs {
                0 => "Nobody has".to_owned(),
                some => format!("Only {}", counted(some, "organisation has", Some("organisations have"))),
            },
            agree(insights.whole.stating_needs, "it needs", "they need"),
        ),
        chart: idle_chart(world, &idle),
        table: (!idle.is_empty()).then(|| Table {
            caption: "Services that are offered and that nobody lists as a need".to_owned(),
            heads: heads(&["Service", "#Offer it", "Who offers it"]),
            rows: idle
                .into_iter()
                .map(|trade| Row {
                    head: linked(service_link(world, trade)),
                    cells: vec![number(trade.offering.len()), words(names(world, &trade.offering))],
                })
                .collect(),
        }),
        csv: Some("insights/services.csv"),
        note: String::new(),
        details: None,
    }
}

/// Most rows of the chart of offers by place; the table holds all.
const DRAWN: usize = 12;

/// Offers by place that nobody within reach asks for, where enough have said what they need.
pub(super) fn surplus(world: &World) -> Option<Figure> {
    let surplus = &world.insights.gaps.surplus;
    let mut offers: Vec<(OrganisationIndex, ServiceIndex)> =
        surplus.iter().flat_map(|row| row.offering.iter().map(|&one| (one, row.service))).collect();
    offers.sort_unstable();
    offers.dedup();
    (!surplus.is_empty()).then(|| Figure {
        id: "spare-offers",
        title: "Offers that nobody near has asked for, by place",
        sentence: format!(
            "{} by nobody near, in places where at least {} organisations of the other side have said what they need.",
            counted(offers.len(), "offer is asked for", Some("offers are asked for")),
            world.matches.scoring().constants.gap_stating,
        ),
        caution: "That nobody has listed a need does not mean that nobody has it: an offer here is worth saying aloud."
            .to_owned(),
        chart: Some(surplus_chart(world)),
        table: Some(Table {
            caption:
                "Offers by place and service that nobody near lists as a need; a region and its care board areas each have a line"
                    .to_owned(),
            heads: heads(&["Place", "Service", "Offered by", "#Offer it", "#Say what they need here"]),
            rows: surplus.iter().map(|row| surplus_row(world, row)).collect(),
        }),
        csv: Some("insights/gaps.csv"),
        note: if surplus.len() > DRAWN {
            format!("The chart shows the {DRAWN} lines with most organisations.")
        } else {
            String::new()
        },
        details: None,
    })
}

fn surplus_chart(world: &World) -> Chart {
    let mut rows: Vec<&Surplus> = world.insights.gaps.surplus.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.offering.len()));
    let bars = rows.into_iter().take(DRAWN).map(|row| {
        let value = row.offering.len();
        let label = format!("{}: {}", area_link(world, row.area).label, world.directory.vocabulary[row.service].label);
        (label, vec![BarOf { value, look: "offer", words: value.to_string() }], None)
    });
    chart::bars("Organisations whose offer nobody near has asked for".to_owned(), bars.collect(), &[])
}

fn surplus_row(world: &World, row: &Surplus) -> Row {
    Row {
        head: linked(area_link(world, row.area)),
        cells: vec![
            service_cell(world, row.service),
            side(row.offering_side),
            number(row.offering.len()),
            out_of(row.stating.0, row.stating.1),
        ],
    }
}

/// Who has no possible match yet.
pub(super) fn without_match(world: &World) -> Figure {
    let (with, all) = world.insights.with_a_match();
    let parts = [("At least one possible partner", with, "here"), ("No possible partner yet", all - with, "need")];
    Figure {
        id: "without-a-match",
        title: "Who has nobody to be introduced to yet",
        sentence: if all == 0 {
            "No organisation here can be introduced to another yet.".to_owned()
        } else {
            let noun = ("NHS organisation or school trust", "NHS organisations and school trusts");
            let part = text::capitalised(&part_of(with, all, noun, ("has", "have")));
            format!("{part} a possible partner here{}.", match all - with {
                0 => String::new(),
                none => format!("; {none} {} none", agree(none, "has", "have")),
            })
        },
        caution: if with == all { String::new() } else { "A record that says more finds more.".to_owned() },
        chart: (all > 0).then(|| {
            let bars = parts.map(|(label, value, look)| {
                (label.to_owned(), vec![BarOf { value, look, words: value.to_string() }], None)
            });
            chart::bars("Organisations by whether they have a possible partner".to_owned(), bars.into(), &[])
        }),
        table: (all > 0).then(|| Table {
            caption: "NHS organisations and school trusts by whether they have a possible partner here".to_owned(),
            heads: heads(&["Possible partners", "#Organisations"]),
            rows: parts.iter().map(|&(label, value, _)| Row { head: words(label), cells: vec![number(value)] }).collect(),
        }),
        csv: Some("insights/introductions.csv"),
        note: "A possible match is one whose score is at least “possible”; the score and its bands are explained on the method page.".to_owned(),
        details: (with < all).then(|| Details { table: alone_table(world), csv: "insights/introductions-by-organisation.csv" }),
    }
}

fn alone_table(world: &World) -> Table {
    let mut alone: Vec<OrganisationIndex> = world.insights.gaps.orphans.clone();
    alone.sort_by_cached_key(|&at| english::sort_key(&world.directory[at].name));
    let said = |stated: bool| words(if stated { "Yes" } else { "Not stated" });
    Table {
        caption: "Organisations without a possible match, A to Z".to_owned(),
        heads: heads(&["Organisation", "Says what it offers", "Says what it needs"]),
        rows: alone
            .into_iter()
            .map(|at| {
                let one = &world.directory[at];
                Row {
                    head: linked(NamedAddress::organisation(one)),
                    cells: vec![said(one.states_offers(world.directory.as_of)), said(one.states_needs(world.directory.as_of))],
                }
            })
            .collect(),
    }
}

fn names(world: &World, list: &[OrganisationIndex]) -> String {
    let mut names: Vec<&str> = list.iter().map(|&at| world.directory[at].name.as_str()).collect();
    names.sort_by_cached_key(|name| english::sort_key(name));
    names.join("; ")
}
