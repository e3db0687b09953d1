//! Which file of `data/` holds what.

use crate::folder::FilePath;

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
    /// `data/programmes/ID.toml`
    Programme,
    /// `data/guide/ID.md`
    Guide,
    /// Not a record, and known: schemas, tables of places, notes.
    Other,
    /// Not known at all.
    Stray,
}

/// What the file at `path` holds.
pub fn kind_of(path: &FilePath) -> FileKind {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    match parts.as_slice() {
        ["data", "site.toml"] => FileKind::Settings,
        ["data", "glossary.toml"] => FileKind::Glossary,
        ["data", "registers.toml"] => FileKind::Registers,
        ["data", "report.toml"] => FileKind::Report,
        ["data", "vocabulary", "services.toml"] => FileKind::Services,
        ["data", "vocabulary", "focus-areas.toml"] => FileKind::FocusAreas,
        ["data", "vocabulary", "kinds.toml"] => FileKind::Kinds,
        ["data", "vocabulary", "roles.toml"] => FileKind::Roles,
        ["data", "vocabulary", "phases.toml"] => FileKind::Phases,
        ["data", "vocabulary", "questions.toml"] => FileKind::Questions,
        ["data", "vocabulary", "priorities.toml"] => FileKind::Priorities,
        ["data", "vocabulary", "barriers.toml"] => FileKind::Barriers,
        ["data", "places", "regions.toml"] => FileKind::Regions,
        ["data", "places", "icbs.toml"] => FileKind::Icbs,
        ["data", "places", "gateway-doors.toml"] => FileKind::GatewayDoors,
        ["data", "organisations", "nhs" | "schools" | "bodies", _] if path.ending() == "toml" => FileKind::Organisation,
        ["data", "partnerships", _] if path.ending() == "toml" => FileKind::Partnership,
        ["data", "gateways", _] if path.ending() == "toml" => FileKind::Gateway,
        ["data", "programmes", _] if path.ending() == "toml" => FileKind::Programme,
        ["data", "guide", _] if path.ending() == "md" => FileKind::Guide,
        // How organisations spell their own names; imports read it.
        ["data", "names.csv"] => FileKind::Other,
        ["data", "schema", ..] | ["themes", ..] | [.., "README.md"] => FileKind::Other,
        ["data", "places", _] if path.ending() == "csv" => FileKind::Other,
        _ => FileKind::Stray,
    }
}
