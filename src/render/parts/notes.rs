//! Marks that lead to the notes of a printed page.

use serde::Serialize;

/// A mark at a link.
#[derive(Clone, Debug, Serialize)]
pub(in crate::render) struct Note {
    /// The fragment of the note.
    pub(in crate::render) id: String,
    /// What the mark shows: "12" for a source, "p12" for a page of this site.
    pub(in crate::render) mark: String,
    /// Whether it leads to a page of this site: such marks show only on paper.
    pub(in crate::render) page: bool,
}

impl Note {
    /// The mark as HTML.
    pub(in crate::render) fn html(&self) -> String {
        let class = if self.page { " class=\"page-note\"" } else { "" };
        format!("<sup{class}><a class=\"note\" href=\"#{}\">{}</a></sup>", self.id, self.mark)
    }
}
