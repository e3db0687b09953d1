//! Live figures in guide pages: `{{ offers("work-experience") }}`.
//!
//! This is a form of its own with a closed list of names, not a template language: a guide page comes from a stranger.

use std::ops::Range;

/// What a live figure shows. The names are those that people write.
pub const NAMES: &[&str] =
    &["offers", "needs", "partnerships", "organisations", "service", "organisation", "place", "term", "case"];

/// One live figure in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where it stands, its braces included.
    pub span: Range<usize>,
    /// One of [`NAMES`].
    pub name: String,
    /// What stands between the quotation marks.
    pub argument: String,
    /// Where that stands.
    pub argument_span: Range<usize>,
}

/// Something in double braces that is not a live figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misformed {
    /// Where it stands.
    pub span: Range<usize>,
    /// What is wrong, as a sentence without its full stop.
    pub reason: String,
}

/// All live figures of a text in order, and what only looks like one. Every byte is looked at once or twice, so that a
/// line of braces costs no more than any other; what is not closed on its line is said once for the line.
pub fn find(text: &str) -> (Vec<Figure>, Vec<Misformed>) {
    let (mut figures, mut misformed) = (Vec::new(), Vec::new());
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let line_end = text[open..].find('\n').map_or(text.len(), |at| open + at);
        let Some(close) = text[open..line_end].find("}}").map(|at| open + at + 2) else {
            misformed.push(Misformed { span: open..open + 2, reason: "`{{` has no `}}` on its line".to_owned() });
            from = line_end;
            continue;
        };
        match read(text, open..close) {
            Ok(figure) => figures.push(figure),
            Err(reason) => misformed.push(Misformed { span: open..close, reason }),
        }
        from = close;
    }
    (figures, misformed)
}

/// The text with each live figure replaced by what `answer` gives; where it gives `None` the figure stays as written.
pub fn expand(text: &str, answer: &mut dyn FnMut(&Figure) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for figure in find(text).0 {
        if let Some(words) = answer(&figure) {
            out.push_str(&text[done..figure.span.start]);
            out.push_str(&words);
            done = figure.span.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

fn read(text: &str, span: Range<usize>) -> Result<Figure, String> {
    let inner = &text[span.start + 2..span.end - 2];
    let form = "a live figure has the form `{{ offers(\"work-experience\") }}`";
    let (name, rest) = inner.split_once('(').ok_or_else(|| form.to_owned())?;
    let name = name.trim();
    if !NAMES.contains(&name) {
        let hint =
            super::nearest(name, NAMES.iter().copied()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(format!("there is no live figure `{name}`{hint}"));
    }
    let argument =
        rest.trim().strip_suffix(')').and_then(|rest| rest.trim().strip_prefix('"')).and_then(|rest| rest.strip_suffix('"'));
    let argument = argument.ok_or_else(|| form.to_owned())?;
    let start = argument.as_ptr() as usize - text.as_ptr() as usize;
    Ok(Figure { name: name.to_owned(), argument: argument.to_owned(), argument_span: start..start + argument.len(), span })
}
