//! A site in which every message is marked: what is not marked on its pages stands in a template or in the records, so no
//! sentence is made outside the words file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use toml::{Table, Value};
use trustbridge::disk;
use trustbridge::folder::{FilePath, Folder};
use trustbridge::matching::CONSTANTS;
use trustbridge::model::Date;
use trustbridge::pipeline::{self, Options};

/// Pages that only explain the data files.
const ASIDE: &[&str] = &["data/"];

/// What stands around a message.
const MARKS: [char; 2] = ['⟦', '⟧'];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The words file with marks around every message. Separators of digits and settings of the language stay as they are.
pub(crate) fn marked_words() -> String {
    fn mark(table: &mut Table, above: &str) {
        let chooses = table.contains_key("other");
        for (key, value) in table.iter_mut().filter(|(key, _)| !(chooses && *key == "by")) {
            match value {
                Value::Table(inner) => mark(inner, &format!("{above}{key}.")),
                Value::String(text) => {
                    // A number sign says that a column holds numbers.
                    let (sign, text_) = text.strip_prefix('#').map_or(("", text.as_str()), |rest| ("#", rest));
                    *text = format!("{sign}{}{text_}{}", MARKS[0], MARKS[1]);
                }
                _ => panic!("{above}{key} is neither a text nor a table"),
            }
        }
    }
    let text = fs::read_to_string(root().join("themes/default/words.toml")).expect("the words file can be read");
    let mut words: Table = text.parse().expect("the words file is TOML");
    for settings in ["language", "number"] {
        words.remove(settings);
    }
    mark(&mut words, "");
    words.to_string()
}

/// A small site whose theme has these words.
fn folder() -> Folder {
    let mut folder = disk::read(&root().join("tests/sites/one-of-each")).expect("the site can be read");
    let path = |path: &str| FilePath::new(path).expect("a path");
    let settings = folder.get("data/site.toml").expect("every site has settings");
    let settings = format!("theme = \"marked\"\n{}", String::from_utf8_lossy(settings));
    folder.insert(path("data/site.toml"), settings.into_bytes());
    folder.insert(path("themes/marked/words.toml"), marked_words().into_bytes());
    folder
}

fn plain(text: &str) -> String {
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace(['’', '\u{a0}'], "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a page shows or reads aloud: texts between tags, and attributes with words.
fn shown(html: &str) -> Vec<String> {
    let hidden = Regex::new(r"(?s)<(script|style)\b.*?</(script|style)>").expect("a pattern");
    let html = hidden.replace_all(html, "");
    let attribute = Regex::new(r#"\b(?:title|aria-label|alt|placeholder|content|label)="([^"]*)""#).expect("a pattern");
    let tag = Regex::new(r"<[^>]*>").expect("a pattern");
    // A block of HTML to copy is text that holds tags.
    let text = |text: &str| tag.replace_all(&plain(text), " \u{1} ").into_owned();
    let mut found: Vec<String> = attribute.captures_iter(&html).map(|one| one[1].to_owned()).collect();
    found.extend(tag.split(&html).map(text));
    found
}

/// The parts of a text outside all marks.
fn unmarked(text: &str) -> Vec<String> {
    let (mut depth, mut parts, mut part) = (0_usize, Vec::new(), String::new());
    for character in text.chars() {
        if character == MARKS[0] {
            depth += 1;
            parts.push(std::mem::take(&mut part));
        } else if character == MARKS[1] {
            depth -= 1;
        } else if depth == 0 {
            part.push(character);
        }
    }
    parts.push(part);
    parts
}

/// Everything that templates and records say themselves, each with blanks around it.
struct Known {
    texts: String,
    whole: BTreeSet<String>,
}

impl Known {
    fn of(folder: &Folder) -> Self {
        let (mut texts, mut whole) = (String::new(), BTreeSet::new());
        let mut add = |text: &str| {
            let text = plain(text).to_lowercase();
            texts.extend([" ", &text, " \n"]);
            whole.extend(text.split([',', '.', ':', ';', '(', ')']).map(|part| part.trim().to_owned()));
        };
        let code = Regex::new(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}").expect("a pattern");
        let quoted = Regex::new(r#""([^"]*)""#).expect("a pattern");
        let tag = Regex::new(r"(?s)<[^>]*>").expect("a pattern");
        for entry in fs::read_dir(root().join("themes/default/templates")).expect("templates can be read") {
            let path = entry.expect("an entry").path();
            let Ok(text) = fs::read_to_string(&path) else { continue };
            for one in code.find_iter(&text) {
                for literal in quoted.captures_iter(one.as_str()) {
                    add(&literal[1]);
                    add(&format!("{}s", &literal[1]));
                }
            }
            let bare = code.replace_all(&text, "\u{1}");
            shown(&bare).iter().flat_map(|text| text.split('\u{1}')).for_each(&mut add);
            tag.split(&bare).flat_map(|text| text.split('\u{1}')).for_each(&mut add);
        }
        let host = Regex::new(r"https?://([\w.-]+)").expect("a pattern");
        let markup = Regex::new(r"\]\([^)]*\)|[\[\]*`#>]").expect("a pattern");
        for (path, bytes) in folder.below("data") {
            let text = String::from_utf8_lossy(bytes);
            add(&markup.replace_all(&text, ""));
            add(&markup.replace_all(&text, " "));
            add(&text.replace(['"', '\'', '=', ',', '[', ']'], " "));
            host.captures_iter(&text).for_each(|host| add(&host[1]));
            add(&path.as_str().replace(['/', '.'], " "));
        }
        Self { texts, whole }
    }

    /// Whether templates and records hold a run of words: in pieces of at least two words, or as a whole.
    fn holds(&self, run: &str) -> bool {
        let run = run.to_lowercase();
        let words: Vec<&str> = run.split_whitespace().collect();
        let has = |from: usize, to: usize| self.texts.contains(&words[from..to].join(" "));
        let mut from = 0;
        while from < words.len() {
            let Some(to) = (from + 1..=words.len()).rev().find(|&to| has(from, to)) else { return false };
            if to - from < 2 && words.len() > 3 && !self.whole.contains(words[from]) {
                return false;
            }
            from = to;
        }
        true
    }
}

#[test]
fn no_sentence_of_a_page_is_made_outside_the_words_file() {
    let folder = folder();
    let options = Options { as_of: Date::constant(2026, 11, 22), drafts: false, portable: false, base_url: None };
    let built = pipeline::build(&folder, &options, &mut |_| {});
    let site = built.site.unwrap_or_else(|| panic!("{}", built.report.human(false)));
    let known = Known::of(&folder);
    let ends = Regex::new(r"\b[0-9a-f]{10,}\b|[0-9]+[0-9,.%]*|[.;:,()“”?!…/]|[-–] ").expect("a pattern");
    let (mut faults, mut seen, mut marks) = (BTreeMap::<String, String>::new(), BTreeSet::new(), 0);
    for file in site.files().filter(|file| Path::new(file.as_str()).extension().is_some_and(|ending| ending == "html")) {
        if ASIDE.iter().any(|aside| file.as_str().starts_with(aside)) {
            continue;
        }
        let bytes = site.render(file).expect("a listed file is there").unwrap_or_else(|fault| panic!("{fault:?}"));
        let html = String::from_utf8(bytes).expect("pages are UTF-8");
        marks += html.matches(MARKS[0]).count();
        for text in shown(&html) {
            for run in unmarked(&plain(&text)).iter().flat_map(|part| ends.split(part)).flat_map(|run| run.split('\u{1}')) {
                let run = run.trim().to_owned();
                // The numbers of the matching have names, which are keys of the settings.
                let named = CONSTANTS.iter().any(|constant| constant.name == run);
                let words = run.chars().any(char::is_alphabetic) && !named;
                if words && seen.insert(run.clone()) && !known.holds(&run) {
                    faults.insert(run, file.as_str().to_owned());
                }
            }
        }
    }
    assert!(marks > 1000, "only {marks} messages stand on the pages");
    let told: Vec<String> = faults.iter().map(|(run, file)| format!("{file}: {run}")).collect();
    assert!(told.is_empty(), "{} texts of no template, record or message:\n{}", told.len(), told.join("\n"));
}
