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
    ("outcome", "Alder and Birch: talks", "data/outcomes/alder-and-birch-talks.toml"),
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
        let missing = if ["guide", "outcome"].contains(what) { vec![] } else { vec!["no-sources"] };
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
        // A page of the guide is not published while the words that ask for its text still stand there.
        // An outcome is that of two, and about one thing: which, the draft cannot know.
        let left = match *what {
            "guide" => vec!["empty-page"],
            "outcome" => vec!["missing-key"; 2],
            _ => vec![],
        };
        assert_eq!(faults(&site, path, &[]), left, "{path}\n{uncommented}");
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

const OLD: &str = "data/organisations/nhs/dudley-group.toml";
const NEW_PLACE: &str = "data/organisations/nhs/black-country-acute.toml";

/// A small site in which much names the organisation `dudley-group`.
fn small() -> Site {
    let site = Site::new(&[
        (
            OLD,
            "# Ours.\nname   = \"Dudley Group\"   # the short form\nsector = \"nhs\"\nkind = \"acute-trust\"\nformer_names = []\npartners = [\"windsor\"]\nsummary = \"\"\"\nSee [us](/organisations/dudley-group/#top).\n\"\"\"\n\n[review]\nby = \"x\"\n[[sources]]\nurl = \"https://example.org/organisations/dudley-group/\"\n",
        ),
        (
            "data/organisations/schools/windsor.toml",
            "name = \"Windsor Academy Trust\"\r\nsector = \"school\"\r\nkind = \"multi-academy-trust\"\r\npartners = [\r\n  'dudley-group', # dudley-group since 2023\r\n]\r\nwebsite = \"https://example.org/\"\r\n",
        ),
        (
            "data/partnerships/both.toml",
            "name = \"Both\"\norganisations = [\"windsor\", \"dudley-group\"]\nothers = [\"dudley-group\"]\n[[sources]]\nurl = \"https://example.org/\"\n",
        ),
        ("data/programmes/day.toml", "name = \"A day\"\nleft = [\"dudley-group\"]\nright = [\"windsor\"]\n"),
        (
            "data/guide/page.md",
            "+++\ntitle = \"Page\"\nsection = \"page\"\n+++\n{{ organisation(\"dudley-group\") }} and [it](/organisations/dudley-group/), not [this](https://example.org/organisations/dudley-group/) or dudley-group.\n",
        ),
        ("data/site.toml", "title = \"Small\"\nbase_url = \"https://example.org/small/\"\n"),
    ]);
    let folder = project::folder();
    for (path, bytes) in folder.iter().filter(|(path, _)| project::is_shared(path)) {
        site.put_bytes(path.as_str(), bytes);
    }
    site
}

#[test]
fn a_new_id_is_known_everywhere_and_the_old_address_leads_to_it() {
    let site = small();
    let before = site.contents();
    assert_eq!(site.run(&["rename", "dudley-group", "black-country-acute", "--dry-run"]).code, 0);
    assert_eq!(site.contents(), before);
    let ended = site.run(&["rename", "dudley-group", "black-country-acute"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(!site.has(OLD));
    assert_eq!(
        site.text(NEW_PLACE),
        "# Ours.\nname   = \"Dudley Group\"   # the short form\nsector = \"nhs\"\nkind = \"acute-trust\"\nformer_names = []\nformer_ids = [\"dudley-group\"]\npartners = [\"windsor\"]\nsummary = \"\"\"\nSee [us](/organisations/black-country-acute/#top).\n\"\"\"\n\n[review]\nby = \"x\"\n[[sources]]\nurl = \"https://example.org/organisations/dudley-group/\"\n",
    );
    assert!(
        site.text("data/organisations/schools/windsor.toml").contains("  'black-country-acute', # dudley-group since 2023\r\n")
    );
    assert!(
        site.text("data/partnerships/both.toml").contains("[\"windsor\", \"black-country-acute\"]\nothers = [\"dudley-group\"]")
    );
    assert!(site.text("data/programmes/day.toml").contains("left = [\"black-country-acute\"]"));
    assert!(site.text("data/guide/page.md").ends_with(
        "{{ organisation(\"black-country-acute\") }} and [it](/organisations/black-country-acute/), not [this](https://example.org/organisations/dudley-group/) or dudley-group.\n"
    ));
    let built = site.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = site.text("public/organisations/dudley-group/index.html");
    assert!(page.contains("http-equiv=\"refresh\" content=\"0; url=../black-country-acute/\""), "{page}");
    assert!(page.contains("noindex"));
    assert_eq!(
        site.text("public/_redirects"),
        "/small/organisations/dudley-group/* /small/organisations/black-country-acute/:splat 301\n"
    );
    assert!(!site.text("public/sitemap.xml").contains("dudley-group"));
    // And back again: the id that is free now becomes a former one no more.
    assert_eq!(site.run(&["rename", "black-country-acute", "dudley-group"]).code, 0);
    assert!(site.text(OLD).contains("former_ids = [\"black-country-acute\"]\n"));
}

#[test]
fn a_renaming_that_was_stopped_is_finished_when_it_is_asked_for_again() {
    let site = small();
    let old = site.text(OLD);
    assert_eq!(site.run(&["rename", "dudley-group", "black-country-acute"]).code, 0);
    let done = site.contents();
    site.put(OLD, &old);
    site.put("data/programmes/day.toml", "name = \"A day\"\nleft = [\"dudley-group\"]\nright = [\"windsor\"]\n");
    let ended = site.run(&["rename", "dudley-group", "black-country-acute"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(site.contents(), done);
}

#[test]
fn an_id_that_cannot_be_given_changes_nothing() {
    let site = small();
    site.put("data/organisations/nhs/broken.toml", "name = \"Broken\n");
    let before = site.contents();
    for (old, new, said) in [
        ("dudley-group", "windsor", "taken"),
        ("dudley-group", "Dudley Group", "small letters"),
        ("dudley-group", "../x", "small letters"),
        ("dudley-group", "dudley-group", "already"),
        ("dudley-grop", "x-y", "did you mean `dudley-group`?"),
        ("broken", "x-y", "cannot be read"),
        ("page", "x-y", "`data/guide/page.md` is no organisation: give the file itself another name"),
    ] {
        let ended = site.run(&["rename", old, new]);
        assert_eq!(ended.code, 2);
        assert!(ended.stderr.contains(said), "{}", ended.stderr);
    }
    assert_eq!(site.contents(), before, "a broken record is never touched");
}

#[test]
fn a_closed_organisation_keeps_a_page_that_points_on_and_is_suggested_nowhere() {
    let site = small();
    site.put(
        NEW_PLACE,
        "name = \"Black Country Acute\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://example.org/\"\n",
    );
    for (arguments, said) in [
        (&["close", "dudley-grop"][..], "did you mean `dudley-group`?"),
        (&["close", "dudley-group", "--successor", "nobody-here"], "no organisation `nobody-here`"),
        (&["close", "dudley-group", "--successor", "dudley-group"], "own successor"),
    ] {
        let ended = site.run(arguments);
        assert!(ended.code == 2 && ended.stderr.contains(said), "{}", ended.stderr);
    }
    let ended = site.run(&["close", "dudley-group", "--successor", "black-country-acute", "--date", "2026-10-01"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("still named by `data/guide/page.md`, `data/organisations/schools/windsor.toml`"),
        "{}",
        ended.stdout
    );
    assert!(site.text(OLD).contains("\nclosed = 2026-10-01\nsuccessor = \"black-country-acute\"\n"), "{}", site.text(OLD));
    let stamps = site.stamps();
    assert_eq!(site.run(&["close", "dudley-group", "--successor", "black-country-acute", "--date", "2026-10-01"]).code, 0);
    assert_eq!(site.stamps(), stamps, "nothing is written where nothing changes");
    let ended = site.run(&["close", "black-country-acute", "--successor", "dudley-group"]);
    assert!(ended.stderr.contains("its own successor is \"black-country-acute\""), "{}", ended.stderr);

    let built = site.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = site.text("public/organisations/dudley-group/index.html");
    assert!(page.contains("closed") && page.contains("1 October 2026") && page.contains("../black-country-acute/"));
    let list = site.text("public/organisations/index.html");
    assert!(list.contains("black-country-acute") && !list.contains("organisations/dudley-group/"), "it is in no list");
    let matches: serde_json::Value =
        serde_json::from_str(&site.run(&["match", "--all", "--format", "json"]).stdout).expect("it is JSON");
    let ids = |of: &str| matches[of].as_array().into_iter().flatten().map(|one| one["id"].to_string()).collect::<Vec<_>>();
    assert!(
        !ids("windsor").contains(&"\"dudley-group\"".to_owned())
            && ids("windsor").contains(&"\"black-country-acute\"".to_owned())
    );
}

#[test]
fn what_is_due_is_listed_by_owner_with_wording_to_send() {
    let site = small();
    let letters = site.run(&["stale"]);
    assert_eq!(letters.code, 0, "{}", letters.stderr);
    assert!(letters.stdout.contains("Windsor Academy Trust (organisation): never checked"), "{}", letters.stdout);
    site.put(OLD, "name = \"=Dudley, Group\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://example.org/\"\n[[contacts]]\nrole = \"Switchboard\"\nphone = \"01384 456111\"\n[[contacts]]\nrole = \"Partnerships office\"\nemail = \"partnerships@example.org\"\n[review]\nchecked = 2026-01-20\nby = \"Trust office\"\n");
    site.put("data/organisations/schools/windsor.toml", "name = \"Windsor Academy Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nwebsite = \"https://example.org/\"\n[review]\nchecked = 2026-11-01\nby = \"Trust office\"\n");
    let letters = site.run(&["stale", "--owner", "trust office"]).stdout;
    assert_eq!(
        letters,
        "1 record of 1 owner is due for review on 25 November 2026.\n\nTo: Trust office\nSubject: 1 record in Small is due for a check\n\n\
         The entries below have waited for their check. Please follow the sources of each, correct what has changed, and set `checked` under `[review]` to the day of your check. \
         Where nothing has changed, the new day alone is worth having.\n\n\
         - =Dudley, Group (organisation): last checked on 20 January 2026, due since 20 July 2026\n  https://example.org/small/organisations/dudley-group/\n  ask: Partnerships office, partnerships@example.org\n"
    );
    let rows = site.run(&["stale", "--format", "csv", "--owner", "Trust office"]).stdout;
    let mut lines = rows.lines();
    assert!(
        lines
            .next()
            .expect("a header")
            .starts_with("owner,what,name,file,page,checked,due,days_overdue,contact_role,contact_email,")
    );
    let row = lines.next().expect("a row");
    assert!(row.starts_with("Trust office,organisation,\"'=Dudley, Group\",data/organisations/nhs/dudley-group.toml,"), "{row}");
    assert!(row.contains(",2026-01-20,2026-07-20,128,Partnerships office,partnerships@example.org,"), "{row}");
    assert!(row.contains("was last checked on 20 January 2026. Could you look at it"), "{row}");
    assert!(lines.next().is_none());
    let checked = site.text(OLD).replace("checked = 2026-01-20", "checked = 2026-11-20");
    site.put(OLD, &checked);
    assert_eq!(site.run(&["stale", "--owner", "Trust office"]).stdout, "Nothing is due for review on 25 November 2026.\n");
}

#[test]
fn changes_are_told_in_plain_english() {
    let old = small();
    old.put(OLD, "name = \"Dudley Group\"\nsector = \"nhs\"\nkind = \"acute-trust\"\naliases = [\"DGFT\", \"Dudley\"]\nopenness = \"open\"\nneeds = []\n\n[place]\ntown = \"Dudley\"\n\n[[offers]]\nservice = \"work-experience\"\nbasis = \"declared\"\nstatus = \"now\"\n\n[[offers]]\nservice = \"school-nursing\"\nbasis = \"declared\"\n\n[[contacts]]\nrole = \"Office\"\nphone = \"01384 456111\"\n");
    let new = small();
    new.put(OLD, "sector = \"nhs\"\nname = \"Dudley Group\"\nkind = \"acute-trust\"\naliases = [\"DGFT\", \"The Group\u{202e}\"]\n\n[place]\ntown = \"Brierley Hill\"\nicbs = [\"black-country\"]\n\n[[offers]]\nservice = \"work-experience\"\nbasis = \"declared\"\nstatus = \"may\"\n\n[[offers]]\nservice = \"careers-encounters\"\nbasis = \"published\"\nsource = \"https://example.org/a/\"\n\n[[contacts]]\nrole = \"Office\"\nphone = \"01384 456112\"\n");
    new.put("data/programmes/day.toml", "name   = \"A day\"\nleft = [\"dudley-group\"]\nright = [\"windsor\"]\n");
    new.put("data/partnerships/both.toml", "name = \"Both\n");
    new.put("data/organisations/schools/fresh.toml", "name = \"Fresh Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\ndraft = true\nneeds = []\n[place]\ntown = \"Walsall\"\n");
    std::fs::remove_file(new.root().join("data/guide/page.md")).expect("removed");
    let told = new.run(&["diff", "--against", &old.root().to_string_lossy()]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    let expected = "\
What this does to other records cannot be told: the records have errors, which `trustbridge check` names.

Page (guide page)
- The record is removed, and its page with it.
  data/guide/page.md

Dudley Group (organisation)
- It no longer offers “School nursing (5 to 19)”.
- It now offers “Careers talks and visits” (source: https://example.org/a/).
- The openness is no longer stated; it was “open”.
- Aliases: added “The Group\\u{202e}”, dropped “Dudley”.
- The town changes from “Dudley” to “Brierley Hill”.
- Care boards: added “NHS Black Country Integrated Care Board”.
- The phone of the contact “Office” changes from “01384 456111” to “01384 456112”.
- The status of the offer “Work experience” changes from “now” to “may”.
- It no longer says what it needs.
  data/organisations/nhs/dudley-group.toml

Fresh Trust (organisation)
- The record is new.
- It is listed as “Multi-academy trust” in Walsall.
- It says that it needs nothing.
- It is a draft and is not published yet.
  data/organisations/schools/fresh.toml

data/partnerships/both.toml
- The file cannot be read; `trustbridge check` says where it is broken.
  data/partnerships/both.toml

A day (programme)
- Only its layout or its comments change.
  data/programmes/day.toml

5 files changed.
";
    let lines = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(&told.stdout), lines(expected), "{}", told.stdout);
    assert_eq!(new.run(&["diff", "--against", &new.root().to_string_lossy()]).stdout, "Nothing changed.\n");
}

#[test]
fn a_revision_is_read_through_git_also_in_a_folder_of_a_repository() {
    let whole = Site::new(&[]);
    let inner = whole.root().join("directory");
    for (path, bytes) in small().contents_below() {
        whole.put_bytes(&format!("directory/{path}"), &bytes);
    }
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git").arg("-C").arg(whole.root()).args(arguments).output();
        done.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "--quiet"]) {
        eprintln!("skipped: `git` is not installed");
        return;
    }
    let run = |arguments: &[&str]| super::command::run(&inner, arguments);
    assert!(git(&["add", "--all"]));
    assert!(git(&["-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "one"]));
    assert_eq!(run(&["diff"]).stdout, "Nothing changed.\n");
    assert_eq!(run(&["rename", "dudley-group", "black-country-acute"]).code, 0);
    let told = run(&["diff", "HEAD"]).stdout;
    assert!(told.contains("- The record moves from `data/organisations/nhs/dudley-group.toml` to `data/organisations/nhs/black-country-acute.toml`."), "{told}");
    assert!(
        told.contains("- Education side") || told.contains("- Health side: added “black-country-acute”, dropped “dudley-group”."),
        "{told}"
    );
    for wrong in ["nowhere", "--output=x", "HEAD\n"] {
        let ended = run(&["diff", "--", wrong]);
        assert_eq!(ended.code, 2, "{}", ended.stdout);
    }
}

#[test]
fn owners_come_from_the_settings_and_the_reviews() {
    let site = small();
    assert!(site.run(&["codeowners"]).stderr.contains("names no owners"));
    site.put("data/site.toml", "title = \"Small\"\n[owners]\ndefault = \"@us\"\nx = \"@team/health people@example.org\"\n");
    assert_eq!(site.run(&["codeowners", "--check"]).code, 1);
    assert_eq!(site.run(&["codeowners"]).code, 0);
    assert_eq!(
        site.text(".github/CODEOWNERS").lines().skip(1).collect::<Vec<_>>(),
        ["* @us", "/data/organisations/nhs/dudley-group.toml @team/health people@example.org"]
    );
    assert_eq!(site.run(&["codeowners", "--check"]).code, 0);
    for name in ["data/organisations/nhs/ @evil .toml", "data/organisations/nhs/*.toml", "data/organisations/nhs/a#b.toml"] {
        let written = site.text(".github/CODEOWNERS");
        site.put(name, "name = \"X\"\n[review]\nby = \"x\"\n");
        assert_eq!(site.run(&["codeowners"]).code, 0);
        assert_eq!(site.text(".github/CODEOWNERS"), written, "{name}");
        std::fs::remove_file(site.root().join(name)).expect("removed");
    }
    assert_eq!(site.run(&["check"]).code, 0, "the settings know the key");
    site.put("data/site.toml", "title = \"Small\"\n[owners]\nx = \"us\\n* @evil\"\n");
    assert!(site.run(&["codeowners"]).stderr.contains("is no account"));
}
