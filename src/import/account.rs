//! What became of the rows and cells of a table.
//!
//! A cell that was not understood is a fault at its place. What a reader passes over for a reason, rows of others, columns
//! without a place in a record, is counted here, so that nothing of a table vanishes unsaid.

use std::collections::BTreeMap;

use crate::diagnostic::visible;
use crate::text::{agree, counted, grouped, listed, short};

/// Most names of columns that one sentence lists.
const MOST_NAMED: usize = 30;

/// Counts of one reading of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Account {
    /// Rows that were given to the reader.
    pub rows: usize,
    /// Rows in which nothing stands.
    pub blank: usize,
    /// Rows that it left, by the reason.
    pub rows_left: BTreeMap<&'static str, usize>,
    /// Cells that it left, by the reason.
    pub cells_left: BTreeMap<&'static str, usize>,
    /// By column: whether any row was asked for it.
    pub asked: Vec<bool>,
    /// By column: whether any cell below the header holds something.
    pub filled: Vec<bool>,
}

impl Account {
    /// Notes a property of a column.
    pub(super) fn mark(list: &mut Vec<bool>, column: usize) {
        // No column at all has the greatest number.
        const MOST_COLUMNS: usize = 10_000;
        if column >= list.len() && column < MOST_COLUMNS {
            list.resize(column + 1, false);
        }
        if let Some(mark) = list.get_mut(column) {
            *mark = true;
        }
    }

    /// The sentences on the table of this path, whose columns have these names.
    pub(super) fn sentences(&self, path: &str, header: &[String]) -> Vec<String> {
        let mut said = vec![format!("`{}`: {} read.", visible(path), counted(self.rows, "row", None))];
        for (reason, count) in &self.rows_left {
            said.push(format!("{} {} left: {reason}.", counted(*count, "row", None), agree(*count, "was", "were")));
        }
        for (reason, count) in &self.cells_left {
            said.push(format!("{} {} left: {reason}.", counted(*count, "cell", None), agree(*count, "was", "were")));
        }
        let unread = (0..self.filled.len()).filter(|&at| self.filled[at] && !self.asked.get(at).copied().unwrap_or(false));
        let named: Vec<String> = unread
            .map(|at| match header.get(at).filter(|name| !name.is_empty()) {
                Some(name) => format!("`{}`", visible(&short(name))),
                None => format!("column {}", at + 1),
            })
            .collect();
        if !named.is_empty() {
            let shown: Vec<&str> = named.iter().take(MOST_NAMED).map(String::as_str).collect();
            let more = named.len().saturating_sub(MOST_NAMED);
            let tail = if more > 0 { format!(" and {} more", grouped(more)) } else { String::new() };
            let shown = if more > 0 { shown.join(", ") } else { listed(&shown, "and") };
            said.push(format!("Not read, because a record has no place for it: {shown}{tail}."));
        }
        said
    }
}
