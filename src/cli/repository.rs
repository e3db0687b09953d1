//! Reads revisions through the program `git`: the only file of ours that starts another program.
//!
//! A repository is written by strangers as much as a record is, and git has many settings that name a command. So
//! nothing that the site's folder holds may serve as a repository; git gets none of the variables that redirect it; it
//! is asked only for objects by their names, which runs no hook, filter, pager, alias or text conversion; and it may
//! neither fetch an object that is missing nor speak to another machine.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::diagnostic::visible;
use crate::disk::{self, Failure};
use crate::folder::{FilePath, Folder, Refused};

/// Settings that hold over everything that a repository says.
const SETTINGS: &[&str] = &[
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "credential.helper=",
];

/// Variables of git that are the word of whoever runs the command: which settings are read, how far up is looked.
const KEPT: &[&str] = &["GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"];

/// The most bytes of different files that are read of one revision: far more than every trust of England needs.
const LARGEST_REVISION: u64 = 512 * 1024 * 1024;

/// The folder as a revision holds it; the inner error is a sentence where there is no such revision.
pub(super) fn revision(root: &Path, name: &str) -> Result<Result<Folder, String>, Failure> {
    if name.starts_with('-') || name.is_empty() || name.contains(char::is_control) {
        return Ok(Err(format!("`{}` is no revision", visible(name))));
    }
    if let Some(sentence) = planted(root) {
        return Ok(Err(sentence));
    }
    let tree = git(root, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{tree}}")])?;
    let tree = tree.map(|name| String::from_utf8_lossy(&name).trim().to_owned()).filter(|name| is_object(name));
    let Some(tree) = tree else {
        return Ok(Err(format!("git knows no revision `{}` in `{}`", visible(name), root.display())));
    };
    let Some(listing) = git(root, &["ls-tree", "-r", "-l", "-z", &tree, "--", "data", "themes", "static"])? else {
        return Ok(Err(format!("git cannot list the revision `{}`", visible(name))));
    };
    let mut folder = Folder::new();
    let mut wanted = Vec::new();
    for line in listing.split(|&byte| byte == 0) {
        let line = String::from_utf8_lossy(line);
        let Some((about, path)) = line.split_once('\t') else { continue };
        let parts: Vec<&str> = about.split_whitespace().collect();
        let (["100644" | "100755", "blob", hash, size], Ok(path)) = (parts.as_slice(), FilePath::new(path)) else { continue };
        if !disk::is_read(&path) {
            continue;
        }
        // Where an object is missing, git writes a word in place of its size.
        let Ok(size) = size.parse::<u64>() else {
            return Ok(Err(format!(
                "git has no object for `{path}` of the revision `{}`; fetch the whole history",
                visible(name)
            )));
        };
        match disk::too_large(&path, size) {
            Some(reason) => folder.refused.push(Refused { path: path.to_string(), reason, too_large: true }),
            None => wanted.push(Wanted { path, hash: (*hash).to_owned(), size }),
        }
    }
    let sizes: BTreeMap<&str, u64> = wanted.iter().map(|one| (one.hash.as_str(), one.size)).collect();
    if sizes.values().sum::<u64>() > LARGEST_REVISION {
        let most = LARGEST_REVISION / (1024 * 1024);
        return Ok(Err(format!("the revision `{}` holds more than {most} MB of records and themes", visible(name))));
    }
    read_objects(root, &wanted, &mut folder)?;
    Ok(Ok(folder))
}

/// A file of a revision that is to be read.
struct Wanted {
    path: FilePath,
    hash: String,
    size: u64,
}

/// A sentence on a folder at or above the site's that git would take for a repository although it is not `.git`: files
/// that a pull request can bring along, and whose settings could name a command.
fn planted(root: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    for folder in root.ancestors() {
        let holds = |name: &str| folder.join(name).symlink_metadata().is_ok();
        // The second form is that of a work tree's own folder, whose objects lie where `commondir` says.
        if holds("HEAD") && (holds("objects") || holds("commondir")) {
            return Some(format!(
                "`{}` holds a file `HEAD` beside `{}`, so git would take it for a repository and obey its settings; remove what does not belong there, or use `--against DIR`",
                visible(&folder.display().to_string()),
                if holds("objects") { "objects" } else { "commondir" },
            ));
        }
        if holds(".git") {
            return None;
        }
    }
    None
}

fn is_object(name: &str) -> bool {
    matches!(name.len(), 40 | 64) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Puts the bytes of many objects into the folder, through one process; an object of several paths is read once.
fn read_objects(root: &Path, wanted: &[Wanted], folder: &mut Folder) -> Result<(), Failure> {
    let failure = |source| Failure::new("read with git", root, source);
    let mut paths: BTreeMap<&str, Vec<&Wanted>> = BTreeMap::new();
    for one in wanted {
        paths.entry(&one.hash).or_default().push(one);
    }
    let mut process = command(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failure)?;
    let names: Vec<&str> = paths.keys().flat_map(|hash| [*hash, "\n"]).collect();
    let names = names.concat();
    let input = process.stdin.take();
    // A thread of its own asks, since both pipes can be full at once.
    let asking = std::thread::spawn(move || input.map_or(Ok(()), |mut input| input.write_all(names.as_bytes())));
    if let Some(output) = process.stdout.take() {
        let mut output = BufReader::new(output);
        for (hash, files) in paths {
            let Some(first) = files.first() else { continue };
            let mut head = String::new();
            output.read_line(&mut head).map_err(failure)?;
            if head.trim_end() != format!("{hash} blob {}", first.size) {
                return Err(failure(io::Error::other(format!("git has no object for `{}`", first.path))));
            }
            let mut bytes = vec![0; usize::try_from(first.size).unwrap_or_default() + 1];
            output.read_exact(&mut bytes).map_err(failure)?;
            bytes.pop();
            let bytes: Arc<[u8]> = bytes.into();
            for one in files {
                folder.insert(one.path.clone(), Arc::clone(&bytes));
            }
        }
    }
    let _ = asking.join();
    process.wait().map_err(failure)?;
    Ok(())
}

fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("GIT_") && !KEPT.iter().any(|kept| text.starts_with(kept)) {
            command.env_remove(&name);
        }
    }
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "").env("GIT_TERMINAL_PROMPT", "0");
    command.arg("-C").arg(root).args(["--no-pager", "--no-optional-locks", "--no-replace-objects"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command
}

/// What git answers; `None` where it refuses.
fn git(root: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
    let output = command(root).args(arguments).stdin(Stdio::null()).output().map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Failure::because(
            "compare revisions of",
            root,
            "the program `git` is not installed; install it, or use `--against DIR`",
        ),
        _ => Failure::new("read with git", root, source),
    })?;
    Ok(output.status.success().then_some(output.stdout))
}
