//! The page that explains every column: nothing in a data file is left unexplained, and nothing is explained that no
//! file holds.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use trustbridge::folder::FilePath;
use trustbridge::site::{Described, Route, Site};

use crate::project;
use crate::report::{page_of, site};

/// The description of a file; `ID` and `UUID` in an address stand for one of many.
fn about<'a>(site: &'a Site, file: &FilePath) -> Option<&'a Described> {
    let exact = site.described().iter().find(|one| one.address == file.as_str());
    exact.or_else(|| site.described().iter().find(|one| stands_for(one.address, file.as_str())))
}

/// Whether an address with ID or UUID in it, such as `data/matches/ID.json`, stands for a file.
fn stands_for(pattern: &str, file: &str) -> bool {
    let (pattern, file): (Vec<&str>, Vec<&str>) = (pattern.split(['/', '.']).collect(), file.split(['/', '.']).collect());
    pattern.len() == file.len() && pattern.iter().zip(&file).all(|(part, name)| ["ID", "UUID"].contains(part) || part == name)
}

/// The members of a JSON value that hold no other, as `offers[].service`.
fn members(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            let name = |key: &String| if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
            object.iter().for_each(|(key, value)| members(value, &name(key), found));
        }
        Value::Array(list) => list.iter().for_each(|value| members(value, &format!("{at}[]"), found)),
        _ => drop(found.insert(at.to_owned())),
    }
}

/// A member by the names that stand for many, where the file has one member for each organisation and role.
fn general(about: &Described, member: &str) -> String {
    let mut parts = member.splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(second), Some(rest)) if about.fields[0].0.starts_with("ID.") => {
            let role = second.trim_end_matches("[]");
            let name = if role == "patch" { role } else { "ROLE" };
            format!("ID.{name}{}.{rest}", &second[role.len()..])
        }
        _ => member.to_owned(),
    }
}

/// Whether a member is explained, itself or as a part of a record that is explained elsewhere.
fn explained(about: &Described, member: &str) -> bool {
    about.fields.iter().any(|&(name, _, kind)| {
        name == member
            || kind == "record" && member.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

#[test]
fn every_column_and_member_is_explained() {
    // One that moved and is closed, so that something stands in the file of changes.
    let mut folder = project::folder();
    let record = "name = \"Case Ended Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nformer_ids = [\"case-older-trust\"]\nclosed = 2026-01-01\nsuccessor = \"windsor-academy-trust\"\n[[sources]]\nurl = \"https://example.org/\"\n";
    project::put(&mut folder, "data/organisations/schools/case-ended.toml", record);
    let site = site(&folder);
    let mut held: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in site.settled().filter(|file| ["csv", "json", "geojson"].contains(&file.ending())) {
        let about = about(&site, file).unwrap_or_else(|| panic!("{file} is not explained"));
        let bytes = site.render(file).expect("settled").expect("no fault");
        if file.ending() == "csv" {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            let first = reader.records().next().expect("a first line").expect("well-formed");
            let names: Vec<&str> = about.fields.iter().map(|field| field.0).collect();
            assert_eq!(first.iter().collect::<Vec<_>>(), names, "{file}");
            continue;
        }
        let mut found = BTreeSet::new();
        members(&serde_json::from_slice(&bytes).expect("JSON"), "", &mut found);
        let found: BTreeSet<String> = found.iter().map(|member| general(about, member)).collect();
        for member in &found {
            assert!(explained(about, member), "{file}: `{member}` is not explained");
        }
        held.entry(about.address).or_default().extend(found);
    }
    // What no record of this directory states cannot be seen here; most of what is explained must be.
    for (address, held) in held {
        let about = site.described().iter().find(|one| one.address == address).expect("it is described");
        let seen = about.fields.iter().filter(|field| held.iter().any(|member| member == field.0 || field.2 == "record")).count();
        assert!(
            seen * 3 >= about.fields.len() * 2,
            "{address}: only {seen} of {} explained members are held",
            about.fields.len()
        );
    }
}

#[test]
fn the_page_says_each_explanation() {
    let site = site(&project::folder());
    let page = page_of(&site, "data/dictionary/");
    let mut rows = 0;
    for one in site.described() {
        assert!(!one.fields.is_empty(), "{}", one.address);
        let id = format!("<h2 id=\"{}\">", one.address.to_lowercase().replace(['/', '.'], "-"));
        let section = page.split(&id).nth(1).unwrap_or_else(|| panic!("{} is missing", one.address));
        let section = section.split("<h2 ").next().expect("a part");
        for (name, meaning, kind) in one.fields {
            assert!(section.contains(&format!("<code>{name}</code></th>")), "{}: {name}", one.address);
            assert!(meaning.len() > 2 && !meaning.ends_with('.'), "{}: {name}: {meaning}", one.address);
            assert!(["string", "integer", "number", "boolean", "date", "datetime", "record"].contains(kind), "{name}: {kind}");
        }
        assert_eq!(section.matches("<tr><th scope=\"row\">").count(), one.fields.len(), "{}", one.address);
        rows += one.fields.len();
    }
    assert!(rows > 200, "{rows}");
    let data = page_of(&site, "data/");
    assert!(data.contains("href=\"dictionary/\""), "the data page leads there");
    for file in site.settled().filter(|file| file.ending() == "csv" && !stands_for("organisations/ID/patch.csv", file.as_str())) {
        let way = file.as_str().strip_prefix("data/").map_or_else(|| format!("../{file}"), str::to_owned);
        assert!(data.contains(&format!("href=\"{way}\"")), "the data page leads to {file}");
    }
    assert!(site.has(&Route::of("data/datapackage.json")));
}
