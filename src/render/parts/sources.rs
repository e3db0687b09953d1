//! What a page rests on, and when it was checked.

use serde::Serialize;

use crate::model::{Directory, Review, Source};
pub(in crate::render) use crate::text::site_name as host;
use crate::wording::Words;

/// A source as pages list it.
#[derive(Serialize)]
pub(in crate::render) struct SourceView {
    url: String,
    /// Its title, else the name of its host.
    title: String,
    /// The publisher, else the name of its host; empty where the title says it already.
    publisher: String,
    date: Option<String>,
    note: String,
    /// "names and codes, place"; empty for the whole record.
    supports: String,
}

/// Sources as pages list them, in their order.
pub(in crate::render) fn views(words: &Words, sources: &[Source]) -> Vec<SourceView> {
    sources.iter().map(|source| view(words, source)).collect()
}

/// A source of which only the address is known.
pub(in crate::render) fn bare(url: &str) -> SourceView {
    SourceView {
        url: url.to_owned(),
        title: host(url).to_owned(),
        publisher: String::new(),
        date: None,
        note: String::new(),
        supports: String::new(),
    }
}

/// A source as pages list it.
pub(in crate::render) fn view(words: &Words, source: &Source) -> SourceView {
    let host = host(&source.url);
    let title = if source.title.is_empty() { host } else { &source.title };
    let publisher = if source.publisher.is_empty() { host } else { &source.publisher };
    SourceView {
        url: source.url.clone(),
        title: title.to_owned(),
        publisher: if publisher == title { String::new() } else { publisher.to_owned() },
        date: source.date.map(|day| day.to_string()),
        note: source.note.clone(),
        supports: words.and(&source.supports),
    }
}

/// When something was checked, by whom, and whether that is long ago.
#[derive(Serialize)]
pub(in crate::render) struct ReviewView {
    checked: Option<String>,
    next: Option<String>,
    by: String,
    /// Whether the day of the next check lies before today.
    overdue: bool,
}

impl ReviewView {
    /// Without a day that counts as today nothing is overdue.
    pub(in crate::render) fn new(review: &Review, directory: &Directory) -> Self {
        let due = review.due(&directory.settings);
        Self {
            checked: review.checked.map(|day| day.to_string()),
            next: due.map(|day| day.to_string()),
            by: review.by.clone(),
            overdue: directory.as_of.zip(due).is_some_and(|(today, due)| due < today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts_are_named_without_what_nobody_says() {
        assert_eq!(host("https://www.dgft.nhs.uk/?p=414"), "dgft.nhs.uk");
        assert_eq!(host("http://example.org:8080/a"), "example.org");
    }
}
