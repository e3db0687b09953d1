//! Each academy trust gets its schools: the two extracts and the links joined by the trusts' Group UIDs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::body::{Body, Evidence};
use super::links::Heirs;
use super::outcome::{News, Note};
use super::schools::{Extract, School};
use super::site::{Site, Sites};
use super::source::SCHOOLS;

/// The schools of all trusts, as the extracts and the links say.
#[derive(Debug, Default)]
pub(super) struct Rolls {
    /// The schools, the later extract counting where two hold one.
    pub schools: Vec<School>,
    /// The date of the extract.
    pub date: Option<Date>,
    /// Whether an extract lacks columns that say something of a school.
    pub partial: bool,
    /// Which school took the place of which.
    pub heirs: Heirs,
}

impl Rolls {
    /// Adds the schools of an extract; where two extracts hold a school, the newer one counts.
    pub(super) fn add(&mut self, extract: Extract, date: Option<Date>) {
        let schools = extract.schools;
        self.partial |= extract.partial;
        let newer = date >= self.date;
        let (mut first, second) =
            if newer { (schools, std::mem::take(&mut self.schools)) } else { (std::mem::take(&mut self.schools), schools) };
        let known: BTreeSet<Option<String>> = first.iter().map(|school| school.site.urn.clone()).collect();
        first.extend(second.into_iter().filter(|school| !known.contains(&school.site.urn)));
        self.schools = first;
        self.date = self.date.max(date);
    }

    /// Gives each trust its schools. A trust without one is a draft; one founded after the extract may have schools that it
    /// does not hold yet. Answers what people should know.
    pub(super) fn share_out(self, bodies: &mut [Body], close: bool, today: Date) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.schools.is_empty() {
            return notes;
        }
        let mut by_trust: BTreeMap<String, (String, Vec<Site>)> = BTreeMap::new();
        for school in self.schools {
            let urn = school.site.urn.clone().unwrap_or_default();
            if let Some(heir) =
                self.heirs.get(&urn).filter(|heir| heir.day > self.date && heir.day.is_none_or(|day| day <= today))
            {
                let verb = if heir.merged { "became part of" } else { "was followed by" };
                let when = heir.day.map_or_else(String::new, |day| format!(" on {day}"));
                let done = if close { "it is no longer listed" } else { "it is still listed; `--close` takes it out" };
                let text =
                    format!("{} ({urn}) {verb} {} ({}){when}, say the links; {done}", school.site.name, heir.name, heir.urn);
                notes.push(Note { news: News::School, about: school.trust.clone(), text });
                if close {
                    continue;
                }
            }
            let entry = by_trust.entry(school.trust).or_insert_with(|| (school.trust_name.clone(), Vec::new()));
            entry.1.push(school.site);
        }
        let as_of = self.date.map_or_else(String::new, |date| format!(" of {date}"));
        for body in bodies.iter_mut().filter(|body| body.open) {
            let mut list = by_trust.remove(&body.code).map(|(_, list)| list).unwrap_or_default();
            list.sort_by(|a, b| (crate::text::fold(&a.name), &a.urn).cmp(&(crate::text::fold(&b.name), &b.urn)));
            if list.is_empty() {
                let later = body.opened.zip(self.date).is_some_and(|(opened, extract)| opened > extract);
                if later {
                    let text = format!("was founded after the extract of schools{as_of}, so its schools are not known");
                    notes.push(Note { news: News::NoSchools, about: body.code.clone(), text });
                } else {
                    body.draft = Some(format!("has no open or proposed school in the extract{as_of}"));
                }
                continue;
            }
            body.sites = Some(Sites { list, schools: true, partial: self.partial });
            body.evidence.push(Evidence {
                url: "https://www.get-information-schools.service.gov.uk/".to_owned(),
                title: SCHOOLS.to_owned(),
                publisher: "Department for Education".to_owned(),
                date: self.date,
                supports: vec!["sites", "serves", "place"],
            });
        }
        for (trust, (name, list)) in by_trust {
            let schools: Vec<String> =
                list.iter().map(|site| format!("{} ({})", site.name, site.urn.clone().unwrap_or_default())).collect();
            let text = format!(
                "{} of {name} has no open trust in the group records: it was left out",
                crate::text::listed(&schools.iter().map(String::as_str).collect::<Vec<_>>(), "and")
            );
            notes.push(Note { news: News::School, about: trust, text });
        }
        notes
    }
}
