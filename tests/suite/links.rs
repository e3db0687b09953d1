//! Links that came with somebody's change: no command writes through one that leads away, whichever command and whichever
//! link. What is named on the command line outside the site lies where it leads.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::command::Site;

/// A site in a folder of its own, inside a folder that holds what nobody may change.
struct Attacked {
    above: tempfile::TempDir,
    site: Site,
}

const PRECIOUS: &str = "precious\n";

impl Attacked {
    fn new() -> Self {
        let above = tempfile::tempdir().expect("a folder");
        fs::create_dir(above.path().join("folder")).expect("a folder");
        fs::write(above.path().join("folder/file"), PRECIOUS).expect("a file");
        fs::write(above.path().join("file"), PRECIOUS).expect("a file");
        let site = crate::import::site(&[]);
        let record = "name = \"Synthetic NHS Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://synthetic.example/\"\n";
        site.put("data/organisations/nhs/synthetic.toml", record);
        site.put("own/file", PRECIOUS);
        site.put(".git/config", PRECIOUS);
        site.put(".git/hooks/file", PRECIOUS);
        let settings = format!("{}\n[owners]\ndefault = \"@a\"\n", site.text("data/site.toml"));
        site.put("data/site.toml", &settings);
        Self { above, site }
    }

    /// Puts a link in the place of whatever stands at `name`.
    fn link(&self, target: &Path, name: &str) {
        let place = self.site.root().join(name);
        let _ = fs::remove_file(&place).or_else(|_| fs::remove_dir_all(&place));
        fs::create_dir_all(place.parent().expect("a folder above")).expect("it can be made");
        symlink(target, place).expect("a link");
    }

    fn assert_untouched(&self, what: &str) {
        let names = |folder: &Path| {
            let mut names: Vec<String> = fs::read_dir(folder)
                .expect("the folder")
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        };
        let (above, root) = (self.above.path(), self.site.root());
        assert_eq!(names(above), ["file", "folder"], "{what}");
        assert_eq!(names(&above.join("folder")), ["file"], "{what}");
        assert_eq!(names(&root.join("own")), ["file"], "{what}");
        assert_eq!(names(&root.join(".git")), ["config", "hooks"], "{what}");
        assert_eq!(names(&root.join(".git/hooks")), ["file"], "{what}");
        for file in [above.join("file"), above.join("folder/file"), root.join("own/file"), root.join(".git/config")] {
            assert_eq!(fs::read_to_string(&file).expect("the file"), PRECIOUS, "{what}");
        }
    }
}

/// A file and a folder outside, inside elsewhere, in git's own folder, and nowhere.
fn targets(above: &Path, root: &Path) -> Vec<(std::path::PathBuf, std::path::PathBuf)> {
    [
        (above.join("file"), above.join("folder")),
        (root.join("own/file"), root.join("own")),
        (root.join(".git/config"), root.join(".git/hooks")),
        (above.join("nowhere"), above.join("nowhere")),
    ]
    .into()
}

#[test]
fn no_command_writes_through_a_link_that_leads_away() {
    // Which link is put, whether it takes a file's place or a folder's, and the command that would write through it.
    let cases: &[(&str, bool, &[&str])] = &[
        ("data/schema/site.schema.json", true, &["schema"]),
        ("data/schema", false, &["schema"]),
        ("data/schema/site.schema.json", true, &["schema", "--check"]),
        ("schemas", false, &["schema", "--out", "schemas"]),
        ("schemas", false, &["schema", "--out", "schemas/deep"]),
        (".github/CODEOWNERS", true, &["codeowners"]),
        (".github", false, &["codeowners"]),
        (".github", false, &["codeowners", "--check"]),
        ("docs", false, &["codeowners", "--out", "docs/CODEOWNERS"]),
        ("CODEOWNERS", true, &["codeowners", "--out", "CODEOWNERS"]),
        ("data/partnerships", false, &["new", "partnership", "Evil one"]),
        ("data/organisations/nhs", false, &["new", "nhs", "Evil trust"]),
        ("data/organisations", false, &["new", "school", "Evil trust"]),
        ("data/guide", false, &["new", "guide", "Evil page"]),
        ("public", false, &["build"]),
        ("public", false, &["build", "--out", "public/below"]),
        ("site", false, &["build", "--out", "site"]),
    ];
    for (name, takes_file, arguments) in cases {
        let attacked = Attacked::new();
        attacked.site.run(&["schema"]);
        for (file, folder) in targets(attacked.above.path(), attacked.site.root()) {
            let target = if *takes_file { file } else { folder };
            attacked.link(&target, name);
            let what = format!("{name} -> {}, {}", target.display(), arguments.join(" "));
            let ended = attacked.site.run(arguments);
            assert!(matches!(ended.code, 1..=3), "{what}: {ended:?}");
            let said = format!("{}{}", ended.stdout, ended.stderr);
            assert!(said.contains("link") || said.contains(".git") || said.contains("Out of date"), "{what}: {said}");
            attacked.assert_untouched(&what);
        }
    }
}

#[test]
fn records_that_are_links_are_never_written_outside() {
    let record = "name =   \"The Evil NHS Foundation Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\n";
    for arguments in [
        &["fmt"][..],
        &["rename", "evil", "other"],
        &["close", "evil", "--date", "2026-01-01"],
        &["schema", "--link"],
        &["import", "ods", "--boards"],
    ] {
        let attacked = Attacked::new();
        let outside = attacked.above.path().join("folder/file");
        fs::write(&outside, record).expect("a record outside");
        attacked.link(&outside, "data/organisations/nhs/evil.toml");
        attacked.link(&attacked.above.path().join("folder"), "data/partnerships");
        let _ = attacked.site.run(arguments);
        assert_eq!(fs::read_to_string(&outside).expect("the file"), record, "{}", arguments.join(" "));
        assert_eq!(fs::read_dir(attacked.above.path().join("folder")).expect("the folder").count(), 1, "{}", arguments.join(" "));
    }
    // A link among the records is written through, as it is read.
    let site = crate::import::site(&[]);
    site.put("data/organisations/nhs/real.toml", record);
    symlink("real.toml", site.root().join("data/organisations/nhs/alias.toml")).expect("a link");
    site.run(&["fmt"]);
    assert!(fs::symlink_metadata(site.root().join("data/organisations/nhs/alias.toml")).expect("the link").is_symlink());
    assert!(site.text("data/organisations/nhs/real.toml").contains("name = \"The Evil"));
}

#[test]
fn a_new_site_is_not_written_through_links_that_lie_ready() {
    for name in [".github", "data", "deploy", "README.md"] {
        let above = tempfile::tempdir().expect("a folder");
        let outside = above.path().join("outside");
        fs::create_dir(&outside).expect("a folder");
        let site = Site::new(&[]);
        symlink(&outside, site.root().join(name)).expect("a link");
        let ended = site.run(&["init"]);
        assert_eq!(fs::read_dir(&outside).expect("the folder").count(), 0, "{name}: {ended:?}");
        assert!(name == "README.md" || ended.code != 0, "{name}: {ended:?}");
    }
}

#[test]
fn what_the_command_line_names_elsewhere_may_be_a_link_and_what_lies_in_it_may_not_lead_out() {
    let attacked = Attacked::new();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (real, named) = (elsewhere.path().join("real"), elsewhere.path().join("named"));
    fs::create_dir(&real).expect("a folder");
    symlink(&real, &named).expect("a link");
    let out = named.to_string_lossy().into_owned();
    let ended = attacked.site.run(&["schema", "--out", &out]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let schema = real.join("site.schema.json");
    assert!(schema.exists());
    fs::remove_file(&schema).expect("removed");
    symlink(attacked.above.path().join("file"), &schema).expect("a link");
    let ended = attacked.site.run(&["schema", "--out", &out]);
    assert!(ended.code == 3 && ended.stderr.contains("a link on its way leads to"), "{ended:?}");
    attacked.assert_untouched("a schema elsewhere");
}

/// A character that turns text round, in the name of a file: no output of ours carries it.
#[test]
fn nothing_that_turns_text_round_is_printed_as_it_is() {
    let site = crate::import::site(&[]);
    site.put("data/organisations/nhs/a\u{202e}lmot.toml", "kind =   1\n");
    site.put("data/organisations/nhs/b.toml", "name = \"B \u{202e}x\"\nsector =   \"nhs\"\n");
    for arguments in [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["fmt", "--check"],
        &["fmt"],
        &["diff", "--against", "."],
    ] {
        let ended = site.run(arguments);
        let said = format!("{}{}", ended.stdout, ended.stderr);
        assert!(!said.contains('\u{202e}'), "{}: {said}", arguments.join(" "));
        if arguments.contains(&"json") {
            let read: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
            assert!(read.to_string().contains('\u{202e}'), "the text itself is kept: {read}");
        }
    }
}

#[test]
fn a_contact_is_named_in_security_txt_and_none_is_invented() {
    let record =
        "name = \"Synthetic NHS Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://synthetic.example/\"\n";
    for (contact, line) in
        [("", None), ("\n[contact]\nemail = \"desk@example.org\"\n", Some("Contact: mailto:desk@example.org\n"))]
    {
        let site = crate::import::site(&[]);
        site.put("data/organisations/nhs/synthetic.toml", record);
        site.put(
            "data/site.toml",
            &format!("title = \"Synthetic\"\nbase_url = \"https://example.org/dir/index.html\"\n{contact}"),
        );
        let ended = site.run(&["build"]);
        assert_eq!(ended.code, 0, "{ended:?}");
        assert_eq!(site.has("public/.well-known/security.txt"), line.is_some());
        let Some(line) = line else { continue };
        let text = site.text("public/.well-known/security.txt");
        assert!(text.contains(line) && text.contains("Expires: 2027-10-01T00:00:00Z\n"), "{text}");
        assert!(text.contains("Canonical: https://example.org/dir/.well-known/security.txt\n"), "{text}");
    }
}
