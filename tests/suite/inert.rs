//! Holds a built file against the strictest form that our templates need: whatever a record could smuggle in stands out.

use trustbridge::folder::FilePath;

/// What is wrong with a built file, in the order of the file.
pub(crate) fn faults(path: &str, text: &str) -> Vec<String> {
    match FilePath::new(path).map(|path| path.ending().to_owned()).as_deref() {
        Ok("html") => markup(text, true),
        Ok("xml" | "svg") => markup(text, false),
        Ok("json" | "geojson") => json(text),
        Ok("csv") => csv(text),
        _ => Vec::new(),
    }
}

const FORBIDDEN_TAGS: [&str; 20] = [
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "style",
    "frame",
    "frameset",
    "math",
    "animate",
    "set",
    "foreignobject",
    "noembed",
    "xmp",
    "plaintext",
    "listing",
    "marquee",
    "portal",
    "noframes",
    "x-widget",
];

/// A start or end tag.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    closing: bool,
}

/// Reads one tag that begins at the start of `text`; with the rest of the text, or what is wrong with it.
fn tag(text: &str) -> Result<(Tag, &str), String> {
    let context = || text.chars().take(60).collect::<String>();
    let closing = text.starts_with("</");
    let inner = &text[if closing { 2 } else { 1 }..];
    let end = inner.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-' || sign == ':')).unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if name.is_empty() || !name.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
        return Err(format!("a `<` that begins no tag: {}", context()));
    }
    let mut rest = &inner[end..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
            return Ok((Tag { name, attributes, closing }, after));
        }
        let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-' || sign == ':')).unwrap_or(rest.len());
        if end == 0 {
            return Err(format!("an attribute without a name: {}", context()));
        }
        let attribute = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let Some(after) = rest.strip_prefix('=') else {
            attributes.push((attribute, String::new()));
            continue;
        };
        let quoted = after.strip_prefix('"').and_then(|value| value.split_once('"'));
        let Some((value, after)) = quoted else {
            return Err(format!("the attribute `{attribute}` is not quoted: {}", context()));
        };
        if value.contains('<') {
            return Err(format!("a `<` inside the attribute `{attribute}`: {}", context()));
        }
        attributes.push((attribute, decode(value)));
        rest = after;
    }
}

/// The words that a reader sees: tags removed, signs decoded, spaces made single.
pub(crate) fn words(html: &str) -> String {
    let mut seen = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        seen.push_str(&rest[..at]);
        rest = tag(&rest[at..]).map_or(&rest[at + 1..], |(_, after)| after);
    }
    seen.push_str(rest);
    single_spaces(&decode(&seen))
}

/// The text with single spaces.
pub(crate) fn single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn markup(text: &str, html: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rest = text;
    for start in [
        "<!doctype html>",
        "<!DOCTYPE html>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
    ] {
        rest = rest.strip_prefix(start).unwrap_or(rest);
    }
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        match tag(rest) {
            Err(fault) => {
                faults.push(fault);
                rest = &rest[1..];
            }
            Ok((tag, after)) => {
                rest = after;
                if tag.closing {
                    continue;
                }
                faults.extend(tag_faults(&tag, html));
                if html && tag.name == "script" {
                    let (inside, after) = rest.split_once("</script>").unwrap_or((rest, ""));
                    faults.extend(script_faults(&tag, inside));
                    rest = after;
                }
            }
        }
    }
    faults
}

fn value<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
}

fn script_faults(tag: &Tag, inside: &str) -> Vec<String> {
    if value(tag, "type") == Some("application/ld+json") {
        let broken = serde_json::from_str::<serde_json::Value>(inside).is_err();
        let open = inside.contains('<') || inside.contains('\u{2028}') || inside.contains('\u{2029}');
        return if broken || open { vec![format!("JSON-LD that is not safe JSON: {inside}")] } else { Vec::new() };
    }
    let mut faults = Vec::new();
    if !inside.is_empty() {
        faults.push(format!("a script inside the page: {inside}"));
    }
    match value(tag, "src") {
        Some(source) if is_relative(source) => {}
        source => faults.push(format!("a script from {source:?}")),
    }
    faults
}

fn tag_faults(tag: &Tag, html: bool) -> Vec<String> {
    let mut faults = Vec::new();
    if FORBIDDEN_TAGS.contains(&tag.name.as_str()) || (!html && tag.name == "script") {
        faults.push(format!("the element `{}`", tag.name));
    }
    let mut names: Vec<&str> = Vec::new();
    for (name, value) in &tag.attributes {
        if names.contains(&name.as_str()) {
            faults.push(format!("`{name}` twice on `{}`", tag.name));
        }
        names.push(name);
        if name.starts_with("on") || matches!(name.as_str(), "style" | "srcdoc" | "formaction" | "background" | "ping" | "srcset")
        {
            faults.push(format!("the attribute `{name}` on `{}`", tag.name));
        }
        let leads = matches!(name.as_str(), "href" | "src" | "action" | "xlink:href" | "poster" | "cite" | "data");
        let elsewhere = tag.name == "a" || (tag.name == "link" && self::value(tag, "rel") != Some("stylesheet")) || !html;
        if leads && !(is_relative(value) || (elsewhere && is_plain_link(value))) {
            faults.push(format!("`{name}` of `{}` leads to {value}", tag.name));
        }
    }
    if tag.name == "a" && value(tag, "href").is_some_and(|href| href.starts_with("http")) && html {
        let rel = value(tag, "rel").unwrap_or_default();
        if !rel.split(' ').any(|word| word == "noopener") {
            faults.push(format!("a link out of the site without `noopener`: {:?}", value(tag, "href")));
        }
    }
    if tag.name == "meta" && value(tag, "http-equiv").is_some_and(|kind| !kind.eq_ignore_ascii_case("content-security-policy")) {
        faults.push(format!("a meta element with http-equiv {:?}", value(tag, "http-equiv")));
    }
    faults
}

/// An address inside the site: no scheme, no host.
fn is_relative(address: &str) -> bool {
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    !before_path.contains(':')
        && !address.starts_with("//")
        && !address.starts_with('\\')
        && !address.contains(|sign: char| sign.is_control())
}

fn is_plain_link(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
        && !address.contains(|sign: char| sign.is_control() || sign.is_whitespace())
}

fn json(text: &str) -> Vec<String> {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(_) => Vec::new(),
        Err(error) => vec![format!("not JSON: {error}")],
    }
}

/// Cells that a spreadsheet would take for formulas, and rows of another length.
fn csv(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for record in reader.records() {
        match record {
            Err(error) => faults.push(format!("not CSV: {error}")),
            Ok(record) => {
                for cell in &record {
                    let first = cell.trim_start().chars().next().unwrap_or('x');
                    let number = cell.parse::<f64>().is_ok();
                    if (matches!(first, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') && !number)
                        || cell.contains(['\t', '\r', '\n'])
                    {
                        faults.push(format!("a cell that begins a formula or a line: {cell:?}"));
                    }
                }
            }
        }
    }
    faults
}

fn decode(value: &str) -> String {
    value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#34;", "\"")
        .replace("&#x2f;", "/")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}
