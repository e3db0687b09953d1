//! One file a kind of page: its plain view, and the addresses at which such pages stand.

pub(super) mod add;
pub(super) mod browse;
pub(super) mod data;
pub(super) mod districts;
pub(super) mod embed;
pub(super) mod files;
pub(super) mod find;
pub(super) mod focus;
pub(super) mod guide;
pub(super) mod home;
pub(super) mod insights;
pub(super) mod map;
pub(super) mod match_me;
pub(super) mod matches;
pub(super) mod method;
pub(super) mod moved;
pub(super) mod organisations;
pub(super) mod partnerships;
pub(super) mod place_brief;
pub(super) mod places;
pub(super) mod plain;
pub(super) mod profile;
pub(super) mod programmes;
pub(super) mod report;
pub(super) mod service_sheet;
pub(super) mod services;
