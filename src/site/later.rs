//! Folders of a site whose files are all made at once, and not before one of them is asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Route;
use crate::folder::FilePath;

/// Makes the files of a folder: addresses from the site's root, and their bytes.
pub type Making = Box<dyn Fn() -> Vec<(String, Vec<u8>)> + Send + Sync>;

/// A folder whose files are made together.
pub(super) struct Later {
    folder: String,
    /// Files that pages point to. They are known before anything is made.
    known: Vec<FilePath>,
    making: Making,
    made: OnceLock<BTreeMap<FilePath, Vec<u8>>>,
}

impl Later {
    pub(super) fn new(folder: &str, known: &[&str], making: Making) -> Self {
        let known = known.iter().map(|address| Route::of(address).file().clone()).collect();
        Self { folder: folder.to_owned(), known, making, made: OnceLock::new() }
    }

    /// Files that are known before anything is made.
    pub(super) fn known(&self) -> &[FilePath] {
        &self.known
    }

    /// All its files, made on the first call.
    pub(super) fn files(&self) -> &BTreeMap<FilePath, Vec<u8>> {
        self.made.get_or_init(|| {
            let files = (self.making)().into_iter().map(|(address, bytes)| (Route::of(&address).file().clone(), bytes));
            let files: BTreeMap<FilePath, Vec<u8>> = files.collect();
            assert!(self.known.iter().all(|file| files.contains_key(file)), "a folder holds the files that it promised");
            files
        })
    }

    /// Whether the folder holds a file.
    pub(super) fn has(&self, file: &FilePath) -> bool {
        self.known.contains(file) || self.get(file).is_some()
    }

    /// The bytes of a file. Nothing is made where the path lies outside of the folder.
    pub(super) fn get(&self, file: &FilePath) -> Option<&Vec<u8>> {
        if file.is_in(&self.folder) { self.files().get(file) } else { None }
    }
}
