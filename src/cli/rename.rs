//! `trustbridge rename` and `trustbridge close`: an id that changes everywhere, an organisation that has ended.

use clap::Args;
use jiff::civil::Date;

use super::{Global, Stop, read, say, today};
use crate::data::write::rewrite;
use crate::data::write::rewrite::Rewrite;
use crate::text::counted;

/// Arguments of `rename`.
#[derive(Debug, Args)]
pub struct RenameArguments {
    /// The id that it has
    pub old: String,
    /// The id that it shall have
    pub new: String,
    /// Write nothing; name what would change
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `close`.
#[derive(Debug, Args)]
pub struct CloseArguments {
    /// The organisation that has ended
    pub id: String,
    /// The organisation that took its place
    #[arg(long, value_name = "ID")]
    pub successor: Option<String>,
    /// The day on which it ended; today if left out
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub date: Option<Date>,
    /// Write nothing; name what would change
    #[arg(long)]
    pub dry_run: bool,
}

/// Gives an organisation another id.
pub(super) fn rename(global: &Global, arguments: &RenameArguments) -> Result<(), Stop> {
    write(global, &rewrite::rename(&read(global)?, &arguments.old, &arguments.new).map_err(Stop::Usage)?, arguments.dry_run)
}

/// Notes that an organisation has ended.
pub(super) fn close(global: &Global, arguments: &CloseArguments) -> Result<(), Stop> {
    let date = arguments.date.unwrap_or_else(|| today::today(None));
    write(
        global,
        &rewrite::close(&read(global)?, &arguments.id, arguments.successor.as_deref(), date).map_err(Stop::Usage)?,
        arguments.dry_run,
    )
}

/// Writes what changes. A record is never missing meanwhile: the new one is there before the old one goes, and a change
/// that was stopped is finished when it is asked for again.
fn write(global: &Global, change: &Rewrite, dry_run: bool) -> Result<(), Stop> {
    let place = |path: &crate::folder::FilePath| global.root.join(path.as_str());
    if !dry_run {
        let records = super::records(global)?;
        if let Some((path, text)) = &change.made {
            records.create_all_new(&[(place(path), text.clone().into_bytes())])?;
        }
        let files: Vec<_> = change.changed.iter().map(|(path, text)| (place(path), text.clone().into_bytes())).collect();
        records.replace_all(&files)?;
        if let Some(path) = &change.removed {
            records.remove(&place(path))?;
        }
    }
    if global.quiet {
        return Ok(());
    }
    let (made, removed) = if dry_run { ("Would write", "Would remove") } else { ("Wrote", "Removed") };
    for (path, _) in change.made.iter().chain(&change.changed) {
        say(&format!("{made} `{path}`\n"));
    }
    if let Some(path) = &change.removed {
        say(&format!("{removed} `{path}`\n"));
    }
    let count = usize::from(change.made.is_some()) + change.changed.len() + usize::from(change.removed.is_some());
    let done = if dry_run { "would change" } else { "changed" };
    say(&format!("{} {done}.\n", counted(count, "file", None)));
    for note in &change.notes {
        say(&format!("Note: {note}\n"));
    }
    let schemas = global.root.join(crate::data::schema::editor::SCHEMA_FOLDER);
    if change.removed.is_some() && schemas.exists() {
        say("Note: `trustbridge schema` brings the ids into the schemas for editors.\n");
    }
    Ok(())
}
