//! `trustbridge man`: pages for the program `man`.

use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;

use super::{Global, Stop, say};
use crate::disk::{Failure, Gate};
use crate::text::counted;

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// The folder to write to; pages of the same name there are replaced, others are left alone
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Writes a page for each command of `whole`.
pub(super) fn run(global: &Global, arguments: &ManArguments, whole: clap::Command) -> Result<(), Stop> {
    let mut whole = whole.disable_help_subcommand(true);
    whole.build();
    let mut files = Vec::new();
    pages(whole, &mut |name, page| files.push((arguments.folder.join(name), page)))
        .map_err(|source| Failure::new("write the manual pages to", &arguments.folder, source))?;
    let count = files.len();
    Gate::named(&global.root, &arguments.folder)?.put_all(files)?;
    if !global.quiet {
        say(&format!("Wrote {} into `{}`.\n", counted(count, "page", None), arguments.folder.display()));
    }
    Ok(())
}

fn pages(command: clap::Command, put: &mut dyn FnMut(String, Vec<u8>)) -> std::io::Result<()> {
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        pages(inner.clone(), put)?;
    }
    let page = Man::new(command);
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    put(page.get_filename(), bytes);
    Ok(())
}
