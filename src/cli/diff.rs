//! `trustbridge diff`: what changed since a revision, in plain English, and what that does to others.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::repository::revision;
use super::{Format, Global, Stop, effects, read, say, say_json, today};
use crate::data::known;
use crate::data::review::difference::{Difference, differences};
use crate::diagnostic::visible;
use crate::disk::{self};
use crate::text::counted;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The revision to compare with, as git names it
    #[arg(default_value = "HEAD", value_name = "REV")]
    pub revision: String,
    /// Another site's folder to compare with, in place of a revision
    #[arg(long, value_name = "DIR", conflicts_with = "revision")]
    pub against: Option<PathBuf>,
    /// How changes are written: JSON is an object with `effects` (sentences on what no file says) and `files`, each with `path`,
    /// `title` and `sentences`
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Says what changed. That something changed is no fault: the command ends well.
pub(super) fn run(global: &Global, arguments: &DiffArguments) -> Result<(), Stop> {
    let new = read(global)?;
    let old = match &arguments.against {
        Some(folder) => disk::read(folder)?,
        None => revision(&global.root, &arguments.revision)?.map_err(Stop::Usage)?,
    };
    let found = differences(&old, &new, &known(&new));
    // What strangers wrote is shown with its hidden signs written out.
    let line = |text: String| text.lines().for_each(|line| say(&format!("{}\n", visible(line))));
    // What no file says comes first: a long list of files would hide it, and a summary page cuts the end off.
    let touched = found.iter().any(|one| one.path.starts_with("data/"));
    let effects = if touched { effects::lines(&old, &new, today::today(None)) } else { Vec::new() };
    if arguments.format == Format::Json {
        let file = |one: &Difference| json!({"path": one.path, "title": one.title, "sentences": one.sentences});
        let effects: Vec<&str> = effects.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        say_json(&format!("{:#}", json!({"effects": effects, "files": found.iter().map(file).collect::<Vec<_>>()})));
        return Ok(());
    }
    for line in &effects {
        say(&format!("{}\n", visible(line)));
    }
    for one in &found {
        line(one.title.clone());
        one.sentences.iter().for_each(|sentence| line(format!("- {sentence}")));
        line(format!("  {}", one.path));
        say("\n");
    }
    line(if found.is_empty() {
        "Nothing changed.".to_owned()
    } else {
        format!("{} changed.", counted(found.len(), "file", None))
    });
    Ok(())
}
