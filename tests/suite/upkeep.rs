//! New records, renaming, closing, what is due, what changed.

use super::command::Site;
use super::project;

/// A site with the vocabulary, places and records of this project.
fn site() -> Site {
    let site = Site::new(&[]);
    for (path, bytes) in project::folder().iter().filter(|(path, _)| path.is_in("data")) {
        site.put_bytes(path.as_str(), bytes);
    }
    site
}

/// The faults of `check` in the file at `path`, as their codes.
fn faults(site: &Site, path: &str, more: &[&str]) -> Vec<String> {
    let ended = site.run(&[&["check", "--format", "json"], more].concat());
    let report: serde_json::Value =
        serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}", ended.stderr));
    let faults = report["faults"].as_array().expect("a list of faults").iter();
    faults.filter(|fault| fault["path"] == path).map(|fault| fault["code"].as_str().expect("a code").to_owned()).collect()
}

const NEW: &[(&str, &str, &str)] = &[
    ("nhs", "The Exampleshire \"Mental Health\" NHS Foundation Trust", "data/organisations/nhs/exampleshire-mental-health.toml"),
    ("nhs", "NHS Exampleshire Integrated Care Board", "data/organisations/nhs/exampleshire-icb.toml"),
    ("nhs", "Example NHS Trust", "data/organisations/nhs/example-nhs.toml"),
    ("school", "St O'Example's Multi-Academy Trust", "data/organisations/schools/st-oexamples-multi-academy-trust.toml"),
    ("body", "Example & Friends", "data/organisations/bodies/example-and-friends.toml"),
    ("partnership", "Reading {together}", "data/partnerships/reading-together.toml"),
    ("guide", "How to begin", "data/guide/how-to-begin.md"),
];

#[test]
fn a_new_record_passes_check_as_it_is_and_with_every_key_in_use() {
    let site = site();
    for (what, name, path) in NEW {
        let ended = site.run(&["new", what, name]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        assert!(site.has(path), "{}", ended.stdout);
        let text = site.text(path);
        assert!(*what == "guide" || text.starts_with("#:schema "), "{text}");
        assert!(faults(&site, path, &[]).is_empty(), "{path}: {:?}", faults(&site, path, &[]));
        let missing = if *what == "guide" { vec![] } else { vec!["no-sources"] };
        assert_eq!(faults(&site, path, &["--drafts"]), missing, "what is not known is said to be missing");
        let uncommented: String = text
            .lines()
            .filter(|line| !line.starts_with("draft"))
            .map(|line| match line.strip_prefix('#') {
                Some(rest) if rest.starts_with(|sign: char| sign.is_ascii_lowercase() || sign == '[') => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        site.put(path, &uncommented);
        assert!(faults(&site, path, &[]).is_empty(), "{path}: {:?}\n{uncommented}", faults(&site, path, &[]));
        site.put(path, &text);
    }
    assert_eq!(site.run(&["fmt", "--check"]).code, 0, "what is written is laid out already");
    assert!(site.text(NEW[0].2).contains("kind = \"mental-health-trust\""));
    assert!(site.text(NEW[1].2).contains("kind = \"integrated-care-board\""));
    assert!(site.text(NEW[2].2).contains("kind = \"nhs-trust\""));
    assert!(site.text(NEW[3].2).contains("kind = \"multi-academy-trust\""));
}

#[test]
fn a_new_record_never_overwrites_and_takes_no_id_that_was_in_use() {
    let site = site();
    site.put("data/organisations/schools/a-b.toml", "name = \"A B\"\nformer_ids = [\"old-name\"]\n");
    let before = site.contents();
    for arguments in [
        &["new", "nhs", "The Dudley Group NHS Foundation Trust"][..],
        &["new", "school", "Dudley Group"],
        &["new", "body", "Old Name"],
        &["new", "nhs", "X", "--id", "some-x"],
        &["new", "nhs", "Some X", "--id", "Some X"],
        &["new", "nhs", "Some X", "--id", "../../x"],
        &["new", "nhs", "Some\u{202e}X"],
        &["new", "nhs", "con"],
        &["new", "guide", "Gateway"],
    ] {
        let ended = site.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.stdout);
        assert!(ended.stderr.starts_with("error: "), "{}", ended.stderr);
    }
    assert_eq!(site.contents(), before);
    assert_eq!(site.run(&["new", "nhs", "The Dudley Group NHS Foundation Trust", "--id", "dudley-group-2"]).code, 0);
    assert!(site.has("data/organisations/nhs/dudley-group-2.toml"));
}
