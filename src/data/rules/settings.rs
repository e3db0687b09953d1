//! What the settings decide of faults, and faults of settings that show only when a site is built.

use std::collections::BTreeMap;

use crate::data::read::locate::locate;
use crate::data::read::parse::text_of;
use crate::data::schema::files::FileKind;
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::folder::Folder;
use crate::model::{CheckLevel, Settings};

/// Takes every fault as the settings say: a warning may be allowed, and any fault may be denied.
pub fn apply_levels(report: &mut Report, levels: &BTreeMap<String, CheckLevel>) {
    report.judge(|fault| match levels.get(fault.code.id()) {
        Some(CheckLevel::Allow) if fault.code.severity() == Severity::Warning => None,
        Some(CheckLevel::Deny) => Some(Severity::Error),
        _ => Some(fault.code.severity()),
    });
}

/// A fault in the numbers that the settings give to the matching.
#[derive(Clone, Debug)]
pub struct NumberFault {
    /// The name of the number.
    pub name: String,
    /// Whether there is a number of this name.
    pub is_known: bool,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The same with its place in the file.
pub fn number_faults(folder: &Folder, faults: impl Iterator<Item = NumberFault>) -> Vec<Diagnostic> {
    const PATH: &str = FileKind::Settings.path();
    let text = folder.get(PATH).and_then(|bytes| text_of(PATH, bytes).ok()).unwrap_or_default();
    faults
        .map(|fault| {
            let code = if fault.is_known { Code::BadValue } else { Code::UnknownTerm };
            let span = locate(&text, &format!("matching.{}", fault.name));
            Diagnostic::new(code, PATH, span, fault.message).help(fault.help)
        })
        .collect()
}

/// A warning where no base address is given: without it the sitemap, the feed and canonical links are left out.
pub fn no_base_url(settings: &Settings) -> Option<Diagnostic> {
    let fault = Diagnostic::new(Code::NoBaseUrl, FileKind::Settings.path(), None, "the site's own address is not known")
        .help("the sitemap, the feed and canonical links are left out")
        .help("add `base_url = \"https://...\"`, or build with `--base-url`");
    settings.base_url.is_none().then_some(fault)
}
