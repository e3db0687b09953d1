//! From the bytes of a folder to records with places: parsing that recovers, checking against the schema, loading.

pub(super) mod area;
pub(super) mod damage;
pub(super) mod districts;
pub(super) mod extracts;
pub(super) mod hints;
pub(super) mod load;
pub(super) mod locate;
pub(super) mod parse;
mod paths;
pub(super) mod plain;
pub(super) mod postcode_districts;
pub(super) mod reads;
pub(super) mod serves;
pub(super) mod syntax;
pub(super) mod table;
pub(super) mod typed;
pub(super) mod walk;
