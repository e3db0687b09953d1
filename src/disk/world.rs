//! Everything that publishing changes on a disk, as one small interface.
//!
//! The publisher takes its world as a parameter, so that a test can let the first change fail, then the second, and so
//! on, and look at what is left after each.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// Changes to a disk. Each method answers as the system call of its name does.
pub trait World: Sync {
    /// Makes one folder; its parent exists.
    ///
    /// # Errors
    /// The answer of the system, also where something stands there.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Writes a file that did not exist.
    ///
    /// # Errors
    /// The answer of the system, also where something stands there.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives the file or link at `old` a second name.
    ///
    /// # Errors
    /// The answer of the system; file systems without hard links always refuse.
    fn link(&self, old: &Path, new: &Path) -> io::Result<()>;

    /// Gives `to` the permissions of `from`.
    ///
    /// # Errors
    /// The answer of the system.
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Exchanges two folders in one step.
    ///
    /// # Errors
    /// `Unsupported` where the system cannot; else its answer.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;

    /// Renames a folder to a name that is free, or a file to one that may be taken.
    ///
    /// # Errors
    /// The answer of the system.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes one file.
    ///
    /// # Errors
    /// The answer of the system.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder that is empty.
    ///
    /// # Errors
    /// The answer of the system.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder with all that is in it; links are removed, not followed.
    ///
    /// # Errors
    /// The answer of the system; part of the folder may be gone by then.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;

    /// Waits until all that was written below `folder` is on the disk.
    ///
    /// # Errors
    /// The answer of the system, also for writes that it had accepted before.
    fn flush(&self, folder: &Path) -> io::Result<()>;

    /// Waits until the names in `folder` are on the disk.
    ///
    /// # Errors
    /// The answer of the system.
    fn flush_names(&self, folder: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl World for Disk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
    }

    fn link(&self, old: &Path, new: &Path) -> io::Result<()> {
        fs::hard_link(old, new)
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::set_permissions(to, fs::metadata(from)?.permissions())
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        exchange(one, other)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        if fs::symlink_metadata(path)?.is_symlink() {
            return fs::remove_file(path);
        }
        // Two floors of folders are enough to keep all cores busy: `organisations/` holds most of a site.
        for floor in [2, 1] {
            folders_at(path, floor)?.par_iter().try_for_each(fs::remove_dir_all)?;
        }
        fs::remove_dir_all(path)
    }

    fn flush(&self, folder: &Path) -> io::Result<()> {
        flush(folder)
    }

    fn flush_names(&self, folder: &Path) -> io::Result<()> {
        // Windows opens no folder as a file, and needs none of this.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }
}

/// The folders `floor` levels below `path`.
fn folders_at(path: &Path, floor: u32) -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![path.to_owned()];
    for _ in 0..floor {
        let mut below = Vec::new();
        for folder in folders {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    below.push(entry.path());
                }
            }
        }
        folders = below;
    }
    Ok(folders)
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        // The kernel, or the file system, does not know how.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Err(io::ErrorKind::Unsupported.into()),
        answer => Ok(answer?),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// One call for the whole file system: to flush ten thousand small files one by one takes minutes.
#[cfg(target_os = "linux")]
fn flush(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn flush(_: &Path) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

#[cfg(not(unix))]
fn flush(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            flush(&entry.path())?;
        } else {
            OpenOptions::new().write(true).open(entry.path())?.sync_all()?;
        }
    }
    Ok(())
}
