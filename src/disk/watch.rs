//! Waits until somebody saves a file that a build reads.
//!
//! What the system reports is only a hint to look again: editors save in many ways, and reports get lost. Whether
//! anything changed is decided by comparing what a build would read, so that no save is missed and none counts twice.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Failure;
use super::read::{READ, Sight, look};

/// How long nothing must be reported before we look: an editor's save is several steps.
const QUIET: Duration = Duration::from_millis(10);

/// How often we wait for that at most.
const MOST_WAITS: usize = 15;

/// How often we look where nothing is reported, in case a report was lost.
const ANYWAY: Duration = Duration::from_secs(1);

/// How often we look where the system reports nothing, as on network drives.
const POLL: Duration = Duration::from_millis(250);

/// The changes to a site's folder, one after another, without end. See [`watch`].
#[derive(Debug)]
pub struct Changes {
    root: PathBuf,
    seen: Option<Sight>,
    reports: Receiver<()>,
    watcher: Option<RecommendedWatcher>,
    /// The folders that are watched, by their names in [`READ`].
    listening: [Option<FolderIdentity>; READ.len()],
}

/// Begins to watch `data/` and `themes/` below `root`. What is saved from now on ends the wait of the next
/// [`Changes::next`]. With `poll` the folders are looked at four times a second instead of asking the system to report.
///
/// # Errors
/// A [`Failure`] where `root` cannot be read.
pub fn watch(root: &Path, poll: bool) -> Result<Changes, Failure> {
    let (sender, reports) = mpsc::channel();
    let watcher = if poll { None } else { reporter(sender) };
    let watcher = watcher.and_then(|mut watcher| watcher.watch(root, RecursiveMode::NonRecursive).is_ok().then_some(watcher));
    let mut changes = Changes { root: root.to_owned(), seen: None, reports, watcher, listening: [None; READ.len()] };
    changes.listen();
    changes.seen = Some(look(root)?);
    Ok(changes)
}

/// A file was closed by whoever wrote it.
const WRITTEN: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

/// Asks the system for reports; `None` where it has none to give, for instance because too many are watching already.
fn reporter(sender: mpsc::Sender<()>) -> Option<RecommendedWatcher> {
    notify::recommended_watcher(move |report: notify::Result<notify::Event>| {
        // To read a file is reported too, and is no change; our own build reads them all.
        let only_read = report.is_ok_and(|event| event.kind.is_access() && event.kind != WRITTEN);
        if !only_read {
            let _ = sender.send(());
        }
    })
    .ok()
}

impl Changes {
    /// Whether the folders are looked at again and again because the system reports nothing.
    pub fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }

    /// Watches the folders that exist now. Folders are watched, never files: many editors save by putting another file
    /// in the place of the old one.
    fn listen(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut heard = true;
        for (name, known) in READ.iter().zip(&mut self.listening) {
            let folder = self.root.join(name);
            let found = identity(&folder);
            if found != *known {
                let _ = watcher.unwatch(&folder);
                heard &= found.is_none() || watcher.watch(&folder, RecursiveMode::Recursive).is_ok();
                *known = found;
            }
        }
        if !heard {
            self.watcher = None;
        }
    }

    /// Waits until something is reported and the reports have ended, or until it is time to look anyway.
    fn wait(&self) {
        if self.watcher.is_none() {
            std::thread::sleep(POLL);
            return;
        }
        match self.reports.recv_timeout(ANYWAY) {
            Err(RecvTimeoutError::Timeout) => return,
            Err(RecvTimeoutError::Disconnected) => return std::thread::sleep(POLL),
            Ok(()) => {}
        }
        for _ in 0..MOST_WAITS {
            std::thread::sleep(QUIET);
            if self.reports.try_iter().count() == 0 {
                return;
            }
        }
    }

    /// Whether what a build reads is other than it was when this was last asked.
    fn changed(&mut self) -> bool {
        // A folder that cannot be read just now differs from one that can.
        let sight = look(&self.root).ok();
        let changed = sight != self.seen;
        self.seen = sight;
        changed
    }
}

impl Iterator for Changes {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        loop {
            self.wait();
            // `data/` itself may have come, or have been exchanged for another.
            self.listen();
            if self.changed() {
                return Some(());
            }
        }
    }
}

/// What tells a folder from another of the same name.
type FolderIdentity = (u64, u64);

#[cfg(unix)]
fn identity(folder: &Path) -> Option<FolderIdentity> {
    use std::os::unix::fs::MetadataExt as _;
    let kind = std::fs::metadata(folder).ok().filter(std::fs::Metadata::is_dir)?;
    Some((kind.dev(), kind.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<FolderIdentity> {
    folder.is_dir().then_some((0, 0))
}
