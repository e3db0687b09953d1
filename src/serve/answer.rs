//! A request becomes an answer. No file is touched: what is not an address of the site is not there.

use std::borrow::Cow;

use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, StatusCode, Uri};

use super::page::{self, OVERLAY_STYLE, OWN, RELOAD_SCRIPT};
use super::{Shown, guard};
use crate::folder::FilePath;
use crate::site::{Route, Site};

/// What goes back, or the wish to be told of every build from now on.
pub(super) enum Answer {
    Whole { status: StatusCode, kind: &'static str, body: Vec<u8>, location: Option<String> },
    Events,
}

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// Sent with every answer. No other origin may read, embed or cache what is not published yet.
pub(super) const HEADERS: [(&str, &str); 6] = [
    ("cache-control", "no-store"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// Answers a request; renders at most one page. `open` says that other machines may ask.
pub(super) fn answer(method: &Method, target: &Uri, headers: &HeaderMap, shown: &Shown, open: bool) -> Answer {
    if !guard::is_for_us(headers, target, open) {
        return plain(StatusCode::FORBIDDEN, "This preview answers only to its own name: localhost, 127.0.0.1 or [::1].");
    }
    if !guard::has_our_origin(headers, open) {
        return plain(StatusCode::FORBIDDEN, "Only pages of this preview may ask for this.");
    }
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "This preview only shows pages.");
    }
    let Some(rest) = target.path().strip_prefix(shown.base.as_str()) else {
        let is_start = target.path() == "/" || format!("{}/", target.path()) == shown.base;
        return if is_start { redirect(&shown.base, target) } else { missing(shown) };
    };
    if let Some(own) = rest.strip_prefix(OWN) {
        return own_file(own, headers);
    }
    let Some(path) = decode(rest) else { return plain(StatusCode::BAD_REQUEST, "This address cannot be read.") };
    let (Some(site), Ok(route)) = (&shown.site, Route::new(&path)) else { return missing(shown) };
    if site.has(&route) {
        return render(site, route.file(), StatusCode::OK, shown);
    }
    if !path.ends_with('/') && Route::new(&format!("{path}/")).is_ok_and(|folder| site.has(&folder)) {
        return redirect(&format!("{}{rest}/", shown.base), target);
    }
    missing(shown)
}

/// The files of the preview itself.
fn own_file(name: &str, headers: &HeaderMap) -> Answer {
    if !guard::is_from_us(headers) {
        return plain(StatusCode::FORBIDDEN, "Only pages of this preview may ask for this.");
    }
    let whole = |kind, text: &str| Answer::Whole { status: StatusCode::OK, kind, body: text.into(), location: None };
    match name {
        "events" => Answer::Events,
        "reload.js" => whole("text/javascript; charset=utf-8", RELOAD_SCRIPT),
        "overlay.css" => whole("text/css; charset=utf-8", OVERLAY_STYLE),
        _ => plain(StatusCode::NOT_FOUND, "The preview has no such file."),
    }
}

fn render(site: &Site, file: &FilePath, status: StatusCode, shown: &Shown) -> Answer {
    let kind = kind_of(file);
    match site.render(file) {
        Some(Ok(body)) => {
            let body = if kind == HTML { page::with_ours(body, shown) } else { body };
            Answer::Whole { status, kind, body, location: None }
        }
        Some(Err(fault)) => {
            let body = page::own("This page cannot be made", &format!("{}: {}", fault.path, fault.message), shown);
            Answer::Whole { status: StatusCode::INTERNAL_SERVER_ERROR, kind: HTML, body, location: None }
        }
        None => missing(shown),
    }
}

fn missing(shown: &Shown) -> Answer {
    let own = Route::of("404.html");
    match &shown.site {
        Some(site) if site.has(&own) => render(site, own.file(), StatusCode::NOT_FOUND, shown),
        Some(_) => {
            let body = page::own("Page not found", "The site has no page at this address.", shown);
            Answer::Whole { status: StatusCode::NOT_FOUND, kind: HTML, body, location: None }
        }
        None => {
            let body = page::own("Not built", "The site appears here as soon as the faults below are mended.", shown);
            Answer::Whole { status: StatusCode::SERVICE_UNAVAILABLE, kind: HTML, body, location: None }
        }
    }
}

/// To another address of this server; `to` begins with its base and holds the signs of the request, still encoded.
fn redirect(to: &str, target: &Uri) -> Answer {
    let location = target.query().map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    Answer::Whole { status: StatusCode::FOUND, kind: TEXT, body: Vec::new(), location: Some(location) }
}

fn plain(status: StatusCode, sentence: &str) -> Answer {
    Answer::Whole { status, kind: TEXT, body: format!("{sentence}\n").into_bytes(), location: None }
}

/// Undoes percent encoding, once. `None` where it is malformed, or what comes out is not text.
fn decode(path: &str) -> Option<Cow<'_, str>> {
    let is_a_byte = |rest: &str| rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    path.split('%').skip(1).all(is_a_byte).then_some(())?;
    percent_encoding::percent_decode_str(path).decode_utf8().ok()
}

/// The media type of a file, by its ending.
fn kind_of(file: &FilePath) -> &'static str {
    match file.ending() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "txt" | "md" | "toml" => TEXT,
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "pdf" => "application/pdf",
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

/// The headers of an answer of this kind.
pub(super) fn headers(kind: &'static str, location: Option<&str>) -> HeaderMap {
    let mut headers: HeaderMap =
        HEADERS.iter().map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
    headers.insert("content-type", HeaderValue::from_static(kind));
    if let Some(location) = location.and_then(|location| HeaderValue::from_str(location).ok()) {
        headers.insert("location", location);
    }
    headers
}
