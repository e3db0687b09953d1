//! "All group records" of Get Information about Schools.
//!
//! Columns are found by name: their order and number change between releases, and some older ones say "Group Contact Street"
//! for "Group Street". The head of group's name is never read: it is no open data.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Sector;

use super::body::{Body, Scheme, day_cell, is_company, is_trn, is_ukprn, number, postcode, uid};
use super::damage::{intact, name_cell};
use super::keys::Keys;
use super::natural_case::{natural_address, natural_name};
use super::table::{Row, Table};

/// The register's own address, for `[[sources]]`.
pub(super) const HOME: &str = "https://www.get-information-schools.service.gov.uk/Groups/Group/Details/";

/// Where each column stands.
struct Columns {
    uid: usize,
    trn: Option<usize>,
    name: usize,
    company: Option<usize>,
    type_code: Option<usize>,
    type_name: usize,
    closed: usize,
    opened: Option<usize>,
    status: usize,
    street: Option<usize>,
    locality: Option<usize>,
    address3: Option<usize>,
    town: Option<usize>,
    postcode: usize,
    ukprn: Option<usize>,
}

fn columns(table: &Table, faults: &mut Vec<Diagnostic>) -> Columns {
    let found = Columns {
        uid: table.needed(&["Group UID"], faults),
        trn: table.column(&["Group ID"]),
        name: table.needed(&["Group Name"], faults),
        company: table.column(&["Companies House Number"]),
        type_code: table.column(&["Group Type (code)"]),
        type_name: table.needed(&["Group Type", "Group Type (name)"], faults),
        closed: table.needed(&["Closed Date"], faults),
        opened: table.column(&["Incorporated on (open date)", "Open date"]),
        status: table.needed(&["Group Status", "Group Status (name)", "Group Status (code)"], faults),
        street: table.column(&["Group Street", "Group Contact Street"]),
        locality: table.column(&["Group Locality", "Group Contact Locality"]),
        address3: table.column(&["Group Address 3", "Group Contact Address 3"]),
        town: table.column(&["Group Town", "Group Contact Town"]),
        postcode: table.needed(&["Group Postcode", "Group Contact Postcode"], faults),
        ukprn: table.column(&["UKPRN", "Group UKPRN"]),
    };
    let rest = [("Group Street", found.street), ("Group Town", found.town), ("Group ID", found.trn)];
    for (name, _) in rest.into_iter().filter(|(_, column)| column.is_none()) {
        let message = format!("the column `{name}` is missing");
        faults.push(
            Diagnostic::new(Code::RegisterRow, table.path.clone(), 0..1, message)
                .help("records are written without what it holds"),
        );
    }
    found
}

/// The academy trusts of a register, closed ones included, in the order of its rows.
pub fn read(table: &Table, faults: &mut Vec<Diagnostic>) -> Vec<Body> {
    let mut missing = Vec::new();
    let columns = columns(table, &mut missing);
    let unusable = missing.iter().any(|fault| fault.code == Code::RegisterFormat);
    faults.extend(missing);
    let mut bodies = Vec::new();
    if unusable {
        return bodies;
    }
    let mut keys = Keys::of("the Group UID");
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let found = body(row, &columns, faults);
        bodies.extend(found.filter(|body| keys.is_new(row, columns.uid, &body.code, faults)));
    });
    bodies
}

/// The kind of an academy trust; other groups of schools are no trusts.
fn kind_of(code: &str, name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    match (code.trim_start_matches('0'), name.as_str()) {
        ("6", _) | ("", "multi-academy trust") => Some("multi-academy-trust"),
        ("10", _) | ("", "single-academy trust") => Some("single-academy-trust"),
        ("11", _) | ("", "secure single-academy trust") => Some("secure-single-academy-trust"),
        _ => None,
    }
}

fn body(row: &Row<'_>, columns: &Columns, faults: &mut Vec<Diagnostic>) -> Option<Body> {
    let mut text = |column: Option<usize>| column.map(|column| row.cell(column, faults)).unwrap_or_default();
    let Some(kind) = kind_of(&text(columns.type_code), &text(Some(columns.type_name))) else {
        row.leave("other groups than academy trusts");
        return None;
    };
    let status = text(Some(columns.status));
    let parts = [columns.street, columns.locality, columns.address3].map(|column| intact(row, column?, faults));
    let town = columns.town.and_then(|column| intact(row, column, faults));
    let town = town.map(|cell| super::towns::town(&cell)).unwrap_or_default();
    let (written, damaged) = name_cell(row, columns.name, faults);
    let name = natural_name(&written.unwrap_or_default());
    let code = uid(row, columns.uid, faults)?;
    if name.chars().count() < 2 || name.chars().count() > 200 {
        faults
            .push(row.fault(columns.name, "the name has fewer than 2 or more than 200 characters").help("the row was left out"));
        return None;
    }
    let open = match status.to_lowercase().as_str() {
        status if status.starts_with("open") => true,
        status if status.starts_with("closed") || status.contains("error") => false,
        status if status.starts_with("proposed") => {
            row.leave("trusts that are only proposed");
            return None;
        }
        _ => {
            let fault = row.fault(columns.status, format!("`{status}` does not say whether the trust is open or closed"));
            faults.push(fault.help("the row was left out; the register writes `Open` or `Closed`"));
            return None;
        }
    };
    let closed = day_cell(row, columns.closed, faults);
    // Old numbers of closed groups have not always the form of today's; only what becomes a record is judged.
    let mut ignored = Vec::new();
    let faults = if open { faults } else { &mut ignored };
    let trn = columns.trn.and_then(|column| number(row, column, is_trn, "a Group ID like TR00123", faults));
    let ukprn = columns.ukprn.and_then(|column| number(row, column, is_ukprn, "a UKPRN", faults));
    let company = columns.company.and_then(|column| number(row, column, is_company, "a Companies House number", faults));
    // Where a company gave none, the address is that of Companies House itself.
    let placed = !parts.iter().flatten().any(|line| line.to_uppercase().contains("COMPANIES HOUSE DEFAULT ADDRESS"));
    if !placed {
        row.leave_cell("addresses of Companies House itself");
    }
    let (parts, town) = if placed { (parts, town) } else { Default::default() };
    let codes = [("gias_uid", Some(code.clone())), ("gias_trn", trn), ("ukprn", ukprn), ("companies_house", company)];
    Some(Body {
        damaged,
        kinds: vec![kind.to_owned()],
        codes: codes.into_iter().filter_map(|(key, value)| Some((key, value?))).collect(),
        address: address(parts, &town),
        town,
        postcode: if placed { postcode(row, columns.postcode, faults) } else { None },
        opened: columns.opened.and_then(|column| day_cell(row, column, faults)),
        closed,
        open,
        ..Body::new(Scheme::Gias, code, name, Sector::School)
    })
}

/// The lines of an address in one, without empty ones, repetitions and the town.
pub(super) fn address(parts: impl IntoIterator<Item = Option<String>>, town: &str) -> String {
    const LONGEST: usize = 300;
    let mut lines: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten().map(|part| natural_address(&part)) {
        let same = |other: &str| crate::text::fold(other) == crate::text::fold(&part);
        if !part.is_empty() && !same(town) && !lines.iter().any(|line| same(line)) {
            lines.push(part);
        }
    }
    lines.join(", ").chars().take(LONGEST).collect()
}
