//! `trustbridge import serves`: published tables become rows of `data/places/serves.csv`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::super::{Global, Stop, read, say, show, tell, today};
use super::reading::{ALWAYS, Reading};
use super::telling::differences;
use super::writing::{leave_out_faulty, options, write};
use crate::data;
use crate::diagnostic::{Code, Diagnostic, Report, visible};
use crate::disk::Failure;
use crate::folder::{FilePath, Folder};
use crate::import::{self, Draft, Plan, SchoolPlaces, Shares, SharesForm, Table, Whom};
use crate::text::{counted, listed};

const PATH: &str = "data/places/serves.csv";
/// The admissions are of August 2020 to 2021.
const ADMITTED: &str = "2021";

/// Arguments of `import serves`.
#[derive(Debug, Args)]
pub struct ServesArguments {
    /// Tables as published: admissions by district (`trust_code`, `geo_code`, `p_trust`, `p_geo`), or the schools of
    /// immunisation teams (`organisation_ods_code`, `urn`)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The extract of all establishments of Get Information about Schools: in which district each school lies
    #[arg(long, value_name = "FILE")]
    schools: Option<PathBuf>,
    /// A list of who followed whom, several times where there are several: `ods_code` and `predecessor_codes`, or
    /// `predecessor_ods` and `successor_ods`, or `parent_ods` and `current_trust_ods`
    #[arg(long, value_name = "FILE")]
    trusts: Vec<PathBuf>,
    /// Where the table stands, in place of the address that this program knows
    #[arg(long, value_name = "ADDRESS")]
    source: Option<String>,
    /// Of when the table is, in place of what it says itself: a year, a month or a day
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    as_of: Option<Date>,
}

/// Imports the tables, one after the other.
pub(super) fn run(global: &Global, arguments: &ServesArguments) -> Result<(), Stop> {
    let today = today::today(arguments.as_of);
    let folder = read(global)?;
    let mut loaded = data::load(&folder, options(today));
    let Some(directory) = loaded.directory.take() else {
        show(&loaded.report);
        tell("Nothing was imported: correct these records first.\n");
        return Err(Stop::Faults);
    };
    let mut reading = Reading::new(global, &folder);
    let mut whom = Whom::of(&directory);
    for table in tables(&mut reading, &arguments.trusts)? {
        reading.faults(|faults| whom.follow(&table, faults));
    }
    let mut places = SchoolPlaces::default();
    for table in tables(&mut reading, arguments.schools.as_slice())? {
        places = reading.faults(|faults| SchoolPlaces::read(&table, &mut whom, faults));
    }
    whom.elsewhere.clear();
    let before = folder.get(PATH).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut after = before.clone().unwrap_or_default();
    let mut lines = Vec::new();
    for file in &arguments.files {
        for table in reading.tables(file, ALWAYS)? {
            let Some((shares, unknown)) = shares(&table, arguments, &places, &mut whom, &mut reading) else { continue };
            let (source, date) = (arguments.source.as_deref(), arguments.date.as_deref());
            let put = import::put_shares(&after, &shares, source, date, ADMITTED, &whom);
            lines.push(format!("{} of `{}` from {}.", counted(put.brought, "row", None), shares.role, visible(&table.path)));
            lines.extend(
                (put.kept > 0)
                    .then(|| format!("{} left out, where the table has one of another source.", counted(put.kept, "row", None))),
            );
            lines.extend(
                (unknown > 0).then(|| {
                    format!("{} left out, which the extract of schools does not hold.", counted(unknown, "school", None))
                }),
            );
            lines.extend(table.account().into_iter().filter(|_| arguments.dry_run || global.verbose));
            after = put.text;
        }
    }
    lines.extend(left_out(&whom));
    if reading.report.errors() > 0 {
        return Err(reading.ended());
    }
    let report = std::mem::take(&mut reading.report);
    finish(global, &folder, Changed { path: PATH, before, after, lines, dry_run: arguments.dry_run, today }, report)
}

fn tables(reading: &mut Reading<'_>, paths: &[PathBuf]) -> Result<Vec<Table>, Failure> {
    let mut tables = Vec::new();
    for path in paths {
        tables.extend(reading.tables(path, ALWAYS)?);
    }
    Ok(tables)
}

/// The shares of a table, and how many of its schools nobody knows; `None` where it is no such table, which the report says.
fn shares(
    table: &Table,
    arguments: &ServesArguments,
    places: &SchoolPlaces,
    whom: &mut Whom<'_>,
    reading: &mut Reading<'_>,
) -> Option<(Shares, usize)> {
    match SharesForm::of(table) {
        Some(SharesForm::Admissions) => Some((reading.faults(|faults| import::read_admissions(table, whom, faults)), 0)),
        Some(SharesForm::Schools) if arguments.schools.is_some() => {
            Some(reading.faults(|faults| import::read_teams(table, places, whom, faults)))
        }
        form => {
            let end = table.text.find('\n').unwrap_or(table.text.len());
            let (message, help) = match form {
                Some(_) => {
                    ("this table names schools by number only", "add `--schools FILE` with the extract of all establishments")
                }
                None => (
                    "this is no table of who serves which district",
                    "known forms: `trust_code,geo_code,p_trust,p_geo`, and `organisation_ods_code,urn` with `--schools FILE`",
                ),
            };
            reading.report.push(Diagnostic::new(Code::RegisterFormat, table.path.clone(), 0..end, message).help(help));
            None
        }
    }
}

/// What was left out, in sentences.
fn left_out(whom: &Whom<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let quoted =
        |names: &std::collections::BTreeSet<String>| listed(&names.iter().map(String::as_str).collect::<Vec<_>>(), "and");
    if !whom.unknown.is_empty() {
        lines.push(format!("Left out, because no record has the code: {}.", quoted(&whom.unknown)));
    }
    if !whom.unfit.is_empty() {
        lines.push(format!("Left out, because their kind or roles do not allow it: {}.", quoted(&whom.unfit)));
    }
    if !whom.parted.is_empty() {
        lines.push(format!("Left out, because several bodies took over from it: {}.", quoted(&whom.parted)));
    }
    if !whom.elsewhere.is_empty() {
        lines.push(format!("Left out, because `data/places/districts.csv` does not hold them: {}.", quoted(&whom.elsewhere)));
    }
    if !whom.lone.is_empty() {
        lines.push(format!("Left out, because the body works elsewhere and has one school alone there: {}.", quoted(&whom.lone)));
    }
    lines
}

/// A table of `data/places` before and after an import, and what to say of it.
pub(super) struct Changed {
    pub path: &'static str,
    pub before: Option<String>,
    pub after: String,
    pub lines: Vec<String>,
    pub dry_run: bool,
    pub today: Date,
}

/// Writes the table unless the site would have faults by it, and says what changed.
pub(super) fn finish(global: &Global, folder: &Folder, changed: Changed, mut report: Report) -> Result<(), Stop> {
    let same = changed.before.as_deref() == Some(&changed.after);
    let path = FilePath::new(changed.path).expect("a fixed path is well formed");
    let rows = counted(changed.after.lines().count().saturating_sub(1), "row", None);
    let draft = Draft { path, before: changed.before, after: changed.after, changes: vec![format!("{rows} in all")] };
    let mut plan = Plan { drafts: if same { Vec::new() } else { vec![draft] }, ..Plan::default() };
    leave_out_faulty(folder, &mut plan, changed.today, &mut report);
    report.settle();
    show(&report);
    if changed.dry_run {
        say(&differences(&plan, global.verbose));
    } else {
        write(global, folder, &plan)?;
    }
    if !global.quiet {
        changed.lines.iter().for_each(|line| say(&format!("{line}\n")));
        let end = match (same, report.errors() > 0, changed.dry_run) {
            (true, ..) => "Nothing changes.",
            (_, true, _) => "The table was left as it is.",
            (.., true) => "Nothing was written: leave out `--dry-run` to do it.",
            _ => "Written.",
        };
        say(&format!("`{}`: {rows}. {end}\n", changed.path));
    }
    if report.errors() == 0 { Ok(()) } else { Err(Stop::Faults) }
}
