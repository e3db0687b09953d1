//! Rules for what became of suggestions.

use std::collections::BTreeMap;

use super::{Objection, Records};
use crate::diagnostic::Code;
use crate::model::Sector;

/// Ensure that an outcome names two sides, one day that has come, what it was about and where that is said, and stands once.
pub(super) fn outcomes_are_whole(records: &Records) -> Vec<Objection> {
    let sectors: BTreeMap<&str, Sector> = records.organisations.iter().map(|entry| (entry.id(), entry.record.sector)).collect();
    let mut seen = BTreeMap::new();
    let mut found = Vec::new();
    for entry in records.outcomes.iter().filter(|entry| !entry.record.draft) {
        let record = &entry.record;
        let mut object = |code, keys: &str, message: String, help: &str| {
            found.push(Objection::new(code, &entry.path, keys, message).help(help));
        };
        let two = "name one NHS organisation and one school trust: `organisations = [\"ID\", \"ID\"]`";
        match record.organisations.as_slice() {
            [one, other] if one == other => {
                object(Code::OwnPartner, "organisations.1", format!("`{one}` stands twice"), two);
            }
            [one, other] => {
                let pair = (sectors.get(one.as_str()), sectors.get(other.as_str()));
                let sides = pair.0.zip(pair.1).map(|(one, other)| Some(*other) == one.other());
                if sides == Some(false) {
                    let message = format!("`{one}` and `{other}` are not of opposite sectors");
                    object(Code::BadValue, "organisations", message, two);
                }
            }
            few => {
                let message = format!(
                    "{} stands here, and an outcome is that of two",
                    crate::text::counted(few.len(), "organisation", None)
                );
                object(Code::MissingKey, "organisations", message, two);
            }
        }
        match record.date {
            None => {
                let help = "write the day on which it happened: `date = 2026-11-20`";
                object(Code::MissingKey, "status", "no day is given".to_owned(), help);
            }
            Some(day) if day > records.today => {
                let help = format!("today is {}", records.today);
                object(Code::FutureDate, "date", format!("{day} has not come yet"), &help);
            }
            Some(_) => {}
        }
        if record.role.is_some() == record.service.is_some() {
            let message =
                if record.role.is_some() { "role and service are both given" } else { "nothing says what it was about" };
            let help = "write one of `role = \"ID\"` and `service = \"ID\"`";
            object(Code::MissingKey, "status", message.to_owned(), help);
        }
        if record.source.is_none() {
            let help =
                "add `source = \"https://...\"`: the page that says so, such as the message to the directory in its repository";
            object(Code::MissingSource, "status", "no source is given".to_owned(), help);
        }
        let mut pair = record.organisations.clone();
        pair.sort();
        let step = (pair, record.status, record.date, record.role.clone(), record.service.clone());
        if let Some(other) = seen.insert(step, &entry.path) {
            let message = format!("`{other}` says the same");
            object(Code::ListedTwice, "status", message, "delete one of the two files");
        }
    }
    found
}
