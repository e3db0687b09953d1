//! The words in which both sectors say what they offer and need.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Deserialize;

use super::sorted::{Entry, FocusIndex, KindIndex, PhaseIndex, RoleIndex, ServiceIndex, Sorted};
use super::{Ages, Mode, Provider, Reach, Sector, Travels};

/// All lists of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// What is traded, by id.
    pub services: Sorted<Service, ServiceIndex>,
    /// Why: the focus areas of the workshop, by id.
    pub focus_areas: Sorted<FocusArea, FocusIndex>,
    /// Kinds of organisation, by id.
    pub kinds: Sorted<Kind, KindIndex>,
    /// What a body is for in a place, by id.
    pub roles: Sorted<Role, RoleIndex>,
    /// School phases, youngest first.
    pub phases: Sorted<Phase, PhaseIndex>,
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
    /// The roles in the order in which pages show them.
    pub fn roles_in_order(&self) -> Vec<RoleIndex> {
        let mut order: Vec<RoleIndex> = self.roles.indices().collect();
        order.sort_by_key(|&role| (self[role].order, role));
        order
    }

    /// The focus areas in the order in which pages show them.
    pub fn focus_in_order(&self) -> Vec<FocusIndex> {
        let mut order: Vec<FocusIndex> = self.focus_areas.indices().collect();
        order.sort_by_key(|&area| self[area].order);
        order
    }
}

/// A list of the vocabulary: the vocabulary takes its indices, and its entries are found by id.
macro_rules! numbered {
    ($($index:ty => $list:ident: $item:ty),* $(,)?) => {$(
        impl std::ops::Index<$index> for Vocabulary {
            type Output = $item;
            fn index(&self, index: $index) -> &$item {
                &self.$list[index]
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

macro_rules! by_id {
    ($($item:ty),* $(,)?) => {$(
        impl Entry for $item {
            fn id(&self) -> &str {
                &self.id
            }
        }
    )*};
}

by_id!(Service, FocusArea, Kind, Role);

/// Phases come in the order in which children go through them.
impl Entry for Phase {
    fn id(&self) -> &str {
        &self.id
    }

    fn order(&self, other: &Self) -> Ordering {
        (self.ages.from, self.ages.to, &self.id).cmp(&(other.ages.from, other.ages.to, &other.id))
    }

    fn position(list: &[Self], id: &str) -> Option<usize> {
        list.iter().position(|phase| phase.id == id)
    }
}
