//! Which site somebody stands in, as Cargo finds `Cargo.toml`.

use std::fs;
use std::path::{Path, PathBuf};

/// The file that a site's folder is known by.
const MARK: &str = "data/site.toml";

/// Where records lie, in a site that has no settings yet.
const RECORDS: &str = "data/organisations";

/// How many entries of a folder are looked at for a site below it.
const MOST_LOOKED_AT: usize = 1_000;

/// The nearest folder at or above `here` that is a site's, written as the way from `here`: `.`, `..`, `../..`. Settings
/// mark it; a folder that only holds records counts where nothing above has settings.
pub fn site_above(here: &Path) -> Option<PathBuf> {
    let marked = here.ancestors().position(|folder| folder.join(MARK).is_file());
    match marked {
        Some(0) => Some(PathBuf::from(".")),
        Some(up) => Some(std::iter::repeat_n("..", up).collect()),
        None => here.join(RECORDS).is_dir().then(|| PathBuf::from(".")),
    }
}

/// The first folder in `here`, by name, that is a site's: what somebody meant who stands one step too high.
pub fn site_below(here: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(here).ok()?.take(MOST_LOOKED_AT).filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| path.join(MARK).is_file()).min()
}
