//! Which site a command works on: the one that was named, else the one in which somebody stands.

use std::path::{Path, PathBuf};

use super::{Command, Global, Stop};
use crate::disk;

/// What a command does to a site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// It needs none.
    Nothing,
    /// It reads one.
    Reads,
    /// It changes records, or writes beside them.
    Writes,
}

fn need(command: &Command) -> Need {
    match command {
        Command::Init(_) | Command::Explain(_) | Command::Completions(_) | Command::Man(_) => Need::Nothing,
        Command::New(_)
        | Command::Take(_)
        | Command::Theme(_)
        | Command::Rename(_)
        | Command::Close(_)
        | Command::Checked(_)
        | Command::Codeowners(_)
        | Command::Schema(_)
        | Command::Fmt(_)
        | Command::Import(_) => Need::Writes,
        _ => Need::Reads,
    }
}

/// Finds the site's folder, so that a record never lands in a folder that no build reads.
pub(super) fn find(global: &Global, command: &Command) -> Result<PathBuf, Stop> {
    let need = need(command);
    if let Some(named) = &global.named {
        let elsewhere = need == Need::Writes && named.is_dir() && !named.join("data").is_dir();
        return if elsewhere { Err(Stop::Usage(no_site(named))) } else { Ok(named.clone()) };
    }
    let Ok(here) = std::env::current_dir() else { return Ok(PathBuf::from(".")) };
    match (command, disk::site_above(&here)) {
        (Command::Init(options), Some(site)) if options.folder.is_none() => Err(Stop::Usage(format!(
            "you stand in the site `{}` already; name a folder for another: `trustbridge init DIR`",
            site.display()
        ))),
        _ if need == Need::Nothing => Ok(PathBuf::from(".")),
        (_, site) => site.ok_or_else(|| Stop::Usage(outside(&here))),
    }
}

fn no_site(named: &Path) -> String {
    let shown = named.display();
    let above = std::path::absolute(named).ok().and_then(|here| disk::site_above(&here));
    let instead = above.map_or_else(
        || format!("`trustbridge init {shown}` begins a site there"),
        |up| format!("the site's folder is `{}`", named.join(up).display()),
    );
    format!("`{shown}` is no site's folder, for it holds no folder `data`, and nothing was written; {instead}")
}

fn outside(here: &Path) -> String {
    let shown = here.display();
    let go = disk::site_below(here).and_then(|below| below.file_name().map(|name| name.to_string_lossy().into_owned()));
    let go = go.map_or_else(
        || "go into your site's folder, name it with `--root DIR`, or begin a new one with `trustbridge init DIR`".to_owned(),
        |name| format!("`{name}` in it is a site's folder: `cd {name}` first, or add `--root {name}`"),
    );
    format!("neither `{shown}` nor a folder above it is a site's, which holds `data/site.toml`; {go}")
}
