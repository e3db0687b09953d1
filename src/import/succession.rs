//! Which NHS body took the place of which, and the care boards that the site itself knows.

use crate::diagnostic::Diagnostic;
use crate::model::Sector;

use super::boards::Boards;
use super::body::{Body, Scheme, day_cell};
use super::outcome::Succession;
use super::table::Table;

/// Reads a table with the columns `predecessor_ods`, `successor_ods` and, if it has one, `succession_date`: the first day
/// of the successor. A body with several successors has several rows; the first counts as the main one.
pub fn read(table: &Table, faults: &mut Vec<Diagnostic>) -> Succession {
    let mut missing = Vec::new();
    let from = table.needed(&["predecessor_ods", "predecessor"], &mut missing);
    let to = table.needed(&["successor_ods", "successor"], &mut missing);
    let date = table.column(&["succession_date", "date"]);
    let mut succession = Succession::default();
    let complete = missing.is_empty();
    faults.extend(missing);
    if !complete {
        return succession;
    }
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let (from_column, to) = (from, row.cell(to, faults));
        let from = row.cell(from_column, faults);
        if from.is_empty() || to.is_empty() {
            let fault = row.fault(from_column, "the row does not name both a predecessor and a successor");
            faults.push(fault.help("the row was left out"));
        }
        let first_day = date.and_then(|column| day_cell(row, column, faults));
        if !from.is_empty() && !to.is_empty() {
            let step = succession.steps.entry(from).or_default();
            step.0.push(to);
            step.1 = step.1.or(first_day);
        }
    });
    succession
}

/// The care boards in force of `data/places/icbs.toml` as organisations. Their offices stand in no register that is free to
/// all, and the middle of an area is no address: they have neither address nor point.
pub fn board_bodies(boards: &Boards) -> Vec<Body> {
    let known = boards.all_in_force().filter(|board| !board.ods.is_empty());
    let body = |board: &super::boards::Board| Body {
        kinds: vec!["integrated-care-board".to_owned()],
        codes: vec![("ods", board.ods.clone())],
        board: Some(board.ods.clone()),
        ..Body::new(Scheme::Ods, board.ods.clone(), board.name.clone(), Sector::Nhs)
    };
    known.map(body).collect()
}
