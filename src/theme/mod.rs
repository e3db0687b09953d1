//! The theme: templates and static files, embedded in the program and overridden file by file.

mod assets;
mod files;
mod scripts;

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use self::assets::Assets;
use self::files::Static;
pub use self::files::built_in;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::folder::Folder;
use crate::model::Date;
use crate::site::Site;
use crate::text::{self, html::write_escaped};
use crate::wording::Words;

/// The theme's words file.
const WORDS: &str = "words.toml";

/// Instructions that one page may use: a loop in a template that never ends is a fault, not a program that hangs.
/// The page of the largest list that we know (20,000 organisations) needs about a tenth.
const FUEL: u64 = 100_000_000;

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    environment: Environment<'static>,
    texts: BTreeMap<String, ThemeFile>,
    assets: Assets,
    words: Arc<Words>,
}

#[derive(Clone, Debug)]
struct ThemeFile {
    path: String,
    text: Arc<str>,
}

impl Theme {
    /// The built-in theme with the files of `themes/NAME/` in `folder` in place of its own.
    ///
    /// # Errors
    /// Templates that cannot be parsed, scripts that need what is not there, a theme that has no file.
    pub fn load(folder: &Folder, name: &str) -> Result<Self, Vec<Diagnostic>> {
        let files = files::of(folder, name)?;
        let mut texts = BTreeMap::new();
        let mut faults = Vec::new();
        let words = words(&files, &mut texts).unwrap_or_else(|wrong| {
            faults.extend(wrong);
            Arc::clone(Words::built_in())
        });
        let mut environment = environment(&words);
        for (template, file) in files.iter().filter_map(|(path, file)| Some((path.strip_prefix("templates/")?, file))) {
            let Ok(text) = std::str::from_utf8(&file.bytes) else {
                faults.push(Diagnostic::new(Code::NotUtf8, file.path.as_str(), None, "the template is not UTF-8"));
                continue;
            };
            texts.insert(template.to_owned(), ThemeFile { path: file.path.clone(), text: text.into() });
            if let Err(error) = environment.add_template_owned(template.to_owned(), text.to_owned()) {
                faults.push(fault(&error, template, &texts));
            }
        }
        let templates: Vec<&str> = texts.values().map(|file| &*file.text).collect();
        match Assets::new(&files, &templates, &words) {
            Ok(assets) if faults.is_empty() => Ok(Self { environment, texts, assets, words }),
            Ok(_) => Err(faults),
            Err(more) => {
                faults.extend(more);
                Err(faults)
            }
        }
    }

    /// The templates with the paths under which faults name them, so that a report can draw the place.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &Arc<str>)> {
        self.texts.values().map(|file| (file.path.as_str(), &file.text))
    }

    /// What the program says to a reader, in the words of the theme.
    pub fn words(&self) -> &Arc<Words> {
        &self.words
    }

    /// The names of the templates.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str).filter(|name| *name != WORDS)
    }

    /// The address of an asset, by the name of its file in `static`.
    pub(super) fn asset(&self, name: &str) -> Option<&str> {
        self.assets.address(name)
    }

    /// Settles the addresses of the style sheets, scripts and pictures.
    pub(super) fn add_assets(&self, site: &mut Site) {
        self.assets.add_to(site);
    }

    /// Fills a template.
    pub(super) fn render(&self, template: &str, context: Value) -> Result<Vec<u8>, Diagnostic> {
        self.environment
            .get_template(template)
            .and_then(|found| found.render(context))
            .map(String::into_bytes)
            .map_err(|error| fault(&error, template, &self.texts))
    }
}

/// The words of the theme; its own words file is remembered among the texts, for faults.
fn words(files: &BTreeMap<String, Static>, texts: &mut BTreeMap<String, ThemeFile>) -> Result<Arc<Words>, Vec<Diagnostic>> {
    let Some(file) = files.get(WORDS).filter(|file| !file.built_in) else { return Ok(Arc::clone(Words::built_in())) };
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return Err(vec![Diagnostic::new(Code::NotUtf8, file.path.as_str(), None, "the words file is not UTF-8")]);
    };
    texts.insert(WORDS.to_owned(), ThemeFile { path: file.path.clone(), text: text.into() });
    Words::read(Some((&file.path, text))).map(Arc::new)
}

fn environment(words: &Arc<Words>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(write_value);
    let tidy = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(tidy.expect("the usual signs of the engine"));
    environment.set_debug(true);
    let with = || Arc::clone(words);
    let of = with();
    environment.add_filter("date", move |text: &str| day(text).map(|day| of.date(day)));
    let of = with();
    environment.add_filter("month", move |text: &str| day(text).map(|day| of.month(day)));
    let of = with();
    environment.add_filter("number", move |value: usize| of.grouped(value));
    let of = with();
    environment.add_filter("inside", move |label: &str| of.inside(label));
    environment.add_filter("capitalize_first", crate::text::capitalised);
    environment.add_function("count", |value: usize, noun: &str, plural: Option<&str>| text::counted(value, noun, plural));
    environment
        .add_function("agree", |count: usize, one: String, several: String| crate::text::agree(count, &one, &several).to_owned());
    environment.add_function("json", json_in_page);
    environment
}

/// A value as JSON that may stand in a script element.
fn json_in_page(value: &Value) -> Result<Value, Error> {
    let json = serde_json::to_string(value)
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, "this value cannot be written as JSON").with_source(error))?;
    Ok(Value::from_safe_string(text::html::json_in_page(&json)))
}

fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("`{text}` is not a date such as 2026-11-22")))
}

/// Writes a value as HTML text. Unlike the engine's own writer it leaves `/` alone, which no attribute or text needs
/// escaped and every link holds, and takes a missing value as a fault instead of writing "none".
fn write_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Err(Error::new(ErrorKind::InvalidOperation, "this value is missing here; ask `is none` first"));
    }
    match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text)?,
        Some(text) => write_escaped(out, text)?,
        None => minijinja::escape_formatter(out, state, value)?,
    }
    Ok(())
}

/// The innermost fault of the engine as a fault in a file of the theme.
fn fault(error: &Error, template: &str, texts: &BTreeMap<String, ThemeFile>) -> Diagnostic {
    let mut inner = error;
    while let Some(next) = std::error::Error::source(inner).and_then(|source| source.downcast_ref::<Error>()) {
        inner = next;
    }
    let name = inner.name().unwrap_or(template);
    let file = texts.get(name);
    let path = file.map_or_else(|| format!("themes/default/templates/{name}"), |file| file.path.clone());
    let span = file.and_then(|file| inner.range().or_else(|| line_span(&file.text, inner.line()?)));
    let what = inner.detail().map_or_else(|| inner.kind().to_string(), str::to_owned);
    let message = if name == template { what } else { format!("{what} (in the page made by `{template}`)") };
    Diagnostic::new(Code::Template, path, span, message)
}

fn line_span(text: &str, line: usize) -> Option<Span> {
    let start = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let end = start + text.get(start..)?.lines().next()?.len();
    Some(start..end)
}
