//! Which file of `data/` holds what.

use crate::folder::FilePath;
use crate::model::Sector;

/// What a file of the site's folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `data/site.toml`
    Settings,
    /// `data/vocabulary/services.toml`
    Services,
    /// `data/vocabulary/focus-areas.toml`
    FocusAreas,
    /// `data/vocabulary/kinds.toml`
    Kinds,
    /// `data/vocabulary/roles.toml`
    Roles,
    /// `data/vocabulary/phases.toml`
    Phases,
    /// `data/vocabulary/questions.toml`
    Questions,
    /// `data/vocabulary/priorities.toml`
    Priorities,
    /// `data/vocabulary/barriers.toml`
    Barriers,
    /// `data/places/regions.toml`
    Regions,
    /// `data/places/icbs.toml`
    Icbs,
    /// `data/places/gateway-doors.toml`
    GatewayDoors,
    /// `data/glossary.toml`
    Glossary,
    /// `data/registers.toml`
    Registers,
    /// `data/report.toml`
    Report,
    /// `data/organisations/{nhs,schools,bodies}/ID.toml`
    Organisation,
    /// `data/partnerships/ID.toml`
    Partnership,
    /// `data/gateways/ID.toml`
    Gateway,
    /// `data/outcomes/ID.toml`
    Outcome,
    /// `data/programmes/ID.toml`
    Programme,
    /// `data/guide/ID.md`
    Guide,
    /// Not a record, and known: schemas, tables of places, notes.
    Other,
    /// Not known at all.
    Stray,
}

/// A file of a fixed name.
#[derive(Clone, Copy, Debug)]
pub struct FixedFile {
    /// What it holds.
    pub kind: FileKind,
    /// Where it lies.
    pub path: &'static str,
    /// The name of its tables, where it is a list: `service` for `[[service]]`.
    pub list: &'static str,
    /// The key by whose text people know the entries of a list.
    pub label: &'static str,
    /// Whether every site needs it.
    pub needed: bool,
}

const fn file(kind: FileKind, path: &'static str) -> FixedFile {
    list(kind, path, "", "")
}

const fn list(kind: FileKind, path: &'static str, list: &'static str, label: &'static str) -> FixedFile {
    FixedFile { kind, path, list, label, needed: false }
}

const fn needed(file: FixedFile) -> FixedFile {
    FixedFile { needed: true, ..file }
}

/// The files of a fixed name. Whoever reads, checks, writes or names one of them asks this table.
pub(in crate::data) const FIXED: &[FixedFile] = &[
    needed(file(FileKind::Settings, "data/site.toml")),
    needed(list(FileKind::Services, "data/vocabulary/services.toml", "service", "label")),
    needed(list(FileKind::Kinds, "data/vocabulary/kinds.toml", "kind", "label")),
    list(FileKind::FocusAreas, "data/vocabulary/focus-areas.toml", "focus_area", "label"),
    list(FileKind::Roles, "data/vocabulary/roles.toml", "role", "label"),
    list(FileKind::Phases, "data/vocabulary/phases.toml", "phase", "label"),
    list(FileKind::Questions, "data/vocabulary/questions.toml", "question", "label"),
    list(FileKind::Priorities, "data/vocabulary/priorities.toml", "priority", "label"),
    list(FileKind::Barriers, "data/vocabulary/barriers.toml", "barrier", "label"),
    list(FileKind::Regions, "data/places/regions.toml", "region", "name"),
    list(FileKind::Icbs, "data/places/icbs.toml", "icb", "name"),
    file(FileKind::GatewayDoors, "data/places/gateway-doors.toml"),
    list(FileKind::Glossary, "data/glossary.toml", "term", "term"),
    file(FileKind::Registers, "data/registers.toml"),
    file(FileKind::Report, "data/report.toml"),
];

/// The folders whose files are a record each, with the ending of their names. Organisations lie one folder deeper, by
/// sector.
const FOLDERS: &[(FileKind, &str, &str)] = &[
    (FileKind::Organisation, "data/organisations", "toml"),
    (FileKind::Partnership, "data/partnerships", "toml"),
    (FileKind::Gateway, "data/gateways", "toml"),
    (FileKind::Outcome, "data/outcomes", "toml"),
    (FileKind::Programme, "data/programmes", "toml"),
    (FileKind::Guide, "data/guide", "md"),
];

/// The table of local authority districts.
pub const DISTRICTS: &str = "data/places/districts.csv";

/// The table of who serves which district.
pub(in crate::data) const SERVES: &str = "data/places/serves.csv";

/// The table of published figures on areas.
pub(in crate::data) const AREA: &str = "data/places/area.csv";

/// The table of postcode districts.
pub const POSTCODE_DISTRICTS: &str = "data/places/postcode-districts.csv";

impl FileKind {
    /// The row of a file of a fixed name.
    ///
    /// # Panics
    /// If there are many files of this kind, or none.
    pub const fn fixed(self) -> FixedFile {
        let mut at = 0;
        while at < FIXED.len() {
            if FIXED[at].kind as u8 == self as u8 {
                return FIXED[at];
            }
            at += 1;
        }
        panic!("only files of a fixed name are asked for by their kind")
    }

    /// Where the file of a fixed name lies.
    pub const fn path(self) -> &'static str {
        self.fixed().path
    }

    /// The same as a path.
    pub fn file(self) -> FilePath {
        FilePath::fixed(self.path())
    }
}

/// What the file at `path` holds.
pub fn kind_of(path: &FilePath) -> FileKind {
    if let Some(file) = FIXED.iter().find(|file| file.path == path.as_str()) {
        return file.kind;
    }
    let folder = path.as_str().strip_suffix(path.file_name()).unwrap_or_default().trim_end_matches('/');
    let is_record = |&&(kind, parent, ending): &&(FileKind, &str, &str)| {
        let fits = match folder.strip_prefix(parent) {
            Some(rest) if kind == FileKind::Organisation => {
                Sector::ALL.iter().any(|one| rest.strip_prefix('/') == Some(one.folder()))
            }
            Some(rest) => rest.is_empty(),
            None => false,
        };
        fits && path.ending() == ending
    };
    if let Some((kind, ..)) = FOLDERS.iter().find(is_record) {
        return *kind;
    }
    let parts: Vec<&str> = path.as_str().split('/').collect();
    match parts.as_slice() {
        // `names.csv` says how organisations spell their own names; imports read it.
        ["data", "names.csv"] | ["data", "schema", ..] | ["themes" | "static", ..] | [.., "README.md"] => FileKind::Other,
        ["data", "places", _] if path.ending() == "csv" => FileKind::Other,
        _ => FileKind::Stray,
    }
}
