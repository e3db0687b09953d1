//! The shape of a record, read out of its JSON Schema: the same schema that editors use.

use regex::Regex;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::form::Form;

/// The allowed shape of a value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A table with known keys.
    Table(Vec<Key>),
    /// A table whose keys are free and whose values share a shape.
    Map(Box<Self>),
    /// A list.
    List {
        /// The shape of its items.
        item: Box<Self>,
        /// Fewest items.
        least: usize,
        /// Most items.
        most: usize,
    },
    /// A text.
    Text(Text),
    /// A whole number, both ends included.
    Whole(i64, i64),
    /// A number, both ends included.
    Number(f64, f64),
    /// `true` or `false`.
    Truth,
    /// A day.
    Day,
}

/// A key of a table.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it is, in a sentence.
    pub about: String,
    /// The shape of its value.
    pub shape: Shape,
}

/// What a text may be.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Fewest characters.
    pub least: usize,
    /// Most characters.
    pub most: usize,
    /// The words allowed; empty where any text is.
    pub words: Vec<String>,
    /// The pattern that it must match.
    pub pattern: Option<Regex>,
    /// What it stands for.
    pub form: Option<Form>,
    /// What it is, in a sentence: shown when the pattern does not match.
    pub about: String,
}

/// Most characters of a text that says no limit of its own.
pub const LONGEST_TEXT: usize = 2000;

/// Most items of a list that says no limit of its own.
pub const LONGEST_LIST: usize = 100;

/// The JSON Schema (2020-12) of a record, without references and without nulls, which TOML does not have.
pub fn schema_of<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    without_nulls(&mut schema);
    schema
}

/// The shape that a schema of ours describes.
///
/// # Panics
/// If the schema uses a form that no record of ours has: a broken promise of the record types, found by any test.
pub fn shape_of(schema: &Value) -> Shape {
    let about = schema["description"].as_str().unwrap_or_default().replace('\n', " ");
    if let Some(choices) = schema["oneOf"].as_array() {
        let words = choices.iter().filter_map(|choice| choice["const"].as_str()).map(str::to_owned).collect();
        return Shape::Text(Text { words, most: LONGEST_TEXT, about, ..Text::default() });
    }
    let count = |key: &str, usual: usize| schema[key].as_u64().map_or(usual, |number| number as usize);
    match schema["type"].as_str() {
        Some("object") => match schema["properties"].as_object() {
            Some(properties) => {
                let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let keys = properties.iter().map(|(name, value)| Key {
                    name: name.clone(),
                    required: required.contains(&name.as_str()),
                    about: value["description"].as_str().unwrap_or_default().replace('\n', " "),
                    shape: shape_of(value),
                });
                Shape::Table(keys.collect())
            }
            None => Shape::Map(Box::new(shape_of(&schema["additionalProperties"]))),
        },
        Some("array") => Shape::List {
            item: Box::new(shape_of(&schema["items"])),
            least: count("minItems", 0),
            most: count("maxItems", LONGEST_LIST),
        },
        Some("string") if schema["format"] == "local-date" => Shape::Day,
        Some("string") => Shape::Text(Text {
            least: count("minLength", 0),
            most: count("maxLength", LONGEST_TEXT),
            words: schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            pattern: schema["pattern"].as_str().map(|pattern| Regex::new(pattern).expect("our own patterns are well formed")),
            form: schema["is"].as_str().and_then(Form::named),
            about,
        }),
        Some("integer") => {
            Shape::Whole(schema["minimum"].as_i64().unwrap_or(i64::MIN), schema["maximum"].as_i64().unwrap_or(i64::MAX))
        }
        Some("number") => {
            Shape::Number(schema["minimum"].as_f64().unwrap_or(f64::MIN), schema["maximum"].as_f64().unwrap_or(f64::MAX))
        }
        Some("boolean") => Shape::Truth,
        other => panic!("a record type has a schema of the type {other:?}: {schema}"),
    }
}

impl Shape {
    /// What people call such a value, with its article.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Table(_) | Self::Map(_) => "a table",
            Self::List { .. } => "a list in square brackets",
            Self::Text(_) => "a text in quotation marks",
            Self::Whole(..) => "a whole number",
            Self::Number(..) => "a number",
            Self::Truth => "`true` or `false`",
            Self::Day => "a day, like 2026-11-22, without quotation marks",
        }
    }
}

/// Takes `null` out of types and unions, and unions of one away.
fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(union)) = map.get_mut("anyOf") {
                union.retain(|one| one["type"] != "null");
                if union.len() == 1
                    && let Some(Value::Object(only)) = union.pop()
                {
                    map.remove("anyOf");
                    for (key, inner) in only {
                        map.entry(key).or_insert(inner);
                    }
                }
            }
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|one| one != "null");
                if types.len() == 1 {
                    let only = types.remove(0);
                    map.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(words)) = map.get_mut("enum") {
                words.retain(|word| !word.is_null());
            }
            // schemars cannot extend the schema of a list's items, so the list says what they are.
            if let Some(form) = map.remove("items_are")
                && let Some(Value::Object(items)) = map.get_mut("items")
            {
                items.insert("is".to_owned(), form);
            }
            if map.get("default").is_some_and(Value::is_null) {
                map.remove("default");
            }
            map.values_mut().for_each(without_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(without_nulls),
        _ => {}
    }
}
