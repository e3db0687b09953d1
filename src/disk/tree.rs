//! The site that stands in the output folder before a build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Failure;
use super::manifest::{self, MANIFEST};
use crate::folder::FilePath;

/// Left behind by the windows in which people look at folders.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// The built files of an earlier build, and what people put beside them.
#[derive(Default)]
pub(super) struct Tree {
    /// The folder, where there is one.
    pub(super) folder: Option<PathBuf>,
    /// Regular files that the build of that time made, by their paths.
    made: BTreeSet<String>,
    /// All else but folders: relative paths, in order.
    foreign: BTreeMap<PathBuf, bool>,
}

impl Tree {
    /// What stands at `out`.
    ///
    /// # Errors
    /// A [`Failure`] where it cannot be listed, or holds a link that leads out.
    pub(super) fn read(out: &Path) -> Result<Self, Failure> {
        if !out.is_dir() {
            return Ok(Self::default());
        }
        let listed = manifest::read(out).map_err(|source| Failure::new("read", &out.join(MANIFEST), source))?.unwrap_or_default();
        let real = fs::canonicalize(out).map_err(|source| Failure::new("read the folder", out, source))?;
        let mut tree = Self { folder: Some(real.clone()), ..Self::default() };
        tree.walk(&real, Path::new(""), &listed)?;
        Ok(tree)
    }

    fn walk(&mut self, here: &Path, path: &Path, listed: &BTreeSet<String>) -> Result<(), Failure> {
        let failure = |source| Failure::new("read the folder", here, source);
        for entry in fs::read_dir(here).map_err(failure)? {
            let entry = entry.map_err(failure)?;
            let kind = entry.file_type().map_err(failure)?;
            let name = entry.file_name();
            let path = path.join(&name);
            if kind.is_symlink() {
                self.must_stay_inside(&entry.path())?;
            }
            if kind.is_dir() {
                self.walk(&entry.path(), &path, listed)?;
                continue;
            }
            let text = path.to_str().map(|text| text.replace(std::path::MAIN_SEPARATOR, "/"));
            match text {
                Some(text) if text == MANIFEST => {}
                Some(text) if kind.is_file() && listed.contains(&text) => {
                    self.made.insert(text);
                }
                _ if LITTER.iter().any(|litter| name.as_os_str() == *litter) => {}
                _ => {
                    self.foreign.insert(path, kind.is_file());
                }
            }
        }
        Ok(())
    }

    /// Ensures that a link which somebody put beside the site leads to something in it: hosts publish what links lead to.
    fn must_stay_inside(&self, link: &Path) -> Result<(), Failure> {
        let target = fs::canonicalize(link).ok();
        if target.zip(self.folder.as_ref()).is_some_and(|(target, folder)| target.starts_with(folder)) {
            return Ok(());
        }
        let why = "it is a link that leads out of the site, and hosts publish what links lead to; remove it";
        Err(Failure::because("publish the site with", link, why))
    }

    /// Whether an earlier build made the file.
    pub(super) fn made(&self, path: &FilePath) -> bool {
        self.made.contains(path.as_str())
    }

    /// The files that an earlier build made.
    pub(super) fn all_made(&self) -> impl Iterator<Item = &str> {
        self.made.iter().map(String::as_str)
    }

    /// What people put beside the site; relative paths, in order.
    pub(super) fn foreign(&self) -> impl Iterator<Item = &Path> {
        self.foreign.keys().map(PathBuf::as_path)
    }

    /// Whether a regular file with these bytes stands at `path`. A file that cannot be read holds other bytes.
    pub(super) fn holds(&self, path: &FilePath, bytes: &[u8]) -> bool {
        let known = self.made(path) || self.foreign.get(Path::new(path.as_str())) == Some(&true);
        known && self.folder.as_ref().is_some_and(|folder| holds(&folder.join(path.as_str()), bytes).unwrap_or(false))
    }

    /// Whether the list of the old site is this one.
    pub(super) fn is_listed_as(&self, manifest: &[u8]) -> bool {
        self.folder.as_ref().is_some_and(|folder| holds(&folder.join(MANIFEST), manifest).unwrap_or(false))
    }
}

/// Whether the file at `path` holds exactly `bytes`.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut old = Vec::with_capacity(bytes.len() + 1);
    file.read_to_end(&mut old)?;
    Ok(old == bytes)
}
