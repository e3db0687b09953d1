//! The form of a record: the single description from which schema, checks and decoding come.
//!
//! Doc comments here are shown to people in their editors. The keyword `is` names what a text stands for; see
//! [`super::form::Form`].

mod guide;
mod partnership;
mod place;
mod register;
mod vocabulary;

pub use crate::model::{ListingRecord, OrganisationRecord, PlaceRecord, ServesRecord, SiteRecord};
pub use guide::{GlossaryFile, GuideHead, SectionWord};
pub use partnership::{
    GatewayDoorsFile, GatewayRecord, OutcomeRecord, PartnershipPlaceRecord, PartnershipRecord, ProgrammeRecord,
};
pub use place::{IcbRecord, IcbsFile, RegionRecord, RegionsFile};
pub use register::{RegisterRecord, RegistersFile};
pub use vocabulary::{
    BarriersFile, FocusAreasFile, KindRecord, KindsFile, PhaseRecord, PhasesFile, PrioritiesFile, QuestionRecord, QuestionsFile,
    RoleRecord, RolesFile, ServiceRecord, ServicesFile,
};
