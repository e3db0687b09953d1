//! Letters that were damaged on their way through programs that read one encoding as another.

use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::WINDOWS_1252;
use regex::Regex;

use crate::diagnostic::is_hidden;

/// A question mark where a letter stood: in the middle of a word, and in no web address.
static LOST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L}\?+\p{Ll}").expect("our own pattern is well formed"));

/// A damaged part of a text: where it stands, what is wrong with it, and what it may have been.
pub(super) struct Damage {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) meant: Option<String>,
}

/// The first character of a text that nobody sees or that reaches into the lines around it: where it stands, what the text
/// does, as it follows its name, and what to do. Ends of lines and tabs are judged elsewhere.
pub(super) fn hidden(text: &str) -> Option<(Range<usize>, String, &'static str)> {
    const STEER: &str =
        "such signs steer the text around them and can make a name look like another; delete it, or type the text again";
    const PILE: &str = "they reach into the lines around it; write the letter with its own accent";
    // Plain letters and the blanks between them: nearly every text.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t' | b'\r')) {
        return None;
    }
    let sign = text.char_indices().find(|&(_, sign)| is_hidden(sign) && !matches!(sign, '\n' | '\t' | '\r'));
    if let Some((at, sign)) = sign {
        return Some((at..at + sign.len_utf8(), format!("holds the hidden sign U+{:04X}", u32::from(sign)), STEER));
    }
    let (at, marks) = crate::text::piled_marks(text)?;
    Some((at..at, format!("puts {marks} accents on one letter"), PILE))
}

/// Whether a part of a text was damaged.
pub fn is_damaged(text: &str) -> bool {
    find(text).is_some()
}

/// The first damaged part of a text.
pub(super) fn find(text: &str) -> Option<Damage> {
    // The sign for a lost character, or the same read as Windows-1252.
    for lost in ["\u{fffd}", "ï¿½"].into_iter().filter(|_| !text.is_ascii()) {
        if let Some(at) = text.find(lost) {
            let message = "a character was lost here: U+FFFD stands in its place".to_owned();
            return Some(Damage { span: at..at + lost.len(), message, meant: None });
        }
    }
    if !text.is_ascii()
        && let Some((span, meant)) = encoded_twice(text)
    {
        let message = format!("`{}` is UTF-8 that was read as Windows-1252", &text[span.clone()]);
        return Some(Damage { span, message, meant: Some(meant) });
    }
    let text = if text.contains('?') { text } else { "" };
    let lost = LOST.find_iter(text).find(|lost| !in_address(text, lost.start()))?;
    let message = format!("`{}`: a question mark stands inside a word", lost.as_str());
    Some(Damage { span: lost.range(), message, meant: None })
}

/// Whether the word in which a byte stands is a web address or the end of a link: a question mark belongs there.
fn in_address(text: &str, at: usize) -> bool {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    text[start..at].contains(['/', '=', '&'])
}

/// The first run of letters beyond ASCII whose bytes in Windows-1252 are UTF-8 of letters and signs that English texts use.
fn encoded_twice(text: &str) -> Option<(Range<usize>, String)> {
    let mut from = 0;
    while let Some(start) = text[from..].find(|letter: char| !letter.is_ascii()).map(|at| from + at) {
        let end = text[start..].find(|letter: char| letter.is_ascii()).map_or(text.len(), |at| start + at);
        let (bytes, _, lossy) = WINDOWS_1252.encode(&text[start..end]);
        if !lossy
            && let Ok(meant) = std::str::from_utf8(&bytes)
            && meant
                .chars()
                .all(|letter| matches!(letter, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '\u{20ac}' | '\u{2122}'))
        {
            return Some((start..end, meant.to_owned()));
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn damage_is_found_and_good_letters_are_left() {
        for (text, meant) in [
            ("FIERTÃ‰ TRUST", Some("É")),
            ("St Maryâ€™s", Some("’")),
            ("cafÃ©", Some("é")),
            ("Â£20", Some("£")),
            ("Fiert\u{fffd}", None),
            ("Fiertï¿½", None),
            ("Fiert?s of Areté?s", None),
        ] {
            assert_eq!(find(text).expect(text).meant.as_deref(), meant, "{text}");
        }
        for text in [
            "FIERTÉ",
            "CAFÉ’S",
            "“Éa”",
            "Why? Because",
            "[a](/find/?q=x)",
            "https://example.org/?a=b",
            "Ångström – naïve",
            "Who?",
        ] {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
