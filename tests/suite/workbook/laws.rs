//! The law of the workbook: an edit of one cell arrives in the key of that cell and nowhere else, or is refused at that cell.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;
use trustbridge::folder::Folder;
use trustbridge::workbook::{self, Against, Identity, Plan, Records};
use trustbridge::{data, disk};

use super::book::{Book, Put};
use crate::support::TODAY;

fn folder() -> Folder {
    disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/one-of-each")).expect("it can be read")
}

fn written(folder: &Folder) -> Book {
    let known = data::known(folder);
    Book::open(&workbook::write(&Records::of(folder), &known, &Identity::of(folder), &|_| true).expect("it is written"))
}

pub(super) fn planned(folder: &Folder, bytes: &[u8]) -> Plan {
    let known = data::known(folder);
    workbook::plan("records.xlsx", bytes, &Against { folder, known: &known, today: TODAY, skip_stale: false })
}

/// Every value of a record by its path: `offers.0.service`.
fn flat(says: &Json, above: &str, found: &mut BTreeMap<String, Json>) {
    let below = |key: &str| if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
    match says {
        Json::Object(map) => map.iter().for_each(|(key, value)| flat(value, &below(key), found)),
        Json::Array(items) if items.iter().any(Json::is_object) => {
            items.iter().enumerate().for_each(|(at, value)| flat(value, &below(&at.to_string()), found));
        }
        other => {
            found.insert(above.to_owned(), other.clone());
        }
    }
}

/// Where two records differ.
fn differing(before: &str, after: &str) -> Vec<String> {
    let of = |text: &str| {
        let mut found = BTreeMap::new();
        flat(&data::plain("record.toml", text), "", &mut found);
        found
    };
    let (before, after) = (of(before), of(after));
    let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}

/// Values that a person might write in a cell, whatever stood there.
const VALUES: &[&str] = &[
    "https://example.org/elsewhere",
    "Dudley",
    "B63 3HY",
    "ZZ9",
    "yes",
    "no",
    "school-space",
    "Work experience",
    "none",
    "not stated",
    "5 to 7",
    "synthetic-schools",
    "2026-01-31",
    "2",
    "west-midlands",
    "=1+1",
    "Primary",
    "current",
    "may",
    "remote",
    "01384 456111",
    "office@example.org",
];

#[test]
fn one_edited_cell_changes_one_key_or_is_refused_at_that_cell() {
    let folder = folder();
    let book = written(&folder);
    let (mut taken, mut refused) = (0, 0);
    for (sheet, list) in [
        ("organisations", None),
        ("offers", Some("offers")),
        ("needs", Some("needs")),
        ("contacts", Some("contacts")),
        ("partnerships", None),
    ] {
        let mut shown = book.clone();
        let headings: Vec<(u16, String)> = shown
            .cells(sheet)
            .iter()
            .filter_map(|((row, column), put)| match put {
                Put::Text(text) if *row == 0 => Some((*column, text.clone())),
                _ => None,
            })
            .filter(|(_, heading)| !matches!(heading.as_str(), "Id" | "Organisation" | "Mark" | "Remove"))
            .collect();
        let rows: std::collections::BTreeSet<u32> =
            shown.cells(sheet).keys().map(|(row, _)| *row).filter(|row| *row > 0).collect();
        for (at, (row, (column, heading))) in
            rows.iter().flat_map(|row| headings.iter().map(move |heading| (row, heading))).enumerate()
        {
            // Each cell is tried with one of the values in turn, and cleared.
            let tries = [None, Some(VALUES[(at * 7 + 3) % VALUES.len()])];
            for value in tries {
                let mut edited = book.clone();
                match value {
                    Some(value) => edited.cells(sheet).insert((*row, *column), Put::from(value)),
                    None => edited.cells(sheet).remove(&(*row, *column)),
                };
                let what = format!("{sheet}, row {}, {heading}: {value:?}", row + 1);
                let plan = planned(&folder, &edited.save());
                if !plan.faults.is_empty() {
                    assert!(plan.drafts.is_empty(), "{what}");
                    let letter = if *column < 26 {
                        char::from(b'A' + *column as u8).to_string()
                    } else {
                        format!("A{}", char::from(b'A' + (*column - 26) as u8))
                    };
                    let place = format!("{sheet}!{letter}{}: ", row + 1);
                    assert!(
                        plan.faults.iter().all(|fault| fault.message.starts_with(&place)),
                        "{what}: {place} {:?}",
                        plan.faults
                    );
                    refused += 1;
                    continue;
                }
                if plan.drafts.is_empty() {
                    assert!(plan.told.is_empty(), "{what}: {:?}", plan.told);
                    continue;
                }
                let [draft] = plan.drafts.as_slice() else { panic!("{what}: {} files", plan.drafts.len()) };
                let mut changed = differing(draft.before.as_deref().expect("it was there"), &draft.after);
                let mut told = plan.told.len();
                // A postcode takes the point with it, which lay where the old one was, and each of its two cells is told.
                if changed.iter().any(|path| path == "place.postcode") && changed.len() > 1 {
                    changed.retain(|path| !["place.latitude", "place.longitude"].contains(&path.as_str()));
                    told -= 2;
                }
                let [path] = changed.as_slice() else { panic!("{what}: {changed:?}\n{}", draft.after) };
                assert_eq!(path.split('.').next() == list, list.is_some(), "{what}: {path}");
                assert_eq!(told, 1, "{what}: {:?}", plan.told);
                taken += 1;
            }
        }
    }
    assert!(taken > 60 && refused > 60, "{taken} taken, {refused} refused");
}

#[test]
fn what_is_exported_again_after_an_import_shows_the_edit() {
    let mut folder = folder();
    let mut book = written(&folder);
    let hospital = ("synthetic-hospital", "");
    let hostile = "=HYPERLINK(\"https://example.org\";\"x\")";
    for (heading, put) in
        [("Group it belongs to", Put::from(hostile)), ("Capacity", Put::Number(4.0)), ("Next check", Put::Day("2027-01-31"))]
    {
        book.put("organisations", hospital, heading, Some(put));
    }
    let plan = planned(&folder, &book.save());
    assert!(plan.faults.is_empty(), "{:?}", plan.faults);
    for draft in plan.drafts {
        folder.insert(draft.path, draft.after.into_bytes());
    }
    let mut again = written(&folder);
    // A text that looks like a formula is a text.
    assert_eq!(again.at("organisations", hospital, "Group it belongs to"), Some(Put::from(hostile)));
    assert_eq!(again.at("organisations", hospital, "Capacity"), Some(Put::Number(4.0)));
    let plan = planned(&folder, &again.save());
    assert!(plan.faults.is_empty() && plan.drafts.is_empty(), "{:?} {:?}", plan.faults, plan.told);
}

/// The project's own records: whatever they hold, an untouched workbook changes none of them.
#[test]
fn the_projects_own_records_come_back_as_they_are() {
    let folder = crate::project::folder();
    let plan = planned(&folder, &written(&folder).save());
    assert!(
        plan.faults.is_empty() && plan.drafts.is_empty() && plan.notes.is_empty(),
        "{:?} {:?} {:?}",
        plan.faults,
        plan.told,
        plan.notes
    );
}
