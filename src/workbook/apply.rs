//! Steps become the new text of a record: only the bytes that must change do.

use super::edits::{Does, Step};
use crate::data::locate;
use crate::data::write::layout::keep_layout;
use crate::folder::FilePath;
use crate::import::Editor;

/// The text of a record after its steps.
///
/// # Errors
/// The places and sentences of steps that cannot be taken without losing something.
pub(super) fn apply(path: &FilePath, text: &str, steps: &[Step]) -> Result<String, Vec<(String, String)>> {
    let whole = |sentence: &str| vec![(steps.first().map(|step| step.place.clone()).unwrap_or_default(), sentence.to_owned())];
    let strange = "the file of this record cannot be rewritten without changing more than that; edit it in the record itself";
    let mut editor = Editor::open(text).ok_or_else(|| whole(strange))?;
    let mut refused = Vec::new();
    for step in steps {
        if let Does::Set(entry, key, Some(value)) = &step.does
            && let Err(sentence) = editor.put(*entry, key, value.clone())
        {
            refused.push((step.place.clone(), sentence.to_owned()));
        }
    }
    let mut edited = editor.text();
    for step in steps {
        if let Does::Set(entry, key, None) = &step.does {
            edited = without(&edited, *entry, key).ok_or_else(|| whole(strange))?;
        }
    }
    let mut editor = Editor::open(&edited).ok_or_else(|| whole(strange))?;
    let mut removed: Vec<(&str, usize)> = steps
        .iter()
        .filter_map(|step| match step.does {
            Does::Remove(list, line) => Some((list, line)),
            _ => None,
        })
        .collect();
    removed.sort_unstable();
    for (list, line) in removed.into_iter().rev() {
        editor.remove_entry(list, line);
    }
    for step in steps {
        match &step.does {
            Does::Add(list, values) => editor.add_entry(list, values),
            Does::Empty(list, none) => editor.set_empty(list, *none),
            Does::Set(..) | Does::Remove(..) => {}
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    Ok(keep_layout(path, text, editor.text()))
}

/// The text without a key. Comments above it and beside it stay: they may say why it is empty now.
fn without(text: &str, entry: Option<(&str, usize)>, key: &str) -> Option<String> {
    let at = entry.map_or_else(|| key.to_owned(), |(list, line)| format!("{list}.{line}.{key}"));
    let span = locate(text, &at)?;
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |end| span.end + end + 1);
    let last = key.rsplit('.').next().unwrap_or(key);
    let alone = text[start..span.start].trim_end().strip_suffix('=').is_some_and(|name| name.trim() == last);
    let rest = text[span.end..end].trim_start_matches([' ', '\t']);
    let mut edited = text.to_owned();
    if alone && (rest.trim().is_empty() || rest.starts_with('#')) {
        edited.replace_range(start..end, if rest.starts_with('#') { rest } else { "" });
    }
    let mut editor = Editor::open(&edited)?;
    editor.take(entry, key);
    Some(editor.text())
}

/// Where what a step wrote stands in the text after all steps: keys and list numbers parted by dots. `before` says how many
/// entries a list had.
pub(super) fn spot(at: usize, steps: &[Step], before: &dyn Fn(&str) -> usize) -> Option<String> {
    let removed = |list: &str, below: usize| {
        steps.iter().filter(|step| matches!(step.does, Does::Remove(other, line) if other == list && line < below)).count()
    };
    Some(match &steps.get(at)?.does {
        Does::Set(None, key, _) => key.clone(),
        Does::Set(Some((list, line)), key, _) => format!("{list}.{}.{key}", line - removed(list, *line)),
        Does::Remove(list, _) | Does::Empty(list, _) => (*list).to_owned(),
        Does::Add(list, _) => {
            let earlier = steps[..at].iter().filter(|step| matches!(step.does, Does::Add(other, _) if other == *list)).count();
            format!("{list}.{}", before(list) - removed(list, usize::MAX) + earlier)
        }
    })
}
