//! Real spreadsheet programs open, edit and save the workbook: `LibreOffice`, and the library that most scripts use.

use std::path::Path;
use std::process::Command;

use super::{HOSPITAL, exported, file, site};
use crate::command::Site;

/// Edits that each program makes: sheet, id of the row, heading, what is written.
const EDITS: &str = r#"[
  ["organisations", "synthetic-hospital", "Website", "https://example.org/edited"],
  ["organisations", "synthetic-hospital", "Summary", ""],
  ["organisations", "synthetic-schools", "Number of schools or hospitals", 16],
  ["offers", "synthetic-hospital", "Ages", "5 to 16"],
  ["contacts", "synthetic-hospital", "Phone", "01384 456111"],
  ["organisations", "", "Name", "Written In Schools Trust"]
]"#;

fn tools() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools")
}

/// Runs a script that edits the workbook; `None` where its program is not installed, which is said.
fn edited(site: &Site, program: &Path, script: &str, more: &[&str]) -> Option<String> {
    if !program.exists() {
        eprintln!("skipped: {} is not installed; `tests/run rust` installs it", program.display());
        return None;
    }
    let ended = Command::new(program)
        .arg(tools().join(script))
        .arg(file(site))
        .arg(EDITS)
        .args(more)
        .env("HOME", site.root())
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    if said.contains("No module named") {
        eprintln!("skipped: {said}");
        return None;
    }
    assert!(ended.status.success(), "{said}");
    Some(String::from_utf8_lossy(&ended.stdout).into_owned())
}

/// Imports what the program saved and holds it against what was edited.
fn arrived(site: &Site) {
    let before = site.text(HOSPITAL);
    let ended = site.run(&["import", "sheet", &file(site)]);
    assert_eq!(ended.code, 1, "a new row without a sector is refused: {}{}", ended.stdout, ended.stderr);
    assert!(ended.stderr.contains("a new organisation needs a sector"), "{}", ended.stderr);
    assert_eq!(ended.stderr.matches("error").count(), 2, "one fault and its count: {}", ended.stderr);
    assert_eq!(site.text(HOSPITAL), before);
}

/// The same with all that a new row needs.
fn arrived_whole(site: &Site) {
    let hospital = site.text(HOSPITAL);
    let ended = site.run(&["import", "sheet", &file(site)]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let expected: String = hospital
        .replace("https://example.org/hospital", "https://example.org/edited")
        .replace("ages = [4, 16]", "ages = [5, 16]")
        .replace("email = \"partnerships@example.org\"\n", "email = \"partnerships@example.org\"\nphone = \"01384 456111\"\n")
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("summary"))
        .collect();
    assert_eq!(site.text(HOSPITAL), expected);
    assert!(site.text("data/organisations/schools/synthetic-schools.toml").contains("site_count = 16\n"));
    assert!(site.text("data/organisations/schools/written-in-schools-trust.toml").contains("draft = true\n"));
    assert!(ended.stdout.contains("edits: 2 records changed, 1 new."), "{}", ended.stdout);
    let again = site.run(&["import", "sheet", &file(site)]);
    assert!(
        again.stdout.contains("there is a record") || again.code != 0 || again.stdout.contains("Nothing differs"),
        "{}",
        again.stdout
    );
}

#[test]
fn libreoffice_opens_edits_and_saves_it() {
    let site = site();
    exported(&site);
    // The interpreter that knows LibreOffice is the system's own.
    let program = Path::new("/usr/bin/python3");
    if !["/usr/bin/soffice", "/usr/local/bin/soffice"].iter().any(|path| Path::new(path).exists()) {
        eprintln!("skipped: LibreOffice is not installed; `tests/run rust` installs it");
        return;
    }
    if edited(&site, program, "edit_with_libreoffice.py", &[]).is_none() {
        return;
    }
    arrived(&site);
    if edited(&site, program, "edit_with_libreoffice.py", &["whole"]).is_some() {
        arrived_whole(&site);
    }
}

#[test]
fn openpyxl_opens_edits_and_saves_it() {
    let site = site();
    exported(&site);
    let program = tools().join("venv/bin/python");
    if edited(&site, &program, "edit_with_openpyxl.py", &[]).is_none() {
        return;
    }
    arrived(&site);
    if edited(&site, &program, "edit_with_openpyxl.py", &["whole"]).is_some() {
        arrived_whole(&site);
    }
}
