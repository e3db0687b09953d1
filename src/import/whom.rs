//! Whom a code means today: bodies that merged, districts that ended.

use std::collections::{BTreeMap, BTreeSet};

use super::table::Table;
use crate::diagnostic::Diagnostic;
use crate::model::{Directory, Organisation, Reach};

/// Bodies and districts by their codes, and what was asked for and is not there.
#[derive(Debug)]
pub struct Whom<'a> {
    directory: &'a Directory,
    bodies: BTreeMap<&'a str, &'a Organisation>,
    districts: BTreeMap<&'a str, &'a str>,
    successors: BTreeMap<String, BTreeSet<String>>,
    /// Codes of bodies that have no record.
    pub unknown: BTreeSet<String>,
    /// Bodies that cannot have the role, by name.
    pub unfit: BTreeSet<String>,
    /// Codes of bodies that several others followed, with those.
    pub parted: BTreeSet<String>,
    /// Codes of districts that the site does not know.
    pub elsewhere: BTreeSet<String>,
    /// Districts of which one school alone is given to a body that works elsewhere, with its name.
    pub lone: BTreeSet<String>,
}

impl<'a> Whom<'a> {
    /// Everything that the records say of codes.
    pub fn of(directory: &'a Directory) -> Self {
        let mut bodies: BTreeMap<&str, &Organisation> = BTreeMap::new();
        let open = || directory.organisations.iter().filter(|one| one.closed.is_none());
        for one in open().chain(directory.organisations.iter().filter(|one| one.closed.is_some())) {
            if let Some(code) = &one.codes.ods {
                bodies.entry(code).or_insert(one);
            }
        }
        for one in open() {
            for code in &one.codes.former_ods {
                bodies.entry(code).or_insert(one);
            }
        }
        let mut districts = BTreeMap::new();
        for district in &directory.places.districts {
            for code in std::iter::once(&district.code).chain(&district.former_codes) {
                districts.insert(code.as_str(), district.code.as_str());
            }
        }
        let (unknown, unfit, parted, elsewhere, lone) = Default::default();
        Self { directory, bodies, districts, successors: BTreeMap::new(), unknown, unfit, parted, elsewhere, lone }
    }

    /// Also follows the predecessors that a list names: columns `ods_code` and `predecessor_codes`, the latter separated by
    /// semicolons; or `predecessor_ods` and `successor_ods`; or the `parent_ods` and `current_trust_ods` of hospitals.
    pub fn follow(&mut self, table: &Table, faults: &mut Vec<Diagnostic>) {
        let code = table.needed(&["successor_ods", "current_trust_ods", "ods_code"], faults);
        let former = table.needed(&["predecessor_codes", "predecessor_ods", "parent_ods"], faults);
        table.rows(table.header().len(), faults, &mut |row, faults| {
            let (code, former) = (row.cell(code, faults), row.cell(former, faults));
            for old in former.split(';').map(str::trim).filter(|old| !old.is_empty() && *old != code) {
                self.successors.entry(old.to_owned()).or_default().insert(code.clone());
            }
        });
    }

    /// The code that a district has now; one that is not known is noted.
    pub fn district(&mut self, code: &str) -> Option<String> {
        let now = self.districts.get(code).map(|&now| now.to_owned());
        if now.is_none() {
            self.elsewhere.insert(code.to_owned());
        }
        now
    }

    /// The id of the body that has this code, or took over from it, where it can have the role; others are noted.
    pub fn body(&mut self, code: &str, role: &str) -> Option<String> {
        let one = match self.find(code).as_slice() {
            [] => {
                self.unknown.insert(code.to_owned());
                return None;
            }
            [one] => *one,
            several => {
                let names: Vec<&str> = several.iter().map(|one| one.id.as_str()).collect();
                self.parted.insert(format!("{code} ({})", names.join(", ")));
                return None;
            }
        };
        let words = &self.directory.vocabulary;
        let nowhere = self.directory.roles_of(one).iter().any(|&role| words[role].reach == Reach::Nowhere);
        let fits = words.roles.find(role).is_some_and(|role| words[one.kind].may_hold(role));
        if nowhere || !fits {
            self.unfit.insert(one.name.clone());
            return None;
        }
        Some(one.id.clone())
    }

    /// Whether a body works in a district by its own record. Where it does not, that is noted of its one school there.
    pub fn works_in(&mut self, id: &str, code: &str) -> bool {
        let directory = self.directory;
        let district = directory.places.districts.numbered().find(|(_, district)| district.code == code);
        let (Some(body), Some((at, district))) = (directory.find(id), district) else { return true };
        let one = &directory[body];
        let works = one.serves.districts.contains(&at) || district.boards.iter().any(|board| one.place.icbs.contains(board));
        if !works {
            self.lone.insert(format!("{} ({})", district.name, one.name));
        }
        works
    }

    /// Everybody who has this code or took over from it, each once: a body that was parted has several heirs, and nobody
    /// knows which of them serves what it served.
    fn find(&self, code: &str) -> Vec<&'a Organisation> {
        let mut found: BTreeMap<&str, &'a Organisation> = BTreeMap::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut left = vec![code];
        while let Some(code) = left.pop() {
            if let Some(&one) = self.bodies.get(code) {
                found.extend(self.open(one).map(|one| (one.id.as_str(), one)));
            } else if let Some((_, next)) = self.successors.get_key_value(code).filter(|(code, _)| seen.insert(code)) {
                left.extend(next.iter().map(String::as_str));
            }
        }
        found.into_values().collect()
    }

    /// The organisation itself, or who took over from it.
    fn open(&self, one: &'a Organisation) -> Option<&'a Organisation> {
        let mut one = one;
        for _ in 0..self.directory.organisations.len() {
            match &one.closed {
                None => return Some(one),
                Some(closure) => one = &self.directory[closure.successor?],
            }
        }
        None
    }

    /// The id of the organisation that a cell of the table of shares names: an id, or a code.
    pub fn named(&self, text: &str) -> Option<&'a str> {
        let by_id = self.directory.find(text).map(|at| self.directory[at].id.as_str());
        by_id.or_else(|| match self.find(text).as_slice() {
            [one] => Some(one.id.as_str()),
            _ => None,
        })
    }
}
