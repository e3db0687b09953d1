//! The description of the files as a data package: columns, licences, sources.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Maker;
use crate::model::Directory;
use crate::site::{Described, Field};

/// What stands in `data/datapackage.json`: the members of the Data Package standard (specs.frictionlessdata.io).
pub(super) const FIELDS: &[Field] = &[
    ("profile", "data-package", "string"),
    ("name", "A name for programs", "string"),
    ("title", "Name of the directory", "string"),
    ("description", "What it is, and who does not run or endorse it", "string"),
    ("homepage", "Address of the site, where it knows its own", "string"),
    ("version", "Day of the latest check of a record", "date"),
    ("licenses[].path", "The terms of a licence", "string"),
    ("licenses[].title", "The notice that it asks for", "string"),
    ("sources[].title", "A publisher that records rest on", "string"),
    ("sources[].path", "Its address", "string"),
    ("sources[].records", "How many records name it", "integer"),
    ("contributors[].title", "Who publishes the directory", "string"),
    ("contributors[].role", "publisher", "string"),
    ("resources[]", "The files, each as the standard describes a resource, with its columns", "record"),
];

/// A file that stands once.
pub(super) struct DataFile {
    /// What it holds.
    pub(super) about: Described,
    /// The column that tells its rows apart.
    pub(super) key: Option<&'static str>,
    /// Makes its bytes.
    pub(super) make: Maker,
}

impl DataFile {
    /// The same with the column that tells its rows apart.
    pub(super) const fn keyed(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }
}

/// The notices that licences ask for.
pub(super) fn attributions(directory: &Directory) -> Vec<Value> {
    directory
        .settings
        .attributions
        .iter()
        .map(|one| super::values::known_only(json!({ "text": one.text, "url": one.url })))
        .collect()
}

/// `datapackage.json`, after the Data Package standard.
pub(super) fn describe(directory: &Directory, files: &[DataFile]) -> Value {
    let settings = &directory.settings;
    let day = directory.organisations.iter().filter_map(|one| one.review.checked).max().map(|day| day.to_string());
    let licences: Vec<Value> =
        settings.attributions.iter().filter_map(|one| Some(json!({ "path": one.url.as_ref()?, "title": one.text }))).collect();
    super::values::known_only(json!({
        "profile": "data-package",
        "name": "trustbridge-directory",
        "title": settings.title,
        "description": format!("{} {}", settings.tagline, settings.independence).trim(),
        "homepage": settings.base_url,
        "version": day,
        "licenses": Some(licences).filter(|list| !list.is_empty()),
        "sources": sources(directory),
        "contributors": [{ "title": settings.owner, "role": "publisher" }],
        "resources": files.iter().filter_map(resource).collect::<Vec<_>>(),
    }))
}

/// A file beside the package; the standard lets no path lead out of the package's own folder.
fn resource(file: &DataFile) -> Option<Value> {
    let Described { address, title, fields, .. } = file.about;
    let path = address.strip_prefix("data/").filter(|path| *path != "datapackage.json")?;
    let (stem, ending) = path.rsplit_once('.')?;
    let name = match ending {
        "csv" => stem.replace('/', "-"),
        _ => path.replace(['/', '.'], "-"),
    };
    if ending != "csv" {
        let media = match ending {
            "geojson" => "application/geo+json",
            "ics" => "text/calendar",
            _ => "application/json",
        };
        return Some(json!({
            "name": name, "path": path, "title": title, "profile": "data-resource", "format": ending, "mediatype": media,
            "encoding": "utf-8",
        }));
    }
    let columns: Vec<Value> =
        fields.iter().map(|(name, about, kind)| json!({ "name": name, "type": kind, "description": about })).collect();
    let mut schema = json!({ "fields": columns, "missingValues": [""] });
    if let Some(key) = file.key {
        schema["primaryKey"] = key.into();
    }
    Some(json!({
        "name": name, "path": path, "title": title, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "dialect": { "delimiter": ",", "lineTerminator": "\r\n" }, "schema": schema,
    }))
}

/// The publishers that records rest on, with how many records name each; those named most come first.
fn sources(directory: &Directory) -> Vec<Value> {
    let mut named: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    let lists =
        directory.organisations.iter().map(|one| &one.sources).chain(directory.partnerships.iter().map(|one| &one.sources));
    for list in lists {
        let mut titles: Vec<(&str, &str)> = list
            .iter()
            .map(|source| {
                (
                    if source.publisher.is_empty() { crate::text::site_name(&source.url) } else { &source.publisher },
                    host_address(&source.url),
                )
            })
            .collect();
        titles.sort_unstable();
        titles.dedup_by_key(|(title, _)| *title);
        for (title, address) in titles {
            named.entry(title).or_insert((0, address)).0 += 1;
        }
    }
    let mut sorted: Vec<(&str, (usize, &str))> = named.into_iter().collect();
    sorted.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(b.0)));
    sorted.into_iter().map(|(title, (records, path))| json!({ "title": title, "path": path, "records": records })).collect()
}

/// The scheme and host of a web address.
fn host_address(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    &url[..end]
}
