//! The same input gives the same bytes, whatever the order of reading and the number of threads.

use std::collections::BTreeMap;

use rayon::ThreadPoolBuilder;
use trustbridge::disk;
use trustbridge::folder::Folder;
use trustbridge::model::Date;
use trustbridge::pipeline::{self, Options};

use crate::{project, synthetic_site};

fn options() -> Options {
    Options {
        as_of: Date::constant(2026, 11, 26),
        drafts: false,
        portable: false,
        base_url: Some("https://example.org/t/".to_owned()),
    }
}

/// Every file of the site that `folder` becomes.
fn built(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let built = pipeline::build(folder, &options(), &mut |_| {});
    let site = built.site.unwrap_or_else(|| panic!("{}", built.report.human(false)));
    site.files()
        .map(|file| {
            let bytes = site.render(file).expect("a listed file is there").unwrap_or_else(|fault| panic!("{fault:?}"));
            (file.to_string(), bytes)
        })
        .collect()
}

fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "these files differ: {differing:?}");
}

#[test]
fn the_real_site_is_the_same_twice_and_on_one_thread_and_on_four() {
    let folder = project::folder();
    let first = built(&folder);
    assert!(first.len() > 200, "the real site has many pages, not {}", first.len());
    for threads in [1, 2, 4] {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool can be made");
        assert_same(&first, &pool.install(|| built(&folder)));
    }
}

#[test]
fn the_order_of_reading_changes_nothing() {
    let disk_folder = tempfile::tempdir().expect("a temporary folder can be made");
    synthetic_site::write(disk_folder.path(), 60, 7);
    let folder = disk::read(disk_folder.path()).expect("the folder can be read");
    let first = built(&folder);
    let mut backward = Folder::new();
    let files: Vec<_> = folder.iter().map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    files.into_iter().rev().for_each(|(path, bytes)| backward.insert(path, bytes));
    assert_same(&first, &built(&backward));
}

#[test]
fn no_file_names_the_machine_or_the_moment() {
    let folder = project::folder();
    let here = env!("CARGO_MANIFEST_DIR");
    for (path, bytes) in built(&folder) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(here), "{path} names the folder of this machine");
    }
}
