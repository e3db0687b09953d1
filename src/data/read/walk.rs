//! Holds a parsed record against its shape and names every fault at its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{damage, hints};
use crate::data::privacy::{self, Holds};
use crate::data::schema::form::{Form, Known, judge};
use crate::data::schema::forms::schema_line;
use crate::data::schema::shape::{Key, Shape, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::FilePath;
use crate::text::markdown::{Found, inspect};
use crate::text::short;
use crate::text::{counted, listed, nearest};

/// Deepest nesting of tables and lists in a record.
pub const DEEPEST: usize = 16;

/// The address of the page that shows a record, where it has one of its own.
pub fn own_page(path: &str) -> Option<String> {
    let id = path.rsplit('/').next()?.rsplit_once('.')?.0;
    let room = ["organisations", "partnerships", "guide"].into_iter().find(|room| path.starts_with(&format!("data/{room}/")))?;
    Some(format!("/{room}/{id}/"))
}

/// A link to a page of this site, found in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteLink {
    /// The file.
    pub path: String,
    /// Where in it.
    pub span: Range<usize>,
    /// The address, with its leading slash.
    pub address: String,
}

/// What a value is called.
#[derive(Clone, Copy)]
struct Named<'n> {
    /// Its key, or that of the list it stands in.
    name: &'n str,
    /// Whether it is an item of that list.
    item: bool,
}

impl std::fmt::Display for Named<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}`{}`", if self.item { "an item of " } else { "" }, short(self.name))
    }
}

/// A walk through one file.
pub(in crate::data) struct Walk<'a> {
    path: &'a str,
    text: &'a str,
    known: &'a Known,
    root: &'a [Key],
    /// Whether a person whom the table names has agreed.
    consented: bool,
    /// The faults found so far.
    pub faults: Vec<Diagnostic>,
    /// The links found so far.
    pub links: Vec<SiteLink>,
}

impl<'a> Walk<'a> {
    /// Begins a walk through the file at `path`, whose text is `text`.
    pub(in crate::data) fn new(path: &'a str, text: &'a str, known: &'a Known) -> Self {
        Self { path, text, known, root: &[], consented: false, faults: Vec::new(), links: Vec::new() }
    }

    fn fault(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, help: Vec<String>) {
        let mut fault = Diagnostic::new(code, self.path, span, message);
        fault.help = help;
        self.faults.push(fault);
    }

    /// Holds a whole document against the keys of its record.
    pub(in crate::data) fn document(&mut self, table: &DeTable<'_>, keys: &'a [Key]) {
        self.root = keys;
        self.schema_lines();
        self.table(table, keys, 0..0, None, 1);
    }

    /// A line for editors leads to the site's own schema: editors fetch what it names as soon as the file is opened.
    fn schema_lines(&mut self) {
        let own = FilePath::new(self.path).ok().and_then(|path| schema_line(&path));
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let (start, trimmed) = (at, line.trim());
            at += line.len();
            if !trimmed.is_empty() && !trimmed.starts_with('#') {
                return;
            }
            let directive = trimmed.trim_start_matches('#').trim_start();
            if directive.starts_with(":schema") && Some(trimmed) != own.as_deref() {
                let help =
                    own.as_ref().map_or_else(|| "delete the line".to_owned(), |own| format!("write `{own}`, or delete the line"));
                let message = "this line sends editors to a schema that is not this site's own";
                self.fault(Code::UnsafeLink, start..start + line.trim_end().len(), message, vec![help]);
            }
        }
    }

    fn table(&mut self, table: &DeTable<'_>, keys: &'a [Key], span: Range<usize>, of: Option<Named<'_>>, depth: usize) {
        let mut meant = Vec::new();
        self.consented = table.contains_key("consent");
        for (name, value) in table {
            let written = name.get_ref().as_ref();
            match keys.iter().find(|key| key.name == written) {
                Some(key) => self.value(value, &key.shape, Named { name: &key.name, item: false }, depth),
                None => meant.extend(self.unknown_key(written, name.span(), keys)),
            }
        }
        self.consented = false;
        for key in keys.iter().filter(|key| key.required && !meant.contains(&key.name.as_str())) {
            if !table.contains_key(key.name.as_str()) {
                let place = of.map_or_else(String::new, |of| format!(" of `{}`", of.name));
                let help = vec![format!("{}: {}", hints::addition(key), lower_first(&key.about))];
                self.fault(Code::MissingKey, span.clone(), format!("the key `{}`{place} is missing", key.name), help);
            }
        }
    }

    /// Objects to a key; the answer is the key that was probably meant.
    fn unknown_key(&mut self, written: &str, span: Range<usize>, keys: &'a [Key]) -> Option<&'a str> {
        let mut help = Vec::new();
        let near = nearest(written, keys.iter().map(|key| key.name.as_str()));
        help.extend(near.map(|near| format!("did you mean `{near}`?")));
        if near.is_none() {
            help.extend(hints::home(written, keys, self.root));
        }
        let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
        help.push(format!("allowed here: {}", names.join(", ")));
        self.fault(Code::UnknownKey, span, format!("the key `{}` is not known here", short(written)), help);
        near
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, shape: &'a Shape, named: Named<'_>, depth: usize) {
        let span = value.span();
        if depth > DEEPEST {
            self.too_deep(span);
            return;
        }
        match (value.get_ref(), shape) {
            (DeValue::Table(table), Shape::Table(keys)) => self.table(table, keys, span, Some(named), depth + 1),
            (DeValue::Table(table), Shape::Map(inner)) => {
                for (key, value) in table {
                    self.value(value, inner, Named { name: key.get_ref(), item: false }, depth + 1);
                }
            }
            (DeValue::Array(items), Shape::List { item, least, most }) => {
                if items.len() < *least || items.len() > *most {
                    let message = format!("the list `{}` has {}", named.name, counted(items.len(), "item", None));
                    self.fault(Code::BadValue, span, message, vec![hints::count_range(*least, *most)]);
                    return;
                }
                items.iter().for_each(|value| self.value(value, item, Named { item: true, ..named }, depth + 1));
            }
            (DeValue::String(text), Shape::Text(allowed)) => self.text(text, span, allowed, named),
            (DeValue::Integer(number), Shape::Whole(least, most)) => {
                let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
                if read.is_none_or(|number| number < *least || number > *most) {
                    let message = format!("{named} is {}", short(number.as_str()));
                    self.fault(Code::BadValue, span, message, vec![hints::whole_range(*least, *most)]);
                }
            }
            (DeValue::Integer(number), Shape::Number(least, most)) => {
                let read = i64::from_str_radix(number.as_str(), number.radix()).ok().map(|number| number as f64);
                self.number(read, number.as_str(), (*least, *most), span, named);
            }
            (DeValue::Float(number), Shape::Number(least, most)) => {
                self.number(number.as_str().parse().ok(), number.as_str(), (*least, *most), span, named);
            }
            (DeValue::Boolean(_), Shape::Truth) => {}
            (DeValue::Datetime(day), Shape::Day) if day.date.is_some() && day.time.is_none() => {}
            (found, _) if is_deep(found, DEEPEST - depth.min(DEEPEST)) => self.too_deep(span),
            (found, wanted) => {
                let message = format!("{named} is {}, and {} is needed", hints::noun(found), wanted.noun());
                let help = hints::wrong_type(found, wanted, named.name).filter(|_| !named.item);
                let help = help.unwrap_or_else(|| format!("write {}", wanted.noun()));
                self.fault(Code::WrongType, span, message, vec![help]);
            }
        }
    }

    fn too_deep(&mut self, span: Range<usize>) {
        let help = vec!["a record needs three levels at most; take the extra brackets away".to_owned()];
        self.fault(Code::TooDeep, span, format!("tables and lists are nested deeper than {DEEPEST} here"), help);
    }

    fn number(&mut self, read: Option<f64>, written: &str, (least, most): (f64, f64), span: Range<usize>, named: Named<'_>) {
        if read.is_none_or(|number| !number.is_finite() || number < least || number > most) {
            let help = match (least, most) {
                (f64::MIN, f64::MAX) => "an ordinary number is allowed".to_owned(),
                _ => format!("a number from {least} to {most} is allowed"),
            };
            self.fault(Code::BadValue, span, format!("{named} is {}", short(written)), vec![help]);
        }
    }

    fn text(&mut self, text: &str, span: Range<usize>, allowed: &Text, named: Named<'_>) {
        if let Some((_, message, help)) = damage::hidden(text) {
            self.fault(Code::HiddenSign, span, format!("{named} {message}"), vec![help.to_owned()]);
            return;
        }
        // Names, roles and the like stand in lists, letters and headings, where a second line would pass for another entry.
        // The other forms judge for themselves.
        let several = allowed.form.is_some_and(Form::is_markdown);
        let one_line = allowed.form.is_none() && !text.chars().all(char::is_whitespace);
        if several && text.replace("\r\n", "\n").contains('\r') || one_line && text.contains(['\r', '\n']) {
            let help = if several { "end lines in the ordinary way" } else { "write it on one line, or shorten it" };
            self.fault(Code::HiddenSign, span, format!("{named} holds the end of a line"), vec![help.to_owned()]);
            return;
        }
        // Spaces alone say no more than nothing.
        let length = if text.chars().all(char::is_whitespace) { 0 } else { text.chars().count() };
        if length < allowed.least || length > allowed.most {
            let (message, help) = match length {
                0 => {
                    (format!("{named} is empty"), "write something, or delete the line: what is not known is left out".to_owned())
                }
                _ => (
                    format!("{named} has {}", counted(length, "character", None)),
                    hints::count_range(allowed.least, allowed.most),
                ),
            };
            self.fault(Code::BadValue, span, message, vec![help]);
            return;
        }
        if !allowed.words.is_empty() && !allowed.words.iter().any(|word| word == text) {
            let mut help = Vec::new();
            if let Some(near) = nearest(text, allowed.words.iter().map(String::as_str)) {
                help.push(format!("did you mean `{near}`?"));
            }
            help.push(format!("allowed here: {}", listed(&allowed.words, "or")));
            self.fault(Code::UnknownTerm, span, format!("{named} cannot be `{}`", short(text)), help);
            return;
        }
        if allowed.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
            let message = format!("{named} has not the right form: `{}`", short(text));
            let near = allowed.pattern.as_ref().and_then(|pattern| hints::code(text, pattern));
            let help = near.map(|near| format!("did you mean `{near}`?")).into_iter().chain([lower_first(&allowed.about)]);
            self.fault(Code::BadCode, span, message, help.collect());
            return;
        }
        self.personal(text, &span, allowed.form, named.name);
        if allowed.form.is_none_or(Form::is_markdown) {
            self.add_damage(text, &span);
        }
        let Some(form) = allowed.form else { return };
        if let Err(objection) = judge(form, text, self.known) {
            self.fault(objection.code, span.clone(), objection.message, objection.help);
        }
        if form.is_markdown() {
            self.markdown(text, &span, true);
        }
    }

    /// Looks for what belongs to a person, unless that person has agreed.
    fn personal(&mut self, text: &str, span: &Range<usize>, form: Option<Form>, key: &str) {
        let is_free = form.is_none_or(|form| form == Form::Email || form.is_markdown());
        if !is_free {
            return;
        }
        let holds = if matches!(key, "role" | "by") { Holds::Role } else { Holds::Words };
        self.add_personal(text, span, holds);
    }

    /// The same for a text that stands at `span`.
    pub(in crate::data) fn add_personal(&mut self, text: &str, span: &Range<usize>, holds: Holds) {
        let written = self.written(text, span);
        // A person can agree to be named; nobody can agree to what others pay for a call.
        let consented = self.consented;
        let counts = |code: Code| !consented || code == Code::CostlyNumber;
        for found in privacy::find(text, holds).into_iter().filter(|found| counts(found.code)) {
            let place = written.map_or(span.clone(), |start| start + found.span.start..start + found.span.end);
            self.fault(found.code, place, found.message, vec![found.help.to_owned()]);
        }
    }

    /// Looks for damaged letters in a text that stands at `span`.
    pub(in crate::data) fn add_damage(&mut self, text: &str, span: &Range<usize>) {
        if let Some(found) = damage::find(text) {
            let place = self.written(text, span).map_or(span.clone(), |start| start + found.span.start..start + found.span.end);
            let meant = found.meant.map(|meant| format!("`{meant}` was probably meant"));
            let help = meant.into_iter().chain(["type the letters again; save tables as UTF-8".to_owned()]);
            self.fault(Code::DamagedText, place, found.message, help.collect());
        }
    }

    /// Looks for hidden characters, and accents piled on one letter, in a text that stands at `span`.
    pub(in crate::data) fn add_hidden(&mut self, text: &str, span: &Range<usize>) {
        if let Some((part, message, help)) = damage::hidden(text) {
            let place = self.written(text, span).map_or(span.clone(), |start| start + part.start..start + part.end);
            self.fault(Code::HiddenSign, place, format!("the text {message}"), vec![help.to_owned()]);
        }
    }

    /// Where a text begins that stands at `span`, if it is written as it reads.
    fn written(&self, text: &str, span: &Range<usize>) -> Option<usize> {
        self.text.get(span.clone()).and_then(|raw| raw.find(text)).map(|at| span.start + at)
    }

    /// Looks through Markdown that stands at `span`; a place inside it is found again where it is written as it reads.
    /// `in_record` texts have no headings to keep in order.
    pub(in crate::data) fn markdown(&mut self, markdown: &str, span: &Range<usize>, in_record: bool) {
        let written = self.written(markdown, span);
        for finding in inspect(markdown) {
            let place = written.map_or(span.clone(), |start| start + finding.span.start..start + finding.span.end);
            match finding.what {
                Found::SiteLink(address) => self.links.push(SiteLink { path: self.path.to_owned(), span: place, address }),
                Found::Fragment(fragment) => {
                    let address = own_page(self.path).map(|page| format!("{page}{fragment}"));
                    self.links.extend(address.map(|address| SiteLink { path: self.path.to_owned(), span: place, address }));
                }
                Found::HeadingOrder { .. } if in_record => {}
                found => {
                    let (code, message, help) = objection(found);
                    self.fault(code, place, message, vec![help]);
                }
            }
        }
    }
}

fn objection(found: Found) -> (Code, String, String) {
    match found {
        Found::RawHtml => (
            Code::RawHtml,
            "this is HTML; it will be shown as text".to_owned(),
            "write Markdown, or put the sign `\\` before `<`".to_owned(),
        ),
        Found::UnsafeLink(target) => (
            Code::UnsafeLink,
            format!("a link may not lead to `{target}`"),
            "links may begin with https://, http://, mailto: or tel:, or name a page of this site like /services/work-experience/".to_owned(),
        ),
        Found::OtherHost { named, target } => (
            Code::MisleadingLink,
            format!("the words of the link name `{named}`, and it leads to `{}`", short(&target)),
            "name the address to which the link leads, or say in words what is there".to_owned(),
        ),
        Found::ForeignImage(target) => (
            Code::ForeignImage,
            format!("the picture `{target}` cannot be shown"),
            "pages load nothing from elsewhere; describe it in words and link to its page".to_owned(),
        ),
        Found::HeadingOrder { level, deepest } => (
            Code::HeadingOrder,
            format!("a heading of level {level} does not fit here"),
            format!("the page's title is level 1; headings here start at `##` and go at most to level {deepest}"),
        ),
        Found::TooDeep => (
            Code::TooDeep,
            format!("quotes or lists are nested deeper than {} here", crate::text::markdown::DEEPEST),
            "use fewer levels".to_owned(),
        ),
        Found::SiteLink(address) | Found::Fragment(address) => (Code::DeadLink, format!("the link `{address}` leads nowhere"), String::new()),
    }
}

/// Whether tables and lists are nested more than `most` deep in a value; parsing has bounded its depth.
fn is_deep(value: &DeValue<'_>, most: usize) -> bool {
    match value {
        DeValue::Array(items) => most == 0 || items.iter().any(|item| is_deep(item.get_ref(), most - 1)),
        DeValue::Table(table) => most == 0 || table.iter().any(|(_, item)| is_deep(item.get_ref(), most - 1)),
        _ => false,
    }
}

/// A sentence as it may stand after a colon.
fn lower_first(sentence: &str) -> String {
    let mut signs = sentence.trim_end_matches('.').chars();
    match signs.next() {
        Some(first) if signs.as_str().starts_with(|next: char| next.is_lowercase() || next == ' ') => {
            first.to_lowercase().chain(signs).collect()
        }
        Some(first) => std::iter::once(first).chain(signs).collect(),
        None => String::new(),
    }
}
