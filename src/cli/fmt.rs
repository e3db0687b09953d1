//! `trustbridge fmt`: the one layout of records.

use clap::Args;

use super::{Global, Stop, read, say, show};
use crate::data::write::layout;
use crate::diagnostic::{Report, visible};
use crate::text::counted;

/// Arguments of `fmt`.
#[derive(Debug, Args)]
pub struct FmtArguments {
    /// Write nothing; name what would change, and end with 1 if anything would
    #[arg(long)]
    pub check: bool,
}

/// Lays records out.
pub(super) fn run(global: &Global, arguments: &FmtArguments) -> Result<(), Stop> {
    let folder = read(global)?;
    let done = layout::lay_out_all(&folder);
    let mut report = Report::default();
    let broken = done.faults.len();
    report.extend(done.faults);
    done.texts.into_iter().for_each(|(path, text)| report.remember(path, text));
    report.settle();
    show(&report);
    let files = counted(done.seen, "file", None);
    if arguments.check {
        for (path, _) in &done.changed {
            say(&format!("Not in the usual layout: {}\n", visible(path.as_str())));
        }
        if !global.quiet {
            let count = done.changed.len();
            let advice = if count == 0 { "" } else { "; `trustbridge fmt` lays them out" };
            say(&format!("{count} of {files} would change{advice}.\n"));
        }
        return if broken == 0 && done.changed.is_empty() { Ok(()) } else { Err(Stop::Faults) };
    }
    let new: Vec<_> = done.changed.into_iter().map(|(path, text)| (global.root.join(path.as_str()), text.into_bytes())).collect();
    let changed = super::records(global)?.replace_all(&new)?;
    if !global.quiet {
        say(&format!("{changed} of {files} changed.\n"));
    }
    if broken == 0 { Ok(()) } else { Err(Stop::Faults) }
}
