//! Finds what is still open at some place of a text: a bracket, a brace, a text over several lines.

/// Something that was opened and not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) struct Open {
    /// Where it was opened.
    pub at: usize,
    /// The sign that opened it.
    pub sign: &'static str,
}

impl Open {
    /// Whether it is a text over several lines.
    pub(in crate::data) fn is_text(self) -> bool {
        self.sign.len() > 1
    }

    /// What is wrong, in words.
    pub(in crate::data) fn message(self) -> String {
        match self.sign {
            "[" => "this list is never closed".to_owned(),
            "{" => "this brace is never closed".to_owned(),
            _ => "this text over several lines is never closed".to_owned(),
        }
    }

    /// What to do about it.
    pub(in crate::data) fn help(self) -> String {
        match self.sign {
            "[" => "put `]` behind its last item".to_owned(),
            "{" => "put `}` behind its last value".to_owned(),
            sign => format!("put `{sign}` behind its last word, or use a single quotation mark for a text of one line"),
        }
    }
}

/// A walk through a text that only goes forward.
pub(in crate::data) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Open>,
}

impl<'t> Scanner<'t> {
    /// Begins at the start of a text.
    pub(in crate::data) fn new(text: &'t str) -> Self {
        Self { text, at: 0, open: Vec::new() }
    }

    /// The outermost thing that is open here.
    pub(in crate::data) fn open(&self) -> Option<Open> {
        self.open.first().copied()
    }

    /// Goes on up to a byte, or a little further where that stands inside a text.
    pub(in crate::data) fn advance(&mut self, to: usize) {
        while self.at < to {
            let rest = &self.text[self.at..];
            let line_begins = self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
            if line_begins && self.open.is_empty() && rest.trim_start_matches([' ', '\t']).starts_with('[') {
                self.at += line_length(rest);
                continue;
            }
            if let Some(sign) = ["\"\"\"", "'''"].into_iter().find(|sign| rest.starts_with(sign)) {
                let Some(end) = rest[3..].find(sign) else {
                    self.open.insert(0, Open { at: self.at, sign });
                    self.at = self.text.len();
                    return;
                };
                // Up to two more quotation marks may belong to the text.
                let mark = sign.as_bytes()[0];
                let more = rest.as_bytes()[end + 6..].iter().take(2).take_while(|&&byte| byte == mark).count();
                self.at += end + 6 + more;
                continue;
            }
            match rest.as_bytes()[0] {
                mark @ (b'"' | b'\'') => self.at += text_length(rest, mark),
                b'#' => self.at += line_length(rest),
                b'[' => self.begin("["),
                b'{' => self.begin("{"),
                b']' | b'}' => {
                    self.open.pop();
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
    }

    fn begin(&mut self, sign: &'static str) {
        self.open.push(Open { at: self.at, sign });
        self.at += 1;
    }
}

/// The length of a text in quotation marks; without its closing mark it ends with its line.
fn text_length(rest: &str, mark: u8) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            byte if byte == mark => return at + 1,
            b'\\' if mark == b'"' && bytes.get(at + 1).is_some_and(|&next| next != b'\n') => at += 2,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

fn line_length(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}
