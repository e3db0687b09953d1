//! Laws of imports, from the bytes of a foreign table to the records that come of them.

use std::sync::LazyLock;
use std::time::Instant;

use trustbridge::data;
use trustbridge::diagnostic::{Diagnostic, Severity};
use trustbridge::folder::{FilePath, Folder};
use trustbridge::import::{
    self, Boards, Choices, Draft, Gazetteer, Map, Plan, Records, Register, SchoolPlaces, SharesForm, Source, Spellings,
    Succession, Table, Whom,
};
use trustbridge::model::Date;

const NAME: &str = "fuzzed.csv";
const SERVES: &str = "data/places/serves.csv";

/// A site with the words and places that imports ask for, and one record of each register.
static SITE: LazyLock<Folder> = LazyLock::new(|| {
    let mut folder = Folder::new();
    let kinds = [
        ("acute-trust", "nhs"),
        ("nhs-trust", "nhs"),
        ("integrated-care-board", "nhs"),
        ("multi-academy-trust", "school"),
        ("single-academy-trust", "school"),
    ];
    let kinds = kinds.map(|(id, sector)| format!("[[kind]]\nid = \"{id}\"\nlabel = \"{id}\"\nsector = \"{sector}\"\n")).concat();
    let files = [
        ("data/site.toml", "title = \"Fuzzed\"\n".to_owned()),
        ("data/vocabulary/kinds.toml", kinds),
        (
            "data/vocabulary/phases.toml",
            "[[phase]]\nid = \"primary\"\nlabel = \"Primary\"\nmin_age = 4\nmax_age = 11\n".to_owned(),
        ),
        (
            "data/places/districts.csv",
            "code,id,name,council_code,council,region,icbs,latitude,longitude,former_codes\n\
             E08000030,walsall,Walsall,E08000030,Walsall,,,52.58,-1.98,\n"
                .to_owned(),
        ),
        (
            "data/organisations/nhs/known.toml",
            "name = \"Known NHS Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nwebsite = \"https://known.example/\"\n\n\
             [codes]\nods = \"RNA\"\n"
                .to_owned(),
        ),
        (
            "data/organisations/schools/known-schools.toml",
            "# By hand.\nname = \"Known Schools\"\nsector = \"school\"\nkind = \"multi-academy-trust\"\n\n[codes]\ngias_uid = \"5143\"\n\n\
             [[sources]]\nurl = \"https://known.example/\"\n"
                .to_owned(),
        ),
    ];
    for (path, text) in files {
        folder.insert(FilePath::new(path).expect("a path"), text.into_bytes());
    }
    folder
});

fn today() -> Date {
    Date::constant(2026, 11, 25)
}

fn options() -> data::Options<'static> {
    data::Options { as_of: today(), drafts: true, base_url: None }
}

fn drawn(table: &Table, faults: Vec<Diagnostic>) {
    super::drawn_in(&table.path, &table.text, faults);
}

/// Any bytes are a register, or are refused with their place. What comes of them are records that pass the checks; the same
/// table once more changes nothing, and nothing is closed unasked.
pub fn import(bytes: &[u8]) {
    let start = Instant::now();
    for headed in [true, false] {
        let mut faults = Vec::new();
        let Ok(table) = Table::read(NAME, bytes, headed, &mut faults) else { continue };
        drawn(&table, faults);
        for register in [Register::Gias, Register::Ods, Register::Csv] {
            if headed || register == Register::Ods {
                into_records(&table, register);
            }
        }
        if headed {
            let mut faults = Vec::new();
            let _ = import::read_succession(&table, &mut faults);
            drawn(&table, faults);
        }
        assert!(!table.account().is_empty());
    }
    super::in_time(start, bytes.len());
}

fn into_records(table: &Table, register: Register) {
    let mut folder = SITE.clone();
    let first = plan(table, register, &folder);
    for draft in kept(&folder, &first) {
        assert!(draft.path.is_in("data/organisations"), "{}", draft.path);
        let was_closed = draft.before.as_deref().is_some_and(|text| text.contains("\nclosed = "));
        assert!(was_closed || !draft.after.contains("\nclosed = "), "closed unasked:\n{}", draft.after);
        folder.insert(draft.path.clone(), draft.after.clone().into_bytes());
    }
    let again = plan(table, register, &folder);
    let changes: Vec<&Draft> = kept(&folder, &again);
    assert!(changes.is_empty(), "twice changes something: {changes:#?}");
}

/// The drafts that bring no error in, as the command writes them.
fn kept<'p>(folder: &Folder, plan: &'p Plan) -> Vec<&'p Draft> {
    let mut merged = folder.clone();
    for draft in &plan.drafts {
        merged.insert(draft.path.clone(), draft.after.clone().into_bytes());
    }
    let report = data::load(&merged, options()).report;
    let faulty = |draft: &&Draft| {
        report.faults().iter().any(|fault| fault.severity == Severity::Error && fault.path == draft.path.as_str())
    };
    plan.drafts.iter().filter(|draft| !faulty(draft)).collect()
}

fn plan(table: &Table, register: Register, folder: &Folder) -> Plan {
    let mut faults = Vec::new();
    let boards = Boards::of(folder);
    let known = data::load(folder, options()).known;
    let (bodies, date) = if register == Register::Csv {
        (import::read_mapped(table, &Map::default(), (&boards, &known), &std::collections::BTreeSet::new(), &mut faults), None)
    } else {
        let read = Table::read(NAME, table.text.as_bytes(), !table.header().is_empty(), &mut Vec::new()).expect("read before");
        let site = (&boards, &Spellings::of(folder));
        let gathered = import::gather(register, &[(read, None)], Vec::new(), site, (false, today()), &mut faults);
        (gathered.bodies, gathered.date)
    };
    // An error stops the command before anything is compared.
    let stops = faults.iter().any(|fault| fault.severity == Severity::Error);
    drawn(table, faults);
    let mut records = Records::of(folder);
    let mut gazetteer = Gazetteer::new(boards);
    gazetteer.add_own_districts(folder);
    let bodies = if stops { Vec::new() } else { bodies };
    let choices = Choices { close: false, today: today() };
    import::plan(bodies, &Succession::default(), &mut records, &gazetteer, &known, &Source::new(register, date), choices)
}

/// Any bytes are a table of who serves whom, or each of its faults has a place; and a published table becomes rows that can be
/// read again.
pub fn serves(bytes: &[u8]) {
    let start = Instant::now();
    let mut folder = SITE.clone();
    folder.insert(FilePath::new(SERVES).expect("a path"), bytes);
    let loaded = data::load(&folder, options());
    assert_eq!(loaded.directory.is_some(), loaded.report.errors() == 0, "a directory if and only if there is no error");
    let shown = loaded.report.human(false);
    assert!(!shown.chars().any(|one| one.is_control() && one != '\n' && one != '\t'), "{shown:?}");
    let before = String::from_utf8_lossy(bytes).into_owned();
    if let Some(directory) = data::load(&SITE, options()).directory {
        let mut faults = Vec::new();
        let Ok(table) = Table::read(NAME, bytes, true, &mut faults) else { return };
        let mut whom = Whom::of(&directory);
        whom.follow(&table, &mut Vec::new());
        let places = SchoolPlaces::read(&table, &mut whom, &mut Vec::new());
        let shares = match SharesForm::of(&table) {
            Some(SharesForm::Admissions) => Some(import::read_admissions(&table, &mut whom, &mut faults)),
            Some(SharesForm::Schools) => Some(import::read_teams(&table, &places, &mut whom, &mut faults).0),
            None => None,
        };
        if let Some(shares) = shares {
            let text = if loaded.directory.is_some() { before.as_str() } else { "" };
            let once = import::put_shares(text, &shares, None, None, "2021", &whom).text;
            assert_eq!(import::put_shares(&once, &shares, None, None, "2021", &whom).text, once, "twice is once");
            for part in &shares.parts {
                assert!(part.share.is_finite() && (0.0..=1.0).contains(&part.share), "{part:?}");
            }
        }
        drawn(&table, faults);
    }
    super::in_time(start, bytes.len());
}
