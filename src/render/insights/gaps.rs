//! Needs that nobody within reach has listed an offer for, offers that nobody has asked for, and who has no match.
//!
//! Nothing here says that something does not exist: only that nobody has listed it.

use super::chart::{self, BarOf, Chart};
use super::figure::{Cell, Figure, Row, Table, heads, linked, number, out_of, words};
use super::trade::service_link;
use crate::insight::Trade;
use crate::matching::{Area, Gap, Surplus};
use crate::model::{OrganisationIndex, Sector, ServiceIndex};
use crate::render::profile::{NamedAddress, board_link};
use crate::render::{World, address, words as english};
use crate::text::counted;

/// Needs without a listed offer within reach.
pub(super) fn needs(world: &World) -> Figure {
    let gaps = &world.insights.gaps;
    let unmet: Vec<&Gap> = gaps.needs.iter().filter(|gap| gap.is_unmet()).collect();
    let mut askers: Vec<OrganisationIndex> =
        unmet.iter().flat_map(|gap| gap.unmet.iter().map(|unmet| unmet.organisation)).collect();
    askers.sort_unstable();
    askers.dedup();
    let left = left_out(gaps.left_out);
    Figure {
        id: "unmet-needs",
        title: "Needs for which nobody near has listed an offer",
        sentence: match (unmet.is_empty(), world.insights.whole.needs) {
            (_, 0) => "Nobody has listed a need yet, so this site cannot say what is missing anywhere.".to_owned(),
            (true, _) => {
                "Every need that can be judged has an offer within 25 kilometres or in the same care board area.".to_owned()
            }
            (false, _) => format!(
                "{} something that no one within 25 kilometres or in the same care board area has listed.",
                counted(askers.len(), "organisation asks for", Some("organisations ask for"))
            ),
        },
        caution: format!("A gap is a prompt to ask, not a finding: the offer may exist and not be listed.{left}"),
        chart: needs_chart(world),
        table: (!unmet.is_empty()).then(|| Table {
            caption:
                "Needs by place and service; a place needs at least 3 organisations of the other side that say what they offer"
                    .to_owned(),
            heads: heads(&[
                "Place",
                "Service",
                "Asked for by",
                "#Ask",
                "#Without a listed offer near",
                "Nearest listed offer",
                "#Say what they offer here",
            ]),
            rows: unmet.into_iter().map(|gap| need_row(world, gap)).collect(),
        }),
        csv: Some("insights/gaps.csv"),
        note: "Remote services count as near everywhere. Ages and dates must fit.".to_owned(),
    }
}

/// Each need that somebody lists, with how many of those asking have no listed offer near; counted once per
/// organisation, whatever the number of its places.
fn needs_chart(world: &World) -> Option<Chart> {
    let gaps = &world.insights.gaps;
    let rows: Vec<(String, Vec<BarOf>, Option<usize>)> = world
        .insights
        .services
        .iter()
        .filter(|trade| !trade.needing.is_empty())
        .map(|trade| {
            let mut unmet: Vec<OrganisationIndex> = gaps
                .needs
                .iter()
                .filter(|gap| gap.service == trade.service)
                .flat_map(|gap| gap.unmet.iter().map(|unmet| unmet.organisation))
                .collect();
            unmet.sort_unstable();
            unmet.dedup();
            let bar = |value: usize, look| BarOf { value, look, words: value.to_string() };
            (service_link(world, trade).label, vec![bar(trade.needing.len(), "offer"), bar(unmet.len(), "need")], None)
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let key = [("offer", "list it as a need"), ("need", "of these, without a listed offer near, as far as can be judged")];
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

fn left_out(rows: usize) -> String {
    match rows {
        0 => String::new(),
        1 => " 1 row is left out because too few organisations there have said anything.".to_owned(),
        more => format!(" {more} rows are left out because too few organisations there have said anything."),
    }
}

fn area_link(world: &World, area: Area) -> NamedAddress {
    let directory = &*world.directory;
    match area {
        Area::Board(board) => board_link(directory, board),
        Area::Region(region) => {
            let region = &directory.places[region];
            NamedAddress { label: region.name.clone(), address: address::region(&region.id) }
        }
    }
}

fn service_cell(world: &World, service: ServiceIndex) -> Cell {
    let service = &world.directory.vocabulary[service];
    linked(NamedAddress { label: service.label.clone(), address: address::service(&service.id) })
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
                text: format!("{}, {}", one.name, crate::matching::sentences::distance(km)),
                address: Some(address::organisation(&one.id)),
                figure: false,
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
    let idle: Vec<&Trade> =
        insights.services.iter().filter(|trade| !trade.offering.is_empty() && trade.needing.is_empty()).collect();
    Figure {
        id: "offers-not-taken-up",
        title: "Offers that nobody has asked for",
        sentence: if idle.is_empty() {
            "Every service that is offered is also listed as a need by somebody.".to_owned()
        } else {
            let offered = insights.services.iter().filter(|trade| !trade.offering.is_empty()).count();
            format!(
                "Of {} that somebody offers, {} not listed as a need by anybody in this directory.",
                counted(offered, "service", None),
                match idle.len() {
                    1 => "1 is".to_owned(),
                    more => format!("{more} are"),
                },
            )
        },
        caution: format!(
            "{} said what {} at all, so this shows what to offer aloud rather than what is unwanted.",
            match insights.whole.stating_needs {
                0 => "Nobody has".to_owned(),
                1 => "Only 1 organisation has".to_owned(),
                more => format!("Only {more} organisations have"),
            },
            if insights.whole.stating_needs == 1 { "it needs" } else { "they need" },
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
    }
}

/// Offers by place that nobody within reach asks for, where enough have said what they need.
pub(super) fn surplus(world: &World) -> Option<Figure> {
    let surplus = &world.insights.gaps.surplus;
    (!surplus.is_empty()).then(|| Figure {
        id: "spare-offers",
        title: "Offers that nobody near has asked for, by place",
        sentence: format!(
            "{} in places where at least three organisations have said what they need.",
            counted(surplus.len(), "offer lies unused", Some("offers lie unused"))
        ),
        caution: String::new(),
        chart: None,
        table: Some(Table {
            caption: "Offers by place and service that nobody within reach lists as a need".to_owned(),
            heads: heads(&["Place", "Service", "Offered by", "#Offer it", "#Say what they need here"]),
            rows: surplus.iter().map(|row| surplus_row(world, row)).collect(),
        }),
        csv: Some("insights/gaps.csv"),
        note: String::new(),
    })
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
    let insights = &world.insights;
    let mut orphans: Vec<OrganisationIndex> = insights.gaps.orphans.clone();
    orphans.sort_by_cached_key(|&at| english::sort_key(&world.directory[at].name));
    let (with, all) = insights.with_a_match;
    Figure {
        id: "without-a-match",
        title: "Who has nobody to be introduced to yet",
        sentence: format!(
            "{with} of {} have at least one possible partner; {} none.",
            counted(all, "organisation", None),
            match all - with {
                1 => "1 has".to_owned(),
                more => format!("{more} have"),
            },
        ),
        caution: if orphans.is_empty() { String::new() } else { "A record that says more finds more.".to_owned() },
        chart: (all > 0).then(|| {
            let bars = vec![BarOf { value: with, look: "here", words: String::new() }];
            let label = format!("With at least one possible partner: {with} of {all}");
            chart::bars("Organisations with a possible partner".to_owned(), vec![(label, bars, Some(all))], &[])
        }),
        table: (!orphans.is_empty()).then(|| Table {
            caption: "Organisations without a possible match, A to Z".to_owned(),
            heads: heads(&["Organisation", "Says what it offers", "Says what it needs"]),
            rows: orphans
                .into_iter()
                .map(|at| {
                    let one = &world.directory[at];
                    let said = |stated: bool| words(if stated { "Yes" } else { "Not stated" });
                    Row { head: linked(NamedAddress::organisation(one)), cells: vec![said(one.offers.is_some()), said(one.needs.is_some())] }
                })
                .collect(),
        }),
        csv: None,
        note: "A possible match is one whose score is at least “possible”; the score and its bands are explained on the method page.".to_owned(),
    }
}

fn names(world: &World, list: &[OrganisationIndex]) -> String {
    let mut names: Vec<&str> = list.iter().map(|&at| world.directory[at].name.as_str()).collect();
    names.sort_by_cached_key(|name| english::sort_key(name));
    names.join("; ")
}
