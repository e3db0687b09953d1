//! The `etr` file of the NHS Organisation Data Service: NHS trusts, without a header, columns by their place.
//!
//! Other files of the service have the same 27 columns; whatever is named a trust or an integrated care board is read.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Sector;

use super::body::{Body, Contact, Scheme, day, day_cell, filled, is_ods, number, postcode};
use super::damage::{intact, name_cell};
use super::gias::address;
use super::keys::Keys;
use super::natural_case::natural_name;
use super::table::{Row, Table};

/// The page on which the service publishes its files, for `[[sources]]`.
pub(super) const HOME: &str = "https://www.odsdatasearchandexport.nhs.uk/";

const CODE: usize = 0;
const NAME: usize = 1;
/// National Grouping: the NHS region; empty in the rows of Wales.
const GROUPING: usize = 2;
/// High Level Health Geography: the care board.
const BOARD: usize = 3;
const ADDRESS: std::ops::Range<usize> = 4..7;
const TOWN: usize = 7;
const POSTCODE: usize = 9;
const OPENED: usize = 10;
const CLOSED: usize = 11;
const TELEPHONE: usize = 17;
const WIDTH: usize = 27;

/// The role under which a record has the number of the register: whoever answers puts callers through.
const SWITCHBOARD: &str = "Switchboard";

/// The English trusts and care boards of the file, closed ones included, in the order of its rows.
pub fn read(table: &Table, faults: &mut Vec<Diagnostic>) -> Vec<Body> {
    let mut bodies = Vec::new();
    let mut seen = (0_usize, 0_usize);
    let mut found = Vec::new();
    let mut keys = Keys::of("the ODS code");
    // Some spreadsheets trim the empty columns at the end.
    let width = Some(table.width()).filter(|width| (CLOSED + 1..WIDTH).contains(width)).unwrap_or(WIDTH);
    table.rows(width, &mut found, &mut |row, faults| {
        let mut unsaid = Vec::new();
        let fits = is_ods(&row.cell(CODE, &mut unsaid)) && day(&row.cell(OPENED, &mut unsaid)).is_some();
        seen.0 += 1;
        seen.1 += usize::from(fits);
        // Only the end of a body matters; a day of its beginning that cannot be read is said, and the row taken.
        day_cell(row, OPENED, faults);
        bodies.extend(body(row, faults).filter(|body| keys.is_new(row, CODE, &body.code, faults)));
    });
    let cut = found.iter().any(|fault| fault.code == Code::RegisterCut);
    if seen.1 * 2 <= seen.0 && !cut {
        let end = table.text.find('\n').unwrap_or(table.text.len());
        faults.push(
            Diagnostic::new(
                Code::RegisterFormat,
                table.path.clone(),
                0..end,
                "this is not a file of the Organisation Data Service: its rows have no code, name and opening date at their places",
            )
            .help("give `etr.csv` or `etr.zip` as published, with 27 columns and no header; other tables go through `import csv --map`"),
        );
        return Vec::new();
    }
    faults.extend(found);
    bodies
}

fn body(row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Option<Body> {
    let text = |column: usize, faults: &mut Vec<Diagnostic>| filled(row.cell(column, faults));
    let (written, damaged) = name_cell(row, NAME, faults);
    let Some(capitals) = written else {
        faults.push(row.fault(NAME, "the row has no name").help("the row was left out"));
        return None;
    };
    let Some((kinds, kind_note)) = kind_of(&capitals.to_uppercase()) else {
        row.leave("neither trusts nor care boards by their names");
        return None;
    };
    if text(GROUPING, faults).is_none() {
        row.leave("bodies of no region of the NHS in England");
        return None;
    }
    let code = number(row, CODE, is_ods, "an ODS code", faults)?;
    let name = natural_name(&capitals);
    if name.chars().count() < 2 || name.chars().count() > 200 {
        faults.push(row.fault(NAME, "the name has fewer than 2 or more than 200 characters").help("the row was left out"));
        return None;
    }
    let town = intact(row, TOWN, faults).map(|cell| super::towns::town(&cell)).unwrap_or_default();
    let lines: Vec<Option<String>> = ADDRESS.map(|column| intact(row, column, faults)).collect();
    let closed = day_cell(row, CLOSED, faults);
    let codes = vec![("ods", code.clone())];
    let written = text(TELEPHONE, faults);
    let telephone = written.clone().filter(|number| is_telephone(number));
    if written.is_some() && telephone.is_none() {
        row.leave_cell("telephones that are no numbers of England");
    }
    Some(Body {
        damaged,
        codes,
        kinds,
        kind_note,
        address: address(lines, &town),
        town,
        postcode: postcode(row, POSTCODE, faults),
        board: text(BOARD, faults),
        // An end that cannot be read is an end all the same.
        open: text(CLOSED, faults).is_none(),
        closed,
        contacts: telephone.map(|value| Contact { role: SWITCHBOARD, key: "phone", value }).into_iter().collect(),
        ..Body::new(Scheme::Ods, code, name, Sector::Nhs)
    })
}

/// A number of England with its area code; fillers such as `0000 000000` are none.
fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b" ()-".contains(&byte));
    plain && text.starts_with('0') && (10..=11).contains(&digits) && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Kinds that fit a trust of this name. The register does not say, so only what the name itself says is believed.
fn kind_of(name: &str) -> Option<(Vec<String>, Option<&'static str>)> {
    const BY_NAME: &[(&str, &str)] = &[
        ("AMBULANCE", "ambulance-trust"),
        ("MENTAL HEALTH", "mental-health-trust"),
        ("COMMUNITY", "community-trust"),
        ("ORTHOPAEDIC", "specialist-trust"),
        ("CHILDREN", "specialist-trust"),
        ("EYE HOSPITAL", "specialist-trust"),
        ("CANCER", "specialist-trust"),
        ("HEART AND CHEST", "specialist-trust"),
        ("WOMEN'S", "specialist-trust"),
        ("HOSPITAL", "acute-trust"),
    ];
    const NOTE: &str = "as its name suggests; the register does not say";
    if name.ends_with("INTEGRATED CARE BOARD") {
        return Some((vec!["integrated-care-board".to_owned()], None));
    }
    if !name.contains("NHS") || !name.ends_with("TRUST") {
        return None;
    }
    let by_name = BY_NAME.iter().find(|(word, _)| name.contains(word)).map(|(_, kind)| *kind);
    Some((by_name.into_iter().chain(["nhs-trust"]).map(str::to_owned).collect(), by_name.map(|_| NOTE)))
}
