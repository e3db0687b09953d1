//! `trustbridge stale`: what is due for review, by owner, with wording ready to send.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Global, Stop, read, say, say_json, show, today};
use crate::data;
use crate::data::FileKind;
use crate::insight::{Tier, tier};
use crate::model::{Contact, Directory, Organisation, Review, Settings};
use crate::site::address;
use crate::text::{self, counted};

/// Arguments of `stale`.
#[derive(Debug, Args)]
pub struct StaleArguments {
    /// How the list is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Only what this role checks, as `by` under `[review]` says it
    #[arg(long, value_name = "ROLE")]
    pub owner: Option<String>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// How the list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A letter to each owner.
    Human,
    /// A row for each record, with a letter to the organisation itself.
    Csv,
    /// The same as an object: `as_of`, and `due` with an object for each record.
    Json,
}

/// A record that is due.
struct Waiting<'a> {
    owner: &'a str,
    /// "organisation", "partnership", "guide page", "gateway".
    what: &'static str,
    name: String,
    file: String,
    /// Its address in the site; empty where it has no page of its own.
    address: String,
    checked: Option<Date>,
    due: Option<Date>,
    contact: Option<&'a Contact>,
}

/// Lists what is due. That something is due is no fault: the command ends well.
pub(super) fn run(global: &Global, arguments: &StaleArguments) -> Result<(), Stop> {
    let today = today::today(arguments.as_of);
    let loaded = data::load(&read(global)?, data::Options { as_of: today, drafts: false, base_url: None });
    let Some(directory) = loaded.directory else {
        show(&loaded.report);
        return Err(Stop::Faults);
    };
    let mut waiting = waiting(&directory, today);
    if let Some(owner) = &arguments.owner {
        waiting.retain(|one| text::fold(one.owner) == text::fold(owner));
    }
    match arguments.format {
        Format::Csv => say(&String::from_utf8_lossy(&csv(&directory.settings, &waiting, today))),
        Format::Json => {
            let due: Vec<Value> = waiting.iter().map(|one| object(&directory.settings, one, today)).collect();
            say_json(&format!("{:#}", json!({"as_of": today.to_string(), "due": due})));
        }
        Format::Human => {
            say(&letters(&directory.settings, &waiting, today));
            if arguments.owner.is_none() {
                say(&registers(&directory));
            }
        }
    }
    Ok(())
}

/// A line for each register from which records were made that nobody has looked at: a newer import serves them all at once.
fn registers(directory: &Directory) -> String {
    let mut counts: BTreeMap<(&str, Option<Date>), usize> = BTreeMap::new();
    for one in directory.organisations.iter().filter(|one| one.closed.is_none() && one.is_imported()) {
        if let Some(source) = one.sources.first() {
            *counts.entry((&source.title, source.date)).or_default() += 1;
        }
    }
    let lines = counts.into_iter().map(|((title, date), count)| {
        let of = date.map_or_else(String::new, |date| format!(" of {}", long(date)));
        format!("{} from {title}{of}: import a newer one.\n", text::grouped(count))
    });
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("\nFrom registers alone, looked at by nobody yet:\n{lines}") }
}

/// What is due: by owner, then those never checked, then the longest due.
fn waiting(directory: &Directory, today: Date) -> Vec<Waiting<'_>> {
    let settings = &directory.settings;
    let mut found = Vec::new();
    let entry = |review, what, name: &str, file: &str, address: String, contact| Waiting {
        owner: owner_of(settings, review),
        what,
        name: name.to_owned(),
        file: file.to_owned(),
        address,
        checked: review.checked,
        due: review.due(settings),
        contact,
    };
    for one in directory.organisations.iter().filter(|one| one.closed.is_none() && !one.is_imported()) {
        let address = address::organisation(&one.id);
        found.push((&one.review, entry(&one.review, "organisation", &one.name, &one.file, address, contact_of(one))));
    }
    for one in &directory.partnerships {
        let address = address::partnership(&one.id);
        found.push((&one.review, entry(&one.review, "partnership", &one.name, &one.file, address, None)));
    }
    for one in &directory.guide {
        let address = address::guide(&one.id);
        found.push((&one.review, entry(&one.review, "guide page", &one.title, &one.file, address, None)));
    }
    for one in &directory.gateways {
        let (name, file) = match one.icb {
            Some(icb) => (directory.places[icb].name.clone(), format!("data/gateways/{}.toml", one.id)),
            None => ("Doors that every place has".to_owned(), FileKind::GatewayDoors.path().to_owned()),
        };
        found.push((&one.review, entry(&one.review, "gateway", &name, &file, String::new(), None)));
    }
    let mut waiting: Vec<Waiting<'_>> =
        found.into_iter().filter(|(review, _)| tier(settings, review, today) != Tier::Fresh).map(|(_, one)| one).collect();
    waiting.sort_by(|a, b| (a.owner, a.checked.is_some(), a.due, &a.file).cmp(&(b.owner, b.checked.is_some(), b.due, &b.file)));
    waiting
}

/// Who checks a record: the role that checked it last, else whoever runs the site.
fn owner_of<'a>(settings: &'a Settings, review: &'a Review) -> &'a str {
    match (review.by.as_str(), settings.owner.as_str()) {
        ("", "") => "Nobody named yet",
        ("", owner) => owner,
        (by, _) => by,
    }
}

/// The contact to ask: one with a mailbox before one without.
fn contact_of(one: &Organisation) -> Option<&Contact> {
    let mut ways = one.contacts.iter().filter(|contact| contact.is_for_partners());
    ways.clone().find(|contact| contact.email.is_some()).or_else(|| ways.next())
}

fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn last_check(one: &Waiting<'_>) -> String {
    match (one.checked, one.due) {
        (None, _) => "never checked".to_owned(),
        (Some(checked), Some(due)) => format!("last checked on {}, due since {}", long(checked), long(due)),
        (Some(checked), None) => format!("last checked on {}", long(checked)),
    }
}

fn place(settings: &Settings, one: &Waiting<'_>) -> Option<String> {
    settings.base_url.as_ref().filter(|_| !one.address.is_empty()).map(|base| format!("{base}{}", one.address))
}

/// One letter for each owner.
fn letters(settings: &Settings, waiting: &[Waiting<'_>], today: Date) -> String {
    if waiting.is_empty() {
        return format!("Nothing is due for review on {}.\n", long(today));
    }
    let mut by_owner: BTreeMap<&str, Vec<&Waiting<'_>>> = BTreeMap::new();
    for one in waiting {
        by_owner.entry(one.owner).or_default().push(one);
    }
    let records = counted(waiting.len(), "record", None);
    let owners = counted(by_owner.len(), "owner", None);
    let verb = if waiting.len() == 1 { "is" } else { "are" };
    let mut out = format!("{records} of {owners} {verb} due for review on {}.\n", long(today));
    for (owner, theirs) in by_owner {
        let count = counted(theirs.len(), "record", None);
        let verb = if theirs.len() == 1 { "is" } else { "are" };
        let _ = write!(
            out,
            "\nTo: {owner}\nSubject: {count} in {} {verb} due for a check\n\nThe entries below have waited for their check. Please follow the sources of each, correct what has changed, \
             and set `checked` under `[review]` to the day of your check. Where nothing has changed, the new day alone is worth having.\n\n",
            settings.title
        );
        for one in theirs {
            let _ = writeln!(out, "- {} ({}): {}", one.name, one.what, last_check(one));
            let _ = writeln!(out, "  {}", place(settings, one).unwrap_or_else(|| one.file.clone()));
            if let Some(contact) = one.contact {
                let way = contact.email.as_deref().or(contact.phone.as_deref()).or(contact.url.as_deref()).unwrap_or_default();
                let _ = writeln!(out, "  ask: {}, {way}", contact.role);
            }
        }
    }
    out
}

/// What a row says, in the order of its columns.
const HEADER: [&str; 13] = [
    "owner",
    "what",
    "name",
    "file",
    "page",
    "checked",
    "due",
    "days_overdue",
    "contact_role",
    "contact_email",
    "contact_other",
    "subject",
    "message",
];

/// A row for each record.
fn csv(settings: &Settings, waiting: &[Waiting<'_>], today: Date) -> Vec<u8> {
    text::csv::write(&HEADER, waiting.iter().map(|one| row(settings, one, today)))
}

/// A row as an object; what is not known is `null`.
fn object(settings: &Settings, one: &Waiting<'_>, today: Date) -> Value {
    let value = |(key, text): (&str, String)| match (key, text.parse::<i64>()) {
        ("days_overdue", Ok(days)) => (key.to_owned(), json!(days)),
        _ => (key.to_owned(), if text.is_empty() { Value::Null } else { json!(text) }),
    };
    HEADER.into_iter().zip(row(settings, one, today)).map(value).collect()
}

fn row(settings: &Settings, one: &Waiting<'_>, today: Date) -> Vec<String> {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let late = one.due.and_then(|due| today.since(due).ok()).map(|span| span.get_days().to_string()).unwrap_or_default();
    let contact = |read: fn(&Contact) -> Option<&str>| one.contact.and_then(read).unwrap_or_default().to_owned();
    vec![
        one.owner.to_owned(),
        one.what.to_owned(),
        one.name.clone(),
        one.file.clone(),
        place(settings, one).unwrap_or_default(),
        day(one.checked),
        day(one.due),
        late,
        contact(|contact| Some(&contact.role)),
        contact(|contact| contact.email.as_deref()),
        contact(|contact| contact.phone.as_deref().or(contact.url.as_deref())),
        format!("Is the entry of {} in {} still right?", one.name, settings.title),
        message(settings, one),
    ]
}

/// What to write to the organisation itself.
fn message(settings: &Settings, one: &Waiting<'_>) -> String {
    let page = place(settings, one).map(|page| format!(" at {page}")).unwrap_or_default();
    let checked =
        one.checked.map_or_else(|| "has not been checked yet".to_owned(), |day| format!("was last checked on {}", long(day)));
    let sender = if settings.owner.is_empty() { &settings.title } else { &settings.owner };
    let back = settings.contact.email.as_ref().map(|email| format!(" Please answer to {email}.")).unwrap_or_default();
    format!(
        "Dear colleague, the entry of {}{page} {checked}. Could you look at it and tell us what has changed: what you offer, what you need, whom to contact? \
         A reply of one line is enough, also if all of it is still right. If you would rather not be listed, say so and we take the entry down.{back} With thanks, {sender}",
        one.name
    )
}
