//! A site of one county, kept by people who do not program: records by name from a register, an import of one area, a letter
//! taken in, a file of the theme to change.

use super::checked::one_of_each;
use super::command::Site;
use super::import::{imported, register, site, with_places, words};

fn files(site: &Site, below: &str) -> Vec<String> {
    let all = site.contents_below().into_iter().map(|(path, _)| path);
    all.filter_map(|path| path.strip_prefix(below).map(str::to_owned)).collect()
}

#[test]
fn an_import_adds_what_lies_in_the_area_and_refreshes_what_is_known() {
    let gias = register("allgroups-synthetic.csv");
    let whole = site(&[]);
    imported(&whole, &words(&with_places(&["gias", &gias, "--date", "2026-07-01"], &[])));
    let all = files(&whole, "data/organisations/");
    let lies = |path: &String| whole.text(&format!("data/organisations/{path}")).contains("icbs = [\"black-country\"]");
    let there: Vec<String> = all.iter().filter(|path| lies(path)).cloned().collect();
    assert!(!there.is_empty() && there.len() < all.len(), "{all:?}");

    let county = site(&[]);
    let arguments = with_places(&["gias", &gias, "--date", "2026-07-01", "--board", "black-country"], &[]);
    let told = imported(&county, &words(&arguments));
    assert_eq!(files(&county, "data/organisations/"), there, "only what lies in the area");
    assert!(told.contains(&format!("Left out {} that lie elsewhere", all.len() - there.len())), "{told}");
    for path in &there {
        let path = format!("data/organisations/{path}");
        assert_eq!(county.text(&path), whole.text(&path), "what is taken is taken as it is");
    }
    let before = county.contents();
    let told = imported(&county, &words(&with_places(&["gias", &gias, "--date", "2026-07-01", "--only-known"], &[])));
    assert_eq!(county.contents(), before);
    assert!(told.contains("that the site does not know"), "{told}");
    // A draft of a minute ago stands in nobody's way.
    assert_eq!(county.run(&["new", "school", "Half Written Trust"]).code, 0);
    imported(&county, &words(&arguments));

    let wrong = with_places(&["gias", &gias, "--board", "blak-country"], &[]);
    let ended = county.run(&[&["import"], words(&wrong).as_slice()].concat());
    assert!(ended.code == 2 && ended.stderr.contains("no care board `blak-country`; did you mean `black-country`?"), "{ended:?}");
}

#[test]
fn a_record_is_found_in_the_register_by_its_name() {
    let gias = register("allgroups-synthetic.csv");
    let county = site(&[]);
    let ended = county.run(&["new", "school", "o'synth trust", "--register", &gias]);
    let written = files(&county, "data/organisations/schools/");
    assert!(ended.code == 0 && written.len() == 1, "{ended:?}");
    let text = county.text(&format!("data/organisations/schools/{}", written[0]));
    assert!(text.contains("gias_uid = \"90005\""), "{text}");
    for (name, words) in [
        ("One Name Trust", vec!["--code 90007  ", "--code 90008  ", "--by-hand"]),
        ("Synthetic Grammar", vec!["--code 90006  "]),
        ("Nowhere To Be Found", vec!["holds no open trust called \"Nowhere To Be Found\"", "--by-hand"]),
    ] {
        let ended = county.run(&["new", "school", name, "--register", &gias]);
        assert_eq!(ended.code, 2, "{name}: {ended:?}");
        for words in words {
            assert!(ended.stderr.contains(words), "{name}, {words}: {}", ended.stderr);
        }
    }
    // The settings name the register once; by hand it is left out.
    county.put_bytes("registers/groups.csv", &std::fs::read(&gias).expect("the register"));
    county.put("data/site.toml", &format!("{}\n[extracts]\ngias = \"registers/groups.csv\"\n", county.text("data/site.toml")));
    assert_eq!(county.run(&["new", "school", "One Name Trust"]).code, 2);
    assert_eq!(county.run(&["new", "school", "One Name Trust", "--by-hand"]).code, 0);
    assert!(!county.text("data/organisations/schools/one-name-trust.toml").contains("\ngias_uid = \"9000"));
}

const LETTER: &str = "Dear all,\r\n\r\n> Please add this record.\r\n>\r\n> File: data/organisations/schools/meadow-schools.toml\r\n>\r\n\
                      > name = \"Meadow Schools Trust\"\r\n> sector = \"school\"\r\n> kind = \"multi-academy-trust\"\r\n\
                      > website = \"https://meadow.example.org/\"\r\n>\r\n> [place]\r\n> postcode = \"DY1 2HQ\"\r\n-- \r\nJane\r\n";

#[test]
fn a_letter_of_the_form_becomes_a_record() {
    let site = one_of_each();
    let take = |text: &str, more: &[&str]| {
        site.put("letter.txt", text);
        let file = site.root().join("letter.txt").to_string_lossy().into_owned();
        site.run(&[&["take", &file], more].concat())
    };
    let path = "data/organisations/schools/meadow-schools.toml";
    let dry = take(LETTER, &["--dry-run"]);
    assert!(dry.code == 0 && dry.stdout.contains("would be new") && !site.has(path), "{dry:?}");
    let ended = take(LETTER, &[]);
    assert!(ended.code == 0 && ended.stdout.contains("a new record"), "{ended:?}");
    let record = "name = \"Meadow Schools Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\n\
                  website = \"https://meadow.example.org/\"\n\n[place]\npostcode = \"DY1 2HQ\"\n";
    assert_eq!(site.text(path), record);
    assert!(take(LETTER, &[]).stdout.contains("says that already"), "twice is the same");
    let fenced = format!("Please correct this record.\n\nFile: {path}\n\n```toml\n{}```\n", record.replace("DY1 2HQ", "B63 3HY"));
    let ended = take(&fenced, &[]);
    assert!(
        ended.code == 0 && ended.stdout.contains("- postcode = \"DY1 2HQ\"") && ended.stdout.contains("Changed"),
        "{ended:?}"
    );
    assert!(site.text(path).contains("B63 3HY"));

    // What does not pass is not written, and comments of the record are not lost without a word.
    let before = site.text(path);
    let ended = take(&fenced.replace("multi-academy-trust", "multi-academy"), &[]);
    assert!(ended.code == 1 && ended.stderr.contains("did you mean `multi-academy-trust`?"), "{ended:?}");
    assert!(ended.stderr.contains("Nothing was written") && site.text(path) == before, "{ended:?}");
    site.put(path, &before.replace("[place]", "# Asked by telephone.\n[place]"));
    let ended = take(LETTER, &[]);
    assert!(ended.code == 2 && ended.stderr.contains("Asked by telephone.") && ended.stderr.contains("--replace"), "{ended:?}");
    assert_eq!(take(LETTER, &["--replace"]).code, 0);
    for (wrong, words) in [
        ("File: ../../etc/passwd\n\nx = 1\n", "no place for a record"),
        ("File: data/site.toml\n\ntitle = \"Ours\"\n", "no place for a record"),
        ("File: data/organisations/nhs/asked-to-leave.toml\n\nname = \"Back\"\n", "asked not to be listed"),
        ("Good morning, could you list us?\n", "not what the form makes"),
    ] {
        let before = site.contents_below().into_iter().filter(|(path, _)| path != "letter.txt").collect::<Vec<_>>();
        let ended = take(wrong, &[]);
        assert!(ended.code == 2 && ended.stderr.contains(words), "{wrong}: {ended:?}");
        assert_eq!(site.contents_below().into_iter().filter(|(path, _)| path != "letter.txt").collect::<Vec<_>>(), before);
    }
    // The file that the form saved has the name of the record.
    site.put("wood-schools.toml", &record.replace("Meadow", "Wood"));
    let file = site.root().join("wood-schools.toml").to_string_lossy().into_owned();
    assert_eq!(site.run(&["take", &file, "--draft"]).code, 0);
    assert!(site.text("data/organisations/schools/wood-schools.toml").contains("draft = true\n"));
}

#[test]
fn files_of_the_theme_are_listed_copied_and_used() {
    let site = one_of_each();
    let list = site.run(&["theme"]).stdout;
    assert!(list.contains("templates/footer.html\n") && list.contains("words.toml\n") && !list.contains("minified"), "{list}");
    let ended = site.run(&["theme", "--copy", "meadow", "footer.html", "themes/default/words.toml"]);
    assert!(ended.code == 0 && ended.stdout.contains("theme = \"meadow\""), "{ended:?}");
    let path = "themes/meadow/templates/footer.html";
    site.put(path, &format!("{}<p>Kept in Meadowshire.</p>\n", site.text(path)));
    site.put("data/site.toml", &site.text("data/site.toml").replace("owner =", "theme = \"meadow\"\nowner ="));
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(site.text("public/index.html").contains("Kept in Meadowshire."));
    let mine = site.text(path);
    assert_ne!(site.run(&["theme", "--copy", "meadow", "footer.html"]).code, 0);
    assert_eq!(site.text(path), mine, "nothing is overwritten");
    for (arguments, words) in [
        (["theme", "--copy", "meadow", "fotter.html"], "did you mean `footer.html`?"),
        (["theme", "--copy", "default", "footer.html"], "a name of its own"),
        (["theme", "--copy", "../x", "footer.html"], "the name `../x`"),
    ] {
        let ended = site.run(&arguments);
        assert!(ended.code == 2 && ended.stderr.contains(words), "{ended:?}");
    }
}

#[test]
fn a_site_of_a_later_program_is_left_alone() {
    let site = one_of_each();
    let settings = site.text("data/site.toml");
    site.put("data/site.toml", &format!("format = 1\n{settings}"));
    assert_eq!(site.run(&["check"]).code, 0);
    site.put("data/site.toml", &format!("format = 2\n{settings}"));
    let before = site.contents();
    for command in [&["check"][..], &["fmt"], &["new", "nhs", "Wood NHS Trust"], &["build"], &["checked", "quiet-schools"]] {
        let ended = site.run(command);
        assert_eq!(ended.code, 3, "{command:?}: {ended:?}");
        for words in ["has the format 2", "knows formats up to 1", "install a later version"] {
            assert!(ended.stderr.contains(words), "{command:?}: {}", ended.stderr);
        }
    }
    assert_eq!(site.contents(), before);
}

#[test]
fn a_site_of_one_care_board_begins_with_its_places_alone() {
    let site = Site::new(&[]);
    let ended = site.run(&["init", "--board", "kent-and-medway"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let count = |path: &str, head: &str| site.text(path).matches(head).count();
    assert_eq!((count("data/places/icbs.toml", "[[icb]]\n"), count("data/places/regions.toml", "[[region]]\n")), (1, 1));
    let districts = site.text("data/places/districts.csv");
    assert!(districts.lines().count() > 8 && districts.lines().skip(1).all(|row| row.contains("kent-and-medway")), "{districts}");
    for command in [
        &["check", "--deny", "warnings"][..],
        &["check", "--drafts"],
        &["fmt", "--check"],
        &["schema", "--check"],
        &["build", "--drafts"],
    ] {
        let ended = site.run(command);
        assert_eq!(ended.code, 0, "{command:?}: {}{}", ended.stdout, ended.stderr);
    }
    assert!(!site.text("public/organisations/index.html").contains("West Midlands"));
    let other = Site::new(&[]);
    let ended = other.run(&["init", "--board", "kent-and-medwey"]);
    assert!(ended.code == 2 && ended.stderr.contains("did you mean `kent-and-medway`?"), "{ended:?}");
    assert!(other.contents().is_empty());
}
