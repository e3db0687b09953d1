//! "All establishment data" of Get Information about Schools: the schools of each academy trust.
//!
//! Columns are found by name: newer extracts have fewer, and their order changes. Heads' names are never read.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::geo::{Point, from_national_grid};

use super::body::{filled, number, postcode, uid, whole};
use super::damage::{intact, name_cell};
use super::natural_case::natural_name;
use super::site::Site;
use super::table::{Row, Table};
use super::towns::town;

/// An open or proposed school of an academy trust.
#[derive(Clone, Debug)]
pub(super) struct School {
    /// The Group UID of its trust.
    pub trust: String,
    /// What the extract calls the trust.
    pub trust_name: String,
    /// The school.
    pub site: Site,
}

/// What an extract says.
pub(super) struct Extract {
    /// Its schools.
    pub schools: Vec<School>,
    /// Whether it lacks a column that says something of a school.
    pub partial: bool,
}

/// Where each column stands.
struct Columns {
    urn: usize,
    name: usize,
    status: usize,
    trust: usize,
    trust_name: Option<usize>,
    flag: Option<usize>,
    kind: Option<usize>,
    phase: Option<usize>,
    low: Option<usize>,
    high: Option<usize>,
    sixth_form: Option<usize>,
    pupils: Option<usize>,
    town: Option<usize>,
    postcode: Option<usize>,
    district: Option<usize>,
    easting: Option<usize>,
    northing: Option<usize>,
    partial: bool,
}

/// Whether a table is this extract.
pub(super) fn is(table: &Table) -> bool {
    table.column(&["URN"]).is_some() && table.column(&["EstablishmentName"]).is_some() && table.column(&["Group UID"]).is_none()
}

fn columns(table: &Table, faults: &mut Vec<Diagnostic>) -> Columns {
    let urn = table.needed(&["URN"], faults);
    let name = table.needed(&["EstablishmentName"], faults);
    let status = table.needed(&["EstablishmentStatus (name)", "EstablishmentStatus (code)"], faults);
    let trust = table.needed(&["Trusts (code)"], faults);
    let mut partial = false;
    let mut says = |name: &str| {
        let found = table.column(&[name]);
        if found.is_none() {
            partial = true;
            let message = format!("the column `{name}` is missing");
            let fault = Diagnostic::new(Code::RegisterRow, table.path.clone(), 0..1, message);
            faults.push(fault.help("what it says of a school stays as records have it; new schools are written without it"));
        }
        found
    };
    Columns {
        urn,
        name,
        status,
        trust,
        trust_name: table.column(&["Trusts (name)"]),
        sixth_form: table.column(&["OfficialSixthForm (name)"]),
        phase: says("PhaseOfEducation (name)"),
        low: says("StatutoryLowAge"),
        high: says("StatutoryHighAge"),
        pupils: says("NumberOfPupils"),
        town: says("Town"),
        postcode: says("Postcode"),
        district: says("DistrictAdministrative (code)"),
        easting: says("Easting"),
        northing: says("Northing"),
        kind: says("TypeOfEstablishment (name)"),
        flag: says("TrustSchoolFlag (name)"),
        partial,
    }
}

/// The open and proposed schools of academy trusts, in the order of the rows. A school that stands in two rows counts once;
/// where the rows name two trusts, that is said.
pub(super) fn read(table: &Table, faults: &mut Vec<Diagnostic>) -> Extract {
    let mut missing = Vec::new();
    let columns = columns(table, &mut missing);
    let unusable = missing.iter().any(|fault| fault.code == Code::RegisterFormat);
    faults.extend(missing);
    let mut schools: Vec<School> = Vec::new();
    if unusable {
        return Extract { schools, partial: columns.partial };
    }
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let Some(school) = school(row, &columns, faults) else { return };
        let urn = school.site.urn.clone().unwrap_or_default();
        if let Some(first) = seen.get(&urn) {
            let message = if *first == school.trust {
                format!("the school {urn} stands in two rows")
            } else {
                format!("two trusts claim the school {urn}: {first} and {}", school.trust)
            };
            faults.push(row.fault(columns.urn, message).help("the first row counts; ask the register which is right"));
            return;
        }
        seen.insert(urn, school.trust.clone());
        schools.push(school);
    });
    Extract { schools, partial: columns.partial }
}

fn school(row: &Row<'_>, columns: &Columns, faults: &mut Vec<Diagnostic>) -> Option<School> {
    let text = |column: Option<usize>, faults: &mut Vec<Diagnostic>| column.and_then(|column| filled(row.cell(column, faults)));
    let status = text(Some(columns.status), faults).unwrap_or_default().to_lowercase();
    // The codes of the column say the same: 1 open, 3 open but proposed to close, 4 proposed to open.
    let open = status.starts_with("open") || status.starts_with("proposed") || matches!(status.as_str(), "1" | "3" | "4");
    let flag = text(columns.flag, faults).unwrap_or_default().to_lowercase();
    // A foundation school's trust is no academy trust, and its number is of another list.
    let academy = flag.is_empty() || flag.contains("academy trust") || !flag.contains("supported");
    if !open || !academy || row.cell(columns.trust, faults).is_empty() {
        row.leave(match (status.is_empty(), open, academy) {
            (true, ..) => "schools without a status",
            (_, false, _) => "schools that are not open",
            (.., false) => "schools of trusts that are no academy trusts",
            _ => "schools without a trust",
        });
        return None;
    }
    let trust = uid(row, columns.trust, faults)?;
    let urn = number(row, columns.urn, is_urn, "a URN of six digits", faults)?;
    let (written, damaged) = name_cell(row, columns.name, faults);
    let name = natural_name(&written.unwrap_or_default());
    if name.is_empty() || name.chars().count() > 200 {
        let fault = row.fault(columns.name, "the school has no name, or one of more than 200 characters");
        faults.push(fault.help("the school was left out"));
        return None;
    }
    let number_in = |column, what, most, faults: &mut Vec<Diagnostic>| count(row, column, what, most, faults);
    let ages = number_in(columns.low, "an age", 120, faults).zip(number_in(columns.high, "an age", 120, faults));
    let ages = ages.and_then(|(low, high)| u8::try_from(low).ok().zip(u8::try_from(high).ok()));
    if let (Some((low, high)), Some(column)) = (ages.filter(|(low, high)| low > high), columns.low) {
        let fault = row.fault(column, format!("the ages {low} to {high} run backward"));
        faults.push(fault.help("the school was taken without them"));
    }
    let ages = ages.filter(|(low, high)| low <= high);
    let sixth_form = !text(columns.sixth_form, faults).unwrap_or_default().to_lowercase().starts_with("does not");
    let kind = text(columns.kind, faults).unwrap_or_default().to_lowercase();
    let town = columns.town.and_then(|column| intact(row, column, faults)).map(|cell| town(&cell)).unwrap_or_default();
    Some(School {
        trust,
        trust_name: natural_name(&text(columns.trust_name, faults).unwrap_or_default()),
        site: Site {
            name,
            damaged,
            urn: Some(urn),
            ods: None,
            town,
            postcode: columns.postcode.and_then(|column| postcode(row, column, faults)),
            point: point(row, columns, faults),
            district: text(columns.district, faults),
            phases: phases(&text(columns.phase, faults).unwrap_or_default(), ages, sixth_form),
            ages,
            pupils: number_in(columns.pupils, "a number of pupils", 100_000, faults),
            provision: provision(&kind),
        },
    })
}

fn is_urn(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number; `what` it is, for a sentence where it is none.
fn count(row: &Row<'_>, column: Option<usize>, what: &str, most: u32, faults: &mut Vec<Diagnostic>) -> Option<u32> {
    let text = filled(row.cell(column?, faults))?;
    let found = whole(&text).filter(|number| *number <= most);
    if found.is_none() {
        faults.push(row.fault(column?, format!("`{text}` is not {what}")).help("it was left out"));
    }
    found
}

fn point(row: &Row<'_>, columns: &Columns, faults: &mut Vec<Diagnostic>) -> Option<Point> {
    let mut metres = |column: Option<usize>| {
        let column = column?;
        let text = filled(row.cell(column, faults))?;
        let metres = text.parse::<f64>().ok().filter(|metres| metres.is_finite());
        if metres.is_none() {
            faults.push(row.fault(column, format!("`{text}` is not a number of metres")).help("the point was left out"));
        }
        // The register writes 0 where it knows none.
        metres.filter(|metres| *metres > 0.0)
    };
    let (easting, northing) = metres(columns.easting).zip(metres(columns.northing))?;
    let point = from_national_grid(easting, northing).filter(|point| point.in_england_frame());
    if point.is_none() {
        let message = format!("the point {easting}, {northing} lies outside England");
        faults.push(row.fault(columns.easting.unwrap_or_default(), message).help("the school was taken without it"));
    }
    point
}

fn provision(kind: &str) -> Option<&'static str> {
    if kind.contains("alternative provision") || kind.contains("pupil referral") {
        Some("alternative")
    } else {
        kind.contains("special").then_some("special")
    }
}

/// The phases of a school: those that its own phase names, and where it names none or several, those of its ages.
fn phases(phase: &str, ages: Option<(u8, u8)>, sixth_form: bool) -> Vec<&'static str> {
    let (low, high) = ages.unwrap_or((4, 4));
    let (early, late) = (ages.is_some() && low < 4, high > 16 && sixth_form);
    let by_age = |taught: bool, phase: &'static str| (ages.is_some() && taught).then_some(phase);
    let found = match phase.to_lowercase().as_str() {
        "nursery" => vec![Some("early-years")],
        "primary" => vec![early.then_some("early-years"), Some("primary")],
        "secondary" => vec![Some("secondary"), late.then_some("post-16")],
        "16 plus" => vec![Some("post-16")],
        _ => vec![
            by_age(low < 4, "early-years"),
            by_age(low < 11 && high > 4, "primary"),
            by_age(low < 16 && high > 11, "secondary"),
            by_age(late, "post-16"),
        ],
    };
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn phases_follow_from_the_phase_and_the_ages() {
        for (phase, ages, sixth_form, expected) in [
            ("Primary", Some((2, 11)), true, "early-years primary"),
            ("Primary", Some((4, 11)), true, "primary"),
            ("Primary", None, true, "primary"),
            ("Secondary", Some((11, 18)), true, "secondary post-16"),
            ("Secondary", Some((11, 18)), false, "secondary"),
            ("Secondary", Some((11, 16)), true, "secondary"),
            ("Middle deemed secondary", Some((9, 13)), false, "primary secondary"),
            ("All-through", Some((3, 19)), true, "early-years primary secondary post-16"),
            ("16 plus", Some((16, 19)), true, "post-16"),
            ("Not applicable", Some((11, 16)), true, "secondary"),
            ("Not applicable", None, true, ""),
        ] {
            assert_eq!(super::phases(phase, ages, sixth_form).join(" "), expected, "{phase} {ages:?}");
        }
    }
}
