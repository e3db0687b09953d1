//! The pieces of a script.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    /// A string, a part of a template or a regular expression.
    Literal,
    /// One sign.
    Sign,
}

/// A piece of a script that stands for itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) blank_before: bool,
    pub(super) line_before: bool,
}
