//! Every kind of fault: a fixture that raises it, and the page that explains it.

use std::fs;

use trustbridge::diagnostic::Code;

use super::support::{Part, annotated, base, faults, parts, site_with, tests};

#[test]
fn the_small_site_has_no_fault() {
    let found = faults(&site_with(&[]));
    assert!(found.is_empty() && base().len() > 10, "{found:?}");
}

/// Every fixture names the faults that are found in it, all of them and no others, at their places and in their words.
/// `UPDATE=1` writes what is found into the fixtures.
#[test]
fn fixtures_raise_what_they_expect() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for (name, text) in fixtures() {
        let found = annotated(&text);
        if update {
            fs::write(tests().join("diagnostics").join(&name), &found).expect("the fixture can be written");
        } else if found != text {
            let line = found.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
            let at = |text: &str| text.lines().nth(line).unwrap_or("the end").to_owned();
            wrong.push(format!("{name}:{}\n  expected {}\n  found    {}", line + 1, at(&text), at(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE=1 writes what is found into the fixtures", wrong.join("\n"));
}

/// No code without a fixture that raises it, and no fixture of a code that does not exist. What is found in a register is no
/// fault of a site; `import_faults.rs` raises it.
#[test]
fn every_code_has_a_fixture() {
    let fixtures = fixtures();
    for code in Code::ALL.iter().filter(|code| !code.id().starts_with("register-")) {
        let name = format!("{}.toml", code.id());
        let text = fixtures.iter().find(|(fixture, _)| *fixture == name).map(|(_, text)| text.as_str());
        let text = text.unwrap_or_else(|| panic!("tests/diagnostics/{name} is missing"));
        assert!(text.contains(&format!("[{}]: ", code.id())), "{name} does not raise its own fault");
    }
    for (name, _) in &fixtures {
        assert!(Code::find(name.trim_end_matches(".toml")).is_some() || name.starts_with("x-"), "{name} is no code");
    }
}

fn fixtures() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(tests().join("diagnostics")).expect("the fixtures") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a plain name");
        if name != "base.toml" && entry.path().extension().is_some_and(|ending| ending == "toml") {
            found.push((name, fs::read_to_string(entry.path()).expect("a text")));
        }
    }
    found.sort();
    found
}

const SECTIONS: [&str; 4] = ["What it means", "Why it matters", "Example", "Instead"];

/// Every page has its sections; its example is faulty in just the way that it explains, and what stands there instead
/// has no fault at all.
#[test]
fn pages_explain_with_examples_that_are_true() {
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        let (id, sections) = (code.id(), sections(code.page()));
        let headings: Vec<&str> = sections.iter().map(|(heading, _)| heading.as_str()).collect();
        let known = headings.starts_with(&SECTIONS) && headings[4..].iter().all(|heading| *heading == "Limits");
        assert!(code.page().starts_with("# ") && known, "{id}: {headings:?}");
        assert!(!code.title().ends_with('.') && code.title().len() < 60, "{id}: {}", code.title());
        assert!(sections.iter().all(|(_, text)| text.trim().len() > 10), "{id}: a section is empty");
        let section = |at: usize| sections[at].1.as_str();
        if id.starts_with("register-") {
            let (raised, left) = (register_faults(section(2)), register_faults(section(3)));
            assert!(raised.contains(&code) && left.is_empty(), "{id}: {raised:?}, instead {left:?}");
            continue;
        }
        let raised: Vec<_> = faults(&site_with(&example(section(2)))).into_iter().map(|found| found.fault).collect();
        if !raised.iter().any(|fault| fault.code == code) {
            wrong.push(format!("{id}: the example does not raise it: {raised:?}"));
        }
        let left: Vec<_> = faults(&site_with(&example(section(3)))).into_iter().map(|found| found.fault).collect();
        if !left.is_empty() {
            wrong.push(format!("{id}: what stands instead is faulty: {left:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is found in the register that a section of a page shows, read as Get Information about Schools.
fn register_faults(section: &str) -> Vec<Code> {
    use trustbridge::import::{Table, read_gias};
    let block = section.split("```").nth(1).and_then(|block| block.strip_prefix("csv\n")).expect("a table");
    let mut faults = Vec::new();
    let table = Table::read("register.csv", block.as_bytes(), true, &mut faults).expect("a table");
    read_gias(&table, &mut faults);
    faults.into_iter().map(|fault| fault.code).collect()
}

/// The sections of a page: heading and text. Headings inside a block of code are part of the code.
fn sections(page: &str) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    let mut in_code = false;
    for line in page.lines() {
        in_code ^= line.starts_with("```");
        match line.strip_prefix("## ").filter(|_| !in_code) {
            Some(heading) => sections.push((heading.to_owned(), String::new())),
            None => sections.iter_mut().last().into_iter().for_each(|(_, text)| text.extend([line, "\n"])),
        }
    }
    sections
}

/// No page without a code: it would never be read.
#[test]
fn every_page_has_a_code() {
    for entry in fs::read_dir(tests().join("../src/diagnostic/pages")).expect("the pages") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        assert!(Code::find(name.trim_end_matches(".md")).is_some(), "{name} explains nothing");
    }
}

/// The files that the first block of code in a section of a page shows. A comment with a path begins a file; what a
/// fragment leaves out, so that the reader sees the point, is filled in.
fn example(section: &str) -> Vec<Part> {
    let block = section.split("```").nth(1).expect("a block of code");
    let (_, block) = block.split_once('\n').expect("a block begins with its language");
    let mut fixture = String::new();
    for line in block.lines() {
        let path = line.strip_prefix("# ").filter(|rest| rest.starts_with("data/") || rest.starts_with("themes/"));
        match path.map(|rest| rest.split_once(' ').unwrap_or((rest, ""))) {
            Some((path, how)) => fixture.extend(["#- ", path, " ", form(how), "\n"]),
            None => fixture.extend([line, "\n"]),
        }
    }
    let mut found = parts(&fixture);
    found.retain(|part| !part.how.is_empty() || part.lines.iter().any(|line| !line.trim().is_empty()));
    found.iter_mut().for_each(complete);
    found
}

/// What a page says in brackets behind a path, as fixtures say it.
fn form(how: &str) -> &str {
    match how {
        "(missing)" => "missing",
        "(saved as Windows-1252)" => "windows-1252",
        _ if how.starts_with("(a link to") => "refused it is a link that leads out of the site's folder",
        _ if how.ends_with("bytes long)") => "too-large it has 52428800 bytes",
        _ => "",
    }
}

/// Adds what an example leaves out: a record without a name gets the keys that every record needs.
fn complete(part: &mut Part) {
    while part.lines.last().is_some_and(String::is_empty) {
        part.lines.pop();
    }
    let has = |key: &str| part.lines.iter().take_while(|line| !line.starts_with('[')).any(|line| line.starts_with(key));
    let mut before = Vec::new();
    let mut after = Vec::new();
    if part.path.starts_with("data/organisations/") && !has("name") && part.how.is_empty() {
        before.push("name = \"Anytown Hospitals NHS Trust\"");
        before.extend((!has("sector")).then_some("sector = \"nhs\""));
        before.extend((!has("kind")).then_some("kind = \"acute-trust\""));
        after.extend(["[[sources]]", "url = \"https://anytown.example.nhs.uk/about\""]);
    }
    part.lines.splice(0..0, before.into_iter().map(str::to_owned));
    part.lines.extend(after.into_iter().map(str::to_owned));
}
