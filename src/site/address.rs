//! The addresses of pages, from the site's root. Only this file knows how they are written.

use crate::model::{CareBoardIndex, DistrictIndex, Openness, Places, Sector};

/// The list of all organisations.
pub const ORGANISATIONS: &str = "organisations/";
/// The list of all services.
pub const SERVICES: &str = "services/";
/// The list of all places.
pub const PLACES: &str = "places/";
/// The list of all partnerships.
pub const PARTNERSHIPS: &str = "partnerships/";
/// The list of all workshops.
pub const PROGRAMMES: &str = "programmes/";
/// Every way into the directory without a search.
pub const BROWSE: &str = "browse/";
/// The contents of the guide.
pub const GUIDE: &str = "guide/";
/// The words of both sectors.
pub const GLOSSARY: &str = "guide/glossary/";
/// What the directory shows as a whole.
pub const INSIGHTS: &str = "insights/";
/// How the insights are made.
pub const INSIGHTS_METHOD: &str = "insights/method/";
/// The printable report.
pub const REPORT: &str = "report/";
/// About the site.
pub const ABOUT: &str = "about/";
/// What the record builder loads.
pub const SCHEMA_SCRIPT: &str = "add/schema.js";
/// The open data.
pub const DATA: &str = "data/";

/// The organisations of one letter; `#` for names that begin with a digit or sign.
pub fn letter(letter: &str) -> String {
    let id = if letter == "#" { "0-9".to_owned() } else { letter.to_lowercase() };
    format!("{BROWSE}letter/{id}/")
}

/// An organisation's profile.
pub fn organisation(id: &str) -> String {
    format!("{ORGANISATIONS}{id}/")
}

/// The school trusts that a health body serves, as a table.
pub fn patch(id: &str) -> String {
    format!("{ORGANISATIONS}{id}/patch.csv")
}

/// The possible partners of an organisation.
pub fn partners(id: &str) -> String {
    format!("{}matches/", organisation(id))
}

/// How many scripts hold the records of so many organisations: a power of two, so that the number seldom changes, and some
/// sixteen records to a script at most.
pub fn record_scripts(organisations: usize) -> u32 {
    u32::try_from(organisations.div_ceil(16).next_power_of_two()).unwrap_or(1 << 31)
}

/// The script, one of `scripts`, that holds what scripts load of an organisation. Which one it is rests on the id alone: the
/// FNV-1a hash of it, which `themes/default/static/js/record-load.js` takes too.
pub fn record_script(id: &str, scripts: u32) -> String {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("records/{}.js", hash % scripts)
}

/// A service.
pub fn service(id: &str) -> String {
    format!("{SERVICES}{id}/")
}

/// A region.
pub fn region(id: &str) -> String {
    format!("{PLACES}{id}/")
}

/// A care board: under its main region, or under `england` where none is stated.
pub fn board(places: &Places, at: CareBoardIndex) -> String {
    let board = &places[at];
    let region = board.regions.first().map_or("england", |&region| places[region].id.as_str());
    format!("{}{}/", self::region(region), board.id)
}

/// A district: under its main care board, or under `england` where it has none.
pub fn district(places: &Places, at: DistrictIndex) -> String {
    let district = &places[at];
    let above = district.boards.first().map_or_else(|| region("england"), |&main| board(places, main));
    format!("{above}{}/", district.id)
}

/// The list of upper-tier councils.
pub const COUNCILS: &str = "places/councils/";

/// An upper-tier council with several districts.
pub fn council(id: &str) -> String {
    format!("{COUNCILS}{id}/")
}

/// The sheet of services of a place, by the address of its page.
pub fn service_sheet(place: &str) -> String {
    format!("{place}services/")
}

/// A partnership.
pub fn partnership(id: &str) -> String {
    format!("{PARTNERSHIPS}{id}/")
}

/// The partnerships with one value of a facet.
pub fn partnerships_by(facet: &str, id: &str) -> String {
    format!("{PARTNERSHIPS}by/{facet}/{id}/")
}

/// A workshop.
pub fn programme(id: &str) -> String {
    format!("{PROGRAMMES}{id}/")
}

/// A focus area.
pub fn focus(id: &str) -> String {
    format!("focus/{id}/")
}

/// A page of the guide.
pub fn guide(id: &str) -> String {
    format!("{GUIDE}{id}/")
}

/// A page of the guide as plain text.
pub fn guide_text(id: &str) -> String {
    format!("{GUIDE}{id}.txt")
}

/// A word of the glossary.
pub fn term(id: &str) -> String {
    format!("{GLOSSARY}#{id}")
}

/// The organisations of a sector.
pub fn sector(sector: Sector) -> String {
    format!("{BROWSE}sector/{}/", sector.id())
}

/// The organisations of a kind.
pub fn kind(id: &str) -> String {
    format!("{BROWSE}kind/{id}/")
}

/// The organisations of a school phase.
pub fn phase(id: &str) -> String {
    format!("{BROWSE}phase/{id}/")
}

/// The organisations that have said the same about new partnerships.
pub fn openness(openness: Openness) -> String {
    format!("{BROWSE}openness/{}/", openness.id())
}

/// The organisations whose record is in date, or is not.
pub fn in_date(current: bool) -> String {
    format!("{BROWSE}checked/{}/", if current { "current" } else { "overdue" })
}

/// The organisations whose record was checked within some months.
pub fn checked_within(months: i32) -> String {
    format!("{BROWSE}checked/{months}-months/")
}

/// A chapter of the insights.
pub fn insights(chapter: &str) -> String {
    format!("{INSIGHTS}{chapter}/")
}
