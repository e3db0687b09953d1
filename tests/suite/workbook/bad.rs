//! Workbooks that went wrong on the way: a sentence at sheet and cell, all at once, and nothing half-written.

use std::io::{Cursor, Read as _, Write as _};

use super::book::{Book, Put};
use super::{exported, file, imported, site};
use crate::command::Site;

/// What an import says that writes nothing.
fn refused(site: &Site, book: &Book) -> String {
    refused_bytes(site, &book.save())
}

fn refused_bytes(site: &Site, bytes: &[u8]) -> String {
    let records =
        |site: &Site| site.contents_below().into_iter().filter(|(path, _)| path.starts_with("data/")).collect::<Vec<_>>();
    let before = records(site);
    site.put_bytes("records.xlsx", bytes);
    let ended = site.run(&["import", "sheet", &file(site)]);
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stderr.contains("Nothing was written."), "{}", ended.stderr);
    assert!(records(site) == before, "records were written");
    ended.stderr
}

const HOSPITAL: (&str, &str) = ("synthetic-hospital", "");

/// The sheet, the row, the column, what is put there, what is said.
type Case<'a> = (&'a str, (&'a str, &'a str), &'a str, Put, &'a str);

#[test]
fn each_bad_cell_is_named_and_all_in_one_run() {
    let site = site();
    let fresh = exported(&site);
    let nursing = ("synthetic-hospital", "published");
    let number = Put::Number;
    let cases: Vec<Case> = vec![
        ("organisations", HOSPITAL, "Website", Put::Formula("=A1"), "this is a formula, and its result may be out of date"),
        ("organisations", HOSPITAL, "Town", Put::from("#N/A"), "a formula failed here (`#N/A`)"),
        ("organisations", HOSPITAL, "Summary", Put::Truth(true), "this is `TRUE` or `FALSE`, where a text belongs"),
        (
            "organisations",
            HOSPITAL,
            "Aliases",
            Put::Day("2026-11-04"),
            "the spreadsheet made the day 2026-11-04 of what stood here",
        ),
        ("organisations", HOSPITAL, "Checked", number(46_388.0), "has not come yet"),
        ("organisations", HOSPITAL, "Capacity", Put::from("many"), "`many` is not a number"),
        ("organisations", HOSPITAL, "Postcode", Put::from("DY1 HQ"), "`DY1 HQ` is not a postcode"),
        ("organisations", HOSPITAL, "Companies House number", number(7_735_863.0), "write it as text: 07735863"),
        ("organisations", HOSPITAL, "Kind", Put::from("Acute trusts"), "did you mean `Acute trust`?"),
        ("organisations", HOSPITAL, "Region", Put::from("Westmidlands"), "there is no region `Westmidlands`"),
        ("organisations", HOSPITAL, "Draft", Put::from("maybe"), "`maybe` is neither `yes` nor `no`"),
        ("organisations", HOSPITAL, "Group it belongs to", Put::from("hidden\u{202e}here"), "hidden sign U+202E"),
        ("organisations", HOSPITAL, "Sector", Put::from("school"), "the sector is locked"),
        ("organisations", HOSPITAL, "Offers", Put::from("none"), "the sheet `offers` holds entries of it"),
        ("organisations", HOSPITAL, "Name", Put::from(""), "name"),
        (
            "offers",
            nursing,
            "Ages",
            Put::Day("2026-04-11"),
            "the spreadsheet took these ages for a day; write them like `4 to 11`",
        ),
        ("offers", nursing, "Service", Put::from("school nursery"), "there is no service `school nursery`"),
        ("offers", nursing, "Source", Put::from(""), "source"),
        ("offers", nursing, "Remove", Put::from("yes"), "only the word `remove` means anything here"),
        ("offers", nursing, "Organisation name", Put::from("Another name"), "change it in the sheet `organisations`"),
        ("contacts", HOSPITAL, "Phone", number(1_384_456_111.0), "write it as text: 01384456111"),
        ("contacts", HOSPITAL, "Email", Put::from("nobody"), "`nobody` is not"),
    ];
    for (sheet, row, heading, put, sentence) in &cases {
        let mut book = fresh.clone();
        let put = if *put == Put::from("") { None } else { Some(put.clone()) };
        book.put(sheet, *row, heading, put);
        let said = refused(&site, &book);
        assert!(said.contains(sentence), "{heading}: {said}");
        let column = book.column(sheet, heading);
        let letter = if column < 26 {
            char::from(b'A' + column as u8).to_string()
        } else {
            format!("A{}", char::from(b'A' + (column - 26) as u8))
        };
        let place = format!("{sheet}!{letter}{}: ", book.row(sheet, row.0, row.1) + 1);
        assert!(said.contains(&place), "{place}: {said}");
    }
    // Several in one workbook are all said.
    let mut book = fresh.clone();
    for (sheet, row, heading, put, _) in
        cases.iter().filter(|(.., heading, put, _)| !matches!(*heading, "Checked" | "Postcode") && *put != Put::from("")).take(8)
    {
        book.put(sheet, *row, heading, Some(put.clone()));
    }
    let said = refused(&site, &book);
    assert_eq!(said.matches("records.xlsx:1:1: error").count(), 8, "{said}");
}

#[test]
fn rows_that_cannot_be_told_apart_are_named() {
    let site = site();
    let fresh = exported(&site);

    // One record twice: somebody copied the row.
    let mut book = fresh.clone();
    let row = book.row("organisations", "synthetic-hospital", "");
    let copy: Vec<_> = book
        .cells("organisations")
        .iter()
        .filter(|((at, _), _)| *at == row)
        .map(|((_, column), put)| ((40, *column), put.clone()))
        .collect();
    book.cells("organisations").extend(copy);
    let said = refused(&site, &book);
    assert!(said.contains(&format!("organisations!A41: the rows {} and 41 are both `synthetic-hospital`", row + 1)), "{said}");

    // An id that is locked.
    let mut book = fresh.clone();
    let row = book.row("organisations", "synthetic-hospital", "");
    book.cells("organisations").insert((row, 0), Put::from("other-hospital"));
    let said = refused(&site, &book);
    assert!(said.contains("this row is `synthetic-hospital`, and the locked cell says `other-hospital`"), "{said}");

    // An organisation that opted out, by its id.
    let mut book = fresh.clone();
    book.add("contacts", &[("Organisation", "asked-to-leave"), ("Role", "Office"), ("Phone", "01384 456111")]);
    let said = refused(&site, &book);
    assert!(said.contains("`asked-to-leave` asked not to be listed; take this row out of the workbook"), "{said}");

    // One that is nowhere.
    let mut book = fresh.clone();
    book.add("contacts", &[("Organisation", "synthetic-hospitals"), ("Role", "Office"), ("Phone", "01384 456111")]);
    let said = refused(&site, &book);
    assert!(said.contains("there is no organisation `synthetic-hospitals`; did you mean `synthetic-hospital`?"), "{said}");

    // A new organisation that says too little.
    let mut book = fresh;
    book.add("organisations", &[("Name", "Half Made Trust")]);
    let said = refused(&site, &book);
    assert!(said.contains("a new organisation needs a sector"), "{said}");
}

#[test]
fn columns_that_are_renamed_stop_it_and_columns_that_are_gone_change_nothing() {
    let site = site();
    let fresh = exported(&site);
    let mut book = fresh.clone();
    let column = book.column("organisations", "Website");
    book.cells("organisations").insert((0, column), Put::from("Web site"));
    let said = refused(&site, &book);
    assert!(said.contains("there is no column `Web site`; if it was renamed, call it `Website` again"), "{said}");

    let mut book = fresh.clone();
    book.cells("organisations").insert((0, 60), Put::from("Website"));
    let said = refused(&site, &book);
    assert!(said.contains("organisations!BI1: the column `Website` stands here a second time"), "{said}");

    let mut book = fresh.clone();
    let mark = book.column("organisations", "Mark");
    book.cells("organisations").retain(|(_, at), _| *at != mark);
    let said = refused(&site, &book);
    assert!(said.contains("the column `Mark` is missing, which says what each row is"), "{said}");

    // A column that somebody took out, and one of their own.
    let mut book = fresh;
    book.cells("organisations").retain(|(_, at), _| *at != column);
    book.cells("offers").insert((0, 40), Put::from("My notes"));
    book.cells("offers").insert((1, 40), Put::from("ask Jo"));
    let ended = imported(&site, &book, &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("The sheet `organisations` has no column `Website`; nothing was changed there."),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("The column `My notes` (offers!AO1) is none of ours and was ignored."), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("Nothing differs from the records; nothing was written.\n"), "{}", ended.stdout);
}

#[test]
fn merged_cells_and_sheets_of_other_sites_are_refused() {
    let site = site();
    let mut book = exported(&site);
    let merged = {
        let mut merged = book.clone();
        merged.merged.push(("organisations".to_owned(), [2, 3, 3, 3]));
        merged
    };
    let said = refused(&site, &merged);
    assert!(said.contains("organisations!D3: cells are merged here"), "{said}");

    let settings = site.text("data/site.toml");
    let title = settings.lines().find(|line| line.starts_with("title")).expect("a title").to_owned();
    let base = settings.lines().find(|line| line.starts_with("base_url")).map(str::to_owned);
    site.put("data/site.toml", &settings.replace(&base.unwrap_or(title), "title = \"Another site\""));
    let said = refused(&site, &book);
    assert!(said.contains("this workbook belongs to another site"), "{said}");
    site.put("data/site.toml", &settings);

    book.sheets.retain(|(name, _)| name != "trustbridge");
    let said = refused(&site, &book);
    assert!(
        said.contains("this workbook was not written by `trustbridge export sheet`, or its hidden sheet was taken out"),
        "{said}"
    );
}

#[test]
fn a_hundred_thousand_empty_rows_are_nothing() {
    let site = site();
    let mut book = exported(&site);
    for row in 0..100_000 {
        book.cells("offers").insert((2000 + row, 3), Put::from(" "));
    }
    let ended = imported(&site, &book, &[]);
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (0, "Nothing differs from the records; nothing was written.\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn other_files_are_called_what_they_are() {
    let site = site();
    exported(&site);
    let workbook = site.bytes("records.xlsx");
    let ole: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].into_iter().chain([0; 600]).collect();
    let locked: Vec<u8> = ole.iter().copied().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let zipped = |name: &str| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(b"x").expect("bytes");
        zip.finish().expect("a zip").into_inner()
    };
    for (bytes, sentence) in [
        (ole, "this is a workbook of the old form `.xls`, whatever its name"),
        (locked, "the workbook is protected by a password"),
        (b"name,sector\n".to_vec(), "this is no workbook"),
        (Vec::new(), "the file is empty"),
        (zipped("content.xml"), "this is a workbook of the form `.ods`"),
        (zipped("xl/vbaProject.bin"), "the workbook holds macros, which are never taken in"),
        (zipped("letter.txt"), "this archive is no workbook"),
        (zipped("xl/workbook.bin"), "this is a workbook of the form `.xlsb`"),
        (workbook[..workbook.len() / 2].to_vec(), "the workbook is damaged"),
    ] {
        let said = refused_bytes(&site, &bytes);
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
}

/// The workbook of a site with some of its parts changed.
fn rewritten(site: &Site, change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    exported(site);
    let mut old = zip::ZipArchive::new(Cursor::new(site.bytes("records.xlsx"))).expect("an archive");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(&change(&name, bytes)).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Half a megabyte that holds half a gigabyte.
#[test]
fn an_archive_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked() {
    let site = site();
    let bomb = rewritten(&site, |name, bytes| {
        let blanks = if name == "xl/sharedStrings.xml" { 500 * 1024 * 1024 } else { 0 };
        [vec![b' '; blanks], bytes].concat()
    });
    assert!(bomb.len() < 1024 * 1024, "{} bytes", bomb.len());
    let said = refused_bytes(&site, &bomb);
    assert!(said.contains(" MB unpacked, far more than these records need"), "{said}");
}

/// A text that stands once in the file and in half a million cells.
#[test]
fn one_long_text_in_many_cells_is_not_unfolded() {
    let site = site();
    let bomb = rewritten(&site, |name, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name {
            "xl/sharedStrings.xml" => text.replacen("<t>", &format!("<t>{}", "long ".repeat(20_000)), 1).into_bytes(),
            "xl/worksheets/sheet2.xml" => {
                let cell = |row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
                let cells = (2..200_000).map(cell).collect::<Vec<_>>().concat();
                let (start, rest) = text.split_once("<sheetData>").expect("a sheet");
                let end = rest.split_once("</sheetData>").expect("a sheet").1;
                format!("{start}<sheetData>{cells}</sheetData>{end}").into_bytes()
            }
            _ => bytes,
        }
    });
    let said = refused_bytes(&site, &bomb);
    assert!(said.contains("256 MB of text, far more than these records need"), "{said}");
}

/// A place that no sheet has would be reckoned into another one.
#[test]
fn cells_beyond_every_sheet_and_numbers_without_end_are_refused() {
    let site = site();
    for place in ["constructorA1", "A99999999999", "AAAAAAAA1"] {
        let book = rewritten(&site, |name, bytes| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if name == "xl/worksheets/sheet2.xml" {
                text.replacen("r=\"A1\"", &format!("r=\"{place}\""), 1).into_bytes()
            } else {
                bytes
            }
        });
        let said = refused_bytes(&site, &book);
        assert!(said.contains(&format!("the workbook is damaged: there is no cell `{place}` in a sheet")), "{said}");
    }
    let book = rewritten(&site, |name, bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let count = text.find("uniqueCount=\"").filter(|_| name == "xl/sharedStrings.xml");
        count.map_or(bytes, |at| format!("{}99999999999{}", &text[..at + 13], &text[at + 13..]).into_bytes())
    });
    let said = refused_bytes(&site, &book);
    assert!(said.contains(" texts by its own count, far more than these records need"), "{said}");
}

/// Whatever the bytes are, there is an answer and no panic.
#[test]
fn damaged_workbooks_are_refused_or_read_and_never_more() {
    let folder = trustbridge::disk::read(site().root()).expect("it can be read");
    let site = site();
    exported(&site);
    let workbook = site.bytes("records.xlsx");
    for seed in 0..300_usize {
        let mut bytes = workbook.clone();
        for step in 0..=seed % 7 {
            let at = (seed * 7919 + step * 104_729) % bytes.len();
            bytes[at] = bytes[at].wrapping_add((seed % 251) as u8 | 1);
        }
        let plan = super::laws::planned(&folder, &bytes);
        assert!(plan.faults.is_empty() || plan.drafts.is_empty());
    }
}
