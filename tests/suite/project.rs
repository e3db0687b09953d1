//! The project's own records as a folder in memory, to be changed file by file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use trustbridge::data;
use trustbridge::folder::{FilePath, Folder};
use trustbridge::model::{Date, Directory};

/// A fixed today, so that no test depends on the clock.
pub(crate) fn today() -> Date {
    jiff::civil::date(2026, 11, 26)
}

/// The folder of this project, with every organisation of the country.
pub(crate) fn country() -> Folder {
    static READ: LazyLock<Folder> = LazyLock::new(|| {
        trustbridge::disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project's folder can be read")
    });
    READ.clone()
}

/// The folder of this project as people described it: without the records of which only registers are known. Some fifty
/// organisations show what a page, rule or export does, and a test reads them a hundred times sooner than the country.
pub(crate) fn folder() -> Folder {
    static DESCRIBED: LazyLock<Folder> = LazyLock::new(|| described(&country()));
    DESCRIBED.clone()
}

/// Whether a file holds words or places that a site without our organisations can use: not who serves which place, which names
/// them.
pub(crate) fn is_shared(path: &FilePath) -> bool {
    path.is_in("data/vocabulary") || path.is_in("data/places") && path.stem() != "serves"
}

/// The organisations that somebody has looked at, or that a partnership, programme or another record names.
fn described(country: &Folder) -> Folder {
    const ORGANISATIONS: &str = "data/organisations/";
    const SERVES: &str = "data/places/serves.csv";
    let texts = country.iter().filter(|(path, _)| path.is_in("data") && path.ending() == "toml");
    let (records, others): (Vec<_>, Vec<_>) = texts
        .map(|(path, bytes)| (path.as_str(), String::from_utf8_lossy(bytes)))
        .partition(|(path, _)| path.starts_with(ORGANISATIONS));
    let (looked_at, from_registers): (Vec<_>, Vec<_>) = records.into_iter().partition(|(_, text)| text.contains("\n[review]"));
    let words = |text: &str| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>();
    // A care board's name names the board, also where a trust has the same.
    let (places, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(path, _)| path.starts_with("data/places/"));
    let of_places: BTreeSet<String> = places.iter().flat_map(|(_, text)| words(text)).collect();
    let named: BTreeSet<String> = looked_at.iter().chain(&others).flat_map(|(_, text)| words(text)).collect();
    let named: BTreeSet<&str> = named.difference(&of_places).map(String::as_str).collect();
    let stem = |path: &str| path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or_default().to_owned();
    let left_out: BTreeSet<&str> =
        from_registers.iter().map(|(path, _)| *path).filter(|path| !named.contains(stem(path).as_str())).collect();
    let missing: BTreeSet<String> = left_out.iter().map(|path| stem(path)).collect();
    let mut folder = Folder::new();
    for (path, bytes) in country.iter().filter(|(path, _)| !left_out.contains(path.as_str())) {
        if path.as_str() == SERVES {
            let rows = String::from_utf8_lossy(bytes);
            let kept = rows.lines().filter(|row| !row.split(',').nth(2).is_some_and(|id| missing.contains(id)));
            folder.insert(path.clone(), kept.flat_map(|row| [row, "\n"]).collect::<String>().into_bytes());
        } else {
            folder.insert(path.clone(), bytes.clone());
        }
    }
    folder
}

/// The text of one of its files.
pub(crate) fn text(folder: &Folder, path: &str) -> String {
    String::from_utf8(folder.get(path).expect("the file exists").to_vec()).expect("records are UTF-8")
}

/// Replaces `old`, which must be there, by `new` in a file.
pub(crate) fn change(folder: &mut Folder, path: &str, old: &str, new: &str) {
    let before = text(folder, path);
    assert!(before.contains(old), "`{path}` does not hold `{old}`");
    put(folder, path, &before.replacen(old, new, 1));
}

/// Puts a file in.
pub(crate) fn put(folder: &mut Folder, path: &str, text: &str) {
    folder.insert(FilePath::new(path).expect("a path"), text.as_bytes().to_vec());
}

/// Reads a folder.
pub(crate) fn load(folder: &Folder) -> data::Loaded {
    data::load(folder, data::Options { as_of: today(), drafts: false, base_url: None })
}

/// The directory of a folder without errors.
pub(crate) fn directory(folder: &Folder) -> Directory {
    let loaded = load(folder);
    loaded.directory.unwrap_or_else(|| panic!("{}", loaded.report.human(false)))
}

/// The faults of a folder as `path:line code`, in order, and only those of one file.
pub(crate) fn faults(folder: &Folder, path: &str) -> Vec<String> {
    let text = text(folder, path);
    let line = |at: usize| text[..at].lines().count().max(1) + usize::from(text[..at].ends_with('\n'));
    load(folder)
        .report
        .faults()
        .iter()
        .filter(|fault| fault.path == path)
        .map(|fault| {
            let line = fault.span.as_ref().map_or(0, |span| line(span.start));
            format!("{line} {}", fault.code.id())
        })
        .collect()
}
