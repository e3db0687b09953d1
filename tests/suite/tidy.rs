//! The house keeps its own law: who may import whom, what is never here, how long a file may be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may import whom. Anything not in a row is forbidden.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("folder", &[]),
    ("text", &[]),
    ("geo", &[]),
    ("model", &["geo"]),
    ("diagnostic", &["folder", "text"]),
    ("site", &["model", "diagnostic", "folder", "text"]),
    ("data", &["model", "diagnostic", "folder", "text", "geo"]),
    ("serving", &["model", "geo"]),
    ("matching", &["model", "geo", "serving", "text"]),
    ("insight", &["model", "matching", "serving"]),
    ("wording", &["model", "matching", "serving", "insight", "diagnostic", "text"]),
    ("disk", &["site", "folder", "diagnostic"]),
    ("serve", &["site", "folder", "text"]),
    ("search", &["model", "site", "text", "wording", "geo"]),
    ("export", &["model", "matching", "serving", "insight", "site", "text", "wording"]),
    ("theme", &["model", "site", "diagnostic", "folder", "text", "wording"]),
    (
        "render",
        &["theme", "model", "matching", "serving", "insight", "search", "site", "diagnostic", "folder", "text", "geo", "wording"],
    ),
    ("import", &["model", "data", "diagnostic", "folder", "text", "geo"]),
    ("workbook", &["model", "data", "import", "diagnostic", "folder", "text"]),
    (
        "pipeline",
        &[
            "model",
            "data",
            "matching",
            "serving",
            "insight",
            "theme",
            "render",
            "search",
            "export",
            "site",
            "diagnostic",
            "folder",
            "text",
            "wording",
        ],
    ),
    (
        "cli",
        &[
            "pipeline",
            "disk",
            "serve",
            "import",
            "theme",
            "workbook",
            "matching",
            "serving",
            "wording",
            "data",
            "diagnostic",
            "export",
            "insight",
            "model",
            "site",
            "folder",
            "text",
        ],
    ),
];

/// Words that only one room may name.
const ONE_ROOM: &[(&str, &[&str])] = &[
    ("std::fs", &["disk"]),
    ("std::net", &["serve"]),
    ("toml::", &["data", "wording"]),
    ("toml_edit::", &["data", "import", "workbook"]),
    ("rust_xlsxwriter::", &["workbook"]),
    ("calamine::", &["workbook"]),
    ("minijinja::", &["theme", "render"]),
    ("elasticlunr::", &["search"]),
    ("clap::", &["cli"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("SystemTime::now", &["cli"]),
    ("Instant::now", &["cli"]),
    ("std::env::", &["cli"]),
    ("HashMap", &[]),
    ("HashSet", &["site"]),
    ("todo!(", &[]),
    ("unimplemented!(", &[]),
    ("dbg!(", &[]),
];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 80;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `folder` with its room, in path order.
pub(crate) fn sources(folder: &str) -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the source folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let base = root().join(folder);
    let mut paths = Vec::new();
    walk(&base, &mut paths);
    paths.sort();
    let with_room = paths.into_iter().map(|path| {
        let relative = path.strip_prefix(&base).expect("it lies below").to_owned();
        let first = relative.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("sources are UTF-8");
        (first.trim_end_matches(".rs").to_owned(), relative, text)
    });
    with_room.collect()
}

/// Source lines without the unit tests at the foot of the file.
pub(crate) fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\n").next().unwrap_or(text)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn rooms_import_only_what_they_may() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut faults = Vec::new();
    for (room, path, text) in sources("src") {
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = table.get(room.as_str()).unwrap_or_else(|| panic!("the room `{room}` has no row in the table"));
        for (number, line) in without_tests(&text).lines().enumerate().filter(|(_, line)| !is_comment(line)) {
            for part in line.split("crate::").skip(1) {
                let other: String = part.chars().take_while(|sign| sign.is_ascii_lowercase() || *sign == '_').collect();
                if !other.is_empty() && other != room && !allowed.contains(&other.as_str()) && table.contains_key(other.as_str())
                {
                    faults.push(format!("{}:{}: `{room}` may not import `{other}`", path.display(), number + 1));
                }
            }
            let own = line.contains("crate::") || line.contains("super::");
            if line.trim_start().starts_with("use ") && own && line.contains("::*") {
                faults.push(format!("{}:{}: no imports by a star", path.display(), number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    let mut faults = Vec::new();
    for (room, path, text) in sources("src") {
        for (number, line) in without_tests(&text).lines().enumerate().filter(|(_, line)| !is_comment(line)) {
            for (word, rooms) in ONE_ROOM {
                let named = line.match_indices(word).any(|(at, _)| {
                    !line[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_' || sign == ':')
                        || word.ends_with("!(")
                });
                if named && !rooms.contains(&room.as_str()) {
                    faults.push(format!("{}:{}: `{word}` does not belong here", path.display(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_and_functions_stay_short() {
    let mut faults = Vec::new();
    for (_, path, text) in sources("src") {
        let lines: Vec<&str> = without_tests(&text).lines().collect();
        if lines.len() > LONGEST_FILE {
            faults.push(format!("{}: {} lines, more than {LONGEST_FILE}", path.display(), lines.len()));
        }
        let mut open: Option<(usize, String)> = None;
        for (number, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let starts = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "const fn "]
                .iter()
                .any(|word| line.trim_start().starts_with(word));
            if starts && open.is_none() {
                open = Some((number, " ".repeat(indent) + "}"));
            }
            if let Some((start, end)) = &open
                && (*line == end.as_str() || (number == *start && line.trim_end().ends_with('}')))
            {
                if number - start > LONGEST_FUNCTION {
                    faults.push(format!("{}:{}: a function of {} lines", path.display(), start + 1, number - start));
                }
                open = None;
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_dependency_says_why() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest can be read");
    let mut section = "";
    let mut faults = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.contains("dependencies") && line.contains(" = ") && !line.contains('#') && !line.starts_with('#') {
            faults.push(format!("a dependency without its reason: {line}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_names_a_machine() {
    let mut faults = Vec::new();
    for folder in ["src", "tests/suite"] {
        for (_, path, text) in sources(folder) {
            for (number, line) in text.lines().enumerate() {
                let words = [["/work", "/"].concat(), ["/home", "/"].concat(), ["/ro", "ot/"].concat()];
                if words.iter().any(|word| line.contains(word.as_str())) {
                    faults.push(format!("{folder}/{}:{}: a path of one machine", path.display(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
