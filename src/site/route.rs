//! Addresses: how they are written, which file stands there, and how one page points to another.

use crate::folder::FilePath;

/// An address inside the site. The address of a page ends in `/` (the home page is empty); others name a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route {
    file: FilePath,
}

impl Route {
    /// An address from the site's root, without a leading slash: `""`, `organisations/dudley-group/`, `404.html`.
    ///
    /// # Errors
    /// A sentence where it would climb out of the site or hold signs that no address may hold.
    pub fn new(address: &str) -> Result<Self, String> {
        let file = if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() };
        FilePath::new(file).map(|file| Self { file })
    }

    /// The same for addresses made of fixed words and checked ids.
    ///
    /// # Panics
    /// If it would climb out of the site: ids are checked when they are read.
    pub fn of(address: &str) -> Self {
        Self::new(address).expect("addresses are made of fixed words and checked ids")
    }

    /// The address of a file of the site.
    pub fn at(file: FilePath) -> Self {
        Self { file }
    }

    /// The file that stands there, relative to the built folder.
    pub fn file(&self) -> &FilePath {
        &self.file
    }

    /// The address as people read it: without `index.html`.
    pub fn address(&self) -> &str {
        let file = self.file.as_str();
        match file.strip_suffix("index.html") {
            Some(page) if page.is_empty() || page.ends_with('/') => page,
            _ => file,
        }
    }

    /// How a page at `self` points to `target`: `../../services/`. With `portable`, `index.html` is written out, so
    /// that the link works from a folder on a disk.
    pub fn to(&self, target: &Self, portable: bool) -> String {
        let here = self.file.as_str();
        let folder = here.rfind('/').map_or("", |end| &here[..=end]);
        let there = if portable { target.file.as_str() } else { target.address() };
        let (folders, bytes) = shared_folders(folder, there);
        let link = format!("{}{}", "../".repeat(folder.matches('/').count() - folders), &there[bytes..]);
        if link.is_empty() { "./".to_owned() } else { link }
    }
}

/// How many folders a page's folder and an address begin with together, and how many bytes of the address these are.
pub(crate) fn shared_folders(folder: &str, address: &str) -> (usize, usize) {
    let same = folder.split_inclusive('/').zip(address.split_inclusive('/')).take_while(|(a, b)| a == b && a.ends_with('/'));
    same.fold((0, 0), |(folders, bytes), (piece, _)| (folders + 1, bytes + piece.len()))
}
