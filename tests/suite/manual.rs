//! The manual under `docs/`: pages that are made from the program are current, every page stands in the summary, every link
//! leads somewhere, and mdBook builds it. The commands that it shows are run by `manual_commands.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::manual_made;

/// The folder of the manual.
pub(crate) fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The pages of the manual by name, `first-hour.md`, in order.
pub(crate) fn pages() -> Vec<(String, String)> {
    let entries = fs::read_dir(docs()).expect("the manual");
    let mut pages: Vec<(String, String)> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("a page"))
        })
        .collect();
    pages.sort();
    pages
}

/// Where links lead, and what the headings are called in addresses.
fn links_and_anchors(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors, mut heading) = (Vec::new(), BTreeSet::new(), None::<String>);
    for event in Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let words = heading.take().unwrap_or_default().to_lowercase();
                let kept = words.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
                anchors.insert(kept.collect::<String>().replace(' ', "-"));
            }
            _ => {}
        }
    }
    (links, anchors)
}

#[test]
fn pages_that_are_made_from_the_program_are_current() {
    let update = std::env::var_os("UPDATE").is_some();
    for (name, text) in manual_made::pages() {
        let path = docs().join(name);
        if update {
            fs::write(&path, &text).expect("the page can be written");
        }
        let there = fs::read_to_string(&path).unwrap_or_default();
        assert!(there == text, "docs/{name} is not current: UPDATE=1 cargo test --test suite manual writes it again");
    }
}

#[test]
fn every_page_is_in_the_summary_and_every_link_leads_somewhere() {
    let pages = pages();
    let (listed, _) = links_and_anchors(&pages.iter().find(|(name, _)| name == "SUMMARY.md").expect("a summary").1);
    let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    let there: BTreeSet<&str> = pages.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "SUMMARY.md").collect();
    assert_eq!(listed, there);
    for (name, text) in &pages {
        let (links, own) = links_and_anchors(text);
        for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            assert!(file.is_empty() || docs().join(file).is_file(), "docs/{name}: nothing stands at `{link}`");
            let anchors = match pages.iter().find(|(other, _)| other == file) {
                Some((_, other)) => links_and_anchors(other).1,
                None => own.clone(),
            };
            assert!(anchor.is_empty() || anchors.contains(anchor), "docs/{name}: there is no heading for `{link}`");
        }
    }
}

#[test]
fn the_front_door_leads_to_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "starter/README.md", "starter/CONTRIBUTING.md"] {
        let text = fs::read_to_string(root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let folder = root.join(name).parent().expect("a folder").to_owned();
        for link in links_and_anchors(&text).0.iter().filter(|link| !link.contains("://")) {
            let file = link.split('#').next().unwrap_or_default();
            assert!(file.is_empty() || folder.join(file).exists(), "{name}: nothing stands at `{link}`");
        }
    }
}

/// Each promise of SECURITY.md names the test that holds it.
#[test]
fn the_tests_that_hold_a_promise_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promises = fs::read_to_string(root.join("SECURITY.md")).expect("it is there");
    let named: Vec<&str> =
        promises.split('`').skip(1).step_by(2).filter(|word| word.starts_with("tests/") || word.starts_with("fuzz/")).collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        let (file, test) = name.split_once("::").unwrap_or((name, ""));
        assert!(root.join(file).exists(), "SECURITY.md: nothing stands at `{file}`");
        if !test.is_empty() {
            let source = fs::read_to_string(root.join(file)).expect("a text");
            assert!(source.contains(&format!("#[test]\nfn {test}()")), "SECURITY.md: `{file}` has no test `{test}`");
        }
    }
}

#[test]
fn mdbook_builds_the_manual() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/venv/bin/mdbook");
    if !program.is_file() {
        return eprintln!("skipped: mdBook is not installed; `tests/run rust` installs it");
    }
    let out = tempfile::tempdir().expect("a folder");
    let built = Command::new(program).arg("build").arg("--dest-dir").arg(out.path()).arg(docs()).output().expect("mdBook starts");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success() && !said.contains("WARN") && !said.contains("ERROR"), "{said}");
    for (name, _) in pages().iter().filter(|(name, _)| !["SUMMARY.md", "README.md"].contains(&name.as_str())) {
        assert!(out.path().join(name).with_extension("html").is_file(), "{name} is not in the book");
    }
    assert!(out.path().join("index.html").is_file());
}
