//! What is wrong with where a file lies and how it is called, before anybody reads it.

use crate::data::schema::files::{FileKind, kind_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::{FilePath, Folder};
use crate::text::{Slug, nearest};

/// Files of `data/` that are no records.
pub(super) fn stray(folder: &Folder) -> Vec<Diagnostic> {
    let strays = folder.iter().filter(|(path, _)| path.is_in("data") && kind_of(path) == FileKind::Stray);
    strays
        .map(|(path, _)| {
            if let Some(right) = right_place(path) {
                let message = "this looks like a record, but at this place it is not read";
                return Diagnostic::new(Code::MisplacedRecord, path.as_str(), None, message).help(right);
            }
            Diagnostic::new(Code::StrayFile, path.as_str(), None, "no such file belongs here, so it is not read")
                .help("records are `data/organisations/{nhs,schools,bodies}/ID.toml`, `data/partnerships/ID.toml`, `data/gateways/ID.toml`, `data/programmes/ID.toml` and `data/guide/ID.md`")
        })
        .collect()
}

/// What to do with a file that is no record only because of its ending or its folder.
fn right_place(path: &FilePath) -> Option<String> {
    let named = |ending: &str| path.file_name().strip_suffix(".txt").filter(|name| name.ends_with(ending));
    if let Some(name) = named(".toml").or_else(|| named(".md")) {
        return Some(format!("rename it to `{name}`; file managers hide the ending `.txt`"));
    }
    let folder = path.as_str().strip_prefix("data/organisations/")?.strip_suffix(path.file_name())?.trim_end_matches('/');
    if path.ending() != "toml" {
        return None;
    }
    let near = nearest(folder, ["nhs", "schools", "bodies"]);
    Some(match near {
        Some(near) => format!("move it to `data/organisations/{near}/{}`", path.file_name()),
        None => "move it to `data/organisations/nhs`, `schools` or `bodies`, whichever its sector is".to_owned(),
    })
}

/// A file that a file manager or browser made beside another: `x (1).toml`, `x - Copy.toml`, `Copy of x.toml`.
pub(super) fn copy_of(folder: &Folder, path: &FilePath) -> Option<Diagnostic> {
    let stem = path.stem();
    let counted = |stem: &str| {
        let (rest, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then(|| rest.trim_end().to_owned())
    };
    let bare = counted(stem).unwrap_or_else(|| stem.to_owned());
    let bare = bare.strip_suffix(" - Copy").or_else(|| bare.strip_suffix(" copy")).unwrap_or(&bare);
    let bare = bare.strip_prefix("Copy of ").unwrap_or(bare);
    let original = format!("{bare}.{}", path.ending());
    let beside = path.as_str().strip_suffix(path.file_name())?;
    if bare == stem || folder.get(&format!("{beside}{original}")).is_none() {
        return None;
    }
    let message = format!("this is a copy of `{original}`, which lies beside it");
    Some(
        Diagnostic::new(Code::BadId, path.as_str(), None, message)
            .help("delete one of the two, and give the other its plain name"),
    )
}

/// A file whose name is no id.
pub(super) fn bad_id(path: &FilePath) -> Option<Diagnostic> {
    let reason = Slug::new(path.stem()).err()?;
    let message = format!("the file name is the record's id, and the id `{}` {reason}", path.stem());
    let help = Slug::suggest(path.stem()).map_or_else(
        || {
            "rename the file: lower-case letters and digits, parts of the name joined with `-`, such as `anytown-hospitals`"
                .to_owned()
        },
        |slug| format!("rename the file to `{slug}.{}`", path.ending()),
    );
    Some(Diagnostic::new(Code::BadId, path.as_str(), None, message).help(help))
}
