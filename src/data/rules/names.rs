//! Rules on names: that one organisation does not pass for another, by accident or by design.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::look::{Near, look, unspaced};
use super::{Entry, Objection, Records, listed_organisations};
use crate::data::schema::record::OrganisationRecord;
use crate::diagnostic::Code;
use crate::folder::FilePath;
use crate::text::fold;

/// Where a name stands in a record.
type Named<'r> = (String, &'r str);

/// The names of a record that readers see: its own, those in use, those that it had.
fn names(record: &OrganisationRecord) -> impl Iterator<Item = Named<'_>> {
    let own = std::iter::once(("name".to_owned(), record.name.as_str()));
    let aliases = record.aliases.iter().enumerate().map(|(at, name)| (format!("aliases.{at}"), name.as_str()));
    let former = record.former_names.iter().enumerate().map(|(at, name)| (format!("former_names.{at}"), name.as_str()));
    own.chain(aliases).chain(former)
}

/// Whether both have an official number of one scheme: the registers hold different organisations of one name.
fn told_apart(a: &OrganisationRecord, b: &OrganisationRecord) -> bool {
    schemes(a).into_iter().zip(schemes(b)).any(|(a, b)| a && b)
}

/// The same, or whether both stand in registers, but in those of different sectors: Bolton has a hospital and a school trust.
fn are_registered_apart(a: &OrganisationRecord, b: &OrganisationRecord) -> bool {
    told_apart(a, b) || (a.sector != b.sector && numbers(a) > 0 && numbers(b) > 0)
}

/// Whether one of the two took the other's place, so that they may share names.
fn succeeds(a: &Entry<OrganisationRecord>, b: &Entry<OrganisationRecord>) -> bool {
    let after = |old: &Entry<OrganisationRecord>, new: &Entry<OrganisationRecord>| {
        old.record.closed.is_some() && old.record.successor.as_deref() == Some(new.id())
    };
    after(a, b) || after(b, a)
}

/// The organisations by the look of their names; of several with one look the one with the most official numbers, for
/// that is most likely the real one.
fn by_look(records: &Records) -> BTreeMap<String, &Entry<OrganisationRecord>> {
    let mut first: BTreeMap<String, &Entry<OrganisationRecord>> = BTreeMap::new();
    for entry in listed_organisations(records) {
        let held = first.entry(unspaced(&entry.record.name)).or_insert(entry);
        if numbers(&entry.record) > numbers(&held.record) {
            *held = entry;
        }
    }
    first
}

fn numbers(record: &OrganisationRecord) -> usize {
    schemes(record).into_iter().filter(|has| *has).count()
}

/// Which official numbers a record has.
fn schemes(record: &OrganisationRecord) -> [bool; 5] {
    let codes = &record.codes;
    [&codes.ods, &codes.gias_uid, &codes.ukprn, &codes.companies_house, &codes.charity].map(Option::is_some)
}

/// Ensure that no two organisations of one sector have one name, unless their official numbers tell them apart.
pub(super) fn names_are_unique(records: &Records) -> Vec<Objection> {
    let mut first: BTreeMap<(u8, String), &Entry<OrganisationRecord>> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in listed_organisations(records).filter(|entry| entry.record.closed.is_none()) {
        let key = (entry.record.sector as u8, fold(&entry.record.name));
        if let Some(other) = first.get(&key) {
            if !told_apart(&entry.record, &other.record) {
                let message = format!("the name `{}` is already that of `{}`", entry.record.name, other.path);
                found.push(
                    Objection::new(Code::DuplicateName, &entry.path, "name", message)
                        .help("give both their official numbers under `[codes]`, or delete one of the two records"),
                );
            }
        } else {
            first.insert(key, entry);
        }
    }
    found
}

/// Ensure that people notice a name, an alias or an old name that reads like the name of another organisation, closed
/// ones included, even where numbers tell the two apart: a number may be made up.
pub(super) fn names_do_not_look_alike(records: &Records) -> Vec<Objection> {
    let first = by_look(records);
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        for (keys, name) in names(&entry.record) {
            let key = look(name);
            let Some(other) = first.get(&unspaced(name)).filter(|other| other.path != entry.path && !succeeds(entry, other))
            else {
                continue;
            };
            let same_open = |one: &Entry<OrganisationRecord>| one.record.closed.is_none();
            let is_duplicate = keys == "name"
                && same_open(entry)
                && same_open(other)
                && entry.record.sector == other.record.sector
                && fold(name) == fold(&other.record.name)
                && !told_apart(&entry.record, &other.record);
            // A single word may be the short name or the acronym of many.
            let is_short = keys != "name" && !key.contains(' ') && fold(name) != fold(&other.record.name);
            if is_duplicate || is_short {
                continue;
            }
            let message = format!("`{name}` reads like the name of `{}` (`{}`)", other.record.name, other.path);
            found.push(Objection::new(Code::LookAlikeName, &entry.path, keys, message).help(
                "if the two are one organisation, keep one record; if not, compare their official numbers with the registers",
            ));
        }
    }
    found
}

/// Ensure that people notice a name, an alias or an old name that is nearly another's: one letter away, two letters exchanged,
/// its words in another order, only common words more or fewer; where no official numbers tell the two apart.
pub(super) fn names_are_not_nearly_the_same(records: &Records) -> Vec<Objection> {
    let mut held = Near::default();
    listed_organisations(records).for_each(|entry| held.add(&entry.record.name, entry));
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        for (keys, name) in names(&entry.record) {
            // Of two names the one is told whose record has fewer official numbers: it is the less likely to be the real one.
            let tells = |other: &Entry<OrganisationRecord>| {
                let rank =
                    |one: &Entry<OrganisationRecord>| (std::cmp::Reverse(numbers(&one.record)), one.path.as_str().to_owned());
                other.path != entry.path && (keys != "name" || rank(entry) > rank(other))
            };
            let near = held.find(name).into_iter().find(|(_, other)| {
                tells(other) && !are_registered_apart(&entry.record, &other.record) && !succeeds(entry, other)
            });
            if let Some((how, other)) = near {
                let message = format!("`{name}` {how} `{}` (`{}`)", other.record.name, other.path);
                found.push(Objection::new(Code::LookAlikeName, &entry.path, keys, message).help(
                    "if the two are one organisation, keep one record; if not, give both their official numbers under `[codes]`",
                ));
            }
        }
    }
    found
}

/// Ensure that people notice an old id that reads like another organisation's id or name: its address would lead here.
pub(super) fn former_ids_do_not_look_alike(records: &Records) -> Vec<Objection> {
    let mut first = by_look(records);
    for entry in &records.organisations {
        first.entry(unspaced(&entry.id().replace('-', " "))).or_insert(entry);
    }
    let mut found = Vec::new();
    for entry in &records.organisations {
        for (at, id) in entry.record.former_ids.iter().enumerate() {
            let words = id.replace('-', " ");
            let keys = [unspaced(&words), unspaced(&format!("{words} nhs"))];
            let other =
                keys.iter().find_map(|key| first.get(key)).filter(|other| other.path != entry.path && !succeeds(entry, other));
            if let Some(other) = other {
                let message = format!("the former id `{id}` reads like that of `{}` (`{}`)", other.record.name, other.path);
                found.push(
                    Objection::new(Code::LookAlikeName, &entry.path, format!("former_ids.{at}"), message)
                        .help("keep it only if this record had that address; readers of the old address are led here"),
                );
            }
        }
    }
    found
}

/// Ensure that people notice names that mix alphabets, or are written in letters that only look Latin.
pub(super) fn names_keep_to_one_alphabet(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut look_at = |path: &FilePath, keys: String, name: &str| {
        found.extend(mixed(name).map(|(message, help)| Objection::new(Code::LookAlikeName, path, keys, message).help(help)));
    };
    for entry in listed_organisations(records) {
        names(&entry.record).for_each(|(keys, name)| look_at(&entry.path, keys, name));
        entry.record.sites.iter().enumerate().for_each(|(at, site)| look_at(&entry.path, format!("sites.{at}.name"), &site.name));
    }
    for entry in &records.partnerships {
        look_at(&entry.path, "name".to_owned(), &entry.record.name);
        entry.record.others.iter().enumerate().for_each(|(at, name)| look_at(&entry.path, format!("others.{at}"), name));
    }
    for entry in &records.gateways {
        for (at, door) in entry.record.doors.iter().enumerate() {
            look_at(&entry.path, format!("doors.{at}.role"), &door.role);
            look_at(&entry.path, format!("doors.{at}.body"), &door.body);
        }
    }
    found
}

fn mixed(name: &str) -> Option<(String, String)> {
    if name.is_ascii() {
        return None;
    }
    let of_other_kind = name.chars().find(|&letter| {
        letter.is_alphanumeric()
            && std::iter::once(letter).nfkc().any(|plain| plain.is_ascii_alphanumeric())
            && !is_latin(letter)
            && !letter.is_ascii()
    });
    if let Some(letter) = of_other_kind {
        let message = format!("the name holds `{letter}` (U+{:04X}), which only looks like a usual letter", u32::from(letter));
        return Some((message, format!("write `{}`", name.nfkc().collect::<String>())));
    }
    let latin = name.chars().any(|letter| letter.is_ascii_alphabetic());
    let other = name.chars().find(|&letter| letter.is_alphabetic() && !is_latin(letter)).filter(|_| latin)?;
    Some((
        format!("the name mixes alphabets: `{other}` (U+{:04X}) is not a Latin letter", u32::from(other)),
        "type the name again on a British keyboard; a look-alike letter makes one organisation pass for another".to_owned(),
    ))
}

fn is_latin(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'A'..='Z' | '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Ensure that people notice two records that may be one organisation: one website and one postcode, or one postcode and
/// nearly one name, and no official numbers that tell them apart.
pub(super) fn records_are_not_copies(records: &Records) -> Vec<Objection> {
    /// More records of one postcode are not compared with each other: no building holds so many trusts.
    const MOST_COMPARED: usize = 8;
    let mut of_postcode: BTreeMap<String, Vec<&Entry<OrganisationRecord>>> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in listed_organisations(records).filter(|entry| entry.record.closed.is_none()) {
        let Some(postcode) = &entry.record.place.postcode else { continue };
        let neighbours = of_postcode.entry(postcode.clone()).or_default();
        let copy = neighbours.iter().find_map(|other| {
            (!told_apart(&entry.record, &other.record))
                .then(|| shared(&entry.record, &other.record))
                .flatten()
                .map(|what| (other, what))
        });
        if let Some((other, what)) = copy {
            let message =
                format!("`{}` has the postcode and {what} of `{}` (`{}`)", entry.record.name, other.record.name, other.path);
            found.push(
                Objection::new(Code::DuplicateRecord, &entry.path, "name", message)
                    .help("if the two are one organisation, keep the better record; if not, give both their official numbers under `[codes]`"),
            );
        }
        if neighbours.len() < MOST_COMPARED {
            neighbours.push(entry);
        }
    }
    found
}

/// What two records of one postcode share besides.
fn shared(a: &OrganisationRecord, b: &OrganisationRecord) -> Option<&'static str> {
    const MOST_APART: usize = 3;
    let site = |record: &OrganisationRecord| {
        let bare =
            record.website.as_deref()?.split("://").nth(1)?.trim_start_matches("www.").trim_end_matches('/').to_lowercase();
        Some(bare)
    };
    if site(a).is_some() && site(a) == site(b) {
        return Some("the website");
    }
    let (one, other) = (look(&a.name), look(&b.name));
    let near = one.len().abs_diff(other.len()) <= MOST_APART && strsim::damerau_levenshtein(&one, &other) <= MOST_APART;
    near.then_some("nearly the name")
}
