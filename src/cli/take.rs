//! `trustbridge take`: the letter, or the file, that the form of the site makes becomes a record.

use std::path::{Path, PathBuf};

use clap::Args;

use super::import::{leave_out_faulty, write};
use super::{Global, Stop, read, say, show, tell, today};
use crate::data::write::layout::lay_out;
use crate::data::{self, FileKind, kind_of};
use crate::diagnostic::{Report, visible};
use crate::disk;
use crate::folder::FilePath;
use crate::import::{Draft, Plan};
use crate::model::Sector;
use crate::text::{self, Line};

/// Arguments of `take`.
#[derive(Debug, Args)]
#[command(
    after_help = "A letter is taken from its line `File: data/organisations/...` on; quotation marks of replies (`>`), fences and a \
                        signature are left out. A file that the form saved is taken whole. What is taken passes the same checks as every \
                        record; where it does not, nothing is written."
)]
pub struct TakeArguments {
    /// The letter saved as text, or the file that "Download" of the form saved
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write a new record as a draft, which nobody sees
    #[arg(long)]
    pub draft: bool,
    /// Replace a record although comments in it would be lost
    #[arg(long)]
    pub replace: bool,
    /// Say what would change, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Takes the record.
pub(super) fn run(global: &Global, arguments: &TakeArguments) -> Result<(), Stop> {
    let folder = read(global)?;
    let name = arguments.file.to_string_lossy().into_owned();
    let bytes = disk::read_given(&arguments.file, disk::LARGEST_RECORD)?;
    let letter = data::text_of(&name, &bytes).map_err(|fault| Stop::Usage(format!("`{name}`: {}", fault.message)))?;
    let (path, record) = found(&letter, &arguments.file).map_err(Stop::Usage)?;
    let before = folder.get(path.as_str()).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let record = if arguments.draft && before.is_none() { as_draft(&record) } else { record };
    let after = lay_out(&path, &record).unwrap_or(record);
    if let Some(before) = &before {
        may_replace(&path, before, &after, arguments.replace).map_err(Stop::Usage)?;
    }
    let mut plan = Plan::default();
    let same = before.as_ref() == Some(&after);
    plan.drafts.push(Draft { path: path.clone(), before: before.clone(), after: after.clone(), changes: Vec::new() });
    let mut report = Report::default();
    if leave_out_faulty(&folder, &mut plan, today::today(None), &mut report) > 0 {
        report.settle();
        show(&report);
        tell(&format!("Nothing was written. The lines are those of `{path}` as it would be; correct them in `{name}`.\n"));
        return Err(Stop::Faults);
    }
    if !arguments.dry_run && !same {
        write(global, &folder, &plan)?;
    }
    if !global.quiet {
        tell_change(&path, before.as_deref(), &after, (arguments.dry_run, same));
    }
    Ok(())
}

fn tell_change(path: &FilePath, before: Option<&str>, after: &str, (dry_run, same): (bool, bool)) {
    for line in text::changes(before.unwrap_or(after), after) {
        let (mark, line) = match line {
            Line::Gone(line) => ("-", line),
            Line::New(line) => ("+", line),
        };
        say(&format!("  {mark} {}\n", visible(line)));
    }
    let done = match (before, dry_run, same) {
        (_, _, true) => format!("`{path}` says that already; nothing was written.\n"),
        (None, true, _) => format!("Nothing was written. `{path}` would be new.\n"),
        (None, false, _) => {
            format!("Wrote `{path}`: a new record. Look at its sources before you publish it: `trustbridge serve --drafts`.\n")
        }
        (Some(_), true, _) => format!("Nothing was written. `{path}` would change as shown.\n"),
        (Some(_), false, _) => format!("Changed `{path}` as shown; `trustbridge diff` says it in sentences.\n"),
    };
    say(&done);
}

/// The file that a letter names, and the record in it.
fn found(letter: &str, file: &Path) -> Result<(FilePath, String), String> {
    let plain: Vec<&str> = letter.lines().map(|line| line.trim_start_matches(['>', '\u{a0}']).trim_end()).collect();
    let unquoted = |line: &str| line.strip_prefix(' ').unwrap_or(line).to_owned();
    let named = plain.iter().position(|line| line.trim_start().starts_with("File: "));
    let Some(at) = named else { return saved(letter, file) };
    let path = plain[at].trim_start().trim_start_matches("File: ").trim();
    let path = organisation(path)?;
    let quoted = letter.lines().nth(at).is_some_and(|line| line.starts_with('>'));
    let lines = plain[at + 1..].iter().map(|line| if quoted { unquoted(line) } else { (*line).to_owned() });
    let record: Vec<String> = lines.take_while(|line| line != "--").filter(|line| !line.starts_with("```")).collect();
    Ok((path, format!("{}\n", record.join("\n").trim())))
}

/// A file that the form saved has the name of the record, and says its sector.
fn saved(text: &str, file: &Path) -> Result<(FilePath, String), String> {
    let shown = file.display();
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let says = data::plain(&shown.to_string(), text);
    let Some(sector) = Sector::ALL.iter().find(|sector| says["sector"] == sector.id()) else {
        return Err(format!(
            "`{shown}` holds no line `File: data/organisations/...` and no `sector`, so it is not what the form makes; save the whole letter as text"
        ));
    };
    Ok((organisation(&format!("data/organisations/{}/{stem}.toml", sector.folder()))?, text.to_owned()))
}

fn organisation(path: &str) -> Result<FilePath, String> {
    let found = FilePath::new(path).ok().filter(|path| kind_of(path) == FileKind::Organisation);
    found.ok_or_else(|| {
        format!(
            "`{}` is no place for a record; it lies in `data/organisations/nhs/ID.toml`, `schools/` or `bodies/`",
            visible(path)
        )
    })
}

fn as_draft(record: &str) -> String {
    if record.lines().any(|line| line.starts_with("draft")) { record.to_owned() } else { format!("draft = true\n{record}") }
}

/// Whether a record may be put in place of another: nobody's wish to be left out and nobody's comment is lost.
fn may_replace(path: &FilePath, before: &str, after: &str, replace: bool) -> Result<(), String> {
    if data::plain(path.as_str(), before)["opt_out"] == true {
        return Err(format!(
            "`{path}` asked not to be listed, so the letter is not taken; talk to them before you change the record"
        ));
    }
    let comments = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment.trim().to_owned()).collect()
    };
    let kept = comments(after);
    let lost: Vec<String> =
        comments(before).into_iter().filter(|comment| !comment.starts_with(":schema") && !kept.contains(comment)).collect();
    match lost.first() {
        Some(first) if !replace => Err(format!(
            "`{path}` has comments that the letter does not (\"{}\"); move them by hand, or add `--replace` to lose them",
            visible(first)
        )),
        _ => Ok(()),
    }
}
