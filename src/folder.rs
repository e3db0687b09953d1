//! What is read and what is written, as values: relative paths and the bytes under them.
//!
//! A [`FilePath`] never climbs out of its folder, whatever operating system wrote it. That is why the rest of
//! the program can join paths without looking.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The greatest length of a path in bytes; longer ones do not survive a zip on Windows.
pub const LONGEST_PATH: usize = 240;

/// A relative path, parted by `/`, that stays inside its folder.
///
/// Each part is neither empty nor `.` nor `..`, and holds no backslash, colon or control character.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(Arc<str>);

impl FilePath {
    /// Takes `text` as a path if it has the form above.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn new(text: impl AsRef<str>) -> Result<Self, String> {
        let text = text.as_ref();
        if text.is_empty() || text.len() > LONGEST_PATH {
            return Err(format!("a path has from 1 to {LONGEST_PATH} bytes, this one has {}", text.len()));
        }
        if let Some(part) = text.split('/').find(|part| matches!(*part, "" | "." | "..")) {
            return Err(format!(
                "the path `{}` has a part `{part}` that leads nowhere or out of its folder",
                text.escape_debug()
            ));
        }
        if let Some(sign) = text.chars().find(|sign| matches!(sign, '\\' | ':') || sign.is_control()) {
            return Err(format!("the path `{}` holds the sign `{}`", text.escape_debug(), sign.escape_debug()));
        }
        Ok(Self(text.into()))
    }

    /// The path as text, parted by `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same for paths that the program itself knows.
    ///
    /// # Panics
    /// If it is not well formed: a broken promise of whoever wrote it down.
    pub fn fixed(path: &'static str) -> Self {
        Self::new(path).expect("a fixed path is well formed")
    }

    /// The last part: `dudley-group.toml`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last part without its ending: `dudley-group`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The ending without the dot, `""` where there is none.
    pub fn ending(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Whether the path lies in `folder` (given without a closing `/`).
    pub fn is_in(&self, folder: &str) -> bool {
        self.0.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

/// A file that could not be taken into a [`Folder`], and why: it becomes a fault at that path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it stands, as far as it can be said.
    pub path: String,
    /// Why it was not read, as a sentence without its full stop.
    pub reason: String,
    /// Whether its size is the reason.
    pub too_large: bool,
}

/// Files by path, in order: the whole input of a build.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    files: BTreeMap<FilePath, Arc<[u8]>>,
    /// What stood in the folder and was not read.
    pub refused: Vec<Refused>,
}

impl Folder {
    /// A folder without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file in; one of the same path is replaced.
    pub fn insert(&mut self, path: FilePath, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, bytes.into());
    }

    /// The bytes at `path`.
    pub fn get(&self, path: &str) -> Option<&Arc<[u8]>> {
        FilePath::new(path).ok().and_then(|path| self.files.get(&path))
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &Arc<[u8]>)> {
        self.files.iter()
    }

    /// The files below `folder`, in the order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a FilePath, &'a Arc<[u8]>)> {
        self.files.iter().filter(move |(path, _)| path.is_in(folder))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
