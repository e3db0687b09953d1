//! The words file: every message is said somewhere with the placeholders that it has, and what a site's own words get wrong
//! is a fault with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;
use trustbridge::diagnostic::{Code, Diagnostic};
use trustbridge::matching::CONSTANTS;
use trustbridge::wording::{self, Words};

use crate::tidy::{sources, without_tests};

/// Messages that the code asks for by a name that it puts together, and settings of the language.
const OTHERWISE: &[&str] = &["language.code", "number.thousands"];

/// Where a message is said: its id, and the names of what fills it.
struct Said {
    place: String,
    id: String,
    names: BTreeSet<String>,
}

/// The names before `sign` at the outermost level of a list of arguments that begins after `from`.
fn names(text: &str, from: usize, sign: char) -> BTreeSet<String> {
    let (mut depth, mut found, mut word, mut quoted) = (0_usize, BTreeSet::new(), String::new(), false);
    let characters: Vec<char> = text[from..].chars().collect();
    for (at, &character) in characters.iter().enumerate() {
        if character == '"' && at.checked_sub(1).is_none_or(|before| characters[before] != '\\') {
            quoted = !quoted;
        }
        match character {
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            _ if character.is_alphanumeric() || character == '_' => word.push(character),
            _ => {
                let next = characters.get(at + 1).copied().unwrap_or(' ');
                if depth == 0 && character == sign && next != sign && !word.is_empty() {
                    found.insert(std::mem::take(&mut word));
                }
                if character != ' ' {
                    word.clear();
                }
            }
        }
        if depth > 0 {
            word.clear();
        }
    }
    found
}

/// Every `say!(words, "id", name = value)` of the sources.
fn said_in_rust() -> Vec<Said> {
    let mut found = Vec::new();
    for (_, path, text) in sources("src") {
        let text = without_tests(&text);
        for (at, _) in text.match_indices("say!(").filter(|(at, _)| !text[..*at].ends_with(['_', '`'])) {
            let Some((_, rest)) = text[at..].split_once(',') else { continue };
            let Some(quoted) = rest.trim_start().strip_prefix('"') else { continue };
            let Some((id, after)) = quoted.split_once('"') else { continue };
            let line = text[..at].matches('\n').count() + 1;
            let names = names(text, text.len() - after.len(), '=');
            found.push(Said { place: format!("src/{}:{line}", path.display()), id: id.to_owned(), names });
        }
    }
    found
}

/// Every `say("id", { name: value })` of the theme's scripts.
fn said_in_scripts() -> Vec<Said> {
    let call = Regex::new(r#"\bsay(?:Parts)?\("([^"]+)"(?:, \{([^}]*)\})?\)"#).expect("a pattern");
    let begun = Regex::new(r"\bsay(?:Parts)?\(").expect("a pattern");
    let inner = Regex::new(r"\([^()]*\)|\[[^\]]*\]").expect("a pattern");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/static/js");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the scripts") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a script");
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with("//")) {
            let place = format!("{}:{}", path.display(), number + 1);
            let starts = begun.find_iter(line).map(|one| one.start());
            let calls: Vec<_> = starts
                .filter_map(|start| {
                    call.captures_at(line, start).filter(|one| one.get(0).is_some_and(|whole| whole.start() == start))
                })
                .collect();
            let declared = line.contains("say(id") || line.starts_with("function sayParts(");
            assert!(
                declared || calls.len() == begun.find_iter(line).count(),
                "{place}: write the id as it is and values without braces"
            );
            found.extend(calls.iter().map(|one| {
                let mut values = one.get(2).map_or("", |values| values.as_str()).to_owned();
                while inner.is_match(&values) {
                    values = inner.replace_all(&values, "").into_owned();
                }
                let names = values.split(',').filter_map(|value| value.split(':').next()).map(|name| name.trim().to_owned());
                Said { place: place.clone(), id: one[1].to_owned(), names: names.filter(|name| !name.is_empty()).collect() }
            }));
        }
    }
    assert!(found.len() > 40, "{}", found.len());
    found
}

#[test]
fn every_message_is_said_with_its_placeholders() {
    let mut said: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut faults = Vec::new();
    let uses: Vec<Said> = said_in_rust().into_iter().chain(said_in_scripts()).collect();
    for one in &uses {
        let Some(places) = wording::places(&one.id) else {
            faults.push(format!("{}: there is no message `{}`", one.place, one.id));
            continue;
        };
        said.entry(&one.id).or_default().extend(one.names.iter().map(String::as_str));
        for missing in places.iter().filter(|place| !one.names.contains(**place)) {
            faults.push(format!("{}: `{}` needs `{missing}`", one.place, one.id));
        }
    }
    for id in wording::ids() {
        let silent = !said.contains_key(id.as_str())
            && !id.starts_with("month.")
            && !id.starts_with("constant.")
            && !OTHERWISE.contains(&id.as_str());
        if silent {
            faults.push(format!("themes/default/words.toml: nobody says `{id}`"));
        }
        let places = wording::places(id).unwrap_or_default();
        for unused in said.get(id.as_str()).into_iter().flatten().filter(|name| !places.contains(**name)) {
            faults.push(format!("`{id}` is given `{unused}`, and has no such placeholder"));
        }
    }
    let constants = CONSTANTS.iter().map(|constant| format!("constant.{}", constant.name)).collect::<BTreeSet<_>>();
    let explained: BTreeSet<String> = wording::ids().iter().filter(|id| id.starts_with("constant.")).cloned().collect();
    assert_eq!(constants, explained, "every number of the matching is explained");
    assert!(uses.len() > 100, "only {} messages are said", uses.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The faults of a site's own words: what each says, with the text that it points to.
fn faults(text: &str) -> Vec<(Code, String, String, String)> {
    let told = |fault: Diagnostic| {
        let span = fault.span.unwrap_or_default();
        (fault.code, text[span].to_owned(), fault.message, fault.help.join(" "))
    };
    Words::read(Some(("themes/own/words.toml", text))).err().unwrap_or_default().into_iter().map(told).collect()
}

#[test]
fn words_of_a_site_are_read_and_what_they_leave_out_stays() {
    let own = "[match]\nnothing = \"Dim byd {{eto}}\"\n[list]\nand = \"{start} a {last}\"\n[number]\nthousands = \".\"\n";
    let words = Words::read(Some(("themes/own/words.toml", own))).expect("no fault");
    assert_eq!(words.and(&["x", "y", "z"]), "x, y a z");
    assert_eq!(words.grouped(12_345), "12.345");
    assert_eq!(words.distance(6.5), "About 4 miles (6.5 km)");
}

#[test]
fn numbers_take_the_forms_of_the_language() {
    let own = "[language]\ncode = \"cy\"\n[count]\nschools = { zero = \"0\", one = \"1\", two = \"2\", few = \"3\", many = \"6\", \
               4 = \"four\", other = \"{count}\" }\n";
    let words = Words::read(Some(("themes/own/words.toml", own))).expect("no fault");
    let say = |count: usize| words.say(wording::Id::of("count.schools"), &[("count", wording::Value::Count(count))]);
    assert_eq!([0, 1, 2, 3, 4, 6, 7].map(say), ["0", "1", "2", "3", "four", "6", "7"]);
}

#[test]
fn what_is_wrong_in_the_words_of_a_site_has_its_place() {
    for (text, code, place, message, help) in [
        (
            "[match]\nnothin = \"x\"",
            Code::UnknownKey,
            "nothin",
            "there is no message `match.nothin`",
            "did you mean `match.nothing`?",
        ),
        ("[nowhere]\nat = \"x\"", Code::UnknownKey, "nowhere", "there is no message `nowhere`", ""),
        (
            "[count]\nschools = \"{conut} schools\"",
            Code::BadValue,
            "\"{conut} schools\"",
            "the message `count.schools` has no placeholder `{conut}`",
            "did you mean `{count}`?",
        ),
        (
            "[match]\nnothing = \"{a}\"",
            Code::BadValue,
            "\"{a}\"",
            "the message `match.nothing` has no placeholder `{a}`",
            "no placeholders",
        ),
        (
            "[match]\nnothing = \"a { b\"",
            Code::BadValue,
            "\"a { b\"",
            "the message `match.nothing` holds a `{` without its `}`",
            "{name}",
        ),
        (
            "[match]\nnothing = 3",
            Code::WrongType,
            "3",
            "the message `match.nothing` is neither a text nor a table of forms",
            "quotes",
        ),
        (
            "[count]\nschools = { one = \"x\" }",
            Code::MissingKey,
            "{ one = \"x\" }",
            "the message `count.schools` has no form `other`",
            "add",
        ),
        (
            "[count]\nschools = { by = \"cuont\", other = \"x\" }",
            Code::BadValue,
            "\"cuont\"",
            "the message `count.schools` has no placeholder `{cuont}`",
            "did you mean `{count}`?",
        ),
        (
            "[language]\ncode = \"cy\"\n[count]\nschools = { one = \"x\", other = \"y\" }",
            Code::MissingKey,
            "schools",
            "the message `count.schools` has no form `zero`, `two`, `few`, `many`",
            "in the language `cy` numbers take the forms",
        ),
        (
            "[language]\ncode = \"english\"",
            Code::BadValue,
            "code",
            "`english` is not a language with known plural forms",
            "en-GB",
        ),
        ("[match]\nnothing = \"x", Code::Syntax, "", "", ""),
    ] {
        let found = faults(text);
        let [(found_code, found_place, found_message, found_help)] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!((*found_code, found_place.as_str()), (code, if code == Code::Syntax { found_place } else { place }), "{text}");
        assert!(found_message.contains(message) && found_help.contains(help), "{text}: {found_message}; {found_help}");
    }
}
