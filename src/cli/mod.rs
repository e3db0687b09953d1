//! The command line: the only room that prints, shows progress, reads the clock and the environment.

mod arguments;
mod build;
mod check;
mod checked;
mod codeowners;
mod county;
mod diff;
mod effects;
mod examples;
mod explain;
mod export;
mod fmt;
mod global;
mod import;
mod init;
mod man;
mod matching;
mod new;
mod pair;
mod progress;
mod rename;
mod repository;
mod schema;
mod serve;
mod stale;
mod standing;
mod take;
mod theme;
mod today;

pub use arguments::{Arguments, Command};
pub use examples::described;
pub use global::{Colour, Format, Global};

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::FromArgMatches as _;

use crate::diagnostic::Report;
use crate::disk::{Failure, Gate, PublishError};
use crate::folder::Folder;

/// Why a command did not end well.
#[derive(Debug)]
pub enum Stop {
    /// There are faults in what people wrote; they have been shown.
    Faults,
    /// The arguments contradict each other; the sentence says how.
    Usage(String),
    /// An error of the disk or the network.
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let mut described = described();
    let read = Arguments::from_arg_matches_mut(&mut described.get_matches_mut());
    let mut arguments = read.unwrap_or_else(|error| error.format(&mut described).exit());
    anstream::ColorChoice::from(arguments.global.color).write_global();
    let ended = standing::find(&arguments.global, &arguments.command).and_then(|root| {
        arguments.global.root = root;
        obey(&arguments)
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Faults) => ExitCode::from(1),
        Err(Stop::Usage(sentence)) => {
            complain(&sentence);
            ExitCode::from(2)
        }
        Err(Stop::Failed(failure)) => {
            complain(&failure.to_string());
            ExitCode::from(3)
        }
    }
}

/// Does what was asked for, on the site that was found.
fn obey(arguments: &Arguments) -> Result<(), Stop> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Build(options) => build::run(global, options),
        Command::Serve(options) => serve::run(global, options),
        Command::Check(options) => check::run(global, options),
        Command::Match(options) => matching::run(global, options),
        Command::Pair(options) => pair::run(global, options),
        Command::Export(options) => export::run(global, options),
        Command::Explain(options) => explain::run(options),
        Command::Init(options) => init::run(global, options),
        Command::New(options) => new::run(global, options),
        Command::Take(options) => take::run(global, options),
        Command::Theme(options) => theme::run(global, options),
        Command::Rename(options) => rename::rename(global, options),
        Command::Close(options) => rename::close(global, options),
        Command::Checked(options) => checked::run(global, options),
        Command::Stale(options) => stale::run(global, options),
        Command::Diff(options) => diff::run(global, options),
        Command::Codeowners(options) => codeowners::run(global, options),
        Command::Schema(options) => schema::run(global, options),
        Command::Fmt(options) => fmt::run(global, options),
        Command::Import(options) => import::run(global, options),
        Command::Completions(options) => {
            let mut script = Vec::new();
            clap_complete::generate(options.shell, &mut described(), "trustbridge", &mut script);
            say(&String::from_utf8_lossy(&script));
            Ok(())
        }
        Command::Man(options) => man::run(global, options, described()),
    }
}

/// Writes to standard output, characters that nobody sees written out, and without colours where they are not wanted; a
/// reader that has gone away is no fault of ours.
pub(crate) fn say(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(seen(text).as_bytes()).and_then(|()| out.flush());
}

/// Writes to standard error.
pub(crate) fn tell(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(seen(text).as_bytes()).and_then(|()| out.flush());
}

/// Writes JSON to standard output, in which characters that nobody sees are escaped.
pub(crate) fn say_json(text: &str) {
    let mut line = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c != '\n' && crate::diagnostic::is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    say(&line);
}

/// Text for a terminal: what turns or hides other text is written out. Line ends, and the colours of our own, stay.
fn seen(text: &str) -> String {
    let plain = |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{1b}' | '\u{feff}') || !crate::diagnostic::is_hidden(c);
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if plain(c) {
            out.push(c);
        } else {
            out.extend(c.escape_unicode());
        }
        out
    })
}

fn complain(sentence: &str) {
    tell(&format!("\u{1b}[1;31merror\u{1b}[0m: {}\n", crate::diagnostic::visible(sentence)));
}

/// Reads the site's folder.
pub(crate) fn read(global: &Global) -> Result<Folder, Failure> {
    let folder = crate::disk::read(&global.root)?;
    match newer(&folder) {
        None => Ok(folder),
        Some(why) => Err(Failure::because("read", &global.root.join(crate::data::FileKind::Settings.path()), why)),
    }
}

/// Why this program must leave a site alone that a later one has written: it would read it wrongly, and write it back so.
fn newer(folder: &Folder) -> Option<String> {
    const KNOWN: i64 = 1;
    let path = crate::data::FileKind::Settings.path();
    let text = String::from_utf8_lossy(folder.get(path)?).into_owned();
    let format = crate::data::plain(path, &text)["format"].as_i64().filter(|format| *format > KNOWN)?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!(
        "the site has the format {format}, and trustbridge {version} knows formats up to {KNOWN}; install a later version, the one of `TRUSTBRIDGE_REV` in the site's workflows"
    ))
}

/// Shows faults to people on standard error.
pub(crate) fn show(report: &Report) {
    if report.faults().is_empty() {
        return;
    }
    tell(&report.human(true));
}

/// What a publishing that did not happen means for the exit code.
pub(crate) fn unpublished(error: PublishError, report: &mut Report) -> Stop {
    match error {
        PublishError::World(failure) => Stop::Failed(failure),
        PublishError::Site(faults) => {
            report.extend(faults);
            report.settle();
            show(report);
            Stop::Faults
        }
    }
}

/// Why the site cannot stand at the address that `--base-url` gives.
pub(crate) fn no_site_address(url: Option<&str>) -> Option<String> {
    let url = url?;
    let why = crate::text::site_address(url).err()?;
    Some(format!("`{url}` is no address for a site: {why}; write it like https://example.org/directory/"))
}

/// The home folder of whoever runs the command.
pub(crate) fn home() -> Option<std::path::PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute() && home != Path::new("/"))
}

/// A path as it was typed, read from the site's folder.
pub(crate) fn in_root(global: &Global, path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { global.root.join(path) }
}

/// The gate through which records are written, once what stopped commands left among them is removed.
pub(crate) fn records(global: &Global) -> Result<Gate, Failure> {
    let gate = Gate::site(&global.root)?;
    gate.clear_drafts(&global.root.join("data"));
    Ok(gate)
}
