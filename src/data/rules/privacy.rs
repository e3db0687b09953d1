//! Rules that keep people's details out of the directory.

use std::collections::BTreeSet;

use super::{Objection, Records, listed_organisations};
use crate::data::schema::record::OrganisationRecord;
use crate::diagnostic::Code;
use crate::folder::FilePath;

/// Words of a mailbox that name an office, not a person.
const OFFICE_WORDS: &[&str] = &[
    "admin",
    "admissions",
    "apprenticeships",
    "careers",
    "cadets",
    "childrens",
    "comms",
    "communications",
    "community",
    "contact",
    "education",
    "engagement",
    "enquiries",
    "enquiry",
    "feedback",
    "governance",
    "hello",
    "help",
    "hr",
    "info",
    "learning",
    "mail",
    "nhs",
    "nursing",
    "office",
    "outreach",
    "pals",
    "partnerships",
    "partnership",
    "placements",
    "postbox",
    "press",
    "reception",
    "recruitment",
    "safeguarding",
    "school",
    "schools",
    "secretary",
    "send",
    "service",
    "services",
    "support",
    "team",
    "trust",
    "volunteering",
    "wellbeing",
    "work",
    "workexperience",
    "workforce",
    "youth",
];

/// Whether a mailbox looks like a person's: two words of letters parted by a dot, underscore or hyphen, or an initial
/// and a name, none of them a word for an office.
pub(super) fn looks_personal(mailbox: &str) -> bool {
    let local = mailbox.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let words: Vec<&str> = local.split(['.', '_', '-']).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &str| word.chars().all(|sign| sign.is_ascii_alphabetic() || sign == '\'') && !is_office(word);
    match words.as_slice() {
        [_, _, ..] => words.iter().filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).all(|word| is_name(word)),
        _ => false,
    }
}

fn is_office(word: &str) -> bool {
    OFFICE_WORDS.contains(&word) || OFFICE_WORDS.iter().any(|office| office.len() > 4 && word.contains(office))
}

/// Ensure that mailboxes are shared ones.
pub(super) fn mailboxes_are_shared(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        for (at, contact) in entry.record.contacts.iter().enumerate() {
            if let Some(email) = contact.email.as_deref().filter(|email| contact.consent.is_none() && looks_personal(email)) {
                let message = format!("`{email}` looks like a person's mailbox");
                found.push(
                    Objection::new(Code::PersonalMailbox, &entry.path, format!("contacts.{at}.email"), message)
                        .help("use a shared mailbox of the office, or add `consent = DATE` on which the person agreed"),
                );
            }
        }
        for (keys, text) in texts(&entry.record) {
            let words = text.split(|sign: char| sign.is_whitespace() || "<>()[]\",;".contains(sign));
            for email in words.map(|word| word.trim_start_matches("mailto:").trim_end_matches('.')) {
                if crate::text::is_mailbox(email) && looks_personal(email) {
                    let message = format!("the text holds `{email}`, which looks like a person's mailbox");
                    found.push(
                        Objection::new(Code::PersonalMailbox, &entry.path, keys.clone(), message)
                            .help("leave it out, or put a shared mailbox under `[[contacts]]`"),
                    );
                }
            }
        }
    }
    found
}

/// Ensure that telephone numbers are not people's mobiles.
pub(super) fn numbers_are_not_mobile(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut flag = |path: &FilePath, keys: String, number: &str| {
        let message = format!("`{number}` is a mobile number");
        found.push(
            Objection::new(Code::MobileNumber, path, keys, message)
                .help("use a landline or switchboard; a mobile number belongs to a person"),
        );
    };
    for entry in listed_organisations(records) {
        for (at, contact) in entry.record.contacts.iter().enumerate() {
            if let Some(phone) = contact.phone.as_deref().filter(|phone| contact.consent.is_none() && mobile_in(phone).is_some())
            {
                flag(&entry.path, format!("contacts.{at}.phone"), phone);
            }
        }
        for (keys, text) in texts(&entry.record) {
            if let Some(number) = mobile_in(text) {
                flag(&entry.path, keys, &number);
            }
        }
    }
    found
}

/// The first run of digits, spaces and dashes in a text that is a British mobile number.
fn mobile_in(text: &str) -> Option<String> {
    let mut run = String::new();
    for sign in text.chars().chain(std::iter::once('.')) {
        if sign.is_ascii_digit() || (sign == '+' && run.is_empty()) {
            run.push(sign);
        } else if !matches!(sign, ' ' | '-' | '(' | ')' | '\u{a0}') {
            let digits = run.strip_prefix("+44").map_or_else(|| run.clone(), |rest| format!("0{}", rest.trim_start_matches('0')));
            if digits.len() == 11 && digits.starts_with("07") && !digits.starts_with("070") && !digits.starts_with("076") {
                return Some(run);
            }
            run.clear();
        }
    }
    None
}

/// Ensure that contacts are roles, not people, unless consent is recorded.
pub(super) fn people_have_consented(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        for (at, contact) in entry.record.contacts.iter().enumerate().filter(|(_, contact)| contact.consent.is_none()) {
            if contact.role.split([',', ':', '(', ')', ';', '/', '\u{2013}']).any(names_person) {
                let message = format!("the contact `{}` seems to name a person", contact.role);
                found.push(
                    Objection::new(Code::NamedPerson, &entry.path, format!("contacts.{at}.role"), message)
                        .help("write the role or office only, or add `consent = DATE` on which the person agreed"),
                );
            }
        }
    }
    found
}

/// Whether a part of a contact's role reads like a name: it begins with a title, or is two or three capitalised words of
/// which none is a word for a role or office.
fn names_person(part: &str) -> bool {
    const TITLES: &[&str] =
        &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "cllr", "councillor"];
    const ROLE_WORDS: &[&str] = &[
        "assistant",
        "associate",
        "board",
        "business",
        "chair",
        "chief",
        "children",
        "children's",
        "clinical",
        "clerk",
        "company",
        "coordinator",
        "corporate",
        "deputy",
        "desk",
        "director",
        "executive",
        "head",
        "health",
        "human",
        "lead",
        "line",
        "liaison",
        "manager",
        "medical",
        "mental",
        "nhs",
        "nurse",
        "officer",
        "people",
        "point",
        "practice",
        "principal",
        "programme",
        "public",
        "regional",
        "relations",
        "resources",
        "switchboard",
        "strategy",
        "young",
    ];
    let words: Vec<&str> = part.split_whitespace().collect();
    let low = |word: &str| word.trim_end_matches('.').to_lowercase();
    if words.len() > 1 && words.first().is_some_and(|first| TITLES.contains(&low(first).as_str())) {
        return true;
    }
    let capitalised = |word: &str| {
        let mut signs = word.chars();
        signs.next().is_some_and(char::is_uppercase)
            && signs.as_str().chars().all(|sign| sign.is_lowercase() || matches!(sign, '\'' | '-'))
    };
    let of_office = |word: &str| is_office(&low(word)) || ROLE_WORDS.contains(&low(word).as_str());
    matches!(words.len(), 2 | 3) && words.iter().all(|word| capitalised(word)) && !words.iter().any(|word| of_office(word))
}

/// Ensure that nothing names an organisation that asked not to be listed.
pub(super) fn opted_out_are_not_named(records: &Records) -> Vec<Objection> {
    let out: BTreeSet<&str> = records.organisations.iter().filter(|entry| entry.record.opt_out).map(super::Entry::id).collect();
    let mut found = Vec::new();
    let mut named = |path: &FilePath, list: &str, ids: &[String]| {
        for (at, id) in ids.iter().enumerate().filter(|(_, id)| out.contains(id.as_str())) {
            let message = format!("`{id}` asked not to be listed, and this record names it");
            found.push(Objection::new(Code::OptedOut, path, format!("{list}.{at}"), message).help("delete it here"));
        }
    };
    for entry in listed_organisations(records) {
        named(&entry.path, "partners", &entry.record.partners);
    }
    for entry in &records.partnerships {
        named(&entry.path, "organisations", &entry.record.organisations);
    }
    for entry in &records.programmes {
        named(&entry.path, "left", &entry.record.left);
        named(&entry.path, "right", &entry.record.right);
    }
    for entry in &records.guide {
        for figure in crate::text::figures::find(&entry.record.body).0 {
            if figure.name == "organisation" && out.contains(figure.argument.as_str()) {
                let start = entry.record.body_at;
                let bytes = start + figure.argument_span.start..start + figure.argument_span.end;
                let message = format!("`{}` asked not to be listed, and this page names it", figure.argument);
                found.push(Objection::at_bytes(Code::OptedOut, &entry.path, bytes, message).help("delete it here"));
            }
        }
    }
    found
}

/// The free texts of a record.
fn texts(record: &OrganisationRecord) -> Vec<(String, &str)> {
    let mut texts = vec![("summary".to_owned(), record.summary.as_str()), ("group".to_owned(), record.group.as_str())];
    for (name, list) in [("offers", &record.offers), ("needs", &record.needs)] {
        texts.extend(list.iter().flatten().enumerate().map(|(at, one)| (format!("{name}.{at}.note"), one.note.as_str())));
    }
    texts.extend(record.facts.iter().enumerate().map(|(at, fact)| (format!("facts.{at}.text"), fact.text.as_str())));
    texts.retain(|(_, text)| !text.is_empty());
    texts
}
