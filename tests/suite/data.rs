//! Bad input: whatever lies in a folder, every fault is named at its place, and nothing panics.

use std::collections::BTreeSet;
use std::time::Instant;

use trustbridge::data::{Options, load};
use trustbridge::diagnostic::{Code, MOST_PRINTED, Severity};
use trustbridge::folder::{FilePath, Folder};

use super::project;
use super::support::{Found, HANG, faults, site_with};
use super::synthetic::Numbers;

/// The file into which most tests put something bad.
const RECORD: &str = "data/organisations/nhs/anytown-hospitals.toml";

/// The faults of the small site with these bytes as a record.
fn faults_with(bytes: impl Into<Vec<u8>>) -> Vec<Found> {
    let mut folder = site_with(&[]);
    folder.insert(FilePath::new(RECORD).expect("a path"), bytes.into());
    faults(&folder)
}

/// The codes of the faults in the record, each once.
fn codes(found: &[Found]) -> BTreeSet<&'static str> {
    found.iter().filter(|found| found.fault.path == RECORD).map(|found| found.fault.code.id()).collect()
}

/// Ensures what must hold for every fault whatever was read: a place inside the text, a message and, for errors, help.
fn are_sound(found: &[Found], text: &str) {
    let lines = text.matches('\n').count() as u64 + 1;
    for one in found.iter().filter(|one| one.fault.path == RECORD) {
        if let Some(span) = &one.fault.span {
            assert!(span.start <= span.end && span.end <= text.len(), "{one:?}");
            assert!((one.line, one.column) <= (one.end_line, one.end_column), "{one:?}");
            assert!(one.line <= lines, "{one:?}");
        }
        assert!(one.fault.message.len() < 2000 && !one.fault.message.ends_with('.'), "{one:?}");
    }
}

#[test]
fn an_empty_folder_names_what_is_missing() {
    let found = faults(&Folder::new());
    let missing: Vec<(&str, &str)> = found.iter().map(|one| (one.fault.code.id(), one.fault.path.as_str())).collect();
    let wanted = [
        ("empty-directory", "data/organisations"),
        ("missing-file", "data/site.toml"),
        ("missing-file", "data/vocabulary/kinds.toml"),
        ("missing-file", "data/vocabulary/services.toml"),
    ];
    assert_eq!(missing, wanted);
}

#[test]
fn empty_files_are_faults_not_panics() {
    for bytes in ["", "\n", "\r\n\r\n", "\u{feff}", "# nothing", "   "] {
        assert_eq!(codes(&faults_with(bytes)), BTreeSet::from(["missing-key"]), "{bytes:?}");
    }
    for path in ["data/site.toml", "data/vocabulary/services.toml", "data/places/icbs.toml", "data/guide/overview.md"] {
        let mut folder = site_with(&[]);
        folder.insert(FilePath::new(path).expect("a path"), Vec::new());
        assert!(faults(&folder).iter().any(|one| one.fault.severity == Severity::Error), "{path}");
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    let base = super::support::base();
    let record = base.iter().find(|part| part.path == RECORD).expect("the record");
    let text = record.lines.join("\r\n");
    assert!(faults_with(format!("\u{feff}{text}\r\n")).is_empty());
    // A fault after the mark is named at the column that an editor shows.
    let found = faults_with(format!("\u{feff}nme = \"x\"\r\n{text}"));
    assert!(found.iter().any(|one| one.fault.code == Code::UnknownKey && (one.line, one.column, one.end_column) == (1, 1, 4)));
}

/// A slip in a list of words, or in the settings, hides no fault between records, and makes none up.
#[test]
fn rules_across_records_run_beside_a_broken_list() {
    let good = project::folder();
    let organisation = FilePath::new("data/organisations/nhs/wye-valley.toml").expect("a path");
    let record = String::from_utf8(good.get(organisation.as_str()).expect("the record").to_vec()).expect("a text");
    let lists = [
        "site",
        "glossary",
        "registers",
        "report",
        "places/gateway-doors",
        "places/icbs",
        "places/regions",
        "vocabulary/barriers",
        "vocabulary/kinds",
        "vocabulary/phases",
        "vocabulary/services",
    ];
    for list in lists {
        let path = format!("data/{list}.toml");
        let mut folder = good.clone();
        let text = String::from_utf8(folder.get(&path).expect("the list").to_vec()).expect("a text");
        folder.insert(FilePath::new(&path).expect("a path"), format!("oops = 1\n{text}").into_bytes());
        folder.insert(organisation.clone(), format!("partners = [\"nobody\"]\n{record}").into_bytes());
        let report = project::load(&folder).report;
        let found = report.faults().iter().filter(|fault| fault.severity == Severity::Error);
        let errors: BTreeSet<(&str, &str)> = found.map(|fault| (fault.code.id(), fault.path.as_str())).collect();
        let wanted = BTreeSet::from([("unknown-organisation", organisation.as_str()), ("unknown-key", path.as_str())]);
        assert_eq!(errors, wanted, "{list}");
    }
}

#[test]
fn other_encodings_are_named() {
    let cases: [(&[u8], &str); 5] = [
        (b"name = \"Caf\xe9\"\n", "Windows-1252"),
        (b"\xff\xfen\0a\0", "UTF-16"),
        (b"\xfe\xff\0n\0a", "UTF-16"),
        (b"name = \"a\0b\"", "UTF-16"),
        (&[0x89, b'P', b'N', b'G', 0, 0, 0xff], "not a text"),
    ];
    for (bytes, word) in cases {
        let found = faults_with(bytes);
        let fault = &found.iter().find(|one| one.fault.path == RECORD).expect("a fault").fault;
        assert_eq!(fault.code, Code::NotUtf8);
        assert!(fault.help.iter().any(|help| help.contains(word)), "{fault:?}");
    }
}

#[test]
fn hostile_texts_end_in_a_fault_and_soon() {
    let many = |text: &str, times: usize| text.repeat(times);
    let cases: Vec<(&str, String, &str)> = vec![
        ("10,000 lists in each other", format!("aliases = {}{}", many("[", 10_000), many("]", 10_000)), "too-deep"),
        ("10,000 open lists", format!("aliases = {}", many("[", 10_000)), "too-deep"),
        ("10,000 tables in each other", format!("place = {}", many("{ a = ", 10_000)), "too-deep"),
        ("a key of 20,000 parts", format!("{}a = 1", many("a.", 20_000)), "too-deep"),
        ("a key of 20,000 quoted parts", format!("{}\"a\" = 1", many("\"a\".", 20_000)), "too-deep"),
        ("a heading of 20,000 parts", format!("[{}a]\nb = 1", many("a.", 20_000)), "too-deep"),
        ("20,000 headings of one list", many("[[sites]]\nname = \"a\"\n", 10_000), "bad-value"),
        ("10,000 unknown keys", (0..10_000).fold(String::new(), |text, at| format!("{text}key{at} = 1\n")), "unknown-key"),
        ("10,000 lines that are no TOML", many("nothing at all\n", 10_000), "syntax"),
        ("10,000 missing commas", format!("aliases = [\n{}]", many("\"a\" \"b\",\n", 10_000)), "syntax"),
        ("10,000 times one key", many("name = \"a\"\n", 10_000), "syntax"),
        ("one line of 250,000 signs", format!("summary = \"{}\"", many("ä", 125_000)), "bad-value"),
        ("one line of 60,000 links", format!("summary = \"{}\"", many("[a](b)", 40_000)), "bad-value"),
        ("60,000 opening brackets of Markdown", format!("summary = \"{}\"", many("[", 60_000)), "bad-value"),
        ("quotes in quotes", format!("summary = \"{}\"", many("> ", 2_000)), "too-deep"),
        ("an endless text", format!("summary = \"\"\"{}", many("a\n", 60_000)), "syntax"),
        ("quotation marks only", many("\"", 60_001), "syntax"),
        ("backslashes only", format!("name = \"{}\"", many("\\", 60_001)), "syntax"),
        ("carriage returns only", many("\r", 60_000), "syntax"),
        ("equals signs only", many("=", 60_000), "syntax"),
        ("50 huge numbers", (0..50).fold(String::new(), |text, _| text + "capacity = 99999999999999999999999999\n"), "syntax"),
    ];
    for (name, text, code) in cases {
        let start = Instant::now();
        let found = faults_with(text.as_bytes());
        assert!(codes(&found).contains(code), "{name}: {:?}", codes(&found));
        are_sound(&found, &text);
        eprintln!("{name}: {} faults, {:?}", found.len(), start.elapsed());
        assert!(start.elapsed() < HANG, "{name}: {:?}", start.elapsed());
    }
}

/// What a slip of the hand, a broken editor or somebody hostile may put into a text.
const SLIPS: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "==",
    ".",
    ",",
    "#",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\\",
    "\\u",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{a0}",
    "\u{201c}",
    "\u{2019}",
    "é",
    "\u{1f600}",
    "-",
    "+",
    "0",
    "00",
    "1e400",
    "nan",
    "inf",
    "true",
    "True",
    "2026-02-30",
    "99999999999999999999",
    "<script>",
    "[a](javascript:b)",
    "{{ ",
    " }}",
    "+++",
    "---",
    "name = ",
    "[place]\n",
    "[[offers]]\n",
    "a.b.c = 1\n",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
];

/// A text with one to four changes: something put in, cut out, said twice, moved or cut short.
fn mutant(good: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut text = good.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(text.len() + 1);
        let to = (at + numbers.below(40)).min(text.len());
        match numbers.below(7) {
            0..=2 => drop(text.splice(at..at, SLIPS[numbers.below(SLIPS.len())].bytes())),
            3 => drop(text.drain(at..to)),
            4 => {
                let part = text[at..to].to_vec();
                let other = numbers.below(text.len() + 1);
                drop(text.splice(other..other, part));
            }
            5 => text.truncate(at.max(1)),
            _ => {
                if let Some(byte) = text.get_mut(at) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
        }
    }
    text
}

/// No mutant of a good record makes anything panic, and whatever is rejected is rejected at a place inside its text.
/// `MUTANTS=10000` tries so many; a failure names the seed.
#[test]
fn mutants_of_good_records_are_rejected_at_a_place() {
    let count: u64 = std::env::var("MUTANTS").ok().and_then(|count| count.parse().ok()).unwrap_or(150);
    let real = project::folder();
    let shared = |path: &FilePath| project::is_shared(path) || path.as_str() == "data/site.toml";
    let good: Vec<(FilePath, Vec<u8>)> = real
        .below("data")
        .filter(|(path, _)| !path.is_in("data/places"))
        .map(|(path, bytes)| (path.clone(), bytes.to_vec()))
        .collect();
    let mut rejected = 0;
    for seed in 0..count {
        let mut numbers = Numbers(seed);
        let (path, bytes) = &good[numbers.below(good.len())];
        let bytes = mutant(bytes, &mut numbers);
        let mut folder = Folder::new();
        for (path, bytes) in real.iter().filter(|(path, _)| shared(path)) {
            folder.insert(path.clone(), bytes.to_vec());
        }
        folder.insert(path.clone(), bytes.clone());
        let loaded = load(&folder, Options { as_of: super::support::TODAY, drafts: true, base_url: None });
        let text = String::from_utf8(bytes).unwrap_or_default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let here = loaded.report.faults().iter().filter(|fault| fault.path == path.as_str());
        for fault in here.filter(|fault| fault.severity == Severity::Error) {
            rejected += 1;
            let placed = match &fault.span {
                Some(span) => text.get(span.clone()).is_some(),
                None => matches!(fault.code, Code::NotUtf8 | Code::BadId),
            };
            assert!(placed, "seed {seed}: {fault:?}\n{text}");
            assert!(!fault.message.is_empty() && fault.message.len() < 3000, "seed {seed}: {fault:?}");
        }
        let report = &loaded.report;
        for form in
            [report.human(true), report.human(false), report.github(), report.json().to_string(), report.sarif().to_string()]
        {
            let plain = form.replace("\u{1b}[", "");
            let steers = plain.chars().any(|sign| trustbridge::diagnostic::is_hidden(sign) && !matches!(sign, '\n' | '\t'));
            assert!(!steers || form.starts_with('{'), "seed {seed}: a hidden sign reaches the terminal\n{form}");
        }
    }
    assert!(rejected > count / 4, "only {rejected} of {count} mutants were rejected: the test changes too little");
}

/// Ten thousand faults in many files are told in one run, soon, and the first hundred of them printed.
#[test]
fn ten_thousand_faults_of_every_kind_are_told_in_one_run() {
    let mut folder = site_with(&[]);
    for file in 0..100_u8 {
        let id = format!("anytown-{file:03}");
        // Names that are not nearly one another's.
        let part = |number: u8| char::from(b'a' + number).to_string().repeat(3);
        let (first, last) = (part(file / 10), part(10 + file % 10));
        let mut text = format!(
            "name = \"Anytown {first} {last}\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://example.org/\"\n"
        );
        text.push_str("partners = [");
        (0..100).for_each(|at| text.extend(["\"anytwn-", &format!("{file}-{at}"), "\", "]));
        text.push_str("]\n");
        folder.insert(FilePath::new(format!("data/organisations/nhs/{id}.toml")).expect("a path"), text.into_bytes());
    }
    let start = Instant::now();
    let options = Options { as_of: super::support::TODAY, drafts: false, base_url: None };
    let report = load(&folder, options).report;
    // One warning a record: a hundred partners are more than anybody can name.
    assert_eq!((report.errors(), report.warnings()), (10_000, 100));
    let human = report.human(false);
    assert_eq!(human.matches("error[unknown-organisation]").count(), MOST_PRINTED);
    assert!(human.contains("10,000 more") && human.contains("10,000 errors, 100 warnings"), "{}", &human[human.len() - 300..]);
    assert_eq!(report.json()["faults"].as_array().map(Vec::len), Some(10_100));
    assert!(start.elapsed() < HANG, "{:?}", start.elapsed());
    eprintln!("10,000 faults: {:?}", start.elapsed());
}

/// Ten thousand dead links are all told, whatever the number of pages.
#[test]
fn many_dead_links_are_told_soon() {
    let mut folder = site_with(&[]);
    let mut text = "+++\ntitle = \"Links\"\nsection = \"page\"\n+++\n".to_owned();
    (0..10_000).for_each(|at| text.extend(["[a](/organisations/x", &at.to_string(), "/) "]));
    folder.insert(FilePath::new("data/guide/links.md").expect("a path"), text.into_bytes());
    let start = Instant::now();
    let found = faults(&folder);
    assert_eq!(found.iter().filter(|one| one.fault.code == Code::DeadLink).count(), 10_000);
    assert!(start.elapsed() < HANG, "{:?}", start.elapsed());
}
