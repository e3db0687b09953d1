//! Words: slugs, folding, the nearest right word, CSV cells, Markdown to safe HTML and to plain words, live figures.

mod changes;
pub mod csv;
pub mod figures;
mod fingerprint;
pub mod html;
pub mod markdown;
mod nearest;
pub mod plain;
mod slug;

pub use changes::{Line, changes};
pub use fingerprint::fingerprint;
pub use nearest::nearest;
pub use slug::{LONGEST_ID, Slug, fold, is_reserved_id};

use iri_string::types::UriStr;

/// "1 trust", "3 trusts": a number with its noun; `plural` where adding an s is wrong.
pub fn counted(count: usize, singular: &str, plural: Option<&str>) -> String {
    match (count, plural) {
        (1, _) => format!("1 {singular}"),
        (_, Some(plural)) => format!("{} {plural}", grouped(count)),
        (_, None) => format!("{} {singular}s", grouped(count)),
    }
}

/// The same text with a large first letter and nothing else changed.
pub fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// A whole number with commas: "1,346".
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "a", "a and b", "a, b and c"
pub fn listed<T: AsRef<str>>(words: &[T], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., end] => {
            let start: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", start.join(", "), end.as_ref())
        }
    }
}

/// Whether `text` is a plain mailbox, `name@host.tld`, as RFC 5322 has it without comments and quotes.
pub fn is_mailbox(text: &str) -> bool {
    let options = email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
    text.len() <= 254
        && text.is_ascii()
        && !text.contains(['"', '\'', '<', '>', '(', ')', '%', '?', '&', '!', '`', '|', '{', '}'])
        && email_address::EmailAddress::parse_with_options(text, options).is_ok()
}

/// Whether `text` is an `https` or `http` address with a host name and without user information, as RFC 3986 has it.
pub fn is_web_address(text: &str) -> bool {
    let Ok(uri) = UriStr::new(text) else { return false };
    let scheme_fits = matches!(uri.scheme_str(), "https" | "http");
    let host_fits = uri.authority_components().is_some_and(|authority| {
        let host = authority.host();
        let port_fits = authority.port().is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok());
        port_fits
            && authority.userinfo().is_none()
            && !host.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.contains('%')
    });
    scheme_fits && host_fits && text.len() <= LONGEST_URL
}

/// The greatest length of a web address.
pub const LONGEST_URL: usize = 2000;
