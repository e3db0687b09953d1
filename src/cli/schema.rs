//! `trustbridge schema`: JSON Schemas for editors.

use std::path::PathBuf;

use clap::Args;

use super::{Global, Stop, in_root, read, say};
use crate::data::schema::editor;
use crate::data::{known, text_of};
use crate::disk::Gate;
use crate::text::counted;

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// The folder that receives the schemas
    #[arg(short, long, default_value = editor::SCHEMA_FOLDER, value_name = "DIR")]
    pub out: PathBuf,
    /// Also put the line `#:schema ...` at the head of every record that has none
    #[arg(long)]
    pub link: bool,
    /// Write nothing; end with 1 if a schema is missing or out of date
    #[arg(long, conflicts_with = "link")]
    pub check: bool,
}

/// Writes the schemas.
pub(super) fn run(global: &Global, arguments: &SchemaArguments) -> Result<(), Stop> {
    let folder = read(global)?;
    let out = in_root(global, &arguments.out);
    let files: Vec<(PathBuf, Vec<u8>)> =
        editor::schemas(&folder, &known(&folder)).into_iter().map(|file| (out.join(file.name), file.text.into_bytes())).collect();
    let gate = Gate::named(&global.root, &out)?;
    if arguments.check {
        let stale: Vec<String> =
            gate.differing(&files)?.iter().map(|path| format!("Out of date: {}\n", path.display())).collect();
        say(&stale.concat());
        return if stale.is_empty() { Ok(()) } else { Err(Stop::Faults) };
    }
    let count = files.len();
    let changed = gate.put_all(files)?;
    let mut linked = 0;
    if arguments.link {
        let records = folder.iter().filter_map(|(path, bytes)| {
            let text = text_of(path.as_str(), bytes).ok()?;
            Some((global.root.join(path.as_str()), editor::with_schema_line(path, &text)?.into_bytes()))
        });
        linked = super::records(global)?.replace_all(&records.collect::<Vec<_>>())?;
    }
    if !global.quiet {
        let schemas = counted(count, "schema", None);
        say(&format!("{schemas} in `{}`, {changed} of them new or changed.\n", out.display()));
        if arguments.link {
            say(&format!("{} now lead there.\n", counted(linked, "record", None)));
        }
    }
    Ok(())
}
