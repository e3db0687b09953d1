//! Which file of `src` needs which, read from their paths, and the circles that they form.
//!
//! A file needs another where it names something that stands there; a name that a module hands on (`pub use`) counts for
//! the file in which it is written. A file may use what the module that holds it defines: that is what modules are for.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::{sources, without_tests};

/// Modules with their texts: `data::read::load`, and an empty name for the crate itself.
type Modules = BTreeMap<String, String>;

struct Use {
    handed_on: bool,
    /// The name under which it is known afterwards.
    name: String,
    path: Vec<String>,
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn words(path: &str) -> Vec<String> {
    path.split("::").map(|part| part.trim().to_owned()).collect()
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d` and `a::c::e`.
fn flat(path: &str) -> Vec<String> {
    let Some((before, inner)) = path.split_once('{') else { return vec![path.trim().to_owned()] };
    let inner = inner.trim().trim_end_matches('}');
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for letter in inner.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if letter == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().expect("there is a part").push(letter);
        }
    }
    // Closing braces at the end were all taken off.
    let close = |part: &String| part.clone() + &"}".repeat(part.matches('{').count() - part.matches('}').count());
    let inner = parts.iter().filter(|part| !part.trim().is_empty()).map(close);
    inner.flat_map(|part| flat(&format!("{before}{}", part.trim()))).collect()
}

/// The statements `use ...;` of a text, and the text without them and without comments.
fn uses(text: &str) -> (Vec<(bool, String)>, String) {
    let mut found = Vec::new();
    let mut rest = String::new();
    let mut open: Option<(bool, String)> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        if open.is_none() {
            let (public, after) = match line.strip_prefix("pub") {
                Some(after) if after.starts_with('(') => (true, after.split_once(") ").map_or("", |(_, after)| after)),
                Some(after) => (true, after.trim_start()),
                None => (false, line),
            };
            match after.strip_prefix("use ") {
                Some(path) => open = Some((public, path.to_owned())),
                None => rest.extend([line, "\n"]),
            }
        } else if let Some((_, path)) = &mut open {
            path.push_str(line);
        }
        if let Some((public, path)) = open.take_if(|(_, path)| path.ends_with(';')) {
            found.push((public, path.trim_end_matches(';').to_owned()));
        }
    }
    (found, rest)
}

/// A path from the crate's root; `None` where it does not begin in this crate.
fn from_root(modules: &Modules, here: &str, path: &str) -> Option<Vec<String>> {
    let mut parts = words(path);
    let mut base = if here.is_empty() { Vec::new() } else { words(here) };
    match parts[0].as_str() {
        "crate" => return Some(parts.split_off(1)),
        "self" => base.extend(parts.split_off(1)),
        "super" => {
            while parts.first().is_some_and(|part| part == "super") {
                parts.remove(0);
                base.pop();
            }
            base.extend(parts);
        }
        first => {
            base.push(first.to_owned());
            modules.get(&base.join("::"))?;
            base.extend(parts.split_off(1));
        }
    }
    Some(base)
}

/// The file in which the end of a path is written.
fn target(modules: &Modules, handed_on: &BTreeMap<(String, String), Vec<String>>, path: &[String], depth: usize) -> String {
    let known = (0..=path.len()).rev().find(|&length| modules.contains_key(&path[..length].join("::"))).unwrap_or(0);
    let module = path[..known].join("::");
    let next = path.get(known).and_then(|name| handed_on.get(&(module.clone(), name.clone())));
    match next {
        Some(next) if depth < 9 => target(modules, handed_on, &[next.as_slice(), &path[known + 1..]].concat(), depth + 1),
        _ => module,
    }
}

/// For each module the modules that it needs.
fn arrows(modules: &Modules) -> BTreeMap<String, BTreeSet<String>> {
    let read: BTreeMap<&str, (Vec<Use>, String)> = modules
        .iter()
        .map(|(module, text)| {
            let (statements, rest) = uses(text);
            let list = statements.iter().flat_map(|(handed_on, path)| flat(path).into_iter().map(|path| (*handed_on, path)));
            let list = list.filter_map(|(handed_on, path)| {
                let (path, alias) = path.split_once(" as ").unwrap_or((&path, ""));
                let path = from_root(modules, module, path.trim_end_matches("::self"))?;
                let name = if alias.is_empty() { path.last()?.clone() } else { alias.trim().to_owned() };
                Some(Use { handed_on, name, path })
            });
            (module.as_str(), (list.collect(), rest))
        })
        .collect();
    let mut handed_on = BTreeMap::new();
    for (module, (list, _)) in &read {
        let public = list.iter().filter(|one| one.handed_on);
        handed_on.extend(public.map(|one| (((*module).to_owned(), one.name.clone()), one.path.clone())));
    }
    let mut arrows = BTreeMap::new();
    for (module, (list, rest)) in &read {
        let mut needed: BTreeSet<String> =
            list.iter().filter(|one| !one.handed_on).map(|one| target(modules, &handed_on, &one.path, 0)).collect();
        let names: BTreeMap<&str, &[String]> = list.iter().map(|one| (one.name.as_str(), one.path.as_slice())).collect();
        for path in rest.split(|letter: char| !is_word(letter) && letter != ':').filter(|path| path.contains("::")) {
            let path = path.trim_matches(':');
            let (first, after) = path.split_once("::").unwrap_or((path, ""));
            let whole = match names.get(first) {
                Some(known) => Some([known, words(after).as_slice()].concat()),
                None => from_root(modules, module, path),
            };
            needed.extend(whole.map(|path| target(modules, &handed_on, &path, 0)));
        }
        needed.retain(|other| other != module && !other.is_empty() && !module.starts_with(&format!("{other}::")));
        arrows.insert((*module).to_owned(), needed);
    }
    arrows
}

/// Modules that need each other, in groups.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<&str>> {
    let reach = |from: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut next: Vec<&str> = arrows[from].iter().map(String::as_str).collect();
        while let Some(module) = next.pop() {
            if seen.insert(module) {
                next.extend(arrows[module].iter().map(String::as_str));
            }
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows.keys().map(|module| (module.as_str(), reach(module))).collect();
    let mut found: Vec<Vec<&str>> = Vec::new();
    for (module, there) in &reached {
        let group: Vec<&str> = there.iter().copied().filter(|other| reached[other].contains(module)).collect();
        if !group.is_empty() && !found.contains(&group) {
            found.push(group);
        }
    }
    found
}

#[test]
fn files_form_no_circle() {
    let modules: Modules = sources("src")
        .into_iter()
        .filter(|(room, ..)| !matches!(room.as_str(), "lib" | "main"))
        .map(|(_, path, text)| {
            let module = path.with_extension("").to_string_lossy().replace(['/', '\\'], "::");
            (module.trim_end_matches("::mod").to_owned(), without_tests(&text).to_owned())
        })
        .collect();
    let arrows = arrows(&modules);
    let said: Vec<String> = circles(&arrows)
        .iter()
        .map(|group| {
            let within = |from: &&str| arrows[*from].iter().filter(|to| group.contains(&to.as_str()));
            let lines: Vec<String> =
                group.iter().flat_map(|from| within(from).map(move |to| format!("    {from} needs {to}"))).collect();
            format!("these files need each other:\n{}", lines.join("\n"))
        })
        .collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn a_circle_is_found_through_groups_aliases_and_names_that_are_handed_on() {
    let circles_in = |files: &[(&str, &str)]| {
        let modules: Modules = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let arrows = arrows(&modules);
        circles(&arrows).iter().map(|group| group.join(" ")).collect::<Vec<_>>()
    };
    let room = ("room", "mod a;\nmod b;\nmod c;\npub use b::B;\n");
    // A file may use its own module, and a chain is no circle.
    let chain = [room, ("room::a", "use super::b::B;\nuse super::Shared;"), ("room::b", "use super::c::C;"), ("room::c", "")];
    assert_eq!(circles_in(&chain), Vec::<String>::new());
    for (a, b) in [
        ("use super::b::B;", "use super::a::A;"),
        ("use super::{\n    c::C,\n    b::{B, Other},\n};", "use crate::room::a;"),
        ("use crate::room::B;", "use super::a as first;"),
        ("fn one() { super::b::two() }", "use super::a;\nfn two() { a::one() }"),
    ] {
        assert_eq!(circles_in(&[room, ("room::a", a), ("room::b", b), ("room::c", "")]), ["room::a room::b"], "{a} / {b}");
    }
    // A comment names nothing.
    assert_eq!(
        circles_in(&[room, ("room::a", "use super::b;"), ("room::b", "// super::a\n"), ("room::c", "")]),
        Vec::<String>::new()
    );
}
