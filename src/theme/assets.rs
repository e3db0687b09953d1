//! Style sheets, scripts and pictures under names that carry a hash of their content, so that hosts may tell browsers
//! to keep them for ever. What a site's own theme brings is published byte for byte.

use std::collections::BTreeMap;

use super::files::Static;
use super::scripts::Scripts;
use crate::diagnostic::Diagnostic;
use crate::site::{Route, Site};
use crate::wording::Words;

/// What is published, and the built-in scripts in fewer bytes.
const STATIC: &str = "static/";
const MINIFIED: &str = "minified/";

/// All assets by the name that templates use, which is the file's name without its folder.
#[derive(Debug, Default)]
pub(super) struct Assets {
    by_name: BTreeMap<String, Asset>,
}

#[derive(Debug)]
struct Asset {
    address: String,
    bytes: Vec<u8>,
}

impl Assets {
    /// Prepares the files of `static/` and `minified/` among the files of a theme. `templates` are the texts that may ask for
    /// a script: one that only other scripts need is not published on its own.
    pub(super) fn new(files: &BTreeMap<String, Static>, templates: &[&str], words: &Words) -> Result<Self, Vec<Diagnostic>> {
        let mut assets = Self::default();
        let mut faults = Vec::new();
        let mut scripts = Scripts::default();
        for (path, file) in files {
            let name = file_name(path);
            match ending(name) {
                "js" if path.starts_with(STATIC) => scripts.add(name, file),
                "js" if path.starts_with(MINIFIED) && file.built_in => scripts.add_minified(name, &file.bytes),
                _ => {}
            }
        }
        for (path, file) in files.iter().filter(|(path, _)| path.starts_with(STATIC)) {
            let name = file_name(path);
            let bytes = match ending(name) {
                "js" if !is_asked_for(name, templates) => continue,
                "js" => match scripts.published(name, words) {
                    Ok(bytes) => bytes,
                    Err(fault) => {
                        faults.push(fault);
                        continue;
                    }
                },
                "css" if file.built_in => squeeze(&String::from_utf8_lossy(&file.bytes)).into_bytes(),
                _ => file.bytes.clone(),
            };
            assets.by_name.insert(name.to_owned(), Asset { address: address(name, &bytes), bytes });
        }
        if faults.is_empty() { Ok(assets) } else { Err(faults) }
    }

    /// The address of an asset: `assets/site.0123456789.css`.
    pub(super) fn address(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|asset| asset.address.as_str())
    }

    /// Settles the address of every asset.
    pub(super) fn add_to(&self, site: &mut Site) {
        for asset in self.by_name.values() {
            site.add_bytes(&Route::of(&asset.address), asset.bytes.clone());
        }
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn address(name: &str, bytes: &[u8]) -> String {
    let hash = crate::text::fingerprint([bytes]);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("assets/{stem}.{}.{ending}", &hash[..10])
}

fn is_asked_for(name: &str, templates: &[&str]) -> bool {
    let asked = format!("\"{name}\"");
    templates.iter().any(|text| text.contains(&asked))
}

/// A style sheet without comments, indentation and line breaks; text inside quotes is left alone.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(sign) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if matches!(sign, '"' | '\'') {
            let end = rest[1..].find(sign).map_or(rest.len(), |at| at + 2);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if sign.is_whitespace() {
            rest = rest.trim_start();
            let after = rest.chars().next().unwrap_or('}');
            let before = out.chars().next_back().unwrap_or('}');
            if !matches!(before, '{' | '}' | ';' | ',' | ':') && !matches!(after, '{' | '}' | ';' | ',') {
                out.push(' ');
            }
        } else {
            if sign == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_lose_only_what_browsers_skip() {
        let css =
            "/* a */ a > b ,\n c:hover {\n  color: red;\n  content: \"a  ; b\" ;\n}\n@media print { p { margin: 0 auto } }\n";
        assert_eq!(squeeze(css), "a > b,c:hover{color:red;content:\"a  ; b\"}@media print{p{margin:0 auto}}");
    }

    #[test]
    fn only_what_templates_ask_for_is_published_and_what_is_a_sites_own_stays_as_it_is() {
        let css = "a::before { content: \"\\\"  b\"; }\n/* why */\n";
        let own = |text: &str| Static { path: "themes/x/static/x".into(), bytes: text.into(), built_in: false };
        let files = BTreeMap::from([
            ("static/js/a.js".to_owned(), own("// @needs b.js\nA")),
            ("static/js/b.js".to_owned(), own("B")),
            ("static/css/own.css".to_owned(), own(css)),
            ("minified/b.js".to_owned(), own("B")),
            ("templates/home.html".to_owned(), own("\"a.js\"")),
        ]);
        let assets = Assets::new(&files, &["{{ script(\"a.js\") }}"], Words::built_in()).expect("no fault");
        assert_eq!(assets.by_name.keys().collect::<Vec<_>>(), ["a.js", "own.css"]);
        assert_eq!(assets.by_name["own.css"].bytes, css.as_bytes());
    }
}
