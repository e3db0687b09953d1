//! Cells and heads of tables.

use crate::site::Field;

/// The names of columns, as the first row of a table has them.
pub(super) fn names(columns: &[Field]) -> Vec<&'static str> {
    columns.iter().map(|column| column.0).collect()
}

/// "a; b": the way several values stand in one cell.
pub(super) fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.collect::<Vec<_>>().join("; ")
}
