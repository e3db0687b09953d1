//! Keys that stand in two rows of a table.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};

use super::table::Row;

/// The rows in which each key of a table stands.
#[derive(Debug)]
pub(super) struct Keys {
    what: &'static str,
    first: BTreeMap<String, (usize, String)>,
}

impl Keys {
    /// No key yet; `what` it is, for sentences.
    pub(super) fn of(what: &'static str) -> Self {
        Self { what, first: BTreeMap::new() }
    }

    /// Whether the row is to be read: the first of its key. The same row once more is left and said; another row of the same
    /// key is an error, since nobody can know which of the two is right.
    pub(super) fn is_new(&mut self, row: &Row<'_>, column: usize, key: &str, faults: &mut Vec<Diagnostic>) -> bool {
        self.is_new_saying(row, column, (key, row.fingerprint()), faults)
    }

    /// The same where only a part of the row counts: what it says in the cells that are read.
    pub(super) fn is_new_saying(
        &mut self,
        row: &Row<'_>,
        column: usize,
        (key, cells): (&str, String),
        faults: &mut Vec<Diagnostic>,
    ) -> bool {
        let line = row.line();
        let Some((first, known)) = self.first.get(key) else {
            self.first.insert(key.to_owned(), (line, cells));
            return true;
        };
        let what = self.what;
        faults.push(if *known == cells {
            row.fault(column, format!("the row repeats line {first}")).help("it was read once")
        } else {
            let message = format!("{what} `{key}` stands in two rows that say different things: lines {first} and {line}");
            let mut fault = row.fault(column, message);
            fault.code = Code::RegisterFormat;
            fault.severity = Code::RegisterFormat.severity();
            fault.help("keep the row that is right, and delete the other")
        });
        false
    }
}
