//! Rules that keep out of the directory who asked not to be in it.

use std::collections::BTreeSet;

use super::{Objection, Records, listed_organisations};
use crate::diagnostic::Code;
use crate::folder::FilePath;

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
        for (at, need) in entry.record.needs.iter().flatten().enumerate() {
            named(&entry.path, &format!("needs.{at}.met_by"), need.met_by.as_slice());
        }
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
