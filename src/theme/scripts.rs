//! Scripts as pages load them.
//!
//! A script whose first lines say `// @needs other.js` is joined with all it needs, each once and needs first, inside
//! one function: modules do not load from a disk. For the scripts of the built-in theme the same stands in fewer bytes in
//! `themes/default/minified/`, behind a line that says which text it was made from, so that what has changed since is
//! published as it is written. `npm run minify` in `tests/browser` makes them.
//!
//! What a script says to readers are messages of the theme's words file, as `say("find.loading")`. Those that it asks for
//! stand before it, in a block that no other script sees.

use std::collections::{BTreeMap, BTreeSet};

use super::files::Static;
use crate::diagnostic::{Code, Diagnostic};
use crate::wording::Words;

/// The scripts of a theme by their names.
#[derive(Debug, Default)]
pub(super) struct Scripts<'a> {
    sources: BTreeMap<&'a str, &'a Static>,
    minified: BTreeMap<&'a str, &'a [u8]>,
}

impl<'a> Scripts<'a> {
    pub(super) fn add(&mut self, name: &'a str, file: &'a Static) {
        self.sources.insert(name, file);
    }

    pub(super) fn add_minified(&mut self, name: &'a str, bytes: &'a [u8]) {
        self.minified.insert(name, bytes);
    }

    /// The script with all it needs, and the messages that it says. One of a site's own theme that needs no other is published as it is.
    pub(super) fn published(&self, name: &'a str, words: &Words) -> Result<Vec<u8>, Diagnostic> {
        let mut order = Vec::new();
        self.collect(name, &mut Vec::new(), &mut BTreeSet::new(), &mut order)?;
        if let [(file, _)] = order[..]
            && !file.built_in
        {
            return Ok(file.bytes.clone());
        }
        let texts: String = order.iter().flat_map(|(_, text)| [text, "\n;\n"]).collect();
        let joined = format!("(function () {{\n\"use strict\";\n{texts}}}());\n");
        let made_from = format!("// {}\n", crate::text::fingerprint([joined.as_bytes()]));
        let minified = self.minified.get(name).and_then(|bytes| bytes.strip_prefix(made_from.as_bytes()));
        let script = minified.unwrap_or(joined.as_bytes());
        let messages = words.for_script(said(&texts));
        if messages.as_object().is_some_and(serde_json::Map::is_empty) {
            return Ok(script.to_vec());
        }
        Ok([format!("{{const siteWords={messages};\n").as_bytes(), script, b"}\n"].concat())
    }

    fn collect(
        &self,
        name: &'a str,
        above: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
        order: &mut Vec<(&'a Static, &'a str)>,
    ) -> Result<(), Diagnostic> {
        if done.contains(name) {
            return Ok(());
        }
        let asked_by = above.last().and_then(|script| self.sources.get(script)).map_or(name, |file| file.path.as_str());
        let fault = |message: String| Diagnostic::new(Code::Template, asked_by, None, message);
        if above.contains(&name) {
            return Err(fault(format!("the scripts {} and `{name}` need each other", above.join(", "))));
        }
        let Some(file) = self.sources.get(name) else {
            return Err(fault(format!("needs the script `{name}`, which the theme does not hold")));
        };
        let Ok(text) = std::str::from_utf8(&file.bytes) else {
            return Err(Diagnostic::new(Code::NotUtf8, file.path.as_str(), None, "the script is not UTF-8"));
        };
        above.push(name);
        for needed in needs(text) {
            self.collect(needed, above, done, order)?;
        }
        above.pop();
        done.insert(name);
        order.push((file, text));
        Ok(())
    }
}

/// The names after `// @needs` in the first lines of a script.
fn needs(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| line.starts_with("//") || line.trim().is_empty())
        .filter_map(|line| line.strip_prefix("// @needs "))
        .flat_map(|names| names.split([' ', ',']).filter(|name| !name.is_empty()))
}

/// The ids of the messages that a script says: whatever stands in quotation marks after `say(` or `sayParts(`.
fn said(text: &str) -> impl Iterator<Item = &str> {
    let calls = text.match_indices("(\"").filter(|(at, _)| text[..*at].ends_with("say") || text[..*at].ends_with("sayParts"));
    calls.filter_map(|(at, call)| text[at + call.len()..].split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str, built_in: bool) -> Static {
        Static { path: "themes/default/static/js/x.js".into(), bytes: text.into(), built_in }
    }

    fn published(files: &[(&str, &Static)], minified: &[(&str, &str)]) -> Result<String, Diagnostic> {
        let mut scripts = Scripts::default();
        for (name, file) in files {
            scripts.add(name, file);
        }
        for (name, text) in minified {
            scripts.add_minified(name, text.as_bytes());
        }
        scripts.published("a.js", Words::built_in()).map(|bytes| String::from_utf8(bytes).expect("text"))
    }

    #[test]
    fn scripts_come_once_and_needs_first_and_as_they_are_written() {
        let (a, b, c) = (
            script("// @needs b.js, c.js\nA = \"data/**/*.csv\";\n\n", true),
            script("// @needs c.js\n/* B */", true),
            script("C // why", false),
        );
        let text = published(&[("a.js", &a), ("b.js", &b), ("c.js", &c)], &[]).expect("no fault");
        let expected = "(function () {\n\"use strict\";\nC // why\n;\n// @needs c.js\n/* B */\n;\n// @needs b.js, c.js\n\
            A = \"data/**/*.csv\";\n\n\n;\n}());\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_script_of_a_sites_own_that_needs_nothing_is_published_byte_for_byte() {
        assert_eq!(
            published(&[("a.js", &script("// a\n  const x = 1;\r\n", false))], &[]).expect("no fault"),
            "// a\n  const x = 1;\r\n"
        );
    }

    #[test]
    fn the_minified_script_is_published_while_its_source_is_what_it_was_made_from() {
        let made = script("const a = 1; // one", true);
        let joined = published(&[("a.js", &made)], &[]).expect("no fault");
        let minified = format!("// {}\nconst a=1;", crate::text::fingerprint([joined.as_bytes()]));
        assert_eq!(published(&[("a.js", &made)], &[("a.js", &minified)]).expect("no fault"), "const a=1;");
        let changed = script("const a = 2; // two", true);
        let text = published(&[("a.js", &changed)], &[("a.js", &minified)]).expect("no fault");
        assert!(text.contains("const a = 2; // two"), "{text}");
    }

    #[test]
    fn the_messages_that_a_script_says_stand_before_it() {
        let (a, b) = (script("// @needs b.js\nsayParts(\"list.more\", { count })", true), script("say(\"match.near\")", false));
        let text = published(&[("a.js", &a), ("b.js", &b)], &[]).expect("no fault");
        let messages = r#"{const siteWords={"match.near":"Nearby: nothing listed matches yet","list.more":"{count} more"};"#;
        assert!(text.starts_with(messages) && text.ends_with("}());\n}\n"), "{text}");
    }

    #[test]
    fn scripts_that_need_each_other_are_a_fault() {
        let (a, b) = (script("// @needs b.js\n", true), script("// @needs a.js\n", true));
        let fault = published(&[("a.js", &a), ("b.js", &b)], &[]).expect_err("a circle");
        assert!(fault.message.contains("need each other"), "{fault:?}");
    }
}
