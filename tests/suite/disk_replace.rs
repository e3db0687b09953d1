//! Files that people wrote are replaced whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use trustbridge::disk::{Failure, Gate};

/// Replaces one file of `folder`.
fn replace(folder: &Path, path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    Ok(gate(folder).replace_all(&[(path.to_owned(), bytes.to_owned())])? == 1)
}

fn create(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    gate(folder).create_all_new(&[(path.to_owned(), bytes.to_owned())])
}

fn gate(folder: &Path) -> Gate {
    Gate::named(Path::new(env!("CARGO_MANIFEST_DIR")), folder).expect("the folder is there")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_and_nothing_is_left_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    fs::write(&path, "old").expect("the file");
    assert!(replace(folder.path(), &path, b"new").expect("replaced"));
    assert_eq!(fs::read(&path).expect("the file"), b"new");
    assert_eq!(names(folder.path()), ["a.toml"]);
    assert!(replace(folder.path(), &folder.path().join("missing.toml"), b"new").is_err(), "what is not there cannot be replaced");
    assert_eq!(names(folder.path()), ["a.toml"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_touched_when_nothing_changes() {
    use std::os::unix::fs::MetadataExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    fs::write(&path, "same").expect("the file");
    let status = || {
        fs::metadata(&path)
            .map(|status| (status.ino(), status.mtime(), status.mtime_nsec(), status.ctime_nsec()))
            .expect("its status")
    };
    let before = status();
    assert!(!replace(folder.path(), &path, b"same").expect("nothing to do"));
    assert_eq!(status(), before);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let real = folder.path().join("real/a.toml");
    fs::create_dir(folder.path().join("real")).expect("a folder");
    fs::write(&real, "old").expect("the file");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("real/a.toml", folder.path().join("one.toml")).expect("a link");
    symlink("one.toml", folder.path().join("two.toml")).expect("a link to a link");
    assert!(replace(folder.path(), &folder.path().join("two.toml"), b"new").expect("replaced"));
    assert_eq!(fs::read(&real).expect("the file"), b"new");
    assert_eq!(fs::metadata(&real).expect("its status").permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_link(folder.path().join("two.toml")).expect("still a link"), Path::new("one.toml"));
    assert_eq!(names(&folder.path().join("real")), ["a.toml"]);
}

#[test]
fn a_new_file_never_overwrites_and_makes_its_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data/organisations/nhs/new.toml");
    create(folder.path(), &path, b"first").expect("written");
    let sentence = create(folder.path(), &path, b"second").expect_err("it exists").to_string();
    assert!(sentence.ends_with("it exists already"), "{sentence}");
    assert_eq!(fs::read(&path).expect("the file"), b"first");
    assert_eq!(names(path.parent().expect("a folder")), ["new.toml"]);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_not_written_through_a_link_that_leads_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.toml");
    std::os::unix::fs::symlink("elsewhere", &path).expect("a link");
    assert!(create(folder.path(), &path, b"text").is_err());
    assert_eq!(names(folder.path()), ["new.toml"]);
}

#[test]
fn many_files_are_replaced_and_made_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<PathBuf> = (0..100).map(|number| folder.path().join(format!("{number:03}.toml"))).collect();
    let all = |text: &str| paths.iter().map(|path| (path.clone(), text.as_bytes().to_vec())).collect::<Vec<_>>();
    gate(folder.path()).create_all_new(&all("old")).expect("made");
    let mut wanted = all("old");
    for (_, bytes) in wanted.iter_mut().step_by(2) {
        bytes.extend_from_slice(b", changed");
    }
    assert_eq!(gate(folder.path()).replace_all(&wanted).expect("replaced"), 50);
    assert!(wanted.iter().all(|(path, bytes)| &fs::read(path).expect("the file") == bytes));
    assert_eq!(names(folder.path()).len(), 100);
    // One of them exists: none is written.
    let mixed = [(folder.path().join("free.toml"), b"x".to_vec()), (paths[0].clone(), b"x".to_vec())];
    assert!(gate(folder.path()).create_all_new(&mixed).is_err());
    assert!(!mixed[0].0.exists());
}

#[test]
fn what_a_stopped_command_left_is_taken_over_and_what_a_running_one_writes_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    fs::write(&path, "old").expect("the file");
    let left = folder.path().join(".a.toml.trustbridge.tmp");
    fs::write(&left, "half of something much longer than the new text").expect("a leftover");
    assert!(replace(folder.path(), &path, b"new").expect("replaced"));
    assert_eq!((fs::read(&path).expect("the file"), names(folder.path())), (b"new".to_vec(), vec!["a.toml".to_owned()]));

    let other = fs::File::create(&left).expect("another command writes");
    other.lock().expect("and holds its lock");
    let sentence = replace(folder.path(), &path, b"newer").expect_err("it must wait").to_string();
    assert!(sentence.contains("another command is writing it"), "{sentence}");
    assert_eq!(fs::read(&path).expect("the file"), b"new");
    assert!(left.exists());
}

#[test]
fn drafts_of_stopped_commands_are_cleared_and_nothing_else() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("deep/er");
    fs::create_dir_all(&folder).expect("folders");
    for name in [
        ".a.toml.trustbridge.tmp",
        ".b.toml.trustbridge.tmp",
        "c.toml.trustbridge.tmp",
        ".trustbridge.tmp",
        ".d.toml.tmp",
        "a.toml",
    ] {
        fs::write(folder.join(name), name).expect("a file");
    }
    // A draft that took its name already is another name of the same bytes.
    fs::hard_link(folder.join("a.toml"), folder.join(".a2.toml.trustbridge.tmp")).expect("a second name");
    let running = fs::File::create(folder.join(".b.toml.trustbridge.tmp")).expect("another command writes");
    running.lock().expect("and holds its lock");
    gate(root.path()).clear_drafts(root.path());
    assert_eq!(
        names(&folder),
        [".b.toml.trustbridge.tmp", ".d.toml.tmp", ".trustbridge.tmp", "a.toml", "c.toml.trustbridge.tmp"]
    );
    assert_eq!(fs::read(folder.join("a.toml")).expect("the file"), b"a.toml");
    drop(running);
    gate(root.path()).clear_drafts(&root.path().join("deep"));
    assert!(!folder.join(".b.toml.trustbridge.tmp").exists());
    gate(root.path()).clear_drafts(&root.path().join("missing"));
}

/// Two commands at once, and a reader all the while: every look finds one of the whole texts.
#[test]
fn readers_see_whole_texts_while_two_commands_write() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    let texts: Vec<Vec<u8>> = (b'a'..b'e').map(|letter| vec![letter; 40_000]).collect();
    fs::write(&path, &texts[0]).expect("the file");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    for text in texts.iter().cycle().take(60) {
                        let _ = replace(folder.path(), &path, text);
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let seen = fs::read(&path).expect("it is never gone");
                assert!(texts.contains(&seen), "half a text of {} bytes", seen.len());
            }
        });
        for writer in writers {
            writer.join().expect("no panic");
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(names(folder.path()), ["a.toml"]);
}
