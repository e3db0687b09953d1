//! Needs that nobody within reach has listed an offer for, offers that nobody has asked for, and how many have a match.
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
use crate::wording::say;
use crate::wording::words::share as part;

/// Needs without a listed offer within reach.
pub(super) fn needs(world: &World) -> Figure {
    let (insights, said) = (&world.insights, &world.words);
    let unmet: Vec<&Gap> = insights.gaps.needs.iter().filter(|gap| gap.is_unmet()).collect();
    let mut askers: Vec<OrganisationIndex> = insights.asked.iter().flat_map(|asked| asked.unmet.iter().copied()).collect();
    askers.sort_unstable();
    askers.dedup();
    let total: usize = insights.asked.iter().map(|asked| asked.needing.len()).sum();
    let judged: usize = insights.asked.iter().map(|asked| asked.judged.len()).sum();
    Figure {
        id: "unmet-needs",
        title: say!(said, "gaps.title"),
        sentence: match (total, judged, askers.len()) {
            (0, _, _) => say!(said, "gaps.no-need"),
            (_, 0, _) => say!(said, "gaps.not-judged"),
            (_, _, 0) => say!(said, "gaps.all-met"),
            (_, _, some) => say!(said, "gaps.unmet", count = some),
        },
        caution: needs_caution(world, judged, total),
        chart: needs_chart(world),
        table: (total > 0).then(|| Table {
            caption: say!(said, "gaps.caption"),
            heads: heads([
                say!(said, "head.service"),
                say!(said, "head.need"),
                say!(said, "head.judged"),
                say!(said, "head.without"),
            ]),
            rows: by_need(world)
                .into_iter()
                .map(|asked| Row {
                    head: service_cell(world, asked.service),
                    cells: [asked.needing.len(), asked.judged.len(), asked.unmet.len()].map(|count| number(said, count)).into(),
                })
                .collect(),
        }),
        csv: Some("insights/needs.csv"),
        note: say!(said, "gaps.note"),
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
    let said = &world.words;
    let prompt = say!(said, "gaps.prompt");
    if judged == total {
        return prompt;
    }
    let fewest = world.matches.scoring().constants.gap_stating.to_string();
    say!(said, "gaps.few-judged", prompt = prompt, total = total, judged = judged, fewest = fewest)
}

fn unmet_table(world: &World, unmet: Vec<&Gap>) -> Table {
    let said = &world.words;
    Table {
        caption: say!(said, "gaps.list"),
        heads: heads([
            say!(said, "head.place"),
            say!(said, "head.service"),
            say!(said, "head.asked-by"),
            say!(said, "head.need"),
            say!(said, "head.without"),
            say!(said, "head.nearest"),
            say!(said, "head.say-offers-here"),
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
        let said = &world.words;
        let key = vec![("offer", say!(said, "key.need")), ("need", say!(said, "gaps.key-without"))];
        chart::bars(say!(said, "gaps.chart"), rows, key)
    })
}

fn idle_chart(world: &World, idle: &[&Trade]) -> Option<Chart> {
    let rows = idle.iter().map(|trade| {
        let value = trade.offering.len();
        (service_link(world, trade).label, vec![BarOf { value, look: "offer", words: value.to_string() }], None)
    });
    (!idle.is_empty()).then(|| chart::bars(say!(world.words, "idle.chart"), rows.collect(), Vec::new()))
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

fn side(world: &World, sector: Sector) -> Cell {
    words(say!(world.words, "gaps.side", sector = sector.id()))
}

fn need_row(world: &World, gap: &Gap) -> Row {
    let nearest = gap.unmet.iter().filter_map(|unmet| unmet.nearest).min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let said = &world.words;
    let nearest = nearest.map_or_else(
        || words(say!(said, "gaps.nobody")),
        |(other, km)| {
            let one = &world.directory[other];
            Cell {
                text: said.series(&[&one.name, &said.distance(km)]),
                address: Some(address::organisation(&one.id)),
                ..super::figure::Cell::default()
            }
        },
    );
    Row {
        head: linked(area_link(world, gap.area)),
        cells: vec![
            service_cell(world, gap.service),
            side(world, gap.asking_side),
            number(said, gap.asking.len()),
            number(said, gap.unmet.len()),
            nearest,
            out_of(said, gap.stating.0, gap.stating.1),
        ],
    }
}

/// Offers that nobody in the whole directory asks for, and those that nobody near asks for.
pub(super) fn offers(world: &World) -> Figure {
    let (insights, said) = (&world.insights, &world.words);
    let mut idle: Vec<&Trade> =
        insights.services.iter().filter(|trade| !trade.offering.is_empty() && trade.needing.is_empty()).collect();
    idle.sort_by_key(|trade| std::cmp::Reverse(trade.offering.len()));
    Figure {
        id: "offers-not-taken-up",
        title: say!(said, "idle.title"),
        sentence: if insights.whole.offers == 0 {
            say!(said, "idle.no-offer")
        } else if idle.is_empty() {
            say!(said, "idle.none")
        } else {
            let offered = insights.services.iter().filter(|trade| !trade.offering.is_empty()).count();
            say!(said, "idle.sentence", share = part(idle.len(), offered), idle = idle.len(), offered = offered)
        },
        caution: say!(said, "idle.caution", count = insights.whole.stating_needs),
        chart: idle_chart(world, &idle),
        table: (!idle.is_empty()).then(|| Table {
            caption: say!(said, "idle.caption"),
            heads: heads([say!(said, "head.service"), say!(said, "head.offer"), say!(said, "head.who-offers")]),
            rows: idle
                .into_iter()
                .map(|trade| Row {
                    head: linked(service_link(world, trade)),
                    cells: vec![number(said, trade.offering.len()), words(names(world, &trade.offering))],
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
    let (surplus, said) = (&world.insights.gaps.surplus, &world.words);
    let mut offers: Vec<(OrganisationIndex, ServiceIndex)> =
        surplus.iter().flat_map(|row| row.offering.iter().map(|&one| (one, row.service))).collect();
    offers.sort_unstable();
    offers.dedup();
    (!surplus.is_empty()).then(|| Figure {
        id: "spare-offers",
        title: say!(said, "spare.title"),
        sentence: {
            let fewest = world.matches.scoring().constants.gap_stating.to_string();
            say!(said, "spare.sentence", count = offers.len(), fewest = fewest)
        },
        caution: say!(said, "spare.caution"),
        chart: Some(surplus_chart(world)),
        table: Some(Table {
            caption: say!(said, "spare.caption"),
            heads: heads([
                say!(said, "head.place"),
                say!(said, "head.service"),
                say!(said, "head.offered-by"),
                say!(said, "head.offer"),
                say!(said, "head.say-needs-here"),
            ]),
            rows: surplus.iter().map(|row| surplus_row(world, row)).collect(),
        }),
        csv: Some("insights/gaps.csv"),
        note: if surplus.len() > DRAWN { say!(said, "spare.note", shown = DRAWN) } else { String::new() },
        details: None,
    })
}

fn surplus_chart(world: &World) -> Chart {
    let mut rows: Vec<&Surplus> = world.insights.gaps.surplus.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.offering.len()));
    let bars = rows.into_iter().take(DRAWN).map(|row| {
        let value = row.offering.len();
        let (area, service) = (area_link(world, row.area).label, &world.directory.vocabulary[row.service].label);
        let label = say!(world.words, "title.label", label = area, said = *service);
        (label, vec![BarOf { value, look: "offer", words: value.to_string() }], None)
    });
    chart::bars(say!(world.words, "spare.chart"), bars.collect(), Vec::new())
}

fn surplus_row(world: &World, row: &Surplus) -> Row {
    Row {
        head: linked(area_link(world, row.area)),
        cells: vec![
            service_cell(world, row.service),
            side(world, row.offering_side),
            number(&world.words, row.offering.len()),
            out_of(&world.words, row.stating.0, row.stating.1),
        ],
    }
}

/// How many have a possible match.
pub(super) fn without_match(world: &World) -> Figure {
    let ((with, all), said) = (world.insights.with_a_match(), &world.words);
    let parts = [(say!(said, "alone.with"), with, "here"), (say!(said, "alone.without"), all - with, "need")];
    Figure {
        id: "without-a-match",
        title: say!(said, "alone.title"),
        sentence: if all == 0 {
            say!(said, "alone.nobody")
        } else {
            let sentence = say!(said, "alone.partners", share = part(with, all), with = with, all = all);
            if with == all {
                say!(said, "alone.all", sentence = sentence)
            } else {
                say!(said, "alone.some", sentence = sentence, count = all - with)
            }
        },
        caution: if with == all { String::new() } else { say!(said, "alone.caution") },
        chart: (all > 0).then(|| {
            let bars = parts
                .iter()
                .map(|(label, value, look)| (label.clone(), vec![BarOf { value: *value, look, words: value.to_string() }], None));
            chart::bars(say!(said, "alone.chart"), bars.collect(), Vec::new())
        }),
        table: (all > 0).then(|| Table {
            caption: say!(said, "alone.caption-table"),
            heads: heads([say!(said, "head.possible"), say!(said, "head.organisations")]),
            rows: parts.iter().map(|(label, value, _)| Row { head: words(label), cells: vec![number(said, *value)] }).collect(),
        }),
        csv: Some("insights/introductions.csv"),
        note: say!(said, "alone.note"),
        // How many, not who: that nobody was found for somebody is a gap of this directory and no fact about them.
        details: None,
    }
}

fn names(world: &World, list: &[OrganisationIndex]) -> String {
    let mut names: Vec<&str> = list.iter().map(|&at| world.directory[at].name.as_str()).collect();
    names.sort_by_cached_key(|name| world.words.sort_key(name));
    names.join(&say!(world.words, "list.parts"))
}
