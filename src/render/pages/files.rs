//! Files for hosts and search engines: robots, sitemap, headers.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::model::Date;
use crate::render::World;
use crate::render::page::Book;
use crate::site::{Route, Site};
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
    if let Some(base) = base {
        let world = Arc::clone(&book.world);
        book.site.add(&Route::of("sitemap.xml"), move |site| Ok(sitemap_of(site, &world, &base).into_bytes()));
    }
}

/// Every page with the day on which its record was last checked; no day where it has none.
fn sitemap_of(site: &Site, world: &World, base: &str) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for file in site.settled().filter(|file| file.file_name() == "index.html") {
        let route = Route::at(file.clone());
        if world.directory.renamed.iter().any(|(old, _)| crate::render::parts::address::organisation(old) == route.address()) {
            continue;
        }
        let day = changed(world, route.address()).map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        let _ = writeln!(out, "<url><loc>{}</loc>{day}</url>", escape(&format!("{base}{}", route.address())));
    }
    out.push_str("</urlset>\n");
    out
}

fn changed(world: &World, address: &str) -> Option<Date> {
    let directory = &world.directory;
    let (room, rest) = address.split_once('/')?;
    let id = rest.strip_suffix('/')?;
    let review = match room {
        "organisations" => &directory[directory.find(id)?].review,
        "partnerships" => {
            let at = directory.partnerships.binary_search_by(|one| one.id.as_str().cmp(id)).ok()?;
            &directory.partnerships[at].review
        }
        "guide" => &directory.guide.iter().find(|page| page.id == id)?.review,
        _ => return None,
    };
    review.checked
}
