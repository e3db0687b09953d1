//! Hostile folders on a real disk, given to the real program.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

use crate::hostile_site::{self, payload, payloads};
use crate::publish::{differing, tree};
use crate::support::HANG;

fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trustbridge"));
    command.args(arguments).arg("--root").arg(root).env("SOURCE_DATE_EPOCH", "1795564800").env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it writes UTF-8")
}

/// Nothing steers the terminal of the person who reviews a pull request.
fn assert_plain(output: &Output) {
    for stream in [&output.stdout, &output.stderr] {
        let text = text(stream);
        let steering = text.chars().find(|&sign| trustbridge::diagnostic::is_hidden(sign) && sign != '\n' && sign != '\t');
        assert_eq!(steering, None, "{text}");
    }
}

#[test]
fn the_hostile_site_is_built_twice_and_is_the_same() {
    let project = tempfile::tempdir().expect("a folder");
    hostile_site::write(&hostile_site::folder(&payloads(), 3), project.path());
    let check = run(project.path(), &["check", "--format", "json"]);
    assert_eq!(check.status.code(), Some(0), "{}", text(&check.stdout));
    let build = run(project.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    assert_plain(&build);
    let first = tree(&project.path().join("public"));
    let again = run(project.path(), &["build", "--out", "again"]);
    assert_eq!(again.status.code(), Some(0));
    let differing = differing(&first, &tree(&project.path().join("again")));
    assert!(differing.is_empty(), "{differing:?}");
    let inside: Vec<_> =
        fs::read_dir(project.path()).expect("the project").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(inside.len(), 3, "something was written beside the site: {inside:?}");
}

#[test]
fn a_refused_record_leaves_the_site_as_it_was() {
    let project = tempfile::tempdir().expect("a folder");
    let root = project.path();
    hostile_site::write(&hostile_site::folder(&[payload("Plain words")], 0), root);
    assert_eq!(run(root, &["build"]).status.code(), Some(0));
    let before = tree(&root.join("public"));
    let record = root.join("data/organisations/nhs/broken.toml");
    let broken: [&[u8]; 5] = [b"name = \x1b]0;owned\x07", b"name = \"\xe2\x80\xaeevil\"\n", b"\xff\xfen\0", b"", b"[[[[[[[["];
    for bytes in broken {
        fs::write(&record, bytes).expect("the record");
        for command in ["build", "check"] {
            let output = run(root, &[command]);
            assert_eq!(output.status.code(), Some(1), "{command} {bytes:?}: {}", text(&output.stderr));
            assert_plain(&output);
            let shown = format!("{}{}", text(&output.stdout), text(&output.stderr));
            assert!(shown.contains("data/organisations/nhs/broken.toml:1:"), "{command} {bytes:?}: {shown}");
        }
        let differing = differing(&before, &tree(&root.join("public")));
        assert!(differing.is_empty(), "{bytes:?}: {differing:?}");
    }
}

#[cfg(unix)]
#[test]
fn special_files_are_refused_with_their_paths() {
    use std::os::unix::fs::symlink;
    let project = tempfile::tempdir().expect("a folder");
    let root = project.path();
    hostile_site::write(&hostile_site::folder(&[payload("Plain words")], 0), root);
    let nhs = root.join("data/organisations/nhs");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, nhs.join("pipe.toml"), rustix::fs::FileType::Fifo, mode, 0).expect("a pipe");
    symlink("/dev/zero", nhs.join("zero.toml")).expect("a link");
    symlink("/etc/passwd", nhs.join("passwd.toml")).expect("a link");
    symlink("loop.toml", nhs.join("loop.toml")).expect("a link");
    fs::create_dir(nhs.join("folder.toml")).expect("a folder");
    fs::File::create(nhs.join("large.toml")).and_then(|file| file.set_len(50 << 20)).expect("50 MB");
    let start = Instant::now();
    let output = run(root, &["check"]);
    assert!(start.elapsed() < HANG, "{:?}", start.elapsed());
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    for name in ["pipe", "zero", "passwd", "loop", "folder", "large"] {
        assert!(shown.contains(&format!("data/organisations/nhs/{name}.toml:1:1: error[")), "{name}:\n{shown}");
    }
    assert!(shown.contains("large.toml:1:1: error[too-large]"), "{shown}");
    assert!(!shown.contains("root:"), "nothing of what a link leads to is shown");
}

/// A word as long as a page would be a tree as deep as the page is long, and the program's stack is not.
#[test]
fn endless_words_do_not_end_the_program() {
    let project = tempfile::tempdir().expect("a folder");
    let root = project.path();
    hostile_site::write(&hostile_site::folder(&[payload("Plain words")], 0), root);
    let append = |path: &str, text: &str| {
        let known = fs::read_to_string(root.join(path)).expect("the file");
        fs::write(root.join(path), known.replace("Plain words", text)).expect("the file");
    };
    append("data/guide/hostile-0.md", &"e".repeat(100));
    let guide = root.join("data/guide/hostile-0.md");
    let page = fs::read_to_string(&guide).expect("the page");
    fs::write(&guide, format!("{page}\n{}\n\n{}\n", "x".repeat(100_000), "y ".repeat(60_000))).expect("the page");
    append("data/partnerships/hostile-0.toml", &"f".repeat(95));
    append("data/organisations/nhs/hostile-nhs-0.toml", &"g".repeat(95));
    let output = run(root, &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let index = fs::read(root.join("public/search/searchindex.json")).expect("the index");
    serde_json::from_slice::<serde_json::Value>(&index).expect("it is JSON that others can read");
}
