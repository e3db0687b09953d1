//! What is read of a site's folder, and what is refused.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use trustbridge::disk;
use trustbridge::folder::Folder;

use crate::support::HANG;

fn with(files: &[(&str, &[u8])]) -> TempDir {
    let root = tempfile::tempdir().expect("a folder for the test");
    for (path, bytes) in files {
        let place = root.path().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("its folder");
        fs::write(place, bytes).expect("the file");
    }
    root
}

fn read(root: &Path) -> Folder {
    disk::read(root).expect("the folder can be read")
}

fn paths(folder: &Folder) -> Vec<&str> {
    folder.iter().map(|(path, _)| path.as_str()).collect()
}

/// Refused paths with their reasons.
fn refused(folder: &Folder) -> Vec<(&str, &str)> {
    folder.refused.iter().map(|refused| (refused.path.as_str(), refused.reason.as_str())).collect()
}

#[test]
fn data_and_themes_are_read_and_nothing_else() {
    let root = with(&[
        ("data/site.toml", b"title"),
        ("data/organisations/nhs/a.toml", b"\xff\x00"),
        ("data/schema/organisation.schema.json", b"{}"),
        ("themes/own/static/x.css", b"x"),
        ("README.md", b"not read"),
        ("public/index.html", b"not read"),
    ]);
    let folder = read(root.path());
    assert_eq!(paths(&folder), ["data/organisations/nhs/a.toml", "data/site.toml", "themes/own/static/x.css"]);
    assert_eq!(folder.get("data/organisations/nhs/a.toml").expect("read").as_ref(), b"\xff\x00", "bytes are not judged here");
    assert!(folder.refused.is_empty());
}

#[test]
fn what_editors_leave_behind_is_passed_over() {
    let left = [
        ".hidden.toml",
        "a.toml~",
        "#a.toml#",
        ".#a.toml",
        "a.toml.swp",
        "a.toml.bak",
        "a.toml.orig",
        "4913",
        "~$a.toml",
        "Thumbs.db",
    ];
    let mut files: Vec<(String, &[u8])> = left.iter().map(|name| (format!("data/organisations/{name}"), &b"x"[..])).collect();
    files.push(("data/.git/config".to_owned(), b"secret"));
    files.push(("data/organisations/a.toml".to_owned(), b"x"));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), *bytes)).collect();
    let root = with(&files);
    let folder = read(root.path());
    assert_eq!(paths(&folder), ["data/organisations/a.toml"]);
    assert_eq!(refused(&folder), []);
}

#[test]
fn files_over_the_limit_are_refused_by_their_size() {
    let root = with(&[
        ("data/organisations/fits.toml", &vec![b'#'; 256 * 1024]),
        ("data/organisations/large.toml", &vec![b'#'; 256 * 1024 + 1]),
        ("data/places/postcodes.csv", &vec![b'1'; 1024 * 1024]),
        ("themes/own/static/picture.png", &vec![0; 5 * 1024 * 1024 + 1]),
    ]);
    // 50 GB that take no room: whoever reads them to the end is found out.
    let endless = root.path().join("data/organisations/endless.toml");
    fs::File::create(endless).and_then(|file| file.set_len(50 << 30)).expect("a sparse file");
    let start = std::time::Instant::now();
    let folder = read(root.path());
    assert!(start.elapsed() < HANG);
    assert_eq!(paths(&folder), ["data/organisations/fits.toml", "data/places/postcodes.csv"]);
    let reasons = refused(&folder);
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert_eq!(reasons[1], ("data/organisations/large.toml", "it has 262145 bytes; at most 262144 (256 kB) are read here"));
    assert!(reasons[0].1.contains("53687091200 bytes") && reasons[2].1.contains("(5 MB)"), "{reasons:?}");
}

#[test]
fn a_missing_folder_is_a_failure_in_one_sentence() {
    let root = with(&[("file", b"x")]);
    let sentence = disk::read(&root.path().join("missing")).expect_err("there is nothing").to_string();
    assert!(sentence.starts_with("could not open the site's folder `") && sentence.ends_with("it does not exist"), "{sentence}");
    assert!(disk::read(&root.path().join("file")).is_err());
    assert!(read(root.path()).is_empty(), "a folder without `data/` is read as an empty one");
}

#[cfg(unix)]
#[test]
fn special_files_and_names_are_refused_without_waiting() {
    use std::os::unix::ffi::OsStrExt as _;
    let root =
        with(&[("data/organisations/nhs/a.toml", b"x"), ("data/organisations/nhs/b.toml/c.toml", b"x"), ("data/a:b.toml", b"x")]);
    let folder = root.path().join("data/organisations/nhs");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, folder.join("pipe.toml"), rustix::fs::FileType::Fifo, mode, 0).expect("a pipe");
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket.toml")).expect("a socket");
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"caf\xe9.toml")), "x").expect("a name in Latin-1");
    fs::write(folder.join("a\nb.toml"), "x").expect("a name of two lines");
    let folder = read(root.path());
    assert_eq!(paths(&folder), ["data/organisations/nhs/a.toml"]);
    let reasons = refused(&folder);
    let expected = [
        ("data/a:b.toml", "holds the sign `:`"),
        ("data/organisations/nhs/a\nb.toml", "holds the sign `\\n`"),
        ("data/organisations/nhs/b.toml", "it is a folder"),
        ("data/organisations/nhs/caf\u{fffd}.toml", "not UTF-8"),
        ("data/organisations/nhs/pipe.toml", "a device, a pipe or a socket"),
        ("data/organisations/nhs/socket.toml", "a device, a pipe or a socket"),
    ];
    assert_eq!(reasons.len(), expected.len(), "{reasons:?}");
    for ((path, reason), (expected_path, part)) in reasons.iter().zip(expected) {
        assert!(*path == expected_path && reason.contains(part), "{path}: {reason}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_among_data_and_themes_and_nowhere_else() {
    use std::os::unix::fs::symlink;
    let outside = with(&[("secret.toml", b"secret"), ("folder/x.toml", b"secret")]);
    let root = with(&[
        ("data/organisations/a.toml", b"a"),
        ("themes/own/static/b.css", b"b"),
        ("data/.env", b"secret"),
        ("shared/b.toml", b"b"),
        ("shared/deep/c.toml", b"c"),
        ("private/notes.txt", b"secret"),
        (".git/config", b"secret"),
        (".env", b"secret"),
    ]);
    let link = |target: &Path, name: &str| symlink(target, root.path().join(name)).expect("a link");
    link(Path::new("a.toml"), "data/organisations/b.toml");
    link(Path::new("../themes/own/static/b.css"), "data/c.toml");
    link(Path::new("../../../data/organisations/b.toml"), "themes/own/static/d.css");
    link(Path::new("../../shared/b.toml"), "data/organisations/shared.toml");
    link(Path::new("../../private/notes.txt"), "data/organisations/notes.toml");
    link(Path::new("../../../private"), "themes/own/static/fonts");
    link(Path::new("../../../private/notes.txt"), "themes/own/static/n.txt");
    link(Path::new("../shared"), "data/linked");
    link(Path::new("organisations"), "data/again");
    link(Path::new(".."), "data/round");
    link(Path::new("loop.toml"), "data/loop.toml");
    link(Path::new("nowhere"), "data/nowhere.toml");
    link(&outside.path().join("secret.toml"), "data/organisations/out.toml");
    link(&outside.path().join("folder"), "data/out");
    link(Path::new("/dev/zero"), "data/zero.toml");
    link(Path::new("../.git/config"), "data/config.toml");
    link(Path::new(".env"), "data/env.md");
    let folder = read(root.path());
    let expected = [
        "data/c.toml",
        "data/organisations/a.toml",
        "data/organisations/b.toml",
        "themes/own/static/b.css",
        "themes/own/static/d.css",
    ];
    assert_eq!(paths(&folder), expected);
    let reasons: Vec<String> = refused(&folder).iter().map(|(path, reason)| format!("{path}: {reason}")).collect();
    let out = "it is a link that leads out of `data` and `themes`; put the file itself there";
    let hidden = "it is a link that leads into a hidden file or folder";
    let twice = "it is a link to a folder that is read already";
    let lost = "it is a link that leads nowhere or in a circle";
    let expected = [
        ("data/again", twice),
        ("data/config.toml", out),
        ("data/env.md", hidden),
        ("data/linked", out),
        ("data/loop.toml", lost),
        ("data/nowhere.toml", lost),
        ("data/organisations/notes.toml", out),
        ("data/organisations/out.toml", out),
        ("data/organisations/shared.toml", out),
        ("data/out", out),
        ("data/round", out),
        ("data/zero.toml", out),
        ("themes/own/static/fonts", out),
        ("themes/own/static/n.txt", out),
    ];
    assert_eq!(reasons, expected.map(|(path, reason)| format!("{path}: {reason}")));

    // The folder itself may be no link either.
    let root = with(&[("content/site.toml", b"x"), ("look/own/static/a.css", b"x")]);
    symlink("content", root.path().join("data")).expect("a link");
    symlink("look", root.path().join("themes")).expect("a link");
    let folder = read(root.path());
    assert_eq!(paths(&folder), [""; 0]);
    assert_eq!(refused(&folder), [("data", out), ("themes", out)]);
}

/// Names that Windows and macOS take for one: there, either file could win.
#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_only_in_capitals_or_accents_are_refused() {
    let root = with(&[
        ("data/organisations/a.toml", b"a"),
        ("data/Organisations/b.toml", b"b"),
        ("data/guide/\u{e9}.md", b"one"),
        ("data/guide/e\u{301}.md", b"other"),
        ("data/SITE.toml", b"x"),
        ("data/site.toml", b"x"),
        ("themes/own/static/a.css", b"a"),
        ("Themes/default/static/js/find.js", b"evil"),
        ("DATA/site.toml", b"evil"),
        ("Public/index.html", b"x"),
    ]);
    let folder = read(root.path());
    let twins: Vec<&str> = refused(&folder).iter().map(|(path, _)| *path).collect();
    assert_eq!(twins, ["DATA", "Themes", "data/guide/\u{e9}.md", "data/organisations", "data/site.toml"]);
    assert!(refused(&folder).iter().all(|(_, reason)| reason.contains("differs from `") && reason.contains("rename it")));
    let alone = with(&[("data/site.toml", b"x"), ("THEMES/default/static/js/find.js", b"evil")]);
    assert_eq!(refused(&read(alone.path())).len(), 1, "on some disks that folder is read");
}

/// Links that lead to folders with links double at each step; the work must not.
#[cfg(unix)]
#[test]
fn links_cannot_multiply() {
    use std::os::unix::fs::symlink;
    let root = with(&[("data/site.toml", b"x")]);
    for step in 0..40 {
        let folder = root.path().join(format!("pool/{step}"));
        fs::create_dir_all(&folder).expect("a folder");
        for side in ["left", "right"] {
            symlink(format!("../{}", step + 1), folder.join(side)).expect("a link");
        }
    }
    symlink("../pool/0", root.path().join("data/start")).expect("a link");
    let start = std::time::Instant::now();
    let folder = read(root.path());
    assert!(start.elapsed() < HANG);
    assert_eq!(paths(&folder), ["data/site.toml"]);
}
