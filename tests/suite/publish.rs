//! What stands in the output folder, before and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use trustbridge::disk::{self, Place, PublishError, Published};
use trustbridge::site::{Route, Site};

/// A site of the given pages: address and text.
pub(crate) fn site(pages: &[(&str, &str)]) -> Site {
    let mut site = Site::new();
    for (address, text) in pages {
        site.add_bytes(&Route::of(address), text.as_bytes().to_vec());
    }
    site
}

/// A project folder with `data/` in it.
pub(crate) fn project() -> TempDir {
    // The fault sweep makes thousands of folders; in memory they cost nothing.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder for the test");
    fs::create_dir(folder.path().join("data")).expect("data/");
    folder
}

pub(crate) fn publish(site: &Site, root: &Path) -> Result<Published, PublishError> {
    publish_to(site, root, &root.join("public"))
}

fn publish_to(site: &Site, root: &Path, out: &Path) -> Result<Published, PublishError> {
    disk::publish(site, &Place { out, root, home: None }, &|| {})
}

/// Everything below `folder`: files with their bytes, folders and links with a word.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        for entry in fs::read_dir(&here).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let kind = fs::symlink_metadata(&path).expect("its kind");
            let bytes = if kind.is_dir() {
                waiting.push(path.clone());
                b"folder".to_vec()
            } else if kind.is_symlink() {
                b"link".to_vec()
            } else {
                fs::read(&path).expect("its bytes")
            };
            found.insert(path.strip_prefix(folder).expect("inside").to_owned(), bytes);
        }
    }
    found
}

/// The paths in which two trees differ; trees are too large to be printed.
pub(crate) fn differing(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<PathBuf> {
    one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

/// What stands beside the output in the project; the working folder must be gone after every build.
fn beside(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root)
        .expect("the project")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

fn refusal(answer: Result<Published, PublishError>) -> String {
    match answer {
        Err(PublishError::World(failure)) => failure.to_string(),
        other => panic!("should have been refused, but: {other:?}"),
    }
}

#[test]
fn counts_what_changed_and_leaves_nothing_beside() {
    let project = project();
    let first = publish(&site(&[("", "home"), ("a/", "a"), ("b/", "b")]), project.path()).expect("published");
    assert_eq!((first.new, first.changed, first.same, first.removed), (3, 0, 0, 0));
    let second = publish(&site(&[("", "home"), ("a/", "other"), ("c/", "c")]), project.path()).expect("published");
    assert_eq!((second.new, second.changed, second.same, second.removed), (1, 1, 1, 1));
    let out = tree(&project.path().join("public"));
    assert_eq!(out[Path::new("a/index.html")], b"other");
    assert!(!out.contains_key(Path::new("b/index.html")) && !out.contains_key(Path::new("b")));
    assert_eq!(beside(project.path()), ["data", "public"]);
}

#[test]
fn a_foreign_folder_is_refused_and_left_as_it_was() {
    let project = project();
    let out = project.path().join("public");
    fs::create_dir(&out).expect("public/");
    fs::write(out.join("thesis.txt"), "years of work").expect("a file");
    let before = tree(project.path());
    let sentence = refusal(publish(&site(&[("", "home")]), project.path()));
    assert!(sentence.contains("thesis.txt") && sentence.contains("did not make it"), "{sentence}");
    assert_eq!(tree(project.path()), before);
}

#[test]
fn folders_that_hold_what_people_own_are_refused() {
    let project = project();
    let root = project.path();
    fs::create_dir_all(root.join(".git")).expect(".git");
    fs::create_dir_all(root.join("themes/own")).expect("themes");
    fs::create_dir_all(root.join("empty/home")).expect("a home");
    fs::create_dir_all(root.join("repository/.git")).expect("a repository");
    fs::write(root.join("file"), "a file").expect("a file");
    let before = tree(root);
    let pages = site(&[("", "home")]);
    let cases = [
        (root.to_owned(), "the site's own folder lies in it"),
        (root.join("data/.."), "the site's own folder lies in it"),
        (root.parent().expect("a parent").to_owned(), "the site's own folder lies in it"),
        (PathBuf::from("/"), "root of a disk"),
        (root.join("data"), "belongs to your sources"),
        (root.join("data/public"), "belongs to your sources"),
        (root.join("themes/own/static"), "belongs to your sources"),
        (root.join(".git/public"), "belongs to your sources"),
        (root.join("empty"), "your home folder lies in it"),
        (root.join("repository"), "it is a git repository"),
        (root.join("file"), "not a folder"),
        (root.join("file/public"), "not a folder"),
        (root.join("missing/../data"), "does not exist"),
    ];
    for (out, why) in cases {
        let home = root.join("empty/home");
        let sentence = refusal(disk::publish(&pages, &Place { out: &out, root, home: Some(&home) }, &|| {}));
        assert!(sentence.contains(why), "{}: {sentence}", out.display());
        assert_eq!(tree(root), before, "{}: something was changed", out.display());
    }
}

#[test]
fn a_marked_folder_that_became_a_repository_is_refused() {
    let project = project();
    publish(&site(&[("", "home")]), project.path()).expect("published");
    fs::create_dir(project.path().join("public/.git")).expect(".git");
    assert!(refusal(publish(&site(&[("", "other")]), project.path())).contains("git repository"));
}

#[test]
fn empty_folders_and_kept_folders_are_taken() {
    for keep in [&[][..], &[".gitkeep"], &[".gitignore", ".gitkeep"]] {
        let project = project();
        let out = project.path().join("public");
        fs::create_dir(&out).expect("public/");
        for name in keep {
            fs::write(out.join(name), "kept").expect("a file");
        }
        let published = publish(&site(&[("", "home")]), project.path()).expect("published");
        assert_eq!(published.kept, keep.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert!(keep.iter().all(|name| fs::read(out.join(name)).expect("still there") == b"kept"));
    }
}

#[test]
fn what_people_put_beside_the_site_is_kept_and_their_files_are_never_overwritten() {
    let project = project();
    let out = project.path().join("public");
    publish(&site(&[("", "home"), (".nojekyll", ""), ("old/", "old")]), project.path()).expect("published");
    for (path, text) in
        [("CNAME", "trust.example"), (".well-known/acme", "token"), ("old/notes.txt", "mine"), ("old/.DS_Store", "x")]
    {
        fs::create_dir_all(out.join(path).parent().expect("a folder")).expect("its folder");
        fs::write(out.join(path), text).expect("a file of ours");
    }
    let published = publish(&site(&[("", "home 2")]), project.path()).expect("published");
    let found: Vec<PathBuf> = tree(&out).into_iter().filter(|(_, bytes)| bytes != b"folder").map(|(path, _)| path).collect();
    let expected = [".well-known/acme", "CNAME", "checksums.txt", "index.html", "old/notes.txt"];
    assert_eq!(found, expected.map(PathBuf::from), "ours are gone, theirs are kept, litter is not");
    assert_eq!(published.kept, [".well-known/acme", "CNAME", "old/notes.txt"].map(PathBuf::from));
    assert_eq!(published.removed, 2);

    let before = tree(project.path());
    let sentence = refusal(publish(&site(&[("", "home"), ("old/notes.txt", "ours")]), project.path()));
    assert!(sentence.contains("notes.txt") && sentence.contains("did not make it"), "{sentence}");
    let sentence = refusal(publish(&site(&[("", "home"), ("CNAME/", "a page")]), project.path()));
    assert!(sentence.contains("CNAME"), "{sentence}");
    assert_eq!(tree(project.path()), before);
}

#[cfg(unix)]
#[test]
fn unchanged_files_are_the_same_files_and_permissions_stay() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let project = project();
    let out = project.path().join("public");
    let status = |path: &str| fs::metadata(out.join(path)).expect("the file");
    publish(&site(&[("", "home"), ("a/", "a")]), project.path()).expect("published");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o2775)).expect("permissions");
    let (same, changed) = (status("index.html"), status("a/index.html"));
    publish(&site(&[("", "home"), ("a/", "b")]), project.path()).expect("published");
    assert_eq!((same.ino(), same.mtime_nsec()), (status("index.html").ino(), status("index.html").mtime_nsec()));
    assert_ne!(changed.ino(), status("a/index.html").ino());
    assert_eq!(status("index.html").nlink(), 1, "the old name is gone");
    assert_eq!(status("").permissions().mode() & 0o7777, 0o2775);
    // Nothing to do: not even the folder is exchanged.
    let folder = status("").ino();
    publish(&site(&[("", "home"), ("a/", "b")]), project.path()).expect("published");
    assert_eq!(status("").ino(), folder);
}

/// A link in the site's folder came with somebody's change; one elsewhere is that of whoever named it.
#[cfg(unix)]
#[test]
fn a_link_as_output_is_refused_in_the_site_and_followed_elsewhere() {
    use std::os::unix::fs::symlink;
    let project = project();
    let elsewhere = tempfile::tempdir().expect("another folder");
    let real = elsewhere.path().join("htdocs");
    fs::create_dir(&real).expect("htdocs");
    let named = elsewhere.path().join("current");
    symlink(&real, &named).expect("a link");
    let pages = site(&[("", "home"), ("a/", "a")]);
    publish_to(&pages, project.path(), &named).expect("published");
    assert!(fs::symlink_metadata(&named).expect("the link").is_symlink());
    assert!(real.join("a/index.html").exists());

    // To another site, to its folder, to a folder of this one, to nothing.
    fs::create_dir(project.path().join("other")).expect("a folder");
    for target in [real.as_path(), elsewhere.path(), Path::new("other"), Path::new("nowhere")] {
        let link = project.path().join("public");
        symlink(target, &link).expect("a link");
        let before = (tree(project.path()), tree(elsewhere.path()));
        for out in [link.clone(), link.join("below")] {
            let sentence = refusal(publish_to(&pages, project.path(), &out));
            assert!(sentence.contains("link") && sentence.contains("remove"), "{}: {sentence}", out.display());
        }
        assert_eq!((tree(project.path()), tree(elsewhere.path())), before);
        fs::remove_file(&link).expect("the link goes");
    }
}

#[cfg(unix)]
#[test]
fn links_beside_the_site_are_kept_inside_it_and_refused_where_they_lead_out() {
    use std::os::unix::fs::symlink;
    let project = project();
    let out = project.path().join("public");
    let own = project.path().join("own");
    fs::create_dir(&own).expect("own");
    fs::write(own.join("index.html"), "mine").expect("a file");
    publish(&site(&[("", "home"), ("a/", "a")]), project.path()).expect("published");
    symlink("index.html", out.join("start.html")).expect("a link");
    let published = publish(&site(&[("", "home 2"), ("a/", "a")]), project.path()).expect("published");
    assert_eq!(published.kept, [PathBuf::from("start.html")]);
    assert!(fs::symlink_metadata(out.join("start.html")).expect("the link").is_symlink());

    let before = tree(&out);
    for (target, name) in [
        (own.as_path(), "b"),
        (Path::new("../own/index.html"), "c.html"),
        (Path::new("/etc/passwd"), "leak"),
        (Path::new("../.git/config"), "config"),
        (Path::new("nowhere"), "lost"),
        (Path::new("../../data"), "a/data"),
        (Path::new(".."), "up"),
        (Path::new("start.html/../../own/index.html"), "round"),
    ] {
        symlink(target, out.join(name)).expect("a link");
        for pages in [site(&[("", "home 2"), ("a/", "a")]), site(&[("", "home 3")])] {
            let sentence = refusal(publish(&pages, project.path()));
            assert!(sentence.contains(name) && sentence.contains("it is a link that leads out"), "{sentence}");
        }
        fs::remove_file(out.join(name)).expect("the link goes");
    }
    // Somebody replaces a folder of the site by a link to their own files.
    fs::remove_dir_all(out.join("a")).expect("a/ goes");
    symlink(&own, out.join("a")).expect("a link");
    assert!(refusal(publish(&site(&[("", "home"), ("a/", "b")]), project.path())).contains("leads out"));
    fs::remove_file(out.join("a")).expect("the link goes");
    publish(&site(&[("", "home 2"), ("a/", "a")]), project.path()).expect("published");
    assert_eq!(tree(&out), before);
    assert_eq!(fs::read(own.join("index.html")).expect("untouched"), b"mine");
}

#[test]
fn the_list_of_checksums_is_what_sha256sum_takes() {
    let project = project();
    publish(&site(&[("", "home"), ("a b/ü.txt", "x")]), project.path()).expect("published");
    let out = project.path().join("public");
    let list = fs::read_to_string(out.join(disk::MANIFEST)).expect("the list");
    // `printf home | sha256sum`
    assert!(list.contains("4ea140588150773ce3aace786aeef7f4049ce100fa649c94fbbddb960f1da942  index.html\n"), "{list}");
    let check = std::process::Command::new("sha256sum").args(["--check", "--strict", disk::MANIFEST]).current_dir(&out).output();
    match check {
        Ok(check) => assert!(check.status.success(), "{check:?}"),
        Err(_) => eprintln!("skipped: there is no sha256sum here"),
    }
}

#[test]
fn of_two_builds_at_once_one_wins_and_the_other_says_so() {
    let project = project();
    let (inside, outside) = (std::sync::mpsc::channel(), std::sync::mpsc::channel::<()>());
    let outside_receiver = std::sync::Mutex::new(outside.1);
    let inside_sender = inside.0;
    let mut slow = Site::new();
    slow.add(&Route::of(""), move |_| {
        inside_sender.send(()).expect("the other build listens");
        outside_receiver.lock().expect("one render").recv().expect("the other build answers");
        Ok(b"slow".to_vec())
    });
    std::thread::scope(|scope| {
        let first = scope.spawn(|| publish(&slow, project.path()));
        inside.1.recv().expect("the first build renders");
        let sentence = refusal(publish(&site(&[("", "fast")]), project.path()));
        outside.0.send(()).expect("the first build waits");
        assert!(sentence.contains("another build is publishing"), "{sentence}");
        first.join().expect("no panic").expect("published");
    });
    assert_eq!(fs::read(project.path().join("public/index.html")).expect("the page"), b"slow");
    publish(&site(&[("", "fast")]), project.path()).expect("its turn has come");
}

#[test]
fn many_builds_at_once_never_mix() {
    let project = project();
    let texts = ["one", "two", "three", "four"];
    let wins = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for text in texts {
            let (project, wins) = (&project, &wins);
            scope.spawn(move || {
                for _ in 0..25 {
                    let pages = site(&[("", text), ("a/", text), ("b/c/", text)]);
                    match publish(&pages, project.path()) {
                        Ok(_) => wins.fetch_add(1, std::sync::atomic::Ordering::SeqCst),
                        Err(PublishError::World(failure)) => {
                            assert!(failure.to_string().contains("another build"), "{failure}");
                            0
                        }
                        Err(faults) => panic!("{faults:?}"),
                    };
                }
            });
        }
    });
    assert!(wins.into_inner() > 0);
    let out = tree(&project.path().join("public"));
    let page = &out[Path::new("index.html")];
    assert!(["a/index.html", "b/c/index.html"].iter().all(|path| &out[Path::new(path)] == page));
    assert_eq!(beside(project.path()), ["data", "public"]);
}

#[test]
fn a_working_folder_that_is_not_ours_is_left_alone() {
    let project = project();
    let work = project.path().join(".trustbridge-public");
    fs::create_dir(&work).expect("a folder of that name");
    fs::write(work.join("diary"), "mine").expect("a file");
    let before = tree(project.path());
    assert!(refusal(publish(&site(&[("", "home")]), project.path())).contains("`diary`, which Trustbridge did not put there"));
    assert_eq!(tree(project.path()), before);
}

/// A working folder that came with somebody's change: a site in it, with a list and a lock as a build leaves them.
#[test]
fn a_site_in_the_working_folder_that_no_build_here_left_is_not_brought_back() {
    for (folder, lock) in [("old", None), ("old", Some("")), ("old", Some("123-456\n")), ("new", None), ("new", Some("x"))] {
        for published_before in [false, true] {
            let project = project();
            if published_before {
                publish(&site(&[("", "home")]), project.path()).expect("published");
            }
            let work = project.path().join(".trustbridge-public");
            fs::create_dir_all(work.join(folder)).expect("a folder");
            fs::write(work.join(folder).join("checksums.txt"), "# Made by Trustbridge\n").expect("a list");
            fs::write(work.join(folder).join("evil.html"), "evil").expect("a page");
            if let Some(lock) = lock {
                fs::write(work.join("lock"), lock).expect("a lock");
            }
            for _ in 0..2 {
                let sentence = refusal(publish(&site(&[("", "new")]), project.path()));
                let said = format!("no build on this machine left the `{folder}`");
                assert!(sentence.contains(&said) && sentence.contains("delete the folder"), "{sentence}");
                assert!(!project.path().join("public/evil.html").exists());
                assert_eq!(project.path().join("public").exists(), published_before);
                assert!(work.join(folder).join("evil.html").exists(), "nothing is removed");
            }
            fs::remove_dir_all(&work).expect("somebody does as told");
            publish(&site(&[("", "new")]), project.path()).expect("published");
            assert_eq!(beside(project.path()), ["data", "public"]);
        }
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_working_folder_are_refused_at_once() {
    use std::os::unix::fs::symlink;
    for name in ["lock", ".gitignore", "new", "old"] {
        for target in ["../../outside", "../outside.txt", "nowhere", "lock", "/dev/null"] {
            let above = tempfile::tempdir().expect("a folder");
            let root = above.path().join("site");
            fs::create_dir_all(root.join("data")).expect("data/");
            fs::create_dir_all(above.path().join("outside.d")).expect("a folder");
            fs::write(root.join("outside.txt"), "mine").expect("a file");
            let work = root.join(".trustbridge-public");
            fs::create_dir(&work).expect("a folder");
            symlink(target, work.join(name)).expect("a link");
            let before = tree(above.path());
            let sentence = refusal(publish(&site(&[("", "home")]), &root));
            assert!(sentence.contains(name) && sentence.contains("move it away"), "{sentence}");
            assert_eq!(tree(above.path()), before, "{name} -> {target}");
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever was published before, what stands there afterwards is what a first build would have made.
    #[test]
    fn a_rebuild_equals_a_first_build(
        before in proptest::collection::btree_map("[a-c]{1,2}(/[a-c]{1,2}){0,2}/x", "[a-z]{0,3}", 0..12),
        after in proptest::collection::btree_map("[a-c]{1,2}(/[a-c]{1,2}){0,2}/x", "[a-z]{0,3}", 0..12),
    ) {
        let pages = |map: &BTreeMap<String, String>| site(&map.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>());
        let (rebuilt, fresh) = (project(), project());
        publish(&pages(&before), rebuilt.path()).expect("published");
        let published = publish(&pages(&after), rebuilt.path()).expect("published");
        publish(&pages(&after), fresh.path()).expect("published");
        proptest::prop_assert_eq!(tree(&rebuilt.path().join("public")), tree(&fresh.path().join("public")));
        proptest::prop_assert_eq!(published.new + published.changed + published.same, after.len());
        proptest::prop_assert_eq!(published.changed + published.same + published.removed, before.len());
    }

    /// A path that was taken as one never leads out of the folder it is joined to.
    #[test]
    fn joined_paths_stay_inside(text in r"[./\\a-c:\x00-\x1f~ ]{0,24}|\PC{0,40}") {
        if let Ok(path) = trustbridge::folder::FilePath::new(&text) {
            let joined = Path::new("/site/public").join(path.as_str());
            proptest::prop_assert!(joined.starts_with("/site/public"));
            let inside = joined.strip_prefix("/site/public").expect("inside");
            proptest::prop_assert!(inside.components().all(|part| matches!(part, std::path::Component::Normal(_))));
            proptest::prop_assert_eq!(inside.to_str(), Some(path.as_str()), "no part is lost on the way");
        }
    }
}
