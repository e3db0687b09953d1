//! What is published on the children of an area, with England beside it: a small chart, and the same numbers as a table.

use serde::Serialize;

use crate::model::{AreaFigure, AreaMeasure, CareBoardIndex, DistrictIndex, NamedFigure, UpperTier};
use crate::render::World;
use crate::render::pages::insights::chart::{self, BarOf, Chart};
use crate::wording::{Words, say};

/// The file with all figures.
const FILE: &str = "data/area.csv";

/// The figures of an area.
#[derive(Serialize)]
pub(in crate::render) struct ContextView {
    /// The district or care board area.
    name: String,
    rows: Vec<ContextRow>,
    chart: Chart,
    csv: &'static str,
}

/// One measure.
#[derive(Serialize)]
struct ContextRow {
    label: String,
    /// "31.9%", or "23.1% (Rutland) to 31.9% (Leicester)".
    here: String,
    /// "18.1%"; empty where the source has no figure for England.
    england: String,
    /// "August 2024 to July 2025"
    period: String,
    source: String,
    publisher: String,
    /// The day on which it was published.
    date: String,
}

/// The figures of a district; `None` where none is known.
pub(in crate::render) fn of_district(world: &World, at: DistrictIndex) -> Option<ContextView> {
    let directory = &*world.directory;
    let figures = |measure| directory.figure_of_district(measure, at).into_iter().collect();
    view(world, &directory.places[at].name, &figures)
}

/// The lowest and the highest figure of the districts of a board; `None` where none is known.
pub(in crate::render) fn of_board(world: &World, at: CareBoardIndex) -> Option<ContextView> {
    let directory = &*world.directory;
    view(world, &directory.places[at].short, &|measure| directory.figures_of_board(measure, at))
}

/// The figures of a council's area, else the lowest and the highest of its districts; `None` where none is known.
pub(in crate::render) fn of_council(world: &World, council: &UpperTier) -> Option<ContextView> {
    view(world, &council.council.name, &|measure| world.directory.figures_of_council(measure, council))
}

/// The figures in a line each, for a brief.
pub(in crate::render) fn lines(words: &Words, view: &ContextView) -> Vec<String> {
    let line = |row: &ContextRow| {
        let ContextRow { label, here, england, period, publisher, .. } = row;
        if england.is_empty() {
            say!(words, "area.line", measure = label, here = here, period = period, publisher = publisher)
        } else {
            say!(
                words,
                "area.line-england",
                measure = label,
                here = here,
                england = england,
                period = period,
                publisher = publisher
            )
        }
    };
    view.rows.iter().map(line).collect()
}

fn view<'a>(world: &'a World, name: &str, figures: &dyn Fn(AreaMeasure) -> Vec<NamedFigure<'a>>) -> Option<ContextView> {
    let words = &world.words;
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    let mut several = false;
    for measure in AreaMeasure::ALL {
        let here = figures(measure);
        let Some(first) = here.first() else { continue };
        several |= here.len() > 1;
        let england = world.directory.figure_of_england(measure).filter(|one| one.period == first.figure.period);
        let row = row(words, name, measure, &here, england);
        let mut of_row: Vec<BarOf> = here.iter().map(|one| bar(words, one.figure, "nhs")).collect();
        of_row.extend(england.map(|one| bar(words, one, "past")));
        bars.push((row.label.clone(), of_row, Some(1000)));
        rows.push(row);
    }
    let here = if several { say!(words, "area.districts") } else { say!(words, "area.here") };
    let key = vec![("nhs", here), ("past", say!(words, "area.england"))];
    let known = !rows.is_empty();
    let title = say!(words, "area.title", name = name);
    known.then(|| ContextView { name: name.to_owned(), rows, chart: chart::bars(title, bars, key), csv: FILE })
}

/// A bar as a part of a whole of a thousand.
fn bar(words: &Words, figure: &AreaFigure, look: &'static str) -> BarOf {
    BarOf { value: (figure.percent * 10.0).round() as usize, look, words: percent(words, figure) }
}

fn percent(words: &Words, figure: &AreaFigure) -> String {
    say!(words, "area.percent", number = format!("{:.1}", figure.percent))
}

fn row(words: &Words, name: &str, measure: AreaMeasure, here: &[NamedFigure<'_>], england: Option<&AreaFigure>) -> ContextRow {
    let figure = here[0].figure;
    let named = |one: &NamedFigure<'_>| match percent(words, one.figure) {
        percent if one.name == name => percent,
        percent => say!(words, "area.of", percent = percent, name = one.name),
    };
    let days = AreaFigure::days(&figure.period);
    ContextRow {
        label: say!(words, "area.measure", measure = measure.id()),
        here: match here {
            [lowest, highest] => say!(words, "area.span", lowest = named(lowest), highest = named(highest)),
            _ => named(&here[0]),
        },
        england: england.map(|one| percent(words, one)).unwrap_or_default(),
        period: days
            .map(|(first, last)| say!(words, "area.period", first = words.month(first), last = words.month(last)))
            .unwrap_or_default(),
        source: figure.source.clone(),
        publisher: figure.publisher.clone(),
        date: figure.date.to_string(),
    }
}
