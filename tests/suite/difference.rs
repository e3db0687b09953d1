//! `diff` hides nothing of what changes, and nothing in a record can pass for a line of it.

use super::command::Site;
use super::project;

/// Settings, vocabulary and places of this project, without records.
fn site() -> Site {
    let site = Site::new(&[]);
    let folder = project::folder();
    for (path, bytes) in folder.iter().filter(|(path, _)| project::is_shared(path)) {
        site.put_bytes(path.as_str(), bytes);
    }
    site.put("data/site.toml", "title = \"Small\"\n");
    site
}

fn told(old: &Site, new: &Site) -> String {
    let ended = new.run(&["diff", "--against", &old.root().to_string_lossy()]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.stdout
}

const ATTACKED: &str = "data/organisations/nhs/dudley-group.toml";
const GOOD: &str = "name = \"Dudley Group\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nsummary = \"Short.\"\nneeds = []\n";

/// Texts that would end a line of the report and write lines of their own, in every way a line can end.
const ENDS: [&str; 8] = ["\\n", "\\r", "\\r\\n", "\\u0085", "\\u2028", "\\u2029", "\\u000b", "\\f"];

#[test]
fn no_text_of_a_record_passes_for_a_line_of_the_report() {
    for end in ENDS {
        let forged = format!("x{end}  {ATTACKED}{end}{end}Windsor (organisation){end}- The record is removed.{end}  data/x.toml");
        let places = [
            format!("summary = \"{forged}\"\n"),
            format!("summary = \"\"\"{forged}\"\"\"\n"),
            format!("aliases = [\"{forged}\"]\n"),
            format!("\"{forged}\" = 1\n"),
            format!("group = \"{forged}\"\nopenness = \"{forged}\"\nwebsite = \"{forged}\"\nsuccessor = \"{forged}\"\n"),
            format!("[\"{forged}\"]\n\"{forged}\" = \"{forged}\"\n"),
            format!("[place]\ntown = \"{forged}\"\nicbs = [\"{forged}\"]\n"),
            format!("[[contacts]]\nrole = \"{forged}\"\nemail = \"{forged}\"\n"),
            format!("[[offers]]\nservice = \"{forged}\"\nsource = \"{forged}\"\nbasis = \"{forged}\"\nnote = \"{forged}\"\n"),
            format!("[[facts]]\ntext = \"{forged}\"\n[facts.amount]\nunit = \"{forged}\"\n"),
            format!("[review]\nby = \"{forged}\"\n"),
        ];
        let (old, new) = (Site::new(&[("data/site.toml", "")]), Site::new(&[("data/site.toml", "")]));
        for (at, text) in places.iter().enumerate() {
            let no_summary = GOOD.replace("summary = \"Short.\"\n", "");
            // A record that changes, one that is new, one that loses the text.
            new.put(
                &format!("data/organisations/nhs/new-{at}.toml"),
                &format!("name = \"{forged}\"\nkind = \"{forged}\"\n{text}"),
            );
            old.put(&format!("data/organisations/nhs/changed-{at}.toml"), GOOD);
            new.put(&format!("data/organisations/nhs/changed-{at}.toml"), &format!("{no_summary}{text}"));
            old.put(&format!("data/organisations/nhs/lost-{at}.toml"), &format!("name = \"a\"\n{text}"));
            new.put(&format!("data/organisations/nhs/lost-{at}.toml"), "name = \"b\"\n");
        }
        let files = 3 * places.len();
        let told = told(&old, &new);
        assert!(told.ends_with(&format!("\n\n{files} files changed.\n")), "{told}");
        let lines: Vec<&str> = told.split(|c: char| c.is_control() || "\u{2028}\u{2029}".contains(c)).collect();
        let forged = ["Windsor", "- The record is removed.", "  data/x"];
        assert!(!lines.iter().any(|line| forged.iter().any(|start| line.starts_with(start))), "{told}");
        assert_eq!(lines.iter().filter(|line| line.starts_with("  data/")).count(), files, "{told}");
        assert!(!told.contains("cannot be read"), "{told}");
    }
}

#[test]
fn a_quotation_ends_where_the_text_ends_and_texts_that_differ_never_look_alike() {
    let (old, new) = (site(), site());
    old.put(ATTACKED, GOOD);
    new.put(ATTACKED, &GOOD.replace("Short.", "Short.”. The needs are removed. The town is “Dudley"));
    assert!(
        told(&old, &new)
            .contains("- The summary changes from “Short.” to “Short.\\”. The needs are removed. The town is “Dudley”.\n")
    );
    old.put(ATTACKED, &GOOD.replace("Short.", "one\\ntwo"));
    new.put(ATTACKED, &GOOD.replace("Short.", "one\\\\ntwo"));
    assert!(told(&old, &new).contains("- The summary changes from “one\\ntwo” to “one\\\\ntwo”.\n"));
    // A label of the vocabulary is as foreign as a record.
    new.put(ATTACKED, &format!("{GOOD}[[offers]]\nservice = \"x\"\nbasis = \"declared\"\n"));
    new.put("data/vocabulary/services.toml", "[[services]]\nid = \"x\"\nlabel = \"X\\n\\nNothing changed.\"\n");
    assert!(!told(&old, &new).lines().any(|line| line == "Nothing changed."));
}

#[test]
fn a_new_record_is_shown_whole() {
    let (old, new) = (site(), site());
    new.put(
        ATTACKED,
        "name = \"Dudley Group\"\nsector = \"nhs\"\nkind = \"acute-trust\"\naliases = [\"DGFT\"]\nformer_names = [\"Old\"]\nformer_ids = [\"old\"]\nwebsite = \"https://example.org/\"\nsummary = \"Short.\"\npartners = [\"windsor\"]\nclosed = 2026-01-02\nsuccessor = \"other\"\nneeds = []\nopenness = \"open\"\n\n[codes]\nods = \"RNA\"\n\n[place]\ntown = \"Dudley\"\npostcode = \"DY1 2HQ\"\nicbs = [\"black-country\"]\n\n[[contacts]]\nrole = \"Office\"\nemail = \"office@example.org\"\nphone = \"01384 456111\"\nconsent = 2026-01-01\n\n[[offers]]\nservice = \"work-experience\"\nbasis = \"published\"\nsource = \"https://example.org/a/\"\nchecked = 2026-01-03\nnote = \"Ring us.\"\n[offers.amount]\nnumber = 3\nunit = \"places\"\n\n[[sources]]\nurl = \"https://example.org/b/\"\n\n[review]\nby = \"Office\"\nchecked = 2026-01-04\n",
    );
    let told = told(&old, &new);
    // The record names partners who are not there.
    let expected = "\
What this does to other records cannot be told: the records have errors, which `trustbridge check` names.

Dudley Group (organisation)
- The record is new.
- It is listed as “Acute trust” in Dudley.
- It has closed on 2026-01-02.
- It says that it needs nothing.
- It offers “Work experience” (source: https://example.org/a/; day of the last check: 2026-01-03; amount (number: 3; unit: “places”); note: “Ring us.”).
- Aliases: “DGFT”.
- Former names: “Old”.
- Former ids: “old”.
- The website is “https://example.org/”.
- The summary is “Short.”.
- The openness is “open”.
- Partners: “windsor”.
- The successor is “other”.
- The ODS code is “RNA”.
- The postcode is “DY1 2HQ”.
- Care boards: “NHS Black Country Integrated Care Board”.
- Contact: “Office” (email: “office@example.org”; phone: “01384 456111”; consent: 2026-01-01).
- Source: “https://example.org/b/”.
- The role that checked is “Office”.
- The day of the last check is 2026-01-04.
  data/organisations/nhs/dudley-group.toml

1 file changed.
";
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&told), sorted(expected), "{told}");
}

#[test]
fn every_particular_of_what_is_new_in_a_record_and_every_order_is_told() {
    let (old, new) = (site(), site());
    let contact = |role: &str| format!("[[contacts]]\nrole = \"{role}\"\nphone = \"01384 456111\"\n");
    old.put(ATTACKED, &format!("{GOOD}{}{}", contact("Office"), contact("Desk")));
    new.put(
        ATTACKED,
        &format!("{GOOD}{}{}[[contacts]]\nrole = \"New\"\nurl = \"https://evil.example/\"\nemail = \"a@example.org\"\nconsent = 2026-01-01\n", contact("Desk"), contact("Office")),
    );
    let said = told(&old, &new);
    assert!(
        said.contains("- The contact “New” is new (email: “a@example.org”; url: https://evil.example/; consent: 2026-01-01).\n"),
        "{said}"
    );
    new.put(ATTACKED, &format!("{GOOD}{}{}", contact("Desk"), contact("Office")));
    let said = told(&old, &new);
    assert!(said.contains("- Contacts: in another order.\n"), "{said}");
    new.put(ATTACKED, &format!("draft = false\nopt_out = false\n{GOOD}{}{}", contact("Office"), contact("Desk")));
    let said = told(&old, &new);
    assert!(!said.contains("published from now on") && !said.contains("listed again"), "{said}");
}

#[test]
fn rows_of_a_table_are_told_with_how_far_they_move() {
    let table = "data/places/postcode-districts.csv";
    let header = "district,lat,lon,icb\n";
    let (old, new) = (site(), site());
    old.put(
        table,
        &format!(
            "{header}DY1,52.5120,-2.0810,black-country\nDY2,52.5000,-2.0700,black-country\nDY3,52.5400,-2.1600,black-country\n"
        ),
    );
    new.put(table, &format!("{header}DY1,52.5120,-2.0810,black-country\nDY2,51.5000,-0.1200,north-central-london\nDY3,52.5401,-2.1600,black-country\nDY4,52.5300,-2.0500,black-country\n"));
    let said = told(&old, &new);
    for sentence in [
        "- 1 row is new: “DY4”.",
        "- 2 rows move: “DY2” by 173.7 km and “DY3” by 11 m.",
        "- The icb of “DY2” changes from “black-country” to “north-central-london”.",
    ] {
        assert!(said.lines().any(|line| line == sentence), "{sentence}\n{said}");
    }
    new.put(table, header);
    assert!(told(&old, &new).contains("- 3 rows are removed: “DY1”, “DY2” and “DY3”.\n"));
    let many: String = (0..500).fold(String::new(), |text, n| text + &format!("\"X{n}\n- forged\",52.0,-1.0,x\n"));
    new.put(table, &format!("{header}{many}"));
    let said = told(&old, &new);
    assert!(said.contains("- 500 rows are new: “X0\\n- forged”") && said.contains(" and 440 more."), "{said}");
    new.put(table, &format!("{header}DY1,1,1,x\nDY1,2,2,x\n"));
    assert!(told(&old, &new).contains("- Its rows cannot be compared"));
}

#[test]
fn ends_of_lines_are_refused_in_texts_of_one_line_and_foreign_schemas_everywhere() {
    let check = |text: &str| {
        let site = site();
        site.put(ATTACKED, text);
        site.run(&["check", "--format", "json"]).stdout
    };
    for end in ["\\n", "\\r", "\\r\\n"] {
        for text in [
            GOOD.replace("Dudley Group", &format!("Dudley{end}To: all")),
            format!("aliases = [\"One{end}Two\"]\n{GOOD}"),
            format!("{GOOD}[[contacts]]\nrole = \"Office{end}x\"\nphone = \"01384 456111\"\n"),
            format!("{GOOD}[review]\nby = \"Office{end}x\"\n"),
        ] {
            assert!(check(&text).contains("holds the end of a line"), "{text}");
        }
    }
    assert!(check(&GOOD.replace("Short.", "Short.\\rForged")).contains("holds the end of a line"));
    assert!(!check(&GOOD.replace("Short.", "One.\\r\\n\\r\\nTwo.")).contains("holds the end of a line"));
    for foreign in [
        "#:schema https://evil.example/x.json\n",
        "# Ours.\n\n#:schema ../../../../x.json\n",
        "  # :schema file:///x\n",
        "#:schema ../../schema/organisation.schema.json\n#:schema https://evil.example/\n",
    ] {
        assert!(check(&format!("{foreign}{GOOD}")).contains("not this site's own"), "{foreign}");
    }
    assert!(!check(&format!("#:schema ../../schema/organisation.schema.json\n{GOOD}")).contains("not this site's own"));
}

#[test]
fn errors_are_printed_before_warnings_and_alerts_hold_no_links() {
    let site = site();
    let office = "[[contacts]]\nrole = \"Office\"\nemail = \"jane.smith@x.example\"\n".repeat(60);
    for id in ["aaa", "aab"] {
        site.put(
            &format!("data/organisations/nhs/{id}.toml"),
            &format!("name = \"{id}\"\nsector = \"nhs\"\nkind = \"acute-trust\"\n{office}"),
        );
    }
    site.put("data/organisations/nhs/zzz.toml", "name = \"Z\"\nsector = \"nhs\"\nkind = \"[Pay](https://evil.example/)\"\n");
    let ended = site.run(&["check"]);
    let all = format!("{}{}", ended.stdout, ended.stderr);
    let heads: Vec<&str> = all.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).collect();
    let errors = heads.iter().take_while(|line| line.contains(": error[")).count();
    assert!(heads[..errors].iter().any(|line| line.contains("zzz.toml")), "{all}");
    assert!(heads[errors..].iter().all(|line| line.contains(": warning[")) && errors < heads.len(), "{all}");
    let sarif = site.run(&["check", "--format", "sarif"]).stdout;
    assert!(sarif.contains("\\\\[Pay\\\\](https") && !sarif.contains("[Pay]("), "{sarif}");
}

#[test]
fn what_is_not_read_and_what_runs_in_a_browser_is_named() {
    let (old, new) = (site(), site());
    new.put("themes/default/static/js/copy.js", "evil()");
    new.put("data/organisations/nhs/large.toml", &"#".repeat(300_000));
    let said = told(&old, &new);
    assert!(said.contains("themes/default/static/js/copy.js\n- The file is new.\n- It becomes part of every page: review it as you would review a program.\n"), "{said}");
    assert!(said.contains("data/organisations/nhs/large.toml\n- The file is not read: it has 300000 bytes"), "{said}");
    assert!(said.ends_with("2 files changed.\n"), "{said}");
}

#[test]
fn a_revision_is_read_within_the_limits_of_a_folder() {
    let site = site();
    let git = |arguments: &[&str]| {
        let settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        let done = std::process::Command::new("git").arg("-C").arg(site.root()).args(settings).args(arguments).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "--quiet"]) {
        eprintln!("skipped: `git` is not installed");
        return;
    }
    let commit = |name: &str| git(&["add", "--all"]) && git(&["commit", "--quiet", "--message", name]) && git(&["tag", name]);
    assert!(commit("small"));
    site.put_bytes("data/places/x.csv", &vec![b'0'; 33 * 1024 * 1024]);
    site.put("data/guide/long.md", &"x".repeat(300 * 1024));
    // Hidden files and what editors leave are read by no build, and so by no comparison.
    site.put("data/.hidden.toml", "x = 1\n");
    site.put("data/site.toml~", "x = 1\n");
    assert!(commit("large"));
    assert!(git(&["checkout", "--quiet", "small"]));
    let said = site.run(&["diff", "large"]).stdout;
    assert!(said.contains("data/places/x.csv\n- The file was not read: it has 34603008 bytes; at most"), "{said}");
    assert!(said.contains("data/guide/long.md\n- The file was not read: it has 307200 bytes; at most"), "{said}");
    assert!(said.ends_with("2 files changed.\n"), "{said}");
    // One object under many names costs its bytes once: together these would be above the limit of a revision.
    site.put_bytes("themes/default/static/0.bin", &vec![b'1'; 4 * 1024 * 1024]);
    assert!(git(&["add", "--all"]));
    let hash = std::process::Command::new("git")
        .arg("-C")
        .arg(site.root())
        .args(["rev-parse", ":themes/default/static/0.bin"])
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .expect("git answers");
    for n in 1..150 {
        assert!(git(&["update-index", "--add", "--cacheinfo", &format!("100644,{hash},themes/default/static/{n}.bin")]));
    }
    assert!(git(&["commit", "--quiet", "--message", "many"]) && git(&["tag", "many"]));
    assert!(git(&["checkout", "--quiet", "--force", "small"]));
    assert!(site.run(&["diff", "many"]).stdout.ends_with("150 files changed.\n"));
}
