//! Trustbridge turns TOML records of NHS trusts and school trusts into a searchable static website that matches
//! potential partners.
//!
//! **A build is one pure function: a folder goes in, a site comes out.**
//!
//! ```
//! use trustbridge::folder::{FilePath, Folder};
//! use trustbridge::model::Date;
//! use trustbridge::pipeline::{Options, build};
//! use trustbridge::site::Route;
//!
//! let mut folder = Folder::new();
//! for (path, text) in [
//!     ("data/site.toml", "title = 'Two sectors'"),
//!     ("data/vocabulary/services.toml", "service = []"),
//!     ("data/vocabulary/kinds.toml", "[[kind]]\nid = 'acute-trust'\nlabel = 'Acute trust'\nsector = 'nhs'\ntrust = true"),
//!     ("data/organisations/nhs/anytown.toml", "name = 'Anytown Hospitals'\nsector = 'nhs'\nkind = 'acute-trust'\nsources = [{ url = 'https://example.org/' }]"),
//! ] {
//!     folder.insert(FilePath::fixed(path), text.as_bytes());
//! }
//!
//! let options = Options { as_of: Date::constant(2026, 11, 27), drafts: false, portable: false, base_url: None };
//! let built = build(&folder, &options, &mut |_pass| ());
//! assert_eq!(built.report.errors(), 0);
//!
//! // No page has been rendered yet: the site holds the recipe of each, and renders the one that is asked for.
//! let site = built.site.expect("the records hold no error");
//! let page = site.render(Route::of("organisations/anytown/").file()).expect("every organisation has a page");
//! let page = String::from_utf8(page.expect("its template holds no error"))?;
//! assert!(page.contains("Anytown Hospitals"));
//! # Ok::<(), std::string::FromUtf8Error>(())
//! ```
//!
//! The library is the inside of a program: it carries no promise of stability, and what only the program uses is left out
//! of this page.
//!
//! # The journey of a record
//!
//! `data/organisations/nhs/dudley-group.toml` becomes `organisations/dudley-group/index.html`:
//!
//! 1. [`disk::read`] gives a [`folder::Folder`]: relative paths and bytes. Nothing after this step touches the disk.
//! 2. [`data::load`] turns bytes into text, text into a tree in which every key knows its place, the tree into a record.
//!    One description of a record (its Rust types) gives the JSON Schema, the checks and the decoding. Rules across
//!    records follow. Every fault of every file is found in one run and kept in a [`diagnostic::Report`].
//! 3. Lists that others refer to become [`model::Sorted`]: in order by construction, with indices that nothing else can
//!    make. [`model::Directory::new`] adds what goes both ways. From here on nothing can go wrong with the records, and
//!    nothing changes them.
//! 4. [`serving::of`] finds who serves which place; [`matching::all`] ranks the partners of every organisation; `insight`
//!    sees the directory as a whole; `search` makes the index.
//! 5. `render` and `export` register the address of every page and file in a [`site::Site`], each with the recipe of its
//!    bytes. Links are checked; nothing has been rendered yet.
//! 6. [`disk::publish`] asks for every page, writes a whole new folder beside the old one, and exchanges the two in one
//!    step. `serve` asks only for the page that a browser wants.
//!
//! [`pipeline::build`] is the order of these passes and nothing else; `cli` is the command line around it.
//! `import` goes the other way: a national register becomes edits of records, and touches no word that a person wrote.
//!
//! # What is never here
//!
//! - Only `disk` names the file system; only `serve` names the network; only `cli` prints, reads the clock or the
//!   environment.
//! - Only `data` and `wording` read TOML, only `theme` and `render` know the template engine, only `search` knows elasticlunr, only `cli` knows
//!   clap.
//! - `matching`, `serving`, `insight` and `search` return values, never results.
//! - No hash map whose order could reach an output. No time of building in any page: where a rule needs today, today is
//!   an input.
//! - Two kinds of fault, not more. A fault in what people wrote is a [`diagnostic::Diagnostic`]: gathered, placed,
//!   drawn. A fault of the world is a [`disk::Failure`]: it stops, and says what was being done to which path. A broken
//!   promise inside the program is a panic with a sentence.
//!
//! `tests/suite/tidy.rs` holds the code to this list and to the table of who may import whom.

#[doc(hidden)]
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod disk;
#[doc(hidden)]
pub mod export;
pub mod folder;
#[doc(hidden)]
pub mod geo;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod insight;
pub mod matching;
pub mod model;
pub mod pipeline;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod search;
#[doc(hidden)]
pub mod serve;
pub mod serving;
pub mod site;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod theme;
#[doc(hidden)]
pub mod wording;
#[doc(hidden)]
pub mod workbook;
