//! What changed between two states of a site's folder, in plain English: for whoever reviews a pull request and does not
//! read TOML.

mod plain;
mod rows;
mod sentences;

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use crate::data::read::load::split_head;
use crate::data::read::parse::text_of;
use crate::data::schema::files::{FileKind, kind_of};
use crate::data::schema::form::{Form, Known};
use crate::data::schema::forms::keys_of;
use crate::data::write::draft::former_ids;
use crate::folder::{FilePath, Folder};
use crate::text::counted;
pub use plain::one_line;
use plain::one_line_each;

/// What changed in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file as it is now, or as it was where it is gone.
    pub path: String,
    /// What it is of: "Dudley Group (organisation)".
    pub title: String,
    /// Sentences, the most important first.
    pub sentences: Vec<String>,
}

/// What changed from `old` to `new`, in the order of the paths.
pub fn differences(old: &Folder, new: &Folder, known: &Known) -> Vec<Difference> {
    let mut moved: BTreeMap<&FilePath, &FilePath> = BTreeMap::new();
    let gone: BTreeSet<&FilePath> = old.iter().map(|(path, _)| path).filter(|path| new.get(path.as_str()).is_none()).collect();
    for (path, bytes) in
        new.iter().filter(|(path, _)| kind_of(path) == FileKind::Organisation && old.get(path.as_str()).is_none())
    {
        let ids = former_ids(path, bytes);
        let is_the_same = |other: &&&FilePath| {
            kind_of(other) == FileKind::Organisation && (ids.iter().any(|id| id == other.stem()) || other.stem() == path.stem())
        };
        if let Some(from) = gone.iter().find(is_the_same) {
            moved.insert(path, from);
        }
    }
    let left: BTreeSet<&FilePath> = moved.values().copied().collect();
    let paths: BTreeSet<&FilePath> =
        old.iter().chain(new.iter()).map(|(path, _)| path).filter(|path| !left.contains(*path)).collect();
    let mut found = Vec::new();
    for path in paths {
        let before = moved.get(path).copied().unwrap_or(path);
        let (was, is) = (old.get(before.as_str()), new.get(path.as_str()));
        if was == is && before == path {
            continue;
        }
        let reader = Reader { path, known };
        let mut difference = reader.compare(was.map(|bytes| &**bytes), is.map(|bytes| &**bytes));
        if before != path {
            difference.sentences.insert(0, format!("The record moves from `{before}` to `{path}`."));
        }
        found.push(difference);
    }
    found.extend(refused(old, new));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Files that stand there and are not read, or were not.
fn refused(old: &Folder, new: &Folder) -> Vec<Difference> {
    let say = |path: &str, sentence: String| {
        let path = one_line(path);
        Difference { title: path.clone(), path, sentences: vec![sentence] }
    };
    let is_new = new.refused.iter().filter(|one| !old.refused.contains(one));
    let gone = old.refused.iter().filter(|one| !new.refused.iter().any(|other| other.path == one.path));
    is_new
        .map(|one| say(&one.path, format!("The file is not read: {}.", one_line(&one.reason))))
        .chain(gone.map(|one| say(&one.path, format!("The file was not read: {}.", one_line(&one.reason)))))
        .collect()
}

/// Compares two states of one file.
struct Reader<'a> {
    path: &'a FilePath,
    known: &'a Known,
}

/// A file, taken apart.
struct State {
    table: Table,
    /// The text of a guide page.
    body: String,
}

impl Reader<'_> {
    fn compare(&self, was: Option<&[u8]>, is: Option<&[u8]>) -> Difference {
        let noun = noun(kind_of(self.path));
        let title = |name: Option<String>| match (name, noun) {
            (Some(name), noun) if !noun.is_empty() => format!("{name} ({noun})"),
            _ => self.path.to_string(),
        };
        let plain = |name: Option<String>, sentence: &str| Difference {
            path: self.path.to_string(),
            title: title(name),
            sentences: vec![sentence.to_owned()],
        };
        if noun.is_empty() {
            return Difference { path: self.path.to_string(), title: title(None), sentences: self.of_file(was, is) };
        }
        let states = (was.map(|bytes| self.read(bytes)), is.map(|bytes| self.read(bytes)));
        match states {
            (Some(Some(old)), Some(Some(new))) => {
                Difference { path: self.path.to_string(), title: title(name_of(&new.table)), sentences: self.changes(&old, &new) }
            }
            (None | Some(None), Some(Some(ref new))) => {
                let mut difference = plain(name_of(&new.table), "The record is new.");
                difference.sentences.extend(self.introduction(new));
                difference
            }
            (Some(Some(old)), None) => plain(name_of(&old.table), "The record is removed, and its page with it."),
            _ => plain(None, "The file cannot be read; `trustbridge check` says where it is broken."),
        }
    }

    fn read(&self, bytes: &[u8]) -> Option<State> {
        let text = text_of(self.path.as_str(), bytes).ok()?;
        if kind_of(self.path) != FileKind::Guide {
            return Some(State { table: one_line_each(toml::from_str(&text).ok()?), body: String::new() });
        }
        let (head, body) = split_head(&text)?;
        Some(State { table: one_line_each(toml::from_str(&text[head]).ok()?), body: text[body..].to_owned() })
    }

    fn changes(&self, old: &State, new: &State) -> Vec<String> {
        let mut sentences = sentences::of_tables(keys_of(kind_of(self.path)), self.known, Some(&old.table), &new.table);
        if old.body != new.body {
            sentences.push(lines_changed(&old.body, &new.body));
        }
        if sentences.is_empty() {
            sentences.push("Only its layout or its comments change.".to_owned());
        }
        sentences
    }

    /// A file that is no record: a theme's, a table of places, or what does not belong here.
    fn of_file(&self, was: Option<&[u8]>, is: Option<&[u8]>) -> Vec<String> {
        let mut sentences = vec![
            match (was, is) {
                (None, _) => "The file is new.",
                (_, None) => "The file is removed.",
                _ => "The file changes.",
            }
            .to_owned(),
        ];
        if self.path.is_in("themes") && is.is_some() {
            sentences.push("It becomes part of every page: review it as you would review a program.".to_owned());
        }
        if let Some(bytes) = is.filter(|_| self.path.ending() == "csv") {
            let cannot = || vec!["Its rows cannot be compared: their first cells do not tell them apart.".to_owned()];
            sentences.extend(rows::of_rows(was, bytes).unwrap_or_else(cannot));
        }
        sentences
    }

    /// All that a new record says.
    fn introduction(&self, new: &State) -> Vec<String> {
        let mut table = new.table.clone();
        let mut sentences = Vec::new();
        let is_draft = table.get("draft").and_then(toml::Value::as_bool) == Some(true);
        table.retain(|key, _| !(matches!(key, "name" | "title") || key == "draft" && is_draft));
        if let Some(kind) = table.get("kind").and_then(toml::Value::as_str).map(str::to_owned) {
            let town = table.get_mut("place").and_then(|place| place.as_table_mut()?.remove("town"));
            sentences.push(format!(
                "It is listed as {}{}.",
                self.label(Form::Kind, &kind),
                town.as_ref().and_then(toml::Value::as_str).map(|town| format!(" in {town}")).unwrap_or_default()
            ));
            table.remove("kind");
            // The folder says it, and `check` holds the two to each other.
            table.remove("sector");
        }
        sentences.extend(sentences::of_tables(keys_of(kind_of(self.path)), self.known, None, &table));
        if !new.body.is_empty() {
            sentences.push(format!("Its text has {}.", counted(new.body.lines().count(), "line", None)));
        }
        if is_draft {
            sentences.push("It is a draft and is not published yet.".to_owned());
        }
        sentences
    }

    fn label(&self, form: Form, id: &str) -> String {
        sentences::label(self.known, form, id)
    }
}

fn noun(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Organisation => "organisation",
        FileKind::Partnership => "partnership",
        FileKind::Gateway => "gateway",
        FileKind::Outcome => "outcome",
        FileKind::Programme => "programme",
        FileKind::Guide => "guide page",
        FileKind::Settings => "settings",
        FileKind::Other | FileKind::Stray => "",
        _ => "list",
    }
}

fn name_of(table: &Table) -> Option<String> {
    ["name", "title", "icb"].iter().find_map(|key| table.get(*key)?.as_str()).map(str::to_owned)
}

/// How many lines of a text come and go.
fn lines_changed(old: &str, new: &str) -> String {
    let count = |text: &str| {
        let mut lines: BTreeMap<String, i64> = BTreeMap::new();
        text.lines().for_each(|line| *lines.entry(line.trim_end().to_owned()).or_default() += 1);
        lines
    };
    let (was, is) = (count(old), count(new));
    let more = |from: &BTreeMap<String, i64>, to: &BTreeMap<String, i64>| -> i64 {
        to.iter().map(|(line, number)| (number - from.get(line).copied().unwrap_or_default()).max(0)).sum()
    };
    match (more(&was, &is), more(&is, &was)) {
        (0, 0) => "The lines of its text change places.".to_owned(),
        (new, gone) => {
            let lines = |count: i64| counted(usize::try_from(count).unwrap_or_default(), "line", None);
            format!("Its text changes: {} new or changed, {} gone.", lines(new), lines(gone))
        }
    }
}
