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

/// Whether a character is not seen itself: control characters, and everything that Unicode calls default-ignorable
/// (direction overrides, zero-width characters, fillers, variation selectors, tags), ends of lines, and the blank Braille
/// pattern; or whether nobody knows what is seen, as with private characters and what Unicode keeps free for programs.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}'
            | '\u{f0000}'..='\u{10ffff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::is_hidden;

    /// The list above is that of Unicode, whatever version the tables of the regex library have.
    #[test]
    fn every_default_ignorable_character_is_hidden() {
        let ignorable = regex::Regex::new(r"^\p{Default_Ignorable_Code_Point}$").expect("a pattern");
        let missing: Vec<char> =
            (char::MIN..=char::MAX).filter(|one| ignorable.is_match(one.encode_utf8(&mut [0; 4])) && !is_hidden(*one)).collect();
        assert!(missing.is_empty(), "{missing:x?}");
        assert!(['\u{e000}', '\u{f8ff}', '\u{fffe}', '\u{1ffff}', '\u{100000}'].into_iter().all(is_hidden));
        assert!(['a', ' ', 'é', '\u{2019}', '\u{1f600}', '\u{301}', '\u{fffd}'].into_iter().all(|one| !is_hidden(one)));
    }
}
