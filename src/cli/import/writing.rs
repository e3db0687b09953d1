//! What an import is held against, and how it is written.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::{Global, read};
use crate::data;
use crate::diagnostic::{Report, Severity};
use crate::disk::Failure;
use crate::folder::{FilePath, Folder};
use crate::import::{Draft, Plan};

/// How the records are read.
pub(super) fn options(today: Date) -> data::Options<'static> {
    data::Options { as_of: today, drafts: true, base_url: None }
}

/// Checks the site as it would be, and leaves out every draft that would bring an error in. Answers how many.
pub(in crate::cli) fn leave_out_faulty(folder: &Folder, plan: &mut Plan, today: Date, report: &mut Report) -> usize {
    let mut merged = folder.clone();
    for draft in &plan.drafts {
        merged.insert(draft.path.clone(), draft.after.clone().into_bytes());
    }
    let mut after = data::load(&merged, options(today)).report;
    let drafted: BTreeMap<&str, &str> = plan.drafts.iter().map(|draft| (draft.path.as_str(), draft.after.as_str())).collect();
    after.judge(|fault| {
        Some(fault.severity).filter(|severity| *severity == Severity::Error && drafted.contains_key(fault.path.as_str()))
    });
    let faulty: Vec<String> = after.faults().iter().map(|fault| fault.path.clone()).collect();
    for fault in after.faults() {
        report.remember(fault.path.clone(), Arc::from(drafted.get(fault.path.as_str()).copied().unwrap_or_default()));
    }
    report.extend(after.faults().iter().cloned().map(|fault| fault.help("so this record was left as it is")));
    let count = plan.drafts.len();
    plan.drafts.retain(|draft| !faulty.iter().any(|path| path == draft.path.as_str()));
    count - plan.drafts.len()
}

/// Writes what an import drafts, unless somebody has changed a file meanwhile.
pub(in crate::cli) fn write(global: &Global, read_before: &Folder, plan: &Plan) -> Result<(), Failure> {
    let records = super::super::records(global)?;
    let on_disk = |path: &FilePath| global.root.join(path.as_str());
    let now = read(global)?;
    if let Some(draft) = plan.drafts.iter().find(|draft| now.get(draft.path.as_str()) != read_before.get(draft.path.as_str())) {
        return Err(Failure::because("import", &on_disk(&draft.path), "it was changed meanwhile; run the command again"));
    }
    let (edits, new): (Vec<&Draft>, Vec<&Draft>) = plan.drafts.iter().partition(|draft| draft.before.is_some());
    let bytes = |drafts: Vec<&Draft>| -> Vec<(PathBuf, Vec<u8>)> {
        drafts.into_iter().map(|draft| (on_disk(&draft.path), draft.after.clone().into_bytes())).collect()
    };
    records.replace_all(&bytes(edits))?;
    records.create_all_new(&bytes(new))
}
