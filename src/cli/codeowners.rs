//! `trustbridge codeowners`: who is asked when a record changes.

use std::path::PathBuf;

use clap::Args;

use super::{Global, Stop, in_root, read, say};
use crate::data::review::owners::codeowners;
use crate::disk::Gate;

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
pub(super) fn run(global: &Global, arguments: &CodeownersArguments) -> Result<(), Stop> {
    let text = codeowners(&read(global)?).map_err(Stop::Usage)?;
    let out = in_root(global, &arguments.out);
    let gate = Gate::named(&global.root, out.parent().unwrap_or(&global.root))?;
    let files = [(out, text.into_bytes())];
    if arguments.check {
        let differs = !gate.differing(&files)?.is_empty();
        if differs {
            say(&format!("Out of date: {}\n", arguments.out.display()));
        }
        return if differs { Err(Stop::Faults) } else { Ok(()) };
    }
    let changed = gate.put_all(files.into())?;
    if !global.quiet {
        say(&format!("`{}` {}.\n", arguments.out.display(), if changed == 0 { "is current" } else { "written" }));
    }
    Ok(())
}
