//! Reads a words file: tables of messages, each a pattern or a table of forms.
//!
//! The words of the built-in theme say which messages there are and which placeholders each has; the words of a site's own
//! theme are held to them.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, de};

use super::pattern::{Choice, Form, Message, Pattern, PatternFault};
use super::plural::{Plural, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::nearest;

/// The messages of a words file by their ids, each with its place in the file.
pub(super) type Messages = BTreeMap<String, (Message, Range<usize>)>;

/// The name of the key that says which placeholder chooses between forms; `count` where it is left out.
const BY: &str = "by";

/// Deepest choice within a choice; deeper ones nobody could read.
const DEEPEST: usize = 4;

/// Reads a words file. `known` are the messages of the built-in theme; without them every table that has a form `other`
/// is a message.
pub(super) fn read(path: &str, text: &str, known: Option<&Messages>) -> Result<Messages, Vec<Diagnostic>> {
    let mut reader = Reader { path, known, messages: BTreeMap::new(), faults: Vec::new() };
    match DeTable::parse(text) {
        Ok(tree) => reader.group("", tree.get_ref()),
        Err(error) => reader.faults.push(syntax(path, text, &error)),
    }
    if reader.faults.is_empty() { Ok(reader.messages) } else { Err(reader.faults) }
}

fn syntax(path: &str, text: &str, error: &de::Error) -> Diagnostic {
    let span = error.span().filter(|span| span.end <= text.len());
    Diagnostic::new(Code::Syntax, path, span, error.message().lines().next().unwrap_or("this is not TOML"))
}

struct Reader<'a> {
    path: &'a str,
    known: Option<&'a Messages>,
    messages: Messages,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(&mut self, code: Code, span: Range<usize>, message: String, help: Option<String>) {
        self.faults.push(Diagnostic::new(code, self.path, span, message).maybe_help(help));
    }

    fn group(&mut self, above: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let id = if above.is_empty() { key.get_ref().to_string() } else { format!("{above}.{}", key.get_ref()) };
            let is_message = match (self.known, value.get_ref()) {
                (Some(known), _) => known.contains_key(&id),
                (None, DeValue::Table(inner)) => inner.contains_key("other"),
                (None, _) => true,
            };
            if is_message {
                if let Some(message) = self.message(&id, value, 0) {
                    self.messages.insert(id, (message, key.span()));
                }
            } else if let DeValue::Table(inner) = value.get_ref()
                && self.holds_messages(&id)
            {
                self.group(&id, inner);
            } else {
                self.unknown(&id, key.span());
            }
        }
    }

    fn holds_messages(&self, group: &str) -> bool {
        let below = |known: &Messages| {
            let mut from = known.range(format!("{group}.")..);
            from.next().is_some_and(|(id, _)| id.strip_prefix(group).is_some_and(|rest| rest.starts_with('.')))
        };
        self.known.is_none_or(below)
    }

    fn unknown(&mut self, id: &str, span: Range<usize>) {
        let ids = self.known.into_iter().flat_map(Messages::keys).map(String::as_str);
        let help = match nearest(id, ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the messages that there are stand in the built-in theme's `words.toml`".to_owned(),
        };
        self.fault(Code::UnknownKey, span, format!("there is no message `{id}`"), Some(help));
    }

    fn message(&mut self, id: &str, value: &Spanned<DeValue<'_>>, depth: usize) -> Option<Message> {
        match value.get_ref() {
            DeValue::String(text) => self.pattern(id, text, value.span()).map(Message::Pattern),
            DeValue::Table(forms) if depth < DEEPEST => self.choice(id, forms, value.span(), depth),
            _ => {
                let message = format!("the message `{id}` is neither a text nor a table of forms");
                self.fault(Code::WrongType, value.span(), message, Some("write a text in quotes".to_owned()));
                None
            }
        }
    }

    fn pattern(&mut self, id: &str, text: &str, span: Range<usize>) -> Option<Pattern> {
        match text.parse::<Pattern>() {
            Ok(pattern) => {
                let message = Message::Pattern(pattern.clone());
                message.places().into_iter().for_each(|place| self.place(id, place, &span));
                Some(pattern)
            }
            Err(PatternFault(what)) => {
                let help = "placeholders are written `{name}`, and braces `{{` and `}}`".to_owned();
                self.fault(Code::BadValue, span, format!("the message `{id}` holds {what}"), Some(help));
                None
            }
        }
    }

    /// A placeholder must be one that the message has.
    fn place(&mut self, id: &str, place: &str, span: &Range<usize>) {
        let Some((message, _)) = self.known.and_then(|known| known.get(id)) else { return };
        let known = message.places();
        if known.contains(place) {
            return;
        }
        let help = match (nearest(place, known.iter().copied()), known.is_empty()) {
            (Some(near), _) => format!("did you mean `{{{near}}}`?"),
            (None, true) => "it has no placeholders".to_owned(),
            (None, false) => {
                format!("it has {}", known.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", "))
            }
        };
        let message = format!("the message `{id}` has no placeholder `{{{place}}}`");
        self.fault(Code::BadValue, span.clone(), message, Some(help));
    }

    fn choice(&mut self, id: &str, table: &DeTable<'_>, span: Range<usize>, depth: usize) -> Option<Message> {
        let by = match table.get(BY).map(|by| (by.get_ref(), by.span())) {
            None => "count".to_owned(),
            Some((DeValue::String(by), span)) => {
                self.place(id, by, &span);
                by.to_string()
            }
            Some((_, span)) => {
                self.fault(Code::WrongType, span, format!("`by` of the message `{id}` is not the name of a placeholder"), None);
                return None;
            }
        };
        let mut forms = Vec::new();
        let mut other = None;
        for (key, value) in table.iter().filter(|(key, _)| key.get_ref() != BY) {
            let message = self.message(id, value, depth + 1)?;
            if key.get_ref() == "other" {
                other = Some(Box::new(message));
            } else {
                forms.push((Form::named(key.get_ref()), message));
            }
        }
        let Some(other) = other else {
            let help = "add `other = \"...\"`, which is taken where no other form fits".to_owned();
            self.fault(Code::MissingKey, span, format!("the message `{id}` has no form `other`"), Some(help));
            return None;
        };
        Some(Message::Choice(Choice { by, forms, other }))
    }
}

/// The messages that choose by plural forms and leave out one that the language has.
pub(super) fn missing_forms(path: &str, messages: &Messages, rule: &Rule, language: &str) -> Vec<Diagnostic> {
    let needed: Vec<Plural> = rule.forms().into_iter().filter(|&plural| plural != Plural::Other).collect();
    let mut faults = Vec::new();
    for (id, (message, span)) in messages {
        let missing: Vec<String> = missing(message, &needed).into_iter().map(|plural| format!("`{}`", plural.id())).collect();
        if !missing.is_empty() {
            let message = format!("the message `{id}` has no form {}", missing.join(", "));
            let help = format!("in the language `{language}` numbers take the forms {}", listed(&rule.forms()));
            faults.push(Diagnostic::new(Code::MissingKey, path, span.clone(), message).help(help));
        }
    }
    faults
}

fn listed(forms: &[Plural]) -> String {
    forms.iter().map(|plural| format!("`{}`", plural.id())).collect::<Vec<_>>().join(", ")
}

fn missing(message: &Message, needed: &[Plural]) -> Vec<Plural> {
    let Message::Choice(choice) = message else { return Vec::new() };
    let has = |plural: Plural| choice.forms.iter().any(|(form, _)| form.plural == Some(plural));
    let by_plural = choice.forms.iter().any(|(form, _)| form.plural.is_some());
    let mut found: Vec<Plural> = needed.iter().copied().filter(|&plural| by_plural && !has(plural)).collect();
    found.extend(choice.forms.iter().map(|(_, inner)| inner).chain([&*choice.other]).flat_map(|inner| missing(inner, needed)));
    found.sort();
    found.dedup();
    found
}
