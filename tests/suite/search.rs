//! Search through its front door: the files that `search::files` gives are read by the site's own script in Node and in
//! Chromium and compared with stock elasticlunr.js over `search::whole`.

mod corpus;
mod places;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use trustbridge::search::{self, Class};

use crate::lists::nth;
use crate::project;

/// Writes all files of an index below a folder of its own.
fn write(name: &str, index: &search::Index) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("search").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let mut files = search::files(index);
    files.push((search::WHOLE.to_owned(), search::whole(index)));
    files.push((search::DOCUMENTS.to_owned(), search::documents(index)));
    for (address, bytes) in files {
        let file = folder.join(address);
        std::fs::create_dir_all(file.parent().expect("addresses have a folder")).expect("the folder can be made");
        std::fs::write(file, bytes).expect("the file can be written");
    }
    folder
}

/// Runs a script of `tests/browser` in Node; `None`, said plainly, where Node or its packages are missing.
fn node(script: &str, arguments: &[&str]) -> Option<String> {
    let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if !browser.join("node_modules/elasticlunr").exists() || Command::new("node").arg("--version").output().is_err() {
        eprintln!("SKIPPED: {script} needs Node and `npm ci` in tests/browser");
        return None;
    }
    let output = Command::new("node").current_dir(browser).arg(script).args(arguments).output().expect("node starts");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{script}: {said}");
    eprintln!("{said}");
    Some(said)
}

fn equals_stock(count: usize) {
    let folder =
        write(&format!("made-up-{count}"), &search::build(trustbridge::wording::Words::built_in(), &corpus::made_up(count)));
    node("search-parity.mjs", &[folder.to_str().expect("the path is text")]);
}

#[test]
fn raw_search_equals_stock_elasticlunr_at_40() {
    equals_stock(40);
}

#[test]
fn raw_search_equals_stock_elasticlunr_at_2_500() {
    equals_stock(2_500);
}

#[test]
fn raw_search_equals_stock_elasticlunr_at_25_000() {
    equals_stock(25_000);
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let once = search::files(&search::build(trustbridge::wording::Words::built_in(), &corpus::made_up(300)));
    let again = search::files(&search::build(trustbridge::wording::Words::built_in(), &corpus::made_up(300)));
    assert_eq!(once, again);
    assert!(once.is_sorted(), "files come in the order of their addresses");
}

#[test]
fn a_file_that_keeps_its_address_keeps_its_bytes_and_a_word_of_a_summary_moves_few() {
    let files = |folder: &trustbridge::folder::Folder| {
        let index = search::build(trustbridge::wording::Words::built_in(), &project::directory(folder));
        search::files(&index).into_iter().filter(|(address, _)| address != search::MANIFEST).collect::<BTreeMap<_, _>>()
    };
    let mut folder = project::folder();
    let before = files(&folder);
    let moved = |after: &BTreeMap<String, Vec<u8>>| {
        for (address, bytes) in after {
            assert!(before.get(address).is_none_or(|old| old == bytes), "{address} stayed with other bytes");
        }
        let gone = before.keys().filter(|address| !after.contains_key(*address));
        gone.map(|address| address.rsplit('/').next().expect("a name")[..1].to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let record = "data/organisations/nhs/dudley-group.toml";
    project::change(&mut folder, record, "for Dudley and its neighbours", "for Dudley and its zebras");
    let by_a_word = moved(&files(&folder));
    assert!(by_a_word.contains("s"), "what stands in summaries changed: {by_a_word:?}");
    assert!(["p", "l", "e", "f", "x"].iter().all(|kind| !by_a_word.contains(*kind)), "{by_a_word:?}");
    project::change(&mut folder, record, "The Dudley Group NHS Foundation Trust", "Zebra NHS Foundation Trust");
    let by_a_name = moved(&files(&folder));
    assert!(["p", "s", "e", "b"].iter().all(|kind| by_a_name.contains(*kind)), "{by_a_name:?}");
}

#[test]
fn an_empty_directory_can_be_searched() {
    let index = search::build(trustbridge::wording::Words::built_in(), &trustbridge::model::Directory::default());
    assert!(index.documents().is_empty());
    assert!(search::files(&index).iter().any(|(address, _)| address == "search/manifest.js"));
    assert!(String::from_utf8(search::whole(&index)).unwrap().contains("\"fields\""));
}

#[test]
fn the_whole_index_is_what_elasticlunr_writes_on_its_own() {
    for size in [0, 1, 40, 2_500] {
        let index = search::build(trustbridge::wording::Words::built_in(), &corpus::made_up(size));
        assert!(search::whole(&index) == corpus::stock_index(&index).into_bytes(), "other bytes at {size} records");
    }
    if let Some(register) = corpus::register() {
        let index = search::build(trustbridge::wording::Words::built_in(), &corpus::from_register(&register));
        assert!(search::whole(&index) == corpus::stock_index(&index).into_bytes(), "other bytes from the register");
    }
}

#[test]
fn of_names_with_one_stem_the_one_that_is_spelt_so_comes_first() {
    use trustbridge::model::Sector;
    let one = |id: &str, name: &str| corpus::organisation(id, name, Sector::School);
    let index = search::build(
        trustbridge::wording::Words::built_in(),
        &corpus::directory(vec![
            one("excel", "Excel Learning Trust"),
            one("excellence", "The Learning Trust of Excellence"),
            one("field", "The Southfield Grange Trust"),
            one("fields", "The Southfields Grange Trust"),
        ]),
    );
    let folder = write("spelling", &index);
    let folder = folder.to_str().expect("a plain path");
    let Some(found) = node("search-order.mjs", &[folder, "southfield", "southfields", "southfeilds", "excel", "excellence"])
    else {
        return;
    };
    let orders: Vec<Vec<String>> = serde_json::from_str(&found).expect("JSON");
    let first: Vec<&str> = orders.iter().map(|ids| ids[0].as_str()).collect();
    assert_eq!(first, ["field", "fields", "fields", "excel", "excellence"]);
}

#[test]
fn an_organisation_that_ended_is_found_through_its_heir() {
    use trustbridge::model::{Closure, Sector};
    let mut old = corpus::organisation("a-old", "Penguin Schools", Sector::School);
    old.closed = Some(Closure { date: None, successor: Some(nth(1)) });
    let heir = corpus::organisation("b-heir", "Albatross Trust", Sector::School);
    let index = search::build(trustbridge::wording::Words::built_in(), &corpus::directory(vec![old, heir]));
    let found: Vec<&str> =
        index.documents().iter().filter(|one| one.texts[1].contains("penguin")).map(|one| one.id.as_str()).collect();
    assert_eq!(found, ["b-heir"]);
    assert!(index.documents().iter().all(|one| one.id != "a-old"), "an ended organisation is not listed itself");
}

#[test]
fn documents_stand_class_by_class() {
    let index = search::build(trustbridge::wording::Words::built_in(), &corpus::made_up(40));
    let classes: Vec<Class> = index.documents().iter().map(|one| one.class).collect();
    assert!(classes.is_sorted());
    let addresses: BTreeMap<&str, String> = index.documents().iter().map(|one| (one.id.as_str(), one.address())).collect();
    assert_eq!(addresses["gateway"], "guide/gateway/");
    assert_eq!(addresses["health-hub"], "partnerships/health-hub/");
    assert_eq!(addresses["org-000000"], "organisations/org-000000/");
}

#[test]
fn most_labelled_queries_find_the_right_record_first() {
    let Some(register) = corpus::register() else {
        eprintln!("SKIPPED: the labelled queries need ../shared/registers/national-organisations.csv");
        return;
    };
    let directory = corpus::from_register(&register);
    let folder = write("register", &search::build(trustbridge::wording::Words::built_in(), &directory));
    std::fs::write(folder.join("facts.json"), corpus::facts(&directory)).expect("the facts can be written");
    node("search-labelled.mjs", &[folder.to_str().expect("the path is text")]);
}

#[test]
fn an_imported_table_of_districts_names_more_places() {
    use trustbridge::geo::Point;
    use trustbridge::model::{Parts, Places, PostcodeDistrict};
    let made = corpus::made_up(40);
    let without = search::files(&search::build(trustbridge::wording::Words::built_in(), &made));
    let place =
        PostcodeDistrict { name: "ZE1".to_owned(), point: Point { latitude: 53.0, longitude: -1.0 }, board: Some(nth(1)) };
    let parts: Parts = (*made).clone();
    let places = Places { postcode_districts: vec![place], ..parts.places.clone() };
    let with = search::files(&search::build(
        trustbridge::wording::Words::built_in(),
        &trustbridge::model::Directory::new(Parts { places, ..parts }),
    ));
    let names = |files: &[(String, Vec<u8>)]| files.iter().any(|(address, _)| address.ends_with("/d-ZE.js"));
    assert!(!names(&without) && names(&with));
}
