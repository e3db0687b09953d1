//! A [`Site`] becomes a folder, in one step: who looks sees all of the old site or all of the new one.
//!
//! The new site is made beside the old one, flushed to the disk, and exchanged with it by one system call. Whatever stops
//! the work before that call leaves the old site as it was; the next build removes what was left. Files that did not
//! change are the same files as before, so that their dates hold.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::manifest::{self, MANIFEST};
use super::target::Target;
use super::tree::{Tree, holds};
use super::turn::Turn;
use super::{Disk, Failure, Place, World};
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::FilePath;
use crate::site::{Route, Site};

/// What a build changed, in files.
#[derive(Debug, Default)]
pub struct Published {
    /// Files that did not exist before.
    pub new: usize,
    /// Files whose bytes changed.
    pub changed: usize,
    /// Files that are as they were.
    pub same: usize,
    /// Files of the old site that the new one does not have.
    pub removed: usize,
    /// Files in the output folder that no build made; they were kept. Relative paths, in order.
    pub kept: Vec<PathBuf>,
    /// What could not be tidied away after the site was published. The next build removes it.
    pub left: Option<Failure>,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// The disk stood in the way.
    World(Failure),
    /// Pages could not be made; every fault once, in the order of the pages.
    Site(Vec<Diagnostic>),
}

impl From<Failure> for PublishError {
    fn from(failure: Failure) -> Self {
        Self::World(failure)
    }
}

/// Publishes `site` at `place`. `step` is called once for each file, from any thread.
///
/// # Errors
/// A [`PublishError`]; the old site is then as it was, byte for byte.
pub fn publish(site: &Site, place: &Place<'_>, step: &(dyn Fn() + Sync)) -> Result<Published, PublishError> {
    publish_in(&Disk, site, place, step)
}

/// The same in a given [`World`].
///
/// # Errors
/// As for [`publish`].
pub fn publish_in(
    world: &impl World,
    site: &Site,
    place: &Place<'_>,
    step: &(dyn Fn() + Sync),
) -> Result<Published, PublishError> {
    let target = Target::resolve(place)?;
    if let Some(parent) = target.work.parent() {
        make_folders(world, parent)?;
    }
    let turn = Turn::take(world, &target.work)?;
    let published = in_turn(world, site, place, &target, &turn, step);
    let ended = turn.end(world, &target.out);
    let mut published = published?;
    published.left = ended.err();
    Ok(published)
}

fn in_turn(
    world: &impl World,
    site: &Site,
    place: &Place<'_>,
    target: &Target,
    turn: &Turn,
    step: &(dyn Fn() + Sync),
) -> Result<Published, PublishError> {
    recover(world, target, turn)?;
    target.must_be_ours(place)?;
    turn.hide(world)?;
    let old = Tree::read(&target.out)?;
    let stage = Stage { world, folder: turn.new_site(), old: &old };
    let made = stage.make(site, step)?;
    if made.differs {
        put_in_place(world, target, turn)?;
    }
    Ok(made.published)
}

/// Brings back the old site where a build was stopped between two renames, and removes what it left.
fn recover(world: &impl World, target: &Target, turn: &Turn) -> Result<(), Failure> {
    let old = turn.old_site();
    if old.is_dir() && !target.out.exists() {
        world.rename(&old, &target.out).map_err(|source| Failure::new("bring back the old site from", &old, source))?;
    }
    for left in [turn.new_site(), old] {
        match world.remove_tree(&left) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => removed.map_err(|source| Failure::new("remove", &left, source))?,
        }
    }
    Ok(())
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Changed,
    Same,
}

/// A site that is ready to be put in place.
struct Made {
    published: Published,
    /// Whether it is another site than the old one.
    differs: bool,
}

/// A file of the new site.
struct Written {
    path: FilePath,
    checksum: [u8; 32],
    fate: Fate,
}

/// The folder in which the new site is made.
struct Stage<'a, W> {
    world: &'a W,
    folder: PathBuf,
    old: &'a Tree,
}

impl<W: World> Stage<'_, W> {
    /// Makes the whole new site and waits until it is on the disk. Where the new site would be the old one, nothing is
    /// made.
    fn make(&self, site: &Site, step: &(dyn Fn() + Sync)) -> Result<Made, PublishError> {
        if site.files().any(|file| file.as_str().eq_ignore_ascii_case(MANIFEST)) {
            let message = format!("a page of the site stands at `{MANIFEST}`, which is kept for the list of all files");
            return Err(PublishError::Site(vec![Diagnostic::new(Code::AddressTaken, MANIFEST, None, message)]));
        }
        let make_folder = self.world.make_folder(&self.folder);
        make_folder.map_err(|source| Failure::new("make the folder", &self.folder, source))?;
        let files = self.write_changed(site, step)?;
        let manifest = manifest::write(files.iter().map(|file| (&file.path, &file.checksum)));
        let count = |fate| files.iter().filter(|file| file.fate == fate).count();
        let mut published = Published {
            new: count(Fate::New),
            changed: count(Fate::Changed),
            same: count(Fate::Same),
            removed: self.old.all_made().filter(|path| !site_has(site, path)).count(),
            ..Published::default()
        };
        if published.same == files.len() && self.old.is_listed_as(&manifest) {
            published.kept = self.old.foreign().map(Path::to_owned).collect();
            return Ok(Made { published, differs: false });
        }
        self.link_unchanged(&files)?;
        self.put(MANIFEST, &manifest)?;
        published.kept = self.keep_foreign(site)?;
        if let Some(old) = &self.old.folder {
            let copied = self.world.copy_permissions(old, &self.folder);
            copied.map_err(|source| Failure::new("set the permissions of", &self.folder, source))?;
        }
        self.world.flush(&self.folder).map_err(|source| Failure::new("flush to the disk", &self.folder, source))?;
        Ok(Made { published, differs: true })
    }

    /// Renders all files in parallel and writes those that differ; memory holds only those at work.
    fn write_changed(&self, site: &Site, step: &(dyn Fn() + Sync)) -> Result<Vec<Written>, PublishError> {
        let files: Vec<&FilePath> = site.files().collect();
        let stopped = AtomicBool::new(false);
        let outcomes: Vec<Option<Result<Written, PublishError>>> = files
            .par_iter()
            .map(|file| {
                if stopped.load(Ordering::Relaxed) {
                    return None;
                }
                let outcome = self.write_if_changed(site, file);
                if matches!(outcome, Err(PublishError::World(_))) {
                    stopped.store(true, Ordering::Relaxed);
                }
                step();
                Some(outcome)
            })
            .collect();

        let mut faults = Vec::new();
        let mut written = Vec::with_capacity(outcomes.len());
        for outcome in outcomes.into_iter().flatten() {
            match outcome {
                Ok(file) => written.push(file),
                Err(PublishError::Site(found)) => faults.extend(found),
                Err(failure) => return Err(failure),
            }
        }
        if faults.is_empty() { Ok(written) } else { Err(PublishError::Site(faults)) }
    }

    fn write_if_changed(&self, site: &Site, path: &FilePath) -> Result<Written, PublishError> {
        let bytes = site
            .render(path)
            .expect("the site lists only files that it can make")
            .map_err(|fault| PublishError::Site(vec![fault]))?;
        let fate = if self.old.holds(path, &bytes) {
            Fate::Same
        } else {
            self.put(path.as_str(), &bytes)?;
            if self.old.made(path) { Fate::Changed } else { Fate::New }
        };
        Ok(Written { path: path.clone(), checksum: manifest::checksum(&bytes), fate })
    }

    /// Gives the unchanged files of the old site a second name in the new one.
    fn link_unchanged(&self, files: &[Written]) -> Result<(), Failure> {
        let Some(old) = &self.old.folder else { return Ok(()) };
        files.par_iter().filter(|file| file.fate == Fate::Same).try_for_each(|file| {
            let path = file.path.as_str();
            self.link_or_copy(&old.join(path), &self.inside(path)?)
        })
    }

    /// Where the disk knows no hard links, or refuses one, the file is written again.
    fn link_or_copy(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        let failure = |source| Failure::new("keep", from, source);
        match self.world.link(from, to) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.make_parents(to)?;
                if self.world.link(from, to).is_ok() {
                    return Ok(());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(failure(error)),
            Err(_) => {}
        }
        let bytes = std::fs::read(from).map_err(failure)?;
        self.write(to, &bytes)
    }

    /// Takes over the files that people put beside the old site.
    fn keep_foreign(&self, site: &Site) -> Result<Vec<PathBuf>, Failure> {
        let mut kept = Vec::new();
        let Some(old) = &self.old.folder else { return Ok(kept) };
        for path in self.old.foreign() {
            let (from, to) = (old.join(path), self.folder.join(path));
            let failure = |source| Failure::new("keep", &from, source);
            if path.to_str().is_some_and(|path| site_has(site, path)) {
                if std::fs::read(&to).and_then(|bytes| holds(&from, &bytes)).map_err(failure)? {
                    continue;
                }
                let why = "Trustbridge did not make it, and a page of the new site stands there; move it away";
                return Err(Failure::because("replace", &from, why));
            }
            self.link_or_copy(&from, &to)?;
            kept.push(path.to_owned());
        }
        Ok(kept)
    }

    /// Writes bytes of the site. All of them pass here.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.write(&self.inside(path)?, bytes)
    }

    fn write(&self, place: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let written = match self.world.write_new(place, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.make_parents(place)?;
                self.world.write_new(place, bytes)
            }
            written => written,
        };
        written.map_err(|source| Failure::new("write", place, source))
    }

    /// Makes the folders above `place`; another thread may make the same ones.
    fn make_parents(&self, place: &Path) -> Result<(), Failure> {
        place.parent().map_or(Ok(()), |parent| make_folders(self.world, parent))
    }

    /// The place of `path` in the new site.
    ///
    /// # Errors
    /// Where it would lie outside. [`FilePath`] rules that out; a second lock hangs here because all writing passes.
    fn inside(&self, path: &str) -> Result<PathBuf, Failure> {
        if Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            Ok(self.folder.join(path))
        } else {
            Err(Failure::because("write", Path::new(path), "the path leads out of the site"))
        }
    }
}

fn site_has(site: &Site, path: &str) -> bool {
    Route::new(path).is_ok_and(|route| site.has(&route))
}

/// Makes a folder with those above it, as far as they are missing.
fn make_folders(world: &impl World, folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folders(world, parent)?;
    }
    match world.make_folder(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(|source| Failure::new("make the folder", folder, source)),
    }
}

/// Puts the new site where the old one stands, and the old one where the new one was made.
fn put_in_place(world: &impl World, target: &Target, turn: &Turn) -> Result<(), Failure> {
    let (new, out) = (turn.new_site(), &target.out);
    let failure = |source| Failure::new("put the new site in place at", out, source);
    if !out.exists() {
        world.rename(&new, out).map_err(failure)?;
        return settle(world, out, || world.rename(out, &new));
    }
    match world.exchange(&new, out) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
        exchanged => {
            exchanged.map_err(failure)?;
            return settle(world, out, || world.exchange(&new, out));
        }
    }
    // Between these two calls there is no site; `recover` brings the old one back if we are stopped here.
    let old = turn.old_site();
    world.rename(out, &old).map_err(failure)?;
    if let Err(source) = world.rename(&new, out) {
        world.rename(&old, out).map_err(|source| Failure::new("bring back the old site from", &old, source))?;
        return Err(failure(source));
    }
    settle(world, out, || world.rename(out, &new).and_then(|()| world.rename(&old, out)))
}

/// Waits until the exchange itself is on the disk; where the disk refuses, takes it back.
fn settle(world: &impl World, out: &Path, take_back: impl Fn() -> io::Result<()>) -> Result<(), Failure> {
    let Some(parent) = out.parent() else { return Ok(()) };
    let Err(source) = world.flush_names(parent) else { return Ok(()) };
    match take_back() {
        Ok(()) => Err(Failure::new("flush to the disk", parent, source)),
        // The new site stands, whole. To call that a failure would be wrong about the only thing that counts.
        Err(_) => Ok(()),
    }
}
