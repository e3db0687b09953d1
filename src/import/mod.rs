//! A foreign register becomes drafts of record edits.
//!
//! The files of a register are unpacked (`unpack`), decoded and read as rows of texts (`table`); each row becomes a
//! [`Body`], whose place is found through its postcode ([`Gazetteer`]). [`plan()`] compares the bodies with the records of
//! the site: new ones become records, known ones get only their register's fields refreshed, closed ones are reported. It
//! touches no field that a person wrote, and writes nothing itself.

mod account;
mod area;
mod boards;
mod body;
mod cell_forms;
mod damage;
mod editor;
mod encoding;
mod entries;
mod fill;
mod fresh;
mod gias;
mod keys;
mod known;
mod links;
mod map;
mod mapped;
mod moved;
mod natural_case;
mod ods;
mod outcome;
mod parts;
mod plan;
mod postcodes;
mod refresh;
mod rolls;
mod schools;
mod separator;
mod serves;
mod shares;
mod site;
mod sites;
mod source;
mod spelling;
mod succession;
mod table;
mod tables;
mod towns;
mod trust_list;
mod unpack;
mod whereabouts;
mod whom;

pub use area::{area_table, read_area};
pub use boards::{Board, Boards};
pub use body::{Body, Contact, Evidence, Other, Scheme, day as read_day};
pub use editor::{Editor, day as day_value};
pub use fill::fill;
pub use gias::read as read_gias;
pub use known::{Record, Records};
pub use map::Map;
pub use mapped::read as read_mapped;
pub use moved::moved;
pub use natural_case::{natural_address, natural_name};
pub use ods::read as read_ods;
pub use outcome::{Choices, Draft, News, Note, Plan, Succession};
pub use plan::plan;
pub use postcodes::{Outward, Postcodes, Spot};
pub use serves::{ServesTable, put_shares};
pub use shares::{Part, SchoolPlaces, Shares, SharesForm, read_admissions, read_teams};
pub use site::{Site, Sites};
pub use source::{Register, Source, date_in_name};
pub use spelling::Spellings;
pub use succession::{board_bodies, read as read_succession};
pub use table::{Row, Table};
pub use tables::{Gathered, gather, names_columns};
pub use unpack::{LARGEST_REGISTER, Members, Take, tables_in, unpack};
pub use whereabouts::{Gazetteer, Whereabouts};
pub use whom::Whom;
