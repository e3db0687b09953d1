//! `trustbridge check`: all faults of all records in one run.

use std::fmt::Write as _;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::json;

use super::{Global, Stop, read, say, today};
use crate::data::{FileKind, kind_of, plain, text_of};
use crate::diagnostic::{MOST_PRINTED, Severity};
use crate::folder::{FilePath, Folder};
use crate::insight::{Completeness, completeness};
use crate::model::Directory;
use crate::pipeline;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// How faults are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Take every warning for an error
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Also look at records with `draft = true`
    #[arg(long)]
    pub drafts: bool,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// How faults are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, each with its line.
    Human,
    /// One JSON object.
    Json,
    /// Annotations for a pull request on GitHub.
    Github,
    /// SARIF 2.1.0 for code hosts and editors.
    Sarif,
}

/// What is taken for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Every warning.
    Warnings,
}

/// Checks the site.
pub(super) fn run(global: &Global, arguments: &CheckArguments) -> Result<(), Stop> {
    let folder = read(global)?;
    let options =
        pipeline::Options { as_of: today::today(arguments.as_of), drafts: arguments.drafts, portable: false, base_url: None };
    let mut built = pipeline::build(&folder, &options, &mut |_| {});
    if let Some(site) = &built.site {
        built.report.extend(pipeline::render_faults(site));
        built.report.settle();
    }
    let hints = if global.verbose { hints(built.directory.as_deref()) } else { Vec::new() };
    let report = &mut built.report;
    if arguments.deny.is_some() {
        report.judge(|_| Some(Severity::Error));
    }
    match arguments.format {
        Format::Json => {
            let mut json = report.json();
            if global.verbose {
                json["hints"] = hints.iter().map(Hint::json).collect();
            }
            super::say_json(&format!("{json:#}"));
        }
        Format::Sarif => super::say_json(&format!("{:#}", report.sarif())),
        Format::Github => say(&report.github()),
        Format::Human if report.faults().is_empty() => {
            if !global.quiet {
                let count = built.directory.as_ref().map_or(0, |directory| directory.organisations.len());
                say(&format!("No faults found in {}.\n", crate::text::counted(count, "organisation", None)));
                say(&left_out(&folder, arguments.drafts));
            }
        }
        Format::Human => say(&report.human(true)),
    }
    if arguments.format == Format::Human {
        say(&advice(&hints));
    }
    if report.errors() == 0 { Ok(()) } else { Err(Stop::Faults) }
}

/// The next most useful thing to add to a record.
struct Hint {
    path: String,
    found: Completeness,
}

impl Hint {
    fn json(&self) -> serde_json::Value {
        json!({"path": self.path, "taken": self.found.taken, "steps": self.found.steps, "next": self.found.next})
    }
}

/// A hint for each record that lacks something, the emptiest records first.
fn hints(directory: Option<&Directory>) -> Vec<Hint> {
    let Some(directory) = directory else { return Vec::new() };
    let mut found = completeness(directory);
    found.sort_by_key(|one| (one.taken, one.organisation));
    found.into_iter().map(|found| Hint { path: directory[found.organisation].file.clone(), found }).collect()
}

/// The first hints as people read them, the rest counted.
fn advice(hints: &[Hint]) -> String {
    let mut text = String::new();
    if !hints.is_empty() {
        text.push_str("\nWhat would help most, the emptiest records first:\n");
    }
    for hint in hints.iter().take(MOST_PRINTED) {
        let Completeness { taken, steps, next, .. } = hint.found;
        let _ = writeln!(text, "{}: {taken} of {steps}; next, {next}", hint.path);
    }
    if hints.len() > MOST_PRINTED {
        let _ = writeln!(text, "... and {} more, not printed", crate::text::grouped(hints.len() - MOST_PRINTED));
    }
    text
}

/// A sentence about drafts, of which only the form is checked; empty where there are none, or all was asked for.
fn left_out(folder: &Folder, drafts: bool) -> String {
    let is_draft = |(path, bytes): &(&FilePath, &Arc<[u8]>)| {
        kind_of(path) == FileKind::Organisation
            && text_of(path.as_str(), bytes)
                .is_ok_and(|text| text.contains("draft") && plain(path.as_str(), &text)["draft"] == true)
    };
    match folder.iter().filter(|_| !drafts).filter(is_draft).count() {
        0 => String::new(),
        1 => "1 more is a draft; `trustbridge check --drafts` checks it as if it were published.\n".to_owned(),
        count => format!("{count} more are drafts; `trustbridge check --drafts` checks them as if they were published.\n"),
    }
}
