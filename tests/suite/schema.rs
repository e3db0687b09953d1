//! Schemas for editors, held against two language servers for TOML.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use trustbridge::folder::FilePath;

use super::command::{self, Site};

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site with the vocabulary, places and records of this project, linked to fresh schemas.
fn linked() -> Site {
    let site = Site::new(&[]);
    let folder = trustbridge::disk::read(project()).expect("the project's folder");
    folder.iter().filter(|(path, _)| path.is_in("data")).for_each(|(path, bytes)| site.put_bytes(path.as_str(), bytes));
    let ended = site.run(&["schema", "--link"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    site
}

fn schema(site: &Site, name: &str) -> Value {
    serde_json::from_str(&site.text(&format!("data/schema/{name}.schema.json"))).expect("it is JSON")
}

#[test]
fn the_schemas_of_this_project_are_current() {
    let ended = command::run(project(), &["schema", "--check"]);
    assert_eq!(ended.code, 0, "run `trustbridge schema`: {}{}", ended.stdout, ended.stderr);
    let folder = trustbridge::disk::read(project()).expect("the project's folder");
    for (path, bytes) in folder.iter() {
        if let Some(line) = trustbridge::data::schema::editor::schema_line(path) {
            let text = String::from_utf8_lossy(bytes);
            assert_eq!(text.lines().next(), Some(line.as_str()), "{path} does not lead to its schema");
        }
    }
}

#[test]
fn every_kind_of_file_has_a_form() {
    use trustbridge::data::FileKind;
    use trustbridge::data::kind_of;
    use trustbridge::data::schema::forms;
    let folder = trustbridge::disk::read(project()).expect("the project's folder");
    for (path, _) in folder.iter().filter(|(path, _)| path.is_in("data")) {
        let kind = kind_of(path);
        let formless = matches!(kind, FileKind::Other | FileKind::Stray);
        assert_eq!(forms::form_of(kind).is_none(), formless, "{path} is {kind:?}");
    }
}

#[test]
fn the_words_of_the_site_are_in_them() {
    let site = linked();
    assert!(site.has("data/schema/guide-head.schema.json"));
    let organisation = schema(&site, "organisation");
    let has = |word: &str, id: &str| organisation["$defs"][word]["enum"].as_array().is_some_and(|ids| ids.contains(&id.into()));
    assert!(has("service", "work-experience") && has("icb", "black-country") && has("organisation", "dudley-group"));
    let at = organisation["$defs"]["icb"]["enum"].as_array().and_then(|ids| ids.iter().position(|id| id == "black-country"));
    let label = &organisation["$defs"]["icb"]["x-taplo"]["docs"]["enumValues"][at.expect("it is there")];
    assert_eq!(label, "NHS Black Country Integrated Care Board");
    assert_eq!(organisation["properties"]["offers"]["items"]["properties"]["service"]["$ref"], "#/$defs/service");
    assert_eq!(organisation["properties"]["status"], Value::Null);
    assert_eq!(organisation["properties"]["review"]["properties"]["checked"]["format"], "date");
    assert!(!site.text("data/schema/organisation.schema.json").contains("\"is\""), "the internal keyword is renamed");
    site.put("data/organisations/nhs/brand-new.toml", "name = \"Brand New\"\n");
    assert_eq!(site.run(&["schema", "--check"]).code, 1, "a new id makes them out of date");
    assert_eq!(site.run(&["schema", "--link"]).code, 0);
    assert!(site.text("data/schema/partnership.schema.json").contains("brand-new"));
    let stamps = site.stamps();
    assert_eq!(site.run(&["schema", "--link"]).code, 0);
    assert_eq!(site.stamps(), stamps, "nothing is written where nothing changes");
}

/// One of the tools that tests/tools installs; `None`, with a word, where it is missing.
fn tool(name: &str) -> Option<PathBuf> {
    let own = project().join("tests/tools/venv/bin").join(name);
    let found = std::iter::once(own)
        .chain(std::env::var_os("PATH").iter().flat_map(std::env::split_paths).map(|folder| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: `{name}` is not installed; `tests/run rust` installs it");
    }
    found
}

/// What a linter says of some files; it must not need the network.
fn lint(site: &Site, tool: &Path, arguments: &[&str], files: &[&str]) -> (bool, String) {
    let output = Command::new(tool)
        .args(arguments)
        .args(files)
        .current_dir(site.root())
        .env("NO_COLOR", "1")
        .env("http_proxy", "http://127.0.0.1:9")
        .env("https_proxy", "http://127.0.0.1:9")
        .output()
        .expect("the linter starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn editors_take_good_records_and_mark_bad_ones() {
    let linters: Vec<(PathBuf, &[&str])> = [("tombi", &["lint", "--offline"][..]), ("taplo", &["lint"][..])]
        .into_iter()
        .filter_map(|(name, arguments)| Some((tool(name)?, arguments)))
        .collect();
    let site = linked();
    let path = "data/organisations/nhs/dudley-group.toml";
    let good = site.text(path);
    let mistakes = [
        ("kind = \"acute-and-community-trust\"", "kind = \"hospital\"", "hospital"),
        ("website =", "webzite =", "webzite"),
        ("region = \"west-midlands\"", "region = \"westmidlands\"", "westmidlands"),
        ("service = \"careers-encounters\"", "service = \"careers\"", "careers"),
        ("checked = 2026-11-22", "checked = \"last week\"", "last week"),
        ("postcode = \"DY1 2HQ\"", "postcode = \"DY12HQ\"", "DY12HQ"),
        ("latitude = 52.50189", "latitude = \"52.5\"", "52.5"),
    ];
    for (linter, arguments) in &linters {
        let all = site.text("data/schema/organisation.schema.json");
        assert!(!all.is_empty());
        // All at once: a process for each record would take longer than all other tests of schemas.
        let records = trustbridge::disk::read(site.root()).expect("the site");
        let paths: Vec<&str> =
            records.iter().map(|(path, _)| path).filter(|path| path.ending() == "toml").map(FilePath::as_str).collect();
        let (well, said) = lint(&site, linter, arguments, &paths);
        assert!(well, "{}: {said}", linter.display());
        for (right, wrong, shown) in mistakes {
            assert!(good.contains(right), "the record no longer says `{right}`");
            site.put(path, &good.replacen(right, wrong, 1));
            let (well, said) = lint(&site, linter, arguments, &[path]);
            // Tombi names the place where it expects a date, Taplo the value.
            let named = said.contains(shown) || said.contains("LocalDate") || said.contains(path);
            assert!(!well && named, "{} does not mark `{wrong}`: {said}", linter.display());
        }
        site.put(path, &good);
    }
}
