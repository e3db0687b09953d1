//! Addresses of the web: of others, as records name them, and of the site itself.

use iri_string::types::UriStr;

/// The greatest length of a web address.
pub const LONGEST_URL: usize = 2000;

/// Last labels of names that lead nowhere but inside a house (RFC 6761, 6762, 8375, 9476, and what routers make up).
const INSIDE: [&str; 13] = [
    "arpa",
    "corp",
    "domain",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "private",
];

/// Whether `text` is an `https` or `http` address of the public web: with a host name, not a number, and without user
/// information, as RFC 3986 has it.
pub fn is_web_address(text: &str) -> bool {
    host(text).is_some_and(is_public)
}

/// "nhsemployers.org": how people name a website, by the host of an address without `www.`.
pub fn site_name(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    let host = after.split(['/', '?', '#', ':']).next().unwrap_or(after);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The host of a web address; `None` where the text is none.
pub fn host(text: &str) -> Option<&str> {
    let uri = UriStr::new(text).ok().filter(|_| text.len() <= LONGEST_URL)?;
    let scheme_fits = matches!(uri.scheme_str(), "https" | "http");
    let authority = uri.authority_components().filter(|_| scheme_fits)?;
    let host = authority.host();
    let port_fits = authority.port().is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok());
    let fits = port_fits && authority.userinfo().is_none() && host.contains('.') && is_name_of_host(host);
    fits.then_some(host)
}

/// Whether each label of a host has the form that the domain name system allows (RFC 1123; underscores are met in practice),
/// or it is an address in brackets.
fn is_name_of_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.starts_with('[') || host.len() <= 253 && host.strip_suffix('.').unwrap_or(host).split('.').all(label)
}

/// Whether a host is named in the public web. Browsers take a host for a number when its last label is one, in any spelling:
/// `127.1`, `0x7f.1`.
fn is_public(host: &str) -> bool {
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next().unwrap_or(host).to_ascii_lowercase();
    let numeric = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
    !numeric && !host.starts_with('[') && !INSIDE.contains(&last.as_str())
}

/// The address of a site as its pages continue it: with a closing `/`, without `index.html`.
///
/// It stands in settings that strangers may propose, and goes into headers, feeds and the browser that `serve --open` starts;
/// so it holds letters, digits and `-._~/` only.
///
/// # Errors
/// Why the text is no such address, as it follows "is no address for a site:".
pub fn site_address(text: &str) -> Result<String, &'static str> {
    if text.contains(['?', '#']) {
        return Err("pages cannot follow after `?` or `#`");
    }
    if host(text).is_none() {
        return Err("it begins with `https://` and a host, without a user name");
    }
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/:".contains(c)) {
        return Err("it holds a character other than letters, digits and `-._~/`");
    }
    let (start, path) = text.split_once("://").unwrap_or_default();
    let path = path.strip_suffix("/index.html").unwrap_or(path).trim_end_matches('/');
    if path.split('/').skip(1).any(|part| matches!(part, "" | "." | "..") || part.contains(':')) {
        return Err("a part of its path is empty, `.`, `..` or holds a colon");
    }
    Ok(format!("{start}://{path}/"))
}

#[cfg(test)]
mod tests {
    use super::{is_web_address, site_address};

    #[test]
    fn only_hosts_of_the_public_web_are_websites() {
        for good in [
            "https://www.dgft.nhs.uk",
            "http://example.org:8080/a?b=c#d",
            "https://example.org./",
            "https://xn--nxasmq6b.example/",
            "https://1.example",
            "https://127.0.0.1.example/",
            "https://local.gov.uk/",
            "https://192.example.org",
            "https://a_b.example.org/",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "http://192.168.1.1",
            "https://10.0.0.1/admin",
            "http://127.0.0.1:4173/",
            "http://127.1/",
            "http://0x7f.1/",
            "http://0x7f.0x0.0x0.0x1/",
            "http://0300.0250.1.1/",
            "http://8.8.8.8/",
            "http://192.168.1.1./",
            "http://169.254.169.254/latest/meta-data",
            "http://[::1]/",
            "http://[::ffff:192.168.1.1]/",
            "http://[fe80::1]/",
            "http://localhost/",
            "http://www.localhost/",
            "http://router/",
            "http://router.local/",
            "http://ROUTER.LAN",
            "http://server.corp.internal/",
            "https://intranet/",
            "https://1.0.0.127.in-addr.arpa",
            "http://2130706433/",
            "http://user@example.org/",
            "https://a..example.org/",
            "https://-a.example.org/",
            "https://a-.example.org/",
            "https://.example.org/",
            "https://exam%70le.org/",
            "https://example.org'onload=/",
            "https://exa!mple.org/",
            "javascript://example.org/%0aalert(1)",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_site_stands_at_a_plain_address() {
        for (text, address) in [
            ("https://example.org", "https://example.org/"),
            ("https://example.org/", "https://example.org/"),
            ("https://example.org/dir", "https://example.org/dir/"),
            ("https://example.org/dir/index.html", "https://example.org/dir/"),
            ("https://example.org/index.html", "https://example.org/"),
            ("https://example.org:8443/~trust/a-b_c.d/", "https://example.org:8443/~trust/a-b_c.d/"),
            ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
            ("https://example.org/my-index.html", "https://example.org/my-index.html/"),
        ] {
            assert_eq!(site_address(text).as_deref(), Ok(address), "{text}");
        }
        for bad in "& | ^ % ! ' \" ` $ ; ( ) < > { } * ? # \\ , + = @ [ ] \n \t \u{e9} \u{202e}".split(' ') {
            assert!(site_address(&format!("https://example.org/a{bad}calc/")).is_err(), "{bad:?}");
            assert!(site_address(&format!("https://exa{bad}mple.org/")).is_err(), "{bad:?}");
        }
        for bad in [
            "https://example.org/dir/?x=1",
            "https://example.org/#top",
            "https://example.org/a//b",
            "https://example.org/../b",
            "https://example.org//evil.example/",
            "https://user@example.org/",
            "ftp://example.org/",
            "file:///etc/passwd",
            "//example.org/",
            "example.org",
            "https://example.org/a:b/",
            "https://example.org/a b/",
            "",
        ] {
            assert!(site_address(bad).is_err(), "{bad}");
        }
    }
}
