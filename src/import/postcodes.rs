//! The ONS Postcode Directory, read as a stream: where the postcodes lie that are asked for, and the middle of every
//! postcode district.
//!
//! Column names differ from release to release (`pcd`, `pcd7`, `pcds`; `oseast1m`, `east1m`; `laua`, `lad25cd`); all are
//! known. The full release has columns for region and care board, a reduced one only for the district.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::diagnostic::{Code, Diagnostic};
use crate::geo::{Point, from_national_grid};

use super::unpack::unreadable;

/// What the file says of a postcode. Codes are those of the Office for National Statistics, empty where it has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// Its point.
    pub point: Option<Point>,
    /// Code of its local authority district.
    pub district: String,
    /// Code of its region.
    pub region: String,
    /// Code of its care board.
    pub board: String,
}

/// The sums of a postcode district such as `DY1`.
#[derive(Clone, Debug, Default)]
pub struct Outward {
    easting: f64,
    northing: f64,
    /// How many unit postcodes with a place it has.
    pub count: usize,
    /// How many of them lie in each pair of local authority and care board.
    pub within: BTreeMap<(String, String), usize>,
}

impl Outward {
    /// The mean place of its unit postcodes.
    pub fn middle(&self) -> Option<Point> {
        let count = self.count as f64;
        (self.count > 0).then(|| from_national_grid(self.easting / count, self.northing / count)).flatten()
    }
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Postcodes {
    /// The postcodes asked for, written without a space.
    pub spots: BTreeMap<String, Spot>,
    /// All postcode districts of England.
    pub outwards: BTreeMap<String, Outward>,
}

struct Columns {
    postcode: usize,
    east: Option<usize>,
    north: Option<usize>,
    latitude: Option<usize>,
    longitude: Option<usize>,
    district: Option<usize>,
    region: Option<usize>,
    board: Option<usize>,
}

/// Whether a column is called `stem`, or `stem` with a year as in `lad25cd`.
fn is_called(name: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| {
        name.strip_prefix(stem).is_some_and(|rest| {
            let bytes = rest.as_bytes();
            rest.is_empty() || (bytes.len() == 4 && rest.ends_with("cd") && bytes[..2].iter().all(u8::is_ascii_digit))
        })
    })
}

fn columns(name: &str, header: &csv::ByteRecord) -> Result<Columns, Box<Diagnostic>> {
    let names: Vec<String> =
        header.iter().map(|cell| String::from_utf8_lossy(cell).trim().trim_start_matches('\u{feff}').to_lowercase()).collect();
    let find = |stems: &[&str]| names.iter().position(|name| is_called(name, stems));
    let postcode = find(&["pcds", "pcd", "pcd7", "pcd8", "pcd2", "postcode"]);
    let found = Columns {
        postcode: postcode.unwrap_or_default(),
        east: find(&["oseast1m", "east1m", "easting", "eastings"]),
        north: find(&["osnrth1m", "north1m", "northing", "northings"]),
        latitude: find(&["lat", "latitude"]),
        longitude: find(&["long", "longitude"]),
        district: find(&["laua", "oslaua", "lad"]),
        region: find(&["rgn", "gor"]),
        board: find(&["icb"]),
    };
    let placed = (found.east.is_some() && found.north.is_some()) || (found.latitude.is_some() && found.longitude.is_some());
    if postcode.is_some() && placed {
        return Ok(found);
    }
    let missing = if postcode.is_none() { "`pcds` or `pcd7`" } else { "`east1m` and `north1m`" };
    let shown = names.iter().take(30).map(String::as_str).collect::<Vec<_>>().join(", ");
    Err(Box::new(
        Diagnostic::new(Code::RegisterFormat, name, None, format!("the postcode file has no column {missing}"))
            .help("give the ONS Postcode Directory as published, zipped or not")
            .help(format!("its first line names: {shown}")),
    ))
}

impl Postcodes {
    /// Reads the file; `wanted` holds postcodes without a space.
    ///
    /// # Errors
    /// A fault where it is no postcode file, or cut off.
    pub fn read(&mut self, name: &str, stream: &mut dyn Read, wanted: &BTreeSet<String>) -> Result<(), Box<Diagnostic>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(1 << 18).from_reader(stream);
        let mut row = csv::ByteRecord::new();
        let mut columns_and_width = None;
        let mut rows = 0_u64;
        while reader.read_byte_record(&mut row).map_err(|error| Box::new(row_fault(name, rows, error)))? {
            let Some((columns, width)) = &columns_and_width else {
                columns_and_width = Some((columns(name, &row)?, row.len()));
                continue;
            };
            rows += 1;
            if row.len() < *width {
                return Err(Box::new(
                    Diagnostic::new(Code::RegisterCut, name, None, format!("row {rows} ends too early"))
                        .help("probably only a part of the file was downloaded; download it again"),
                ));
            }
            self.take(&row, columns, wanted);
        }
        Ok(())
    }

    fn take(&mut self, row: &csv::ByteRecord, columns: &Columns, wanted: &BTreeSet<String>) {
        let cell = |column: Option<usize>| {
            column.and_then(|column| row.get(column)).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default().trim()
        };
        let postcode: String = cell(Some(columns.postcode)).chars().filter(|sign| !sign.is_whitespace()).collect();
        if !postcode.is_ascii() || postcode.len() < 5 {
            return;
        }
        let (district, board) = (cell(columns.district), cell(columns.board));
        let grid = cell(columns.east).parse::<f64>().ok().zip(cell(columns.north).parse::<f64>().ok());
        let grid = grid.filter(|&(east, north)| east > 0.0 && north > 0.0);
        if let Some((east, north)) = grid.filter(|_| district.is_empty() || district.starts_with('E')) {
            let outward = &postcode[..postcode.len() - 3];
            if !self.outwards.contains_key(outward) {
                self.outwards.insert(outward.to_owned(), Outward::default());
            }
            if let Some(sums) = self.outwards.get_mut(outward) {
                sums.easting += east;
                sums.northing += north;
                sums.count += 1;
                *sums.within.entry((district.to_owned(), board.to_owned())).or_default() += 1;
            }
        }
        if wanted.contains(&postcode) {
            let degrees = || {
                let (latitude, longitude) = (cell(columns.latitude).parse().ok()?, cell(columns.longitude).parse().ok()?);
                Some(Point { latitude, longitude }).filter(|point| point.in_england_frame())
            };
            let point = grid.and_then(|(east, north)| from_national_grid(east, north)).or_else(degrees);
            let spot =
                Spot { point, district: district.to_owned(), region: cell(columns.region).to_owned(), board: board.to_owned() };
            self.spots.insert(postcode, spot);
        }
    }
}

fn row_fault(name: &str, rows: u64, error: csv::Error) -> Diagnostic {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => unreadable(name, &error),
        _ => Diagnostic::new(Code::RegisterCut, name, None, format!("row {} of the postcode file cannot be read", rows + 1))
            .help("download it again"),
    }
}
