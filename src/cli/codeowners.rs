//! `trustbridge codeowners`: who is asked when a record changes.

use std::path::PathBuf;

use clap::Args;

use super::{Ended, Global, in_root, read, say};
use crate::data::review::owners::codeowners;
use crate::disk::{self, Failure};

/// Arguments of `codeowners`.
#[derive(Debug, Args)]
pub struct CodeownersArguments {
    /// The file that is written
    #[arg(short, long, default_value = ".github/CODEOWNERS", value_name = "FILE")]
    pub out: PathBuf,
    /// Write nothing; end with 1 if the file is missing or out of date
    #[arg(long)]
    pub check: bool,
}

/// Writes the file from `[owners]` of the settings and the reviews of the records.
pub(super) fn run(global: &Global, arguments: &CodeownersArguments) -> Result<Ended, Failure> {
    let text = match codeowners(&read(global)?) {
        Ok(text) => text,
        Err(sentence) => return Ok(Ended::Usage(sentence)),
    };
    let files = [(in_root(global, &arguments.out), text.into_bytes())];
    if arguments.check {
        let differs = !disk::differing(&files)?.is_empty();
        if differs {
            say(&format!("Out of date: {}\n", arguments.out.display()));
        }
        return Ok(if differs { Ended::Faults } else { Ended::Well });
    }
    let changed = disk::put_all(files.into())?;
    if !global.quiet {
        say(&format!("`{}` {}.\n", arguments.out.display(), if changed == 0 { "is current" } else { "written" }));
    }
    Ok(Ended::Well)
}
