//! Rules for guide pages.

use std::collections::BTreeSet;

use super::{Entry, FileKind, Objection, Records};
use crate::data::schema::record::SectionWord;
use crate::data::write::draft::is_placeholder;
use crate::diagnostic::Code;
use crate::text::figures::{Figure, find};
use crate::text::nearest;

/// Ensure that every live figure can be worked out, in the text of a page and in the lines of its head.
pub(super) fn figures_can_be_worked_out(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    for entry in &records.guide {
        let (figures, misformed) = find(&entry.record.body);
        let start = entry.record.body_at;
        for wrong in misformed {
            let bytes = start + wrong.span.start..start + wrong.span.end;
            found.push(wrong_form(Objection::at_bytes(Code::BadFigure, &entry.path, bytes, wrong.reason)));
        }
        for figure in figures {
            let bytes = start + figure.argument_span.start..start + figure.argument_span.end;
            found.extend(unknown(records, &figure, |message| Objection::at_bytes(Code::BadFigure, &entry.path, bytes, message)));
        }
        let head = &entry.record.head;
        for (key, lines) in [("decide", &head.decide), ("checklist", &head.checklist)] {
            for (at, line) in lines.iter().enumerate() {
                let (figures, misformed) = find(line);
                let object = |message: String| Objection::new(Code::BadFigure, &entry.path, format!("{key}.{at}"), message);
                found.extend(misformed.into_iter().map(|wrong| wrong_form(object(wrong.reason))));
                found.extend(figures.iter().filter_map(|figure| unknown(records, figure, object)));
            }
        }
    }
    found
}

fn wrong_form(objection: Objection) -> Objection {
    objection.help(format!("live figures are: {}", crate::text::figures::NAMES.join(", ")))
}

/// A figure that names what does not exist.
fn unknown(records: &Records, figure: &Figure, object: impl FnOnce(String) -> Objection) -> Option<Objection> {
    let (lists, allowed) = allowed(records, figure);
    if lists.iter().any(|list| records.unread.contains(list)) || allowed.contains(&figure.argument.as_str()) {
        return None;
    }
    let near = nearest(&figure.argument, allowed.iter().copied());
    let message = format!("`{}` cannot be worked out for `{}`", figure.name, figure.argument);
    let some = || format!("{} words are allowed here, such as: {}", allowed.len(), allowed[..allowed.len().min(8)].join(", "));
    Some(object(message).help(near.map_or_else(some, |near| format!("did you mean `{near}`?"))))
}

/// What may stand between the quotation marks of a figure, and the lists that say so.
fn allowed<'a>(records: &'a Records, figure: &Figure) -> (&'static [FileKind], Vec<&'a str>) {
    const PLACES: &[FileKind] = &[FileKind::Regions, FileKind::Icbs];
    let places = || records.regions.iter().map(|one| one.id.as_str()).chain(records.icbs.iter().map(|one| one.id.as_str()));
    match figure.name.as_str() {
        "offers" | "needs" | "partnerships" | "service" => {
            (&[FileKind::Services], records.services.iter().map(|one| one.id.as_str()).collect())
        }
        "organisations" => (PLACES, ["all", "nhs", "school", "body"].into_iter().chain(places()).collect()),
        "place" => (PLACES, places().collect()),
        "organisation" => (&[], records.ids.organisations.iter().map(String::as_str).collect()),
        "case" => (&[], records.ids.partnerships.iter().map(String::as_str).collect()),
        "term" => (&[FileKind::Glossary], records.glossary.iter().map(|one| one.id.as_str()).collect()),
        _ => (&[], Vec::new()),
    }
}

/// Ensure that a page has a text.
pub(super) fn pages_are_not_empty(records: &Records) -> Vec<Objection> {
    let placeholders = records.guide.iter().filter(|entry| !entry.record.head.draft && is_placeholder(&entry.record.body));
    let placeholders = placeholders.map(|entry| {
        let at = entry.record.body_at..entry.record.body_at + entry.record.body.trim_end().len();
        Objection::at_bytes(Code::EmptyPage, &entry.path, at, "the page still says what a new page says to its writer")
            .help("write the page's own text, or set `draft = true`")
    });
    let empty = records.guide.iter().filter(|entry| entry.record.body.trim().is_empty());
    empty
        .map(|entry| {
            Objection::new(Code::EmptyPage, &entry.path, "title", "the page has no text below its head")
                .help("write some Markdown, or set `draft = true`")
        })
        .chain(placeholders)
        .collect()
}

/// Ensure that a page of a section says which question or focus area it is about, and that none stands twice.
pub(super) fn sections_are_complete(records: &Records) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut taken: BTreeSet<(&str, &str)> = BTreeSet::new();
    for entry in &records.guide {
        let head = &entry.record.head;
        let (key, value) = match head.section {
            SectionWord::Question => ("question", &head.question),
            SectionWord::Focus => ("focus", &head.focus),
            _ => continue,
        };
        match value {
            None => found.push(
                Objection::new(
                    Code::MissingKey,
                    &entry.path,
                    "section",
                    format!("a page of the section `{key}` needs the key `{key}`"),
                )
                .help(format!("add `{key} = \"...\"`")),
            ),
            Some(value) if !taken.insert((key, value)) => found.push(
                Objection::new(Code::DuplicateId, &entry.path, key, format!("there is already a page for the {key} `{value}`"))
                    .help("join the two pages, or make this one a `page`"),
            ),
            Some(_) => {}
        }
    }
    found
}

/// Ensure that the report names pages that exist, each once.
pub(super) fn report_names_pages(records: &Records) -> Vec<Objection> {
    let path = FileKind::Report.file();
    let pages: Vec<&str> = records.guide.iter().map(Entry::id).collect();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for (part_at, part) in records.report.parts.iter().enumerate() {
        for (at, id) in part.pages.iter().enumerate() {
            let keys = format!("part.{part_at}.pages.{at}");
            if !pages.contains(&id.as_str()) {
                let near = nearest(id, pages.iter().copied());
                found.push(
                    Objection::new(Code::UnknownTerm, &path, keys, format!("there is no guide page `{id}`"))
                        .maybe_help(near.map(|near| format!("did you mean `{near}`?")))
                        .help(format!("a page of this name would be `data/guide/{id}.md`")),
                );
            } else if !taken.insert(id) {
                found.push(
                    Objection::new(Code::ListedTwice, &path, keys, format!("the page `{id}` stands in the report twice"))
                        .help("take one of the two out"),
                );
            }
        }
    }
    found
}
