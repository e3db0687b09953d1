//! Who is here, and who is missing.

use super::chart;
use super::chart::{BarOf, TileOf};
use super::figure::{Figure, Row, Table, heads, linked, number, out_of, words};
use crate::insight::{Coverage, FEWEST_TO_SHOW, RegisterShare, Strength};
use crate::model::{Partnership, PartnershipStatus, ResultKind};
use crate::render::World;
use crate::render::parts::named::NamedAddress;
use crate::site::address;
use crate::text;
use crate::wording::words::share as part;
use crate::wording::{Words, say};

/// How much of the national registers stands here.
pub(super) fn registers(world: &World) -> Figure {
    let (directory, said) = (&*world.directory, &world.words);
    let shares = &world.insights.registers;
    let parts: Vec<String> = shares
        .iter()
        .map(|share| {
            let label = &directory.registers[share.register].label;
            // More may stand here than the register held on its day: then it is no part of it.
            if share.here > share.whole {
                say!(said, "coverage.beyond", here = share.here, whole = share.whole, label = *label)
            } else {
                say!(said, "coverage.part", here = share.here, whole = share.whole, label = *label)
            }
        })
        .collect();
    let weakest = shares.iter().map(|share| Strength::of(share.here, Some(share.whole))).min().unwrap_or(Strength::Nothing);
    let bars = shares.iter().map(|share| {
        let register = &directory.registers[share.register];
        let bar = BarOf { value: share.here.min(share.whole), look: "here", words: String::new() };
        (
            {
                let label = text::capitalised(&register.label);
                if share.here > share.whole {
                    say!(said, "coverage.bar-beyond", label = label, here = share.here, whole = share.whole)
                } else {
                    say!(said, "coverage.bar", label = label, here = share.here, whole = share.whole)
                }
            },
            vec![bar],
            Some(share.whole),
        )
    });
    let closed = say!(said, "coverage.note");
    let notes = shares.iter().map(|share| directory.registers[share.register].note.as_str()).filter(|note| !note.is_empty());
    let notes: Vec<&str> = std::iter::once(closed.as_str()).chain(notes).collect();
    Figure {
        id: "registers",
        title: say!(said, "coverage.title"),
        sentence: if parts.is_empty() {
            say!(said, "coverage.no-register")
        } else {
            say!(said, "coverage.holds", parts = said.and(&parts))
        },
        caution: match weakest {
            Strength::Fair => String::new(),
            _ if shares.is_empty() => String::new(),
            _ => say!(said, "coverage.caution"),
        },
        chart: (!shares.is_empty()).then(|| {
            let key = [("here", say!(said, "coverage.key-here")), ("track", say!(said, "coverage.key-register"))];
            chart::bars(say!(said, "coverage.chart"), bars.collect(), key.into())
        }),
        table: (!shares.is_empty()).then(|| registers_table(world)),
        csv: Some("insights/registers.csv"),
        note: notes.join(" "),
        details: None,
    }
}

fn registers_table(world: &World) -> Table {
    let (directory, said) = (&*world.directory, &world.words);
    let rows = world.insights.registers.iter().map(|share| {
        let register = &directory.registers[share.register];
        Row {
            head: words(text::capitalised(&register.label)),
            cells: vec![
                number(said, share.here),
                number(said, share.whole),
                number(said, share.missing()),
                words(world.words.date(register.as_of)),
                super::figure::Cell {
                    text: said.series(&[&register.source.publisher, &register.source.title]),
                    address: Some(register.source.url.clone()),
                    ..super::figure::Cell::default()
                },
            ],
        }
    });
    Table {
        caption: say!(said, "coverage.caption"),
        heads: heads([
            say!(said, "head.register"),
            say!(said, "head.here"),
            say!(said, "head.in-register"),
            say!(said, "head.missing"),
            say!(said, "head.counted"),
            say!(said, "head.source"),
        ]),
        rows: rows.collect(),
    }
}

/// A register's count for one place, as a cell: "5 of 23", or a dash in words where the register does not say.
fn share_cell(said: &Words, here: usize, whole: Option<usize>) -> super::figure::Cell {
    whole.map_or_else(|| number(said, here), |whole| out_of(said, here, whole))
}

/// The registers whose parts are shown by place: those that count places and hold something of ours.
fn shown(shares: &[RegisterShare]) -> Vec<&RegisterShare> {
    shares.iter().filter(|share| !share.regions.is_empty() && share.here > 0).collect()
}

/// Who is here by region.
pub(super) fn regions(world: &World) -> Figure {
    let (directory, said) = (&*world.directory, &world.words);
    let insights = &world.insights;
    let shares = shown(&insights.registers);
    let mut labels: Vec<String> = vec![say!(said, "head.region"), say!(said, "head.all-here")];
    labels.extend(shares.iter().map(|share| format!("#{}", text::capitalised(&directory.registers[share.register].label))));
    labels.extend([say!(said, "head.say-offers"), say!(said, "head.say-needs")]);
    let rows = insights.regions.iter().map(|(at, here)| {
        let region = &directory.places[*at];
        let target = NamedAddress::region(region);
        let mut cells = vec![number(said, here.all())];
        for share in &shares {
            let area = share.regions.iter().find(|(region, _)| region == at).map(|(_, area)| *area);
            cells.push(share_cell(said, area.map_or(0, |area| area.here), area.map(|area| area.whole)));
        }
        cells.extend([number(said, here.stating_offers), number(said, here.stating_needs)]);
        Row { head: linked(target), cells }
    });
    let empty: Vec<&str> =
        insights.regions.iter().filter(|(_, here)| here.all() == 0).map(|(at, _)| directory.places[*at].name.as_str()).collect();
    let most = insights.regions.iter().max_by_key(|(at, here)| (here.all(), std::cmp::Reverse(*at)));
    Figure {
        id: "by-region",
        title: say!(said, "coverage.by-region"),
        sentence: match most {
            Some((at, here)) if here.all() > 0 => {
                let (here, all, region) = (here.all(), insights.whole.all(), &directory.places[*at].name);
                let most = say!(said, "coverage.most", share = part(here, all), here = here, all = all, region = *region);
                if empty.is_empty() {
                    say!(said, "coverage.most-only", most = most)
                } else {
                    say!(said, "coverage.most-and-empty", most = most, regions = said.or(&empty))
                }
            }
            _ => say!(said, "coverage.no-region"),
        },
        caution: {
            let (thin, all) = thin(insights.regions.iter().map(|(_, here)| here));
            if thin == 0 {
                String::new()
            } else {
                say!(said, "coverage.thin-regions", share = part(thin, all), thin = thin, all = all, fewest = FEWEST_TO_SHOW)
            }
        },
        chart: (insights.whole.all() > 0).then(|| {
            chart::bars(
                say!(said, "coverage.region-chart"),
                insights.regions.iter().map(|(at, here)| (directory.places[*at].name.clone(), sides(here), None)).collect(),
                vec![("nhs", say!(said, "coverage.key-nhs")), ("school", say!(said, "coverage.key-school"))],
            )
        }),
        table: Some(Table { caption: say!(said, "coverage.region-caption"), heads: heads(labels), rows: rows.collect() }),
        csv: Some("insights/coverage-by-region.csv"),
        note: say!(said, "coverage.region-note"),
        details: None,
    }
}

fn sides(here: &Coverage) -> Vec<BarOf> {
    [(here.nhs, "nhs"), (here.school, "school")]
        .map(|(value, look)| BarOf { value, look, words: value.to_string() })
        .into_iter()
        .collect()
}

/// How many places hold too few organisations to say anything, and how many places there are.
fn thin<'a>(here: impl Iterator<Item = &'a Coverage>) -> (usize, usize) {
    here.fold((0, 0), |(thin, all), here| (thin + usize::from(here.stating_offers < FEWEST_TO_SHOW), all + 1))
}

/// Who is here by care board in force, as a tile map.
pub(super) fn boards(world: &World) -> Figure {
    let (directory, said) = (&*world.directory, &world.words);
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
            words: say!(said, "title.label", label = board.short, said = say!(said, "count.organisations", count = here.all())),
            address: address::board(&directory.places, *at),
        })
    });
    let tiles: Vec<TileOf> = tiles.collect();
    let mut labels: Vec<String> = vec![say!(said, "head.board"), say!(said, "head.all-here")];
    labels.extend(shares.iter().map(|share| format!("#{}", text::capitalised(&directory.registers[share.register].label))));
    labels.extend([say!(said, "head.say-offers"), say!(said, "head.say-needs")]);
    let mut order: Vec<_> = insights.boards.iter().collect();
    order.sort_by_key(|(at, _)| world.words.sort_key(&directory.places[*at].short));
    let rows = order.into_iter().map(|(at, here)| {
        let mut cells = vec![number(said, here.all())];
        for share in &shares {
            let area = share.boards.iter().find(|(board, _)| board == at).map(|(_, area)| *area);
            cells.push(share_cell(said, area.map_or(0, |area| area.here), area.map(|area| area.whole)));
        }
        cells.extend([number(said, here.stating_offers), number(said, here.stating_needs)]);
        Row { head: linked(NamedAddress::board(directory, *at)), cells }
    });
    Figure {
        id: "by-care-board",
        title: say!(said, "coverage.by-board"),
        sentence: match (covered, insights.boards.len()) {
            (0, _) => say!(said, "coverage.no-board"),
            (covered, all) if covered == all => say!(said, "coverage.every-board"),
            (covered, all) => say!(said, "coverage.some-boards", covered = covered, all = all, empty = all - covered),
        },
        caution: {
            let (thin, all) = thin(insights.boards.iter().map(|(_, here)| here));
            if thin == 0 {
                String::new()
            } else {
                say!(said, "coverage.thin-areas", share = part(thin, all), thin = thin, all = all, fewest = FEWEST_TO_SHOW)
            }
        },
        chart: (!tiles.is_empty()).then(|| chart::tiles(said, say!(said, "coverage.board-chart"), tiles)),
        table: Some(Table { caption: say!(said, "coverage.board-caption"), heads: heads(labels), rows: rows.collect() }),
        csv: Some("insights/coverage-by-care-board.csv"),
        note: say!(said, "coverage.board-note"),
        details: None,
    }
}

/// What has been done together, by focus area.
pub(super) fn partnerships(world: &World) -> Figure {
    let (directory, said) = (&*world.directory, &world.words);
    let all = &directory.partnerships;
    let with_results = all.iter().filter(|one| !one.results.is_empty()).count();
    let current = all.iter().filter(|one| one.status == PartnershipStatus::Current).count();
    let measured = |one: &&Partnership| one.results.iter().any(|result| result.kind == Some(ResultKind::Change));
    let changed = all.iter().filter(measured).count();
    let rows = || world.insights.together.iter().map(|row| (row, &directory.vocabulary[row.focus]));
    let chart = (!all.is_empty()).then(|| {
        let bar = |value: usize, look| BarOf { value, look, words: value.to_string() };
        let bars = rows()
            .map(|(row, area)| (area.label.clone(), vec![bar(row.partnerships, "here"), bar(row.with_results, "need")], None));
        chart::bars(
            say!(said, "together.chart"),
            bars.collect(),
            vec![("here", say!(said, "together.key-all")), ("need", say!(said, "together.key-results"))],
        )
    });
    Figure {
        id: "partnerships",
        title: say!(said, "together.title"),
        sentence: if all.is_empty() {
            say!(said, "together.none")
        } else {
            let (results, all) = (with_results, all.len());
            let results = say!(said, "together.results", share = part(results, all), results = results, all = all);
            say!(said, "together.sentence", results = results, count = current)
        },
        caution: match changed {
            0 => say!(said, "together.caution"),
            changed => format!("{} {}", say!(said, "together.changed", count = changed), say!(said, "together.caution")),
        },
        chart,
        table: Some(Table {
            caption: say!(said, "together.caption"),
            heads: heads([say!(said, "head.focus"), say!(said, "head.partnerships"), say!(said, "head.with-results")]),
            rows: rows()
                .map(|(row, area)| Row {
                    head: linked(NamedAddress::focus(area)),
                    cells: vec![number(said, row.partnerships), number(said, row.with_results)],
                })
                .collect(),
        }),
        csv: Some("insights/partnerships.csv"),
        note: String::new(),
        details: None,
    }
}
