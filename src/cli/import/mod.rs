//! `trustbridge import`: register extracts become records, and edited workbooks change them.

mod area;
mod chosen;
mod reading;
mod serves;
mod sheet;
mod telling;
mod writing;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use self::chosen::Chosen;
pub(super) use self::reading::{ALWAYS, Reading};
use self::telling::{differences, summary};
use self::writing::options;
pub(super) use self::writing::{leave_out_faulty, write};
use super::{Format, Global, Stop, read, say, say_json, show, tell, today};
use crate::data;
use crate::data::FileKind;
use crate::diagnostic::Severity;
use crate::disk::Failure;
use crate::export;
use crate::folder::{FilePath, Folder};
use crate::import::{self, Choices, Draft, Gathered, Gazetteer, Map, Records, Register, Source, Spellings, Succession, Table};
use crate::text::counted;
use crate::workbook::{self, Against, TablePlan};

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Which register
    #[command(subcommand)]
    pub from: What,
}

/// What is imported.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Organisations of a register
    #[command(flatten)]
    Register(From),
    /// A workbook that `export sheet` wrote and somebody edited
    Sheet(sheet::SheetArguments),
    /// Who serves which district: published tables become `data/places/serves.csv`
    Serves(serves::ServesArguments),
    /// Published figures on the children of areas: they become `data/places/area.csv`
    Area(area::AreaArguments),
}

/// A register.
#[derive(Debug, Subcommand)]
pub enum From {
    /// Academy trusts and their schools: the extracts of Get Information about Schools
    Gias {
        /// "All group records", "All establishment data" and "Links", as published, zipped or not, in any order; a later one
        /// counts where two name the same trust or school. Without any, the one that `[extracts]` in `data/site.toml` names
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// What all imports take.
        #[command(flatten)]
        common: Common,
    },
    /// NHS trusts and care boards: files of the Organisation Data Service, and lists that add to them
    Ods {
        /// `etr` and `ets` as published, a list of trusts or boards (`ods_code`, `trust_type`, `website` ...) and one of
        /// hospitals (`site_code`, `current_trust_ods` ...), zipped or not, in any order. Without any, and without the two flags below, the one that `[extracts]` in `data/site.toml` names
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Also give every care board of `data/places/icbs.toml` that is in force a record
        #[arg(long)]
        boards: bool,
        /// A table of which body followed which: `predecessor_ods`, `successor_ods`, `succession_date`
        #[arg(long, value_name = "FILE")]
        succession: Option<PathBuf>,
        /// What all imports take.
        #[command(flatten)]
        common: Common,
    },
    /// Any table with a header
    Csv {
        /// The table
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Which column is what, in TOML; without it the columns are named by the keys of a record
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
        /// What all imports take.
        #[command(flatten)]
        common: Common,
    },
}

/// Files that say where postcodes lie.
#[derive(Debug, Args)]
pub struct PlaceFiles {
    /// The ONS Postcode Directory, zipped or not: points, regions, care boards; also writes `data/places/postcode-districts.csv`
    #[arg(long, value_name = "FILE")]
    pub places: Option<PathBuf>,
    /// A table of local authority districts with their region and care board, where the postcode file has no columns for them
    #[arg(long, value_name = "FILE")]
    pub districts: Option<PathBuf>,
    /// The boundaries of the care boards as `GeoJSON`, for districts that two boards share
    #[arg(long, value_name = "FILE")]
    pub boundaries: Option<PathBuf>,
}

/// What all imports take.
#[derive(Debug, Args)]
pub struct Common {
    /// Where postcodes lie.
    #[command(flatten)]
    pub places: PlaceFiles,
    /// Close the records of organisations that have ended, and name what followed them
    #[arg(long)]
    pub close: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Bring known records up to date, and add none
    #[arg(long)]
    pub only_known: bool,
    /// Of new records, only those in this care board area; may be given several times
    #[arg(long, value_name = "ID", conflicts_with = "only_known")]
    pub board: Vec<String>,
    /// Of new records, only those in this region; may be given several times
    #[arg(long, value_name = "ID", conflicts_with = "only_known")]
    pub region: Vec<String>,
    /// How it is told: JSON is an object with `dry_run`, `counts`, `files` (`path`, `new`, `changes`), `notes` (`kind`, `about`,
    /// `text`), `told` and `faults`; what stops an import before it begins stands on standard error in any case
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// The date of the extract, where its file name has none
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub date: Option<Date>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// Imports.
pub(super) fn run(global: &Global, arguments: &ImportArguments) -> Result<(), Stop> {
    match &arguments.from {
        What::Register(from) => run_register(global, from),
        What::Sheet(arguments) => sheet::run(global, arguments),
        What::Serves(arguments) => serves::run(global, arguments),
        What::Area(arguments) => area::run(global, arguments),
    }
}

fn run_register(global: &Global, from: &From) -> Result<(), Stop> {
    let common = from.common();
    let today = today::today(common.as_of);
    let folder = read(global)?;
    refuse_faulty(&folder, today)?;
    let chosen = Chosen::of(common, &data::known(&folder)).map_err(Stop::Usage)?;
    let mut reading = Reading::new(global, &folder);
    let files = from.files(&mut reading)?;
    let place_files = reading.place_files(&common.places)?;
    if reading.report.errors() > 0 {
        return Err(reading.ended());
    }
    if let Some(key) = from.lacks_files(&files) {
        return Err(Stop::Usage(no_extract(key, &format!("`trustbridge import {key} FILE`"))));
    }
    let Some(Found { gathered, succession, source, accounts, edited }) = from.read(&files, &mut reading, &folder, today)? else {
        return Err(reading.ended());
    };
    let Some(gazetteer) = reading.places(&place_files, &gathered.bodies)? else { return Err(reading.ended()) };
    if reading.report.errors() > 0 {
        return Err(reading.ended());
    }
    let mut records = Records::of(&folder);
    let known = data::load(&folder, options(today)).known;
    let choices = Choices { close: common.close, today };
    let moved = import::moved(&records, &gathered.bodies);
    let mut plan = import::plan(gathered.bodies, &succession, &mut records, &gazetteer, &known, &source, choices);
    plan.notes.extend(gathered.notes);
    plan.notes.extend(moved);
    plan.open += edited.known.len();
    plan.same += edited.same;
    plan.drafts.extend(edited.drafts);
    reading.report.extend(edited.faults);
    reading.report.extend(std::mem::take(&mut plan.faults));
    if place_files.places.is_some() {
        plan.drafts.extend(districts_draft(&folder, &gazetteer));
    }
    let outside = chosen.leave_out_others(&mut plan);
    let left_out = leave_out_faulty(&folder, &mut plan, today, &mut reading.report);
    reading.report.settle();
    let human = common.format == Format::Human;
    if human {
        show(&reading.report);
    }
    if !common.dry_run {
        write(global, &folder, &plan)?;
    } else if human {
        say(&differences(&plan, global.verbose));
    }
    if !human {
        let mut told = accounts;
        told.extend(edited.told);
        say_json(&format!("{:#}", telling::json(&plan, &told, left_out, common.dry_run, &reading.report)));
    } else if !global.quiet {
        if common.dry_run || global.verbose {
            for sentence in &accounts {
                say(&format!("{sentence}\n"));
            }
        }
        edited.told.iter().for_each(|told| say(&format!("{told}\n")));
        let names_kept = matches!(from, From::Csv { .. });
        say(&summary(&plan, left_out, common.dry_run, (global.verbose, names_kept)));
        say(&chosen.told(outside));
    }
    if reading.report.errors() == 0 { Ok(()) } else { Err(Stop::Faults) }
}

/// What to do where neither the command line nor the settings name an extract of this register.
pub(super) fn no_extract(key: &str, command: &str) -> String {
    format!("which extract? Name it: {command}; or write `{key} = \"FILE\"` under `[extracts]` in `data/site.toml`")
}

/// Records with errors stop an import: what cannot be read cannot be compared, and would come again under another id. What a
/// draft still lacks stands in nobody's way.
fn refuse_faulty(folder: &Folder, today: Date) -> Result<(), Stop> {
    let mut report = data::load(folder, data::Options { drafts: false, ..options(today) }).report;
    let matters = |path: &str| {
        // Who serves whom names organisations that this very import may bring in.
        let places = path.starts_with("data/places/") && path != "data/places/serves.csv";
        path.starts_with("data/organisations/") || places || path == FileKind::Kinds.path()
    };
    report.judge(|fault| Some(fault.severity).filter(|severity| *severity == Severity::Error && matters(&fault.path)));
    if report.errors() == 0 {
        return Ok(());
    }
    show(&report);
    tell("Nothing was imported: mend these records first.\n");
    Err(Stop::Faults)
}

/// What the files of an import hold.
struct Found {
    gathered: Gathered,
    succession: Succession,
    source: Source,
    /// What became of the rows and columns of each table.
    accounts: Vec<String>,
    /// What people edited in the site's own table.
    edited: TablePlan,
}

impl From {
    fn common(&self) -> &Common {
        match self {
            Self::Gias { common, .. } | Self::Ods { common, .. } | Self::Csv { common, .. } => common,
        }
    }

    /// The files that are imported: those given, else the one that the settings name.
    fn files(&self, reading: &mut Reading<'_>) -> Result<Vec<PathBuf>, Failure> {
        Ok(match self {
            Self::Gias { files, .. } if files.is_empty() => reading.extract("gias")?.into_iter().collect(),
            Self::Ods { files, boards: false, succession: None, .. } if files.is_empty() => {
                reading.extract("ods")?.into_iter().collect()
            }
            Self::Gias { files, .. } | Self::Ods { files, .. } => files.clone(),
            Self::Csv { file, .. } => vec![file.clone()],
        })
    }

    /// The name of the register, where there is nothing to import.
    fn lacks_files(&self, files: &[PathBuf]) -> Option<&'static str> {
        match self {
            Self::Gias { .. } if files.is_empty() => Some("gias"),
            Self::Ods { boards: false, succession: None, .. } if files.is_empty() => Some("ods"),
            _ => None,
        }
    }

    /// The organisations of the files; `None` where a fault was found, which the report holds.
    fn read(&self, files: &[PathBuf], reading: &mut Reading<'_>, folder: &Folder, today: Date) -> Result<Option<Found>, Failure> {
        let register = match self {
            Self::Gias { .. } => Register::Gias,
            Self::Ods { .. } => Register::Ods,
            Self::Csv { .. } => Register::Csv,
        };
        let mut tables: Vec<(Table, Option<Date>)> = Vec::new();
        let mut map = Map::default();
        let mut bodies = Vec::new();
        let mut succession = Succession::default();
        match self {
            Self::Csv { map: Some(path), .. } => {
                let Some(read) = reading.map(path)? else { return Ok(None) };
                map = read;
            }
            Self::Ods { boards, succession: file, .. } => {
                bodies.extend(boards.then(|| import::board_bodies(&reading.boards)).into_iter().flatten());
                for table in
                    file.iter().map(|path| reading.tables(path, ALWAYS)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten()
                {
                    succession = reading.faults(|faults| import::read_succession(&table, faults));
                }
            }
            _ => {}
        }
        let headed = if register == Register::Ods { import::names_columns } else { ALWAYS };
        for file in files {
            let named = file.file_name().and_then(|name| import::date_in_name(&name.to_string_lossy()));
            for table in reading.tables(file, headed)? {
                let inner = table.path.rsplit('/').next().and_then(import::date_in_name);
                tables.push((table, named.or(inner).or(self.common().date)));
            }
        }
        if reading.report.errors() > 0 {
            return Ok(None);
        }
        let boards = std::mem::take(&mut reading.boards);
        let edited =
            if matches!(self, Self::Csv { map: None, .. }) { edits(&tables, folder, today) } else { TablePlan::default() };
        let gathered = reading.faults(|faults| {
            if register == Register::Csv {
                let known = data::load(folder, options(today)).known;
                let read = tables
                    .iter()
                    .flat_map(|(table, _)| import::read_mapped(table, &map, (&boards, &known), &edited.known, faults))
                    .collect();
                return import::Gathered {
                    bodies: read,
                    date: tables.iter().filter_map(|(_, date)| *date).max(),
                    ..Default::default()
                };
            }
            let site = (&boards, &Spellings::of(folder));
            import::gather(register, &tables, bodies, site, (self.common().close, today), faults)
        });
        reading.boards = boards;
        let mut source = Source::new(register, gathered.date);
        if register == Register::Csv {
            source.describe(&map);
        }
        let accounts = tables.iter().flat_map(|(table, _)| table.account()).collect();
        Ok((reading.report.errors() == 0).then_some(Found { gathered, succession, source, accounts, edited }))
    }
}

/// What people edited in the site's own table of organisations, held against the table as it would be written today.
fn edits(tables: &[(Table, Option<Date>)], folder: &Folder, today: Date) -> TablePlan {
    let Some((table, _)) = tables.first().filter(|(table, _)| workbook::is_own_table(table)) else { return TablePlan::default() };
    let loaded = data::load_to_match(folder, data::Options { drafts: false, ..options(today) });
    let Some(directory) = loaded.directory else { return TablePlan::default() };
    let known = loaded.known;
    let against = Against { folder, known: &known, today, skip_stale: false };
    workbook::plan_table(table, &export::organisations_table(&directory), &against)
}

/// The table of postcode districts, where it is new or changed.
fn districts_draft(folder: &Folder, gazetteer: &Gazetteer) -> Option<Draft> {
    let path = FilePath::fixed(crate::data::POSTCODE_DISTRICTS);
    let before = folder.get(path.as_str()).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let after = gazetteer.districts_table();
    let changes = vec![format!(
        "{} for the search near a postcode",
        counted(after.lines().count().saturating_sub(1), "postcode district", None)
    )];
    (before.as_deref() != Some(&after)).then_some(Draft { path, before, after, changes })
}
