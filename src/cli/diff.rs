//! `trustbridge diff`: what changed since a revision, in plain English.
//!
//! Revisions are read through the program `git`: the only command of ours that starts another program. It reads objects
//! by their names and runs no hooks, filters or settings of the repository's authors.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use super::{Ended, Global, read, say};
use crate::data::difference::differences;
use crate::data::known;
use crate::diagnostic::visible;
use crate::disk::{self, Failure};
use crate::folder::{FilePath, Folder};
use crate::text::counted;

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The revision to compare with, as git names it
    #[arg(default_value = "HEAD", value_name = "REV")]
    pub revision: String,
    /// Another site's folder to compare with, in place of a revision
    #[arg(long, value_name = "DIR", conflicts_with = "revision")]
    pub against: Option<PathBuf>,
}

/// Says what changed. That something changed is no fault: the command ends well.
pub(super) fn run(global: &Global, arguments: &DiffArguments) -> Result<Ended, Failure> {
    let new = read(global)?;
    let old = match &arguments.against {
        Some(folder) => disk::read(folder)?,
        None => match revision(&global.root, &arguments.revision)? {
            Ok(folder) => folder,
            Err(sentence) => return Ok(Ended::Usage(sentence)),
        },
    };
    let found = differences(&old, &new, &known(&new));
    // What strangers wrote is shown with its hidden signs written out.
    let line = |text: String| text.lines().for_each(|line| say(&format!("{}\n", visible(line))));
    for one in &found {
        line(one.title.clone());
        one.sentences.iter().for_each(|sentence| line(format!("- {sentence}")));
        line(format!("  {}", one.path));
        say("\n");
    }
    line(if found.is_empty() {
        "Nothing changed.".to_owned()
    } else {
        format!("{} changed.", counted(found.len(), "file", None))
    });
    Ok(Ended::Well)
}

/// The folder as a revision holds it; the inner error is a sentence where there is no such revision.
fn revision(root: &Path, name: &str) -> Result<Result<Folder, String>, Failure> {
    if name.starts_with('-') || name.is_empty() || name.contains(['\0', '\n']) {
        return Ok(Err(format!("`{}` is no revision", visible(name))));
    }
    let tree = git(root, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{tree}}")])?;
    let Some(tree) = tree else {
        return Ok(Err(format!("git knows no revision `{}` in `{}`", visible(name), root.display())));
    };
    let tree = String::from_utf8_lossy(&tree).trim().to_owned();
    let Some(listing) = git(root, &["ls-tree", "-r", "-z", &tree, "--", "data", "themes"])? else {
        return Ok(Err(format!("git cannot list the revision `{}`", visible(name))));
    };
    let mut wanted = Vec::new();
    for line in listing.split(|&byte| byte == 0) {
        let line = String::from_utf8_lossy(line);
        let Some((about, path)) = line.split_once('\t') else { continue };
        let parts: Vec<&str> = about.split(' ').collect();
        let (["100644" | "100755", "blob", hash], Ok(path)) = (parts.as_slice(), FilePath::new(path)) else { continue };
        if !path.is_in("data/schema") {
            wanted.push((path, (*hash).to_owned()));
        }
    }
    objects(root, &wanted).map(Ok)
}

/// The bytes of many objects, through one process.
fn objects(root: &Path, wanted: &[(FilePath, String)]) -> Result<Folder, Failure> {
    let failure = |source| Failure::new("read with git", root, source);
    let mut process = command(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failure)?;
    let names: Vec<&str> = wanted.iter().flat_map(|(_, hash)| [hash.as_str(), "\n"]).collect();
    let names = names.concat();
    let input = process.stdin.take();
    // A thread of its own asks, since both pipes can be full at once.
    let asking = std::thread::spawn(move || input.map_or(Ok(()), |mut input| input.write_all(names.as_bytes())));
    let mut folder = Folder::new();
    if let Some(output) = process.stdout.take() {
        let mut output = BufReader::new(output);
        for (path, _) in wanted {
            let mut head = String::new();
            output.read_line(&mut head).map_err(failure)?;
            let Some(size) = head.trim().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok()) else {
                return Err(failure(io::Error::other(format!("git has no object for `{path}`"))));
            };
            let mut bytes = vec![0; size + 1];
            output.read_exact(&mut bytes).map_err(failure)?;
            bytes.pop();
            folder.insert(path.clone(), bytes);
        }
    }
    let _ = asking.join();
    process.wait().map_err(failure)?;
    Ok(folder)
}

fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["--no-optional-locks", "-c", "core.fsmonitor=false"]);
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
