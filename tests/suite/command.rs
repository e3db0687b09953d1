//! The program as people run it, on a site's folder made for one test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program on the site's folder at `root`; today is 25 November 2026.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> Ended {
    ended(Command::new(env!("CARGO_BIN_EXE_trustbridge")).arg("--root").arg(root).args(arguments))
}

/// Runs the program in a folder, without naming a site; today is the same.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Ended {
    ended(Command::new(env!("CARGO_BIN_EXE_trustbridge")).args(arguments).current_dir(folder))
}

fn ended(command: &mut Command) -> Ended {
    let output = command.env("SOURCE_DATE_EPOCH", "1795608000").env("NO_COLOR", "1").output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// A site's folder that goes away with the test.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// A folder that holds these files and nothing else.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let site = Self { folder: tempfile::tempdir().expect("a folder") };
        for (path, text) in files {
            site.put(path, text);
        }
        site
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        self.put_bytes(path, text.as_bytes());
    }

    pub(crate) fn put_bytes(&self, path: &str, bytes: &[u8]) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a folder above")).expect("the folder can be made");
        fs::write(place, bytes).expect("the file can be written");
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.root().join(path).exists()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        run(self.root(), arguments)
    }

    /// Every file with its bytes, in the order of the paths.
    pub(crate) fn contents(&self) -> Vec<(PathBuf, Vec<u8>)> {
        files(self.root()).into_iter().map(|path| (path.clone(), fs::read(path).expect("the file can be read"))).collect()
    }

    /// The same with paths relative to the folder, parted by `/`.
    pub(crate) fn contents_below(&self) -> Vec<(String, Vec<u8>)> {
        let relative = |path: &Path| path.strip_prefix(self.root()).expect("below").to_string_lossy().replace('\\', "/");
        self.contents().into_iter().map(|(path, bytes)| (relative(&path), bytes)).collect()
    }

    /// Every file with the time of its last change.
    pub(crate) fn stamps(&self) -> Vec<(PathBuf, SystemTime)> {
        let stamp = |path: &Path| fs::metadata(path).and_then(|status| status.modified()).expect("its status");
        files(self.root()).into_iter().map(|path| (path.clone(), stamp(&path))).collect()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
