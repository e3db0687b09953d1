//! Scripts of the built-in theme in fewer bytes: no comments, no needless blanks, short names for what a script declares
//! itself. A third of what a page loads for its first result was names.
//!
//! A name gets the same short name everywhere in a script, and no other name gets it, so that what it means in each
//! function stays as it was; names of properties and of the browser are left alone. What this reader is not sure of
//! ([`shortened`] gives `None`) stays as it was written. Scripts of a site's own theme are never renamed.

use super::script_names::{is_property, short_names};
use super::tokens::{Kind, Token};

/// Words after which a slash begins a regular expression.
const BEFORE_PATTERN: &[&str] = &["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"];

/// The script in fewer bytes; `None` where it holds something that this reader does not know for certain.
pub fn shortened(script: &str) -> Option<String> {
    let tokens = tokens(script)?;
    let names = short_names(&tokens)?;
    let mut out = String::with_capacity(script.len() / 2);
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| tokens[before]);
        if let Some(before) = before {
            out.push_str(gap(&before, token));
        }
        let short = (token.kind == Kind::Word && !is_property(&tokens, at)).then(|| names.get(token.text)).flatten();
        out.push_str(short.map_or(token.text, String::as_str));
    }
    out.push('\n');
    Some(out)
}

fn tokens(script: &str) -> Option<Vec<Token<'_>>> {
    Reader { text: script, at: 0, tokens: Vec::new(), braces: Vec::new() }.read()
}

/// The words, numbers, texts and signs of a script in their order; `None` where it holds something that this reader does not
/// know for certain.
pub fn parts(script: &str) -> Option<Vec<&str>> {
    Some(tokens(script)?.iter().map(|token| token.text).collect())
}

/// A script without indentation, comments on lines of their own and type casts, which would be a third of what a page
/// loads. Scripts of a theme hold no text that goes over several lines.
pub fn without_comments(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let mut line = line.trim();
        if in_comment {
            let Some((_, after)) = line.split_once("*/") else { continue };
            in_comment = false;
            line = after.trim();
        }
        let mut kept = String::new();
        while let Some((before, comment)) = line.split_once("/**") {
            kept.push_str(before);
            let Some((_, after)) = comment.split_once("*/") else {
                in_comment = true;
                line = "";
                break;
            };
            line = after.trim_start();
        }
        kept.push_str(line);
        if !kept.trim().is_empty() && !kept.starts_with("//") {
            out.push_str(kept.trim_end());
            out.push('\n');
        }
    }
    out
}

/// What must stand between two tokens: line breaks that may end a statement, blanks between words and between signs
/// that would become another sign.
fn gap(before: &Token, token: &Token) -> &'static str {
    let last = before.text.chars().next_back().unwrap_or(' ');
    let first = token.text.chars().next().unwrap_or(' ');
    let is_sign = |token: &Token, signs: &str| token.kind == Kind::Sign && signs.contains(token.text);
    if token.line_before && !is_sign(before, "{;([,:?=&|<>*!") && !is_sign(token, "})],;.:?&|") {
        return "\n";
    }
    let wordy = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$') || !sign.is_ascii();
    let joins = wordy(last) && wordy(first) || "+-/".contains(last) && "+-/".contains(first) || before.kind == Kind::Number;
    if token.blank_before && joins { " " } else { "" }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token<'a>>,
    /// For each open brace whether it stands in a template.
    braces: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn read(mut self) -> Option<Vec<Token<'a>>> {
        loop {
            let start = self.at;
            self.skip_blanks()?;
            let skipped = &self.text[start..self.at];
            let Some(sign) = self.rest().chars().next() else { break };
            let (kind, length) = self.token(sign)?;
            let text = self.rest().get(..length)?;
            let line_before = skipped.contains('\n');
            self.tokens.push(Token { kind, text, blank_before: !skipped.is_empty(), line_before });
            self.at += length;
        }
        self.braces.is_empty().then_some(self.tokens)
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let bare = rest.trim_start();
            self.at += rest.len() - bare.len();
            if bare.starts_with("//") {
                self.at += bare.find('\n').unwrap_or(bare.len());
            } else if bare.starts_with("/*") {
                self.at += bare.find("*/")? + 2;
            } else {
                return Some(());
            }
        }
    }

    /// The kind of the token that begins with `sign`, and how many bytes it has.
    fn token(&mut self, sign: char) -> Option<(Kind, usize)> {
        let rest = self.rest();
        let span = |fits: fn(char) -> bool| rest.find(|sign| !fits(sign)).unwrap_or(rest.len());
        let is_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$');
        match sign {
            '0'..='9' => Some((Kind::Number, span(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_')))),
            '"' | '\'' => Some((Kind::Literal, ends(rest, 1, &[sign])?)),
            '`' => self.template(),
            '/' if self.is_pattern()? => {
                let end = pattern_end(rest)?;
                Some((Kind::Literal, end + rest[end..].find(|sign| !is_word(sign)).unwrap_or(rest.len() - end)))
            }
            '{' => {
                self.braces.push(false);
                Some((Kind::Sign, 1))
            }
            '}' => {
                if self.braces.pop()? {
                    return self.template();
                }
                Some((Kind::Sign, 1))
            }
            _ if is_word(sign) => Some((Kind::Word, span(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '$')))),
            _ if sign.is_ascii() && !matches!(sign, '#' | '@' | '\\') => Some((Kind::Sign, 1)),
            _ => None,
        }
    }

    /// A template from its opening quote or a closing brace to its next opening brace or its end.
    fn template(&mut self) -> Option<(Kind, usize)> {
        let rest = self.rest();
        let mut from = 1;
        loop {
            let end = ends(rest, from, &['`', '{'])?;
            if rest.as_bytes()[end - 1] == b'`' {
                return Some((Kind::Literal, end));
            }
            if rest.as_bytes()[end - 2] == b'$' && !rest[..end - 2].ends_with('\\') {
                self.braces.push(true);
                return Some((Kind::Literal, end));
            }
            from = end;
        }
    }

    /// Whether a slash begins a regular expression; `None` where only a parser could tell.
    fn is_pattern(&self) -> Option<bool> {
        let Some(before) = self.tokens.last() else { return Some(true) };
        let spaced = self.rest()[1..].starts_with([' ', '=']);
        match before.kind {
            Kind::Word => Some(BEFORE_PATTERN.contains(&before.text)),
            Kind::Number | Kind::Literal => Some(false),
            Kind::Sign => match before.text {
                ")" | "]" | "}" => spaced.then_some(false),
                _ => Some(true),
            },
        }
    }
}

/// Where a text ends that goes to one of the `closing` signs, after that sign; signs after a backslash do not count.
fn ends(text: &str, from: usize, closing: &[char]) -> Option<usize> {
    let mut signs = text[from..].char_indices();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' {
            signs.next()?;
        } else if closing.contains(&sign) {
            return Some(from + at + 1);
        }
    }
    None
}

/// Where a regular expression ends, after its last slash.
fn pattern_end(text: &str) -> Option<usize> {
    let mut in_set = false;
    let mut signs = text.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' => _ = signs.next()?,
            '[' => in_set = true,
            ']' => in_set = false,
            '/' if !in_set => return Some(at + 1),
            '\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(script: &str) -> String {
        shortened(script).expect("the script is understood")
    }

    #[test]
    fn scripts_lose_their_comments() {
        let script = "// @needs a.js\n/**\n * What it does.\n */\nfunction a() {\n  // why\n  return /** @type {string} */ (b); /** @type {c} */ (d);\n}\n/** One line. */\nconst url = \"http://x\";\n";
        assert_eq!(without_comments(script), "function a() {\nreturn (b); (d);\n}\nconst url = \"http://x\";\n");
    }

    #[test]
    fn names_get_short_and_mean_the_same() {
        assert_eq!(
            short("function add(left, right) {\n  return left + right;\n}\nadd(1, 2);\n"),
            "function b(a,c){return a+c;}\nb(1,2);\n".replace("b(a,c)", "a(b,c)").replace("a+c", "b+c").replace("\nb(", "\na(")
        );
        assert_eq!(
            short("const list = [1];\nlist.map((one) => ({ one, two: one.list }));"),
            "const a=[1];\na.map((one)=>({one,two:one.list}));\n".replace(";\na.map", ";a.map")
        );
    }

    #[test]
    fn what_is_not_a_name_of_the_script_stays() {
        for script in [
            "document.title=\"const title\";",
            "window.name=/title\\/[/]/g.test(name);",
            "x={title:1,other(){}};x.title++;",
            "trustbridge.title=`a ${trustbridge.title} b`;",
        ] {
            assert_eq!(short(script).trim_end(), script);
        }
    }

    #[test]
    fn blanks_that_matter_stay() {
        assert_eq!(short("a = b + +c - -d;\nlet e = typeof f\ng()\n++h"), "a=b+ +c- -d;let e=typeof f\ng()\n++h\n");
        assert_eq!(short("if (a) return /b c/ .test(d) / 2;"), "if(a)return/b c/.test(d)/2;\n");
        assert_eq!(short("a = `x  ${ b  +  `${c}  d` }  y`;"), "a=`x  ${b+`${c}  d`}  y`;\n");
    }

    #[test]
    fn what_only_a_parser_can_tell_is_left_alone() {
        assert_eq!(short("a={class:1};").trim_end(), "a={class:1};");
        for script in ["if (a) /b/.test(c);", "class A {}", "a = \"never ends", "a = (b;", "eval(\"a\")", "#!x"] {
            assert_eq!(shortened(script), None, "{script}");
        }
    }
}
