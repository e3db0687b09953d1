//! The files of a theme: those embedded in the program, and a site's own in their place.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Code, Diagnostic};
use crate::folder::Folder;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A file of the theme: where it was read from and what it holds.
#[derive(Clone, Debug)]
pub(super) struct Static {
    /// For faults: `themes/default/static/js/find.js`.
    pub(super) path: String,
    /// Its content.
    pub(super) bytes: Vec<u8>,
    /// Whether it is the program's own: only such scripts and styles are published in fewer bytes.
    pub(super) built_in: bool,
}

/// All files of the theme by their path inside it.
pub(super) fn of(folder: &Folder, name: &str) -> Result<BTreeMap<String, Static>, Vec<Diagnostic>> {
    let mut files = BTreeMap::new();
    gather(&EMBEDDED, &mut files);
    let root = format!("themes/{name}");
    let own = files.len();
    for (path, bytes) in folder.below(&root) {
        let inside = path.as_str()[root.len() + 1..].to_owned();
        let built_in = EMBEDDED.get_file(&inside).is_some_and(|file| file.contents() == &**bytes);
        files.insert(inside, Static { path: path.as_str().to_owned(), bytes: bytes.to_vec(), built_in });
    }
    if name != "default" && files.len() == own && folder.below(&root).next().is_none() {
        let fault = Diagnostic::new(Code::UnknownTheme, "data/site.toml", None, format!("the theme `{name}` has no files"));
        return Err(vec![fault.help(format!("put its files into `{root}/`, or set `theme = \"default\"`"))]);
    }
    Ok(files)
}

fn gather(folder: &Dir<'static>, files: &mut BTreeMap<String, Static>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.insert(
            path.clone(),
            Static { path: format!("themes/default/{path}"), bytes: file.contents().to_vec(), built_in: true },
        );
    }
    folder.dirs().for_each(|inner| gather(inner, files));
}

/// The built-in files that a site may have in a form of its own, by their path inside the theme, in order.
pub fn built_in() -> Vec<(String, &'static [u8])> {
    let mut files = BTreeMap::new();
    gather(&EMBEDDED, &mut files);
    let theirs = files.into_keys().filter(|path| !path.starts_with("minified/"));
    theirs.filter_map(|path| EMBEDDED.get_file(&path).map(|file| (path, file.contents()))).collect()
}
