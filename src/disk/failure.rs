//! A fault of the world: what was being done, to which path, and what the system answered.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The disk, a port or another program stood in the way. It stops the command; nothing that people wrote is to blame.
#[derive(Debug)]
pub struct Failure {
    /// What was being done, as it follows "could not": `write`, `make the folder`.
    pub doing: &'static str,
    /// To which path.
    pub path: PathBuf,
    /// What the system answered.
    pub source: io::Error,
}

impl Failure {
    /// A failure while `doing` something to `path`.
    pub fn new(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self { doing, path: path.to_owned(), source }
    }

    /// A failure that we found ourselves; `why` is a sentence without its full stop.
    pub fn because(doing: &'static str, path: &Path, why: impl Into<String>) -> Self {
        Self::new(doing, path, io::Error::other(why.into()))
    }
}

/// The answer of the system as a person says it, with what can be done about it.
fn reason(source: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let known = match source.kind() {
        Kind::StorageFull => "the disk is full; free some space and run the command again",
        Kind::QuotaExceeded => "the disk quota is used up; free some space and run the command again",
        Kind::ReadOnlyFilesystem => "the disk can only be read, not written",
        Kind::PermissionDenied => "permission was denied; check who owns it and who may write there",
        Kind::NotFound => "it does not exist",
        Kind::AlreadyExists => "it exists already",
        Kind::NotADirectory => "a part of the path is a file, not a folder",
        Kind::IsADirectory => "it is a folder, not a file",
        Kind::CrossesDevices => "it lies on another disk or is a mount point; choose a folder inside it",
        Kind::ResourceBusy => "another program uses it, or it is a mount point; close the program or choose a folder inside it",
        Kind::InvalidFilename => "its name is too long, or not allowed on this disk",
        Kind::FileTooLarge => "it is larger than this disk or account allows",
        Kind::AddrInUse => "another program uses it",
        _ => return source.to_string(),
    };
    known.to_owned()
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "could not {} `{}`: {}", self.doing, self.path.display(), reason(&self.source))
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
