//! Addresses that moved, for hosts that read `_redirects` (Netlify, Cloudflare Pages). Everywhere else the page that
//! stands at the old address sends the reader on.

use std::fmt::Write as _;

use crate::render::page::Book;
use crate::render::parts::address;
use crate::site::Route;

/// Settles the file, where anything moved.
pub(in crate::render) fn add(book: &mut Book) {
    let directory = &book.world.directory;
    let root = book.world.base_path().unwrap_or("/");
    let mut lines = String::new();
    for (old, at) in &directory.renamed {
        let (from, to) = (address::organisation(old), address::organisation(&directory[*at].id));
        let _ = writeln!(lines, "{root}{from}* {root}{to}:splat 301");
    }
    if !lines.is_empty() {
        book.site.add_bytes(&Route::of("_redirects"), lines.into_bytes());
    }
}
