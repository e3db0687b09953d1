//! Rules for the tables of places: districts, and who serves them.

use std::collections::BTreeMap;

use super::named::{Named, is_closed};
use super::roles::may_hold;
use super::{FileKind, Objection, Records};
use crate::data::read::serves::{ServesRow, first_day};
use crate::data::schema::files;
use crate::diagnostic::Code;
use crate::folder::FilePath;
use crate::model::Reach;
use crate::text::nearest;

fn objection(path: &str, span: &std::ops::Range<usize>, code: Code, message: String) -> Objection {
    let path = FilePath::new(path).expect("a fixed path is well formed");
    Objection::at_bytes(code, &path, span.clone(), message)
}

/// Ensure that rows name organisations that exist, that can have the role, and a day that has come.
pub(super) fn rows_name_what_exists(records: &Records) -> Vec<Objection> {
    let named = Named::new(&records.organisations);
    let mut found = Vec::new();
    for row in &records.serves {
        let mut object = |code: Code, message: String, help: Option<String>| {
            found.push(objection(files::SERVES, &row.span, code, message).maybe_help(help));
        };
        if let Some(day) = first_day(&row.date).filter(|&day| day > records.today) {
            object(Code::FutureDate, format!("{day} has not come yet"), Some(format!("today is {}", records.today)));
        }
        if let Some(role) = records.roles.iter().find(|role| role.id == row.role) {
            let why = match role.reach {
                Reach::District => None,
                Reach::Footprint => {
                    Some("whoever works in the area of a care board serves all of it: `icbs` of its record says which")
                }
                Reach::Nowhere => Some("it serves no place in particular"),
            };
            if let Some(why) = why {
                object(Code::BadValue, format!("the role `{}` has no rows here", row.role), Some(why.to_owned()));
            }
        }
        let Some(entry) = named.find(&row.organisation) else {
            if !row.organisation.is_empty() && !records.ids.organisations.contains(&row.organisation) {
                let near = nearest(&row.organisation, named.names()).map(|near| format!("did you mean `{near}`?"));
                object(Code::UnknownOrganisation, format!("there is no organisation `{}`", row.organisation), near);
            }
            continue;
        };
        if entry.record.opt_out {
            object(Code::OptedOut, format!("`{}` asked not to be listed", entry.id()), Some("delete the row".to_owned()));
        }
        let unreadable = entry.record.successor.as_ref().is_some_and(|next| records.ids.organisations.contains(next));
        if is_closed(entry) && !unreadable {
            let help = format!("name who took over under `successor` in `{}`, or delete the row", entry.path);
            object(Code::UnknownOrganisation, format!("the organisation `{}` has ended", row.organisation), Some(help));
        }
        let nowhere = |role: &&String| records.roles.iter().any(|one| one.id == **role && matches!(one.reach, Reach::Nowhere));
        let of_kind = records.kinds.iter().find(|kind| kind.id == entry.record.kind).map(|kind| &kind.roles);
        if let Some(role) = entry.record.roles.as_ref().or(of_kind).and_then(|roles| roles.iter().find(nowhere)) {
            let message = format!("`{}` has the role `{role}`, and so serves no place in particular", entry.id());
            let help = format!("give its record `roles` without `{role}` if it does, or delete the row");
            object(Code::BadValue, message, Some(help));
        }
        let kind = records.kinds.iter().find(|kind| kind.id == entry.record.kind && !records.unread.contains(&FileKind::Kinds));
        if let Some(Err(help)) = kind.map(|kind| may_hold(kind, &row.role)) {
            let message =
                format!("`{}` cannot have the role `{}`, being of the kind `{}`", entry.id(), row.role, entry.record.kind);
            object(Code::BadValue, message, Some(help));
        }
    }
    found
}

/// Ensure that nobody stands twice for one role and district, and that shares do not add up to more than everybody.
pub(super) fn shares_are_parts_of_a_whole(records: &Records) -> Vec<Objection> {
    /// Published shares are rounded, and a school may count for two teams.
    const MOST: f64 = 1.02;
    let mut places: BTreeMap<(&str, &str), Vec<&ServesRow>> = BTreeMap::new();
    for row in &records.serves {
        places.entry((&row.role, &row.district)).or_default().push(row);
    }
    let mut found = Vec::new();
    for ((role, district), rows) in places {
        let mut sum = 0.0;
        let mut over = false;
        for (at, row) in rows.iter().enumerate() {
            if !row.organisation.is_empty() && rows[..at].iter().any(|other| other.organisation == row.organisation) {
                let message = format!("`{}` stands twice for `{role}` in `{district}`", row.organisation);
                found.push(objection(files::SERVES, &row.span, Code::ListedTwice, message).help("delete one of the two rows"));
            }
            sum += row.share.unwrap_or(0.0);
            if sum > MOST && !over {
                over = true;
                let message = format!("with this row, the shares of `{role}` in `{district}` add up to {sum:.3}");
                found.push(objection(files::SERVES, &row.span, Code::BadValue, message).help(
                    "the shares of one role in one district are parts of one whole: at most 1, and 1.02 for what rounding does",
                ));
            }
        }
    }
    found
}

/// Ensure that districts name regions, and care boards in force.
pub(super) fn districts_lie_somewhere(records: &Records) -> Vec<Objection> {
    let regions: Vec<&str> = records.regions.iter().map(|one| one.id.as_str()).collect();
    let boards: Vec<&str> = records.icbs.iter().filter(|one| one.closed.is_none()).map(|one| one.id.as_str()).collect();
    let mut found = Vec::new();
    for row in &records.districts {
        let region = (!row.region.is_empty()).then_some(row.region.as_str());
        let words = region.map(|id| ("region", FileKind::Regions, id, &regions)).into_iter();
        let words = words.chain(row.boards.iter().map(|id| ("care board in force", FileKind::Icbs, id.as_str(), &boards)));
        for (noun, list, id, allowed) in words {
            if !records.unread.contains(&list) && !allowed.contains(&id) {
                let near = nearest(id, allowed.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                let message = format!("there is no {noun} `{id}`");
                found.push(objection(files::DISTRICTS, &row.span, Code::UnknownTerm, message).maybe_help(near));
            }
        }
    }
    found
}
