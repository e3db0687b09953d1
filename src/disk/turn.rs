//! One build at a time: the folder beside the output in which the new site is made, and its lock.
//!
//! The lock is the system's, so that it ends with the process that holds it, however that ends.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use super::{Failure, World};

/// The files that may lie in the working folder; anything else was put there by somebody, and is left alone.
const FILES: [&str; 2] = ["lock", ".gitignore"];

/// The folders that may lie in it.
const FOLDERS: [&str; 2] = ["new", "old"];

/// How often a working folder that other builds remove is made again.
const MOST_TRIES: usize = 200;

/// The right to publish, held until [`Turn::end`] or until the process ends.
pub(super) struct Turn {
    work: PathBuf,
    lock: File,
}

impl Turn {
    /// Takes the turn for the working folder `work`, whose parent exists.
    ///
    /// # Errors
    /// A [`Failure`] where another build holds it, or the folder cannot be made or is not ours.
    pub(super) fn take(world: &impl World, work: &Path) -> Result<Self, Failure> {
        for _ in 0..MOST_TRIES {
            match world.make_folder(work) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => must_be_ours(work)?,
                made => made.map_err(|source| Failure::new("make the folder", work, source))?,
            }
            let path = work.join("lock");
            let mut lock = match open_unlinked(&path) {
                // The build that held it has just removed the folder.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    thread::sleep(Duration::from_millis(1));
                    continue;
                }
                opened => opened.map_err(|source| Failure::new("write", &path, source))?,
            };
            match lock_patiently(&lock) {
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => {
                    let why = "another build is publishing this site; wait until it has ended";
                    return Err(Failure::because("lock", &path, why));
                }
                // Some network drives know no locks. To build there is better than never to build.
                Err(fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(fs::TryLockError::Error(error)) => return Err(Failure::new("lock", &path, error)),
            }
            if is_same_file(&lock, &path) {
                must_be_left_here(work, &mut lock)?;
                return Ok(Self { work: work.to_owned(), lock });
            }
        }
        Err(Failure::because("use the folder", work, "other programs remove it again and again; wait until they have ended"))
    }

    /// Where the new site is made.
    pub(super) fn new_site(&self) -> PathBuf {
        self.work.join("new")
    }

    /// Where the old site is while the new one takes its place, on systems that cannot exchange two folders.
    pub(super) fn old_site(&self) -> PathBuf {
        self.work.join("old")
    }

    /// Ensures that version control passes the working folder over.
    pub(super) fn hide(&self, world: &impl World) -> Result<(), Failure> {
        let path = self.work.join(".gitignore");
        match world.write_new(&path, b"*\n") {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            written => written.map_err(|source| Failure::new("write", &path, source)),
        }
    }

    /// Removes the working folder and gives the turn back. What cannot be removed is removed by the next build.
    ///
    /// # Errors
    /// What could not be removed; the turn is given back in any case.
    pub(super) fn end(self, world: &impl World, out: &Path) -> Result<(), Failure> {
        let failure = |path: &Path, source| Failure::new("remove", path, source);
        if self.old_site().exists() && !out.exists() {
            // It could not be brought back, and is all there is. The next build tries again.
            return Err(Failure::because("bring back the old site from", &self.old_site(), "it waits there for the next build"));
        }
        for tree in [self.new_site(), self.old_site()] {
            match world.remove_tree(&tree) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed.map_err(|source| failure(&tree, source))?,
            }
        }
        for file in [self.work.join(".gitignore"), self.work.join("lock")] {
            match world.remove_file(&file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed.map_err(|source| failure(&file, source))?,
            }
        }
        match world.remove_folder(&self.work) {
            // The next build has begun already, and waits in there.
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
            removed => removed.map_err(|source| failure(&self.work, source))?,
        }
        drop(self.lock);
        Ok(())
    }
}

/// Locks the file, and tries again for a second before it takes "locked" for an answer: a program that is just being started
/// from this one holds copies of all that is open here until it runs, and with them a lock that has been given back.
///
/// # Errors
/// As [`File::try_lock`].
pub(super) fn lock_patiently(file: &File) -> Result<(), fs::TryLockError> {
    const TRIES: u32 = 50;
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
            answer => return answer,
        }
    }
    file.try_lock()
}

fn must_be_ours(work: &Path) -> Result<(), Failure> {
    let failure = |source| Failure::new("use the folder", work, source);
    let entries =
        match fs::symlink_metadata(work).and_then(|kind| if kind.is_dir() { fs::read_dir(work).map(Some) } else { Ok(None) }) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(failure)?,
        };
    let Some(entries) = entries else {
        return Err(Failure::because("use the folder", work, "it is no folder; move it away"));
    };
    for entry in entries {
        let entry = entry.map_err(failure)?;
        let name = entry.file_name();
        let is = |known: &&str| name == OsStr::new(known);
        let fits = match entry.file_type() {
            // Another build has removed it since.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            kind => {
                let kind = kind.map_err(failure)?;
                kind.is_file() && FILES.iter().any(&is) || kind.is_dir() && FOLDERS.iter().any(is)
            }
        };
        if !fits {
            let why = format!("it holds `{}`, which Trustbridge did not put there; move it away", name.to_string_lossy());
            return Err(Failure::because("use the folder", work, why));
        }
    }
    Ok(())
}

/// Ensures that the sites in the working folder were left by a build on this machine, and did not come with somebody's
/// change: the lock says which file it is, which no copy of it can.
fn must_be_left_here(work: &Path, lock: &mut File) -> Result<(), Failure> {
    let failure = |source| Failure::new("write", &work.join("lock"), source);
    let own = identity(&lock.metadata().map_err(failure)?);
    let mut said = String::new();
    // Whatever else it holds, it is not the mark.
    let marked = lock.take(200).read_to_string(&mut said).is_ok() && said == own;
    if marked {
        return Ok(());
    }
    if let Some(site) = FOLDERS.iter().find(|site| fs::symlink_metadata(work.join(site)).is_ok()) {
        let why = format!(
            "no build on this machine left the `{site}` in it, so it may have come with somebody's change; delete the folder, \
             unless `{site}` is the only copy of your site: then move that out of it first"
        );
        return Err(Failure::because("use the folder", work, why));
    }
    lock.set_len(0).and_then(|()| lock.rewind()).and_then(|()| lock.write_all(own.as_bytes())).map_err(failure)
}

/// What tells a file from every copy of it: its number on the disk, and the moment at which it was made. The number of the
/// disk itself is another after a restart.
fn identity(kind: &fs::Metadata) -> String {
    let made = kind.created().ok().and_then(|made| made.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    #[cfg(unix)]
    let number = {
        use std::os::unix::fs::MetadataExt as _;
        kind.ino()
    };
    #[cfg(not(unix))]
    let number = 0;
    format!("{number}-{}\n", made.as_nanos())
}

/// Opens a file to be read and written, or makes it; a link is refused.
pub(super) fn open_unlinked(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|kind| !kind.is_file()) {
        return Err(io::Error::other("it is a link or no file; remove it, and ask who put it there"));
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options.open(path)
}

/// Whether the open file still stands at `path`, and was not removed while we waited for it.
#[cfg(unix)]
pub(super) fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
pub(super) fn is_same_file(_: &File, _: &Path) -> bool {
    true
}
