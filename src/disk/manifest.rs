//! The list of what a build made: `checksums.txt` at the top of the built site.
//!
//! It does three things. It marks the folder as ours, so that no other folder is ever replaced. It tells the next build
//! which files are ours, so that files which people put beside them are kept. And anybody who holds a copy of the site can
//! compare it: `sha256sum --check checksums.txt`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::folder::FilePath;

/// Where the list stands in the built site.
pub const MANIFEST: &str = "checksums.txt";

/// The list begins so. `sha256sum` passes lines with a `#` over.
const HEAD: &str = "# Made by Trustbridge, which replaces this folder as a whole. To compare: sha256sum --check checksums.txt\n";

/// What makes a file the mark of a built site, whatever version wrote the rest of its first line.
const MARK: &[u8] = b"# Made by Trustbridge";

/// The greatest list that is read, in bytes: about a million files.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The SHA-256 of a file's bytes.
pub(super) fn checksum(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The list as text; `files` are in the order of their paths.
pub(super) fn write<'a>(files: impl Iterator<Item = (&'a FilePath, &'a [u8; 32])>) -> Vec<u8> {
    let mut text = String::from(HEAD);
    for (path, checksum) in files {
        text.push_str(&data_encoding::HEXLOWER.encode(checksum));
        let _ = writeln!(text, "  {path}");
    }
    text.into_bytes()
}

/// The paths in the list of the site at `folder`; `None` where there is no such list, so that the folder is not ours.
///
/// # Errors
/// The answer of the system where the list cannot be read.
pub(super) fn read(folder: &Path) -> io::Result<Option<BTreeSet<String>>> {
    let path = folder.join(MANIFEST);
    match fs::symlink_metadata(&path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
        Err(error) => return Err(error),
        Ok(kind) if !kind.is_file() || kind.len() > LARGEST => return Ok(None),
        Ok(_) => {}
    }
    let bytes = fs::read(path)?;
    if !bytes.starts_with(MARK) {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once("  ")?.1.to_owned())).collect(),
    ))
}
