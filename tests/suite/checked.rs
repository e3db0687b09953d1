//! The day on which somebody looked, set in many records at once.

use std::path::Path;

use trustbridge::disk;

use super::command::Site;

const HOSPITAL: &str = "data/organisations/nhs/synthetic-hospital.toml";
const QUIET: &str = "data/organisations/schools/quiet-schools.toml";
const HUB: &str = "data/partnerships/synthetic-hub.toml";

/// A site with one of each kind of record.
pub(crate) fn one_of_each() -> Site {
    let site = Site::new(&[]);
    let folder = disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/one-of-each")).expect("it can be read");
    folder.iter().filter(|(path, _)| path.is_in("data")).for_each(|(path, bytes)| site.put_bytes(path.as_str(), bytes));
    site
}

#[test]
fn the_day_stands_in_each_record_and_all_else_stays() {
    let site = one_of_each();
    site.put(
        HOSPITAL,
        &site
            .text(HOSPITAL)
            .replace("checked = 2026-11-20\nby", "checked = 2026-11-20 # by telephone\n# Ask again in spring.\nby"),
    );
    let (hospital, quiet, hub) = (site.text(HOSPITAL), site.text(QUIET), site.text(HUB));
    let dry = site.run(&["checked", "synthetic-hospital", "quiet-schools", "--dry-run"]);
    assert!(dry.code == 0 && dry.stdout.contains("Would set `checked = 2026-11-25`"), "{dry:?}");
    assert_eq!(site.text(HOSPITAL), hospital);
    let ended = site.run(&["checked", "synthetic-hospital", "quiet-schools", "synthetic-hub", "--date", "2026-11-24"]);
    assert!(ended.code == 0 && ended.stdout.ends_with("3 records changed.\n"), "{ended:?}");
    assert_eq!(site.text(HOSPITAL), hospital.replace("checked = 2026-11-20 # by", "checked = 2026-11-24 # by"));
    assert_eq!(site.text(QUIET), format!("{quiet}\n[review]\nchecked = 2026-11-24\n"));
    assert!(site.text(HUB) != hub && site.text(HUB).contains("checked = 2026-11-24"), "{}", site.text(HUB));
    let again = site.run(&["checked", "synthetic-hospital", "--date", "2026-11-24"]);
    assert_eq!((again.code, again.stdout.as_str()), (0, "0 records changed, 1 had that day already.\n"), "{}", again.stderr);
    let ended = site.run(&["checked", "quiet-schools", "--by", "Partnership office"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(site.text(QUIET).ends_with("[review]\nchecked = 2026-11-25\nby = \"Partnership office\"\n"), "{}", site.text(QUIET));
    assert_eq!(site.run(&["check"]).code, 0);
}

#[test]
fn where_one_id_is_wrong_nothing_is_written_and_each_is_named() {
    let site = one_of_each();
    let before = site.contents();
    let ended = site.run(&["checked", "quiet-schools", "synthetic-hospitl", "nobody-knows-this"]);
    assert_eq!(ended.code, 2, "{ended:?}");
    for words in
        ["did you mean `synthetic-hospital`?", "no organisation or partnership `nobody-knows-this`", "nothing was written"]
    {
        assert!(ended.stderr.contains(words), "{words}: {}", ended.stderr);
    }
    for (more, words) in
        [("2026-12-01", "2026-12-01 is yet to come"), ("2026-11-01", "was looked at on 2026-11-20, after 2026-11-01")]
    {
        let ended = site.run(&["checked", "synthetic-hospital", "--date", more]);
        assert!(ended.code == 2 && ended.stderr.contains(words), "{ended:?}");
    }
    assert_eq!(site.contents(), before);
}
