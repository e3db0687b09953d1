//! What is wrong, where, and what to do about it.
//!
//! Whatever judges what people wrote answers with [`Diagnostic`]s; a [`Report`] gathers them, keeps the texts they
//! point into, and is drawn in one of the forms of `check --format`.

mod code;
mod picture;
mod report;
mod ruler;

pub use code::Code;
pub use report::{MOST_PRINTED, Report};

use std::ops::Range;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build stops.
    Error,
    /// The build goes on.
    Warning,
}

impl Severity {
    /// The word for it: `error`, `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A part of a text: bytes from `start` up to, not including, `end`.
pub type Span = Range<usize>;

/// A fault in something that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault it is.
    pub code: Code,
    /// How bad it is; the code's own level unless the site's settings change it.
    pub severity: Severity,
    /// The file, relative to the site's folder.
    pub path: String,
    /// Where in the file; `None` for the file as a whole.
    pub span: Option<Span>,
    /// What was found: lower case, no full stop.
    pub message: String,
    /// What is allowed and the likely mending, one sentence each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A fault in the file at `path`.
    pub fn new(code: Code, path: impl Into<String>, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), path: path.into(), span: span.into(), message: message.into(), help: Vec::new() }
    }

    /// Adds a sentence on what is allowed or how to mend it.
    #[must_use]
    pub fn help(mut self, sentence: impl Into<String>) -> Self {
        self.help.push(sentence.into());
        self
    }

    /// Adds a sentence where there is one.
    #[must_use]
    pub fn maybe_help(self, sentence: Option<String>) -> Self {
        match sentence {
            Some(sentence) => self.help(sentence),
            None => self,
        }
    }
}

/// Text that is safe to show in a terminal: control and direction signs are written out as `\u{..}`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_hidden(sign) && sign != '\t' {
            shown.extend(sign.escape_unicode());
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// Whether a sign steers the text around it instead of being seen: control characters, direction overrides,
/// zero-width signs, the byte order mark, tags.
pub fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
