//! An organisation as a register has it, before it is compared with any record.

use jiff::civil::Date;

pub use super::cell_forms::day;
use super::cell_forms::digits;
pub(super) use super::cell_forms::filled;

use crate::diagnostic::Diagnostic;
use crate::geo::{Point, Postcode};
use crate::model::Sector;

use super::site::Sites;
use super::table::Row;

/// An official number scheme of `[codes]` that tells organisations apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Group UID of Get Information about Schools.
    Gias,
    /// Code of the NHS Organisation Data Service.
    Ods,
    /// UK provider reference number.
    Ukprn,
    /// Companies House number.
    Companies,
    /// Charity number.
    Charity,
    /// None: only the name tells.
    Name,
}

impl Scheme {
    /// The key in `[codes]`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Gias => "gias_uid",
            Self::Ods => "ods",
            Self::Ukprn => "ukprn",
            Self::Companies => "companies_house",
            Self::Charity => "charity",
            Self::Name => "name",
        }
    }
}

/// A day that a register gives, or that it gives none.
pub(super) type Day = Option<Date>;

/// An organisation as a register has it. Texts are in natural case and free of hidden signs.
#[derive(Clone, Debug)]
pub struct Body {
    /// The scheme under which it is known again.
    pub scheme: Scheme,
    /// Its number in that scheme.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether letters of the name were damaged on the way, so that it is no name to write down.
    pub damaged: bool,
    /// Its sector.
    pub side: Sector,
    /// Kinds that fit, the best first; the site's vocabulary decides.
    pub kinds: Vec<String>,
    /// Why the kind is only a guess, as a comment beside it.
    pub kind_note: Option<&'static str>,
    /// Keys and values of `[codes]`, in the order of the record type.
    pub codes: Vec<(&'static str, String)>,
    /// Street address without town and postcode.
    pub address: String,
    /// Post town.
    pub town: String,
    /// Postcode.
    pub postcode: Option<Postcode>,
    /// A point that the register itself gives.
    pub point: Option<Point>,
    /// What the point stands for, as a comment beside it.
    pub point_note: Option<&'static str>,
    /// Id of its region, where the table gives it.
    pub region: Option<String>,
    /// Code or id of its main care board, where the register gives it.
    pub board: Option<String>,
    /// Ids of other care boards in whose footprints it works.
    pub more_boards: Vec<String>,
    /// The day on which it ended, also one that has not come yet.
    pub closed: Day,
    /// Whether the register counts it as open.
    pub open: bool,
    /// Values that no register has a place for, from tables with a map.
    pub others: Vec<Other>,
    /// The day on which it was founded.
    pub opened: Day,
    /// Its own website.
    pub website: Option<String>,
    /// Other names in use.
    pub aliases: Vec<String>,
    /// Names that it, or what became part of it, had before.
    pub former_names: Vec<String>,
    /// Codes of the Organisation Data Service that it, or what became part of it, had before.
    pub former_codes: Vec<String>,
    /// Ways to reach it.
    pub contacts: Vec<Contact>,
    /// Its schools or hospitals; `None` where no file says.
    pub sites: Option<Sites>,
    /// Why it is not to be shown.
    pub draft: Option<String>,
    /// What parts of it rest on beside the register itself.
    pub evidence: Vec<Evidence>,
}

/// A way to reach an organisation, by role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The office.
    pub role: &'static str,
    /// `email`, `phone` or `url`.
    pub key: &'static str,
    /// The mailbox, number or address.
    pub value: String,
}

/// What a part of a record rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its address.
    pub url: String,
    /// Its title; a record's source of this title is the import's.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The day on which it was true, where it says one.
    pub date: Day,
    /// The parts of a record that rest on it.
    pub supports: Vec<&'static str>,
}

impl Body {
    /// An open organisation of which only the name is known.
    pub(super) fn new(scheme: Scheme, code: String, name: String, side: Sector) -> Self {
        Self {
            scheme,
            code,
            name,
            damaged: false,
            side,
            kinds: Vec::new(),
            kind_note: None,
            codes: Vec::new(),
            address: String::new(),
            town: String::new(),
            postcode: None,
            point: None,
            point_note: None,
            region: None,
            board: None,
            more_boards: Vec::new(),
            closed: None,
            open: true,
            others: Vec::new(),
            opened: None,
            website: None,
            aliases: Vec::new(),
            former_names: Vec::new(),
            former_codes: Vec::new(),
            contacts: Vec::new(),
            sites: None,
            draft: None,
            evidence: Vec::new(),
        }
    }
}

/// A value that is written only where the record says nothing.
#[derive(Clone, Debug)]
pub struct Other {
    /// The table, `""` for the root.
    pub table: &'static str,
    /// The key.
    pub key: &'static str,
    /// The value.
    pub value: toml_edit::Value,
}

/// A postcode cell; one that has not the form is said and left out.
pub(super) fn postcode(row: &Row<'_>, column: usize, faults: &mut Vec<Diagnostic>) -> Option<Postcode> {
    let text = filled(row.cell(column, faults))?;
    let Some(postcode) = Postcode::parse(&text) else {
        faults.push(row.fault(column, format!("`{text}` is not a postcode")).help("the address was taken without it"));
        return None;
    };
    Some(postcode)
}

/// A cell with a day; what cannot be read as one is said.
pub(super) fn day_cell(row: &Row<'_>, column: usize, faults: &mut Vec<Diagnostic>) -> Day {
    let text = filled(row.cell(column, faults))?;
    let day = day(&text);
    if day.is_none() {
        faults.push(row.fault(column, format!("`{text}` is not a day")).help("registers write `31/12/2025` or `20251231`"));
    }
    day
}

/// An official number of the form that a record allows.
pub(super) fn number(
    row: &Row<'_>,
    column: usize,
    fits: fn(&str) -> bool,
    what: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let text = filled(row.cell(column, faults))?;
    if fits(&text) {
        return Some(text);
    }
    // A spreadsheet takes a number for a number: it adds a fraction of nothing, parts thousands, and drops zeros.
    let text = match text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")) {
        Some(whole) if digits(whole) && !whole.is_empty() => whole.to_owned(),
        _ => text,
    };
    let plain = if is_grouped(&text) { text.replace(',', "") } else { text.to_uppercase() };
    if fits(&plain) {
        return Some(plain);
    }
    let text = if is_grouped(&text) { plain } else { text };
    let filled = format!("{text:0>8}");
    if (5..8).contains(&text.len()) && digits(&text) && fits(&filled) {
        let message = "numbers here lost the zeros at their beginning";
        if !faults.iter().any(|fault| fault.message == message) {
            faults.push(row.fault(column, message).help("they were filled up, here and in the rows that follow"));
        }
        return Some(filled);
    }
    faults.push(row.fault(column, format!("`{text}` is not {what}")).help("the number was left out"));
    None
}

/// A Group UID: a plain number, so that zeros before it say nothing.
pub(super) fn uid(row: &Row<'_>, column: usize, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let found = number(row, column, |text| is_uid(text.trim_start_matches('0')), "a Group UID", faults)?;
    Some(found.trim_start_matches('0').to_owned())
}

/// A whole number as spreadsheets write one: `1234`, `1,234`, `1234.0`.
pub(super) fn whole(text: &str) -> Option<u32> {
    let text = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0')).map_or(text, |(whole, _)| whole);
    let text = if is_grouped(text) { text.replace(',', "") } else { text.to_owned() };
    text.parse().ok().filter(|_| digits(&text))
}

/// Whether commas part the thousands of a number: `1,234,567`.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| group.len() == 3 && digits(group))
}

pub(super) fn is_ods(text: &str) -> bool {
    (3..=6).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
}

fn is_uid(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_digit())
}

pub(super) fn is_trn(text: &str) -> bool {
    text.strip_prefix("TR").or_else(|| text.strip_prefix("SP")).is_some_and(|rest| rest.len() == 5 && digits(rest))
}

pub(super) fn is_ukprn(text: &str) -> bool {
    text.len() == 8 && text.starts_with('1') && digits(text)
}

pub(super) fn is_company(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text.get(letters..).unwrap_or_default();
    match (text.len(), letters) {
        (8, 0) => digits(rest),
        (8, 2) => digits(rest) || (digits(&rest[..5]) && rest.as_bytes()[5].is_ascii_uppercase()),
        _ => false,
    }
}

pub(super) fn is_charity(text: &str) -> bool {
    let (main, linked) = text.split_once('-').unwrap_or((text, "1"));
    (6..=7).contains(&main.len()) && digits(main) && (1..=2).contains(&linked.len()) && digits(linked)
}
