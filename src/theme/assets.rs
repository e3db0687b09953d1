//! Style sheets, scripts and pictures under names that carry a hash of their content, so that hosts may tell browsers
//! to keep them for ever.
//!
//! A script whose first lines say `// @needs other.js` is joined with all it needs, each once and needs first, inside
//! one function: modules do not load from a disk.

use std::collections::{BTreeMap, BTreeSet};

use super::scripts;
use crate::diagnostic::{Code, Diagnostic};
use crate::site::{Route, Site};

/// A file of the theme's `static` folder: where it was read from and what it holds.
#[derive(Clone, Debug)]
pub(super) struct Static {
    /// For faults: `themes/default/static/js/find.js`.
    pub(super) path: String,
    /// Its content.
    pub(super) bytes: Vec<u8>,
    /// Whether it is the program's own: only such scripts get shorter names.
    pub(super) built_in: bool,
}

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
    /// Prepares the files of `static/`, keyed by their path in it. `templates` are the texts that may ask for a script:
    /// one that only other scripts need is not published on its own.
    pub(super) fn new(files: &BTreeMap<String, Static>, templates: &[&str]) -> Result<Self, Vec<Diagnostic>> {
        let mut assets = Self::default();
        let mut faults = Vec::new();
        let scripts: BTreeMap<&str, &Static> =
            files.iter().filter(|(path, _)| ending(path) == "js").map(|(path, file)| (file_name(path), file)).collect();
        for (path, file) in files {
            let name = file_name(path);
            let bytes = match ending(name) {
                "js" if !is_asked_for(name, templates) => continue,
                "js" => match join(name, &scripts) {
                    Ok(text) => text.into_bytes(),
                    Err(fault) => {
                        faults.push(fault);
                        continue;
                    }
                },
                "css" => squeeze(&String::from_utf8_lossy(&file.bytes)).into_bytes(),
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

/// The names after `// @needs` in the first lines of a script.
fn needs(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| line.starts_with("//") || line.trim().is_empty())
        .filter_map(|line| line.strip_prefix("// @needs "))
        .flat_map(|names| names.split([' ', ',']).filter(|name| !name.is_empty()))
}

fn join(name: &str, scripts: &BTreeMap<&str, &Static>) -> Result<String, Diagnostic> {
    let mut order: Vec<&Static> = Vec::new();
    collect(name, scripts, &mut Vec::new(), &mut BTreeSet::new(), &mut order)?;
    let built_in = order.iter().all(|file| file.built_in);
    let texts: Vec<String> = order.iter().map(|file| scripts::without_comments(&String::from_utf8_lossy(&file.bytes))).collect();
    let joined = format!("(function () {{\n\"use strict\";\n{};\n}}());\n", texts.join(";\n"));
    Ok(built_in.then(|| scripts::shortened(&joined)).flatten().unwrap_or(joined))
}

fn collect<'a>(
    name: &'a str,
    scripts: &BTreeMap<&'a str, &'a Static>,
    above: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
    order: &mut Vec<&'a Static>,
) -> Result<(), Diagnostic> {
    if done.contains(name) {
        return Ok(());
    }
    let asked_by = above.last().and_then(|script| scripts.get(script)).map_or(name, |file| file.path.as_str());
    let fault = |message: String| Diagnostic::new(Code::Template, asked_by, None, message);
    if above.contains(&name) {
        return Err(fault(format!("the scripts {} and `{name}` need each other", above.join(", "))));
    }
    let Some(file) = scripts.get(name) else {
        return Err(fault(format!("needs the script `{name}`, which the theme does not hold")));
    };
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return Err(Diagnostic::new(Code::NotUtf8, file.path.as_str(), None, "the script is not UTF-8"));
    };
    above.push(name);
    for needed in needs(text) {
        collect(needed, scripts, above, done, order)?;
    }
    above.pop();
    done.insert(name);
    order.push(file);
    Ok(())
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

    fn script(text: &str) -> Static {
        Static { path: "themes/default/static/js/x.js".into(), bytes: text.into(), built_in: false }
    }

    #[test]
    fn scripts_come_once_and_needs_first() {
        let files = BTreeMap::from([
            ("js/a.js".to_owned(), script("// @needs b.js, c.js\nA")),
            ("js/b.js".to_owned(), script("// @needs c.js\nB")),
            ("js/c.js".to_owned(), script("C")),
        ]);
        let assets = Assets::new(&files, &["{{ script(\"a.js\") }}"]).expect("no fault");
        assert_eq!(assets.by_name.keys().collect::<Vec<_>>(), ["a.js"]);
        let text = String::from_utf8(assets.by_name["a.js"].bytes.clone()).expect("text");
        let places: Vec<usize> = ["C\n", "B\n", "\nA\n"].map(|part| text.find(part).expect(part)).to_vec();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn scripts_that_need_each_other_are_a_fault() {
        let files =
            BTreeMap::from([("a.js".to_owned(), script("// @needs b.js\n")), ("b.js".to_owned(), script("// @needs a.js\n"))]);
        let faults = Assets::new(&files, &["\"a.js\""]).expect_err("a circle");
        assert!(faults[0].message.contains("need each other"), "{faults:?}");
    }
}
