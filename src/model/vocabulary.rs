//! The words in which both sectors say what they offer and need.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Ages, Mode, Provider, Reach, Sector, Travels};

/// The number of a service in [`Vocabulary::services`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceIndex(pub u16);

/// The number of a focus area in [`Vocabulary::focus_areas`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FocusIndex(pub u16);

/// The number of a kind in [`Vocabulary::kinds`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindIndex(pub u16);

/// The number of a role in [`Vocabulary::roles`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleIndex(pub u16);

/// The number of a phase in [`Vocabulary::phases`], which stand by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhaseIndex(pub u16);

/// All lists of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// What is traded, sorted by id.
    pub services: Vec<Service>,
    /// Why: the focus areas of the workshop, sorted by id.
    pub focus_areas: Vec<FocusArea>,
    /// Kinds of organisation, sorted by id.
    pub kinds: Vec<Kind>,
    /// What a body is for in a place, sorted by id.
    pub roles: Vec<Role>,
    /// School phases, youngest first.
    pub phases: Vec<Phase>,
    /// The six workshop questions, in the order of the file.
    pub questions: Vec<Term>,
    /// Why a partnership exists, in the order of the file.
    pub priorities: Vec<Term>,
    /// What stands in the way, in the order of the file.
    pub barriers: Vec<Term>,
}

/// Something that one side can give the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// Its name in plain words.
    pub label: String,
    /// One line that says what it is.
    pub definition: String,
    /// The same in NHS words.
    pub nhs: String,
    /// The same in school words.
    pub school: String,
    /// The focus areas it serves.
    pub focus: Vec<FocusIndex>,
    /// What else people call it.
    pub synonyms: Vec<String>,
    /// Who usually gives it.
    pub usual_provider: Provider,
    /// Where it can be given.
    pub mode: Mode,
    /// Whom it can reach.
    pub travels: Travels,
    /// For whom, in years.
    pub ages: Ages,
    /// Where the thing is seen being done.
    pub source: Option<String>,
    /// Services that often come with it.
    pub related: Vec<ServiceIndex>,
    /// Priorities that it serves, as ids.
    pub priorities: Vec<String>,
}

/// A focus area.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FocusArea {
    /// Where it stands in the file, from 0: the order in which pages show it.
    #[serde(skip)]
    pub order: usize,
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its name.
    #[schemars(length(min = 2, max = 100))]
    pub label: String,
    /// What it is.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub definition: String,
    /// What the workshop asked about it.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub question: String,
    /// Where that stands.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
}

/// A kind of organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// Its name in the singular.
    pub label: String,
    /// Its name in the plural.
    pub plural: String,
    /// Which side it is on.
    pub sector: Sector,
    /// What it is, in a line.
    pub definition: String,
    /// Whether it is a trust, which is what pages then call it.
    pub trust: bool,
    /// What such an organisation is for in a place.
    pub roles: Vec<RoleIndex>,
    /// Roles that only some of its kind have; `None` where it may have any.
    pub other_roles: Option<Vec<RoleIndex>>,
    /// What such an organisation typically offers: something to ask about, never a statement.
    pub typical_offers: Vec<ServiceIndex>,
    /// What such an organisation typically needs: something to ask about, never a statement.
    pub typical_needs: Vec<ServiceIndex>,
}

/// What a body is for in a place: hospital care, school nursing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub id: String,
    /// Its name in plain words.
    pub label: String,
    /// The question that it answers, in a school's words.
    pub question: String,
    /// Services that usually come with it: something to ask about, never a statement.
    pub services: Vec<ServiceIndex>,
    /// Where it stands on a page, from 1.
    pub order: u16,
    /// How a place finds who holds it.
    pub reach: Reach,
    /// Whether only a source can say who holds it, because it is put out to tender: being the only body of its kind in an
    /// area then says little.
    pub needs_source: bool,
}

/// A school phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its ages.
    pub ages: Ages,
}

/// A priority or barrier.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its id.
    #[schemars(extend("is" = "id"))]
    pub id: String,
    /// Its name.
    #[schemars(length(min = 2, max = 100))]
    pub label: String,
    /// What it is.
    #[serde(default)]
    #[schemars(length(max = 600))]
    pub definition: String,
    /// Where it stands.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
}

impl Kind {
    /// Whether an organisation of this kind may have a role.
    pub fn may_hold(&self, role: RoleIndex) -> bool {
        let others = self.other_roles.as_ref();
        self.roles.contains(&role) || others.map_or(self.sector != Sector::School, |others| others.contains(&role))
    }
}

impl Vocabulary {
    /// The service of this id.
    pub fn service(&self, id: &str) -> Option<ServiceIndex> {
        self.services.binary_search_by(|service| service.id.as_str().cmp(id)).ok().map(|at| ServiceIndex(at as u16))
    }

    /// The focus area of this id.
    pub fn focus(&self, id: &str) -> Option<FocusIndex> {
        self.focus_areas.binary_search_by(|area| area.id.as_str().cmp(id)).ok().map(|at| FocusIndex(at as u16))
    }

    /// The kind of this id.
    pub fn kind(&self, id: &str) -> Option<KindIndex> {
        self.kinds.binary_search_by(|kind| kind.id.as_str().cmp(id)).ok().map(|at| KindIndex(at as u16))
    }

    /// The role of this id.
    pub fn role(&self, id: &str) -> Option<RoleIndex> {
        self.roles.binary_search_by(|role| role.id.as_str().cmp(id)).ok().map(|at| RoleIndex(at as u16))
    }

    /// The roles in the order in which pages show them.
    pub fn roles_in_order(&self) -> Vec<RoleIndex> {
        let mut order: Vec<RoleIndex> = (0..self.roles.len()).map(|at| RoleIndex(at as u16)).collect();
        order.sort_by_key(|&role| (self[role].order, role));
        order
    }

    /// The phase of this id.
    pub fn phase(&self, id: &str) -> Option<PhaseIndex> {
        self.phases.iter().position(|phase| phase.id == id).map(|at| PhaseIndex(at as u16))
    }

    /// The focus areas in the order in which pages show them.
    pub fn focus_in_order(&self) -> Vec<FocusIndex> {
        let mut order: Vec<FocusIndex> = (0..self.focus_areas.len()).map(|at| FocusIndex(at as u16)).collect();
        order.sort_by_key(|&area| self[area].order);
        order
    }
}

macro_rules! numbered {
    ($($index:ty => $list:ident: $item:ty),* $(,)?) => {$(
        impl std::ops::Index<$index> for Vocabulary {
            type Output = $item;
            fn index(&self, index: $index) -> &$item {
                &self.$list[usize::from(index.0)]
            }
        }
    )*};
}

numbered! {
    ServiceIndex => services: Service,
    FocusIndex => focus_areas: FocusArea,
    KindIndex => kinds: Kind,
    RoleIndex => roles: Role,
    PhaseIndex => phases: Phase,
}
