//! A list of NHS trusts or care boards with what their register leaves out: the published type, the website, names in use,
//! predecessors, and the mailboxes for the press and for requests under the Freedom of Information Act.
//!
//! Columns: `ods_code`, `name`; and `alt_names`, `trust_type`, `trust_subtype`, `icb_ods_code`, `website`,
//! `predecessor_codes`, `comms_email`, `foi_email`; of a care board also `comms_source_url`, `foi_source_url`. Lists in a cell are separated by semicolons.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};

use super::body::{Body, Contact, Evidence, Scheme, filled, is_ods, number};
use super::keys::Keys;
use super::known::same_name;
use super::table::{Row, Table};
use crate::data::FileKind;
use crate::model::Sector;

/// The title under which a record names such a list.
pub(super) const LIST: &str = "List of NHS trusts and care boards: types, websites, shared mailboxes";
/// Where the list is kept.
const HOME: &str = "https://github.com/Davewest84/nhs-trust-icb-data";

/// Label of the page on which a care board says how to reach it.
const CONTACT_PAGE: &str = "Contact page";

/// Labels under which a record keeps a mailbox that is no way to a partnership.
const PRESS: &str = "Press office";
const REQUESTS: &str = "Freedom of information requests";

/// How the address of a page ends that tells anybody how to reach a body, and not only the press.
const CONTACT_PAGES: &[&str] = &["/contact", "/contact-us", "/general-enquiries"];

/// A row of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    code: String,
    name: String,
    board_list: bool,
    kinds: Vec<String>,
    aliases: Vec<String>,
    board: Option<String>,
    website: Option<String>,
    predecessors: Vec<String>,
    contacts: Vec<Contact>,
}

impl Listed {
    /// Whether it is a care board: a list of boards has no column for the type of a trust.
    pub(super) fn is_board(&self) -> bool {
        self.board_list
    }
}

/// Whether a table is such a list.
pub(super) fn is(table: &Table) -> bool {
    let types = table.column(&["trust_type"]).is_some() || table.column(&["foi_email"]).is_some();
    table.column(&["ods_code"]).is_some() && table.column(&["name"]).is_some() && types
}

/// The rows of a list. A website that several bodies share is that of a partner who publishes for them: it is left out for
/// all of them, and said.
pub(super) fn read(table: &Table, faults: &mut Vec<Diagnostic>) -> Vec<Listed> {
    let mut list: Vec<(Listed, std::ops::Range<usize>)> = Vec::new();
    let mut keys = Keys::of("the ODS code");
    let column = table.column(&["ods_code"]).unwrap_or_default();
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let one = listed(table, row, faults).filter(|one| keys.is_new(row, column, &one.code, faults));
        list.extend(one.map(|one| (one, row.span())));
    });
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (one, _)) in list.iter().enumerate() {
        one.website.iter().for_each(|site| hosts.entry(site.clone()).or_default().push(at));
    }
    for (site, shared) in hosts.into_iter().filter(|(_, shared)| shared.len() > 1) {
        let owner = shared.iter().copied().filter(|&at| owns(&list[at].0, &site)).collect::<Vec<_>>();
        for at in shared.iter().copied().filter(|at| owner != [*at]) {
            let (one, span) = &mut list[at];
            one.website = None;
            let message = format!("{} shares the website {site} with another body", one.name);
            let fault = Diagnostic::new(Code::RegisterRow, table.path.clone(), span.clone(), message);
            faults.push(fault.help("it was left out; write the body's own website into its record"));
        }
    }
    leave_names_to_their_bodies(&mut list, table, faults);
    list.into_iter().map(|(one, _)| one).collect()
}

/// Takes from a body the names of another: whose row holds the name of another body as one of its own has got that body's names
/// by mistake.
fn leave_names_to_their_bodies(list: &mut [(Listed, std::ops::Range<usize>)], table: &Table, faults: &mut Vec<Diagnostic>) {
    let names: Vec<(String, Vec<String>)> =
        list.iter().map(|(one, _)| (short(&one.name), one.aliases.iter().map(|alias| same_name(alias)).collect())).collect();
    let owner: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    for (at, (one, span)) in list.iter_mut().enumerate() {
        let others: Vec<usize> = one
            .aliases
            .iter()
            .filter_map(|alias| owner.get(short(alias).as_str()).copied())
            .filter(|&other| other != at)
            .collect();
        let is_anothers = |alias: &String| {
            others.iter().any(|&other| names[other].0 == short(alias) || names[other].1.contains(&same_name(alias)))
        };
        let (taken, kept): (Vec<String>, Vec<String>) = std::mem::take(&mut one.aliases).into_iter().partition(is_anothers);
        one.aliases = kept;
        if !taken.is_empty() {
            let message = format!("{} has names of another body among its own: {}", one.name, taken.join(", "));
            let fault = Diagnostic::new(Code::RegisterRow, table.path.clone(), span.clone(), message);
            faults.push(fault.help("they were left out"));
        }
    }
}

/// Whether the host of a website is made of the first letters of a body's name, as `www.nlg.nhs.uk` is.
fn owns(one: &Listed, site: &str) -> bool {
    let host = site.split("://").nth(1).unwrap_or(site).trim_start_matches("www.");
    let label = host.split('.').next().unwrap_or_default();
    let words: Vec<String> =
        same_name(&one.name).split(' ').filter(|word| *word != "and" && *word != "of").map(str::to_owned).collect();
    let letters: String = words.iter().filter_map(|word| word.chars().next()).collect();
    label.chars().count() > 2 && (letters.starts_with(label) || words.concat().starts_with(label))
}

fn listed(table: &Table, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Option<Listed> {
    let mut unread: Vec<(&str, String)> = Vec::new();
    let mut text = |name: &str| table.column(&[name]).and_then(|column| filled(row.cell(column, faults)));
    let Some(name) = text("name") else {
        faults.push(row.fault(table.column(&["name"])?, "the row has no name").help("the row was left out"));
        return None;
    };
    let items = |cell: Option<String>| -> Vec<String> {
        let cell = cell.unwrap_or_default();
        cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    };
    let aliases = items(text("alt_names"));
    let (predecessors, others): (Vec<String>, Vec<String>) =
        items(text("predecessor_codes")).into_iter().partition(|code| is_ods(code));
    unread.extend(others.into_iter().map(|code| ("predecessor_codes", code)));
    let kind = text("trust_type").unwrap_or_default();
    let kinds = kinds(&kind, &text("trust_subtype").unwrap_or_default(), &name);
    if !kind.is_empty() && kinds.is_empty() {
        unread.push(("trust_type", kind));
    }
    let mut fitting = |column: &'static str, fits: fn(&str) -> bool| match text(column) {
        Some(cell) if !fits(&cell) => {
            unread.push((column, cell));
            None
        }
        cell => cell,
    };
    let website = fitting("website", crate::text::is_web_address).map(with_slash);
    let mut mailbox =
        |role, column| fitting(column, |mailbox| mailbox.contains('@')).map(|value| Contact { role, key: "email", value });
    let mailboxes = [mailbox(PRESS, "comms_email"), mailbox(REQUESTS, "foi_email")];
    let board_list = table.column(&["trust_type"]).is_none();
    let page = ["comms_source_url", "foi_source_url"].into_iter().filter(|_| board_list).find_map(&mut text);
    let page = page.filter(|page| CONTACT_PAGES.iter().any(|end| page.trim_end_matches('/').ends_with(end)));
    let page = page.filter(|page| crate::text::is_web_address(page));
    let page = page.map(|value| Contact { role: CONTACT_PAGE, key: "url", value });
    let board = text("icb_ods_code");
    for (column, cell) in unread {
        let at = table.column(&[column]).unwrap_or_default();
        faults.push(row.fault(at, format!("`{cell}` does not fit `{column}`")).help("it was left out"));
    }
    let code = number(row, table.column(&["ods_code"])?, is_ods, "an ODS code", faults)?;
    Some(Listed {
        code,
        name,
        board_list,
        kinds,
        aliases,
        board,
        website,
        predecessors,
        contacts: page.into_iter().chain(mailboxes.into_iter().flatten()).collect(),
    })
}

fn with_slash(address: String) -> String {
    let bare = address.matches('/').count() == 2;
    if bare { format!("{address}/") } else { address }
}

/// Kinds of a trust of a published type, the best first. A type that covers several kinds is told apart by the subtype or
/// by the name, and where neither says more the narrower kind stands.
fn kinds(kind: &str, subtype: &str, name: &str) -> Vec<String> {
    let community = crate::text::fold(name).contains("community");
    let found: &[&str] = match kind.to_lowercase().as_str() {
        "acute" if community => &["acute-and-community-trust", "acute-trust", "nhs-trust"],
        "acute" if subtype.ends_with("Specialist") => &["specialist-trust", "acute-trust", "nhs-trust"],
        "acute" => &["acute-trust", "nhs-trust"],
        "acute_specialist" => &["specialist-trust", "nhs-trust"],
        "mental_health" if community => &["mental-health-and-community-trust", "mental-health-trust", "nhs-trust"],
        "mental_health" => &["mental-health-trust", "nhs-trust"],
        "community" => &["community-trust", "nhs-trust"],
        "ambulance" => &["ambulance-trust", "nhs-trust"],
        "digital" => &["national-nhs-trust", "nhs-trust"],
        _ => &[],
    };
    found.iter().map(|kind| (*kind).to_owned()).collect()
}

/// Adds what a list knows to the bodies of the register; a trust that only the list holds becomes a body of its own.
/// A predecessor's name is that of the closed body with its code, where the register still holds it.
pub(super) fn join(list: Vec<Listed>, bodies: &mut Vec<Body>, date: Option<jiff::civil::Date>, faults: &mut Vec<Diagnostic>) {
    let names: BTreeMap<String, String> = bodies.iter().map(|body| (body.code.clone(), body.name.clone())).collect();
    for one in list {
        let known = bodies.iter().position(|body| body.scheme == Scheme::Ods && body.code == one.code);
        if known.is_none() && one.is_board() {
            let message = format!("`data/places/icbs.toml` has no board {} ({}), so it was left out", one.name, one.code);
            faults.push(Diagnostic::new(Code::RegisterRow, FileKind::Icbs.path(), None, message));
            continue;
        }
        let at = known.unwrap_or_else(|| {
            let mut body = Body::new(Scheme::Ods, one.code.clone(), one.name.clone(), Sector::Nhs);
            body.codes = vec![("ods", one.code.clone())];
            body.kinds = vec!["nhs-trust".to_owned()];
            bodies.push(body);
            bodies.len() - 1
        });
        let body = &mut bodies[at];
        let trust = !one.is_board();
        if !one.kinds.is_empty() {
            body.kinds = one.kinds;
            body.kind_note = None;
        }
        body.board = body.board.take().or(one.board);
        body.website = body.website.take().or(one.website);
        body.former_names.extend(one.predecessors.iter().filter_map(|code| names.get(code).cloned()));
        body.former_codes.extend(one.predecessors);
        let taken = |name: &String| {
            let plain = short(name);
            let is_town = plain == same_name(&body.town) && !same_name(&body.name).contains(&plain);
            is_town || plain == short(&body.name) || body.former_names.iter().any(|former| plain == short(former))
        };
        body.aliases.extend(one.aliases.into_iter().filter(|alias| !taken(alias)));
        body.contacts.extend(one.contacts);
        let supports = ["kind", "website", "aliases", "contacts"];
        body.evidence.push(Evidence {
            url: HOME.to_owned(),
            title: LIST.to_owned(),
            publisher: String::new(),
            date,
            supports: supports.into_iter().filter(|part| trust || *part != "kind").collect(),
        });
    }
}

/// A name without the legal form, by which an alias adds nothing.
fn short(name: &str) -> String {
    let same = same_name(name);
    let ends = [" nhs foundation trust", " nhs trust", " foundation trust", " integrated care board", " icb"];
    let bare = ends.iter().find_map(|end| same.strip_suffix(end)).unwrap_or(&same);
    bare.strip_prefix("nhs ").unwrap_or(bare).to_owned()
}
