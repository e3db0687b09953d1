//! Bad input of an import: a clear message, every existing file whole.

use std::io::Write as _;
use std::path::Path;

use proptest::prelude::*;

use crate::command::Site;
use crate::project;

fn register(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers").join(name);
    std::fs::read(path).expect("the register")
}

fn site() -> Site {
    let site = Site::new(&[]);
    let folder = project::folder();
    let words = folder.iter().filter(|(path, _)| project::is_shared(path) || path.as_str() == "data/site.toml");
    words.for_each(|(path, bytes)| site.put_bytes(path.as_str(), bytes));
    site
}

/// Imports bytes; answers the exit code and what was said of faults. Where it fails, no file may have changed.
fn faults(from: &str, bytes: &[u8]) -> (i32, String) {
    let site = site();
    site.put_bytes("register", bytes);
    let before = site.stamps();
    let file = site.root().join("register").to_string_lossy().into_owned();
    let ended = site.run(&["import", from, &file]);
    assert!(ended.code == 0 || site.stamps() == before, "a file changed although the import failed");
    (ended.code, ended.stderr.replace(&file, "FILE"))
}

fn refused(from: &str, bytes: &[u8], message: &str) {
    let (code, said) = faults(from, bytes);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(message), "expected `{message}` in: {said}");
    assert!(said.contains("Nothing was written.\n"), "{said}");
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).expect("written");
    gzip.finish().expect("a gzip")
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_file_that_is_no_register_is_refused_with_its_reason() {
    let gias = register("allgroups-synthetic.csv");
    let text = |from: &str, to: &str| String::from_utf8_lossy(&gias).replacen(from, to, 1).into_bytes();
    refused("gias", &text("Group UID", "Group UDI"), "FILE:1:1: error[register-format]: the column `Group UID` is missing");
    refused("gias", &text("Group UID", "Group UDI"), "did `Group UDI` take its place?");
    refused("gias", &text("Group Postcode", "Nothing"), "the column `Group Postcode` is missing");
    refused("gias", b"", "error[register-cut]: the file is empty");
    refused("gias", b"<!DOCTYPE html><title>Sign in</title>", "error[register-format]: this is a web page");
    refused("gias", b"a\0b,c\n", "the file holds NUL bytes");
    refused("gias", &zipped(&[("xl/workbook.xml", b"<x/>")]), "this is a spreadsheet workbook");
    refused("gias", &zipped(&[("notes.txt", b"none")]), "the zip holds no table that ends in `.csv`");
    refused("gias", &register("etr-synthetic-july.csv"), "the column `Group UID` is missing");
    refused("ods", &gias, "this is not a file of the Organisation Data Service");
    refused("csv", b"title,kind\nA,b\n", "the column `name` is missing");
}

#[test]
fn half_a_download_is_refused() {
    let gias = register("allgroups-synthetic.csv");
    let cut = |at: usize| gias[..at].to_vec();
    // In the middle of a cell, after a cell, inside a packed file.
    refused("gias", &cut(gias.len() - 60), "error[register-cut]");
    let comma = gias.iter().rposition(|&byte| byte == b',').expect("a comma");
    refused("gias", &cut(comma), "the file ends in the middle of this row");
    refused("gias", &cut(comma - 1), "the quotation mark that opens a cell here is never closed");
    let packed = gzipped(&gias);
    refused("gias", &packed[..packed.len() / 2], "the packed file ends too early");
    let packed = zipped(&[("allgroupsdata.csv", &gias)]);
    refused("gias", &packed[..packed.len() / 2], "the zip is damaged or only half of it is there");
    let etr = register("etr-synthetic-july.csv");
    refused("ods", &etr[..etr.len() - 30], "error[register-cut]");
}

/// What packs to next to nothing was made to fill a memory, whether in one stream or in many members.
#[test]
fn what_unpacks_without_end_is_refused() {
    let row = b"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p\n".repeat(1 << 15);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    (0..100).for_each(|_| gzip.write_all(&row).expect("written"));
    refused("gias", &gzip.finish().expect("a gzip"), "error[too-large]: the file unpacks to more than 100 times its size");
    let names: Vec<String> = (0..200).map(|at| format!("{at}.csv")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), row.as_slice())).collect();
    refused("gias", &zipped(&members), "error[too-large]: the file unpacks to more than 100 times its size");
}

/// Faults of rows are kept up to a bound, and all of them are counted.
#[test]
fn a_table_of_faults_costs_little() {
    let mut gias = register("allgroups-synthetic.csv");
    gias.extend(b"\"90020\",\"TR09020\",\"A row of three cells\"\r\n".repeat(1500));
    let (code, said) = faults("gias", &gias);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(" more faults of this table are not listed"), "{}", &said[said.len() - 600..]);
}

#[test]
fn one_bad_row_is_left_out_and_named() {
    let mut gias = register("allgroups-synthetic.csv");
    gias.extend(b"\"90020\",\"TR09020\",\"A row of three cells\"\r\n");
    gias.extend("\"90021\",\"TR09021\",\"ARETÉ TRUST\",\"\",\"06\",\"MAT\",\"\",\"\",\"\",\"OPEN\",\"Open\",\"\",\"\",\"\",\"\",\"\",\"ZZ1 QQQ\",\"\",\"\",\"\",\"12\"\r\n".as_bytes());
    let (code, said) = faults("gias", &gias);
    assert_eq!(code, 0, "{said}");
    for message in [
        "FILE:14:1: warning[register-row]: this row has 3 cells, not 21",
        "warning[register-row]: `ZZ1 QQQ` is not a postcode",
        "warning[register-row]: `12` is not a UKPRN",
        "FILE:15:1: warning[register-row]: the file mixes UTF-8 and Windows-1252",
    ] {
        assert!(said.contains(message), "expected `{message}` in: {said}");
    }
}

#[test]
fn a_broken_record_stops_the_import_before_it_doubles_it() {
    let site = site();
    site.put("data/organisations/nhs/half-typed.toml", "name = \"Half\nsector = ");
    site.put_bytes("etr.csv", &register("etr-synthetic-july.csv"));
    let before = site.stamps();
    let ended = site.run(&["import", "ods", &site.root().join("etr.csv").to_string_lossy()]);
    assert_eq!(ended.code, 1);
    assert!(ended.stderr.contains("data/organisations/nhs/half-typed.toml:1:"), "{}", ended.stderr);
    assert!(ended.stderr.contains("Nothing was imported: mend these records first."), "{}", ended.stderr);
    assert_eq!(site.stamps(), before);
}

#[test]
fn a_missing_file_or_a_folder_is_a_fault_of_the_world() {
    let site = site();
    for path in ["missing.csv", "data"] {
        let ended = site.run(&["import", "gias", &site.root().join(path).to_string_lossy()]);
        assert_eq!(ended.code, 3, "{}", ended.stderr);
        assert!(ended.stderr.starts_with("error: could not open"), "{}", ended.stderr);
    }
}

/// Cells as hostile as they come: quotes, line ends, brackets, keys, hidden signs.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\"".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("'''".to_owned()),
        Just("\\".to_owned()),
        Just("\n[place]\n".to_owned()),
        Just("\"\ndraft = true\n".to_owned()),
        Just("opt_out = true".to_owned()),
        Just("#".to_owned()),
        Just("=1+1".to_owned()),
        Just("../../x".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("\r".to_owned()),
        Just(",".to_owned()),
        Just("con".to_owned()),
        "[ -~]{0,12}",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// Plans an import in memory and answers the texts of the new records.
fn drafts(rows: &[Vec<String>]) -> Vec<(String, String)> {
    use trustbridge::import::{Boards, Choices, Gazetteer, Records, Register, Source, Succession, Table, plan, read_gias};
    let header = "Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,Group Status,Group Street,Group Town,Group Postcode\n";
    let mut writer = csv::Writer::from_writer(header.as_bytes().to_vec());
    for row in rows {
        writer.write_record(row).expect("a row");
    }
    let bytes = writer.into_inner().expect("bytes");
    let mut faults = Vec::new();
    let table = Table::read("hostile.csv", &bytes, true, &mut faults).expect("a table");
    let bodies = read_gias(&table, &mut faults);
    let folder = project::folder();
    let mut records = Records::of(&trustbridge::folder::Folder::new());
    let known = trustbridge::data::known(&folder);
    let gazetteer = Gazetteer::new(Boards::of(&folder));
    let source = Source::new(Register::Gias, None);
    let choices = Choices { close: false, today: project::today() };
    let plan = plan(bodies, &Succession::default(), &mut records, &gazetteer, &known, &source, choices);
    plan.drafts.into_iter().map(|draft| (draft.path.to_string(), draft.after)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever stands in a cell, a record has the keys that an import writes and no others, and there is one record a row.
    #[test]
    fn no_cell_adds_a_key_or_a_record(name in hostile(), street in hostile(), town in hostile()) {
        let row = |uid: &str, name: &str| {
            [uid, "TR09001", name, "", "06", "Multi-academy trust", "", "Open", &street, &town, ""].map(str::to_owned).to_vec()
        };
        let drafts = drafts(&[row("1", &name), row("2", "Plain Trust")]);
        prop_assert!(drafts.iter().any(|(path, _)| path == "data/organisations/schools/plain-trust.toml") || drafts.len() == 2);
        prop_assert!(drafts.len() <= 2);
        for (path, text) in drafts {
            prop_assert!(trustbridge::folder::FilePath::new(&path).is_ok_and(|path| path.is_in("data/organisations/schools")));
            prop_assert!(trustbridge::text::Slug::new(path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml")).is_ok());
            let record: toml::Table = toml::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
            let keys: Vec<&str> = record.keys().map(String::as_str).collect();
            let expected = ["name", "sector", "kind", "codes", "place", "sources", "review"];
            prop_assert!(keys.iter().all(|key| expected.contains(key)), "{:?}", keys);
            let place = record.get("place").and_then(toml::Value::as_table).cloned().unwrap_or_default();
            prop_assert!(place.keys().all(|key| key == "address" || key == "town"), "{:?}", place);
            let texts = [record.get("name"), place.get("address"), place.get("town")];
            for text in texts.into_iter().flatten().filter_map(toml::Value::as_str) {
                prop_assert!(!text.chars().any(trustbridge::diagnostic::is_hidden), "{text:?}");
            }
        }
    }

    /// No bytes at all make an import panic.
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0_usize..1000) {
        let gias = register("allgroups-synthetic.csv");
        let at = at * gias.len() / 1000;
        let spliced = [&gias[..at], &bytes, &gias[at..]].concat();
        for content in [&bytes, &spliced] {
            for (name, table) in trustbridge::import::tables_in("x", content).unwrap_or_default() {
                let mut faults = Vec::new();
                for headed in [true, false] {
                    if let Ok(table) = trustbridge::import::Table::read(&name, &table, headed, &mut faults) {
                        trustbridge::import::read_gias(&table, &mut faults);
                        trustbridge::import::read_ods(&table, &mut faults);
                    }
                }
                for fault in &faults {
                    prop_assert!(!fault.message.is_empty());
                }
            }
        }
    }
}
