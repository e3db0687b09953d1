//! How a page points to another: relative links, checked against the addresses of the site.

use std::sync::Arc;

use crate::site::{Addresses, Route, shared_folders};

/// Makes the links of one page.
#[derive(Debug)]
pub(in crate::render) struct Links {
    here: Route,
    up: String,
    /// The folder of the page, as long as links may take the shortest way: `organisations/dudley-group/`.
    folder: Option<String>,
    portable: bool,
    addresses: Arc<Addresses>,
}

impl Links {
    /// The links of the page at `here`. `root` replaces the way up to the site's root: the page for missing addresses
    /// is shown at any depth and must point from the root of the host.
    pub(in crate::render) fn new(here: Route, root: Option<&str>, portable: bool, addresses: Arc<Addresses>) -> Self {
        let file = here.file().as_str();
        let depth = file.matches('/').count();
        let folder = root.is_none().then(|| file.rfind('/').map_or("", |end| &file[..=end]).to_owned());
        let up = root.map_or_else(|| "../".repeat(depth), str::to_owned);
        Self { here, up, folder, portable, addresses }
    }

    /// The same, with links that go up to the root first, for what pages of one depth share.
    pub(in crate::render) fn over_the_root(&self) -> Self {
        Self {
            here: self.here.clone(),
            up: self.up.clone(),
            folder: None,
            portable: self.portable,
            addresses: Arc::clone(&self.addresses),
        }
    }

    /// The address of the page itself.
    pub(in crate::render) fn here(&self) -> &str {
        self.here.address()
    }

    /// The way up to the site's root: `../../`.
    pub(in crate::render) fn up(&self) -> &str {
        &self.up
    }

    /// The address of the page if it stands right below the root; empty for all others.
    pub(in crate::render) fn first_level(&self) -> &str {
        let here = self.here.address();
        if here.matches('/').count() <= 1 { here } else { "" }
    }

    /// Whether something stands at the address; a query or fragment does not count.
    pub(in crate::render) fn exists(&self, address: &str) -> bool {
        self.addresses.has(part(address).0)
    }

    /// The link to an address of the site, given from the root without a leading slash, perhaps with a query or
    /// fragment: `services/work-experience/#offers`.
    ///
    /// # Errors
    /// A sentence where nothing stands at the address.
    pub(in crate::render) fn to(&self, address: &str) -> Result<String, String> {
        let (target, rest) = part(address);
        if !self.addresses.has(target) {
            return Err(format!("links to `{target}`, and no page of this site stands there"));
        }
        let is_page = target.is_empty() || target.ends_with('/');
        let file = if self.portable && is_page { "index.html" } else { "" };
        let (up, down) = self.way(target);
        let mut link = String::with_capacity(up.len() + down.len() + file.len() + rest.len() + 2);
        for piece in [up, down, file] {
            link.push_str(piece);
        }
        if link.is_empty() {
            link.push_str("./");
        }
        link.push_str(rest);
        Ok(link)
    }

    /// The way to `target`: as far up as it must, then down. From `organisations/a/` to `organisations/b/` that is `../b/`.
    fn way<'a>(&'a self, target: &'a str) -> (&'a str, &'a str) {
        let Some(folder) = &self.folder else { return (&self.up, target) };
        let (steps, bytes) = shared_folders(folder, target);
        (&self.up[3 * steps..], &target[bytes..])
    }

    /// The link to an address as Markdown holds it, with a leading slash; `None` keeps the words without a link.
    pub(in crate::render) fn site(&self, address: &str) -> Option<String> {
        self.to(address.strip_prefix('/')?).ok()
    }
}

fn part(address: &str) -> (&str, &str) {
    address.split_at(address.find(['?', '#']).unwrap_or(address.len()))
}
