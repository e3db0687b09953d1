//! Where a site is published, and whether it may be: nothing is replaced that Trustbridge did not make.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::gate::{Gate, resolve};
use super::{Failure, manifest};

const DOING: &str = "publish into";

/// Files that say nothing about who made a folder.
const NEUTRAL: [&str; 5] = [".gitignore", ".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"];

/// Where a site goes, and what must not be replaced by it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The output folder; it need not exist.
    pub out: &'a Path,
    /// The site's folder, with `data/` in it.
    pub root: &'a Path,
    /// The home folder of whoever runs the command, where it is known.
    pub home: Option<&'a Path>,
}

/// The output folder with all links resolved, and the folder beside it where the new site is made.
pub(super) struct Target {
    pub(super) out: PathBuf,
    /// `.trustbridge-public` beside `public`.
    pub(super) work: PathBuf,
}

impl Target {
    /// Where `place` leads. Nothing is changed.
    ///
    /// # Errors
    /// Why the site may not be published there.
    pub(super) fn resolve(place: &Place<'_>) -> Result<Self, Failure> {
        let refuse = |why: String| Err(Failure::because(DOING, place.out, why));
        resolve(place.out)?;
        let out = Gate::named(place.root, place.out)?.place(DOING, place.out)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return refuse("it is the root of a disk; choose a folder of its own for the site".to_owned());
        };
        let root = resolve(place.root)?;
        if root.starts_with(&out) {
            return refuse(
                "the site's own folder lies in it and would be lost; choose another folder, such as `public`".to_owned(),
            );
        }
        for source in ["data", "themes", ".git"] {
            if out.starts_with(root.join(source)) {
                return refuse(format!(
                    "it lies in `{source}`, which belongs to your sources; choose another folder, such as `public`"
                ));
            }
        }
        if let Some(home) = place.home
            && resolve(home)?.starts_with(&out)
        {
            return refuse("your home folder lies in it and would be lost; choose another folder".to_owned());
        }
        let mut work_name = OsString::from(".trustbridge-");
        work_name.push(name);
        let target = Self { work: parent.join(work_name), out };
        target.must_be_ours(place)?;
        Ok(target)
    }

    /// Ensures that the output folder is missing, empty, or was made by Trustbridge, and is no repository.
    ///
    /// # Errors
    /// What it holds instead.
    pub(super) fn must_be_ours(&self, place: &Place<'_>) -> Result<(), Failure> {
        let failure = |source| Failure::new(DOING, place.out, source);
        let mut foreign = None;
        let entries = match fs::read_dir(&self.out) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(failure)?,
        };
        for entry in entries {
            let name = entry.map_err(failure)?.file_name();
            if name == OsStr::new(".git") {
                return Err(Failure::because(
                    DOING,
                    place.out,
                    "it is a git repository (it holds `.git`); choose another folder",
                ));
            }
            if !NEUTRAL.iter().any(|neutral| name == OsStr::new(neutral)) {
                foreign = foreign.min(Some(name.clone())).or(Some(name));
            }
        }
        let Some(foreign) = foreign else { return Ok(()) };
        if manifest::read(&self.out).map_err(failure)?.is_some() {
            return Ok(());
        }
        let foreign = foreign.to_string_lossy().into_owned();
        let why =
            format!("Trustbridge did not make it, and it holds `{foreign}`; choose another folder, or empty this one yourself");
        Err(Failure::because(DOING, place.out, why))
    }
}
