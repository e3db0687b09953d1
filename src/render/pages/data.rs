//! The data pages: what may be downloaded, under which terms, and what every column and member means.

use serde::Serialize;

use crate::render::page::{Book, Page};
use crate::site::Described;
use crate::site::address;
use crate::wording::say;

#[derive(Serialize)]
struct DataView {
    page: Page,
    files: Vec<FileView>,
    attributions: Vec<AttributionView>,
}

#[derive(Serialize)]
struct DictionaryView {
    page: Page,
    files: Vec<FileView>,
}

/// A data file, or many of one form.
#[derive(Serialize)]
struct FileView {
    /// Its fragment on the page of all columns.
    id: String,
    address: &'static str,
    title: &'static str,
    form: &'static str,
    /// Whether it is a table with columns; otherwise it has members.
    tabular: bool,
    fields: Vec<FieldView>,
}

#[derive(Serialize)]
struct FieldView {
    name: &'static str,
    /// What it holds, in pieces: every second one is written as in the data.
    meaning: Vec<&'static str>,
    kind: &'static str,
}

#[derive(Serialize)]
struct AttributionView {
    text: String,
    url: Option<String>,
}

/// Settles them; what files hold was said when their addresses were settled.
pub(in crate::render) fn add(book: &mut Book) {
    let described: Vec<Described> = book.site.described().to_vec();
    let listed = described.clone();
    book.page(address::DATA, "data.html", move |world, _| DataView {
        page: Page::new(&world.words, say!(world.words, "data.title"), say!(world.words, "data.description"), ""),
        files: listed.iter().map(file).collect(),
        attributions: world
            .directory
            .settings
            .attributions
            .iter()
            .map(|one| AttributionView { text: one.text.clone(), url: one.url.clone() })
            .collect(),
    });
    if !described.is_empty() {
        book.page("data/dictionary/", "dictionary.html", move |world, _| DictionaryView {
            page: Page::new(&world.words, say!(world.words, "dictionary.title"), say!(world.words, "dictionary.description"), "")
                .below(say!(world.words, "data.title"), address::DATA),
            files: described.iter().map(file).collect(),
        });
    }
}

fn file(one: &Described) -> FileView {
    let fields = one.fields.iter().map(|&(name, meaning, kind)| FieldView { name, meaning: meaning.split('`').collect(), kind });
    FileView {
        id: one.address.to_lowercase().replace(['/', '.'], "-"),
        address: one.address,
        title: one.title,
        form: one.form,
        tabular: one.form == "CSV",
        fields: fields.collect(),
    }
}
