//! The record builder: a form for people who do not use git. The form itself is made in the browser from the schema.

use serde::Serialize;

use crate::render::page::{Book, Page};

#[derive(Serialize)]
struct AddView {
    page: Page,
    /// Where the records are kept, for a ready pull request.
    repository: Option<String>,
    branch: String,
    mail: Option<String>,
}

/// Settles the address of the record builder.
pub(in crate::render) fn add(book: &mut Book<'_>) {
    book.page("add/", "add.html", |world, _| {
        let settings = &world.directory.settings;
        AddView {
            page: Page::new(
                "Add or correct a record",
                "Describe your trust in a form. Your browser turns it into a record that you can send, download or propose.",
                "find",
            ),
            repository: settings.repository.clone(),
            branch: settings.branch.clone(),
            mail: settings.contact.email.clone(),
        }
    });
}
