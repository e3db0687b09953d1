//! The records that the site has already, found by their official numbers and names.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::schema::record::OrganisationRecord;
use crate::data::{FileKind, kind_of, typed};
use crate::folder::{FilePath, Folder};
use crate::model::Sector;
use crate::text::{Slug, fold};

use super::body::Scheme;

/// A record of the site.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its file.
    pub path: FilePath,
    /// Its text, byte for byte.
    pub text: String,
    /// What it says.
    pub says: OrganisationRecord,
}

impl Record {
    /// Its id.
    pub fn id(&self) -> &str {
        self.path.stem()
    }

    /// Its number in a scheme.
    pub fn code(&self, scheme: Scheme) -> Option<&str> {
        let codes = &self.says.codes;
        match scheme {
            Scheme::Gias => codes.gias_uid.as_deref(),
            Scheme::Ods => codes.ods.as_deref(),
            Scheme::Ukprn => codes.ukprn.as_deref(),
            Scheme::Companies => codes.companies_house.as_deref(),
            Scheme::Charity => codes.charity.as_deref(),
            Scheme::Name => None,
        }
    }

    /// Its sector.
    pub fn side(&self) -> Sector {
        self.says.sector
    }

    /// Whether `name` is one that it has or had.
    pub fn is_called(&self, name: &str) -> bool {
        let says = &self.says;
        let names = std::iter::once(&says.name).chain(&says.aliases).chain(&says.former_names);
        names.map(|known| same_name(known)).any(|known| known == same_name(name))
    }
}

/// The form under which two names count as the same: folded, without "the" before and "limited" behind.
pub(super) fn same_name(name: &str) -> String {
    let folded = fold(name);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    let bare = bare.strip_suffix(" limited").or_else(|| bare.strip_suffix(" ltd")).unwrap_or(bare);
    bare.to_owned()
}

/// All records of the site.
#[derive(Debug, Default)]
pub struct Records {
    all: Vec<Record>,
    by_code: BTreeMap<(Scheme, String), usize>,
    by_name: BTreeMap<(Sector, String), Vec<usize>>,
    ids: BTreeSet<String>,
}

impl Records {
    /// Reads the organisations of a folder. One that cannot be decoded is passed over: `check` has said so before.
    pub fn of(folder: &Folder) -> Self {
        let mut known = Self::default();
        for (path, bytes) in folder.iter().filter(|(path, _)| kind_of(path) == FileKind::Organisation) {
            known.ids.insert(path.stem().to_owned());
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let plain = text.trim_start_matches('\u{feff}');
            let Ok(says) = typed::<OrganisationRecord>(path.as_str(), plain) else { continue };
            known.ids.extend(says.former_ids.iter().cloned());
            known.add(Record { path: path.clone(), text: text.to_owned(), says });
        }
        known
    }

    fn add(&mut self, record: Record) {
        let at = self.all.len();
        for scheme in [Scheme::Gias, Scheme::Ods, Scheme::Ukprn, Scheme::Companies, Scheme::Charity] {
            let Some(code) = record.code(scheme) else { continue };
            // Where a closed record and an open one have one number, the open one is meant.
            let key = (scheme, code.to_owned());
            let taken = self.by_code.get(&key).is_some_and(|&other| self.all[other].says.closed.is_none());
            if !taken {
                self.by_code.insert(key, at);
            }
        }
        let names: BTreeSet<String> =
            std::iter::once(&record.says.name).chain(&record.says.aliases).map(|name| same_name(name)).collect();
        for name in names {
            self.by_name.entry((record.side(), name)).or_default().push(at);
        }
        self.all.push(record);
    }

    /// The record with this number.
    pub fn by_code(&self, scheme: Scheme, code: &str) -> Option<&Record> {
        self.by_code.get(&(scheme, code.to_owned())).map(|&at| &self.all[at])
    }

    /// The only record of a sector with this name that has no number in the scheme yet.
    pub fn by_name(&self, side: Sector, name: &str, scheme: Scheme) -> Option<&Record> {
        let found = self.by_name.get(&(side, same_name(name)))?;
        let mut fitting =
            found.iter().map(|&at| &self.all[at]).filter(|record| record.code(scheme).is_none() && record.says.closed.is_none());
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// All records, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.all.iter()
    }

    /// Gives a new organisation an id and takes it: its name, where that is taken with its town, else with its number.
    pub fn new_id(&mut self, name: &str, town: &str, code: &str) -> String {
        let base = base_id(name);
        let candidates = [join(&base, ""), join(&base, town), join(&base, code), join("organisation", code)];
        let numbered = (2_u32..1_000_000).filter_map(|count| join(&base, &format!("{code} {count}")));
        let free = candidates.into_iter().flatten().chain(numbered).find(|id| !self.ids.contains(id));
        let id = free.unwrap_or_else(|| format!("organisation-{}", self.ids.len()));
        self.ids.insert(id.clone());
        id
    }
}

/// The id that a name suggests: without "the", without the legal form, but never a single word alone.
fn base_id(name: &str) -> String {
    let bare = same_name(name);
    let short = bare.strip_suffix(" nhs foundation trust").or_else(|| bare.strip_suffix(" nhs trust")).unwrap_or(&bare);
    let short = if short.contains(' ') || short == bare { short.to_owned() } else { format!("{short} nhs") };
    let board = short.strip_suffix(" integrated care board").map(|board| board.strip_prefix("nhs ").unwrap_or(board));
    let short = board.map_or(short.clone(), |board| format!("{board} icb"));
    Slug::suggest(&short).map_or_else(String::new, |slug| slug.as_str().to_owned())
}

/// An id of a base and an ending, the base cut at a word where both are too long; `None` where that gives no id.
fn join(base: &str, ending: &str) -> Option<String> {
    let ending = Slug::suggest(ending).map(|slug| slug.as_str().to_owned()).unwrap_or_default();
    if ending.is_empty() || base.is_empty() {
        let id = if base.is_empty() { ending } else { base.to_owned() };
        return Slug::new(&id).ok().map(|slug| slug.as_str().to_owned());
    }
    let room = crate::text::LONGEST_ID.saturating_sub(ending.len() + 1);
    let mut base = base;
    while base.len() > room {
        base = base.rsplit_once('-').map_or("", |(start, _)| start);
    }
    Slug::new(format!("{base}-{ending}").trim_matches('-')).ok().map(|slug| slug.as_str().to_owned())
}
