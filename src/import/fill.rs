//! A record to fill in, filled from a register: the comments that lead a person stay, the keys get their values.

use toml_edit::{Array, Value};

use super::body::Body;
use super::editor::day;
use super::source::Source;
use super::whereabouts::Whereabouts;

/// Fills what `new` wrote. A key that stands there as a comment (`#town = "..."`) loses its sign.
///
/// The register's name becomes the record's; a name that a person typed and that differs is kept as an alias.
pub fn fill(draft: &str, body: &Body, kind: &str, typed_name: Option<&str>, place: &Whereabouts, source: &Source) -> String {
    let mut sheet = Lines(draft.lines().map(str::to_owned).collect());
    sheet.put("", "name", body.name.as_str());
    sheet.put("", "kind", kind);
    if let Some(alias) = typed_name.filter(|name| super::known::same_name(name) != super::known::same_name(&body.name)) {
        sheet.put("", "aliases", Array::from_iter([alias]));
    }
    for (key, value) in &body.codes {
        sheet.put("[codes]", key, value);
    }
    for (key, value) in [("address", &body.address), ("town", &body.town)].into_iter().filter(|(_, value)| !value.is_empty()) {
        sheet.put("[place]", key, value);
    }
    if let Some(postcode) = &body.postcode {
        sheet.put("[place]", "postcode", postcode.to_string());
    }
    if let Some(point) = place.point {
        sheet.put("[place]", "latitude", point.latitude);
        sheet.put("[place]", "longitude", point.longitude);
    }
    if let Some(region) = &place.region {
        sheet.put("[place]", "region", region);
    }
    if let Some(board) = &place.board {
        sheet.put("[place]", "icbs", Array::from_iter([board]));
    }
    if let Some(url) = source.url(body) {
        sheet.put("[[sources]]", "url", url);
        sheet.put("[[sources]]", "title", source.title.as_str());
        sheet.put("[[sources]]", "publisher", source.publisher.as_str());
        if let Some(date) = source.date {
            sheet.put("[[sources]]", "date", day(date));
        }
        sheet.put("[[sources]]", "for", Array::from_iter(["name", "codes", "place"]));
    }
    let mut text = sheet.0.join("\n");
    text.push('\n');
    text
}

struct Lines(Vec<String>);

impl Lines {
    /// Writes `key = value` under a heading, `""` for the root: in place of the key, of the key as a comment, else as the
    /// last line there.
    fn put(&mut self, heading: &str, key: &str, value: impl Into<Value>) {
        let line = format!("{key} = {}", value.into().decorated("", ""));
        let start = if heading.is_empty() { 0 } else { self.heading(heading) };
        let is_heading = |line: &String| line.trim_start_matches('#').starts_with('[');
        let end = self.0.iter().skip(start).position(is_heading).map_or(self.0.len(), |length| start + length);
        let named = |line: &String| line.trim_start_matches('#').split_once('=').is_some_and(|(name, _)| name.trim_end() == key);
        if let Some(at) = self.0[start..end].iter().position(named) {
            self.0[start + at] = line;
            return;
        }
        let keys = self.0[start..end].iter().rposition(|line| line.contains(" = ") && !line.starts_with("# "));
        self.0.insert(keys.map_or(start, |at| start + at + 1), line);
    }

    /// The line after a heading, which is used from now on if it was a comment, and made at the end if it is missing.
    fn heading(&mut self, heading: &str) -> usize {
        let found = self.0.iter().position(|line| line.trim_start_matches('#') == heading);
        let at = found.unwrap_or_else(|| {
            self.0.extend([String::new(), heading.to_owned()]);
            self.0.len() - 1
        });
        heading.clone_into(&mut self.0[at]);
        at + 1
    }
}
