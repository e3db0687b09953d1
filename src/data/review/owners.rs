//! Who is asked when a record changes: a CODEOWNERS file, as GitHub, GitLab and Gitea read it.
//!
//! `[owners]` in `data/site.toml` says which account stands for which role; the role of a record is `by` under its
//! `[review]`. `default` is asked for everything else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::data::read::load::split_head;
use crate::data::read::parse::text_of;
use crate::data::schema::files::FileKind;
use crate::data::schema::files::kind_of;
use crate::folder::{FilePath, Folder};

/// The text of the file.
///
/// # Errors
/// A sentence where the settings name no owners, or one that no code host takes.
pub fn codeowners(folder: &Folder) -> Result<String, String> {
    let owners = owners(folder)?;
    let mut text = String::from(
        "# Who is asked when a record changes. Written by `trustbridge codeowners`; change `[owners]` in data/site.toml instead.\n",
    );
    let default = owners.get("default");
    if let Some(default) = default {
        let _ = writeln!(text, "* {default}");
    }
    for (path, bytes) in folder.iter().filter(|(path, _)| path.is_in("data") && is_plain(path)) {
        let Some(owner) = role_of(path, bytes).and_then(|role| owners.get(&role)) else { continue };
        if Some(owner) != default {
            let _ = writeln!(text, "/{path} {owner}");
        }
    }
    Ok(text)
}

/// Whether the path holds nothing that a line of the file could take for a pattern, a space or a comment. `check` refuses
/// the others, since a record is named by its id.
fn is_plain(path: &FilePath) -> bool {
    path.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-./".contains(&byte))
}

fn owners(folder: &Folder) -> Result<BTreeMap<String, String>, String> {
    let settings = read(folder.get(FileKind::Settings.path()).map(|bytes| &**bytes).unwrap_or_default()).unwrap_or_default();
    let pairs = settings.get("owners").and_then(toml::Value::as_table).into_iter().flatten();
    let owners: BTreeMap<String, String> =
        pairs.filter_map(|(role, owner)| Some((role.clone(), owner.as_str()?.to_owned()))).collect();
    if owners.is_empty() {
        return Err("`data/site.toml` names no owners; add `[owners]` with lines like `\"Trust office\" = \"@account\"` and `default = \"@account\"`".to_owned());
    }
    for (role, owner) in &owners {
        if owner.split_whitespace().next().is_none() || !owner.split_whitespace().all(is_account) {
            return Err(format!(
                "the owner `{owner}` of `{role}` is no account; write `@account`, `@organisation/team` or a mailbox, with spaces between several"
            ));
        }
    }
    Ok(owners)
}

fn is_account(word: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(sign));
    match word.strip_prefix('@') {
        Some(account) => account.split('/').all(plain),
        None => crate::text::is_mailbox(word),
    }
}

/// The role that checks a record.
fn role_of(path: &FilePath, bytes: &[u8]) -> Option<String> {
    let table = match kind_of(path) {
        FileKind::Guide => {
            let text = text_of(path.as_str(), bytes).ok()?;
            let (head, _) = split_head(&text)?;
            toml::from_str(&text[head]).ok()?
        }
        FileKind::Organisation
        | FileKind::Partnership
        | FileKind::Gateway
        | FileKind::Outcome
        | FileKind::Programme
        | FileKind::GatewayDoors => read(bytes)?,
        _ => return None,
    };
    table.get("review")?.get("by")?.as_str().map(str::to_owned)
}

fn read(bytes: &[u8]) -> Option<toml::Table> {
    toml::from_str(text_of("", bytes).ok()?.as_str()).ok()
}
