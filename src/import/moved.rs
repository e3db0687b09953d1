//! Schools that another trust runs now, or that the extract no longer holds, against the records of the site.

use std::collections::BTreeMap;

use super::body::Body;
use super::known::Records;
use super::outcome::{News, Note};

/// What people should know of schools that changed their trust. Says nothing where no extract of schools was given.
pub fn moved(records: &Records, bodies: &[Body]) -> Vec<Note> {
    let mut now: BTreeMap<&str, &Body> = BTreeMap::new();
    for body in bodies {
        let schools = body.sites.iter().filter(|sites| sites.schools).flat_map(|sites| &sites.list);
        now.extend(schools.filter_map(|school| Some((school.urn.as_deref()?, body))));
    }
    if now.is_empty() {
        return Vec::new();
    }
    let mut notes = Vec::new();
    for record in records.iter().filter(|record| record.says.closed.is_none()) {
        for school in &record.says.sites {
            let Some(urn) = school.urn.as_deref() else { continue };
            let name = format!("{} ({urn})", school.name);
            let Some(body) = now.get(urn) else {
                let text = format!("{name} is not open in the extract, or has no trust there");
                notes.push(Note { news: News::School, about: record.id().to_owned(), text });
                continue;
            };
            let is_same = records.by_code(body.scheme, &body.code).is_some_and(|other| other.id() == record.id())
                || record.code(body.scheme) == Some(body.code.as_str());
            if !is_same {
                let text = format!("{name} moved from {} to {}, says the register", record.says.name, body.name);
                notes.push(Note { news: News::School, about: record.id().to_owned(), text });
            }
        }
    }
    notes
}
