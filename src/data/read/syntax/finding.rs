//! What is found wrong with a line, and what finding it needs: the line outside of quotation marks, and a text in them.

use std::ops::Range;

/// A judgement of a line.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::data) struct Judged {
    /// The faulty part, in bytes of the line; `None` where the parser's own place is best.
    pub span: Option<Range<usize>>,
    /// What was found.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the lines up to the next heading cannot be judged either.
    pub spoils_section: bool,
}

impl Judged {
    /// A judgement of a part of the line.
    pub(in crate::data) fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span: Some(span), message: message.into(), help: Some(help.into()), spoils_section: false }
    }

    /// A judgement at the parser's own place.
    pub(in crate::data) fn there(message: impl Into<String>, help: Option<&str>) -> Self {
        Self { span: None, message: message.into(), help: help.map(str::to_owned), spoils_section: false }
    }
}

/// The line with everything inside straight quotation marks blanked by `x`, byte by byte, so that places stay; a remark
/// after `#` is blanked by spaces.
pub(in crate::data) fn outside(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut mark = None;
    let mut escaped = false;
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        let blank = match mark {
            Some(open) => {
                let closes = sign == open && !escaped;
                escaped = open == '"' && sign == '\\' && !escaped;
                if closes {
                    mark = None;
                }
                !closes
            }
            None if sign == '#' => {
                out.push(' ');
                out.extend(signs.as_str().bytes().map(|_| ' '));
                return out;
            }
            None => {
                if matches!(sign, '"' | '\'') {
                    mark = Some(sign);
                }
                false
            }
        };
        if blank {
            (0..sign.len_utf8()).for_each(|_| out.push('x'));
        } else {
            out.push(sign);
        }
    }
    out
}

/// A text between straight quotation marks.
pub(in crate::data) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
