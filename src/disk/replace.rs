//! Files that people wrote are replaced whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::tree::holds;
use super::{Failure, Gate};

impl Gate {
    /// Puts the bytes in place of each file, in one step, with one wait for the disk; answers how many changed.
    ///
    /// A reader sees the old bytes or the new ones, whatever stops us. Permissions and owner stay; where a path is a link,
    /// what it leads to is replaced, if that lies inside the gate. If a file holds its bytes already, nothing is touched. A
    /// file that has several names (hard links) keeps its old bytes under the others.
    ///
    /// # Errors
    /// A [`Failure`] where a file does not exist, lies outside, or cannot be replaced. Each file is replaced whole; where one
    /// fails, those before it may have been replaced and those after it have not.
    pub fn replace_all(&self, files: &[(PathBuf, Vec<u8>)]) -> Result<usize, Failure> {
        let mut targets = Vec::new();
        for (path, bytes) in files {
            targets.push((path, self.place("replace", path)?, bytes));
        }
        // A file and a link to it are one.
        targets.sort_by(|(_, one, _), (_, other, _)| one.cmp(other));
        targets.dedup_by(|(_, one, its), (_, other, bytes)| one == other && its == bytes);
        let mut drafts = Vec::new();
        for (path, target, bytes) in targets {
            if !holds(&target, bytes).map_err(|source| Failure::new("replace", path, source))? {
                drafts.push(Draft::write(&target, bytes, true)?);
            }
        }
        flush(&drafts)?;
        let changed = drafts.len();
        let mut folders: Vec<PathBuf> = Vec::new();
        for draft in drafts {
            folders.extend(draft.target.parent().map(Path::to_owned));
            draft.put_in_place()?;
        }
        folders.dedup();
        flush_names(&folders)?;
        Ok(changed)
    }

    /// The paths that do not hold the bytes given for them, because they are missing or hold others; nothing is written.
    ///
    /// # Errors
    /// A [`Failure`] where a file lies outside or cannot be read.
    pub fn differing(&self, files: &[(PathBuf, Vec<u8>)]) -> Result<Vec<PathBuf>, Failure> {
        let mut found = Vec::new();
        for (path, bytes) in files {
            let same = match holds(&self.place("read", path)?, bytes) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => false,
                other => other.map_err(|source| Failure::new("read", path, source))?,
            };
            if !same {
                found.push(path.clone());
            }
        }
        Ok(found)
    }

    /// Removes a file, or a link but not what it leads to; one that is gone already is no failure.
    ///
    /// # Errors
    /// A [`Failure`] where it lies outside or cannot be removed.
    pub fn remove(&self, path: &Path) -> Result<(), Failure> {
        match fs::remove_file(self.entry("remove", path)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::new("remove", path, error)),
            _ => Ok(()),
        }
    }

    /// Writes files that must not exist yet, each in one step, and the folders above them, with one wait for the disk; a
    /// reader never sees half of one.
    ///
    /// # Errors
    /// A [`Failure`] where something stands at a path, which is never overwritten, or where one lies outside; nothing is then
    /// written at all. Or where one cannot be written; those before it have been.
    pub fn create_all_new(&self, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
        let mut targets = Vec::new();
        for (path, bytes) in files {
            let target = self.entry("write", path)?;
            if fs::symlink_metadata(&target).is_ok() {
                return Err(Failure::new("write", path, io::ErrorKind::AlreadyExists.into()));
            }
            targets.push((target, bytes));
        }
        let mut drafts = Vec::new();
        for (target, bytes) in targets {
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(|source| Failure::new("make the folder", parent, source))?;
            }
            drafts.push(Draft::write(&target, bytes, false)?);
        }
        flush(&drafts)?;
        let mut folders: Vec<PathBuf> = Vec::new();
        for draft in drafts {
            folders.extend(draft.target.parent().map(Path::to_owned));
            draft.put_where_nothing_is()?;
        }
        folders.dedup();
        flush_names(&folders)
    }

    /// Writes files that may exist already, each whole and in one step, with the folders above them; answers how many
    /// changed.
    ///
    /// # Errors
    /// As for [`Self::replace_all`] and [`Self::create_all_new`]. Where the disk fails at one, some of the others may have
    /// been written.
    pub fn put_all(&self, files: Vec<(PathBuf, Vec<u8>)>) -> Result<usize, Failure> {
        let (there, new): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| fs::symlink_metadata(path).is_ok());
        for (path, _) in &there {
            self.place("replace", path)?;
        }
        self.create_all_new(&new)?;
        Ok(new.len() + self.replace_all(&there)?)
    }

    /// Removes the drafts that stopped commands left below `folder`, not those that a running one writes. Nothing is lost:
    /// what a draft was to replace is still there, and a draft that took its name is another name of the same bytes. A draft
    /// that cannot be removed, or lies outside, does no harm, since no command reads it.
    pub fn clear_drafts(&self, folder: &Path) {
        if let Ok(folder) = self.place("tidy", folder) {
            clear_drafts(&folder);
        }
    }
}

fn clear_drafts(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => clear_drafts(&path),
            Ok(kind) if kind.is_file() && is_draft(&name.to_string_lossy()) => {
                let free = OpenOptions::new().write(true).open(&path).ok().filter(|file| file.try_lock().is_ok());
                if free.is_some_and(|file| super::turn::is_same_file(&file, &path)) {
                    let _ = fs::remove_file(&path);
                }
            }
            _ => {}
        }
    }
}

fn draft_of(name: &str) -> String {
    format!(".{name}.trustbridge.tmp")
}

fn is_draft(name: &str) -> bool {
    name.strip_prefix('.').and_then(|name| name.strip_suffix(".trustbridge.tmp")).is_some_and(|name| !name.is_empty())
}

/// Bytes that wait beside the file whose name they will take. Dropped, they are removed.
struct Draft {
    target: PathBuf,
    place: PathBuf,
    /// Open, and locked by us, so that nobody takes it for one that a stopped command left behind.
    file: File,
    in_place: bool,
}

impl Draft {
    /// Writes `bytes` beside `target`; with `like_target`, with its permissions and owner.
    fn write(target: &Path, bytes: &[u8], like_target: bool) -> Result<Self, Failure> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let place = target.with_file_name(draft_of(&name));
        let failure = |source| Failure::new("write", &place, source);
        let mut file = open_locked(&place)?;
        file.set_len(0).map_err(failure)?;
        let written = file.write_all(bytes).and_then(|()| if like_target { copy_permissions(target, &file) } else { Ok(()) });
        let draft = Self { target: target.to_owned(), place: place.clone(), file, in_place: false };
        written.map_err(failure)?;
        Ok(draft)
    }

    fn put_in_place(mut self) -> Result<(), Failure> {
        fs::rename(&self.place, &self.target).map_err(|source| Failure::new("replace", &self.target, source))?;
        self.in_place = true;
        Ok(())
    }

    fn put_where_nothing_is(self) -> Result<(), Failure> {
        let failure = |source| Failure::new("write", &self.target, source);
        match fs::hard_link(&self.place, &self.target) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(failure(error)),
            // No hard links on this disk: a copy is as good, but for a reader who comes at this very moment.
            Err(_) => {
                let bytes = fs::read(&self.place).map_err(failure)?;
                let mut file = OpenOptions::new().write(true).create_new(true).open(&self.target).map_err(failure)?;
                file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|source| {
                    let _ = fs::remove_file(&self.target);
                    failure(source)
                })
            }
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.in_place {
            let _ = fs::remove_file(&self.place);
        }
    }
}

/// Opens the draft's file, and takes over one that a stopped command left behind, but not one that is being written.
fn open_locked(place: &Path) -> Result<File, Failure> {
    let failure = |source| Failure::new("write", place, source);
    loop {
        let file = super::turn::open_unlinked(place).map_err(failure)?;
        match super::turn::lock_patiently(&file) {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Failure::because("write", place, "another command is writing it; wait until that has ended"));
            }
            Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(fs::TryLockError::Error(error)) => return Err(failure(error)),
        }
        if super::turn::is_same_file(&file, place) {
            return Ok(file);
        }
    }
}

/// Gives the open file the permissions of `like` and, where we may, its owner.
fn copy_permissions(like: &Path, file: &File) -> io::Result<()> {
    let known = fs::metadata(like)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (known.uid(), known.gid()) {
            // Only the super-user may give files away; to fail would keep everybody else from editing shared folders.
            let _ = std::os::unix::fs::fchown(file, Some(known.uid()), Some(known.gid()));
        }
    }
    file.set_permissions(known.permissions())
}

/// Few files are flushed one by one; for many, one call for the whole file system is faster.
fn flush(drafts: &[Draft]) -> Result<(), Failure> {
    const FEW: usize = 16;
    #[cfg(target_os = "linux")]
    if let Some(first) = drafts.first().filter(|_| drafts.len() > FEW) {
        return rustix::fs::syncfs(&first.file).map_err(|source| Failure::new("flush to the disk", &first.place, source.into()));
    }
    for draft in drafts {
        draft.file.sync_all().map_err(|source| Failure::new("flush to the disk", &draft.place, source))?;
    }
    Ok(())
}

fn flush_names(folders: &[PathBuf]) -> Result<(), Failure> {
    if cfg!(unix) {
        for folder in folders {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            File::open(here)
                .and_then(|open| open.sync_all())
                .map_err(|source| Failure::new("flush to the disk", here, source))?;
        }
    }
    Ok(())
}
