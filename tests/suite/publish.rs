//! What stands in the output folder, before and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use trustbridge::disk::{self, Place, PublishError, Published};
use trustbridge::site::{Route, Site};

/// A site of the given pages: address and text.
pub(crate) fn site(pages: &[(&str, &str)]) -> Site {
    let mut site = Site::new();
    for (address, text) in pages {
        site.add_bytes(&Route::of(address), text.as_bytes().to_vec());
    }
    site
}

/// A project folder with `data/` in it.
pub(crate) fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("data")).expect("data/");
    folder
}

pub(crate) fn publish(site: &Site, root: &Path) -> Result<Published, PublishError> {
    publish_to(site, root, &root.join("public"))
}

fn publish_to(site: &Site, root: &Path, out: &Path) -> Result<Published, PublishError> {
    disk::publish(site, &Place { out, root, home: None }, &|| {})
}

/// Everything below `folder`: files with their bytes, folders and links with a word.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let kind = fs::symlink_metadata(&path).expect("its kind");
            let bytes = if kind.is_dir() {
                waiting.push(path.clone());
                b"folder".to_vec()
            } else if kind.is_symlink() {
                b"link".to_vec()
            } else {
                fs::read(&path).expect("its bytes")
            };
            found.insert(path.strip_prefix(folder).expect("inside").to_owned(), bytes);
        }
    }
    found
}

/// What stands beside the output in the project; the working folder must be gone after every build.
fn beside(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root)
        .expect("the project")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

fn refusal(answer: Result<Published, PublishError>) -> String {
    match answer {
        Err(PublishError::World(failure)) => failure.to_string(),
        other => panic!("should have been refused, but: {other:?}"),
    }
}

#[test]
fn counts_what_changed_and_leaves_nothing_beside() {
    let project = project();
    let first = publish(&site(&[("", "home"), ("a/", "a"), ("b/", "b")]), project.path()).expect("published");
    assert_eq!((first.new, first.changed, first.same, first.removed), (3, 0, 0, 0));
    let second = publish(&site(&[("", "home"), ("a/", "other"), ("c/", "c")]), project.path()).expect("published");
    assert_eq!((second.new, second.changed, second.same, second.removed), (1, 1, 1, 1));
    let out = tree(&project.path().join("public"));
    assert_eq!(out[Path::new("a/index.html")], b"other");
    assert!(!out.contains_key(Path::new("b/index.html")) && !out.contains_key(Path::new("b")));
    assert_eq!(beside(project.path()), ["data", "public"]);
}

#[test]
fn a_foreign_folder_is_refused_and_left_as_it_was() {
    let project = project();
    let out = project.path().join("public");
    fs::create_dir(&out).expect("public/");
    fs::write(out.join("thesis.txt"), "years of work").expect("a file");
    let before = tree(project.path());
    let sentence = refusal(publish(&site(&[("", "home")]), project.path()));
    assert!(sentence.contains("thesis.txt") && sentence.contains("did not make it"), "{sentence}");
    assert_eq!(tree(project.path()), before);
}
