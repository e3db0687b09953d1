//! All faults of a run, in order, with the texts they point into.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::ruler::{Position, Ruler};
use super::{Diagnostic, Severity, picture, visible};
use crate::text::{counted, grouped};

/// How many faults are printed in the human form; the rest are counted.
pub const MOST_PRINTED: usize = 100;

/// What is encoded in a path that is part of an address.
const OUTSIDE_PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Faults of a run and the texts they point into.
#[derive(Clone, Debug, Default)]
pub struct Report {
    faults: Vec<Diagnostic>,
    texts: BTreeMap<String, Arc<str>>,
}

impl Report {
    /// Adds a fault.
    pub fn push(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Adds faults.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Diagnostic>) {
        self.faults.extend(faults);
    }

    /// Remembers the text of a file, so that faults in it can be drawn.
    pub fn remember(&mut self, path: impl Into<String>, text: Arc<str>) {
        self.texts.insert(path.into(), text);
    }

    /// Sorts by path and place, and drops what is said twice.
    pub fn settle(&mut self) {
        self.faults.sort_by(|a, b| {
            let place = |fault: &Diagnostic| fault.span.as_ref().map_or(0, |span| span.start);
            (&a.path, place(a), a.code, &a.message).cmp(&(&b.path, place(b), b.code, &b.message))
        });
        self.faults.dedup();
    }

    /// All faults.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// Changes each fault's severity, or drops it where `judge` answers `None`.
    pub fn judge(&mut self, judge: impl Fn(&Diagnostic) -> Option<Severity>) {
        self.faults.retain_mut(|fault| match judge(fault) {
            Some(severity) => {
                fault.severity = severity;
                true
            }
            None => false,
        });
    }

    /// How many faults stop the build.
    pub fn errors(&self) -> usize {
        self.faults.iter().filter(|fault| fault.severity == Severity::Error).count()
    }

    /// How many faults do not.
    pub fn warnings(&self) -> usize {
        self.faults.len() - self.errors()
    }

    /// Where each fault begins and ends.
    fn places(&self) -> Vec<(Position, Position)> {
        let mut places = Vec::with_capacity(self.faults.len());
        let mut ruler = Ruler::new("");
        let mut path = "";
        for fault in &self.faults {
            let (Some(span), Some(text)) = (&fault.span, self.texts.get(&fault.path)) else {
                places.push((Position::FIRST, Position::FIRST));
                continue;
            };
            if path != fault.path {
                ruler = Ruler::new(text);
                path = &fault.path;
            }
            let start = ruler.measure(span.start);
            places.push((start, ruler.clone().measure(span.end.max(span.start))));
        }
        places
    }

    /// One fault as `path:line:column: error[code]: message`, its line drawn below, then the help.
    pub fn draw(&self, fault: &Diagnostic, colour: bool) -> String {
        let text = self.texts.get(&fault.path).map(AsRef::as_ref);
        let start = match (&fault.span, text) {
            (Some(span), Some(text)) => Ruler::new(text).measure(span.start),
            _ => Position::FIRST,
        };
        picture::draw(fault, text, start, colour)
    }

    /// The human form: the first [`MOST_PRINTED`] faults drawn, the rest counted, then the sums.
    pub fn human(&self, colour: bool) -> String {
        let mut out = String::new();
        let (errors, warnings): (Vec<_>, Vec<_>) = self.faults.iter().partition(|fault| fault.severity == Severity::Error);
        // What stops the build is never hidden behind what does not.
        let ordered: Vec<&Diagnostic> = if self.faults.len() > MOST_PRINTED {
            errors.into_iter().chain(warnings).collect()
        } else {
            self.faults.iter().collect()
        };
        for fault in ordered.iter().take(MOST_PRINTED) {
            out.push_str(&self.draw(fault, colour));
            out.push('\n');
        }
        if self.faults.len() > MOST_PRINTED {
            let _ = writeln!(out, "... and {} more, not printed\n", grouped(self.faults.len() - MOST_PRINTED));
        }
        out.push_str(&self.sums());
        out.push('\n');
        if let Some(first) = ordered.first() {
            let _ =
                writeln!(out, "`trustbridge explain {}` says more about the first one, and so for the others.", first.code.id());
        }
        out
    }

    /// "2 errors, 1 warning"
    pub fn sums(&self) -> String {
        format!("{}, {}", counted(self.errors(), "error", None), counted(self.warnings(), "warning", None))
    }

    /// The JSON form of `check --format json` (contract, section 3).
    pub fn json(&self) -> Value {
        let faults: Vec<Value> = self
            .faults
            .iter()
            .zip(self.places())
            .map(|(fault, (start, end))| {
                json!({
                    "code": fault.code.id(), "severity": fault.severity.word(), "path": fault.path,
                    "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
                    "message": fault.message, "help": fault.help.join(" "),
                })
            })
            .collect();
        json!({"errors": self.errors(), "warnings": self.warnings(), "faults": faults})
    }

    /// Annotations that GitHub shows beside the lines of a pull request.
    pub fn github(&self) -> String {
        let escape = |text: &str| visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
        let mut out = String::new();
        for (fault, (start, end)) in self.faults.iter().zip(self.places()) {
            let _ = writeln!(
                out,
                "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}",
                fault.severity.word(),
                property(&fault.path),
                start.line,
                start.column,
                end.line,
                end.column,
                property(fault.code.id()),
                escape(&sentences(fault)),
            );
        }
        out
    }

    /// The faults as SARIF 2.1.0, which code hosts and editors read.
    pub fn sarif(&self) -> Value {
        let mut codes: Vec<super::Code> = self.faults.iter().map(|fault| fault.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let rules: Vec<Value> = codes
            .iter()
            .map(|code| {
                json!({"id": code.id(), "shortDescription": {"text": code.title()}, "fullDescription": {"text": code.page()},
                       "defaultConfiguration": {"level": code.severity().word()}})
            })
            .collect();
        let results: Vec<Value> = self
            .faults
            .iter()
            .zip(self.places())
            .map(|(fault, (start, end))| {
                json!({
                    "ruleId": fault.code.id(), "level": fault.severity.word(),
                    "message": {"text": without_links(&sentences(fault))},
                    "locations": [{"physicalLocation": {
                        "artifactLocation": {"uri": utf8_percent_encode(&fault.path, OUTSIDE_PATHS).to_string()},
                        "region": {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}}}],
                })
            })
            .collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [{"tool": {"driver": {"name": "trustbridge", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
                      "columnKind": "unicodeCodePoints", "results": results}],
        })
    }
}

/// Text in which SARIF finds no link: what stands in brackets would be one, with an address from a record.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if matches!(character, '\\' | '[' | ']') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// The message and its help in one line.
fn sentences(fault: &Diagnostic) -> String {
    let mut text = fault.message.clone();
    for sentence in &fault.help {
        text.push_str(if text.ends_with(['?', '.']) { " " } else { ". " });
        text.push_str(sentence);
    }
    text
}
