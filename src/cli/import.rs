//! `trustbridge import`: register extracts become records.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::{Ended, Global, progress, read, say, show, tell, today};
use crate::data;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::disk::{self, Failure};
use crate::folder::{FilePath, Folder};
use crate::import::{
    self, Boards, Body, Choices, Draft, Gazetteer, Map, Members, News, Plan, Records, Register, Source, Succession, Table,
};
use crate::text::{self, Line, counted, grouped};

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Which register
    #[command(subcommand)]
    pub from: From,
}

/// A register.
#[derive(Debug, Subcommand)]
pub enum From {
    /// Academy trusts: "All group records" of Get Information about Schools
    Gias {
        /// The extracts as published, zipped or not; a later one counts where two name the same trust
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// What all imports take.
        #[command(flatten)]
        common: Common,
    },
    /// NHS trusts: the `etr` file of the Organisation Data Service
    Ods {
        /// The files as published, zipped or not; a later one counts where two name the same trust
        #[arg(required_unless_present_any = ["boards", "succession"], value_name = "FILE")]
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

/// What all imports take.
#[derive(Debug, Args)]
pub struct Common {
    /// The ONS Postcode Directory, zipped or not: points, regions, care boards; also writes `data/places/postcode-districts.csv`
    #[arg(long, value_name = "FILE")]
    pub places: Option<PathBuf>,
    /// A table of local authority districts with their region and care board, where the postcode file has no columns for them
    #[arg(long, value_name = "FILE")]
    pub districts: Option<PathBuf>,
    /// The boundaries of the care boards as `GeoJSON`, for districts that two boards share
    #[arg(long, value_name = "FILE")]
    pub boundaries: Option<PathBuf>,
    /// Close the records of organisations that have ended, and name what followed them
    #[arg(long)]
    pub close: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The date of the extract, where its file name has none
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub date: Option<Date>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// Imports.
pub(super) fn run(global: &Global, arguments: &ImportArguments) -> Result<Ended, Failure> {
    let common = arguments.from.common();
    let today = today::today(common.as_of);
    let folder = read(global)?;
    if let Some(ended) = refuse_faulty(global, &folder, today) {
        return Ok(ended);
    }
    let mut reading = Reading { global, report: Report::default(), boards: Boards::of(&folder) };
    let Some((bodies, succession, source)) = arguments.from.read(&mut reading, &folder, today)? else {
        return Ok(reading.ended());
    };
    let Some(gazetteer) = reading.places(common, &bodies)? else { return Ok(reading.ended()) };
    if reading.report.errors() > 0 {
        return Ok(reading.ended());
    }
    let mut records = Records::of(&folder);
    let known = data::load(&folder, options(today)).known;
    let choices = Choices { close: common.close, today };
    let mut plan = import::plan(bodies, &succession, &mut records, &gazetteer, &known, &source, choices);
    reading.report.extend(std::mem::take(&mut plan.faults));
    if common.places.is_some() {
        plan.drafts.extend(districts_draft(&folder, &gazetteer));
    }
    let left_out = leave_out_faulty(&folder, &mut plan, today, &mut reading.report);
    reading.report.settle();
    show(global, &reading.report);
    if common.dry_run {
        say(&differences(&plan, global.verbose));
    } else {
        write(global, &folder, &plan)?;
    }
    if !global.quiet {
        say(&summary(&plan, left_out, common.dry_run, global.verbose));
    }
    Ok(if reading.report.errors() == 0 { Ended::Well } else { Ended::Faults })
}

fn options(today: Date) -> data::Options<'static> {
    data::Options { as_of: today, drafts: true, base_url: None }
}

/// Records with errors stop an import: what cannot be read cannot be compared, and would come again under another id.
fn refuse_faulty(global: &Global, folder: &Folder, today: Date) -> Option<Ended> {
    let mut report = data::load(folder, options(today)).report;
    let matters = |path: &str| {
        path.starts_with("data/organisations/") || path.starts_with("data/places/") || path == "data/vocabulary/kinds.toml"
    };
    report.judge(|fault| Some(fault.severity).filter(|severity| *severity == Severity::Error && matters(&fault.path)));
    if report.errors() == 0 {
        return None;
    }
    show(global, &report);
    tell("Nothing was imported: mend these records first.\n");
    Some(Ended::Faults)
}

impl From {
    fn common(&self) -> &Common {
        match self {
            Self::Gias { common, .. } | Self::Ods { common, .. } | Self::Csv { common, .. } => common,
        }
    }

    /// The organisations of the files; `None` where a fault was found, which the report holds.
    fn read(
        &self,
        reading: &mut Reading<'_>,
        folder: &Folder,
        today: Date,
    ) -> Result<Option<(Vec<Body>, Succession, Source)>, Failure> {
        let (register, files): (Register, &[PathBuf]) = match self {
            Self::Gias { files, .. } => (Register::Gias, files),
            Self::Ods { files, .. } => (Register::Ods, files),
            Self::Csv { file, .. } => (Register::Csv, std::slice::from_ref(file)),
        };
        let date = self
            .common()
            .date
            .or_else(|| files.iter().filter_map(|file| import::date_in_name(&file.file_name()?.to_string_lossy())).max());
        let mut source = Source::new(register, date, today);
        let mut map = Map::default();
        let mut bodies = Vec::new();
        let mut succession = Succession::default();
        match self {
            Self::Csv { map: Some(path), .. } => {
                let Some(read) = reading.map(path)? else { return Ok(None) };
                source.describe(&read);
                map = read;
            }
            Self::Ods { boards, succession: file, .. } => {
                bodies.extend(boards.then(|| import::board_bodies(&reading.boards)).into_iter().flatten());
                for table in
                    file.iter().map(|path| reading.tables(path, true)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten()
                {
                    succession = reading.faults(|faults| import::read_succession(&table, faults));
                }
            }
            _ => {}
        }
        let known = data::load(folder, options(today)).known;
        for file in files {
            for table in reading.tables(file, register != Register::Ods)? {
                let boards = std::mem::take(&mut reading.boards);
                bodies.extend(reading.faults(|faults| match register {
                    Register::Gias => import::read_gias(&table, faults),
                    Register::Ods => import::read_ods(&table, faults),
                    Register::Csv => import::read_mapped(&table, &map, &boards, &known, faults),
                }));
                reading.boards = boards;
            }
        }
        Ok((reading.report.errors() == 0).then_some((bodies, succession, source)))
    }
}

/// Files given on the command line, with the faults found in them.
struct Reading<'a> {
    global: &'a Global,
    report: Report,
    boards: Boards,
}

impl Reading<'_> {
    fn faults<T>(&mut self, read: impl FnOnce(&mut Vec<Diagnostic>) -> T) -> T {
        let mut faults = Vec::new();
        let answer = read(&mut faults);
        self.report.extend(faults);
        answer
    }

    /// What is left to do when a file cannot be used.
    fn ended(mut self) -> Ended {
        self.report.settle();
        show(self.global, &self.report);
        tell("Nothing was imported.\n");
        Ended::Faults
    }

    fn tables(&mut self, path: &Path, headed: bool) -> Result<Vec<Table>, Failure> {
        let name = path.to_string_lossy().into_owned();
        let bytes = disk::read_given(path, import::LARGEST_REGISTER)?;
        let mut tables = Vec::new();
        match import::tables_in(&name, &bytes) {
            Err(fault) => self.report.push(*fault),
            Ok(found) => {
                for (member, bytes) in found {
                    match self.faults(|faults| Table::read(&member, &bytes, headed, faults)) {
                        Ok(table) => {
                            self.report.remember(member, Arc::clone(&table.text));
                            tables.push(table);
                        }
                        Err(fault) => self.report.push(*fault),
                    }
                }
            }
        }
        Ok(tables)
    }

    fn text(&mut self, path: &Path) -> Result<Option<(String, String)>, Failure> {
        let name = path.to_string_lossy().into_owned();
        let bytes = disk::read_given(path, import::LARGEST_REGISTER)?;
        match data::text_of(&name, &bytes) {
            Ok(text) => {
                self.report.remember(name.clone(), Arc::from(text.as_str()));
                Ok(Some((name, text)))
            }
            Err(fault) => {
                self.report.push(*fault);
                Ok(None)
            }
        }
    }

    fn map(&mut self, path: &Path) -> Result<Option<Map>, Failure> {
        let Some((name, text)) = self.text(path)? else { return Ok(None) };
        Ok(Map::parse(&name, &text).map_err(|fault| self.report.push(*fault)).ok())
    }

    /// Everything that is known of places; `None` where a file of places is faulty.
    fn places(&mut self, common: &Common, bodies: &[Body]) -> Result<Option<Gazetteer>, Failure> {
        let mut gazetteer = Gazetteer::new(std::mem::take(&mut self.boards));
        if let Some(path) = &common.districts {
            for table in self.tables(path, true)? {
                self.faults(|faults| gazetteer.add_districts(&table, faults));
            }
        }
        if let Some(path) = &common.boundaries {
            let Some((name, text)) = self.text(path)? else { return Ok(None) };
            if let Err(fault) = gazetteer.add_boundaries(&name, &text) {
                self.report.push(*fault);
            }
        }
        if let Some(path) = &common.places {
            let name = path.to_string_lossy().into_owned();
            let (file, size) = disk::open_given(path)?;
            let bar = progress::reading(self.global, "Postcodes", size);
            let wanted = Gazetteer::wanted(bodies);
            let read = import::unpack(&name, &mut bar.wrap_read(file), Members::Largest, &mut |member, stream| {
                gazetteer.postcodes.read(member, stream, &wanted)
            });
            bar.finish_and_clear();
            if let Err(fault) = read {
                self.report.push(*fault);
            }
        }
        Ok((self.report.errors() == 0).then_some(gazetteer))
    }
}

/// The table of postcode districts, where it is new or changed.
fn districts_draft(folder: &Folder, gazetteer: &Gazetteer) -> Option<Draft> {
    let path = FilePath::new("data/places/postcode-districts.csv").ok()?;
    let before = folder.get(path.as_str()).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let after = gazetteer.districts_table();
    let changes = vec![format!(
        "{} for the search near a postcode",
        counted(after.lines().count().saturating_sub(1), "postcode district", None)
    )];
    (before.as_deref() != Some(&after)).then_some(Draft { path, before, after, changes })
}

/// Checks the site as it would be, and leaves out every draft that would bring an error in. Answers how many.
fn leave_out_faulty(folder: &Folder, plan: &mut Plan, today: Date, report: &mut Report) -> usize {
    let mut merged = folder.clone();
    for draft in &plan.drafts {
        merged.insert(draft.path.clone(), draft.after.clone().into_bytes());
    }
    let mut after = data::load(&merged, options(today)).report;
    let drafted: BTreeMap<&str, &str> = plan.drafts.iter().map(|draft| (draft.path.as_str(), draft.after.as_str())).collect();
    after.judge(|fault| {
        Some(fault.severity).filter(|severity| *severity == Severity::Error && drafted.contains_key(fault.path.as_str()))
    });
    let faulty: Vec<String> = after.faults().iter().map(|fault| fault.path.clone()).collect();
    for fault in after.faults() {
        report.remember(fault.path.clone(), Arc::from(drafted.get(fault.path.as_str()).copied().unwrap_or_default()));
    }
    report.extend(after.faults().iter().cloned().map(|fault| fault.help("so this record was left as it is")));
    let count = plan.drafts.len();
    plan.drafts.retain(|draft| !faulty.iter().any(|path| path == draft.path.as_str()));
    count - plan.drafts.len()
}

fn write(global: &Global, read_before: &Folder, plan: &Plan) -> Result<(), Failure> {
    let on_disk = |path: &FilePath| global.root.join(path.as_str());
    let now = read(global)?;
    if let Some(draft) = plan.drafts.iter().find(|draft| now.get(draft.path.as_str()) != read_before.get(draft.path.as_str())) {
        return Err(Failure::because("import", &on_disk(&draft.path), "it was changed meanwhile; run the command again"));
    }
    let (edits, new): (Vec<&Draft>, Vec<&Draft>) = plan.drafts.iter().partition(|draft| draft.before.is_some());
    let bytes = |drafts: Vec<&Draft>| -> Vec<(PathBuf, Vec<u8>)> {
        drafts.into_iter().map(|draft| (on_disk(&draft.path), draft.after.clone().into_bytes())).collect()
    };
    disk::replace_all(&bytes(edits))?;
    disk::create_all_new(&bytes(new))
}

/// Every change as lines with `-` and `+`; new records only by their name unless `whole`.
fn differences(plan: &Plan, whole: bool) -> String {
    let mut shown = String::new();
    for draft in &plan.drafts {
        let _ = writeln!(shown, "{}", draft.path);
        let record = draft.path.ending() == "toml";
        if draft.before.is_none() && !whole || !record {
            let _ = writeln!(shown, "  + {}", draft.changes.join(", "));
            continue;
        }
        for line in text::changes(draft.before.as_deref().unwrap_or_default(), &draft.after) {
            let _ = match line {
                Line::Gone(line) => writeln!(shown, "  - {line}"),
                Line::New(line) => writeln!(shown, "  + {line}"),
            };
        }
    }
    shown
}

fn summary(plan: &Plan, left_out: usize, dry_run: bool, verbose: bool) -> String {
    let mut shown = String::new();
    for note in plan.notes.iter().filter(|note| verbose || !matches!(note.news, News::Kept | News::Unplaced | News::Missing)) {
        let _ = writeln!(shown, "{}: {}.", note.about, note.text);
    }
    let quiet = [
        (News::Kept, "where the record keeps what a person wrote"),
        (News::Unplaced, "without a place"),
        (News::Missing, "not in the extract"),
    ];
    for (news, what) in quiet.into_iter().filter(|_| !verbose) {
        let count = plan.notes.iter().filter(|note| note.news == news).count();
        if count > 0 {
            let _ = writeln!(shown, "{} {what}; `-v` lists them.", counted(count, "organisation", None));
        }
    }
    let records = plan.drafts.iter().filter(|draft| draft.path.ending() == "toml");
    let new = records.clone().filter(|draft| draft.before.is_none()).count();
    let confirmed = records.clone().filter(|draft| draft.changes == ["confirmed"]).count();
    let refreshed = records.count() - new - confirmed;
    let _ = write!(
        shown,
        "{}{} open in the register: {} new, {} refreshed, {} confirmed, {} same",
        if dry_run { "Nothing was written. " } else { "" },
        grouped(plan.open),
        grouped(new),
        grouped(refreshed),
        grouped(confirmed),
        grouped(plan.same),
    );
    if plan.opted_out > 0 {
        let _ = write!(shown, ", {} asked not to be listed", grouped(plan.opted_out));
    }
    if left_out > 0 {
        let _ = write!(shown, ", {} left out because of the errors above", grouped(left_out));
    }
    shown.push_str(".\n");
    shown
}
