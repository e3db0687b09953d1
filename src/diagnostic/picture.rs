//! A fault as people see it in a terminal: its place, its line with a mark below it, the help.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::ruler::{Position, floor};
use super::{Diagnostic, Severity, visible};

/// Most bytes of a line that are shown on either side of a fault's beginning.
const BEFORE: usize = 60;
const BEHIND: usize = 80;

/// One fault: `path:line:column: error[code]: message`, its line drawn below, then the help.
pub(super) fn draw(fault: &Diagnostic, text: Option<&str>, start: Position, colour: bool) -> String {
    let paint = |style: &str, text: &str| if colour { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() };
    let severity = match fault.severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
    };
    let mut drawn = format!(
        "{}: {}: {}\n",
        paint("1", &format!("{}:{}:{}", visible(&fault.path), start.line, start.column)),
        paint(severity, &format!("{}[{}]", fault.severity.word(), fault.code.id())),
        paint("1", &visible(&fault.message)),
    );
    if let (Some(text), Some(span)) = (text, &fault.span) {
        drawn.push_str(&picture(text, span, start.line, fault.severity, colour));
        drawn.push('\n');
    }
    for sentence in &fault.help {
        let _ = writeln!(drawn, "   = {}: {}", paint("1", "help"), visible(sentence));
    }
    drawn
}

/// The faulty line with a mark below it. Only a part of readable width is given to the drawing library, so that a file
/// of one endless line costs nothing.
fn picture(text: &str, span: &Range<usize>, line: usize, severity: Severity, colour: bool) -> String {
    let start = floor(text, span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let from = if start - line_start <= BEFORE { line_start } else { floor(text, start - BEFORE) };
    let to = if line_end - start <= BEHIND { line_end } else { floor(text, start + BEHIND) };
    let end = floor(text, span.end).clamp(start, to.max(start));
    let shown = |part: Range<usize>| visible(text[part].trim_end_matches('\r'));
    let before = format!("{}{}", if from > line_start { "... " } else { "" }, shown(from..start));
    let marked = shown(start..end);
    let behind = format!("{}{}", shown(end..to), if to < line_end { " ..." } else { "" });
    let mark = before.len()..before.len() + marked.len();
    let snippet = Snippet::source(format!("{before}{marked}{behind}"))
        .line_start(line)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(mark));
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(200);
    let drawn = renderer.render(&[Group::with_level(level).element(snippet)]);
    drawn.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
