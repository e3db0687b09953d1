//! The forms of `data/vocabulary/*.toml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{FocusArea, Mode, Provider, Reach, Sector, Term, Travels};

/// data/vocabulary/services.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicesFile {
    /// What is traded between the sectors.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    pub service: Vec<ServiceRecord>,
}

/// Something that one side can give the other.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its name in plain words.
    #[schemars(length(min = 2, max = 100))]
    pub label: String,
    /// One line that says what it is.
    #[schemars(length(min = 2, max = 400))]
    pub definition: String,
    /// The same in NHS words.
    #[serde(default)]
    #[schemars(length(max = 400))]
    pub nhs: String,
    /// The same in school words.
    #[serde(default)]
    #[schemars(length(max = 400))]
    pub school: String,
    /// Focus areas.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "focus"))]
    pub focus: Vec<String>,
    /// What else people call it.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 100)))]
    pub synonyms: Vec<String>,
    /// Who usually gives it.
    pub usual_provider: Provider,
    /// Where it can be given.
    pub mode: Mode,
    /// Whom it can reach.
    #[serde(default)]
    pub travels: Travels,
    /// The youngest it is for, in years.
    #[schemars(range(min = 0, max = 120))]
    pub min_age: u8,
    /// The oldest it is for, in years.
    #[schemars(range(min = 0, max = 120))]
    pub max_age: u8,
    /// Where the thing is seen being done.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
    /// Services that often come with it.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "service"))]
    pub related: Vec<String>,
    /// Priorities that it serves.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "priority"))]
    pub priorities: Vec<String>,
}

/// data/vocabulary/focus-areas.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FocusAreasFile {
    /// The focus areas, in the order in which pages show them.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub focus_area: Vec<FocusArea>,
}

/// data/vocabulary/kinds.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindsFile {
    /// Kinds of organisation.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub kind: Vec<KindRecord>,
}

/// A kind of organisation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its name in the singular.
    #[schemars(length(min = 2, max = 100))]
    pub label: String,
    /// Its name in the plural, where adding an s is wrong.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub plural: String,
    /// Which side it is on.
    pub sector: Sector,
    /// What it is, in a line.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub definition: String,
    /// Whether it is a trust, which is what pages then call it.
    #[serde(default)]
    pub trust: bool,
    /// What such an organisation is for in a place.
    #[serde(default)]
    #[schemars(length(max = 20), extend("items_are" = "role"))]
    pub roles: Vec<String>,
    /// Roles that only some of its kind have: their records say so. Left out, it may have any.
    #[schemars(length(max = 20), extend("items_are" = "role"))]
    pub other_roles: Option<Vec<String>>,
    /// What such an organisation typically offers.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "service"))]
    pub typical_offers: Vec<String>,
    /// What such an organisation typically needs.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "service"))]
    pub typical_needs: Vec<String>,
    /// Where that stands.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
}

/// data/vocabulary/roles.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RolesFile {
    /// What a body is for in a place.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub role: Vec<RoleRecord>,
}

/// What a body is for in a place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its name in plain words.
    #[schemars(length(min = 2, max = 100))]
    pub label: String,
    /// The question that it answers, in a school's words.
    #[schemars(length(min = 2, max = 200))]
    pub question: String,
    /// Services that usually come with it.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "service"))]
    pub services: Vec<String>,
    /// Where it stands on a page, from 1.
    #[schemars(range(min = 1, max = 1000))]
    pub order: u16,
    /// How a place finds who holds it.
    #[serde(default)]
    pub reach: Reach,
    /// Whether only a source can say who holds it, as for what councils put out to tender.
    #[serde(default)]
    pub needs_source: bool,
}

/// data/vocabulary/phases.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhasesFile {
    /// School phases, youngest first.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub phase: Vec<PhaseRecord>,
}

/// A school phase.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its name.
    #[schemars(length(min = 2, max = 100))]
    pub label: String,
    /// Youngest and oldest in years.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0, max = 120)))]
    pub ages: Vec<u8>,
}

/// data/vocabulary/questions.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionsFile {
    /// The workshop's questions, in order.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub question: Vec<QuestionRecord>,
}

/// A workshop question.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionRecord {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its short name.
    #[schemars(length(min = 2, max = 100))]
    pub label: String,
    /// The question itself.
    #[schemars(length(min = 2, max = 600))]
    pub question: String,
    /// Where it stands.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
}

/// data/vocabulary/priorities.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrioritiesFile {
    /// Why partnerships exist.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub priority: Vec<Term>,
}

/// data/vocabulary/barriers.toml
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BarriersFile {
    /// What stands in the way.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub barrier: Vec<Term>,
}
