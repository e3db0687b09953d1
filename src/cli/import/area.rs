//! `trustbridge import area`: published figures on areas become `data/places/area.csv`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::super::{Global, Stop, read, today};
use super::reading::{ALWAYS, Reading};
use super::serves::{Changed, finish};
use crate::diagnostic::{Code, Diagnostic};
use crate::import;

/// Arguments of `import area`.
#[derive(Debug, Args)]
pub struct AreaArguments {
    /// Local indicators of the Office for National Statistics (`indicator`, `area_code`, `period`, `value`, `unit`, `source_org`,
    /// `source_date`, `source_url`): child poverty, persistent absence and language at five are taken
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    as_of: Option<Date>,
}

/// Imports the table: it takes the place of the one that was there.
pub(super) fn run(global: &Global, arguments: &AreaArguments) -> Result<(), Stop> {
    let today = today::today(arguments.as_of);
    let folder = read(global)?;
    let mut reading = Reading::new(global, &folder);
    let mut figures = Vec::new();
    for table in reading.tables(&arguments.file, ALWAYS)? {
        figures.extend(reading.faults(|faults| import::read_area(&table, faults)));
    }
    if figures.is_empty() {
        let message = "the table has no figure on child poverty, persistent absence or language at five";
        let name = arguments.file.to_string_lossy().into_owned();
        reading
            .report
            .push(Diagnostic::new(Code::RegisterFormat, name, None, message).help("download the local indicators again"));
    }
    if reading.report.errors() > 0 {
        return Err(reading.ended());
    }
    let path = "data/places/area.csv";
    let before = folder.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let report = std::mem::take(&mut reading.report);
    let changed =
        Changed { path, before, after: import::area_table(&figures), lines: Vec::new(), dry_run: arguments.dry_run, today };
    finish(global, &folder, changed, report)
}
