//! What the preview adds to a page: the faults of the last build, and the script that waits for the next one.

use std::fmt::Write as _;

use super::Shown;
use crate::text::html::escape;

/// The address of the preview's own files, below the base of the site.
pub(super) const OWN: &str = "__trustbridge/";

pub(super) const RELOAD_SCRIPT: &str = include_str!("reload.js");
pub(super) const OVERLAY_STYLE: &str = include_str!("overlay.css");

/// The page with our part put before its end.
pub(super) fn with_ours(page: Vec<u8>, shown: &Shown) -> Vec<u8> {
    let mut page = match String::from_utf8(page) {
        Ok(page) => page,
        Err(other) => return other.into_bytes(),
    };
    let end = page.rfind("</body>").unwrap_or(page.len());
    page.insert_str(end, &ours(shown));
    page.into_bytes()
}

fn ours(shown: &Shown) -> String {
    let (base, version) = (escape(&shown.base), shown.version);
    let mut text = format!(
        "<link rel=\"stylesheet\" href=\"{base}{OWN}overlay.css\"><script src=\"{base}{OWN}reload.js\" data-version=\"{version}\"></script>"
    );
    if !shown.faults.is_empty() {
        let heading = if shown.site.is_some() {
            "Not built: this is the last good site"
        } else {
            "Not built: there is no site to show yet"
        };
        let faults = escape(&shown.faults);
        let _ = write!(text, "<aside id=\"trustbridge-faults\" role=\"alert\"><h2>{heading}</h2><pre>{faults}</pre></aside>");
    }
    text
}

/// A page of our own, for when the site has none to show.
pub(super) fn own(title: &str, text: &str, shown: &Shown) -> Vec<u8> {
    let (title, text) = (escape(title), escape(text));
    let page = format!(
        "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
    );
    with_ours(page.into_bytes(), shown)
}
