//! The project's own records as a folder in memory, to be changed file by file.

use std::path::Path;

use trustbridge::data;
use trustbridge::folder::{FilePath, Folder};
use trustbridge::model::{Date, Directory};

/// A fixed today, so that no test depends on the clock.
pub(crate) fn today() -> Date {
    jiff::civil::date(2026, 11, 25)
}

/// The folder of this project.
pub(crate) fn folder() -> Folder {
    trustbridge::disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project's folder can be read")
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
