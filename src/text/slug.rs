//! Ids, and the folding under which two spellings count as the same.

use std::fmt;

/// The greatest length of an id.
pub const LONGEST_ID: usize = 64;

/// An id: small letters, digits and single hyphens between them, at most [`LONGEST_ID`] long, and no reserved word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Takes `text` as an id if it has the form of one.
    ///
    /// # Errors
    /// What is wrong with it, as words that follow "the id ...".
    pub fn new(text: &str) -> Result<Self, String> {
        let part_fits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() > LONGEST_ID {
            return Err(format!("is {} signs long; at most {LONGEST_ID} are allowed", text.len()));
        }
        if !text.split('-').all(part_fits) {
            return Err("may hold only small letters a to z, digits and single hyphens between them".to_owned());
        }
        if is_reserved_id(text) {
            return Err("is a name that Windows or browsers keep for themselves".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    /// The id that a name suggests: folded, with hyphens for everything else, cut at a word where it is too long.
    pub fn suggest(name: &str) -> Option<Self> {
        let folded = fold(name);
        let words = folded.split(' ').filter(|word| !word.is_empty());
        let mut id = String::new();
        for word in words {
            if id.len() + word.len() + 1 > LONGEST_ID {
                break;
            }
            if !id.is_empty() {
                id.push('-');
            }
            id.push_str(word);
        }
        Self::new(&id).ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Whether Windows keeps the name for a device, or JavaScript's objects have a property of that name.
///
/// Names with capitals or underscores cannot be ids anyway, so only the plain ones are listed.
pub fn is_reserved_id(id: &str) -> bool {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "conin", "conout", "constructor", "prototype", "index"];
    let device = |prefix| id.strip_prefix(prefix).is_some_and(|rest: &str| matches!(rest.as_bytes(), [b'0'..=b'9']));
    RESERVED.contains(&id) || device("com") || device("lpt")
}

/// The form under which spellings count as the same: ASCII, small letters, `&` as "and", no apostrophes, anything else
/// than letters and digits as a single space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for sign in deunicode::deunicode(&text.replace('&', " and ")).chars() {
        match sign {
            '\'' | '`' => {}
            _ if sign.is_ascii_alphanumeric() => folded.push(sign.to_ascii_lowercase()),
            _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}
