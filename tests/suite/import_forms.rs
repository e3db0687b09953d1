//! Forms of days, numbers, words and names in spreadsheets: `tests/spreadsheet-forms.toml`, one row of a table each.

use std::fmt::Write as _;
use std::path::Path;

use toml::{Table, Value};

use crate::command::{Ended, Site};
use crate::import::site;

fn forms(group: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spreadsheet-forms.toml");
    let text = std::fs::read_to_string(path).expect("the forms");
    text.parse::<Table>().expect("TOML")[group].as_table().expect("a group").clone()
}

fn texts(group: &Table, key: &str) -> Vec<String> {
    group[key].as_array().expect("a list").iter().map(|one| one.as_str().expect("a text").to_owned()).collect()
}

fn pairs(group: &Table) -> Vec<(String, Value)> {
    let pair = |one: &Value| (one[0].as_str().expect("a text").to_owned(), one[1].clone());
    group["reads"].as_array().expect("a list").iter().map(pair).collect()
}

/// One open school trust for each form, and a table with a row for each: name, number, and the form under `column`.
struct Rows {
    site: Site,
    ended: Ended,
}

fn import(column: &str, forms: &[String], known: bool) -> Rows {
    let records: Vec<(String, String)> = (0..forms.len())
        .filter(|_| known)
        .map(|at| {
            let text = format!(
                "name = \"{}\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nwebsite = \"https://example.org/{at}\"\n\n[codes]\ngias_uid = \"{}\"\n",
                called(at),
                9000 + at
            );
            (format!("schools/{}", id(at)), text)
        })
        .collect();
    let site = site(&records.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    let mut table = format!("name,sector,kind,website,gias_uid,{column}\n");
    for (at, form) in forms.iter().enumerate() {
        let (name, uid) = (called(at), 9000 + at);
        let _ = writeln!(table, "{name},school,multi-academy-trust,https://example.org/{at},{uid},\"{form}\"");
    }
    site.put("table.csv", &table);
    let file = site.root().join("table.csv").to_string_lossy().into_owned();
    let ended = site.run(&["import", "csv", &file, "--close", "--as-of", "2026-11-25"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    Rows { site, ended }
}

fn called(at: usize) -> String {
    let letter = |place: usize| char::from(b'a' + u8::try_from(place % 26).expect("a letter"));
    format!("Made {}{}lington Schools", letter(at / 26).to_uppercase(), letter(at))
}

fn id(at: usize) -> String {
    called(at).to_lowercase().replace(' ', "-")
}

impl Rows {
    fn record(&self, at: usize) -> Table {
        let path = format!("data/organisations/schools/{}.toml", id(at));
        self.site.text(&path).parse().expect("TOML")
    }

    /// Whether the fault names the row of this form.
    fn is_said(&self, at: usize) -> bool {
        self.ended.stderr.contains(&format!("table.csv:{}:", at + 2))
    }
}

#[test]
fn days_are_read_as_they_are_meant_and_never_guessed() {
    let group = forms("day");
    let (reads, refused) = (pairs(&group), texts(&group, "refused"));
    let all: Vec<String> = reads.iter().map(|(form, _)| form.clone()).chain(refused.clone()).collect();
    let rows = import("closed", &all, true);
    for (at, (form, meant)) in reads.iter().enumerate() {
        let closed = rows.record(at).get("closed").map(ToString::to_string);
        assert_eq!(closed.as_deref(), meant.as_str(), "{form}");
        assert!(!rows.is_said(at), "{form}");
    }
    for (at, form) in refused.iter().enumerate() {
        assert!(rows.record(reads.len() + at).get("closed").is_none(), "{form}");
        assert!(rows.is_said(reads.len() + at), "{form}: {}", rows.ended.stderr);
    }
}

#[test]
fn numbers_are_read_as_spreadsheets_write_them() {
    let group = forms("count");
    let (reads, refused) = (pairs(&group), texts(&group, "refused"));
    let all: Vec<String> = reads.iter().map(|(form, _)| form.clone()).chain(refused.clone()).collect();
    let rows = import("staff", &all, false);
    let staff = |at: usize| rows.record(at).get("serves").and_then(|serves| serves.get("staff")).cloned();
    for (at, (form, meant)) in reads.iter().enumerate() {
        assert_eq!(staff(at).as_ref(), Some(meant), "{form}");
    }
    for (at, form) in refused.iter().enumerate() {
        assert!(staff(reads.len() + at).is_none() && rows.is_said(reads.len() + at), "{form}");
    }
    for (key, column) in [("company", "companies_house"), ("uid", "gias_uid")] {
        let group = forms(key);
        let (reads, refused) = (pairs(&group), texts(&group, "refused"));
        let all: Vec<String> = reads.iter().map(|(form, _)| form.clone()).chain(refused.clone()).collect();
        for (at, form) in all.iter().enumerate() {
            // One at a time: two organisations of one number would be an error.
            let site = site(&[]);
            let row = format!("Made Trust,school,multi-academy-trust,https://example.org/,\"{form}\"\n");
            site.put("table.csv", &format!("name,sector,kind,website,{column}\n{row}"));
            let file = site.root().join("table.csv").to_string_lossy().into_owned();
            let ended = site.run(&["import", "csv", &file, "--as-of", "2026-11-25"]);
            let record = site.text("data/organisations/schools/made-trust.toml").parse::<Table>().expect("TOML");
            let number = record.get("codes").and_then(|codes| codes.get(column)).cloned();
            assert_eq!(number.as_ref(), reads.get(at).map(|(_, meant)| meant), "{form}");
            assert_eq!(ended.stderr.contains("table.csv:2:") && number.is_none(), at >= reads.len(), "{form}");
        }
    }
}

#[test]
fn phases_are_read_however_they_are_parted_and_none_vanishes() {
    let group = forms("phases");
    let partly: Vec<(String, Value)> = group["partly"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one[0].as_str().expect("a text").to_owned(), one[1].clone()))
        .collect();
    let (reads, refused) = (pairs(&group), texts(&group, "refused"));
    let some: Vec<(String, Value)> = reads.iter().cloned().chain(partly).collect();
    let all: Vec<String> = some.iter().map(|(form, _)| form.clone()).chain(refused).collect();
    let rows = import("phases", &all, false);
    for (at, form) in all.iter().enumerate() {
        let record = rows.record(at);
        let found = record.get("serves").and_then(|serves| serves.get("phases")).and_then(Value::as_array);
        let found = found.map(|list| list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";"));
        assert_eq!(found.as_deref(), some.get(at).and_then(|(_, meant)| meant.as_str()), "{form}");
        assert_eq!(rows.is_said(at), at >= reads.len(), "{form}: {}", rows.ended.stderr);
    }
}

/// A table is read, or its true fault is named and nothing is written.
#[test]
fn whole_tables_are_read_or_their_true_fault_is_named() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spreadsheet-forms.toml");
    let all = std::fs::read_to_string(path).expect("the forms").parse::<Table>().expect("TOML");
    for table in all["table"].as_array().expect("a list") {
        let text = table["text"].as_str().expect("a text");
        let number = |key: &str| table.get(key).and_then(Value::as_integer).unwrap_or_default();
        let site = site(&[]);
        site.put("table.csv", text);
        let before = site.contents();
        let file = site.root().join("table.csv").to_string_lossy().into_owned();
        let ended = site.run(&["import", "csv", &file, "--as-of", "2026-11-25"]);
        assert_eq!(i64::from(ended.code), number("code"), "{text}{}{}", ended.stdout, ended.stderr);
        if let Some(says) = table.get("says").and_then(Value::as_str) {
            assert!(ended.stderr.contains(says), "{text}{}", ended.stderr);
        }
        let after = site.contents();
        let made = after.iter().filter(|(path, _)| path.to_string_lossy().contains("data/organisations/")).count();
        assert_eq!(i64::try_from(made).expect("few"), number("made"), "{text}{}{}", ended.stdout, ended.stderr);
        assert!(made > 0 || after == before, "something else was written: {text}");
    }
}

#[test]
fn only_a_clear_yes_ends_an_organisation() {
    let group = forms("closed");
    let (yes, no, unclear) = (texts(&group, "yes"), texts(&group, "no"), texts(&group, "unclear"));
    let all: Vec<String> = [yes.clone(), no.clone(), unclear.clone()].concat();
    let rows = import("closed", &all, true);
    let ended = |at: usize| rows.ended.stdout.contains(&format!("{}: ended", id(at)));
    for (at, word) in all.iter().enumerate() {
        assert!(rows.record(at).get("closed").is_none(), "no word gives a day: {word}");
        assert_eq!(ended(at), at < yes.len(), "{word}: {}", rows.ended.stdout);
        assert_eq!(rows.is_said(at), at >= yes.len() + no.len(), "{word}: {}", rows.ended.stderr);
    }
}

#[test]
fn words_for_nothing_are_no_names_and_damaged_names_are_not_written() {
    let group = forms("name");
    for (key, makes) in [("none", false), ("damaged", false), ("kept", true)] {
        for name in texts(&group, key) {
            let site = site(&[]);
            let known = "data/organisations/schools/known.toml";
            site.put(known, "name = \"Known Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nwebsite = \"https://example.org/\"\n\n[codes]\ngias_uid = \"9000\"\n");
            let row = |uid: u32| format!("\"{name}\",school,multi-academy-trust,https://example.org/,{uid}\n");
            site.put("table.csv", &format!("name,sector,kind,website,gias_uid\n{}{}", row(9000), row(9001)));
            let file = site.root().join("table.csv").to_string_lossy().into_owned();
            let ended = site.run(&["import", "csv", &file, "-v"]);
            let made = std::fs::read_dir(site.root().join("data/organisations/schools")).expect("the folder").count() - 1;
            assert_eq!(made, usize::from(makes), "{name}: {}{}", ended.stdout, ended.stderr);
            assert_eq!(
                site.text(known).contains("\nname = \"Known Trust\"\n")
                    || site.text(known).starts_with("name = \"Known Trust\"\n"),
                !makes,
                "{name}"
            );
            assert_eq!(ended.stderr.contains("table.csv:3:1:"), !makes, "{name}: {}", ended.stderr);
        }
    }
}

/// One key in two rows: the same row again is read once; rows that differ are an error that names both.
#[test]
fn one_key_in_two_rows_is_an_error_that_names_both() {
    let head = "Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,Group Status,Group Street,Group Town,Group Postcode\n";
    let row = "16000,TR01234,TEST TRUST,01234567,06,Multi-academy trust,,Open,1 Street,Dudley,DY1 2HQ\n";
    let import = |text: String| {
        let site = site(&[]);
        site.put("groups.csv", &text);
        let file = site.root().join("groups.csv").to_string_lossy().into_owned();
        (site.run(&["import", "gias", &file]), site.has("data/organisations/schools/test-trust.toml"))
    };
    let (ended, made) = import(format!("{head}{row}{row}"));
    assert!(ended.code == 0 && made && ended.stderr.contains("the row repeats line 2"), "{}", ended.stderr);
    let (ended, made) = import(format!("{head}{row}{}", row.replace("TEST", "OTHER")));
    assert!(ended.code == 1 && !made, "{}", ended.stdout);
    assert!(
        ended.stderr.contains("the Group UID `16000` stands in two rows that say different things: lines 2 and 3"),
        "{}",
        ended.stderr
    );
}

/// Neither open nor closed: nothing is made of it, and nothing closed.
#[test]
fn an_unknown_status_decides_nothing() {
    let text = "Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,Group Status,Group Street,Group Town,Group Postcode\n\
                16000,TR01234,TEST TRUST,01234567,06,Multi-academy trust,01/02/2026,#N/A,1 Street,Dudley,DY1 2HQ\n\
                16001,TR01235,OTHER TRUST,01234568,06,Multi-academy trust,,Dormant,1 Street,Dudley,DY1 2HQ\n";
    let record = "name = \"Test Trust\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\nwebsite = \"https://example.org/\"\n\n[codes]\ngias_uid = \"16000\"\n";
    let site = site(&[("schools/test-trust", record)]);
    site.put("groups.csv", text);
    let file = site.root().join("groups.csv").to_string_lossy().into_owned();
    let ended = site.run(&["import", "gias", &file, "--close", "--dry-run"]);
    assert!(ended.stderr.contains("`#N/A` does not say") || ended.stderr.contains("`` does not say"), "{}", ended.stderr);
    assert!(
        ended.stderr.contains("groups.csv:3:")
            && ended.stderr.contains("`Dormant` does not say whether the trust is open or closed"),
        "{}",
        ended.stderr
    );
    assert!(ended.stdout.contains("`: 2 rows read.\n") && !ended.stdout.contains("ended"), "{}", ended.stdout);
}

/// A dry run says of each row and column what became of it.
#[test]
fn a_dry_run_accounts_for_rows_and_columns() {
    let site = site(&[]);
    let etr = std::fs::read_to_string(crate::import::register("etr-synthetic-july.csv")).expect("the register");
    let trimmed: String =
        etr.lines().flat_map(|line| [line.splitn(25, ',').take(24).collect::<Vec<_>>().join(","), "\n".to_owned()]).collect();
    for text in [etr, trimmed] {
        site.put("etr.csv", &text);
        let file = site.root().join("etr.csv").to_string_lossy().into_owned();
        let ended = site.run(&["import", "ods", &file, "--dry-run"]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let said = ended.stdout;
        assert!(said.contains("/etr.csv`: 6 rows read.\n"), "{said}");
        assert!(said.contains("1 row was left: bodies of no region of the NHS in England.\n"), "{said}");
        assert!(said.contains("cells were left: telephones that are no numbers of England.\n"), "{said}");
        assert!(said.contains("Not read, because a record has no place for it: column 22"), "{said}");
        assert!(said.contains("synthshire-nhs.toml\n"), "{said}");
    }
}

/// Names of columns are a stranger's: none of them steers a terminal or passes for a line of ours.
#[test]
fn a_name_of_a_column_forges_no_line() {
    let site = site(&[]);
    let row = "Alpha Synthetic Trust,school,multi-academy-trust,https://example.org/,1\n";
    site.put("table.csv", &format!("name,sector,kind,website,\"odd\u{1b}[31m\nForged line\"\n{row}"));
    let file = site.root().join("table.csv").to_string_lossy().into_owned();
    let ended = site.run(&["import", "csv", &file, "--dry-run"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let said = ended.stdout;
    assert!(said.contains("no place for it: `odd\\u{1b}[31m\\u{a}Forged line`.\n"), "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains("\nForged"), "{said}");
}
