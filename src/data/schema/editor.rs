//! JSON Schemas for editors: the record types, with the site's own words in them.
//!
//! A language server for TOML reads them through the line `#:schema` of a record, completes services, places and ids,
//! and marks what `check` would find in one record. No build reads them.

use serde_json::{Map, Value, json};

pub use super::forms::{SCHEMA_FOLDER, schema_line};

use super::files::{FileKind, kind_of};
use super::form::{Form, Known, Word};
use super::forms::{FORMS, FileForm, form_of};
use crate::folder::{FilePath, Folder};
use crate::model::Directory;

/// A schema file: its name and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaFile {
    /// `organisation.schema.json`
    pub name: String,
    /// JSON that ends in a line feed.
    pub text: String,
}

/// The schemas of all kinds of file, with the words of the site in them.
pub fn schemas(folder: &Folder, known: &Known) -> Vec<SchemaFile> {
    let organisations = organisations(folder);
    let files = FORMS.iter().map(|form| SchemaFile {
        name: format!("{}.schema.json", form.name),
        text: format!("{:#}\n", schema(form, known, &organisations)),
    });
    files.collect()
}

/// The schema of an organisation that names only organisations that are published, and only organisations and care boards that
/// still exist: what the form on the site may show.
pub fn schema_for(known: &Known, directory: &Directory) -> Value {
    let boards = directory.places.boards.iter().filter(|board| board.closed.is_none());
    let boards: Vec<Word> = boards.map(|board| Word { id: board.id.clone(), label: board.name.clone() }).collect();
    let mut current = known.clone();
    current.set(Form::Icb, boards);
    let published = directory.organisations.iter().filter(|one| one.closed.is_none());
    let words: Vec<Word> = published.map(|one| Word { id: one.id.clone(), label: one.name.clone() }).collect();
    form_of(FileKind::Organisation).map(|form| schema(form, &current, &words)).unwrap_or_default()
}

fn schema(form: &FileForm, known: &Known, organisations: &[Word]) -> Value {
    let mut schema = (form.schema)();
    let mut words = Words { known, organisations, used: Map::new() };
    words.fill(&mut schema);
    finish(&mut schema, words.used);
    schema
}

/// The text of a file with the line that leads to its schema put first; `None` where it has one, or needs none.
pub fn with_schema_line(path: &FilePath, text: &str) -> Option<String> {
    let line = schema_line(path)?;
    let has_one =
        text.lines().take_while(|line| line.is_empty() || line.starts_with('#')).any(|line| line.starts_with("#:schema"));
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // A comment that describes the file stays apart from the line for editors.
    let gap = if text.starts_with('#') { end } else { "" };
    (!has_one).then(|| format!("{line}{end}{gap}{text}"))
}

/// The ids and names of all organisations, in the order of their ids.
pub fn organisations(folder: &Folder) -> Vec<Word> {
    let records = folder.iter().filter(|(path, _)| kind_of(path) == FileKind::Organisation);
    let mut words: Vec<Word> = records
        .filter_map(|(path, bytes)| {
            let text = crate::data::text_of(path.as_str(), bytes).unwrap_or_default();
            let record = crate::data::plain(path.as_str(), &text);
            let label = record["name"].as_str().unwrap_or(path.stem()).to_owned();
            // Who asked not to be listed is not suggested to anybody either.
            (record["opt_out"] != true).then(|| Word { id: path.stem().to_owned(), label })
        })
        .collect();
    words.sort_by(|a, b| a.id.cmp(&b.id));
    words
}

/// Puts words where a schema only says what they are.
struct Words<'a> {
    known: &'a Known,
    organisations: &'a [Word],
    /// Each list of words once, under its name.
    used: Map<String, Value>,
}

impl Words<'_> {
    fn fill(&mut self, schema: &mut Value) {
        match schema {
            Value::Object(map) => {
                if map.get("format").is_some_and(|format| format == "local-date") {
                    // The word under which Tombi and Taplo both take a TOML date.
                    map.insert("format".to_owned(), json!("date"));
                }
                gather_choices(map);
                if let Some(Value::String(word)) = map.remove("is") {
                    self.fill_form(map, &word);
                    map.insert("x-is".to_owned(), Value::String(word));
                }
                map.values_mut().for_each(|inner| self.fill(inner));
            }
            Value::Array(list) => list.iter_mut().for_each(|inner| self.fill(inner)),
            _ => {}
        }
    }

    fn fill_form(&mut self, map: &mut Map<String, Value>, word: &str) {
        let Some(form) = Form::named(word) else { return };
        let words = if form == Form::Organisation { Some(self.organisations) } else { self.known.words(form) };
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            self.used.entry(word).or_insert_with(|| list_of(form, words));
            map.remove("type");
            map.insert("$ref".to_owned(), json!(format!("#/$defs/{word}")));
            return;
        }
        if let Some((pattern, longest)) = pattern_of(form) {
            map.insert("pattern".to_owned(), json!(pattern));
            map.insert("maxLength".to_owned(), json!(longest));
        }
    }
}

fn list_of(form: Form, words: &[Word]) -> Value {
    let ids: Vec<&str> = words.iter().map(|word| word.id.as_str()).collect();
    let labels: Vec<&str> = words.iter().map(|word| word.label.as_str()).collect();
    json!({
        "title": format!("The id of a {}", form.noun()).replace("a organisation", "an organisation"),
        "type": "string",
        "enum": ids,
        "x-taplo": { "docs": { "enumValues": labels } },
    })
}

/// Patterns that reject the plain mistakes; `check` judges the rest.
fn pattern_of(form: Form) -> Option<(&'static str, usize)> {
    match form {
        Form::Id | Form::Organisation => Some(("^[a-z0-9]+(-[a-z0-9]+)*$", crate::text::LONGEST_ID)),
        Form::Url => Some((r"^https?://[^\s/@]+\.[^\s@]+$|^https?://[^\s/@]+\.[^\s/@]+/\S*$", crate::text::LONGEST_URL)),
        Form::SiteUrl => {
            Some((r"^https?://[A-Za-z0-9.-]+\.[A-Za-z0-9-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/?$", crate::text::LONGEST_URL))
        }
        Form::Email => Some((r"^[^@\s]+@[^@\s]+\.[^@\s]+$", 254)),
        Form::Postcode => Some(("^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$", 8)),
        _ => None,
    }
}

/// Words that a type fixes: one list that tools show whole, and what each means in the description.
fn gather_choices(map: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = map.get("oneOf") else { return };
    let words: Vec<(String, String)> = choices
        .iter()
        .filter_map(|choice| {
            let about = choice["description"].as_str().unwrap_or_default().replace('\n', " ");
            Some((choice["const"].as_str()?.to_owned(), about))
        })
        .collect();
    let about: Vec<String> = words.iter().map(|(word, about)| format!("- `{word}`: {about}")).collect();
    let description = map.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{description}\n\n{}", about.join("\n"));
    map.remove("oneOf");
    map.insert("description".to_owned(), Value::String(description.trim_start().to_owned()));
    map.insert("type".to_owned(), json!("string"));
    map.insert("enum".to_owned(), words.iter().map(|(word, _)| json!(word)).collect());
    let labels: Vec<&str> = words.iter().map(|(_, about)| about.as_str()).collect();
    map.insert("x-taplo".to_owned(), json!({ "docs": { "enumValues": labels } }));
}

/// Puts what people look for first: the title and what it is; then the keys, and last the lists of words.
fn finish(schema: &mut Value, words: Map<String, Value>) {
    order_tables(schema);
    if let Value::Object(map) = schema {
        let mut whole = Map::new();
        for key in ["$schema", "title", "description"] {
            whole.extend(map.remove(key).map(|value| (key.to_owned(), value)));
        }
        whole.append(map);
        if !words.is_empty() {
            whole.insert("$defs".to_owned(), Value::Object(words));
        }
        *map = whole;
    }
}

fn order_tables(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("properties").is_some_and(Value::is_object) && map.get("type").is_some_and(|kind| kind == "object") {
                map.insert("x-tombi-table-keys-order".to_owned(), json!("schema"));
            }
            map.values_mut().for_each(order_tables);
        }
        Value::Array(list) => list.iter_mut().for_each(order_tables),
        _ => {}
    }
}
