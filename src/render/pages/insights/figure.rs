//! A figure: one sentence, a chart where there is something to draw, the same numbers as a table and as a file.

use serde::Serialize;

use super::chart::Chart;
use crate::render::parts::named::NamedAddress;
use crate::render::parts::notes::Note;
use crate::wording::{Words, say};

/// A figure, ready to show.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Figure {
    /// Its fragment.
    pub(in crate::render) id: &'static str,
    /// What it is about.
    pub(in crate::render) title: String,
    /// What it shows, in one sentence.
    pub(in crate::render) sentence: String,
    /// How little it shows; empty where it needs no such word.
    pub(in crate::render) caution: String,
    pub(in crate::render) chart: Option<Chart>,
    pub(in crate::render) table: Option<Table>,
    /// The address of the same numbers as CSV.
    pub(in crate::render) csv: Option<&'static str>,
    /// What is counted and how.
    pub(in crate::render) note: String,
    /// What stands behind the numbers: which ones, or where.
    pub(in crate::render) details: Option<Details>,
}

/// A further table of a figure, with its own file.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Details {
    pub(in crate::render) table: Table,
    /// The address of the same as CSV.
    pub(in crate::render) csv: &'static str,
}

/// A table with row headers.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Table {
    pub(in crate::render) caption: String,
    pub(in crate::render) heads: Vec<Head>,
    pub(in crate::render) rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Head {
    pub(in crate::render) label: String,
    /// Whether the column holds numbers.
    pub(in crate::render) figure: bool,
}

/// A row: what it is about, then its cells.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Row {
    pub(in crate::render) head: Cell,
    pub(in crate::render) cells: Vec<Cell>,
}

/// A cell, perhaps a link.
#[derive(Debug, Default, Serialize)]
pub(in crate::render) struct Cell {
    pub(in crate::render) text: String,
    pub(in crate::render) address: Option<String>,
    pub(in crate::render) figure: bool,
    /// The mark of the link in a document to print.
    pub(in crate::render) note: Option<Note>,
}

/// A table of a page shows at most so many rows; the file beside it holds all.
const MOST_ROWS: usize = 50;
/// A table of a document to print shows at most so many.
const MOST_ROWS_ON_PAPER: usize = 12;

impl Figure {
    /// As a page shows it: long tables end after their first rows and say so.
    pub(in crate::render) fn cut(self, words: &Words) -> Self {
        self.cut_to(MOST_ROWS, words)
    }

    fn cut_to(mut self, most: usize, words: &Words) -> Self {
        let details = self.details.iter_mut().map(|details| &mut details.table);
        self.table.iter_mut().chain(details).for_each(|table| table.cut_to(most, words));
        self
    }

    /// As a document to print shows it: findings without the lists behind them, which stand in their files. Where the table
    /// is cut, its chart would show what nobody can look up; and no cell leads to a page of this site, which paper cannot.
    pub(in crate::render) fn on_paper(self, words: &Words) -> Self {
        let whole = self.table.as_ref().is_none_or(|table| table.rows.len() <= MOST_ROWS_ON_PAPER);
        let chart = self.chart.filter(|_| whole);
        let mut figure = Self { details: None, chart, ..self }.cut_to(MOST_ROWS_ON_PAPER, words);
        for cell in figure.cells_mut() {
            cell.address = cell.address.take().filter(|address| address.starts_with("http"));
        }
        figure
    }

    /// All cells of its tables, row by row.
    pub(in crate::render) fn cells_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        let tables = self.table.iter_mut().chain(self.details.iter_mut().map(|details| &mut details.table));
        tables.flat_map(|table| &mut table.rows).flat_map(|row| std::iter::once(&mut row.head).chain(&mut row.cells))
    }
}

impl Table {
    fn cut_to(&mut self, most: usize, words: &Words) {
        let all = self.rows.len();
        if all > most {
            self.rows.truncate(most);
            self.caption = say!(words, "figure.cut", caption = self.caption, shown = most, all = all);
        }
    }
}

/// Columns: a `#` in front marks one that holds numbers.
pub(in crate::render) fn heads(labels: impl IntoIterator<Item = String>) -> Vec<Head> {
    let head = |label: String| match label.strip_prefix('#') {
        Some(bare) => Head { label: bare.to_owned(), figure: true },
        None => Head { label, figure: false },
    };
    labels.into_iter().map(head).collect()
}

/// A cell of words.
pub(in crate::render) fn words(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

/// A cell with a number.
pub(in crate::render) fn number(words: &Words, number: usize) -> Cell {
    Cell { text: words.grouped(number), figure: true, ..Cell::default() }
}

/// A cell with a number out of another.
pub(in crate::render) fn out_of(words: &Words, part: usize, whole: usize) -> Cell {
    // More may stand here than a register held on its day, or than it places there.
    let text = if part > whole {
        say!(words, "figure.beyond-register", part = part, whole = whole)
    } else {
        say!(words, "figure.out-of", part = part, whole = whole)
    };
    Cell { text, figure: true, ..Cell::default() }
}

/// A cell that links.
pub(in crate::render) fn linked(target: NamedAddress) -> Cell {
    Cell { text: target.label, address: Some(target.address), ..Cell::default() }
}
