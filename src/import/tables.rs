//! The tables given to one import, each taken for what it is, in whatever order they come.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};

use super::boards::Boards;
use super::body::Body;
use super::outcome::Note;
use super::rolls::Rolls;
use super::source::Register;
use super::spelling::Spellings;
use super::succession::board_bodies;
use super::table::Table;
use super::{gias, links, ods, schools, sites, trust_list};

/// What an import was given.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The organisations.
    pub bodies: Vec<Body>,
    /// The date of the register itself.
    pub date: Option<Date>,
    /// What people should know of them.
    pub notes: Vec<Note>,
}

/// Whether the first line of a file of the Organisation Data Service names columns: the service's own files have none.
pub fn names_columns(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line).to_lowercase();
    line.contains("ods_code") || line.contains("site_code")
}

/// Reads the tables of a register, each with its own date. `bodies` are organisations that are known already.
pub fn gather(
    register: Register,
    tables: &[(Table, Option<Date>)],
    bodies: Vec<Body>,
    site: (&Boards, &Spellings),
    (close, today): (bool, Date),
    faults: &mut Vec<Diagnostic>,
) -> Gathered {
    let (boards, spellings) = site;
    let mut gathered = match register {
        Register::Gias => schools_and_trusts(tables, bodies, (close, today), faults),
        _ => nhs(tables, bodies, boards, faults),
    };
    gathered.bodies.iter_mut().for_each(|body| spellings.apply(body));
    gathered
}

fn schools_and_trusts(
    tables: &[(Table, Option<Date>)],
    bodies: Vec<Body>,
    (close, today): (bool, Date),
    faults: &mut Vec<Diagnostic>,
) -> Gathered {
    let mut gathered = Gathered { bodies, ..Gathered::default() };
    let mut rolls = Rolls::default();
    let mut groups = false;
    for (table, date) in tables {
        if links::is(table) {
            rolls.heirs.extend(links::read(table, faults));
        } else if schools::is(table) {
            rolls.add(schools::read(table, faults), *date);
        } else {
            groups = true;
            gathered.date = gathered.date.max(*date);
            gathered.bodies.extend(gias::read(table, faults));
        }
    }
    if let Some((table, _)) = tables.first().filter(|_| !groups) {
        faults.push(
            Diagnostic::new(Code::RegisterFormat, table.path.clone(), None, "this extract names schools, but no trusts")
                .help("give \"All group records\" (`allgroupsdata`) as well, in the same command"),
        );
    }
    gathered.notes = rolls.share_out(&mut gathered.bodies, close, today);
    gathered
}

fn nhs(tables: &[(Table, Option<Date>)], bodies: Vec<Body>, boards: &Boards, faults: &mut Vec<Diagnostic>) -> Gathered {
    let mut gathered = Gathered { bodies, ..Gathered::default() };
    let (mut lists, mut bases) = (Vec::new(), Vec::new());
    for (table, date) in tables {
        if trust_list::is(table) {
            lists.push((trust_list::read(table, faults), *date));
        } else if sites::is(table) {
            bases.push((sites::read_list(table, faults), *date));
        } else if sites::is_ets(table) {
            bases.push((sites::read_ets(table, faults), *date));
        } else {
            gathered.date = gathered.date.max(*date);
            gathered.bodies.extend(ods::read(table, faults));
        }
    }
    for (list, date) in lists {
        if list.iter().any(trust_list::Listed::is_board) {
            let new = board_bodies(boards);
            gathered.bodies.extend(
                new.into_iter().filter(|board| !gathered.bodies.iter().any(|known| known.code == board.code)).collect::<Vec<_>>(),
            );
        }
        trust_list::join(list, &mut gathered.bodies, date, faults);
    }
    for (bases, date) in bases {
        sites::join(bases, &mut gathered.bodies, date);
    }
    gathered
}
