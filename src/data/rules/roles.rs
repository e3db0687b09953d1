//! Rules for what bodies are for, and for needs that somebody meets.

use super::{FileKind, Objection, Records};
use crate::data::schema::record::KindRecord;
use crate::diagnostic::Code;
use crate::model::{Sector, Status};

/// Ensure that no organisation has a role that its kind cannot have.
pub(super) fn roles_fit_their_kind(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    if records.unread.contains(&FileKind::Kinds) {
        return found;
    }
    for entry in &records.organisations {
        let Some(kind) = records.kinds.iter().find(|kind| kind.id == entry.record.kind) else { continue };
        for (at, role) in entry.record.roles.iter().flatten().enumerate() {
            if let Err(help) = may_hold(kind, role) {
                let message = format!("an organisation of the kind `{}` cannot have the role `{role}`", kind.id);
                found.push(Objection::new(Code::BadValue, &entry.path, format!("roles.{at}"), message).help(help));
            } else if entry.record.roles.iter().flatten().take(at).any(|other| other == role) {
                let message = format!("the role `{role}` stands twice");
                found.push(Objection::new(Code::ListedTwice, &entry.path, format!("roles.{at}"), message).help("delete one"));
            }
        }
    }
    found
}

/// Whether organisations of a kind may have a role.
///
/// # Errors
/// What they may have instead.
pub(super) fn may_hold(kind: &KindRecord, role: &str) -> Result<(), String> {
    let allowed = match &kind.other_roles {
        _ if kind.roles.iter().any(|one| one == role) => true,
        Some(others) => others.iter().any(|one| one == role),
        None => kind.sector != Sector::School,
    };
    if allowed {
        return Ok(());
    }
    let all: Vec<&str> = kind.roles.iter().chain(kind.other_roles.iter().flatten()).map(String::as_str).collect();
    Err(if all.is_empty() {
        "it can have no role; roles are for those who serve schools in a place".to_owned()
    } else {
        format!("it can have: {}; correct the kind or the role", all.join(", "))
    })
}

/// Ensure that a need that is met says who meets it, and that nothing else does.
pub(super) fn met_needs_name_who_meets_them(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in &records.organisations {
        for (at, offer) in entry.record.offers.iter().flatten().enumerate() {
            let met = offer.status == Status::Met;
            if met || offer.met_by.is_some() {
                let keys = format!("offers.{at}.{}", if met { "status" } else { "met_by" });
                let message = format!("`{}` is an offer, and only a need can be met", offer.service);
                found.push(
                    Objection::new(Code::BadValue, &entry.path, keys, message)
                        .help("allowed for an offer: now, may, past, not-known, without `met_by`"),
                );
            }
        }
        for (at, need) in entry.record.needs.iter().flatten().enumerate() {
            let met = need.status == Status::Met;
            if met && need.met_by.is_none() {
                let message = format!("`{}` is met, but nobody is named who meets it", need.service);
                found.push(
                    Objection::new(Code::MissingKey, &entry.path, format!("needs.{at}.status"), message)
                        .help("add `met_by = \"ID\"` with the id of the organisation that meets it"),
                );
            }
            if !met && need.met_by.is_some() {
                let message = format!("`{}` names who meets it, but its status does not say that it is met", need.service);
                found.push(
                    Objection::new(Code::BadValue, &entry.path, format!("needs.{at}.met_by"), message)
                        .help("write `status = \"met\"`, or delete `met_by`"),
                );
            }
            if need.met_by.as_deref() == Some(entry.id()) {
                let message = format!("`{}` names itself as who meets its need", entry.id());
                found.push(
                    Objection::new(Code::OwnPartner, &entry.path, format!("needs.{at}.met_by"), message)
                        .help("delete the need: what it does itself, it does not need"),
                );
            }
        }
    }
    found
}
