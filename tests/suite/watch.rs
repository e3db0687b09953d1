//! Saving in all the ways that editors, formatters and version control save.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use trustbridge::disk;

use crate::support::HANG;

/// A site's folder with one record.
struct Desk {
    root: TempDir,
    folder: PathBuf,
    record: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("data/organisations/nhs");
        fs::create_dir_all(&folder).expect("its folders");
        let record = folder.join("a.toml");
        fs::write(&record, "0").expect("a record");
        Self { root, folder, record }
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.record).unwrap_or_default()
    }
}

type Save = fn(&Desk, &str);

/// The ways, by name. Each leaves a record whose text is the given one.
const STYLES: [(&str, Save); 8] = [
    ("in place", in_place),
    ("in two steps", in_two_steps),
    ("write aside, rename over", rename_over),
    ("move to a backup, write anew", with_backup),
    ("remove, write anew", anew),
    ("same length, same date", same_date),
    ("a new folder with a file", new_folder),
    ("the whole of data/ exchanged", exchanged),
];

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}

fn in_place(desk: &Desk, text: &str) {
    write(&desk.record, text);
}

fn in_two_steps(desk: &Desk, text: &str) {
    write(&desk.record, "");
    std::thread::sleep(Duration::from_millis(5));
    write(&desk.record, text);
}

fn rename_over(desk: &Desk, text: &str) {
    let aside = desk.folder.join(".a.toml.new");
    write(&aside, text);
    fs::rename(aside, &desk.record).expect("renamed");
}

fn with_backup(desk: &Desk, text: &str) {
    fs::rename(&desk.record, desk.folder.join("a.toml~")).expect("moved");
    write(&desk.record, text);
}

fn anew(desk: &Desk, text: &str) {
    fs::remove_file(&desk.record).expect("removed");
    write(&desk.record, text);
}

fn same_date(desk: &Desk, text: &str) {
    let date = fs::metadata(&desk.record).and_then(|status| status.modified()).expect("its date");
    let file = fs::File::options().write(true).open(&desk.record).expect("open");
    (&file).write_all(text.as_bytes()).expect("written");
    file.set_modified(date).expect("its date");
}

fn new_folder(desk: &Desk, text: &str) {
    let folder = desk.root.path().join(format!("data/new-{text}"));
    fs::create_dir(&folder).expect("a folder");
    write(&folder.join("page.md"), text);
    write(&desk.record, text);
}

fn exchanged(desk: &Desk, text: &str) {
    let other = desk.root.path().join("data.other");
    let _ = fs::remove_dir_all(&other);
    fs::rename(desk.root.path().join("data"), &other).expect("moved");
    fs::create_dir_all(&desk.folder).expect("made again");
    write(&desk.record, text);
}

/// How long it took until the saved text was seen.
fn wait_for(text: &str, seen: &Receiver<(Instant, String)>, context: &str) -> Duration {
    let saved = Instant::now();
    loop {
        let (at, found) = seen.recv_timeout(HANG).unwrap_or_else(|_| panic!("not seen: {context}"));
        if found == text {
            // Let what this save still stirs up settle, so that it does not count for the next one.
            while seen.recv_timeout(Duration::from_millis(40)).is_ok() {}
            return at.saturating_duration_since(saved);
        }
    }
}

/// Saves in each way, `rounds` times over; the waits, sorted.
fn waits(poll: bool, rounds: usize) -> Vec<Duration> {
    let desk = Desk::new();
    let changes = disk::watch(desk.root.path(), poll).expect("the folder can be read");
    let (sender, seen) = std::sync::mpsc::channel();
    let mut waits = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for () in changes {
                if sender.send((Instant::now(), desk.text())).is_err() {
                    return;
                }
            }
        });
        for round in 0..rounds {
            for (number, (style, save)) in STYLES.iter().enumerate() {
                let text = format!("{round}{number}");
                save(&desk, &text);
                waits.push(wait_for(&text, &seen, &format!("poll {poll}, round {round}: {style}")));
            }
        }
        drop(seen);
        write(&desk.record, "the end");
    });
    waits.sort();
    waits
}

#[test]
fn every_kind_of_save_is_seen() {
    shows(&waits(false, 4), 32);
}

#[test]
#[ignore = "the whole figure of the design: a quarter of a minute"]
fn every_kind_of_save_is_seen_160_times() {
    shows(&waits(false, 20), 160);
}

/// All were seen; how soon is shown, not judged.
fn shows(waits: &[Duration], saves: usize) {
    assert_eq!(waits.len(), saves);
    eprintln!("{saves} saves, p95 {:?}, slowest {:?}", waits[saves * 95 / 100 - 1], waits.last());
}

#[test]
fn every_kind_of_save_is_seen_without_reports_of_the_system() {
    shows(&waits(true, 2), 16);
}

#[test]
fn reading_is_no_change_and_neither_is_what_no_build_reads() {
    let desk = Desk::new();
    let mut changes = disk::watch(desk.root.path(), false).expect("the folder can be read");
    let (sender, seen) = std::sync::mpsc::channel();
    let root = desk.root.path().to_owned();
    std::thread::spawn(move || while changes.next().is_some() && sender.send(()).is_ok() {});
    disk::read(&root).expect("read");
    fs::create_dir_all(root.join("public/a")).expect("public/");
    write(&root.join("public/a/index.html"), "built");
    write(&root.join("README.md"), "notes");
    write(&desk.folder.join(".a.toml.swp"), "an editor at work");
    assert!(seen.recv_timeout(Duration::from_millis(1_500)).is_err());
    write(&desk.record, "saved");
    assert!(seen.recv_timeout(HANG).is_ok());
}
