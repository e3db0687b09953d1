//! The one layout of a record: keys in the order of the record type, single spaces, comments kept.
//!
//! `key = value` is not aligned in columns: a longer key would change every line around it, and nobody could see in a
//! pull request what a person changed. It is also what the formatters of editors write, so they do not fight ours.
//!
//! What is kept as it was written: every comment, the way a text is quoted, numbers, blank lines between keys (one at
//! most), CRLF line ends if the whole file has them. What is left behind: a byte order mark, spaces at line ends.

mod lines;
mod sections;
mod value;

use rayon::prelude::*;
use toml_edit::DocumentMut;

use crate::data::read::load::split_head;
use crate::data::read::parse::{parse, text_of};
use crate::data::schema::files::{FileKind, kind_of};
use crate::data::schema::forms::{form_of, keys_of};
use crate::data::schema::shape::Key;
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::{FilePath, Folder};

/// The widest line on which a list still stands, in characters.
pub const WIDEST: usize = 100;

/// What laying a folder out would change.
#[derive(Debug, Default)]
pub struct LaidOut {
    /// Files whose text changes, with the new text, in the order of their paths.
    pub changed: Vec<(FilePath, String)>,
    /// How many files were looked at.
    pub seen: usize,
    /// Files that cannot be read as they stand; they stay untouched.
    pub faults: Vec<Diagnostic>,
    /// The texts of those files, so that a report can draw the places.
    pub texts: Vec<(String, std::sync::Arc<str>)>,
}

/// Lays out every file of ours in a folder.
pub fn lay_out_all(folder: &Folder) -> LaidOut {
    let files: Vec<_> = folder.iter().filter(|(path, _)| form_of(kind_of(path)).is_some()).collect();
    let mut done = LaidOut { seen: files.len(), ..LaidOut::default() };
    let laid_out: Vec<_> = files
        .par_iter()
        .map(|(path, bytes)| {
            let text = text_of(path.as_str(), bytes).map_err(|fault| (vec![*fault], None))?;
            lay_out(path, &text).map_err(|faults| (faults, Some(text)))
        })
        .collect();
    for ((path, bytes), new) in files.into_iter().zip(laid_out) {
        match new {
            Ok(new) if new.as_bytes() == &**bytes => {}
            Ok(new) => done.changed.push((path.clone(), new)),
            Err((faults, text)) => {
                done.faults.extend(faults);
                done.texts.extend(text.map(|text| (path.to_string(), text.into())));
            }
        }
    }
    done
}

/// The text of the file at `path` after an edit: a record that stood in the usual layout stays in it, any other is left as edited.
pub fn keep_layout(path: &FilePath, before: &str, edited: String) -> String {
    let usual = lay_out(path, before).is_ok_and(|usual| usual == before);
    lay_out(path, &edited).ok().filter(|_| usual).unwrap_or(edited)
}

/// Lays out the file at `path`, whose text is `text`. A text of no form of ours is answered as it is.
///
/// # Errors
/// The faults of its syntax. The text means the same afterwards, or it is not answered.
pub fn lay_out(path: &FilePath, text: &str) -> Result<String, Vec<Diagnostic>> {
    let kind = kind_of(path);
    if form_of(kind).is_none() {
        return Ok(text.to_owned());
    }
    if kind != FileKind::Guide {
        return lay_out_toml(path, text, keys_of(kind));
    }
    let Some((head, body)) = split_head(text) else {
        return Err(vec![Diagnostic::new(
            Code::MissingHead,
            path.as_str(),
            None,
            "the page has no head, so it was left as it is",
        )]);
    };
    let padded = format!("{}{}", text[..head.start].replace('+', " "), &text[head.clone()]);
    let (_, faults) = parse(path.as_str(), &padded);
    if !faults.is_empty() {
        return Err(faults);
    }
    let end = if text[..head.start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let new = lay_out_toml(path, &text[head], keys_of(kind))?;
    Ok(format!("+++{end}{new}+++{end}{}", &text[body..]))
}

/// Lays out TOML whose keys are `keys`.
fn lay_out_toml(path: &FilePath, text: &str, keys: &[Key]) -> Result<String, Vec<Diagnostic>> {
    let (_, faults) = parse(path.as_str(), text);
    if !faults.is_empty() {
        return Err(faults);
    }
    let untouched = |why: &str| {
        let message = format!("the file was left as it is, because {why}");
        vec![Diagnostic::new(Code::Syntax, path.as_str(), None, message)]
    };
    let document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| untouched(error.message().lines().next().unwrap_or_default()))?;
    let mut new = sections::write(&document, keys);
    let all_crlf = text.contains("\r\n") && !text.replace("\r\n", "").contains('\n');
    if all_crlf {
        new = new.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    let means = |text: &str| toml::from_str::<toml::Table>(text).ok();
    match (means(text), means(&new)) {
        (Some(before), Some(after)) if before == after => Ok(new),
        _ => Err(untouched("no layout was found that means the same; please report this")),
    }
}
