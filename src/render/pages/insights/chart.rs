//! Charts as numbers that a template draws as SVG. Everything is laid out here, so that the same figures give the same
//! bytes; looks are classes of the style sheet, and every series has a pattern besides its colour.

use crate::wording::{Words, say};
use serde::Serialize;

/// Width of a chart in units; texts are drawn for a screen about as wide.
const WIDTH: f64 = 360.0;

/// The longest bar.
const LONGEST: f64 = 296.0;

/// Most signs of a line above a bar.
const LABEL: usize = 42;

/// A chart, ready to draw.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(in crate::render) enum Chart {
    /// Horizontal bars with their labels above them.
    Bars { title: String, width: f64, height: f64, rows: Vec<BarRow>, key: Vec<Key> },
    /// Columns of a distribution.
    Columns { title: String, width: f64, height: f64, base: f64, columns: Vec<Column>, axis: String },
    /// Squares on a grid, each a link.
    Tiles { title: String, width: f64, height: f64, tiles: Vec<TileView>, key: Vec<TileKey> },
}

/// A label with its bars.
#[derive(Debug, Serialize)]
pub(in crate::render) struct BarRow {
    label: Vec<TextLine>,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    y: f64,
    width: f64,
    /// The width of the whole of which the bar is a part; 0 where there is none.
    track: f64,
    look: &'static str,
    value: String,
    value_x: f64,
    value_y: f64,
}

/// What a look means.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Key {
    look: &'static str,
    label: String,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Column {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    middle: f64,
    value: String,
    value_y: f64,
    label: String,
}

/// A tile of the map.
#[derive(Debug, Serialize)]
pub(in crate::render) struct TileView {
    x: f64,
    y: f64,
    size: f64,
    middle: f64,
    number_y: f64,
    step: u8,
    number: usize,
    lines: Vec<TextLine>,
    /// What the tile says to those who do not see it.
    words: String,
    address: String,
}

/// A line of words in a chart.
#[derive(Debug, Serialize)]
struct TextLine {
    y: f64,
    words: String,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct TileKey {
    step: u8,
    words: String,
}

/// One bar to draw: a value, how it looks, and what is written beside it.
pub(in crate::render) struct BarOf {
    pub(in crate::render) value: usize,
    pub(in crate::render) look: &'static str,
    pub(in crate::render) words: String,
}

/// Bars for each label; `whole` makes every bar a part of a track of that many.
pub(in crate::render) fn bars(
    title: String,
    rows: Vec<(String, Vec<BarOf>, Option<usize>)>,
    key: Vec<(&'static str, String)>,
) -> Chart {
    let greatest = rows.iter().flat_map(|(_, bars, _)| bars).map(|bar| bar.value).max().unwrap_or(0).max(1);
    let mut y = 0.0;
    let mut drawn = Vec::new();
    for (label, bars, whole) in rows {
        let lines = wrap(&label, LABEL).into_iter().enumerate();
        let label: Vec<TextLine> = lines.map(|(at, words)| TextLine { y: y + 13.0 + 15.0 * at as f64, words }).collect();
        y += 4.0 + 15.0 * label.len() as f64;
        let mut row = Vec::new();
        for bar in bars {
            let scale = whole.unwrap_or(greatest).max(1);
            let width = round(LONGEST * bar.value as f64 / scale as f64);
            let track = if whole.is_some() { LONGEST } else { 0.0 };
            row.push(Bar {
                y,
                width: if bar.value > 0 { width.max(2.0) } else { 0.0 },
                track,
                look: bar.look,
                value: bar.words,
                value_x: round(width.max(track) + 5.0),
                value_y: y + 10.5,
            });
            y += 15.0;
        }
        drawn.push(BarRow { label, bars: row });
        y += 7.0;
    }
    let key = key.into_iter().map(|(look, label)| Key { look, label }).collect();
    Chart::Bars { title, width: WIDTH, height: y, rows: drawn, key }
}

/// Columns side by side, each with its number above and its label below; `axis` says what the labels count.
pub(in crate::render) fn columns(title: String, axis: &str, values: &[(String, usize)]) -> Chart {
    const TALLEST: f64 = 120.0;
    let greatest = values.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
    let step = WIDTH / values.len().max(1) as f64;
    let base = TALLEST + 20.0;
    let columns = values
        .iter()
        .enumerate()
        .map(|(at, (label, value))| {
            let height = round(TALLEST * *value as f64 / greatest as f64);
            let x = round(at as f64 * step + step * 0.1);
            Column {
                x,
                y: round(base - height),
                width: round(step * 0.8),
                height,
                middle: round(at as f64 * step + step / 2.0),
                value: value.to_string(),
                value_y: round(base - height - 5.0),
                label: label.clone(),
            }
        })
        .collect();
    Chart::Columns { title, width: WIDTH, height: base + 40.0, base, columns, axis: axis.to_owned() }
}

/// One tile to draw.
pub(in crate::render) struct TileOf {
    pub(in crate::render) column: u8,
    pub(in crate::render) row: u8,
    pub(in crate::render) label: String,
    pub(in crate::render) number: usize,
    pub(in crate::render) words: String,
    pub(in crate::render) address: String,
}

/// Least numbers of the steps of the tile map after the first, which is none.
const STEPS: [usize; 3] = [1, 3, 6];

/// The tile map. `noun` is what is counted, in the plural.
pub(in crate::render) fn tiles(said: &Words, title: String, tiles: Vec<TileOf>) -> Chart {
    const SIZE: f64 = 62.0;
    const STRIDE: f64 = 66.0;
    let columns = tiles.iter().map(|tile| tile.column + 1).max().unwrap_or(1);
    let rows = tiles.iter().map(|tile| tile.row + 1).max().unwrap_or(1);
    let drawn = tiles
        .into_iter()
        .map(|tile| {
            let (x, y) = (f64::from(tile.column) * STRIDE + 2.0, f64::from(tile.row) * STRIDE + 2.0);
            let lines = wrap(&tile.label, 11);
            TileView {
                x,
                y,
                size: SIZE,
                middle: x + SIZE / 2.0,
                number_y: y + 24.0,
                step: STEPS.iter().filter(|&&least| tile.number >= least).count() as u8,
                number: tile.number,
                lines: lines
                    .into_iter()
                    .enumerate()
                    .map(|(at, words)| TextLine { y: y + 39.0 + 11.0 * at as f64, words })
                    .collect(),
                words: tile.words,
                address: tile.address,
            }
        })
        .collect();
    let mut key = vec![TileKey { step: 0, words: say!(said, "chart.no-organisations") }];
    for (at, least) in STEPS.iter().enumerate() {
        let words = match STEPS.get(at + 1) {
            Some(next) if next - 1 == *least => least.to_string(),
            Some(next) => say!(said, "map.from-to", least = *least, most = next - 1),
            None => say!(said, "map.or-more", least = *least),
        };
        key.push(TileKey { step: at as u8 + 1, words });
    }
    Chart::Tiles { title, width: f64::from(columns) * STRIDE + 2.0, height: f64::from(rows) * STRIDE + 2.0, tiles: drawn, key }
}

/// Words in lines of at most `longest` signs; a longer word has a line of its own.
fn wrap(text: &str, longest: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= longest => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_wrap_between_words() {
        assert_eq!(wrap("N East & N Cumbria", 11), ["N East & N", "Cumbria"]);
        assert_eq!(wrap("Gloucestershire", 11), ["Gloucestershire"]);
    }

    #[test]
    fn bars_stay_inside_the_chart() {
        let bar = |value| BarOf { value, look: "nhs", words: value.to_string() };
        let rows = vec![("A".to_owned(), vec![bar(3), bar(0)], None), ("B".to_owned(), vec![bar(12)], Some(24))];
        let Chart::Bars { rows, height, .. } = bars("t".to_owned(), rows, Vec::new()) else { panic!("bars") };
        assert_eq!((rows[0].bars[0].width, rows[0].bars[1].width, rows[1].bars[0].width), (74.0, 0.0, 148.0));
        assert!(rows.iter().flat_map(|row| &row.bars).all(|bar| bar.y + 12.0 <= height && bar.width <= LONGEST));
    }

    #[test]
    fn no_value_breaks_no_column() {
        let Chart::Columns { columns, .. } = columns("t".to_owned(), "x", &[("0".to_owned(), 0), ("1".to_owned(), 0)]) else {
            panic!("columns")
        };
        assert!(columns.iter().all(|column| column.height == 0.0 && column.y.is_finite()));
    }
}
