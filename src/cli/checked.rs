//! `trustbridge checked`: the day on which somebody looked, in many records at once.

use clap::Args;
use jiff::civil::Date;

use super::{Global, Stop, read, say, today};
use crate::data::FileKind;
use crate::data::write::layout::keep_layout;
use crate::folder::FilePath;
use crate::import::{Editor, day_value};
use crate::text::{counted, nearest};
use crate::workbook::{Held, Records};

/// Arguments of `checked`.
#[derive(Debug, Args)]
#[command(
    after_help = "It sets `checked` under `[review]`; comments and all else stay. The days of single offers, needs and facts \
                        are their own, and stay too."
)]
pub struct CheckedArguments {
    /// What was looked at: ids of organisations or partnerships
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// The day on which somebody looked; today if left out
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub date: Option<Date>,
    /// The role that looked, as `by` under `[review]`; what is there stays if left out
    #[arg(long, value_name = "ROLE")]
    pub by: Option<String>,
    /// Write nothing; name what would change
    #[arg(long)]
    pub dry_run: bool,
}

/// Notes the day. Where one id is not known, nothing is written, and each such id is named.
pub(super) fn run(global: &Global, arguments: &CheckedArguments) -> Result<(), Stop> {
    let now = today::today(None);
    let date = arguments.date.unwrap_or(now);
    if date > now {
        return Err(Stop::Usage(format!("{date} is yet to come; `checked` is a day on which somebody looked")));
    }
    let records = Records::of(&read(global)?);
    let mut files: Vec<(FilePath, String)> = Vec::new();
    let (mut faults, mut same) = (Vec::new(), 0);
    for id in &arguments.ids {
        match find(&records, id).and_then(|held| Ok((held, noted(held, date, arguments.by.as_deref())?))) {
            Ok((held, text)) if text == held.text => same += 1,
            Ok((held, text)) => files.push((held.path.clone(), text)),
            Err(sentence) => faults.push(sentence),
        }
    }
    if !faults.is_empty() {
        return Err(Stop::Usage(format!("{}; nothing was written", faults.join("; "))));
    }
    files.sort();
    files.dedup();
    if !arguments.dry_run {
        let placed: Vec<_> =
            files.iter().map(|(path, text)| (global.root.join(path.as_str()), text.clone().into_bytes())).collect();
        super::records(global)?.replace_all(&placed)?;
    }
    if !global.quiet {
        let done = if arguments.dry_run { "Would set" } else { "Set" };
        for (path, _) in &files {
            say(&format!("{done} `checked = {date}` in `{path}`\n"));
        }
        let had = if same == 0 { String::new() } else { format!(", {same} had that day already") };
        let verb = if arguments.dry_run { " would change" } else { " changed" };
        say(&format!("{}{verb}{had}.\n", counted(files.len(), "record", None)));
    }
    Ok(())
}

fn find<'a>(records: &'a Records, id: &str) -> Result<&'a Held, String> {
    const KINDS: [FileKind; 2] = [FileKind::Organisation, FileKind::Partnership];
    KINDS.iter().find_map(|kind| records.get(*kind, id)).ok_or_else(|| {
        let near = nearest(id, KINDS.iter().flat_map(|kind| records.of_kind(*kind)).map(Held::id));
        let hint = near.map_or_else(
            || "an id is the name of a record's file without `.toml`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        format!("there is no organisation or partnership `{id}`; {hint}")
    })
}

/// The text of the record with the day in it.
fn noted(held: &Held, date: Date, by: Option<&str>) -> Result<String, String> {
    let strange = || format!("`{}` cannot be read; `trustbridge check` shows where", held.path);
    if let Some(last) = held.says["review"]["checked"].as_str().and_then(|day| day.parse::<Date>().ok()).filter(|day| *day > date)
    {
        return Err(format!("`{}` was looked at on {last}, after {date}", held.id()));
    }
    let mut editor = Editor::open(&held.text).ok_or_else(strange)?;
    let path = held.path.as_str();
    editor.put(None, "review.checked", day_value(date)).map_err(|why| format!("`{path}`: {why}"))?;
    if let Some(by) = by {
        editor.put(None, "review.by", by.into()).map_err(|why| format!("`{path}`: {why}"))?;
    }
    Ok(keep_layout(&held.path, &held.text, editor.text()))
}
