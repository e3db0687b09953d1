//! Where the extracts of the registers lie, as `[extracts]` in `data/site.toml` says. Commands that read registers ask,
//! also while other records are broken, so the table is read by itself.

use super::parse::text_of;
use crate::data::schema::files::FileKind;
use crate::folder::Folder;

/// The path that stands under `key` in the table `[extracts]` of the settings, as it is written there. `None` where there is
/// none, or no text, which `check` says.
pub fn extract(folder: &Folder, key: &str) -> Option<String> {
    let text = text_of(FileKind::Settings.path(), folder.get(FileKind::Settings.path())?).ok()?;
    let settings: toml::Table = toml::from_str(&text).ok()?;
    settings.get("extracts")?.get(key)?.as_str().map(str::to_owned)
}
