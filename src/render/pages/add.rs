//! The record builder: a form for people who do not use git. The form itself is made in the browser from the schema.

use serde::Serialize;

use crate::render::page::{Book, Page};
use crate::wording::say;

#[derive(Serialize)]
struct AddView {
    page: Page,
    /// Where the records are kept, for a ready pull request.
    repository: Option<String>,
    branch: String,
    mail: Option<String>,
    /// Where else the owner can be reached.
    contact_page: Option<String>,
}

/// Settles the address of the record builder.
pub(in crate::render) fn add(book: &mut Book<'_>) {
    book.page("add/", "add.html", |world, _| {
        let settings = &world.directory.settings;
        AddView {
            page: Page::new(&world.words, say!(world.words, "add.title"), say!(world.words, "add.description"), "find"),
            repository: settings.repository.clone(),
            branch: settings.branch.clone(),
            mail: settings.contact.email.clone(),
            contact_page: settings.contact.url.clone(),
        }
    });
}
