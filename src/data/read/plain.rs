//! A record as plain JSON, for the form in the browser: the same keys, days as text.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::parse::{parse, text_of};
use crate::folder::Folder;

/// The values of a TOML text. What cannot be read is left out: only records that pass `check` get here.
pub fn plain(path: &str, text: &str) -> Value {
    let (tree, _) = parse(path, text);
    table(tree.get_ref())
}

/// The record of the file at `path` as plain JSON, to be made when it is asked for; `None` where there is no such file.
pub fn written(folder: &Folder, path: &str) -> Option<impl Fn() -> Value + Send + Sync + use<>> {
    let (bytes, path) = (folder.get(path)?.clone(), path.to_owned());
    Some(move || plain(&path, &text_of(&path, &bytes).unwrap_or_default()))
}

fn table(table: &DeTable<'_>) -> Value {
    let pairs = table.iter().map(|(key, inner)| (key.get_ref().to_string(), value(inner.get_ref())));
    Value::Object(pairs.collect::<Map<String, Value>>())
}

fn value(found: &DeValue<'_>) -> Value {
    match found {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Null, Value::from),
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Datetime(day) => Value::from(day.to_string()),
        DeValue::Array(items) => Value::Array(items.iter().map(|item| value(item.get_ref())).collect()),
        DeValue::Table(inner) => table(inner),
    }
}
