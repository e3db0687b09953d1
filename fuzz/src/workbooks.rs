//! Laws of workbooks, from their bytes to the records that come of them.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;
use std::time::Instant;

use trustbridge::data;
use trustbridge::data::schema::form::Known;
use trustbridge::diagnostic::Severity;
use trustbridge::folder::{FilePath, Folder};
use trustbridge::model::Date;
use trustbridge::workbook::{self, Against, Identity, Records};
use zip::write::SimpleFileOptions;

const TODAY: Date = Date::constant(2026, 11, 25);

/// A site with two organisations, one of them with everything that a sheet shows, and one that asked not to be listed.
static SITE: LazyLock<Folder> = LazyLock::new(|| {
    let mut folder = super::WORDS.clone();
    let files = [
        (
            "data/organisations/nhs/known.toml",
            "# By hand.\nname = \"Known NHS Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\naliases = [\"Known\"]\nwebsite = \"https://known.example/\"\n\n\
             [codes]\nods = \"RNA\"\n\n[place]\ntown = \"Walsall\"\npostcode = \"WS1 1AA\"\n\n[[offers]]\nservice = \"work-experience\"\n\
             basis = \"published\"\nsource = \"https://known.example/a\"\nchecked = 2026-11-01\n\n[[contacts]]\nrole = \"Office\"\n\
             phone = \"01632 960123\"\n\n[[sources]]\nurl = \"https://known.example/\"\n",
        ),
        (
            "data/organisations/nhs/gone.toml",
            "name = \"Gone NHS Trust\"\nsector = \"nhs\"\nkind = \"acute-trust\"\nopt_out = true\nwebsite = \"https://gone.example/\"\n",
        ),
    ];
    for (path, text) in files {
        folder.insert(FilePath::new(path).expect("a path"), text.as_bytes());
    }
    folder
});

/// Its words.
static KNOWN: LazyLock<Known> = LazyLock::new(|| data::known(&SITE));

/// The parts of the workbook of that site: name and bytes.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let book = workbook::write(&Records::of(&SITE), &KNOWN, &Identity::of(&SITE), &|_| true).expect("it is written");
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        parts.push((name, bytes));
    }
    parts
});

/// Bytes that the target takes for each part of a good workbook: which part, then what it holds. And the workbook itself.
pub fn parts() -> Vec<Vec<u8>> {
    let one = |(at, (_, bytes)): (u8, &(String, Vec<u8>))| [&[at][..], bytes].concat();
    (0..).zip(PARTS.iter()).map(one).chain([packed(None)]).collect()
}

/// The workbook with other bytes in one part.
fn packed(other: Option<(usize, &[u8])>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in PARTS.iter().enumerate() {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
            .expect("a part");
        let bytes = other.filter(|(changed, _)| *changed == at).map_or(bytes.as_slice(), |(_, bytes)| bytes);
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Any bytes are a workbook whose edits make records that pass the checks, or each of its faults has a sentence and nothing is
/// written. Who asked not to be listed stays so. Bytes that begin like an archive are one; of others the first says which part
/// of a good workbook holds the rest.
pub fn workbook(bytes: &[u8]) {
    let start = Instant::now();
    let book = match bytes {
        [b'P', b'K', ..] => bytes.to_vec(),
        [at, rest @ ..] => packed(Some((usize::from(*at) % PARTS.len(), rest))),
        [] => Vec::new(),
    };
    let known = data::known(&SITE);
    let plan = workbook::plan("fuzzed.xlsx", &book, &Against { folder: &SITE, known: &known, today: TODAY, skip_stale: false });
    let mut folder = SITE.clone();
    if !plan.faults.is_empty() {
        assert!(plan.drafts.is_empty(), "a workbook with faults writes nothing");
    }
    super::drawn_in("fuzzed.xlsx", "", plan.faults);
    for draft in &plan.drafts {
        assert!(draft.path.is_in("data/organisations") || draft.path.is_in("data/partnerships"), "{}", draft.path);
        assert!(draft.before.as_deref() != Some(draft.after.as_str()), "{} does not change", draft.path);
        folder.insert(draft.path.clone(), draft.after.clone().into_bytes());
    }
    if plan.drafts.is_empty() {
        return super::in_time(start, bytes.len());
    }
    let loaded = data::load(&folder, data::Options { as_of: TODAY, drafts: true, base_url: None });
    let errors: Vec<String> = loaded
        .report
        .faults()
        .iter()
        .filter(|fault| fault.severity == Severity::Error)
        .map(|fault| format!("{}: {}", fault.path, fault.message))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(!plan.told.is_empty() || plan.drafts.is_empty(), "a change that nobody is told");
    for line in plan.told.iter().chain(&plan.notes) {
        assert!(!line.chars().any(|one| one.is_control() && one != '\n'), "{line:?}");
    }
    super::in_time(start, bytes.len());
}
