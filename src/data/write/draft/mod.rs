//! Records to fill in: what `new` writes.
//!
//! A draft passes `check` as it is, and still does with every commented key in use: a test holds both. Values of the
//! site's own vocabulary stand in the examples.

use crate::data::schema::files::{FileKind, kind_of};
use crate::data::schema::form::{Form, Known, Word};

use crate::data::read::parse::{parse, text_of};
use crate::folder::{FilePath, Folder};
use crate::model::{Date, Sector};
use crate::text::{Slug, fold};

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An organisation of a sector.
    Organisation(Sector),
    /// A partnership or case study.
    Partnership,
    /// What became of a suggestion.
    Outcome,
    /// A page of the guide.
    Guide,
}

/// A new file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it belongs.
    pub path: FilePath,
    /// Its text.
    pub text: String,
}

/// Whether the text of a guide page still holds what a new page says to whoever is to write it.
pub(in crate::data) fn is_placeholder(body: &str) -> bool {
    let template = include_str!("guide.md").rsplit("+++\n").next().unwrap_or_default();
    let first = template.split(". ").next().unwrap_or_default();
    body.contains(first)
}

/// Writes a record to fill in. `id` is made of the name where it is not given.
///
/// # Errors
/// A sentence where the name or the id cannot be used, or the id is taken.
pub fn draft(folder: &Folder, known: &Known, wanted: Wanted, name: &str, id: Option<&str>, today: Date) -> Result<Draft, String> {
    let name = name.trim();
    if let Some(sign) = name.chars().find(|&sign| crate::diagnostic::is_hidden(sign)) {
        return Err(format!("the name holds the hidden sign U+{:04X}; type it again", u32::from(sign)));
    }
    let length = name.chars().count();
    if !(2..=200).contains(&length) {
        return Err(format!("the name has {length} characters; from 2 to 200 are allowed"));
    }
    let id = match id {
        Some(id) => Slug::new(id).map_err(|reason| format!("the id `{id}` {reason}"))?.to_string(),
        None => suggested_id(wanted, name).ok_or_else(|| format!("no id can be made of `{name}`; give one with `--id`"))?,
    };
    let path = FilePath::new(format!("{}/{id}.{}", folder_of(wanted), ending_of(wanted)))?;
    if let Some(taken) = taken_by(folder, wanted, &id) {
        return Err(format!("the id `{id}` is taken by `{taken}`; edit that, or give another with `--id`"));
    }
    Ok(Draft { path, text: filled(folder, known, wanted, name, today) })
}

/// The id that a name suggests: an organisation's without "the" and the legal form, but never a single word alone.
pub fn suggested_id(wanted: Wanted, name: &str) -> Option<String> {
    let folded = fold(name);
    let bare = match wanted {
        Wanted::Organisation(_) => {
            let whole = folded.strip_prefix("the ").unwrap_or(&folded);
            let short = whole.strip_suffix(" nhs foundation trust").or_else(|| whole.strip_suffix(" nhs trust")).unwrap_or(whole);
            let board = short.strip_suffix(" integrated care board").map(|board| board.strip_prefix("nhs ").unwrap_or(board));
            match board {
                Some(board) => format!("{board} icb"),
                None if short != whole && !short.contains(' ') => format!("{short} nhs"),
                None => short.to_owned(),
            }
        }
        _ => folded,
    };
    Slug::suggest(&bare).map(|slug| slug.to_string())
}

fn folder_of(wanted: Wanted) -> String {
    match wanted {
        Wanted::Organisation(sector) => format!("data/organisations/{}", sector.folder()),
        Wanted::Partnership => "data/partnerships".to_owned(),
        Wanted::Outcome => "data/outcomes".to_owned(),
        Wanted::Guide => "data/guide".to_owned(),
    }
}

fn ending_of(wanted: Wanted) -> &'static str {
    if wanted == Wanted::Guide { "md" } else { "toml" }
}

/// The file that has this id, or had it: old addresses lead somewhere.
pub(in crate::data) fn taken_by(folder: &Folder, wanted: Wanted, id: &str) -> Option<String> {
    let kind = match wanted {
        Wanted::Organisation(_) => FileKind::Organisation,
        Wanted::Partnership => FileKind::Partnership,
        Wanted::Outcome => FileKind::Outcome,
        Wanted::Guide => FileKind::Guide,
    };
    let files = || folder.iter().filter(move |(path, _)| kind_of(path) == kind);
    let same = files().find(|(path, _)| path.stem() == id);
    let former =
        || files().find(|(path, bytes)| kind == FileKind::Organisation && former_ids(path, bytes).iter().any(|old| old == id));
    same.or_else(former).map(|(path, _)| path.to_string())
}

/// The ids that the record at `path` had before.
pub(in crate::data) fn former_ids(path: &FilePath, bytes: &[u8]) -> Vec<String> {
    let text = text_of(path.as_str(), bytes).unwrap_or_default();
    let (tree, _) = parse(path.as_str(), &text);
    let list =
        tree.get_ref().iter().find(|(key, _)| key.get_ref() == "former_ids").and_then(|(_, value)| value.get_ref().as_array());
    list.into_iter().flatten().filter_map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
}

fn filled(folder: &Folder, known: &Known, wanted: Wanted, name: &str, today: Date) -> String {
    let template = match wanted {
        Wanted::Organisation(_) => include_str!("organisation.toml"),
        Wanted::Partnership => include_str!("partnership.toml"),
        Wanted::Outcome => include_str!("outcome.toml"),
        Wanted::Guide => include_str!("guide.md"),
    };
    let words = |form| known.words(form).unwrap_or_default();
    let all = |form| words(form).iter().map(|word| word.id.as_str()).collect::<Vec<_>>().join(", ");
    // A list that the site leaves empty has no example; the line is then for whoever fills the list.
    let first = |form| words(form).first().map_or("...", |word| word.id.as_str()).to_owned();
    let sector = if let Wanted::Organisation(sector) = wanted { sector } else { Sector::Body };
    let kinds = kinds_of(folder, sector);
    let (board, region) = a_board(folder);
    let services = words(Form::Service);
    let mut values = vec![
        ("name", toml_edit::Value::from(name).to_string().trim().to_owned()),
        // In a comment: a name is one line.
        ("title", name.split_whitespace().collect::<Vec<_>>().join(" ")),
        ("sector", sector.id().to_owned()),
        ("kinds", kinds.iter().map(|kind| format!("{} ({})", kind.id, kind.label)).collect::<Vec<_>>().join(", ")),
        ("kind", likely_kind(&kinds, name)),
        ("codes", codes_of(sector).to_owned()),
        ("icb", board),
        ("region", region),
        ("offer", first(Form::Service)),
        ("need", services.get(1).or(services.first()).map_or("...", |word| word.id.as_str()).to_owned()),
        ("today", today.to_string()),
    ];
    for (many, one, form) in [
        ("regions", "", Form::Region),
        ("phases", "phase", Form::Phase),
        ("", "district", Form::District),
        ("", "role", Form::Role),
        ("focus_areas", "focus", Form::Focus),
        ("questions", "question", Form::Question),
        ("priorities", "priority", Form::Priority),
        ("barriers", "barrier", Form::Barrier),
    ] {
        values.push((many, all(form)));
        values.push((one, first(form)));
    }
    fill(template, &values)
}

/// Puts values in place of `{key}`; what a value holds is never looked at again.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let value = rest[open..].find('}').and_then(|close| {
            let name = &rest[open + 1..open + close];
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| (value, open + close + 1))
        });
        text.push_str(&rest[..open]);
        if let Some((value, next)) = value {
            text.push_str(value);
            rest = &rest[next..];
        } else {
            text.push('{');
            rest = &rest[open + 1..];
        }
    }
    text + rest
}

/// The kind whose every word stands in the name, the most telling first; else one that says nothing more than the sector.
fn likely_kind(kinds: &[Word], name: &str) -> String {
    let folded = fold(name);
    let has = |word: &str| folded.split(' ').any(|other| other == word);
    let named = kinds.iter().filter(|kind| fold(&kind.label).split(' ').all(has)).max_by_key(|kind| kind.label.len());
    let plain = ["nhs-trust", "multi-academy-trust", "charity"];
    let plain = kinds.iter().find(|kind| plain.contains(&kind.id.as_str()));
    named.or(plain).or(kinds.first()).map_or("...", |kind| kind.id.as_str()).to_owned()
}

/// The kinds of organisation of a sector.
fn kinds_of(folder: &Folder, sector: Sector) -> Vec<Word> {
    let text = |item: &toml::Value, key: &str| item.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let kinds = list(folder, FileKind::Kinds.path(), "kind").into_iter();
    kinds
        .filter(|kind| text(kind, "sector").as_deref() == Some(sector.id()))
        .filter_map(|kind| Some(Word { id: text(&kind, "id")?, label: text(&kind, "label")? }))
        .collect()
}

/// A care board that is in force, with its region, as an example of both.
fn a_board(folder: &Folder) -> (String, String) {
    let boards = list(folder, FileKind::Icbs.path(), "icb");
    let open = boards.iter().find(|board| board.get("closed").is_none());
    let id = open.and_then(|board| board.get("id")).and_then(toml::Value::as_str);
    let region = open.and_then(|board| board.get("regions")?.get(0)).and_then(toml::Value::as_str);
    (id.unwrap_or("...").to_owned(), region.unwrap_or("...").to_owned())
}

/// The items of a list in a file of fixed name; none where it cannot be read, which `check` says.
fn list(folder: &Folder, path: &str, name: &str) -> Vec<toml::Value> {
    let text = folder.get(path).and_then(|bytes| text_of(path, bytes).ok()).unwrap_or_default();
    let table = toml::from_str::<toml::Table>(&text).unwrap_or_default();
    table.get(name).and_then(toml::Value::as_array).cloned().unwrap_or_default()
}

fn codes_of(sector: Sector) -> &'static str {
    match sector {
        Sector::Nhs => "#ods = \"RXX\"",
        Sector::School => {
            "# Of Get Information about Schools: the UID of the group, and its Group ID.\n#gias_uid = \"1234\"\n#gias_trn = \"TR01234\"\n#ukprn = \"10012345\"\n#companies_house = \"01234567\""
        }
        Sector::Body => "#companies_house = \"01234567\"\n#charity = \"1234567\"",
    }
}
