//! Reads a whole folder: files to records, records to a directory, and every fault on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::parse::{Parsed, parse_or_mend, text_of, tree_of};
use super::paths;
use super::reads::{Gathered, Read, Reads, ReadsOf};
use super::typed::decoded;
use super::walk::{SiteLink, Walk};
use crate::data::decode;
use crate::data::options::Options;
use crate::data::privacy::Holds;
use crate::data::rules;
use crate::data::rules::{Entry, GuideText, Ids, Records};
use crate::data::schema::files::{self, FileKind, FixedFile, kind_of};
use crate::data::schema::form::Known;
use crate::data::schema::forms::keys_of;
use crate::data::schema::record::{
    BarriersFile, FocusAreasFile, GatewayDoorsFile, GlossaryFile, GuideHead, IcbsFile, KindsFile, PhasesFile, PrioritiesFile,
    QuestionsFile, RegionsFile, RegistersFile, RolesFile, ServicesFile,
};
use crate::data::schema::shape::Key;
use crate::data::schema::words;
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use crate::folder::{FilePath, Folder};
use crate::model::{Directory, PrintedReport, Settings};

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Everything that is known; `None` where there is an error.
    pub directory: Option<Directory>,
    /// All faults.
    pub report: Report,
    /// Links to pages of this site, to be checked once all addresses are settled.
    pub links: Vec<SiteLink>,
    /// The words of the site's vocabulary and places.
    pub known: Known,
    /// The numbers that the settings give to the matching, as they are written.
    pub matching: BTreeMap<String, f64>,
}

/// Reads all records of a folder.
pub fn load(folder: &Folder, options: Options<'_>) -> Loaded {
    load_after(folder, options, &mut Reads::last())
}

/// Reads what the matching rests on: what [`load`] gives, with a directory also where every error lies in texts that no
/// match depends on, or is that something is younger than the day that counts as today. The report holds them all the same.
pub fn load_to_match(folder: &Folder, options: Options<'_>) -> Loaded {
    load_but(folder, options, &mut Reads::last(), touches_no_match)
}

fn touches_no_match(fault: &Diagnostic) -> bool {
    let texts = ["data/guide/", FileKind::Glossary.path(), FileKind::Report.path()];
    fault.code == Code::FutureDate || texts.iter().any(|path| fault.path.starts_with(path))
}

/// What [`load`] gives, sooner: files that are as they were when `reads` was filled are not read again. Afterwards `reads`
/// holds what was read now.
pub fn load_after(folder: &Folder, options: Options<'_>, reads: &mut Reads) -> Loaded {
    load_but(folder, options, reads, |_| false)
}

/// The same, with a directory unless there is an error that is not `spared`.
fn load_but(folder: &Folder, options: Options<'_>, reads: &mut Reads, spared: fn(&Diagnostic) -> bool) -> Loaded {
    let mut gathered = Gathered::default();
    let known = known(folder);
    gathered.faults.extend(folder.refused.iter().map(refused));
    gathered.faults.extend(paths::stray(folder));
    let records = read_all(folder, &known, options, &mut gathered, reads);
    gathered.faults.extend(rules::run(&records));
    let mut report = Report::default();
    let levels = records.settings.check.clone();
    report.extend(gathered.faults);
    rules::apply_levels(&mut report, &levels);
    gathered.texts.into_iter().for_each(|(path, text)| report.remember(path, text));
    report.settle();
    let matching = records.settings.matching.clone();
    let stops = |fault: &Diagnostic| fault.severity == Severity::Error && !spared(fault);
    let directory = (!report.faults().iter().any(stops)).then(|| Directory::new(decode::parts(records, options)));
    Loaded { directory, report, links: gathered.links, known, matching }
}

fn refused(refused: &crate::folder::Refused) -> Diagnostic {
    let (code, help) = if refused.too_large {
        (Code::TooLarge, "shorten it, or move what is not a record out of this folder")
    } else {
        (Code::NotRead, "delete it, move it elsewhere, or put a regular file in its place")
    };
    Diagnostic::new(code, refused.path.clone(), None, format!("this file is not read: {}", refused.reason)).help(help)
}

/// The words of the site's vocabulary and places, without judging anything.
pub fn known(folder: &Folder) -> Known {
    let mut known = Known::default();
    words::know(folder, &mut known);
    known
}

/// Reads every file. What cannot be decoded counts as empty, so that the rules across records still say what they find:
/// nothing is built from records with an error in them.
fn read_all(folder: &Folder, known: &Known, options: Options<'_>, gathered: &mut Gathered, reads: &mut Reads) -> Records {
    let settings = read_list::<Settings>(folder, FileKind::Settings, known, gathered);
    let services = read_list::<ServicesFile>(folder, FileKind::Services, known, gathered);
    let kinds = read_list::<KindsFile>(folder, FileKind::Kinds, known, gathered);
    let focus_areas = read_list::<FocusAreasFile>(folder, FileKind::FocusAreas, known, gathered);
    let roles = read_list::<RolesFile>(folder, FileKind::Roles, known, gathered);
    let phases = read_list::<PhasesFile>(folder, FileKind::Phases, known, gathered);
    let questions = read_list::<QuestionsFile>(folder, FileKind::Questions, known, gathered);
    let priorities = read_list::<PrioritiesFile>(folder, FileKind::Priorities, known, gathered);
    let barriers = read_list::<BarriersFile>(folder, FileKind::Barriers, known, gathered);
    let regions = read_list::<RegionsFile>(folder, FileKind::Regions, known, gathered);
    let icbs = read_list::<IcbsFile>(folder, FileKind::Icbs, known, gathered);
    let doors = read_list::<GatewayDoorsFile>(folder, FileKind::GatewayDoors, known, gathered);
    let districts = super::districts::read(folder, &mut gathered.faults);
    let postcode_districts = super::postcode_districts::read(folder, &mut gathered.faults);
    let serves = super::serves::read(folder, known, &mut gathered.faults);
    let area = super::area::read(folder, &mut gathered.faults);
    remember_table(folder, gathered, files::DISTRICTS);
    remember_table(folder, gathered, files::SERVES);
    remember_table(folder, gathered, files::AREA);
    let glossary = read_list::<GlossaryFile>(folder, FileKind::Glossary, known, gathered);
    let report = read_list::<PrintedReport>(folder, FileKind::Report, known, gathered);
    let registers = read_list::<RegistersFile>(folder, FileKind::Registers, known, gathered);
    let keep = !reads.last;
    let organisations = read_records(folder, FileKind::Organisation, known, gathered, &mut reads.organisations, keep);
    let partnerships = read_records(folder, FileKind::Partnership, known, gathered, &mut reads.partnerships, keep);
    let gateways = read_records(folder, FileKind::Gateway, known, gathered, &mut reads.gateways, keep);
    let outcomes = read_records(folder, FileKind::Outcome, known, gathered, &mut reads.outcomes, keep);
    let programmes = read_records(folder, FileKind::Programme, known, gathered, &mut reads.programmes, keep);
    let guide = read_guide(folder, known, gathered);
    let lists = [
        (FileKind::Services, services.is_none()),
        (FileKind::Kinds, kinds.is_none()),
        (FileKind::Roles, roles.is_none()),
        (FileKind::Regions, regions.is_none()),
        (FileKind::Icbs, icbs.is_none()),
        (FileKind::Glossary, glossary.is_none()),
    ];
    Records {
        today: options.as_of,
        drafts: options.drafts,
        settings: settings.unwrap_or_default(),
        services: services.unwrap_or_default().service,
        kinds: kinds.unwrap_or_default().kind,
        focus_areas: focus_areas.unwrap_or_default().focus_area,
        roles: roles.unwrap_or_default().role,
        phases: phases.unwrap_or_default().phase,
        questions: questions.unwrap_or_default().question,
        priorities: priorities.unwrap_or_default().priority,
        barriers: barriers.unwrap_or_default().barrier,
        regions: regions.unwrap_or_default().region,
        icbs: icbs.unwrap_or_default().icb,
        doors: doors.unwrap_or_default(),
        districts,
        postcode_districts,
        serves,
        area,
        glossary: glossary.unwrap_or_default().term,
        registers: registers.unwrap_or_default().register,
        report: report.unwrap_or_default(),
        organisations,
        partnerships,
        gateways,
        outcomes,
        programmes,
        guide,
        ids: ids(folder),
        unread: lists.into_iter().filter_map(|(list, unread)| unread.then_some(list)).collect(),
        texts: gathered.texts.iter().cloned().collect(),
    }
}

/// Keeps the text of a table, so that its faults are drawn with their rows.
fn remember_table(folder: &Folder, gathered: &mut Gathered, path: &str) {
    let text = folder.get(path).and_then(|bytes| text_of(path, bytes).ok());
    gathered.texts.extend(text.map(|text| (path.to_owned(), text.into())));
}

/// The ids of all records that have a file, whatever it holds: who misspells a key has not removed an organisation.
fn ids(folder: &Folder) -> Ids {
    let mut ids = Ids::default();
    let refused = folder.refused.iter().filter_map(|refused| FilePath::new(&refused.path).ok());
    for path in folder.iter().map(|(path, _)| path.clone()).chain(refused) {
        match kind_of(&path) {
            FileKind::Organisation => ids.organisations.insert(path.stem().to_owned()),
            FileKind::Partnership => ids.partnerships.insert(path.stem().to_owned()),
            _ => false,
        };
    }
    ids
}

/// Reads a file of a fixed name; one that may be missing counts as empty.
fn read_list<T: DeserializeOwned>(folder: &Folder, kind: FileKind, known: &Known, gathered: &mut Gathered) -> Option<T> {
    let FixedFile { path, needed, .. } = kind.fixed();
    let empty: Arc<[u8]> = Arc::from(&b""[..]);
    let bytes = match folder.get(path) {
        Some(bytes) => bytes,
        None if needed => {
            let refused = folder.refused.iter().any(|refused| refused.path == path);
            let fault = Diagnostic::new(Code::MissingFile, path, None, "this file is missing, and every site needs it")
                .help("`trustbridge init` writes a site's folder with all files that it needs");
            gathered.faults.extend((!refused).then_some(fault));
            return None;
        }
        None => &empty,
    };
    let (record, found) = read_file::<T>(path, bytes, keys_of(kind), known);
    gathered.join(found);
    record
}

/// Reads all records of one kind in parallel, but for those that stand in `reads` as they are; their order is that of their
/// paths.
fn read_records<T: Clone + DeserializeOwned + Send + Sync>(
    folder: &Folder,
    kind: FileKind,
    known: &Known,
    gathered: &mut Gathered,
    reads: &mut ReadsOf<T>,
    keep: bool,
) -> Vec<Entry<T>> {
    let before = std::mem::take(reads).with_words(known);
    let keys = keys_of(kind);
    let files: Vec<(&FilePath, &Arc<[u8]>)> = folder.iter().filter(|(path, _)| kind_of(path) == kind).collect();
    let read = |&(path, bytes): &(&FilePath, &Arc<[u8]>)| {
        let read = before.find(path, bytes).unwrap_or_else(|| {
            let (record, found) = read_file(path.as_str(), bytes, keys, known);
            Arc::new(Read { bytes: Arc::clone(bytes), record, found })
        });
        (path.clone(), read)
    };
    let read: Vec<(FilePath, Arc<Read<T>>)> = files.par_iter().map(read).collect();
    let mut entries = Vec::with_capacity(read.len());
    if keep {
        *reads = ReadsOf::new(known, read.iter().cloned().collect());
    }
    for (path, read) in read {
        let Read { record, found, .. } = Arc::unwrap_or_clone(read);
        gathered.join(found);
        if let Some(fault) = paths::copy_of(folder, &path) {
            // What is wrong with the copy is only that it is one, so it takes no part in anything else.
            gathered.faults.push(fault);
            continue;
        }
        gathered.faults.extend(paths::bad_id(&path));
        entries.extend(record.map(|record| Entry { path, record }));
    }
    entries
}

/// Reads one TOML file: text, tree, shape, record. The record is there only where nothing in the file is wrong.
fn read_file<T: DeserializeOwned>(path: &str, bytes: &[u8], keys: &[Key], known: &Known) -> (Option<T>, Gathered) {
    let mut found = Gathered::default();
    let text = match text_of(path, bytes) {
        Ok(text) => text,
        Err(fault) => {
            found.faults.push(*fault);
            return (None, found);
        }
    };
    let record = read_toml::<T>(path, &text, &text, keys, known, &mut found);
    found.texts.push((path.to_owned(), text.into()));
    (record, found)
}

/// Reads the TOML of a file; `text` is the whole file, for places, `toml` the part that is TOML, at the same places.
fn read_toml<T: DeserializeOwned>(
    path: &str,
    text: &str,
    toml: &str,
    keys: &[Key],
    known: &Known,
    found: &mut Gathered,
) -> Option<T> {
    let mut walk = Walk::new(path, text, known);
    let tree = match parse_or_mend(path, toml) {
        Parsed::Good(tree) => tree,
        Parsed::Faulty(mended) => {
            walk.document(tree_of(&mended.text).get_ref(), keys);
            // What seems to be missing may only be unreadable.
            found.faults.extend(walk.faults.into_iter().filter(|fault| fault.code != Code::MissingKey));
            found.faults.extend(mended.faults);
            found.links.extend(walk.links);
            return None;
        }
    };
    walk.document(tree.get_ref(), keys);
    found.faults.extend(walk.faults);
    found.links.extend(walk.links);
    if found.faults.iter().any(|fault| fault.severity == Severity::Error) {
        return None;
    }
    match decoded(tree) {
        Ok(record) => Some(record),
        Err(error) => {
            let message = error.message().lines().next().unwrap_or("this record cannot be read").to_owned();
            found.faults.push(Diagnostic::new(Code::WrongType, path, error.span(), message));
            None
        }
    }
}

/// Reads the guide: a TOML head between lines of `+++`, then Markdown.
fn read_guide(folder: &Folder, known: &Known, gathered: &mut Gathered) -> Vec<Entry<GuideText>> {
    let mut entries = Vec::new();
    for (path, bytes) in folder.iter().filter(|(path, _)| kind_of(path) == FileKind::Guide) {
        gathered.faults.extend(paths::bad_id(path));
        let text = match text_of(path.as_str(), bytes) {
            Ok(text) => text,
            Err(fault) => {
                gathered.faults.push(*fault);
                continue;
            }
        };
        let mut found = Gathered::default();
        if let Some((head, body_at)) = split_head(&text) {
            // The head keeps its place in the file when everything before it is blanked.
            let padded = format!("{}{}", text[..head.start].replace('+', " "), &text[head.clone()]);
            let record = read_toml::<GuideHead>(path.as_str(), &text, &padded, keys_of(FileKind::Guide), known, &mut found);
            let body = text[body_at..].to_owned();
            let mut walk = Walk::new(path.as_str(), &text, known);
            walk.markdown(&body, &(body_at..text.len()), false);
            walk.add_personal(&body, &(body_at..text.len()), Holds::Words);
            walk.add_damage(&body, &(body_at..text.len()));
            walk.add_hidden(&body, &(body_at..text.len()));
            found.faults.extend(walk.faults);
            found.links.extend(walk.links);
            entries.extend(record.map(|head| Entry { path: path.clone(), record: GuideText { head, body, body_at } }));
        } else {
            found.faults.push(
                Diagnostic::new(
                    Code::MissingHead,
                    path.as_str(),
                    0..text.lines().next().map_or(0, str::len),
                    "the page has no head",
                )
                .help(
                    "begin the file with a line `+++`, then `title = \"...\"` and `section = \"page\"`, then another line `+++`",
                ),
            );
        }
        found.texts.push((path.to_string(), text.into()));
        gathered.join(found);
    }
    entries
}

/// Where the head stands, and where the body begins.
pub(in crate::data) fn split_head(text: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let first = text.find('\n')?;
    if text[..first].trim_end() != "+++" {
        return None;
    }
    let mut at = first + 1;
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((first + 1..at, at + line.len()));
        }
        at += line.len();
    }
    None
}
