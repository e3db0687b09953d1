//! Files that someone names on the command line: registers, maps, postcode lists. They may lie anywhere. And those that the
//! settings name, which strangers may have written: they lie in the site's folder.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Failure;

/// Opens a file to be read as a stream, and says its size in bytes.
///
/// # Errors
/// A [`Failure`] where it is neither a regular file nor a pipe, or cannot be opened.
pub fn open_given(path: &Path) -> Result<(File, u64), Failure> {
    let failure = |source| Failure::new("open", path, source);
    let status = fs::metadata(path).map_err(failure)?;
    if status.is_dir() {
        return Err(Failure::because("open", path, "it is a folder; name the file in it"));
    }
    if !(status.is_file() || is_pipe(&status)) {
        return Err(Failure::because("open", path, "it is a device or a socket; name a file"));
    }
    let file = File::open(path).map_err(failure)?;
    Ok((file, status.len()))
}

/// Whether it is a pipe, as shells make them for the output of a program.
fn is_pipe(status: &fs::Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::FileTypeExt::is_fifo(&status.file_type());
    #[cfg(not(unix))]
    return false;
}

/// Where the file `named` of the site's folder at `root` lies. The inner error is a sentence without its full stop: why it is
/// not read; `None` where there is no such file.
///
/// # Errors
/// A [`Failure`] where `root` cannot be found.
pub fn find_in_site(root: &Path, named: &str) -> Result<Result<PathBuf, Option<&'static str>>, Failure> {
    let real_root = fs::canonicalize(root).map_err(|source| Failure::new("open the site's folder", root, source))?;
    let path = match fs::canonicalize(root.join(named)) {
        Ok(path) => path,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Err(None)),
        Err(_) => return Ok(Err(Some("it cannot be opened"))),
    };
    let Ok(inside) = path.strip_prefix(&real_root) else { return Ok(Err(Some("it lies outside the site's folder"))) };
    if inside.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")) {
        return Ok(Err(Some("it lies in a hidden file or folder, which may hold secrets")));
    }
    let is_file = fs::metadata(&path).is_ok_and(|status| status.is_file());
    Ok(if is_file { Ok(path) } else { Err(Some("it is no regular file")) })
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
