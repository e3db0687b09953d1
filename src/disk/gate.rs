//! The one gate through which commands write into a folder that people share.
//!
//! Links in such a folder were put there by whoever sent a change. Through them, a file that a command writes would land
//! anywhere on the machine; so a place is written only if it lies where its name says, or if the link on its way ends among
//! the records and themes, which is where links are read, too.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Failure;
use super::read::READ;

/// A folder into which a command writes, and nothing outside of it.
#[derive(Debug)]
pub struct Gate {
    /// As it was named, without `.` and `..`.
    named: PathBuf,
    /// With all links resolved.
    real: PathBuf,
    /// Real folders in which a link may end.
    linked: Vec<PathBuf>,
}

impl Gate {
    /// The gate of the site's folder at `root`.
    ///
    /// # Errors
    /// A [`Failure`] where `root` cannot be found.
    pub fn site(root: &Path) -> Result<Self, Failure> {
        Self::around(root, root)
    }

    /// The gate for `folder`, which somebody named on the command line for a site at `root`. A folder of the site, or of the
    /// repository that holds it, is reached through no link that came with a change; any other lies where its name leads.
    ///
    /// # Errors
    /// A [`Failure`] where one of them cannot be found.
    pub fn named(root: &Path, folder: &Path) -> Result<Self, Failure> {
        let wanted = plain(folder)?;
        let real_root = resolve(root)?;
        let repository = real_root.ancestors().find(|above| above.join(".git").exists());
        let shared = [plain(root)?, real_root.clone()].into_iter().chain(repository.map(Path::to_owned));
        for boundary in shared {
            if wanted.starts_with(&boundary) {
                return Self::around(&boundary, root);
            }
        }
        let real = resolve(folder)?;
        Ok(Self { named: wanted, linked: vec![real.clone()], real })
    }

    fn around(boundary: &Path, root: &Path) -> Result<Self, Failure> {
        let root = resolve(root)?;
        let linked = READ.iter().map(|name| root.join(name)).collect();
        Ok(Self { named: plain(boundary)?, real: resolve(boundary)?, linked })
    }

    /// The real place of `path`, which may not exist yet.
    ///
    /// # Errors
    /// A [`Failure`] where it, or a folder above it, is a link that leads away, or where it lies in `.git`.
    pub(super) fn place(&self, doing: &'static str, path: &Path) -> Result<PathBuf, Failure> {
        let refuse = |why: String| Err(Failure::because(doing, path, why));
        let wanted = plain(path)?;
        let Some(below) = [&self.named, &self.real].into_iter().find_map(|folder| wanted.strip_prefix(folder).ok()) else {
            return refuse(format!("it lies outside `{}`", self.named.display()));
        };
        let (expected, real) = (self.real.join(below), resolve(&wanted)?);
        let linked = self.linked.iter().any(|folder| real.starts_with(folder));
        if !linked && !alike(&expected, &real) {
            return refuse(format!("a link on its way leads to `{}`; remove the link, and ask who put it there", real.display()));
        }
        let of_git = |part: Component<'_>| part.as_os_str().eq_ignore_ascii_case(".git");
        if real.strip_prefix(&self.real).is_ok_and(|below| below.components().any(of_git)) {
            return refuse("it lies in `.git`, which belongs to your sources and is written by git alone".to_owned());
        }
        Ok(real)
    }

    /// The place of the name `path` itself, even if it is a link: for what is made new and what is removed.
    pub(super) fn entry(&self, doing: &'static str, path: &Path) -> Result<PathBuf, Failure> {
        let wanted = plain(path)?;
        match (wanted.parent(), wanted.file_name()) {
            (Some(parent), Some(name)) => Ok(self.place(doing, parent)?.join(name)),
            _ => Err(Failure::because(doing, path, "it is no file")),
        }
    }
}

/// Whether two paths are one on a disk that does not tell upper from lower case.
fn alike(one: &Path, other: &Path) -> bool {
    one == other || one.to_string_lossy().to_lowercase() == other.to_string_lossy().to_lowercase()
}

/// The absolute path without `.` and `..`, links not followed.
fn plain(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path).map_err(|source| Failure::new("find", path, source))?;
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    Ok(plain)
}

/// The path with all links resolved, as far as it exists.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    let failure = |source| Failure::new("find", path, source);
    let absolute = std::path::absolute(path).map_err(failure)?;
    let mut missing = Vec::new();
    let mut known = absolute.as_path();
    loop {
        if let Ok(kind) = fs::symlink_metadata(known) {
            let mut whole = match fs::canonicalize(known) {
                Err(_) if kind.is_symlink() => {
                    let why = format!("`{}` is a link that leads nowhere or in a circle; remove it", known.display());
                    return Err(Failure::because("find", path, why));
                }
                whole => whole.map_err(failure)?,
            };
            whole.extend(missing.into_iter().rev());
            return Ok(whole);
        }
        match (known.components().next_back(), known.parent()) {
            (Some(Component::Normal(name)), Some(parent)) => {
                missing.push(name);
                known = parent;
            }
            _ => return Err(Failure::because("find", path, "a part of the path does not exist")),
        }
    }
}
