//! Whole small sites with their expected output.
//!
//! Each folder of `tests/sites` holds `data/` and `expected/`: `addresses.txt` lists every file of the built site (hashes
//! left out), and every other file is a page reduced to what a reader sees: `organisations/ID/index.txt` is the page
//! `organisations/ID/index.html` with links written as `[words](address)`. A file in `expected/` without a page fails. Run with
//! `UPDATE=1` to write what is built now, then read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use trustbridge::disk;
use trustbridge::model::Date;
use trustbridge::pipeline::{self, Options};

/// Pages that are compared in words; all others are compared by their address only.
const COMPARED: &[&str] =
    &["index.html", "organisations/", "services/", "places/", "partnerships/", "guide/", "focus/", "insights/index.html"];

fn sites() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

/// The site at `root` as text: addresses and pages by path.
fn built(root: &Path) -> BTreeMap<String, String> {
    let folder = disk::read(root).expect("the site can be read");
    let options = Options { as_of: Date::constant(2026, 11, 22), drafts: false, portable: false, base_url: None };
    let built = pipeline::build(&folder, &options, &mut |_| {});
    let site = built.site.unwrap_or_else(|| panic!("{}", built.report.human(false)));
    let mut texts = BTreeMap::new();
    let mut addresses = String::new();
    for file in site.files() {
        let path = file.as_str();
        addresses.push_str(&without_hash(path));
        addresses.push('\n');
        let page = path.strip_suffix(".html").filter(|_| COMPARED.iter().any(|start| path.starts_with(start)));
        if let Some(stem) = page {
            let bytes = site.render(file).expect("a listed file is there").unwrap_or_else(|fault| panic!("{path}: {fault:?}"));
            texts.insert(format!("{stem}.txt"), read_aloud(&String::from_utf8(bytes).expect("pages are UTF-8")));
        }
    }
    let mut lines: Vec<&str> = addresses.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    texts.insert("addresses.txt".to_owned(), lines.join("\n") + "\n");
    texts
}

/// `assets/site.0123abcd.css` and the folder of the search without what changes with their content.
fn without_hash(path: &str) -> String {
    let is_hash = |part: &str| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts: Vec<String> = path
        .split('/')
        .map(|part| part.split('.').map(|piece| if is_hash(piece) { "HASH" } else { piece }).collect::<Vec<_>>().join("."))
        .collect();
    parts.join("/")
}

/// What a reader sees between `<main` and `</main>`: a line for each block, links with where they lead.
fn read_aloud(html: &str) -> String {
    let start = html.find("<main").unwrap_or(0);
    let end = html.find("</main>").unwrap_or(html.len());
    let mut out = String::new();
    let mut links = Vec::new();
    let mut rest = &html[start..end];
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
        let tag = &rest[open..close];
        let name: String = tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        match (name.as_str(), tag.starts_with("</")) {
            ("a", false) => {
                links.push(attribute(tag, "href").unwrap_or_default());
                out.push('[');
            }
            ("a", true) => {
                out.push_str("](");
                out.push_str(&links.pop().unwrap_or_default());
                out.push(')');
            }
            ("span" | "strong" | "em" | "b" | "i" | "abbr" | "time" | "code" | "bdi", _) => {}
            ("h1" | "h2" | "h3" | "h4", false) => {
                out.push('\n');
                out.push_str(&"#".repeat(usize::from(name.as_bytes()[1] - b'0')));
                out.push(' ');
            }
            ("li", false) => out.push_str("\n- "),
            _ => out.push('\n'),
        }
        rest = &rest[close..];
    }
    out.push_str(rest);
    let tidy = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    tidy.filter(|line| !line.is_empty() && line != "-").collect::<Vec<_>>().join("\n") + "\n"
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(tag[from..].split('"').next()?.to_owned())
}

fn files_below(folder: &Path) -> BTreeMap<String, String> {
    fn walk(base: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                walk(base, &path, found);
            } else {
                let name = path.strip_prefix(base).expect("it lies below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("expected files are UTF-8"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

fn check(name: &str) {
    let root = sites().join(name);
    let expected = root.join("expected");
    let now = built(&root);
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (path, text) in &now {
            let file = expected.join(path);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a folder can be made");
            fs::write(file, text).expect("a file can be written");
        }
        return;
    }
    let wanted = files_below(&expected);
    assert!(!wanted.is_empty(), "{name} has no expected output; run with UPDATE=1");
    for (path, text) in &wanted {
        let found = now.get(path).unwrap_or_else(|| panic!("{name}: `{path}` is expected, and no such page was built"));
        if text != found {
            let at = text
                .lines()
                .zip(found.lines())
                .position(|(a, b)| a != b)
                .unwrap_or_else(|| text.lines().count().min(found.lines().count()));
            let line = |text: &str| text.lines().nth(at).unwrap_or("(nothing)").to_owned();
            panic!("{name}: `{path}` differs at line {}:\n  expected {}\n  found    {}", at + 1, line(text), line(found));
        }
    }
    let unexpected: Vec<&String> = now.keys().filter(|path| !wanted.contains_key(*path)).collect();
    assert!(unexpected.is_empty(), "{name}: these pages are not expected: {unexpected:?}");
}

#[test]
fn the_smallest_site() {
    check("smallest");
}

#[test]
fn one_of_each() {
    check("one-of-each");
}

#[test]
fn what_must_not_be_published_is_nowhere() {
    let root = sites().join("one-of-each");
    let folder = disk::read(&root).expect("the site can be read");
    let options = Options { as_of: Date::constant(2026, 11, 22), drafts: false, portable: false, base_url: None };
    let site = pipeline::build(&folder, &options, &mut |_| {}).site.expect("the site is sound");
    for file in site.files() {
        let bytes = site.render(file).expect("a listed file is there").unwrap_or_else(|fault| panic!("{file}: {fault:?}"));
        let text = String::from_utf8_lossy(&bytes);
        for word in ["Unlisted Synthetic", "asked-to-leave", "Unfinished Synthetic", "draft-schools"] {
            assert!(!text.contains(word) && !file.as_str().contains(word), "{file} holds `{word}`");
        }
        assert!(file.ending() != "html" || !text.contains("<b>made up</b>"), "{file} holds HTML from a record");
    }
}
