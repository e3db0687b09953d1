//! The description of the files as a data package: columns, licences, sources.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::table::Column;
use super::{matches, table};
use crate::model::Directory;

/// The notices that licences ask for.
pub(super) fn attributions(directory: &Directory) -> Vec<Value> {
    directory
        .settings
        .attributions
        .iter()
        .map(|one| super::organisation::known_only(json!({ "text": one.text, "url": one.url })))
        .collect()
}

/// `datapackage.json`, after the Data Package standard.
pub(super) fn describe(directory: &Directory) -> Value {
    let settings = &directory.settings;
    let day = directory.organisations.iter().filter_map(|one| one.review.checked).max().map(|day| day.to_string());
    let licences: Vec<Value> =
        settings.attributions.iter().filter_map(|one| Some(json!({ "path": one.url.as_ref()?, "title": one.text }))).collect();
    super::organisation::known_only(json!({
        "profile": "data-package",
        "name": "trustbridge-directory",
        "title": settings.title,
        "description": format!("{} {}", settings.tagline, settings.independence).trim(),
        "homepage": settings.base_url,
        "version": day,
        "licenses": Some(licences).filter(|list| !list.is_empty()),
        "sources": sources(directory),
        "contributors": [{ "title": settings.owner, "role": "publisher" }],
        "resources": [
            tabular("organisations", "organisations.csv", "Organisations, a line each", table::ORGANISATIONS, Some("id")),
            tabular("offers-and-needs", "offers-and-needs.csv", "What organisations offer and need, past things included", table::LISTINGS, None),
            tabular("partnerships", "partnerships.csv", "Documented partnerships, a line each", table::PARTNERSHIPS, Some("id")),
            tabular("matches", "matches.csv", "Suggested pairs with their reasons", matches::COLUMNS, None),
            other("organisations-json", "organisations.json", "json", "application/json", "Organisations, whole records"),
            other("organisations-geojson", "organisations.geojson", "geojson", "application/geo+json", "Head offices as points"),
            other("partnerships-json", "partnerships.json", "json", "application/json", "Documented partnerships with results and sources"),
            other("vocabulary", "vocabulary.json", "json", "application/json", "The words and places that ids stand for"),
            other("changes", "changes.json", "json", "application/json", "What was checked when, and what is gone"),
            other("hsds-organizations", "hsds/organizations.json", "json", "application/json", "Organisations after Open Referral HSDS 3"),
            other("hsds-services", "hsds/services.json", "json", "application/json", "Offers after Open Referral HSDS 3"),
        ],
    }))
}

fn tabular(name: &str, path: &str, title: &str, columns: &[Column], key: Option<&str>) -> Value {
    let fields: Vec<Value> =
        columns.iter().map(|(name, about, kind)| json!({ "name": name, "type": kind, "description": about })).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if let Some(key) = key {
        schema["primaryKey"] = key.into();
    }
    json!({
        "name": name, "path": path, "title": title, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "dialect": { "delimiter": ",", "lineTerminator": "\r\n" }, "schema": schema,
    })
}

fn other(name: &str, path: &str, format: &str, mediatype: &str, title: &str) -> Value {
    json!({ "name": name, "path": path, "title": title, "profile": "data-resource", "format": format, "mediatype": mediatype, "encoding": "utf-8" })
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
                (if source.publisher.is_empty() { host(&source.url) } else { &source.publisher }, host_address(&source.url))
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

fn host(url: &str) -> &str {
    let address = host_address(url);
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The scheme and host of a web address.
fn host_address(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    &url[..end]
}
