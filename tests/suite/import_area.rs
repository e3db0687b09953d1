//! Figures on the children of areas: from the published table to pages and files.

use crate::import::{register, site};

const TABLE: &str = "data/places/area.csv";

const TRUST: &str = "name = \"Anytown Hospitals NHS Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://anytown.example.nhs.uk/\"\n\n[place]\nicbs = [\"black-country\"]\n";

#[test]
fn figures_come_in_once_and_are_shown_with_england_beside_them() {
    let site = site(&[("nhs/anytown-hospitals", TRUST)]);
    let file = register("area-synthetic.csv");
    let ended = site.run(&["import", "area", &file]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stderr.contains("6:") && ended.stderr.contains("`many` `%` is no percentage"), "{}", ended.stderr);
    assert_eq!(
        site.text(TABLE),
        "measure,area,percent,period,source,publisher,date\n\
         child-poverty,E08000030,44,2024-04-01/P1Y,https://poverty.example/,Department of Sums,2026-03-26\n\
         persistent-absence,E08000027,19,2024-08-01/P1Y,https://absence.example/,Department of Synths,2026-03-26\n\
         persistent-absence,E08000030,21.25,2024-08-01/P1Y,https://absence.example/,Department of Synths,2026-03-26\n\
         persistent-absence,E92000001,18.1,2024-08-01/P1Y,https://absence.example/,Department of Synths,2026-03-26\n"
    );
    let before = site.stamps();
    let again = site.run(&["import", "area", &file]);
    assert!(again.stdout.contains("4 rows. Nothing changes."), "{}", again.stdout);
    assert_eq!(site.stamps(), before, "importing again changed a file");

    let built = site.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let district = site.text("public/places/west-midlands/black-country/walsall/index.html");
    for part in
        ["say nothing of any one trust", "21.2%", "18.1%", "August 2024 to July 2025", "https://absence.example/", "no figure"]
    {
        assert!(district.contains(part), "{part}");
    }
    let board = site.text("public/places/west-midlands/black-country/index.html");
    assert!(board.contains("19.0% (Dudley) to 21.2% (Walsall)") && board.contains("44.0% (Walsall)"), "{board}");
    let brief = site.text("public/places/west-midlands/black-country/brief/index.html");
    let line = "Pupils persistently absent from school: 19.0% (Dudley) to 21.2% (Walsall) (England 18.1%), August 2024 to July 2025, Department of Synths.";
    assert!(brief.contains(line), "{brief}");
    let file = site.text("public/data/area.csv");
    assert!(file.contains("2024-08-01,2025-07-31,https://absence.example/"), "{file}");
    // A place without a figure says nothing.
    let other = site.text("public/places/west-midlands/black-country/sandwell/index.html");
    assert!(!other.contains("area-figures"), "{other}");
}

#[test]
fn a_table_without_these_figures_is_refused() {
    let site = site(&[]);
    let before = site.stamps();
    let ended = site.run(&["import", "area", &register("districts-synthetic.csv")]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(ended.stderr.contains("indicator") && ended.stderr.contains("Nothing was written."), "{}", ended.stderr);
    assert_eq!(site.stamps(), before, "a file changed although the import failed");
}
