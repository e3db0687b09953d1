//! Which words of a script are names that it declares itself, and short names for them.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{Kind, Token};

/// Words that are never names, and names that are the browser's even where a script declares them too.
const KEPT: &str = "arguments as async await break case catch class const continue debugger default delete do else eval export \
    extends false finally for from function get if import in instanceof let new null of return set static super switch this \
    throw true try typeof undefined var void while with yield Infinity NaN window document location history navigator name \
    status event self top parent length open close find stop print focus blur origin screen scroll alert confirm prompt";

fn sign_at(tokens: &[Token], at: Option<usize>) -> Option<char> {
    let token = tokens.get(at?)?;
    if token.kind == Kind::Sign { token.text.chars().next() } else { None }
}

/// Whether a word is the name of a property: after a dot that is no part of three, or a key of an object.
pub(super) fn is_property(tokens: &[Token], at: usize) -> bool {
    let before = |back: usize| sign_at(tokens, at.checked_sub(back));
    match before(1) {
        Some('.') => before(2) != Some('.'),
        Some('{' | ',') => sign_at(tokens, Some(at + 1)) == Some(':'),
        _ => false,
    }
}

/// Whether a word may be a property and a name in one (`{ name }`), a method or a label: then it keeps its name.
fn is_doubtful(tokens: &[Token], at: usize, innermost: Option<char>) -> bool {
    let before = sign_at(tokens, at.checked_sub(1));
    let after = sign_at(tokens, Some(at + 1));
    match before {
        Some('{' | ',') => innermost == Some('{') && matches!(after, Some(',' | '}' | '=' | '(')),
        Some(';' | '}') => after == Some(':'),
        _ => false,
    }
}

/// A short name for each name that the script declares, the shortest for what stands most often.
pub(super) fn short_names(tokens: &[Token]) -> Option<BTreeMap<String, String>> {
    let kept: BTreeSet<&str> = KEPT.split_whitespace().collect();
    let mut declared = BTreeSet::new();
    let mut doubtful = BTreeSet::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token.kind, token.text) {
            (Kind::Sign, "{" | "(" | "[") => open.push((token.text.chars().next()?, at)),
            (Kind::Sign, "}" | ")" | "]") => {
                let (bracket, start) = open.pop()?;
                if declares(tokens, bracket, start, at) {
                    declared.extend(pattern_names(&tokens[start..=at]));
                }
            }
            (Kind::Literal, text) => {
                // A template opens a brace with its last sign and closes one with its first.
                if text.starts_with('}') {
                    open.pop()?;
                }
                if text.ends_with("${") {
                    open.push(('(', at));
                }
            }
            (Kind::Word, word) if !is_property(tokens, at) => {
                if matches!(word, "class" | "with" | "eval") {
                    return None;
                }
                *counts.entry(word).or_default() += 1;
                if is_doubtful(tokens, at, open.last().map(|&(bracket, _)| bracket)) {
                    doubtful.insert(word);
                }
                let before = at.checked_sub(1).map_or("", |before| tokens[before].text);
                let arrow = sign_at(tokens, Some(at + 1)) == Some('=') && sign_at(tokens, Some(at + 2)) == Some('>');
                if matches!(before, "function" | "const" | "let" | "var") || arrow {
                    declared.insert(word);
                }
            }
            _ => {}
        }
    }
    let may = |word: &&str| declared.contains(word) && !doubtful.contains(word) && !kept.contains(word) && word.len() > 1;
    let mut renamed: Vec<&str> = counts.keys().copied().filter(may).collect();
    renamed.sort_by_key(|word| (std::cmp::Reverse(counts[word]), *word));
    let mut free = (0..).map(short_name).filter(|short| {
        let taken = counts.contains_key(short.as_str()) && !renamed.contains(&short.as_str());
        !taken && !kept.contains(short.as_str())
    });
    let pairs: BTreeMap<String, String> =
        renamed.iter().map(|word| ((*word).to_owned(), free.next().unwrap_or_default())).collect();
    open.is_empty().then_some(pairs)
}

/// Whether the brackets from `start` to `end` hold the parameters of a function or of a `catch`, or names that take
/// the parts of a value.
fn declares(tokens: &[Token], bracket: char, start: usize, end: usize) -> bool {
    let word = |back: usize| start.checked_sub(back).map_or("", |at| tokens[at].text);
    if bracket != '(' {
        return matches!(word(1), "const" | "let" | "var");
    }
    let arrow = sign_at(tokens, Some(end + 1)) == Some('=') && sign_at(tokens, Some(end + 2)) == Some('>');
    arrow || word(1) == "catch" || word(1) == "function" || word(2) == "function"
}

/// The names of a list of parameters: words after a bracket, a comma, a colon or three dots.
fn pattern_names<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = sign_at(tokens, at.checked_sub(1));
        if token.kind == Kind::Word && !is_property(tokens, at) && matches!(before, Some('(' | '[' | '{' | ',' | ':' | '.')) {
            names.push(token.text);
        }
    }
    names
}

/// `a`, `b` ... `z`, `A` ... `Z`, `aa`, `ab` ...
fn short_name(number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = char::from(LETTERS[number % 52]);
    if number < 52 { letter.to_string() } else { format!("{}{letter}", short_name(number / 52 - 1)) }
}
