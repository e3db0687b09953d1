//! The table of who serves which district: `data/places/serves.csv`.

use std::ops::Range;

use super::table::{had_enough, rows};
use crate::data::schema::files::SERVES;
use crate::data::schema::form::{Form, Known, judge};
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::Folder;
use crate::model::{Date, ShareCounts};
use crate::text::{is_web_address, nearest};

/// Its columns, in the order in which imports write them.
pub const SERVES_COLUMNS: &[&str] = &["role", "district", "organisation", "share", "basis", "source", "date"];

/// A row; whether its organisation exists is a rule across records.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::data) struct ServesRow {
    pub span: Range<usize>,
    pub role: String,
    pub district: String,
    pub organisation: String,
    pub share: Option<f64>,
    pub counts: ShareCounts,
    pub source: String,
    pub date: String,
}

/// Reads the table. Every fault of every row is named; a row that has one is taken all the same, for the rules across records:
/// nothing is built from it.
pub(in crate::data) fn read(folder: &Folder, known: &Known, faults: &mut Vec<Diagnostic>) -> Vec<ServesRow> {
    let mut read = Vec::new();
    for row in rows(folder, SERVES, SERVES_COLUMNS, faults) {
        if had_enough(SERVES, &row.span, faults) {
            break;
        }
        let mut wrong = |code: Code, message: String, help: Vec<String>| {
            let mut fault = Diagnostic::new(code, SERVES, row.span.clone(), message);
            fault.help = help;
            faults.push(fault);
        };
        let [role, district, organisation, share, basis, source, date] = row.cells.as_slice() else {
            unreachable!("a row has the columns that were asked for")
        };
        for (form, text) in [(Form::Role, role), (Form::District, district)] {
            if let Err(objection) = judge(form, text, known) {
                wrong(objection.code, objection.message, objection.help);
            }
        }
        if organisation.is_empty() {
            wrong(Code::MissingKey, "the row names no organisation".to_owned(), vec!["write its id or its ODS code".to_owned()]);
        }
        let number = share.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
        if number.is_none() && !share.is_empty() {
            let help = "a share is a part of the whole from 0 to 1, such as `0.41`; leave it empty where it is not known";
            wrong(Code::BadValue, format!("`{share}` is no share"), vec![help.to_owned()]);
        }
        let counts = ShareCounts::ALL.into_iter().find(|one| one.id() == basis);
        if counts.is_none() {
            let words = ShareCounts::ALL.map(ShareCounts::id);
            let near = nearest(basis, words).map(|near| format!("did you mean `{near}`?"));
            let allowed = format!("allowed here: {}", words.join(", "));
            wrong(Code::UnknownTerm, format!("there is no basis `{basis}`"), near.into_iter().chain([allowed]).collect());
        }
        if source.is_empty() {
            let help = "write the address of the page or file that says so";
            wrong(Code::MissingSource, "the row has no source".to_owned(), vec![help.to_owned()]);
        } else if !is_web_address(source) {
            let help = "write a full address, like `https://www.example.org/page`";
            wrong(Code::BadUrl, format!("`{source}` is not a safe web address"), vec![help.to_owned()]);
        }
        if first_day(date).is_none() {
            let help = "write a year, a month or a day: `2021`, `2021-03`, `2021-03-31`";
            wrong(Code::BadValue, format!("`{date}` is no date"), vec![help.to_owned()]);
        }
        read.push(ServesRow {
            span: row.span,
            role: role.clone(),
            district: district.clone(),
            organisation: organisation.clone(),
            share: number,
            counts: counts.unwrap_or(ShareCounts::Stated),
            source: source.clone(),
            date: date.clone(),
        });
    }
    read
}

/// The first day of the year, month or day that a date names.
pub(in crate::data) fn first_day(date: &str) -> Option<Date> {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|one| one.is_ascii_digit());
    let parts: Vec<&str> = date.split('-').collect();
    let whole = match parts.as_slice() {
        [year] if digits(year, 4) => format!("{year}-01-01"),
        [year, month] if digits(year, 4) && digits(month, 2) => format!("{year}-{month}-01"),
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => date.to_owned(),
        _ => return None,
    };
    whole.parse().ok()
}
