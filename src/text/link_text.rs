//! What a link says of where it leads: a reader takes the host in its words for the host it goes to.

use unicode_normalization::UnicodeNormalization as _;

use super::address::host;

/// Last labels that make a word with dots in it a host although nothing before it says so; other words with dots are
/// abbreviations, versions and names of files.
const ENDS: &[&str] = &[
    "academy",
    "biz",
    "charity",
    "co",
    "com",
    "coop",
    "cymru",
    "edu",
    "education",
    "eu",
    "foundation",
    "gov",
    "health",
    "ie",
    "info",
    "int",
    "io",
    "london",
    "mil",
    "net",
    "online",
    "org",
    "school",
    "scot",
    "site",
    "uk",
    "wales",
];

/// A host that the words of a link name although its target leads elsewhere, in plain letters. `target` is a web address, or
/// a mailbox without its scheme.
pub(super) fn other_host(words: &str, target: &str) -> Option<String> {
    let goal = match target.rsplit_once('@') {
        Some((_, host)) if !target.contains('/') => host.to_owned(),
        _ => host(target)?.to_owned(),
    };
    let goal = bare(&goal);
    let plain: String = words
        .nfkc()
        .map(|character| match character {
            '。' | '․' => '.',
            '⁄' | '∕' | '⧸' => '/',
            other => other,
        })
        .collect();
    let apart = |character: char| character.is_whitespace() || "()[]{}<>\"'“”‘’,;|".contains(character);
    plain.split(apart).filter_map(named_host).find(|named| !is_same_site(named, &goal))
}

/// The host that a word names, if it names one.
fn named_host(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let (with_scheme, rest) = match lower.split_once("://") {
        Some(("http" | "https", rest)) => (true, rest),
        _ => (false, lower.trim_start_matches("mailto:")),
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let host = host.split(':').next().unwrap_or(host).trim_matches('.');
    // Letters that look Latin are read as readers read them.
    let host =
        if host.is_ascii() { host.to_owned() } else { unicode_security::skeleton(host).collect::<String>().replace("rn", "m") };
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && !label.starts_with('-') && label.chars().all(|one| one.is_alphanumeric() || one == '-')
    };
    let known = with_scheme || authority.contains('@') || labels.first() == Some(&"www");
    let ends = labels.last().is_some_and(|last| ENDS.contains(last) || known && last.chars().all(char::is_alphabetic));
    (labels.len() > 1 && labels.iter().all(is_label) && ends).then(|| bare(&host))
}

/// A host without what readers leave out.
fn bare(host: &str) -> String {
    let lower = host.to_lowercase();
    let whole = lower.trim_end_matches('.');
    whole.strip_prefix("www.").unwrap_or(whole).to_owned()
}

/// Whether one of the two is the other or lies below it.
fn is_same_site(a: &str, b: &str) -> bool {
    let below = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    below(a, b) || below(b, a)
}
