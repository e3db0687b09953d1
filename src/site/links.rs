//! Links in what people wrote, held against what stands at their addresses.

use std::collections::BTreeMap;

use super::{Route, Site};
use crate::diagnostic::{Code, Diagnostic, Span};

/// A link to a page of this site, with its place in a file.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// The file.
    pub path: &'a str,
    /// Where in it.
    pub span: Span,
    /// The address, with its leading slash.
    pub address: &'a str,
    /// The address of the page that the file itself becomes, where it becomes one.
    pub own_page: Option<String>,
}

/// Links in Markdown to addresses where nothing stands.
pub fn dead_links<'a>(site: &Site, links: impl IntoIterator<Item = Link<'a>>) -> Vec<Diagnostic> {
    /// Looking for what was meant costs time with the number of pages; after so many different links it is not done.
    const MOST_SUGGESTED: usize = 200;
    let mut addresses: Option<Vec<String>> = None;
    let mut meant: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut anchors = Anchors::default();
    let mut found = Vec::new();
    for link in links {
        let page = page_of(link.address);
        let route = Route::new(&page).ok().filter(|route| site.has(route));
        // A page that is not published, such as a draft, shows its own places to nobody.
        if route.is_none() && link.own_page.as_ref().is_some_and(|own| link.address.starts_with(&format!("{own}#"))) {
            continue;
        }
        if let Some(route) = route {
            found.extend(anchors.dead(site, &route, &link));
            continue;
        }
        let message = format!("the link `{}` leads nowhere", link.address);
        let fault = Diagnostic::new(Code::DeadLink, link.path, link.span.clone(), message);
        if !meant.contains_key(&page) && meant.len() < MOST_SUGGESTED {
            let list = || site.settled().map(|file| format!("/{}", Route::of(file.as_str()).address())).collect();
            let addresses = addresses.get_or_insert_with(list);
            let near = crate::text::nearest(&format!("/{page}"), addresses.iter().map(String::as_str));
            meant.insert(page.clone(), near.map(str::to_owned));
        }
        let near = meant.get(&page).cloned().flatten();
        found.push(
            fault
                .maybe_help(near.map(|near| format!("did you mean `{near}`?")))
                .help("links inside the site are written from its root, like `/services/work-experience/`"),
        );
    }
    found
}

/// The places inside pages to which links lead; a page is made once, and only where a link leads into it.
#[derive(Default)]
struct Anchors {
    pages: BTreeMap<String, String>,
}

impl Anchors {
    /// The fault of a link to a place that its page does not have.
    fn dead(&mut self, site: &Site, route: &Route, link: &Link<'_>) -> Option<Diagnostic> {
        let (_, fragment) = link.address.split_once('#').filter(|(_, fragment)| !matches!(*fragment, "" | "top"))?;
        let page = self.pages.entry(route.address().to_owned()).or_insert_with(|| {
            let bytes = site.render(route.file()).and_then(Result::ok).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        if page.is_empty() || page.contains(&format!(" id=\"{fragment}\"")) {
            return None;
        }
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let near = crate::text::nearest(fragment, ids);
        let message = format!("the page has no place `#{fragment}`");
        let fault = Diagnostic::new(Code::DeadLink, link.path, link.span.clone(), message);
        Some(
            fault
                .maybe_help(near.map(|near| format!("did you mean `#{near}`?")))
                .help("each heading is a place, named by its words joined with `-`"),
        )
    }
}

/// The address of the page that a link leads to: without its leading slash and what follows the path, with its closing
/// slash where it names no file.
fn page_of(address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default().trim_start_matches('/');
    let is_file = address.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if address.is_empty() || address.ends_with('/') || is_file { address.to_owned() } else { format!("{address}/") }
}
