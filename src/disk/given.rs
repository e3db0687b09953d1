//! Files that someone names on the command line: registers, maps, postcode lists. They may lie anywhere.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::Failure;

/// Opens a file to be read as a stream, and says its size in bytes.
///
/// # Errors
/// A [`Failure`] where it is no regular file or cannot be opened.
pub fn open_given(path: &Path) -> Result<(File, u64), Failure> {
    let failure = |source| Failure::new("open", path, source);
    let file = File::open(path).map_err(failure)?;
    let status = file.metadata().map_err(failure)?;
    if status.is_dir() {
        return Err(Failure::because("open", path, "it is a folder; name the file in it"));
    }
    Ok((file, status.len()))
}

/// Reads a file of at most `most` bytes whole.
///
/// # Errors
/// A [`Failure`] where it cannot be read or is larger.
pub fn read_given(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let (file, size) = open_given(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or(0));
    file.take(most + 1).read_to_end(&mut bytes).map_err(|source| Failure::new("read", path, source))?;
    if bytes.len() as u64 > most {
        return Err(Failure::because("read", path, format!("it has more than {} MB", most / (1024 * 1024))));
    }
    Ok(bytes)
}
