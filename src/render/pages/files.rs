//! Files for hosts and search engines: robots, sitemap, headers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::model::{Date, Directory};
use crate::render::World;
use crate::render::page::Book;
use crate::site::{Route, Site, address};
use crate::text::html::escape;

/// What `_headers` tells hosts that read it; the policy is that of every page.
const HEADERS: &str = "/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), microphone=(), geolocation=(self), interest-cohort=()
  X-Frame-Options: DENY

/assets/*
  Cache-Control: public, max-age=31536000, immutable

/data/*
  Access-Control-Allow-Origin: *
";

/// Settles them. The sitemap needs the site's own address and is left out without one.
pub(in crate::render) fn add(book: &mut Book) {
    let base = book.world.directory.settings.base_url.clone();
    let sitemap = base.as_ref().map(|base| format!("Sitemap: {base}sitemap.xml\n")).unwrap_or_default();
    book.site.add_bytes(&Route::of("robots.txt"), format!("User-agent: *\nAllow: /\n{sitemap}").into_bytes());
    book.site.add_bytes(&Route::of(".nojekyll"), Vec::new());
    book.site.add_bytes(&Route::of("_headers"), HEADERS.as_bytes().to_vec());
    if let Some(text) = security(&book.world.directory) {
        book.site.add_bytes(&Route::of(".well-known/security.txt"), text.into_bytes());
    }
    if let Some(base) = base {
        let world = Arc::clone(&book.world);
        book.site.add_sure(&Route::of("sitemap.xml"), move |site| sitemap_of(site, &world, &base).into_bytes());
    }
}

/// How somebody reports a weakness, by RFC 9116; `None` where no contact is set. It holds for ten to eleven months after the
/// build, from the first of a month, so that builds of one month are the same.
fn security(directory: &Directory) -> Option<String> {
    let settings = &directory.settings;
    let mail = settings.contact.email.as_ref().map(|mail| format!("mailto:{mail}"));
    let contacts: Vec<String> =
        mail.into_iter().chain(settings.contact.url.clone()).map(|to| format!("Contact: {to}\n")).collect();
    let end = directory.as_of?.first_of_month().checked_add(jiff::Span::new().months(11)).ok()?;
    let canonical =
        settings.base_url.as_ref().map(|base| format!("Canonical: {base}.well-known/security.txt\n")).unwrap_or_default();
    let text = format!("{}Expires: {end}T00:00:00Z\nPreferred-Languages: en\n{canonical}", contacts.concat());
    (!contacts.is_empty()).then_some(text)
}

/// Every page with the day on which its record was last checked; no day where it has none.
fn sitemap_of(site: &Site, world: &World, base: &str) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let checked = checked(&world.directory);
    let moved: BTreeSet<String> = world.directory.renamed.iter().map(|(old, _)| address::organisation(old)).collect();
    for file in site.settled().filter(|file| file.file_name() == "index.html") {
        let route = Route::at(file.clone());
        if moved.contains(route.address()) {
            continue;
        }
        let day =
            checked.get(route.address()).copied().flatten().map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        let _ = writeln!(out, "<url><loc>{}</loc>{day}</url>", escape(&format!("{base}{}", route.address())));
    }
    out.push_str("</urlset>\n");
    out
}

/// The day on which the record of each page was last checked.
fn checked(directory: &Directory) -> BTreeMap<String, Option<Date>> {
    let organisations = directory.organisations.iter().map(|one| (address::organisation(&one.id), one.review.checked));
    let partnerships = directory.partnerships.iter().map(|one| (address::partnership(&one.id), one.review.checked));
    let guide = directory.guide.iter().map(|page| (address::guide(&page.id), page.review.checked));
    organisations.chain(partnerships).chain(guide).collect()
}
