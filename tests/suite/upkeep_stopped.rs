//! `import` and `rename`, stopped at random moments or by a full disk: every record that stood there is whole, the old one or
//! the new one, and the same command given again finishes what was begun.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::command::Site;
use crate::publish::{differing, tree};
use crate::publish_killed::{Moments, stop};

const PROGRAM: &str = env!("CARGO_BIN_EXE_trustbridge");

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// The files below `data/`; folders that a stopped command has made hold nothing that could be lost.
fn records(root: &Path) -> Tree {
    let data = root.join("data");
    tree(&data).into_iter().filter(|(path, _)| data.join(path).is_file()).collect()
}

/// A command that rewrites many records, and the site that it is run on again and again.
struct Work {
    site: Site,
    arguments: Vec<String>,
    /// What stands in `data/` before.
    old: Tree,
    /// What stands there when nothing went wrong.
    new: Tree,
    longest: Duration,
}

impl Work {
    /// Runs the command once without trouble, to know what it gives.
    fn new(site: Site, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        let old = records(site.root());
        let mut work = Self { site, arguments, old, new: Tree::new(), longest: Duration::ZERO };
        let start = Instant::now();
        work.finish();
        work.longest = start.elapsed();
        work.new = work.data();
        assert!(work.new != work.old, "the command changes something");
        work
    }

    fn data(&self) -> Tree {
        records(self.site.root())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(["--quiet", "--root"]).arg(self.site.root()).args(&self.arguments);
        command.env("SOURCE_DATE_EPOCH", "1795608000").env("NO_COLOR", "1").stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn finish(&self) {
        let ended = self.command().output().expect("the program runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }

    /// Puts everything back as it was before.
    fn restore(&self) {
        let data = self.site.root().join("data");
        for path in self.data().keys().filter(|path| !self.old.contains_key(*path)) {
            fs::remove_file(data.join(path)).expect("removed");
        }
        for (path, bytes) in self.old.iter().filter(|(path, bytes)| fs::read(data.join(path)).ok().as_ref() != Some(bytes)) {
            fs::write(data.join(path), bytes).expect("written");
        }
    }

    /// Every file is the old one or the new one; nothing else stands there but drafts, which no build reads.
    fn assert_whole(&self, what: &str) -> Tree {
        let found = self.data();
        for (path, bytes) in &found {
            let name = path.file_name().expect("a name").to_string_lossy();
            let is_draft = name.starts_with('.') && name.ends_with(".trustbridge.tmp");
            let is_whole = self.old.get(path) == Some(bytes) || self.new.get(path) == Some(bytes);
            assert!(is_draft || is_whole, "{what}: `{}` is neither old nor new", path.display());
        }
        let lost: Vec<_> = self.old.keys().filter(|path| self.new.contains_key(*path) && !found.contains_key(*path)).collect();
        assert!(lost.is_empty(), "{what}: these are gone: {lost:?}");
        let gone = |tree: &Tree, other: &Tree| tree.keys().filter(|path| !other.contains_key(*path)).cloned().collect::<Vec<_>>();
        let (leaving, coming) = (gone(&self.old, &self.new), gone(&self.new, &self.old));
        let missing = leaving.iter().any(|path| !found.contains_key(path)) && coming.iter().any(|path| !found.contains_key(path));
        assert!(leaving.is_empty() || !missing, "{what}: a record stands neither at its old place nor at its new one");
        found
    }

    /// The command given again ends in the state of one that nothing stopped, and leaves nothing behind.
    fn assert_finishes(&self, what: &str) {
        self.finish();
        let differing = differing(&self.data(), &self.new);
        assert!(differing.is_empty(), "{what}: after the next run these differ: {differing:?}");
    }

    fn stop_at_random(&self, times: usize) {
        let mut moments = Moments(11);
        let mut half_way = 0;
        let most = u64::try_from(self.longest.as_micros()).expect("short") * 5 / 4;
        for attempt in 0..times {
            self.restore();
            let mut child = self.command().spawn().expect("the program runs");
            // Most of the time goes into reading; what matters more comes after it.
            let moment = if attempt % 4 == 0 { moments.below(most) } else { most / 2 + moments.below(most / 2) };
            std::thread::sleep(Duration::from_micros(moment));
            let signal = [Signal::KILL, Signal::INT, Signal::TERM][attempt % 3];
            stop(&mut child, signal);
            let what = format!("attempt {attempt}, {signal:?}");
            let found = self.assert_whole(&what);
            half_way += usize::from(found != self.old && found != self.new);
            self.assert_finishes(&what);
        }
        eprintln!(
            "{times} runs of `{}` stopped within {:?}, {half_way} of them half-way",
            self.arguments.join(" "),
            self.longest
        );
    }

    /// Lets the disk take no file of more than some kilobytes, so that writing fails half-way with an error.
    fn fill(&self) {
        for kilobytes in [0, 1, 2, 3] {
            self.restore();
            let script = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"");
            let command = self.command();
            let mut limited = Command::new("bash");
            limited.args(["-c", &script, "bash"]).arg(command.get_program()).args(command.get_args());
            limited.env("SOURCE_DATE_EPOCH", "1795608000").env("NO_COLOR", "1");
            let ended = limited.output().expect("bash runs");
            let said = String::from_utf8_lossy(&ended.stderr);
            let what = format!("{kilobytes} kB a file");
            let found = self.assert_whole(&what);
            if found != self.new {
                assert_eq!(ended.status.code(), Some(3), "{what}: {said}");
                assert!(said.starts_with("error: could not write `") && said.lines().count() == 1, "{what}: {said}");
                let drafts: Vec<_> =
                    found.keys().filter(|path| !self.old.contains_key(*path) && !self.new.contains_key(*path)).collect();
                assert!(drafts.is_empty(), "{what}: left behind: {drafts:?}");
            }
            self.assert_finishes(&what);
        }
    }

    /// Gives the site a disk of its own that is soon full.
    fn fill_a_real_disk(&self, spare: &[usize]) {
        let disk = self.site.root().join("disk");
        fs::create_dir_all(&disk).expect("a folder");
        let mut failed = 0;
        for &spare in spare {
            self.restore();
            let script = "mount -t tmpfs -o size=$1 tmpfs \"$2\" && cp -r \"$3\" \"$2\" && head -c \"$4\" /dev/zero > \"$2/ballast\"; shift 4; \"$@\"; code=$?; rm -rf \"$OUT\"; cp -r \"$DISK/data\" \"$OUT\"; exit $code";
            let out = self.site.root().join("out");
            let data = self.site.root().join("data");
            let megabytes = 4 << 20;
            let room = megabytes - self.old.values().map(|bytes| bytes.len().div_ceil(4096) * 4096).sum::<usize>();
            let mut inside = Command::new("unshare");
            inside.args(["--map-root-user", "--mount", "bash", "-c", script, "bash", &megabytes.to_string()]);
            inside.arg(&disk).arg(&data).arg(room.saturating_sub(spare).to_string());
            inside.arg(PROGRAM).args(["--quiet", "--root"]).arg(&disk).args(&self.arguments);
            inside.env("OUT", &out).env("DISK", &disk).env("SOURCE_DATE_EPOCH", "1795608000").env("NO_COLOR", "1");
            let Ok(ended) = inside.output() else { return eprintln!("skipped: `unshare` is not installed") };
            let said = String::from_utf8_lossy(&ended.stderr);
            if said.contains("unshare") || said.contains("mount:") {
                return eprintln!("skipped: this machine lets nobody mount a small disk: {said}");
            }
            // What stood on the small disk takes the place of the site's own.
            fs::remove_dir_all(&data).and_then(|()| fs::rename(&out, &data)).expect("the small disk's records");
            let what = format!("{spare} bytes left");
            let found = self.assert_whole(&what);
            let code = ended.status.code();
            assert!(code == Some(0) && found == self.new || code == Some(3), "{what}: {code:?}: {said}");
            assert!(code == Some(0) || said.contains("the disk is full; free some space"), "{what}: {said}");
            failed += usize::from(code == Some(3));
            self.assert_finishes(&what);
        }
        assert!(failed > 0, "the disk was never full");
    }
}

/// An extract of a register with `count` trusts; `release` makes their addresses differ.
fn extract(count: usize, release: usize) -> String {
    let header = "Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,Group Status,Group Street,Group Town,Group Postcode\r\n";
    let mut text = header.to_owned();
    for number in 0..count {
        let _ = write!(
            text,
            "{},TR{number:05},SYNTHETIC TRUST {number},,06,Multi-academy trust,,Open,{number} STREET {release},SYNTHTON,ZZ1 1AA\r\n",
            91_000 + number
        );
    }
    text
}

/// An import that refreshes 60 records, to which somebody has added words, and brings 40 new ones.
fn import() -> Work {
    let site = crate::import::site(&[]);
    site.put("one.csv", &extract(60, 1));
    site.put("two.csv", &extract(100, 2));
    let first = site.root().join("one.csv").to_string_lossy().into_owned();
    let second = site.root().join("two.csv").to_string_lossy().into_owned();
    assert_eq!(site.run(&["import", "gias", &first]).code, 0);
    for (path, bytes) in site.contents_below() {
        if path.starts_with("data/organisations/") {
            let words = "# Ring before noon.\nsummary = \"Written by a person, and long enough to need more than one block of the disk.\"\n";
            let text = String::from_utf8(bytes).expect("a text");
            site.put(&path, &text.replacen("\nkind = ", &format!("\n{words}kind = "), 1));
        }
    }
    Work::new(site, &["import", "gias", &second])
}

/// A new id for an organisation that 80 others and a page name.
fn rename() -> Work {
    let site = crate::import::site(&[]);
    let record = |name: &str, more: &str| {
        format!(
            "name = \"{name}\"\nsector = \"nhs\"\nkind = \"acute-trust\"\n{more}\n[[sources]]\nurl = \"https://example.org/\"\n"
        )
    };
    site.put("data/organisations/nhs/old-name.toml", &record("Synthetic hospitals", ""));
    for number in 0..80 {
        let text = record(&format!("Synthetic trust {number}"), "# Friends of ours.\npartners = [\"old-name\"]\n");
        site.put(&format!("data/organisations/nhs/trust-{number}.toml"), &text);
    }
    site.put("data/guide/page.md", "+++\ntitle = \"Page\"\nsection = \"page\"\n+++\nSee [them](/organisations/old-name/).\n");
    Work::new(site, &["rename", "old-name", "new-name"])
}

#[test]
fn an_import_that_is_stopped_loses_nothing_and_is_finished_by_the_next() {
    import().stop_at_random(15);
}

/// Stopped between the two steps in which a new record takes its name, a command leaves its draft beside the whole record.
#[test]
fn whichever_command_comes_next_removes_what_a_stopped_one_left() {
    let work = import();
    work.finish();
    let data = work.site.root().join("data");
    let record = data.join(work.new.keys().find(|path| path.extension().is_some_and(|end| end == "toml")).expect("a record"));
    let name = format!(".{}.trustbridge.tmp", record.file_name().expect("a name").to_string_lossy());
    let draft = record.with_file_name(name);
    let new = ["new", "nhs", "Synthetic newcomer"].map(str::to_owned).to_vec();
    for arguments in [work.arguments.clone(), vec!["fmt".to_owned()], new] {
        std::fs::hard_link(&record, &draft).expect("a draft");
        let ended =
            Command::new(PROGRAM).arg("--root").arg(work.site.root()).args(&arguments).output().expect("the program runs");
        assert!(ended.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
        assert!(!draft.exists(), "{arguments:?} left the draft");
    }
}

#[test]
#[ignore = "many moments: some minutes"]
fn two_hundred_stopped_imports_lose_nothing() {
    import().stop_at_random(200);
}

#[test]
fn an_import_on_a_full_disk_says_so_and_leaves_every_record_whole() {
    let work = import();
    work.fill();
    work.fill_a_real_disk(&[8_000, 60_000, 200_000, 300_000]);
}

#[test]
fn a_renaming_that_is_stopped_loses_nothing_and_is_finished_by_the_next() {
    rename().stop_at_random(15);
}

#[test]
#[ignore = "many moments: some minutes"]
fn two_hundred_stopped_renamings_lose_nothing() {
    rename().stop_at_random(200);
}

#[test]
fn a_renaming_on_a_full_disk_says_so_and_leaves_every_record_whole() {
    let work = rename();
    work.fill();
    work.fill_a_real_disk(&[8_000, 60_000, 200_000, 300_000]);
}
