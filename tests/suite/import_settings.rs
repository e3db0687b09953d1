//! Where registers lie: named on the command line, or once and for all in the settings.

use crate::command::{Ended, Site};
use crate::import::{imported, register, site, with_places, words};

fn new(site: &Site, arguments: &[&str]) -> Ended {
    site.run(&[&["new"], arguments].concat())
}

#[test]
fn a_new_record_is_filled_from_a_register() {
    let site = site(&[]);
    let (gias, etr) = (register("allgroups-synthetic.csv"), register("etr-synthetic-july.csv"));
    let arguments = with_places(&["school", "SynthLearn", "--code", "TR09001", "--register", &gias], &[]);
    let ended = new(&site, &words(&arguments));
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let text = site.text("data/organisations/schools/synthlearn.toml");
    for line in [
        "name = \"Synthetic Learning Multi-Academy Trust\"",
        "kind = \"multi-academy-trust\"",
        "aliases = [\"SynthLearn\"]",
        "draft = true",
        "gias_uid = \"90001\"",
        "postcode = \"ZZ1 1AA\"",
        "latitude = 52.51235",
        "icbs = [\"black-country\"]",
        "[[sources]]",
        "url = \"https://www.get-information-schools.service.gov.uk/Groups/Group/Details/90001\"",
        "publisher = \"Department for Education\"",
        "#checked = 2026-11-25",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert_eq!(new(&site, &["nhs", "--code", "ZB1NEW", "--register", &etr]).code, 0);
    let text = site.text("data/organisations/nhs/synthetic-online.toml");
    assert!(text.contains("name = \"Synthetic Online NHS Trust\"\n") && text.contains("\nods = \"ZB1NEW\"\n"), "{text}");
    assert_eq!(site.run(&["fmt", "--check"]).code, 0, "what is written is laid out already");
    let check = site.run(&["check", "--drafts", "--format", "json"]);
    assert!(!check.stdout.contains("\"path\": \"data/organisations/"), "{}", check.stdout);

    for (arguments, message) in [
        (
            ["school", "--code", "90001", "--register", &gias],
            "the number `90001` is that of `data/organisations/schools/synthlearn.toml`",
        ),
        (["school", "--code", "12345", "--register", &gias], "holds no trust with the number `12345`"),
        (["guide", "--code", "90001", "--register", &gias], "`--code` fills a record of `nhs` or `school`"),
    ] {
        let ended = new(&site, &arguments);
        assert_eq!(ended.code, 2, "{}", ended.stderr);
        assert!(ended.stderr.contains(message), "{}", ended.stderr);
    }
}

/// A site whose settings name every extract, each kept beside the records as people would keep them.
fn site_with_extracts() -> Site {
    let site = site(&[]);
    for name in ["allgroups-synthetic.csv", "etr-synthetic-july.csv", "postcodes-synthetic.csv", "districts-synthetic.csv"] {
        site.put_bytes(&format!("registers/{name}"), &std::fs::read(register(name)).expect("the register"));
    }
    let settings = format!(
        "{}\n[extracts]\ngias = \"registers/allgroups-synthetic.csv\"\nods = \"registers/etr-synthetic-july.csv\"\n\
         places = \"registers/postcodes-synthetic.csv\"\ndistricts = \"registers/districts-synthetic.csv\"\n",
        site.text("data/site.toml")
    );
    site.put("data/site.toml", &settings);
    site
}

#[test]
fn settings_that_name_the_extracts_do_what_the_flags_do() {
    let (gias, etr) = (register("allgroups-synthetic.csv"), register("etr-synthetic-july.csv"));
    let (flags, settings) = (site(&[]), site_with_extracts());
    for (kind, code, file) in [("school", "90001", &gias), ("nhs", "ZB1NEW", &etr)] {
        let arguments = with_places(&[kind, "--code", code, "--register", file], &[]);
        assert_eq!(new(&flags, &words(&arguments)).code, 0);
        let ended = new(&settings, &[kind, "--code", code]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
    }
    let records = |site: &Site| {
        site.contents_below().into_iter().filter(|(path, _)| path.starts_with("data/organisations/")).collect::<Vec<_>>()
    };
    assert_eq!(records(&settings).len(), 2);
    assert_eq!(records(&settings), records(&flags));
    assert!(
        settings.text("data/organisations/schools/synthetic-learning-multi-academy-trust.toml").contains("latitude = 52.51235")
    );

    imported(&flags, &words(&with_places(&["gias", &gias], &[])));
    imported(&flags, &words(&with_places(&["ods", &etr], &[])));
    imported(&settings, &["gias"]);
    imported(&settings, &["ods"]);
    assert!(records(&settings).len() > 8);
    assert_eq!(records(&settings), records(&flags));
    let stamps = settings.stamps();
    imported(&settings, &["gias"]);
    imported(&settings, &["ods"]);
    assert_eq!(settings.stamps(), stamps, "importing again changed a file");
    let check = settings.run(&["check", "--format", "json"]);
    assert!(!check.stdout.contains("unknown-key"), "the settings know the table: {}", check.stdout);
}

#[test]
fn an_extract_that_is_not_there_or_not_named_is_said_plainly() {
    let site = site_with_extracts();
    std::fs::remove_file(site.root().join("registers/etr-synthetic-july.csv")).expect("removed");
    let before = site.contents();
    for arguments in [&["new", "nhs", "--code", "ZB1NEW"][..], &["import", "ods"]] {
        let ended = site.run(arguments);
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        for part in [
            "data/site.toml:",
            "error[missing-file]: the extract `registers/etr-synthetic-july.csv` is not there",
            "ods = \"registers/etr-synthetic-july.csv\"",
            "Nothing was written.",
        ] {
            assert!(ended.stderr.contains(part), "expected `{part}` in: {}", ended.stderr);
        }
    }
    // What is named on the command line counts, whatever the settings say.
    assert_eq!(new(&site, &["nhs", "--code", "ZB1NEW", "--register", &register("etr-synthetic-july.csv")]).code, 0);
    std::fs::remove_file(site.root().join("data/organisations/nhs/synthetic-online.toml")).expect("removed");
    assert_eq!(site.contents(), before);

    let bare = crate::import::site(&[]);
    for (arguments, way) in [
        (&["new", "nhs", "--code", "ZB1NEW"][..], "which extract? Name it: `--register FILE`; or write `ods = \"FILE\"`"),
        (&["new", "school", "--code", "90001"], "`gias = \"FILE\"` under `[extracts]` in `data/site.toml`"),
        (&["import", "gias"], "`trustbridge import gias FILE`"),
        (&["import", "ods"], "`trustbridge import ods FILE`"),
    ] {
        let ended = bare.run(arguments);
        assert!(ended.code == 2 && ended.stderr.contains(way), "{}", ended.stderr);
    }
    let wrong = site
        .text("data/site.toml")
        .replace("gias = ", "gais = ")
        .replace("ods = \"registers/etr-synthetic-july.csv\"", "ods = 7");
    site.put("data/site.toml", &wrong);
    let check = site.run(&["check"]).stdout;
    assert!(check.contains("`gais`") && check.contains("did you mean `gias`?"), "{check}");
    assert!(check.contains("wrong-type"), "{check}");
}

/// Settings come from strangers: an extract that they name lies in the site's folder, openly.
#[cfg(unix)]
#[test]
fn an_extract_outside_the_site_is_read_only_where_the_command_line_names_it() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    let secret = outside.path().join("etr.csv");
    std::fs::write(&secret, "root:x:0:0\n").expect("a file");
    let site = crate::import::site(&[]);
    let settings = site.text("data/site.toml");
    site.put(".env", "SECRET=1\n");
    site.put(".git/config", "[remote]\n");
    std::fs::create_dir(site.root().join("registers")).expect("a folder");
    let link = |target: &std::path::Path, name: &str| symlink(target, site.root().join(name)).expect("a link");
    link(&secret, "registers/link.csv");
    link(outside.path(), "registers/folder");
    link(std::path::Path::new("/dev/zero"), "registers/zero");
    link(std::path::Path::new("../.env"), "registers/env.csv");
    let climbing = format!("../{}/etr.csv", outside.path().file_name().expect("a name").to_string_lossy());
    for (named, why) in [
        (secret.to_str().expect("UTF-8"), "outside the site's folder"),
        (climbing.as_str(), ""),
        ("../../../../../../etc/passwd", ""),
        ("/dev/zero", "outside the site's folder"),
        ("registers/link.csv", "outside the site's folder"),
        ("registers/folder/etr.csv", "outside the site's folder"),
        ("registers/zero", "outside the site's folder"),
        ("registers/env.csv", "hidden"),
        (".env", "hidden"),
        (".git/config", "hidden"),
        ("registers", "no regular file"),
    ] {
        for (key, arguments) in [
            ("ods", &["import", "ods", "--dry-run"][..]),
            ("ods", &["new", "nhs", "--code", "ZB1NEW"]),
            ("places", &["import", "ods", "--boards", "--dry-run"]),
            ("districts", &["import", "ods", "--boards"]),
        ] {
            site.put("data/site.toml", &format!("{settings}\n[extracts]\n{key} = \"{named}\"\n"));
            let before = site.run(&["schema"]).code;
            let ended = site.run(arguments);
            assert!(matches!(ended.code, 1 | 2), "{named}: {}{}", ended.stdout, ended.stderr);
            assert!(!format!("{}{}", ended.stdout, ended.stderr).contains("root:"), "{named}: {}", ended.stderr);
            assert!(ended.stderr.contains("data/site.toml:") && ended.stderr.contains(why), "{named}: {}", ended.stderr);
            assert_eq!(before, 0);
        }
    }
    // `check` says so without looking at the disk.
    for (named, said) in [("../x.csv", "leads nowhere or out"), ("/etc/passwd", "leads nowhere or out"), ("C:\\\\x.csv", "path")]
    {
        site.put("data/site.toml", &format!("{settings}\n[extracts]\ngias = \"{named}\"\n"));
        let ended = site.run(&["check"]);
        assert!(ended.code == 1 && ended.stdout.contains(said), "{named}: {}{}", ended.stdout, ended.stderr);
    }
    // A device costs nothing on the command line either.
    site.put("data/site.toml", &settings);
    let ended = site.run(&["import", "ods", "/dev/zero"]);
    assert!(ended.code == 3 && ended.stderr.contains("it is a device"), "{}", ended.stderr);
}
