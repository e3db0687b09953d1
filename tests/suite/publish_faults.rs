//! The disk fails at the first change, then at the second, and so on; the program is killed there too. After each, the
//! published folder is entirely the old site or entirely the new one, and the next build succeeds.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use trustbridge::disk::{self, Disk, Place, PublishError, Published, World};
use trustbridge::site::Site;

use crate::publish::{project, publish, site, tree};

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// What happens at the failing change.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// The system refuses this one change.
    Once(io::ErrorKind),
    /// The system refuses this change and all later ones.
    Since(io::ErrorKind),
    /// The program is killed: this change is half done, and none follows.
    Kill,
    /// Folders can be renamed `at` times; all else works.
    Renames,
}

/// The real disk until change number `at`.
struct Faulty {
    fault: Fault,
    at: usize,
    changes: AtomicUsize,
    /// Whether two folders can be exchanged in one step.
    exchanges: bool,
    links: bool,
}

enum Now {
    Do,
    Refuse(io::Error),
    /// Do half of it, then stop.
    Half(io::Error),
}

impl Faulty {
    fn now(&self) -> Now {
        if self.fault == Fault::Renames {
            return Now::Do;
        }
        let change = self.changes.fetch_add(1, Ordering::SeqCst);
        match self.fault {
            Fault::Once(kind) if change == self.at => Now::Half(kind.into()),
            Fault::Since(kind) if change >= self.at => Now::Half(kind.into()),
            Fault::Kill if change == self.at => Now::Half(io::Error::other("killed")),
            Fault::Kill if change > self.at => Now::Refuse(io::Error::other("dead")),
            _ => Now::Do,
        }
    }

    /// For changes that happen or do not.
    fn whole(&self, change: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        match self.now() {
            Now::Do => change(),
            Now::Refuse(error) | Now::Half(error) => Err(error),
        }
    }
}

impl World for Faulty {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.whole(|| Disk.make_folder(path))
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match self.now() {
            Now::Do => Disk.write_new(path, bytes),
            Now::Half(error) => Disk.write_new(path, &bytes[..bytes.len() / 2]).and(Err(error)),
            Now::Refuse(error) => Err(error),
        }
    }
    fn link(&self, old: &Path, new: &Path) -> io::Result<()> {
        if !self.links {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.whole(|| Disk.link(old, new))
    }
    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.whole(|| Disk.copy_permissions(from, to))
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.exchanges {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.whole(|| Disk.exchange(one, other))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.fault == Fault::Renames {
            let refused = self.changes.fetch_add(1, Ordering::SeqCst) >= self.at;
            return if refused { Err(io::ErrorKind::PermissionDenied.into()) } else { Disk.rename(from, to) };
        }
        self.whole(|| Disk.rename(from, to))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.whole(|| Disk.remove_file(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.whole(|| Disk.remove_folder(path))
    }
    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        match self.now() {
            Now::Do => Disk.remove_tree(path),
            Now::Half(error) => {
                if let Some(Ok(first)) = fs::read_dir(path).ok().and_then(|mut entries| entries.next()) {
                    let first = first.path();
                    let _ = if first.is_dir() { fs::remove_dir_all(first) } else { fs::remove_file(first) };
                }
                Err(error)
            }
            Now::Refuse(error) => Err(error),
        }
    }
    fn flush(&self, _: &Path) -> io::Result<()> {
        self.whole(|| Ok(()))
    }
    fn flush_names(&self, _: &Path) -> io::Result<()> {
        self.whole(|| Ok(()))
    }
}

fn old_site() -> Site {
    site(&[("", "home"), ("a/", "a"), ("a/b/", "below"), ("gone/", "gone"), (".nojekyll", ""), ("assets/x.css", "x")])
}

fn new_site() -> Site {
    site(&[("", "home, new"), ("a/", "a"), ("a/b/", "below"), ("c/d/e/", "deep"), ("assets/x.css", "x"), ("feed.xml", "feed")])
}

/// A project with the old site in place, and files that a person put beside it.
fn with_old_site() -> TempDir {
    let project = project();
    publish(&old_site(), project.path()).expect("the old site");
    let out = project.path().join("public");
    fs::write(out.join("CNAME"), "directory.example").expect("CNAME");
    fs::create_dir(out.join(".well-known")).expect(".well-known");
    fs::write(out.join(".well-known/acme"), "token").expect("a token");
    project
}

fn attempt(world: &Faulty, project: &Path) -> Result<Published, PublishError> {
    let out = project.join("public");
    disk::publish_in(world, &new_site(), &Place { out: &out, root: project, home: None }, &|| {})
}

fn only_site_beside(project: &Path) -> bool {
    fs::read_dir(project).expect("the project").all(|entry| {
        let name = entry.expect("an entry").file_name();
        name == "data" || name == "public"
    })
}

/// One run; answers whether the fault was reached at all.
fn run(fault: Fault, at: usize, exchanges: bool, links: bool, start: &dyn Fn() -> TempDir, new: &Tree) -> bool {
    let project = start();
    let out = project.path().join("public");
    let old = tree(&out);
    let old_existed = out.exists();
    let world = Faulty { fault, at, changes: AtomicUsize::new(0), exchanges, links };
    let context = format!("{fault:?} at change {at}, exchanges: {exchanges}, links: {links}");

    let answer = attempt(&world, project.path());
    let found = tree(&out);
    match &answer {
        Ok(_) => assert_eq!(&found, new, "{context}: success was claimed"),
        Err(PublishError::World(failure)) => {
            let between_renames = !exchanges && old_existed && !out.exists();
            let allowed = found == old || (fault == Fault::Kill && (&found == new || between_renames));
            // After a fault that lasts, not even the renames can be taken back.
            let stuck = matches!(fault, Fault::Since(_)) && between_renames;
            assert!(allowed || stuck, "{context}: neither the old site nor the new one after: {failure}");
            let sentence = failure.to_string();
            assert!(sentence.starts_with("could not ") && !sentence.contains('\n'), "{context}: {sentence}");
        }
        Err(PublishError::Site(faults)) => panic!("{context}: no page is at fault: {faults:?}"),
    }
    let next = publish(&new_site(), project.path());
    assert!(next.is_ok(), "{context}: the next build: {next:?}");
    assert_eq!(&tree(&out), new, "{context}: after the next build");
    assert!(only_site_beside(project.path()), "{context}: something was left beside the site");
    world.changes.load(Ordering::SeqCst) > at
}

fn sweep(start: &dyn Fn() -> TempDir) {
    use io::ErrorKind::{Interrupted, PermissionDenied, ReadOnlyFilesystem, StorageFull};
    let reference = start();
    publish(&new_site(), reference.path()).expect("the new site");
    let new = tree(&reference.path().join("public"));
    let mut runs = 0;
    for exchanges in [true, false] {
        for links in [true, false] {
            let faults = [
                Fault::Once(StorageFull),
                Fault::Once(PermissionDenied),
                Fault::Once(io::ErrorKind::Other),
                Fault::Since(StorageFull),
                Fault::Since(ReadOnlyFilesystem),
                Fault::Since(Interrupted),
                Fault::Kill,
            ];
            for fault in faults {
                let reached = (0..1_000).take_while(|&at| run(fault, at, exchanges, links, start, &new)).count();
                assert!(reached >= 10, "{fault:?} was reached only {reached} times");
                runs += reached;
            }
        }
    }
    assert!(runs >= 400, "only {runs} faults were injected");
}

#[test]
fn a_failing_disk_leaves_the_old_site_or_the_new_one() {
    sweep(&with_old_site);
}

#[test]
fn a_failing_disk_leaves_no_half_of_a_first_site() {
    sweep(&project);
}

#[test]
fn a_fault_in_a_page_leaves_the_old_site() {
    use trustbridge::diagnostic::{Code, Diagnostic};
    use trustbridge::site::Route;
    let project = with_old_site();
    let before = tree(project.path());
    let mut broken = new_site();
    for address in ["x/", "y/"] {
        broken.add(&Route::of(address), move |_| Err(Diagnostic::new(Code::Template, address, None, "broken")));
    }
    match publish(&broken, project.path()) {
        Err(PublishError::Site(faults)) => {
            let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
            assert_eq!(paths, ["x/", "y/"], "every fault once, in order");
        }
        other => panic!("two pages cannot be made, but: {other:?}"),
    }
    assert_eq!(tree(project.path()), before);
}

/// Killed between the two renames of a system that cannot exchange folders, then met by a site that cannot be made.
#[test]
fn the_old_site_comes_back_even_if_the_next_build_fails() {
    // The program dies as it renames the new site, so that both sites lie in the working folder. How many changes come
    // before that differs by one where two threads make the same folder, so each is tried some times, on a project of its own.
    let killed = (0..1_000).flat_map(|at| [at; 6]).find_map(|at| {
        let project = with_old_site();
        let old = tree(&project.path().join("public"));
        let world = Faulty { fault: Fault::Kill, at, changes: AtomicUsize::new(0), exchanges: false, links: true };
        assert!(attempt(&world, project.path()).is_err(), "no change leaves the site aside");
        (!project.path().join("public").exists()).then_some((project, old))
    });
    let (project, old) = killed.expect("a change leaves the site aside");
    let out = project.path().join("public");
    assert!(project.path().join(".trustbridge-public/new").exists());
    let clash = site(&[("checksums.txt", "ours")]);
    assert!(matches!(publish(&clash, project.path()), Err(PublishError::Site(_))));
    assert_eq!(tree(&out), old);
    assert!(only_site_beside(project.path()));
}

/// The old site has been moved aside, the new one cannot be put in its place, and the old one cannot be brought back.
#[test]
fn an_old_site_that_is_stuck_aside_is_not_tidied_away() {
    let project = with_old_site();
    let out = project.path().join("public");
    let old = tree(&out);
    let world = Faulty { fault: Fault::Renames, at: 1, changes: AtomicUsize::new(0), exchanges: false, links: true };
    let answer = attempt(&world, project.path());
    assert!(matches!(answer, Err(PublishError::World(_))), "{answer:?}");
    assert!(!out.exists());
    let clash = site(&[("checksums.txt", "ours")]);
    assert!(matches!(publish(&clash, project.path()), Err(PublishError::Site(_))));
    assert_eq!(tree(&out), old, "the next build brings it back");
}
