//! The address of everything, and the recipe of its bytes.
//!
//! A [`Site`] is built in two steps: every address is put in with its recipe, then bytes are asked for, one address at
//! a time and in any order. Nothing is rendered before it is asked for, and nothing is kept afterwards.

pub mod address;

mod compressed;
mod described;
mod later;
mod links;
mod passed_through;
mod route;

pub use described::{Described, Field};
pub use later::Making;
pub use links::{Link, dead_links};
pub use passed_through::{PASSED_THROUGH, pass_through};
pub use route::Route;
pub(crate) use route::shared_folders;

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Code, Diagnostic};
use crate::folder::FilePath;
use later::Later;

/// Something that is made of a site; it may ask which addresses exist.
type Maker<T> = Box<dyn Fn(&Site) -> T + Send + Sync>;

/// Makes the bytes of one address.
enum Recipe {
    /// Of a page, whose template may be at fault.
    Page(Maker<Result<Vec<u8>, Diagnostic>>),
    /// Of what no template takes part in, so that nothing can go wrong.
    Sure(Maker<Vec<u8>>),
}

/// All addresses of a site with their recipes, in order.
#[derive(Default)]
pub struct Site {
    entries: BTreeMap<FilePath, Recipe>,
    folded: BTreeMap<String, FilePath>,
    faults: Vec<Diagnostic>,
    described: Vec<Described>,
    later: Vec<Later>,
    addresses: OnceLock<Arc<Addresses>>,
}

/// The addresses of a site, to be asked only whether one exists: a link is looked up here hundreds of thousands of
/// times, and an order is never needed.
#[derive(Debug, Default)]
pub struct Addresses(HashSet<Box<str>>);

impl Addresses {
    /// Whether something stands at an address written as in [`Route::address`]: `services/`, `404.html`.
    pub fn has(&self, address: &str) -> bool {
        self.0.contains(address)
    }
}

impl Site {
    /// A site without pages.
    pub fn new() -> Self {
        Self::default()
    }

    /// Settles an address. Two recipes at one address, or at addresses that differ only in case, are a fault.
    pub fn add(&mut self, route: &Route, recipe: impl Fn(&Self) -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'static) {
        self.settle(route, Recipe::Page(Box::new(recipe)));
    }

    /// The same for a recipe that cannot fail, because no template takes part in it.
    pub fn add_sure(&mut self, route: &Route, recipe: impl Fn(&Self) -> Vec<u8> + Send + Sync + 'static) {
        self.settle(route, Recipe::Sure(Box::new(recipe)));
    }

    fn settle(&mut self, route: &Route, recipe: Recipe) {
        let file = route.file().clone();
        self.addresses.take();
        if let Some(taken) = self.folded.insert(file.as_str().to_lowercase(), file.clone()) {
            self.faults.push(
                Diagnostic::new(
                    Code::AddressTaken,
                    file.as_str(),
                    None,
                    format!("two pages would stand at `{file}` and `{taken}`"),
                )
                .help("rename one of the records or pages"),
            );
        }
        self.entries.insert(file, recipe);
    }

    /// Settles an address whose bytes are known already.
    pub fn add_bytes(&mut self, route: &Route, bytes: impl Into<Arc<[u8]>>) {
        let bytes = bytes.into();
        self.add_sure(route, move |_| bytes.to_vec());
    }

    /// Settles a folder whose files are made together, when one of them is asked for: the preview answers a page long
    /// before it has made a search that nobody may ask for. `known` are the addresses in it that pages point to.
    pub fn add_later(&mut self, folder: &str, known: &[&str], making: Making) {
        self.addresses.take();
        self.later.push(Later::new(folder, known, making));
    }

    /// Says what a data file holds.
    pub fn describe(&mut self, file: Described) {
        self.described.push(file);
    }

    /// What data files hold, in the order in which that was said.
    pub fn described(&self) -> &[Described] {
        &self.described
    }

    /// Addresses that were settled twice.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// Whether something stands at the address.
    pub fn has(&self, route: &Route) -> bool {
        self.entries.contains_key(route.file()) || self.later.iter().any(|later| later.has(route.file()))
    }

    /// The file that a new one at `file` would replace, or that cannot stand beside it on a disk: the same name in other
    /// letters, or a file where the other needs a folder. Names like `search` stand for all that is made below them.
    pub fn in_the_way(&self, file: &FilePath) -> Option<FilePath> {
        let name = file.as_str().to_lowercase();
        let above = name.match_indices('/').map(|(end, _)| &name[..end]);
        if let Some(taken) = above.chain([name.as_str()]).find_map(|path| self.folded.get(path)) {
            return Some(taken.clone());
        }
        let inside = format!("{name}/");
        let first = self.folded.range(inside.clone()..).next().filter(|(path, _)| path.starts_with(&inside));
        let made_later = || {
            self.later.iter().flat_map(Later::known).find(|known| {
                let folder = known.as_str().split('/').next().unwrap_or_default();
                name.split('/').next() == Some(folder)
            })
        };
        first.map(|(_, file)| file.clone()).or_else(|| made_later().cloned())
    }

    /// The addresses that are settled by now, but for what is made together and no page points to.
    pub fn addresses(&self) -> Arc<Addresses> {
        let known = || self.entries.keys().chain(self.later.iter().flat_map(Later::known));
        let list = || known().map(|file| Route::at(file.clone()).address().into()).collect();
        Arc::clone(self.addresses.get_or_init(|| Arc::new(Addresses(list()))))
    }

    /// All files in the order of their paths. Folders that are made together are made now.
    pub fn files(&self) -> impl Iterator<Item = &FilePath> {
        let mut files: Vec<&FilePath> =
            self.entries.keys().chain(self.later.iter().flat_map(|later| later.files().keys())).collect();
        files.sort_unstable();
        files.into_iter()
    }

    /// The files that were settled one by one, in the order of their paths.
    pub fn settled(&self) -> impl Iterator<Item = &FilePath> {
        self.entries.keys()
    }

    /// Those of them whose recipe can fail.
    pub fn fallible(&self) -> impl Iterator<Item = &FilePath> {
        self.entries.iter().filter(|(_, recipe)| matches!(recipe, Recipe::Page(_))).map(|(file, _)| file)
    }

    /// How many files there are. Folders that are made together are made now.
    pub fn len(&self) -> usize {
        self.entries.len() + self.later.iter().map(|later| later.files().len()).sum::<usize>()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of a file; `None` where nothing stands there.
    ///
    /// # Errors
    /// The fault in the theme that kept the page from being made.
    pub fn render(&self, file: &FilePath) -> Option<Result<Vec<u8>, Diagnostic>> {
        match self.entries.get(file) {
            Some(Recipe::Page(recipe)) => Some(recipe(self)),
            Some(Recipe::Sure(recipe)) => Some(Ok(recipe(self))),
            None => self.later.iter().find_map(|later| later.get(file)).map(|bytes| Ok(bytes.clone())),
        }
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_set().entries(self.entries.keys()).finish()
    }
}
