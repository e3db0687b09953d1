//! All faults of a run, in order, with the texts they point into.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Severity, visible};

/// How many faults are printed in the human form; the rest are counted.
pub const MOST_PRINTED: usize = 100;

/// Faults of a run and the texts they point into.
#[derive(Clone, Debug, Default)]
pub struct Report {
    faults: Vec<Diagnostic>,
    texts: BTreeMap<String, Arc<str>>,
    /// Where the lines of each text begin, so that ten thousand faults in one file do not count its lines each time.
    lines: BTreeMap<String, Vec<usize>>,
}

/// A place in a text as people count: lines and columns from 1, columns in characters.
struct Position {
    line: usize,
    column: usize,
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
        let path = path.into();
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1));
        self.lines.insert(path.clone(), starts.collect());
        self.texts.insert(path, text);
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

    fn position(&self, fault: &Diagnostic, offset: impl Fn(&super::Span) -> usize) -> Position {
        let (Some(span), Some(text)) = (&fault.span, self.texts.get(&fault.path)) else {
            return Position { line: 1, column: 1 };
        };
        let mut at = offset(span).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let starts = self.lines.get(&fault.path).map_or(&[0][..], Vec::as_slice);
        let line = starts.partition_point(|&start| start <= at).max(1);
        Position { line, column: text[starts[line - 1]..at].chars().count() + 1 }
    }

    /// One fault as `path:line:column: error[code]: message`, its line drawn below, then the help.
    pub fn draw(&self, fault: &Diagnostic, colour: bool) -> String {
        let start = self.position(fault, |span| span.start);
        let severity = severity_word(fault.severity);
        let headline = format!(
            "{}:{}:{}: {severity}[{}]: {}\n",
            visible(&fault.path),
            start.line,
            start.column,
            fault.code.id(),
            visible(&fault.message)
        );
        let mut drawn = headline;
        if let Some(picture) = self.picture(fault, colour) {
            drawn.push_str(&picture);
            drawn.push('\n');
        }
        for sentence in &fault.help {
            let _ = writeln!(drawn, "   = help: {}", visible(sentence));
        }
        drawn
    }

    /// The faulty line with a mark below it. Only that line is given to the drawing library, cut to a readable width,
    /// so that a file of one endless line costs nothing.
    fn picture(&self, fault: &Diagnostic, colour: bool) -> Option<String> {
        const WIDEST: usize = 160;
        let span = fault.span.as_ref()?;
        let text = self.texts.get(&fault.path)?;
        let start = floor(text, span.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let shown_from = floor(text, line_start.max(start.saturating_sub(WIDEST / 2)));
        let shown_to = floor(text, line_end.min(shown_from + WIDEST));
        let line = visible(text[shown_from..shown_to].trim_end_matches('\r'));
        let before = visible(&text[shown_from..start]).len().min(line.len());
        let marked = visible(&text[start..floor(text, span.end.clamp(start, shown_to.max(start)))]).len().max(1);
        let mark = before..(before + marked).min(line.len().max(before + 1));
        let number = text[..line_start].matches('\n').count() + 1;
        let snippet = Snippet::source(line.clone())
            .line_start(number)
            .fold(false)
            .annotation(AnnotationKind::Primary.span(clamp(mark, line.len())));
        let group = Group::with_level(Level::ERROR).element(snippet);
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let drawn = renderer.render(&[group]);
        Some(drawn.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"))
    }

    /// The human form: the first [`MOST_PRINTED`] faults drawn, the rest counted, then the sums.
    pub fn human(&self, colour: bool) -> String {
        let mut out = String::new();
        for fault in self.faults.iter().take(MOST_PRINTED) {
            out.push_str(&self.draw(fault, colour));
            out.push('\n');
        }
        if self.faults.len() > MOST_PRINTED {
            let _ = writeln!(out, "... and {} more, not printed\n", self.faults.len() - MOST_PRINTED);
        }
        out.push_str(&self.sums());
        out.push('\n');
        out
    }

    /// "2 errors, 1 warning"
    pub fn sums(&self) -> String {
        format!("{}, {}", counted(self.errors(), "error"), counted(self.warnings(), "warning"))
    }

    /// The JSON form of `check --format json` (contract, section 3).
    pub fn json(&self) -> Value {
        let faults: Vec<Value> = self
            .faults
            .iter()
            .map(|fault| {
                let (start, end) = (self.position(fault, |span| span.start), self.position(fault, |span| span.end));
                json!({
                    "code": fault.code.id(), "severity": severity_word(fault.severity), "path": fault.path,
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
        for fault in &self.faults {
            let (start, end) = (self.position(fault, |span| span.start), self.position(fault, |span| span.end));
            let _ = writeln!(
                out,
                "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}",
                severity_word(fault.severity),
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
                       "defaultConfiguration": {"level": severity_word(code.severity())}})
            })
            .collect();
        let results: Vec<Value> = self
            .faults
            .iter()
            .map(|fault| {
                let (start, end) = (self.position(fault, |span| span.start), self.position(fault, |span| span.end));
                json!({
                    "ruleId": fault.code.id(), "level": severity_word(fault.severity),
                    "message": {"text": sentences(fault)},
                    "locations": [{"physicalLocation": {
                        "artifactLocation": {"uri": percent_path(&fault.path)},
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

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn clamp(mark: super::Span, length: usize) -> super::Span {
    mark.start.min(length)..mark.end.min(length).max(mark.start.min(length))
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// "1 error", "2 errors"
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn percent_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The message and its help in one line.
fn sentences(fault: &Diagnostic) -> String {
    std::iter::once(&fault.message).chain(&fault.help).map(String::as_str).collect::<Vec<_>>().join(". ")
}
