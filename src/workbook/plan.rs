//! What the import of a workbook would do.

use std::collections::{BTreeMap, BTreeSet};

use super::against::Against;
use super::apply::{apply, spot};
use super::columns::SheetForm;
use super::edits::{Comparing, Step};
use super::fresh::{NewRecord, fresh_rows};
use super::held::Records;
use super::open::{Grid, open};
use super::points::left_behind;
use super::rows::{Found, Rows};
use super::{FORMAT, HIDDEN, Identity};
use crate::data::{self, FileKind, locate};
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::folder::Folder;
use crate::import::Draft;
use crate::text::counted;

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to write, in the order of their paths; none where there is a fault.
    pub drafts: Vec<Draft>,
    /// What stops the import.
    pub faults: Vec<Diagnostic>,
    /// What would change, one sentence each, in the order of the records.
    pub told: Vec<String>,
    /// What people should read, one sentence each.
    pub notes: Vec<String>,
}

/// Holds the workbook `name` against the records.
pub fn plan(name: &str, bytes: &[u8], against: &Against<'_>) -> Plan {
    let mut plan = Plan::default();
    let grids = match open(name, bytes) {
        Ok(grids) => grids,
        Err(fault) => return Plan { faults: vec![*fault], ..plan },
    };
    let exported = match hidden(name, &grids, against.folder) {
        Ok(exported) => exported,
        Err(fault) => return Plan { faults: vec![*fault], ..plan },
    };
    let records = Records::of(against.folder);
    let forms = SheetForm::all();
    let mut comparing = Comparing {
        records: &records,
        known: against.known,
        exported: &exported,
        found: Found::default(),
        steps: BTreeMap::new(),
        stale: BTreeMap::new(),
        seen: BTreeSet::new(),
        fresh: Vec::new(),
    };
    let mut sheets: Vec<Option<Rows<'_>>> = Vec::new();
    for form in &forms {
        let grid = grids.iter().find(|grid| grid.name.eq_ignore_ascii_case(form.name));
        if grid.is_none() {
            comparing.found.notes.push(format!("The sheet `{}` is not in the workbook; nothing was changed there.", form.name));
        }
        sheets.push(grid.and_then(|grid| Rows::read(form, grid, &mut comparing.found)));
    }
    for grid in &grids {
        let ours =
            forms.iter().any(|form| form.name.eq_ignore_ascii_case(&grid.name)) || grid.name == HIDDEN || grid.name == "Read me";
        if !ours {
            comparing.found.notes.push(format!("The sheet `{}` is none of ours and was ignored.", visible(&grid.name)));
        }
    }
    for (at, rows) in sheets.iter().enumerate() {
        if let Some(rows) = rows {
            comparing.compare(at, rows);
        }
    }
    let new = fresh_rows(&mut comparing, &sheets, against);
    let read: BTreeSet<&str> = sheets.iter().flatten().map(|rows| rows.form.name).collect();
    for (sheet, missing) in comparing.gone(&forms, &read) {
        plan.notes.push(gone(sheet, &missing));
    }
    for ((_, id), cells) in &comparing.stale {
        if against.skip_stale {
            let count = counted(cells.len(), "cell", None);
            plan.notes
                .push(format!("`{id}` was changed since this workbook was written; left out what {count} of it would change."));
            continue;
        }
        for (place, told) in cells {
            let sentence = format!("`{id}` was changed since this workbook was written, so this cell is not taken: {told}");
            comparing.found.faults.push((place.clone(), sentence));
        }
    }
    finish(name, comparing, &new, against, plan)
}

/// Rows that somebody deleted.
fn gone(sheet: &str, missing: &[String]) -> String {
    const MOST: usize = 10;
    let shown = missing.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("; ");
    let more = if missing.len() > MOST { format!(" and {} more", missing.len() - MOST) } else { String::new() };
    let advice = if matches!(sheet, "organisations" | "partnerships") {
        "`trustbridge close` ends an organisation"
    } else {
        "write `remove` in a row to take its entry out"
    };
    let rows = counted(missing.len(), "row", None);
    format!("The sheet `{sheet}` lacks {rows} that it came with ({shown}{more}). Nothing was taken out: {advice}.")
}

/// The records as they would be, checked as a whole.
fn finish(
    name: &str,
    comparing: Comparing<'_>,
    new: &BTreeMap<(FileKind, String), NewRecord>,
    against: &Against<'_>,
    mut plan: Plan,
) -> Plan {
    let Comparing { records, found, mut steps, .. } = comparing;
    for ((kind, id), steps) in &mut steps {
        let more = records.get(*kind, id).map(|held| left_behind(&held.says, steps));
        steps.extend(more.unwrap_or_default());
    }
    plan.notes.splice(0..0, found.notes);
    let mut faults = found.faults;
    let mut merged = against.folder.clone();
    let mut done: Vec<(Draft, &[Step], usize)> = Vec::new();
    for ((kind, id), steps) in &steps {
        let held = records.get(*kind, id);
        let fresh = new.get(&(*kind, id.clone()));
        let Some((path, text)) = held.map(|held| (&held.path, &held.text)).or_else(|| fresh.map(|new| (&new.path, &new.text)))
        else {
            continue;
        };
        match apply(path, text, steps) {
            Ok(after) => {
                let before = held.map(|held| held.text.clone());
                if before.as_ref() == Some(&after) {
                    continue;
                }
                merged.insert(path.clone(), after.clone().into_bytes());
                let changes = steps.iter().map(|step| step.told.clone()).collect();
                done.push((Draft { path: path.clone(), before, after, changes }, steps, done.len()));
            }
            Err(refused) => faults.extend(refused),
        }
    }
    let warnings = check(&merged, &done, records, against, &mut faults);
    faults.sort();
    faults.dedup();
    for (place, sentence) in faults {
        let fault = Diagnostic::new(Code::RegisterFormat, name, None, format!("{place}: {sentence}"));
        plan.faults.push(fault);
    }
    if !plan.faults.is_empty() {
        return plan;
    }
    plan.notes.extend(warnings);
    for (draft, steps, _) in &done {
        for step in *steps {
            plan.told.push(format!("{}: {} ({})", draft.path.stem(), step.told, step.place));
        }
    }
    plan.drafts = done.into_iter().map(|(draft, ..)| draft).collect();
    plan.drafts.sort_by(|one, other| one.path.cmp(&other.path));
    plan
}

/// Checks the site as it would be. Errors in what changed come back to their cells; warnings are answered.
fn check(
    merged: &Folder,
    done: &[(Draft, &[Step], usize)],
    records: &Records,
    against: &Against<'_>,
    faults: &mut Vec<(String, String)>,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if done.is_empty() {
        return warnings;
    }
    let options = data::Options { as_of: against.today, drafts: true, base_url: None };
    let report = data::load(merged, options).report;
    let drafted = |fault: &Diagnostic| done.iter().find(|(draft, ..)| draft.path.as_str() == fault.path);
    let elsewhere = |fault: &&Diagnostic| fault.severity == Severity::Error && drafted(fault).is_none();
    if report.faults().iter().any(|fault| elsewhere(&fault)) {
        // What an edit breaks in another record: an error that is not there today.
        let today = data::load(against.folder, options).report;
        let place = done.first().and_then(|(_, steps, _)| steps.first()).map(|step| step.place.clone()).unwrap_or_default();
        let new = report.faults().iter().filter(elsewhere).filter(|fault| !today.faults().contains(fault));
        faults.extend(new.map(|fault| (place.clone(), format!("`{}` would have an error then: {}", fault.path, fault.message))));
    }
    for fault in report.faults() {
        let Some((draft, steps, _)) = drafted(fault) else { continue };
        let kind = data::kind_of(&draft.path);
        let says = records.get(kind, draft.path.stem()).map(|held| &held.says);
        let before = |list: &str| says.and_then(|says| says[list].as_array()).map_or(0, Vec::len);
        let spans = (0..steps.len()).filter_map(|at| Some((at, locate(&draft.after, &spot(at, steps, &before)?)?)));
        let hit = |span: &std::ops::Range<usize>| {
            fault.span.as_ref().is_some_and(|other| other.start < span.end && span.start < other.end)
        };
        // The cell whose value is nearest around the fault.
        let found = spans.filter(|(_, span)| hit(span)).min_by_key(|(_, span)| span.len()).map(|(at, _)| at);
        let help = fault.help.first().map(|help| format!("; {help}")).unwrap_or_default();
        let sentence = format!("{}{help}", fault.message);
        let unfinished = fault.code == Code::NoSources && data::plain(&fault.path, &draft.after)["draft"] == true;
        if unfinished {
            warnings.push(format!(
                "`{}` is a draft: it needs a source, a website or an offer of its own before it is published.",
                draft.path.stem()
            ));
        } else if fault.severity == Severity::Error {
            let place = found.and_then(|at| steps.get(at)).or(steps.first()).map(|step| step.place.clone()).unwrap_or_default();
            let of = if found.is_some() { String::new() } else { format!("in the record `{}`: ", draft.path.stem()) };
            faults.push((place, format!("{of}{sentence}")));
        } else if let Some(step) = found.and_then(|at| steps.get(at)) {
            warnings.push(format!("{}: {}: {sentence}.", step.place, draft.path.stem()));
        }
    }
    warnings
}

/// Which records were written into the workbook, with their fingerprints.
fn hidden(name: &str, grids: &[Grid], folder: &Folder) -> Result<BTreeMap<String, String>, Box<Diagnostic>> {
    let refuse =
        |message: String, help: &str| Err(Box::new(Diagnostic::new(Code::RegisterFormat, name, None, message).help(help)));
    let Some(grid) = grids.iter().find(|grid| grid.name == HIDDEN) else {
        return refuse(
            "this workbook was not written by `trustbridge export sheet`, or its hidden sheet was taken out".to_owned(),
            "write one with `trustbridge export sheet FILE.xlsx` and edit that; other tables are taken by `import csv`",
        );
    };
    let text =
        |row: u32, column: u32| grid.rows.get(&row).and_then(|cells| cells.get(&column)).map(super::cells::Cell::canonical);
    let pairs: BTreeMap<String, String> =
        (0..16).filter_map(|row| Some((text(row, 0)?, text(row, 1).unwrap_or_default()))).collect();
    let value = |key: &str| pairs.get(key).map(String::as_str).unwrap_or_default();
    if value("format") != FORMAT {
        return refuse(
            format!("this workbook has the form {}, and this program reads the form {FORMAT}", value("format")),
            "export a new workbook, or use the version of trustbridge that wrote it",
        );
    }
    let site = Identity::of(folder);
    if value("site") != site.key {
        return refuse(
            format!(
                "this workbook belongs to another site: `{}` ({}); this one is `{}` ({})",
                value("title"),
                value("site"),
                site.title,
                site.key
            ),
            "run the command in that site's folder, or export a workbook here",
        );
    }
    let rows = grid.rows.keys().filter(|row| **row > 0);
    Ok(rows.filter_map(|&row| Some((text(row, 3)?, text(row, 4)?))).collect())
}
