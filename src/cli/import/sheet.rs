//! `trustbridge import sheet`: what people edited in a workbook comes back into the records.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::super::{Format, Global, Stop, read, say, say_json, show, tell, today};
use super::telling::{differences, files};
use super::writing::write;
use crate::data;
use crate::diagnostic::Report;
use crate::disk;
use crate::import::Plan;
use crate::text::counted;
use crate::workbook::{self, Against};

/// Arguments of `import sheet`.
#[derive(Debug, Args)]
#[command(
    after_help = "A changed cell changes its key, a cleared cell takes it out, a new row adds a record (as a draft) or an entry, and
`remove` in the column `Remove` takes an entry out. Comments in the records stay. Where one cell cannot be taken, nothing
is written, and every such cell is named."
)]
pub struct SheetArguments {
    /// The workbook
    #[arg(value_name = "FILE.xlsx")]
    pub file: PathBuf,
    /// Say what would change, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How it is told: JSON is an object with `dry_run`, `files` (`path`, `new`, `changes`), `told`, `notes` and `faults`
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Leave alone what was edited in records that somebody else changed since the workbook was written, and take the rest
    #[arg(long)]
    pub skip_stale: bool,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// Imports a workbook.
pub(super) fn run(global: &Global, arguments: &SheetArguments) -> Result<(), Stop> {
    let today = today::today(arguments.as_of);
    let folder = read(global)?;
    super::refuse_faulty(&folder, today)?;
    let bytes = disk::read_given(&arguments.file, workbook::LARGEST_WORKBOOK)?;
    let known = data::known(&folder);
    let against = Against { folder: &folder, known: &known, today, skip_stale: arguments.skip_stale };
    let plan = workbook::plan(&arguments.file.to_string_lossy(), &bytes, &against);
    if !plan.faults.is_empty() {
        let mut report = Report::default();
        report.extend(plan.faults);
        if arguments.format == Format::Json {
            say_object(arguments, &Plan::default(), &[], &[], &report);
            return Err(Stop::Faults);
        }
        show(&report);
        tell("Nothing was written.\n");
        return Err(Stop::Faults);
    }
    let files = Plan { drafts: plan.drafts, ..Plan::default() };
    let human = arguments.format == Format::Human;
    if arguments.dry_run && global.verbose && human {
        say(&differences(&files, true));
    }
    if !arguments.dry_run {
        write(global, &folder, &files)?;
    }
    if !human {
        say_object(arguments, &files, &plan.told, &plan.notes, &Report::default());
        return Ok(());
    }
    if global.quiet {
        return Ok(());
    }
    for line in &plan.told {
        say(&format!("{line}\n"));
    }
    for note in &plan.notes {
        say(&format!("Note: {note}\n"));
    }
    let new = files.drafts.iter().filter(|draft| draft.before.is_none()).count();
    let changed = files.drafts.len() - new;
    let (edits, records) = (counted(plan.told.len(), "edit", None), counted(changed, "record", None));
    let done = match (files.drafts.is_empty(), arguments.dry_run) {
        (true, _) => "Nothing differs from the records; nothing was written.".to_owned(),
        (false, true) => format!("Nothing was written. {edits}: {records} would change, {new} would be new."),
        (false, false) => format!("{edits}: {records} changed, {new} new."),
    };
    say(&format!("{done}\n"));
    Ok(())
}

/// What was done, for programs.
fn say_object(arguments: &SheetArguments, plan: &Plan, told: &[String], notes: &[String], report: &Report) {
    let faults = &report.json()["faults"];
    let object = json!({"dry_run": arguments.dry_run, "files": files(plan), "told": told, "notes": notes, "faults": faults});
    say_json(&format!("{object:#}"));
}
