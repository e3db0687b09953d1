//! Who is here, and who is missing.

use super::chart;
use super::chart::{BarOf, TileOf};
use super::figure::{Figure, Row, Table, heads, linked, number, out_of, words};
use crate::insight::{Coverage, RegisterShare, Strength};
use crate::model::PartnershipStatus;
use crate::render::World;
use crate::render::parts::named::NamedAddress;
use crate::site::address;
use crate::text::{self, agree, counted, grouped, listed, part_of};
use crate::wording::words as english;

/// How much of the national registers stands here.
pub(super) fn registers(world: &World) -> Figure {
    let directory = &*world.directory;
    let shares = &world.insights.registers;
    let parts: Vec<String> = shares
        .iter()
        .map(|share| {
            let (here, whole) = (grouped(share.here), grouped(share.whole));
            let label = &directory.registers[share.register].label;
            // More may stand here than the register held on its day: then it is no part of it.
            if share.here > share.whole {
                format!("{here} {label}, where the register counted {whole}")
            } else {
                format!("{here} of the {whole} {label}")
            }
        })
        .collect();
    let weakest = shares.iter().map(|share| Strength::of(share.here, Some(share.whole))).min().unwrap_or(Strength::Nothing);
    let rows = shares.iter().map(|share| {
        let register = &directory.registers[share.register];
        Row {
            head: words(text::capitalised(&register.label)),
            cells: vec![
                number(share.here),
                number(share.whole),
                number(share.missing()),
                words(english::date(register.as_of)),
                super::figure::Cell {
                    text: format!("{}, {}", register.source.publisher, register.source.title),
                    address: Some(register.source.url.clone()),
                    ..super::figure::Cell::default()
                },
            ],
        }
    });
    let bars = shares.iter().map(|share| {
        let register = &directory.registers[share.register];
        let bar = BarOf { value: share.here.min(share.whole), look: "here", words: String::new() };
        (
            if share.here > share.whole {
                format!(
                    "{}: {} here, {} in the register",
                    text::capitalised(&register.label),
                    grouped(share.here),
                    grouped(share.whole)
                )
            } else {
                format!("{}: {} of {}", text::capitalised(&register.label), grouped(share.here), grouped(share.whole))
            },
            vec![bar],
            Some(share.whole),
        )
    });
    let notes: Vec<&str> =
        shares.iter().map(|share| directory.registers[share.register].note.as_str()).filter(|note| !note.is_empty()).collect();
    Figure {
        id: "registers",
        title: "How much of England is here",
        sentence: if parts.is_empty() {
            "No national register has been recorded, so this site cannot say who is missing.".to_owned()
        } else {
            format!("This directory holds {}.", listed(&parts, "and"))
        },
        caution: match weakest {
            Strength::Fair => String::new(),
            _ if shares.is_empty() => String::new(),
            _ => "Most organisations of England are not here yet. What follows shows the records of this directory, never the country.".to_owned(),
        },
        chart: (!shares.is_empty()).then(|| {
            chart::bars("Share of each register that is in this directory".to_owned(), bars.collect(), &[("here", "in this directory"), ("track", "in the register")])
        }),
        table: (!shares.is_empty()).then(|| Table {
            caption: "Organisations in the national registers and in this directory".to_owned(),
            heads: heads(&["Register", "#Here", "#In the register", "#Missing here", "Counted on", "Source"]),
            rows: rows.collect(),
        }),
        csv: Some("insights/registers.csv"),
        note: [&["Closed organisations count nowhere."][..], &notes[..]].concat().join(" "),
        details: None,
    }
}

/// A register's count for one place, as a cell: "5 of 23", or a dash in words where the register does not say.
fn share_cell(here: usize, whole: Option<usize>) -> super::figure::Cell {
    whole.map_or_else(|| number(here), |whole| out_of(here, whole))
}

/// The registers whose parts are shown by place: those that count places and hold something of ours.
fn shown(shares: &[RegisterShare]) -> Vec<&RegisterShare> {
    shares.iter().filter(|share| !share.regions.is_empty() && share.here > 0).collect()
}

/// Who is here by region.
pub(super) fn regions(world: &World) -> Figure {
    let directory = &*world.directory;
    let insights = &world.insights;
    let shares = shown(&insights.registers);
    let mut labels: Vec<String> = vec!["Region".into(), "#All here".into()];
    labels.extend(shares.iter().map(|share| format!("#{}", text::capitalised(&directory.registers[share.register].label))));
    labels.extend(["#Say what they offer".to_owned(), "#Say what they need".to_owned()]);
    let rows = insights.regions.iter().map(|(at, here)| {
        let region = &directory.places[*at];
        let target = NamedAddress::region(region);
        let mut cells = vec![number(here.all())];
        for share in &shares {
            let area = share.regions.iter().find(|(region, _)| region == at).map(|(_, area)| *area);
            cells.push(share_cell(area.map_or(0, |area| area.here), area.map(|area| area.whole)));
        }
        cells.extend([number(here.stating_offers), number(here.stating_needs)]);
        Row { head: linked(target), cells }
    });
    let empty: Vec<&str> =
        insights.regions.iter().filter(|(_, here)| here.all() == 0).map(|(at, _)| directory.places[*at].name.as_str()).collect();
    let most = insights.regions.iter().max_by_key(|(at, here)| (here.all(), std::cmp::Reverse(*at)));
    Figure {
        id: "by-region",
        title: "Who is here, by region",
        sentence: match most {
            Some((at, here)) if here.all() > 0 => format!(
                "{} head office in the region {}{}.",
                text::capitalised(&part_of(
                    here.all(),
                    insights.whole.all(),
                    ("organisation", "organisations"),
                    ("has its", "have their"),
                )),
                directory.places[*at].name,
                match empty.as_slice() {
                    [] => String::new(),
                    [one] => format!(", and nobody is listed yet in {one}"),
                    several => format!(", and nobody is listed yet in {}", listed(several, "or")),
                },
            ),
            _ => "No organisation has stated its region yet.".to_owned(),
        },
        caution: thin_places(&insights.regions.iter().map(|(_, here)| here).collect::<Vec<_>>(), "region"),
        chart: (insights.whole.all() > 0).then(|| {
            chart::bars(
                "NHS organisations and school trusts by region".to_owned(),
                insights.regions.iter().map(|(at, here)| (directory.places[*at].name.clone(), sides(here), None)).collect(),
                &[("nhs", "NHS"), ("school", "school trusts")],
            )
        }),
        table: Some(Table {
            caption: "Organisations by region of their head office; “5 of 23” is what is here of what the register holds there"
                .to_owned(),
            heads: heads(&labels.iter().map(String::as_str).collect::<Vec<_>>()),
            rows: rows.collect(),
        }),
        csv: Some("insights/coverage-by-region.csv"),
        note: "A school trust counts where its head office is, which need not be where its schools are.".to_owned(),
        details: None,
    }
}

fn sides(here: &Coverage) -> Vec<BarOf> {
    [(here.nhs, "nhs"), (here.school, "school")]
        .map(|(value, look)| BarOf { value, look, words: value.to_string() })
        .into_iter()
        .collect()
}

/// How many places hold too few organisations to say anything.
fn thin_places(here: &[&Coverage], noun: &str) -> String {
    let thin = here.iter().filter(|here| here.stating_offers < crate::insight::FEWEST_TO_SHOW).count();
    if thin == 0 {
        return String::new();
    }
    let where_ = if thin == here.len() {
        format!("In every {noun}")
    } else {
        format!("In {thin} of the {}", counted(here.len(), noun, None))
    };
    format!(
        "{where_} fewer than {} organisations have said what they offer, so nothing can be said of what is offered there.",
        crate::insight::FEWEST_TO_SHOW,
    )
}

/// Who is here by care board in force, as a tile map.
pub(super) fn boards(world: &World) -> Figure {
    let directory = &*world.directory;
    let insights = &world.insights;
    let shares = shown(&insights.registers);
    let covered = insights.boards.iter().filter(|(_, here)| here.all() > 0).count();
    let tiles = insights.boards.iter().filter_map(|(at, here)| {
        let board = &directory.places[*at];
        let tile = board.tile.as_ref()?;
        Some(TileOf {
            column: tile.column,
            row: tile.row,
            label: tile.label.clone(),
            number: here.all(),
            words: format!("{}: {}", board.short, counted(here.all(), "organisation", None)),
            address: address::board(&directory.places, *at),
        })
    });
    let tiles: Vec<TileOf> = tiles.collect();
    let mut labels: Vec<String> = vec!["Care board area".into(), "#All here".into()];
    labels.extend(shares.iter().map(|share| format!("#{}", text::capitalised(&directory.registers[share.register].label))));
    labels.extend(["#Say what they offer".to_owned(), "#Say what they need".to_owned()]);
    let mut order: Vec<_> = insights.boards.iter().collect();
    order.sort_by_key(|(at, _)| english::sort_key(&directory.places[*at].short));
    let rows = order.into_iter().map(|(at, here)| {
        let mut cells = vec![number(here.all())];
        for share in &shares {
            let area = share.boards.iter().find(|(board, _)| board == at).map(|(_, area)| *area);
            cells.push(share_cell(area.map_or(0, |area| area.here), area.map(|area| area.whole)));
        }
        cells.extend([number(here.stating_offers), number(here.stating_needs)]);
        Row { head: linked(NamedAddress::board(directory, *at)), cells }
    });
    Figure {
        id: "by-care-board",
        title: "Who is here, by care board area",
        sentence: match (covered, insights.boards.len()) {
            (0, _) => "Nobody has said yet in which care board area they work.".to_owned(),
            (covered, all) if covered == all => "Somebody is listed in every care board area in force.".to_owned(),
            (covered, all) => format!(
                "Somebody is listed in {covered} of the {}; {} {} still empty.",
                counted(all, "care board area in force", Some("care board areas in force")),
                all - covered,
                agree(all - covered, "is", "are"),
            ),
        },
        caution: thin_places(&insights.boards.iter().map(|(_, here)| here).collect::<Vec<_>>(), "area"),
        chart: (!tiles.is_empty()).then(|| chart::tiles("Organisations by care board area".to_owned(), "organisations", tiles)),
        table: Some(Table {
            caption: "Organisations by care board area in which they work; one that works in several counts in each, and against the register only in its main one".to_owned(),
            heads: heads(&labels.iter().map(String::as_str).collect::<Vec<_>>()),
            rows: rows.collect(),
        }),
        csv: Some("insights/coverage-by-care-board.csv"),
        note: "Each square is one care board in force. Squares keep neighbours together as far as they can; they say nothing of size.".to_owned(),
        details: None,
    }
}

/// What has been done together, by focus area.
pub(super) fn partnerships(world: &World) -> Figure {
    let directory = &*world.directory;
    let all = &directory.partnerships;
    let with_results = all.iter().filter(|one| !one.results.is_empty()).count();
    let current = all.iter().filter(|one| one.status == PartnershipStatus::Current).count();
    let rows = || world.insights.together.iter().map(|row| (row, &directory.vocabulary[row.focus]));
    let chart = (!all.is_empty()).then(|| {
        let bar = |value: usize, look| BarOf { value, look, words: value.to_string() };
        let bars = rows()
            .map(|(row, area)| (area.label.clone(), vec![bar(row.partnerships, "here"), bar(row.with_results, "need")], None));
        chart::bars(
            "Documented partnerships by focus area".to_owned(),
            bars.collect(),
            &[("here", "partnerships"), ("need", "of these, with published results")],
        )
    });
    Figure {
        id: "partnerships",
        title: "What has been done together",
        sentence: if all.is_empty() {
            "No partnership is documented yet.".to_owned()
        } else {
            format!(
                "{} a result that we could read, and {current} {} known to go on today.",
                text::capitalised(&part_of(
                    with_results,
                    all.len(),
                    ("documented partnership", "documented partnerships"),
                    ("has published", "have published"),
                )),
                agree(current, "is", "are"),
            )
        },
        caution: "These were found by looking, not by counting everybody: a partnership that nobody wrote about is not here. Results of different studies are not comparable and are not added up.".to_owned(),
        chart,
        table: Some(Table {
            caption: "Documented partnerships by focus area; one may serve several".to_owned(),
            heads: heads(&["Focus area", "#Partnerships", "#With published results"]),
            rows: rows()
                .map(|(row, area)| Row {
                    head: linked(NamedAddress::focus(area)),
                    cells: vec![number(row.partnerships), number(row.with_results)],
                })
                .collect(),
        }),
        csv: Some("insights/partnerships.csv"),
        note: String::new(),
        details: None,
    }
}
