//! Faults of form in plain words: what the parser reports, as somebody who never heard of TOML would say it.
//!
//! One fault for each line. What a fault spoils is blanked, so that everything else in the file can still be judged.

pub(in crate::data) mod finding;
pub(in crate::data) mod line;
mod open;
pub(in crate::data) mod value;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use self::line::Heading;
use self::open::Scanner;
use crate::diagnostic::{Code, Diagnostic};

/// Most times that a text is read again after its faulty lines were taken out.
const MOST_ROUNDS: usize = 8;

/// What is wrong with the form of a text, and what is left of it.
#[derive(Debug)]
pub(in crate::data) struct Mended {
    /// The faults, in the order of the text.
    pub faults: Vec<Diagnostic>,
    /// The text with spaces in place of every faulty part, so that the rest can be read and keeps its places.
    pub text: String,
}

/// An error of the parser: its words and its place.
struct Error<'a> {
    words: &'a str,
    span: Range<usize>,
}

/// Names the faults of a text that is not TOML, in plain words. The parser passes over some faults behind others, so
/// what remains without the faulty lines is read again.
pub(in crate::data) fn mend(path: &str, text: &str) -> Mended {
    let mut left = text.to_owned();
    let mut faults = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let (_, errors) = DeTable::parse_recoverable(&left);
        let found = explain(path, &left, &errors);
        faults.extend(found.faults);
        if found.holes.is_empty() {
            faults.sort_by_key(|fault: &Diagnostic| fault.span.as_ref().map_or(0, |span| span.start));
            return Mended { faults, text: left };
        }
        left = blanked(left, &found.holes);
    }
    faults.sort_by_key(|fault: &Diagnostic| fault.span.as_ref().map_or(0, |span| span.start));
    Mended { faults, text: String::new() }
}

/// The text with spaces in place of some of its parts; line ends stay.
fn blanked(text: String, holes: &[Range<usize>]) -> String {
    let mut bytes = text.into_bytes();
    for hole in holes {
        bytes[hole.clone()].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }
    String::from_utf8(bytes).expect("whole lines become spaces")
}

/// The faults of one reading, and the lines that they spoil.
#[derive(Default)]
struct Found {
    faults: Vec<Diagnostic>,
    holes: Vec<Range<usize>>,
}

fn explain(path: &str, text: &str, errors: &[toml::de::Error]) -> Found {
    let end = text.len();
    let place = |error: &toml::de::Error| error.span().map_or(end..end, |span| span.start.min(end)..span.end.min(end));
    let mut errors: Vec<Error<'_>> = errors.iter().map(|error| Error { words: error.message(), span: place(error) }).collect();
    errors.sort_by_key(|error| error.span.start);
    let lines = Lines::of(text);
    let mut scanner = Scanner::new(text);
    let mut found = Found::default();
    let mut done = 0;
    for error in errors {
        if error.span.start < done {
            continue;
        }
        let number = lines.number(error.span.start);
        let line = lines.line(number);
        if error.words.starts_with("duplicate key") {
            let (fault, hole) = lines.duplicate(path, &error, number);
            done = hole.end;
            found.faults.push(fault);
            found.holes.push(hole);
            continue;
        }
        scanner.advance(error.span.start);
        if let Some(open) = scanner.open().filter(|open| is_swallowed(&error, &text[line.clone()], &line, open.at)) {
            let fault = Diagnostic::new(Code::Syntax, path, open.at..open.at + open.sign.len(), open.message());
            found.faults.push(fault.help(open.help()));
            let from = lines.line(lines.number(open.at)).start;
            found.holes.push(from..if open.at < line.start { line.start } else { line.end });
            // What follows was read as a part of it, so the text must be read again first.
            if open.is_text() {
                found.holes.push(from..end);
            }
            break;
        }
        let judged = line::judge(&text[line.clone()], error.words);
        let span = match judged.span {
            Some(inside) => line.start + inside.start..line.start + inside.end,
            None => error.span.start..error.span.end.min(line.end).max(error.span.start),
        };
        let whole_line = lines.with_end(number);
        let hole = match (judged.spoils_section, text[line.clone()].starts_with("=======")) {
            (true, _) => lines.section(number),
            (_, true) => line.start..text[line.end..].find(">>>>>>>").map_or(whole_line.end, |at| line.end + at),
            _ => whole_line,
        };
        done = hole.end;
        let is_new = text[hole.clone()].bytes().any(|byte| !matches!(byte, b' ' | b'\n'));
        found.holes.extend(is_new.then_some(hole));
        found.faults.push(Diagnostic::new(Code::Syntax, path, span, judged.message).maybe_help(judged.help));
    }
    found
}

/// Whether an error is there only because something above it was not closed: the line begins something of its own, or
/// the text ends.
fn is_swallowed(error: &Error<'_>, line: &str, place: &Range<usize>, open_at: usize) -> bool {
    let at_end = error.words.starts_with("unclosed") || error.words.starts_with("invalid multi-line");
    let begins = || open_at < place.start && (line::heading(line).is_some() || line::key_of(line).is_some());
    at_end || begins()
}

/// The lines of a text, with the heading under which each stands and the key that it gives.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    headings: Vec<(usize, Heading<'t>)>,
    /// The first line of each key under each heading, headings counted from 1.
    keys: BTreeMap<(usize, &'t str), usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        let mut lines = Self { text, starts, headings: Vec::new(), keys: BTreeMap::new() };
        for number in 0..lines.starts.len() {
            let line = &text[lines.line(number)];
            if let Some(heading) = line::heading(line) {
                lines.headings.push((number, heading));
            } else if let Some(key) = line::key_of(line) {
                lines.keys.entry((lines.headings.len(), key)).or_insert(number);
            }
        }
        lines
    }

    /// The number of the line, from 0, in which a byte stands.
    fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Where a line stands, without its end.
    fn line(&self, number: usize) -> Range<usize> {
        let start = self.starts[number];
        let end = self.starts.get(number + 1).map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// Where a line stands, with its end.
    fn with_end(&self, number: usize) -> Range<usize> {
        self.starts[number]..self.starts.get(number + 1).copied().unwrap_or(self.text.len())
    }

    /// From a line to the next heading.
    fn section(&self, number: usize) -> Range<usize> {
        let next = self.headings.get(self.headings.partition_point(|(line, _)| *line <= number));
        self.starts[number]..next.map_or(self.text.len(), |(line, _)| self.starts[*line])
    }

    /// Something that stands twice, and what it spoils.
    fn duplicate(&self, path: &str, error: &Error<'_>, number: usize) -> (Diagnostic, Range<usize>) {
        let name = self.text[error.span.clone()].trim_matches(['"', '\'']).to_owned();
        let under = self.headings.partition_point(|(line, _)| *line <= number);
        let here = under.checked_sub(1).map(|at| &self.headings[at]);
        let fault = |message: String| Diagnostic::new(Code::Syntax, path, error.span.clone(), message);
        if let Some((_, heading)) = here.filter(|(line, _)| *line == number) {
            let value = self.keys.get(&(0, heading.name)).map(|line| line + 1);
            let help = match value {
                Some(line) => format!("`{name}` has a value on line {line} already; delete that line"),
                _ if heading.double => format!("write every heading of this list in double brackets: `[[{name}]]`"),
                _ => format!("join the two; if there may be several of them, as of `offers`, write `[[{name}]]` each time"),
            };
            let fault = fault(format!("the heading `{name}` stands here a second time")).help(help);
            return (fault, self.section(number));
        }
        let first = self.keys.get(&(under, name.as_str())).filter(|first| **first != number);
        let where_first = first.map_or_else(String::new, |line| format!("; the first is on line {}", line + 1));
        let mut help = "delete one of the two".to_owned();
        if let Some((_, heading)) = here.filter(|(_, heading)| heading.double) {
            help = format!("{help}, or put `[[{}]]` between them if a new entry begins here", heading.name);
        }
        (fault(format!("the key `{name}` stands here a second time{where_first}")).help(help), self.line(number))
    }
}
