//! A site's folder becomes a [`Folder`].
//!
//! Whatever lies in it was written by strangers, so nothing is opened before its kind and its size are known, and no
//! link leads out of the site's folder. What is refused becomes a fault at its path; a fault of the world stops.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::Failure;
use crate::folder::{FilePath, Folder, Refused};

/// The folders that a build reads.
pub(super) const READ: [&str; 3] = ["data", "themes", STATIC];

/// The folder whose files are published as they are.
const STATIC: &str = "static";

/// A hidden folder that the standards of the web ask for.
const WELL_KNOWN: &str = "static/.well-known";

/// Written by `schema` for editors; no build reads it.
const UNREAD: &str = "data/schema";

/// The greatest size of a record, a guide page or a vocabulary, in bytes.
pub const LARGEST_RECORD: u64 = 256 * 1024;

/// The greatest size of a file below `themes/`, in bytes.
pub const LARGEST_THEME_FILE: u64 = 5 * 1024 * 1024;

/// The greatest size of a file below `static/`, in bytes.
pub const LARGEST_STATIC_FILE: u64 = 10 * 1024 * 1024;

/// The greatest size of a file below `data/places/`, in bytes: lists of postcodes are long.
pub const LARGEST_PLACES_FILE: u64 = 32 * 1024 * 1024;

/// Reads `data/` and `themes/` below `root`.
///
/// Hidden files and what editors leave behind are passed over. A link is followed to a file of `data/` or `themes/`; everything
/// else that is not a regular file of allowed size is [`Refused`] with its reason, as are names that some disks take for one.
///
/// # Errors
/// A [`Failure`] where `root` is no folder, or a file or folder cannot be read.
pub fn read(root: &Path) -> Result<Folder, Failure> {
    let Walk { found, mut refused, .. } = walk(root)?;
    let contents: Vec<Contents> = found.par_iter().map(contents).collect::<Result<_, _>>()?;

    let mut folder = Folder::new();
    for (file, contents) in found.into_iter().zip(contents) {
        match contents {
            Contents::Bytes(bytes) => folder.insert(file.path, bytes),
            Contents::Refused { reason, too_large } => {
                refused.push(Refused { path: file.path.as_str().to_owned(), reason, too_large });
            }
            Contents::Gone => {}
        }
    }
    refused.sort_by(|a, b| (&a.path, &a.reason).cmp(&(&b.path, &b.reason)));
    folder.refused = refused;
    Ok(folder)
}

/// Lists what a build reads, without reading it.
fn walk(root: &Path) -> Result<Walk, Failure> {
    let real_root = fs::canonicalize(root).map_err(|source| Failure::new("open the site's folder", root, source))?;
    if !real_root.is_dir() {
        return Err(Failure::because("open the site's folder", root, "it is a file, not a folder"));
    }
    let mut walk = Walk { real_root, found: Vec::new(), refused: Vec::new() };
    walk.twins_of_what_is_read(root)?;
    for name in READ {
        let here = root.join(name);
        match fs::symlink_metadata(&here) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::new("read", &here, error)),
            Ok(_) => walk.entry(&here, name)?,
        }
    }
    Ok(walk)
}

/// What a build would read, so that two of them are equal as long as nothing was saved in between.
pub(super) type Sight = Vec<(String, Stamp)>;

/// Looks at what a build would read, without reading it.
pub(super) fn look(root: &Path) -> Result<Sight, Failure> {
    let Walk { found, refused, .. } = walk(root)?;
    let files = found.into_iter().map(|file| (file.path.as_str().to_owned(), file.stamp));
    Ok(files.chain(refused.into_iter().map(|refused| (refused.path, Stamp::default()))).collect())
}

/// What changes about a file when it is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// On Unix its number on the disk, and when its content, name or permissions last changed.
    identity: (u64, i64, i64),
}

impl Stamp {
    fn of(kind: &fs::Metadata) -> Self {
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt as _;
            (kind.ino(), kind.ctime(), kind.ctime_nsec())
        };
        #[cfg(not(unix))]
        let identity = (0, 0, 0);
        Self { length: kind.len(), modified: kind.modified().ok(), identity }
    }
}

/// A file that may be read: its path in the folder, where it stands, and what it looked like.
struct Found {
    path: FilePath,
    place: PathBuf,
    stamp: Stamp,
}

enum Contents {
    Bytes(Vec<u8>),
    Refused {
        reason: String,
        too_large: bool,
    },
    /// Removed since the folder was listed, as editors do while they save.
    Gone,
}

struct Walk {
    real_root: PathBuf,
    found: Vec<Found>,
    refused: Vec<Refused>,
}

impl Walk {
    fn refuse(&mut self, path: impl Into<String>, reason: impl Into<String>) {
        self.refused.push(Refused { path: path.into(), reason: reason.into(), too_large: false });
    }

    /// Takes what stands at `here`, whatever it is; `path` is its place in the folder.
    fn entry(&mut self, here: &Path, path: &str) -> Result<(), Failure> {
        let file_path = match FilePath::new(path) {
            Ok(file_path) => file_path,
            Err(reason) => {
                self.refuse(path, reason);
                return Ok(());
            }
        };
        let kind = match fs::symlink_metadata(here) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::new("read", here, error)),
            Ok(kind) => kind,
        };
        if kind.is_symlink() {
            return self.link(here, file_path);
        }
        self.take(&kind, here, file_path)
    }

    /// Takes something that is no link.
    fn take(&mut self, kind: &fs::Metadata, here: &Path, path: FilePath) -> Result<(), Failure> {
        if kind.is_dir() {
            if matches!(path.ending(), "toml" | "md") {
                self.refuse(
                    path.as_str(),
                    format!("it is a folder, but its name ends in `.{}` as a record's does", path.ending()),
                );
                return Ok(());
            }
            return if path.as_str() == UNREAD { Ok(()) } else { self.folder(here, &path) };
        }
        if kind.is_file() {
            self.found.push(Found { path, place: here.to_owned(), stamp: Stamp::of(kind) });
        } else {
            self.refuse(path.as_str(), "it is a device, a pipe or a socket; only regular files are read");
        }
        Ok(())
    }

    fn folder(&mut self, here: &Path, path: &FilePath) -> Result<(), Failure> {
        let failure = |source| Failure::new("read the folder", here, source);
        let mut names = Vec::new();
        for entry in fs::read_dir(here).map_err(failure)? {
            names.push(entry.map_err(failure)?.file_name());
        }
        names.sort();
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for name in &names {
            let Some(text) = name.to_str() else {
                let shown = format!("{path}/{}", name.to_string_lossy());
                self.refuse(shown, "its name is not UTF-8; rename it with plain letters");
                continue;
            };
            if is_passed_over(text) && format!("{path}/{text}") != WELL_KNOWN {
                continue;
            }
            match taken.entry(on_any_disk(text)) {
                Entry::Occupied(twin) => self.refuse(format!("{path}/{text}"), twin_of(&format!("{path}/{}", twin.get()))),
                Entry::Vacant(free) => {
                    free.insert(text);
                    self.entry(&here.join(text), &format!("{path}/{text}"))?;
                }
            }
        }
        Ok(())
    }

    /// Refuses `Themes` beside `themes` or without it: on some disks that is the folder that is read.
    fn twins_of_what_is_read(&mut self, root: &Path) -> Result<(), Failure> {
        let failure = |source| Failure::new("read the folder", root, source);
        let mut names = Vec::new();
        for entry in fs::read_dir(root).map_err(failure)? {
            names.extend(entry.map_err(failure)?.file_name().to_str().map(str::to_owned));
        }
        names.sort();
        for name in names {
            if let Some(read) = READ.iter().find(|read| **read != name && on_any_disk(&name) == **read) {
                self.refuse(name, twin_of(read));
            }
        }
        Ok(())
    }

    /// Takes the file that a link leads to, if it is one of those that are read.
    fn link(&mut self, here: &Path, path: FilePath) -> Result<(), Failure> {
        let target = match fs::canonicalize(here) {
            Ok(target) => target,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(Failure::new("follow the link", here, error));
            }
            Err(_) => {
                self.refuse(path.as_str(), "it is a link that leads nowhere or in a circle");
                return Ok(());
            }
        };
        // What is published as it is may show no record: one may be a draft, or of somebody who asked to be left out.
        let (folders, why) = if path.is_in(STATIC) {
            (&READ[2..], "it is a link that leads out of `static`; put the file itself there")
        } else {
            (&READ[..2], "it is a link that leads out of `data` and `themes`; put the file itself there")
        };
        let inside =
            target.strip_prefix(&self.real_root).ok().filter(|inside| folders.iter().any(|name| inside.starts_with(name)));
        let Some(inside) = inside else {
            self.refuse(path.as_str(), why);
            return Ok(());
        };
        // A `.env` holds secrets of the machine that builds; no record may show them.
        if inside.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")) {
            self.refuse(path.as_str(), "it is a link that leads into a hidden file or folder");
            return Ok(());
        }
        let kind = fs::metadata(&target).map_err(|source| Failure::new("read", here, source))?;
        if kind.is_dir() {
            self.refuse(path.as_str(), "it is a link to a folder that is read already");
            return Ok(());
        }
        self.take(&kind, &target, path)
    }
}

/// The name as the least particular disk knows it: without upper and lower case, and with accents in one spelling.
fn on_any_disk(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn twin_of(other: &str) -> String {
    format!(
        "its name differs from `{other}` only in capitals or the spelling of accents, and some disks take the two for one; rename it"
    )
}

/// Hidden files, and what editors and operating systems leave beside the files that people write.
fn is_passed_over(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(ending, "swp" | "swo" | "swx" | "bak" | "orig" | "rej" | "tmp")
        || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
}

/// The greatest size of the file at `path`, in bytes.
fn limit(path: &FilePath) -> u64 {
    if path.is_in("themes") {
        LARGEST_THEME_FILE
    } else if path.is_in(STATIC) {
        LARGEST_STATIC_FILE
    } else if path.is_in("data/places") {
        LARGEST_PLACES_FILE
    } else {
        LARGEST_RECORD
    }
}

/// Reads a file, never more than its limit and one byte.
fn contents(found: &Found) -> Result<Contents, Failure> {
    let failure = |source| Failure::new("read", &found.place, source);
    let file = match open(&found.place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Contents::Gone),
        opened => opened.map_err(failure)?,
    };
    // Asked again of the open file: it may have been exchanged since the folder was listed.
    let kind = file.metadata().map_err(failure)?;
    if !kind.is_file() {
        return Ok(Contents::Refused { reason: "it is no longer a regular file".to_owned(), too_large: false });
    }
    let most = limit(&found.path);
    let mut bytes = Vec::with_capacity(usize::try_from(kind.len().min(most)).unwrap_or(0) + 1);
    if kind.len() <= most {
        file.take(most + 1).read_to_end(&mut bytes).map_err(failure)?;
    }
    if let Some(reason) = too_large(&found.path, kind.len().max(bytes.len() as u64)) {
        return Ok(Contents::Refused { reason, too_large: true });
    }
    Ok(Contents::Bytes(bytes))
}

/// Why a file of this size is not read, where it is too large for its place.
pub fn too_large(path: &FilePath, size: u64) -> Option<String> {
    let most = limit(path);
    (size > most).then(|| format!("it has {size} bytes; at most {most} ({}) are read here", in_words(most)))
}

/// Whether a build reads the file at `path` at all: neither hidden nor left behind by an editor, nor made for editors.
pub fn is_read(path: &FilePath) -> bool {
    let text = path.as_str();
    let parts = text.strip_prefix(WELL_KNOWN).filter(|rest| rest.starts_with('/')).unwrap_or(text);
    READ.iter().any(|name| path.is_in(name)) && !path.is_in(UNREAD) && !parts.split('/').any(is_passed_over)
}

fn in_words(bytes: u64) -> String {
    if bytes >= 1024 * 1024 { format!("{} MB", bytes / (1024 * 1024)) } else { format!("{} kB", bytes / 1024) }
}

/// Opens without waiting for a pipe's other end and without following a link that was put there since.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOFOLLOW).bits().cast_signed());
    }
    options.open(path)
}
