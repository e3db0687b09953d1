//! Records as a workbook, and back: what a person does in a spreadsheet, and what the records say afterwards.

mod bad;
mod book;
mod laws;
mod programs;
mod table;

use std::path::Path;

use trustbridge::disk;

use self::book::{Book, Put};
use crate::command::{Ended, Site};

/// The small site with one of each kind of record.
fn site() -> Site {
    let site = Site::new(&[]);
    let folder = disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/one-of-each")).expect("it can be read");
    folder.iter().filter(|(path, _)| path.is_in("data")).for_each(|(path, bytes)| site.put_bytes(path.as_str(), bytes));
    site
}

/// The file of the workbook of a site.
fn file(site: &Site) -> String {
    site.root().join("records.xlsx").to_string_lossy().into_owned()
}

/// The workbook of a site, as `export sheet` writes it.
fn exported(site: &Site) -> Book {
    let ended = site.run(&["export", "sheet", &file(site), "--replace"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    Book::open(&site.bytes("records.xlsx"))
}

/// Saves the workbook and imports it.
fn imported(site: &Site, book: &Book, more: &[&str]) -> Ended {
    site.put_bytes("records.xlsx", &book.save());
    site.run(&[&["import", "sheet", &file(site)], more].concat())
}

const HOSPITAL: &str = "data/organisations/nhs/synthetic-hospital.toml";
const SCHOOLS: &str = "data/organisations/schools/synthetic-schools.toml";

#[test]
fn the_workbook_shows_what_the_records_say_and_is_the_same_each_time() {
    let site = site();
    let mut book = exported(&site);
    let first = site.bytes("records.xlsx");
    exported(&site);
    assert!(first == site.bytes("records.xlsx"), "the same records give other bytes");
    let names: Vec<&str> = book.sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Read me", "organisations", "offers", "needs", "schools", "contacts", "partnerships", "trustbridge"]);
    let hospital = ("synthetic-hospital", "");
    for (heading, shown) in [
        ("Name", "Synthetic Hospital NHS Trust"),
        ("Kind", "Acute trust"),
        ("ODS code", "ZZ1"),
        ("Postcode", "DY1 2HQ"),
        ("Offers", "listed"),
    ] {
        assert_eq!(book.at("organisations", hospital, heading), Some(Put::from(shown)), "{heading}");
    }
    assert_eq!(book.at("organisations", hospital, "Latitude"), Some(Put::Number(52.5)));
    // 20 November 2026, as spreadsheets count days.
    assert_eq!(book.at("organisations", hospital, "Checked"), Some(Put::Number(46_346.0)));
    let nursing = ("synthetic-hospital", "published");
    assert_eq!(book.at("offers", nursing, "Ages"), Some(Put::from("4 to 16")));
    assert_eq!(book.at("offers", nursing, "Amount"), Some(Put::Number(12.0)));
    assert_eq!(book.at("organisations", ("quiet-schools", ""), "Offers"), Some(Put::from("none")));
    assert_eq!(book.at("organisations", ("quiet-schools", ""), "Needs"), Some(Put::from("not stated")));
    // Who asked not to be listed is nowhere in it.
    let whole = format!("{book:?}");
    assert!(whole.contains("unfinished-schools") || whole.contains("Unfinished"), "drafts are there");
    assert!(!whole.contains("Unlisted"), "an organisation that opted out is shown");
}

#[test]
fn an_unchanged_workbook_changes_not_a_byte() {
    let site = site();
    let book = exported(&site);
    let before = site.contents_below().into_iter().filter(|(path, _)| path.starts_with("data/")).collect::<Vec<_>>();
    let stamps = site.stamps();
    let ended = site.run(&["import", "sheet", &file(&site)]);
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (0, "Nothing differs from the records; nothing was written.\n"),
        "{}",
        ended.stderr
    );
    assert_eq!(site.stamps(), stamps);
    // Also where another program saved it.
    let ended = imported(&site, &book, &[]);
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (0, "Nothing differs from the records; nothing was written.\n"),
        "{}",
        ended.stderr
    );
    assert_eq!(site.contents_below().into_iter().filter(|(path, _)| path.starts_with("data/")).collect::<Vec<_>>(), before);
}

#[test]
fn changed_cleared_and_new_cells_reach_their_keys_and_are_told() {
    let site = site();
    let mut book = exported(&site);
    let hospital = ("synthetic-hospital", "");
    book.put("organisations", hospital, "Website", Some(Put::from("https://example.org/new")));
    book.put("organisations", hospital, "Summary", None);
    book.put("organisations", hospital, "Aliases", Some(Put::from("SHT; The Hospital")));
    book.put("organisations", hospital, "Checked", Some(Put::Day("2026-11-24")));
    book.put("offers", ("synthetic-hospital", "published"), "Amount", Some(Put::Number(14.0)));
    let before = site.text(HOSPITAL);

    let dry = imported(&site, &book, &["--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    assert_eq!(site.text(HOSPITAL), before);
    let ended = imported(&site, &book, &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let expected = before
        .replace("https://example.org/hospital", "https://example.org/new")
        .replace("aliases = [\"SHT\"]", "aliases = [\"SHT\", \"The Hospital\"]")
        .replace("number = 12", "number = 14")
        .replace("checked = 2026-11-20\nby", "checked = 2026-11-24\nby");
    let expected: String = expected.split_inclusive('\n').filter(|line| !line.starts_with("summary")).collect();
    assert_eq!(site.text(HOSPITAL), expected);
    for line in [
        "synthetic-hospital: website: `https://example.org/hospital` -> `https://example.org/new` (organisations!",
        "synthetic-hospital: offer `school-nursing`: amount.number: `12` -> `14` (offers!",
        "summary: `A **synthetic** hospital",
        "5 edits: 1 record changed, 0 new.",
    ] {
        assert!(ended.stdout.contains(line), "{line}: {}", ended.stdout);
    }
    // Asked again, it has nothing left to do: what the record says and what the sheet says are one.
    let again = imported(&site, &book, &[]);
    assert_eq!(
        (again.code, again.stdout.as_str()),
        (0, "Nothing differs from the records; nothing was written.\n"),
        "{}",
        again.stderr
    );
}

#[test]
fn comments_order_and_line_ends_stay() {
    let site = site();
    let text = "# About it.\r\nname = \"Quiet Schools Trust\" # its legal name\r\nkind = \"multi-academy-trust\"\r\nsector   = \"school\"\r\n\
                # Asked on the telephone.\r\ngroup = \"Part of a group.\" # seen\r\nwebsite = \"https://example.org/quiet\"\r\ncapacity = 2\r\n";
    site.put("data/organisations/schools/quiet-schools.toml", text);
    let mut book = exported(&site);
    let quiet = ("quiet-schools", "");
    book.put("organisations", quiet, "Group it belongs to", None);
    book.put("organisations", quiet, "Capacity", Some(Put::Number(3.0)));
    let ended = imported(&site, &book, &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let expected = text.replace("group = \"Part of a group.\" # seen", "# seen").replace("capacity = 2", "capacity = 3");
    assert_eq!(site.text("data/organisations/schools/quiet-schools.toml"), expected);
}

#[test]
fn new_rows_become_drafts_and_entries() {
    let site = site();
    let mut book = exported(&site);
    book.add(
        "organisations",
        &[
            ("Name", "Newly Made Schools Trust"),
            ("Sector", "school"),
            ("Kind", "Multi-academy trust"),
            ("Postcode", "DY1 2HQ"),
            ("Needs", "none"),
        ],
    );
    book.add("offers", &[("Organisation name", "Newly Made Schools Trust"), ("Service", "school-space"), ("Basis", "declared")]);
    book.add("contacts", &[("Organisation", "synthetic-schools"), ("Role", "Careers office"), ("Phone", "01384 456111")]);
    book.add("partnerships", &[("Name", "Gardens for wards"), ("Organisations", "synthetic-hospital; synthetic-schools")]);
    let ended = imported(&site, &book, &[]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let made = site.text("data/organisations/schools/newly-made-schools-trust.toml");
    for line in [
        "#:schema ../../schema/organisation.schema.json\nname = \"Newly Made Schools Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\ndraft = true\n",
        "needs = []\n",
        "[place]\npostcode = \"DY1 2HQ\"\n",
        "[[offers]]\nservice = \"school-space\"\nbasis = \"declared\"\n",
    ] {
        assert!(made.contains(line), "{line}: {made}");
    }
    assert!(site.text(SCHOOLS).contains("\n[[contacts]]\nrole = \"Careers office\"\nphone = \"01384 456111\"\n"));
    let partnership = site.text("data/partnerships/gardens-for-wards.toml");
    assert!(partnership.contains("organisations = [\"synthetic-hospital\", \"synthetic-schools\"]\n"), "{partnership}");
    assert!(partnership.contains("draft = true\n"), "{partnership}");
    assert_eq!(site.run(&["check"]).code, 0);
}

#[test]
fn entries_are_removed_by_their_word_and_never_by_a_deleted_row() {
    let site = site();
    let mut book = exported(&site);
    book.put("needs", ("synthetic-schools", "School nursing"), "Remove", Some(Put::from("remove")));
    let gone = book.row("needs", "synthetic-schools", "Work experience");
    book.cells("needs").retain(|(row, _), _| *row != gone);
    let before = site.text(SCHOOLS);
    let ended = imported(&site, &book, &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(
        site.text(SCHOOLS),
        before.replace("[[needs]]\nservice = \"school-nursing\"\nbasis = \"declared\"\nstatus = \"now\"\n\n", "")
    );
    assert!(
        ended.stdout.contains(
            "The sheet `needs` lacks 1 row that it came with (synthetic-schools: `work-experience`). Nothing was taken out"
        ),
        "{}",
        ended.stdout
    );

    // None and not stated are two things.
    let mut book = exported(&site);
    book.put("organisations", ("quiet-schools", ""), "Offers", Some(Put::from("not stated")));
    book.put("organisations", ("quiet-schools", ""), "Needs", Some(Put::from("none")));
    assert_eq!(imported(&site, &book, &[]).code, 0);
    let quiet = site.text("data/organisations/schools/quiet-schools.toml");
    assert!(!quiet.contains("offers") && quiet.contains("needs = []"), "{quiet}");
}

#[test]
fn an_edit_of_a_record_that_changed_meanwhile_is_refused_by_name() {
    let site = site();
    let mut book = exported(&site);
    book.put("organisations", ("synthetic-hospital", ""), "Website", Some(Put::from("https://example.org/mine")));
    book.put("organisations", ("synthetic-schools", ""), "Website", Some(Put::from("https://example.org/schools")));
    let theirs = site.text(HOSPITAL).replace("openness = \"open\"", "openness = \"not-now\"");
    site.put(HOSPITAL, &theirs);
    // A record that changed and that nobody edited here stands in nobody's way.
    let quiet = "data/organisations/schools/quiet-schools.toml";
    site.put(quiet, &site.text(quiet).replace("offers = []", "capacity = 1"));
    let before = site.text(SCHOOLS);

    let ended = imported(&site, &book, &[]);
    assert_eq!(ended.code, 1);
    let sentence = "`synthetic-hospital` was changed since this workbook was written, so this cell is not taken: website: `https://example.org/hospital` -> `https://example.org/mine`";
    assert!(ended.stderr.contains(sentence), "{}", ended.stderr);
    assert!(!ended.stderr.contains("quiet-schools"), "{}", ended.stderr);
    assert_eq!((site.text(HOSPITAL), site.text(SCHOOLS)), (theirs.clone(), before));

    let ended = imported(&site, &book, &["--skip-stale"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains(
            "`synthetic-hospital` was changed since this workbook was written; left out what 2 cells of it would change."
        ),
        "{}",
        ended.stdout
    );
    assert_eq!(site.text(HOSPITAL), theirs);
    assert!(site.text(SCHOOLS).contains("https://example.org/schools"));
}

#[test]
fn a_workbook_with_edits_is_not_overwritten() {
    let site = site();
    let mut book = exported(&site);
    book.put("organisations", ("synthetic-hospital", ""), "Website", None);
    site.put_bytes("records.xlsx", &book.save());
    let edited = site.bytes("records.xlsx");
    let ended = site.run(&["export", "sheet", &file(&site)]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("is there already, and may hold edits; import them first"), "{}", ended.stderr);
    assert!(edited == site.bytes("records.xlsx"));
}

#[test]
fn a_corrected_postcode_takes_the_old_point_with_it() {
    let site = site();
    let before = site.text(HOSPITAL);
    let mut book = exported(&site);
    book.put("organisations", ("synthetic-hospital", ""), "Postcode", Some(Put::from("B63 3HY")));
    let ended = imported(&site, &book, &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let expected = before.replace("postcode = \"DY1 2HQ\"\nlatitude = 52.5\nlongitude = -2.1\n", "postcode = \"B63 3HY\"\n");
    assert_eq!(site.text(HOSPITAL), expected);
    let told =
        "synthetic-hospital: the point 52.5, -2.1 of the old postcode taken out; fill in that of the new one, if you know it";
    assert!(ended.stdout.contains(told), "{}", ended.stdout);
    // Who gives the new point keeps it.
    site.put(HOSPITAL, &before);
    let mut book = exported(&site);
    let hospital = ("synthetic-hospital", "");
    book.put("organisations", hospital, "Postcode", Some(Put::from("B63 3HY")));
    book.put("organisations", hospital, "Latitude", Some(Put::Number(52.45)));
    assert_eq!(imported(&site, &book, &[]).code, 0);
    assert!(site.text(HOSPITAL).contains("postcode = \"B63 3HY\"\nlatitude = 52.45\nlongitude = -2.1\n"));
}
