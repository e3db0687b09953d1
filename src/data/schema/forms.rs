//! Which form each file of `data/` has: one table from which the schemas for editors, the layout and the edits come.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::files::{FileKind, kind_of};
use super::record::{
    BarriersFile, FocusAreasFile, GatewayDoorsFile, GatewayRecord, GlossaryFile, GuideHead, IcbsFile, KindsFile,
    OrganisationRecord, OutcomeRecord, PartnershipRecord, PhasesFile, PrioritiesFile, ProgrammeRecord, QuestionsFile,
    RegionsFile, RegistersFile, RolesFile, ServicesFile,
};
use super::shape::{Key, Shape, schema_of, shape_of};
use crate::folder::FilePath;
use crate::model::{PrintedReport, Settings};

/// The folder that holds the schemas.
pub const SCHEMA_FOLDER: &str = "data/schema";

/// The form of one kind of file.
#[derive(Clone, Copy, Debug)]
pub struct FileForm {
    /// The kind of file.
    pub kind: FileKind,
    /// The name of its schema, without the ending: `organisation`.
    pub name: &'static str,
    /// Its schema, as the record type gives it.
    pub schema: fn() -> Value,
}

/// The form of every kind of file that has one, in the order in which people meet them.
pub const FORMS: &[FileForm] = &[
    FileForm { kind: FileKind::Organisation, name: "organisation", schema: schema_of::<OrganisationRecord> },
    FileForm { kind: FileKind::Partnership, name: "partnership", schema: schema_of::<PartnershipRecord> },
    FileForm { kind: FileKind::Gateway, name: "gateway", schema: schema_of::<GatewayRecord> },
    FileForm { kind: FileKind::Outcome, name: "outcome", schema: schema_of::<OutcomeRecord> },
    FileForm { kind: FileKind::Programme, name: "programme", schema: schema_of::<ProgrammeRecord> },
    FileForm { kind: FileKind::Guide, name: "guide-head", schema: schema_of::<GuideHead> },
    FileForm { kind: FileKind::Settings, name: "site", schema: schema_of::<Settings> },
    FileForm { kind: FileKind::Glossary, name: "glossary", schema: schema_of::<GlossaryFile> },
    FileForm { kind: FileKind::Registers, name: "registers", schema: schema_of::<RegistersFile> },
    FileForm { kind: FileKind::Report, name: "report", schema: schema_of::<PrintedReport> },
    FileForm { kind: FileKind::Services, name: "services", schema: schema_of::<ServicesFile> },
    FileForm { kind: FileKind::FocusAreas, name: "focus-areas", schema: schema_of::<FocusAreasFile> },
    FileForm { kind: FileKind::Kinds, name: "kinds", schema: schema_of::<KindsFile> },
    FileForm { kind: FileKind::Roles, name: "roles", schema: schema_of::<RolesFile> },
    FileForm { kind: FileKind::Phases, name: "phases", schema: schema_of::<PhasesFile> },
    FileForm { kind: FileKind::Questions, name: "questions", schema: schema_of::<QuestionsFile> },
    FileForm { kind: FileKind::Priorities, name: "priorities", schema: schema_of::<PrioritiesFile> },
    FileForm { kind: FileKind::Barriers, name: "barriers", schema: schema_of::<BarriersFile> },
    FileForm { kind: FileKind::Regions, name: "regions", schema: schema_of::<RegionsFile> },
    FileForm { kind: FileKind::Icbs, name: "icbs", schema: schema_of::<IcbsFile> },
    FileForm { kind: FileKind::GatewayDoors, name: "gateway-doors", schema: schema_of::<GatewayDoorsFile> },
];

/// The form of a kind of file; `None` where it is not TOML of ours.
pub fn form_of(kind: FileKind) -> Option<&'static FileForm> {
    FORMS.iter().find(|form| form.kind == kind)
}

/// The keys that a kind of file may hold, in their canonical order; empty where it has no form.
pub fn keys_of(kind: FileKind) -> &'static [Key] {
    static KEYS: LazyLock<BTreeMap<FileKind, Vec<Key>>> = LazyLock::new(|| {
        let keys = FORMS.iter().map(|form| match shape_of(&(form.schema)()) {
            Shape::Table(keys) => (form.kind, keys),
            _ => unreachable!("every record is a table"),
        });
        keys.collect()
    });
    KEYS.get(&kind).map_or(&[], Vec::as_slice)
}

/// The line that leads an editor from the file at `path` to its schema; `None` where it has none, or is no TOML.
pub fn schema_line(path: &FilePath) -> Option<String> {
    let form = form_of(kind_of(path)).filter(|form| form.kind != FileKind::Guide)?;
    let inside = SCHEMA_FOLDER.strip_prefix("data/").unwrap_or(SCHEMA_FOLDER);
    let up = "../".repeat(path.as_str().matches('/').count().saturating_sub(1));
    Some(format!("#:schema {up}{inside}/{}.schema.json", form.name))
}
