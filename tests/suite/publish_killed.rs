//! Real builds by the real program, stopped at random moments: the published folder is always one of the two whole sites.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::publish::{differing, tree};
use crate::synthetic_site;

type Tree = BTreeMap<PathBuf, Vec<u8>>;

const EXTRA: &str =
    "name = \"Synthetic extra\"\nsector = \"nhs\"\nkind = \"nhs-trust\"\n\n[[sources]]\nurl = \"https://example.org/\"\n";

fn build(root: &Path) -> Command {
    // A copy, so that nobody who compiles meanwhile changes the program under the test.
    let mut command = Command::new(root.with_extension("program"));
    command.args(["build", "--quiet", "--as-of", "2026-11-22", "--root"]).arg(root);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn build_to_the_end(root: &Path) -> Duration {
    let start = Instant::now();
    let ended = build(root).output().expect("the program runs");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    start.elapsed()
}

/// Changes what stands on many pages; `version` is 0 or 1.
fn edit(root: &Path, version: usize) {
    let title = ["Synthetic directory", "Another directory"][version];
    fs::write(root.join("data/site.toml"), format!("title = \"{title}\"\nowner = \"The tests\"\n")).expect("the settings");
    let extra = root.join("data/organisations/nhs/synthetic-999999.toml");
    match version {
        0 => drop(fs::remove_file(extra)),
        _ => fs::write(extra, EXTRA).expect("a record"),
    }
}

/// A small generator of moments: the same sequence each time.
pub(crate) struct Moments(pub(crate) u64);

impl Moments {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}

pub(crate) fn stop(child: &mut Child, signal: Signal) {
    let pid = Pid::from_child(child);
    let _ = kill_process(pid, signal);
    child.wait().expect("it has ended");
}

fn kill_builds(times: usize) {
    let memory = Path::new("/dev/shm");
    let project = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder");
    let (root, out) = (project.path(), project.path().join("public"));
    synthetic_site::write(root, 40, 11);
    let program = root.with_extension("program");
    fs::copy(env!("CARGO_BIN_EXE_trustbridge"), &program).expect("a copy of the program");
    let mut sites: Vec<Tree> = Vec::new();
    let mut longest = Duration::ZERO;
    for version in [1, 0] {
        edit(root, version);
        longest = longest.max(build_to_the_end(root));
        sites.push(tree(&out));
    }
    assert!(sites[0] != sites[1]);
    let mut moments = Moments(2026);
    let (mut old, mut new) = (0, 0);
    for attempt in 0..times {
        // The last whole build was of version 0, the second of `sites`.
        let version = attempt % 2;
        edit(root, 1 - version);
        let before = tree(&out);
        let wanted = &sites[version];
        let signal = [Signal::KILL, Signal::INT, Signal::TERM][attempt % 3];
        let mut child = build(root).spawn().expect("the program runs");
        std::thread::sleep(Duration::from_micros(moments.below(u64::try_from(longest.as_micros()).expect("short") * 2)));
        stop(&mut child, signal);
        let after = tree(&out);
        assert!(after == before || &after == wanted, "attempt {attempt}, {signal:?}: neither the old site nor the new one");
        if after == before {
            old += 1;
        } else {
            new += 1;
        }
        if attempt % 4 == 3 {
            // Once in four times another build is stopped on top of this one's leftovers.
            let mut child = build(root).spawn().expect("the program runs");
            std::thread::sleep(longest / 2);
            stop(&mut child, Signal::KILL);
        }
        build_to_the_end(root);
        let differing = differing(&tree(&out), wanted);
        assert!(differing.is_empty(), "attempt {attempt}: after the next build these differ: {differing:?}");
        let left: Vec<_> = fs::read_dir(root).expect("the project").map(|entry| entry.expect("an entry").file_name()).collect();
        assert_eq!(left.len(), 2, "attempt {attempt}: something was left: {left:?}");
    }
    let _ = fs::remove_file(program);
    eprintln!("{times} builds stopped within {longest:?}: the old site stood {old} times, the new one {new} times");
    assert!(old > 0 && new > 0, "the moments fell on one side only");
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    kill_builds(12);
}

#[test]
#[ignore = "the whole figure of the design: some minutes"]
fn four_hundred_killed_builds_leave_a_whole_site() {
    kill_builds(400);
}

/// `fmt` replaces what people wrote: each file holds its old bytes or its new ones, and the next run tidies up.
fn kill_fmt(times: usize) {
    let project = tempfile::tempdir().expect("a folder");
    let root = project.path();
    let program = root.with_extension("program");
    fs::copy(env!("CARGO_BIN_EXE_trustbridge"), &program).expect("a copy of the program");
    let records = root.join("data/organisations/nhs");
    fs::create_dir_all(&records).expect("its folders");
    let spoil = || {
        for number in 0..120 {
            let text = format!("kind='acute-trust'   # a remark {number}\nsector = \"nhs\"\nname=\"Trust {number}\"\n");
            fs::write(records.join(format!("trust-{number}.toml")), text).expect("a record");
        }
    };
    let fmt = || {
        let mut command = Command::new(&program);
        command.args(["fmt", "--quiet", "--root"]).arg(root).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    spoil();
    let old = tree(&records);
    let start = Instant::now();
    assert!(fmt().status().expect("the program runs").success());
    let longest = start.elapsed();
    let new = tree(&records);
    assert!(old.iter().all(|(path, bytes)| new[path] != *bytes), "every record is laid out anew");
    let mut moments = Moments(7);
    let mut half_way = 0;
    for attempt in 0..times {
        spoil();
        let mut child = fmt().spawn().expect("the program runs");
        std::thread::sleep(Duration::from_micros(moments.below(u64::try_from(longest.as_micros()).expect("short") * 3 / 2)));
        stop(&mut child, [Signal::KILL, Signal::INT, Signal::TERM][attempt % 3]);
        let found = tree(&records);
        let lost: Vec<_> =
            old.keys().filter(|path| found.get(*path).is_none_or(|bytes| *bytes != old[*path] && *bytes != new[*path])).collect();
        assert!(lost.is_empty(), "attempt {attempt}: neither old nor new: {lost:?}");
        half_way += usize::from(found != old && found != new);
        assert!(fmt().status().expect("the program runs").success());
        let differing = differing(&tree(&records), &new);
        assert!(differing.is_empty(), "attempt {attempt}: after the next run these differ: {differing:?}");
    }
    let _ = fs::remove_file(program);
    eprintln!("{times} runs of fmt stopped within {longest:?}, {half_way} of them half-way");
}

#[test]
fn a_killed_fmt_loses_no_byte() {
    kill_fmt(20);
}

#[test]
#[ignore = "the whole figure of the design: some minutes"]
fn three_hundred_killed_runs_of_fmt_lose_no_byte() {
    kill_fmt(300);
}
