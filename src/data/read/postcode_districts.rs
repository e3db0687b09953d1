//! The table of postcode districts that `import` writes: `data/places/postcode-districts.csv`.

use crate::data::schema::files::POSTCODE_DISTRICTS;
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::Folder;
use crate::geo::{Point, is_district};

const HEADER: &str = "district,lat,lon,icb";

/// After so many faulty rows the rest is not read: it is no such table, and each fault costs memory.
const MOST_FAULTS: usize = 100;

/// One row: a district, the middle of its postcodes, and the id of the care board of most of them; empty where not known.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::data) struct PostcodeDistrictRow {
    pub name: String,
    pub point: Point,
    pub board: String,
}

/// Reads the table; rows that cannot be read are faults, and the others are taken.
pub(in crate::data) fn read(folder: &Folder, faults: &mut Vec<Diagnostic>) -> Vec<PostcodeDistrictRow> {
    let Some(bytes) = folder.get(POSTCODE_DISTRICTS) else { return Vec::new() };
    let text = String::from_utf8_lossy(bytes);
    let mut rows = Vec::new();
    let (mut at, mut unreadable) = (0, 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let span = at..at + line.trim_end().len();
        at += line.len();
        let line = line.trim();
        if line.is_empty() || (number == 0 && line.trim_start_matches('\u{feff}') == HEADER) {
            continue;
        }
        if let Some(row) = row(line) {
            rows.push(row);
        } else if unreadable == MOST_FAULTS {
            let message = format!("{MOST_FAULTS} rows are no postcode districts; the rest of the table is not read");
            faults.push(
                Diagnostic::new(Code::BadValue, POSTCODE_DISTRICTS, span, message)
                    .help("import the table again, or delete the file"),
            );
            break;
        } else {
            unreadable += 1;
            faults.push(
                Diagnostic::new(
                    Code::BadValue,
                    POSTCODE_DISTRICTS,
                    span,
                    format!("line {} is no postcode district with its point", number + 1),
                )
                .help(format!(
                    "rows are `{HEADER}`, such as `DY1,52.5120,-2.0810,black-country`; `trustbridge import ods FILE --places FILE` writes them"
                )),
            );
        }
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows.dedup_by(|a, b| a.name == b.name);
    rows
}

fn row(line: &str) -> Option<PostcodeDistrictRow> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let &[name, latitude, longitude, ref rest @ ..] = cells.as_slice() else { return None };
    let point = Point { latitude: latitude.parse().ok()?, longitude: longitude.parse().ok()? };
    let fits = is_district(name) && point.in_england_frame();
    fits.then(|| PostcodeDistrictRow {
        name: name.to_owned(),
        point,
        board: rest.first().copied().unwrap_or_default().to_owned(),
    })
}
