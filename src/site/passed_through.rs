//! The folder `static/` of a site: files that are published as they are, at the address that their path says.
//!
//! Whoever sends a change can put a file there. So none takes the place of what the site makes, and none is a page: a page or
//! a drawing can hold a script, which would run under the site's own address.

use std::sync::Arc;

use super::{Route, Site};
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::{FilePath, Folder};
use crate::text::grouped;

/// The folder.
pub const PASSED_THROUGH: &str = "static";

/// The greatest sum of all sizes, in bytes: code hosts take sites of up to a gigabyte.
const MOST_BYTES: usize = 100 * 1024 * 1024;

/// What may be in it: documents, pictures, fonts, sound and film.
const ENDINGS: &[&str] = &[
    "pdf", "txt", "csv", "docx", "xlsx", "pptx", "odt", "ods", "odp", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff",
    "woff2", "ttf", "otf", "mp3", "mp4", "webm", "vtt", "ics",
];

/// Names that publishing itself uses at the top of a site.
const RESERVED: &[&str] = &["checksums.txt", "_headers", "_redirects"];

/// Settles the files of `static/`. To be called when all pages are settled.
pub fn pass_through(folder: &Folder, site: &mut Site) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut sum = 0;
    for (path, bytes) in folder.below(PASSED_THROUGH).filter(|(path, _)| path.file_name() != "README.md") {
        let inside = &path.as_str()[PASSED_THROUGH.len() + 1..];
        let Ok(file) = FilePath::new(inside) else { continue };
        sum += bytes.len();
        if let Some((code, message, help)) = objection(&file, bytes, site) {
            faults.push(Diagnostic::new(code, path.as_str(), None, message).help(help));
        } else {
            site.add_bytes(&Route::at(file), Arc::clone(bytes));
        }
    }
    if sum > MOST_BYTES {
        let message =
            format!("the files of `static/` have {} bytes; at most {} are published", grouped(sum), grouped(MOST_BYTES));
        let fault = Diagnostic::new(Code::TooLarge, PASSED_THROUGH, None, message);
        faults.push(fault.help("put films and archives on a host of their own, and link to them"));
    }
    faults
}

/// Why a file cannot be published, and what to do.
fn objection(file: &FilePath, bytes: &[u8], site: &Site) -> Option<(Code, String, String)> {
    let ending = file.ending().to_lowercase();
    // Search engines and code hosts ask for a file of a line, called as they say.
    let is_line = bytes.len() <= 4096 && std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('<'));
    let verifies = is_line && (ending == "html" || !file.file_name().contains('.'));
    if !ENDINGS.contains(&ending.as_str()) && !verifies {
        let help = match ending.as_str() {
            "html" | "htm" => "write a text of your own as a page of the guide, `data/guide/NAME.md`".to_owned(),
            "svg" | "css" | "js" => format!("a {ending} file belongs to a theme: `themes/NAME/static/`"),
            _ => format!("these are: {}; and files that prove to a search engine whose site it is", ENDINGS.join(", ")),
        };
        return Some((Code::NotRead, format!("files that end in `.{ending}` are not passed through"), help));
    }
    let taken = RESERVED.iter().find(|name| file.as_str().eq_ignore_ascii_case(name)).map(|name| (*name).to_owned());
    let taken = taken.or_else(|| site.in_the_way(file).map(|other| other.to_string()))?;
    Some((
        Code::AddressTaken,
        format!("the site makes `{taken}` itself"),
        "give the file, or its folder, another name".to_owned(),
    ))
}
