//! The table of local authority districts: `data/places/districts.csv`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::table::{had_enough, rows};
use crate::data::schema::files::DISTRICTS;
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::Folder;
use crate::geo::Point;
use crate::text::Slug;

const COLUMNS: &[&str] =
    &["code", "id", "name", "council_code", "council", "region", "icbs", "latitude", "longitude", "former_codes"];

/// A district as its row has it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::data) struct DistrictRow {
    pub span: Range<usize>,
    pub code: String,
    pub id: String,
    pub name: String,
    pub council_code: String,
    /// Made from the name of the council.
    pub council_id: String,
    pub council: String,
    pub region: String,
    pub boards: Vec<String>,
    pub point: Point,
    pub former_codes: Vec<String>,
}

/// Reads the table, sorted by code; rows that cannot be read are faults, and the others are taken.
pub(in crate::data) fn read(folder: &Folder, faults: &mut Vec<Diagnostic>) -> Vec<DistrictRow> {
    let mut districts: Vec<DistrictRow> = Vec::new();
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut councils: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(folder, DISTRICTS, COLUMNS, faults) {
        if had_enough(DISTRICTS, &row.span, faults) {
            break;
        }
        let span = row.span.clone();
        let read = district(row.span, &row.cells);
        let read = read.and_then(|read| {
            one_council(&mut councils, &read)?;
            let former = read.former_codes.iter().map(|old| format!("the code `{old}`"));
            let names = [format!("the code `{}`", read.code), format!("the id `{}`", read.id)].into_iter().chain(former);
            for name in names {
                if let Some(other) = taken.insert(name.clone(), read.name.clone()) {
                    return Err((Code::ListedTwice, format!("{name} is already that of {other}"), "give each district its own"));
                }
            }
            Ok(read)
        });
        match read {
            Ok(read) => districts.push(read),
            Err((code, message, help)) => faults.push(Diagnostic::new(code, DISTRICTS, span, message).help(help)),
        }
    }
    districts.sort_by(|a, b| a.code.cmp(&b.code));
    districts
}

/// One code is one council, and no two councils have one name: each has a page of its own.
fn one_council(known: &mut BTreeMap<String, String>, read: &DistrictRow) -> Result<(), Wrong> {
    let (code, name) = (&read.council_code, &read.council);
    let earlier = known.entry(code.clone()).or_insert_with(|| name.clone()).clone();
    if earlier != *name {
        let message = format!("the council `{code}` is called {name} here, and {earlier} in an earlier row");
        return Err((Code::BadValue, message, "write the same name of a council in each of its rows"));
    }
    let other = known.insert(format!("id {}", read.council_id), code.clone()).filter(|other| other != code);
    match other {
        None => Ok(()),
        Some(other) => {
            let message = format!("{name} is the name of the council `{code}` here, and of `{other}` in an earlier row");
            Err((Code::ListedTwice, message, "give each council its own name and one code"))
        }
    }
}

type Wrong = (Code, String, &'static str);

fn district(span: Range<usize>, cells: &[String]) -> Result<DistrictRow, Wrong> {
    let [code, id, name, council_code, council, region, boards, latitude, longitude, former] = cells else {
        unreachable!("a row has the columns that were asked for")
    };
    let list = |text: &str| text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let former_codes: Vec<String> = list(former);
    for code in [code, council_code].into_iter().chain(&former_codes) {
        if !is_code(code) {
            let help = "codes of the Office for National Statistics are a letter and eight digits, such as `E08000030`";
            return Err((Code::BadCode, format!("`{code}` is no code of a district or council"), help));
        }
    }
    if let Err(reason) = Slug::new(id) {
        return Err((Code::BadId, format!("the id `{id}` {reason}"), "write the name in lower-case letters joined with `-`"));
    }
    if name.is_empty() || council.is_empty() {
        return Err((Code::BadValue, "the district or its council has no name".to_owned(), "write both names"));
    }
    let Some(council_id) = Slug::suggest(council) else {
        let help = "write a name with letters or digits, such as `Hertfordshire`";
        return Err((Code::BadValue, format!("no address can be made from the name of the council, `{council}`"), help));
    };
    let point = latitude.parse().ok().zip(longitude.parse().ok());
    let point = point.map(|(latitude, longitude)| Point { latitude, longitude }).filter(|point| point.in_england_frame());
    let Some(point) = point else {
        let help = "write degrees, such as `52.5862` and `-1.9829`";
        return Err((Code::OutsideEngland, format!("`{latitude}`, `{longitude}` is no point in England"), help));
    };
    Ok(DistrictRow {
        span,
        code: code.clone(),
        id: id.clone(),
        name: name.clone(),
        council_code: council_code.clone(),
        council_id: council_id.as_str().to_owned(),
        council: council.clone(),
        region: region.clone(),
        boards: list(boards),
        point,
        former_codes,
    })
}

fn is_code(text: &str) -> bool {
    text.len() == 9
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text[1..].bytes().all(|one| one.is_ascii_digit())
}
