//! Who may ask: the preview shows what is not published yet, and any site that the maintainer visits can send requests
//! to it.

use std::net::{IpAddr, Ipv6Addr};

use hyper::Uri;
use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};

/// Whether the request was sent to this server by its own name. A foreign site can make the browser connect to us
/// under *its* name (DNS rebinding), but not under ours. With `open`, any address in numbers is ours: a name is needed
/// for the trick.
pub(super) fn is_for_us(headers: &HeaderMap, target: &Uri, open: bool) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let named = target.authority().is_none_or(|authority| is_ours(authority.as_str(), open));
    named && host.to_str().is_ok_and(|host| is_ours(host, open))
}

/// Whether no script of another site sent the request. Browsers say the origin of whatever wants to read the answer.
pub(super) fn has_our_origin(headers: &HeaderMap, open: bool) -> bool {
    let from_us = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_ours(host, open));
    headers.get_all(ORIGIN).iter().all(|origin| origin.to_str().is_ok_and(from_us))
}

/// Whether the request comes from a page of this server, as far as the browser says where it comes from.
pub(super) fn is_from_us(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    site.is_none_or(|site| matches!(site, b"same-origin" | b"none"))
}

/// `localhost`, a loopback address, or (with `open`) any address in numbers; each with or without a port.
fn is_ours(host: &str, open: bool) -> bool {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((name, port)) => (name, port),
            None => return false,
        },
        None => host.find(':').map_or((host, ""), |colon| host.split_at(colon)),
    };
    let port_fits = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    let is_address = if host.starts_with('[') {
        name.parse::<Ipv6Addr>().is_ok_and(|address| open || address.is_loopback())
    } else {
        name.parse::<IpAddr>().is_ok_and(|address| open || address.to_string() == "127.0.0.1")
    };
    port_fits && (name.eq_ignore_ascii_case("localhost") || is_address)
}
