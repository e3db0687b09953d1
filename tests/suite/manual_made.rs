//! Pages of the manual that the program itself knows best: keys from the schemas, faults from `explain`, commands from their
//! help, files of the theme from the theme.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use trustbridge::cli::described;
use trustbridge::data::schema::forms::FORMS;
use trustbridge::diagnostic::{Code, Severity};

const NOTE: &str = "<!-- Made from the program by a test: UPDATE=1 cargo test --test suite manual -->\n\n";

/// Every page that is made, by its name.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("commands.md", commands()),
        ("faults.md", faults()),
        ("other-files.md", other_files()),
        ("record.md", record()),
        ("theme-files.md", theme_files()),
    ]
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn commands() -> String {
    let mut out = format!(
        "{NOTE}# Every command\n\nThe same words as `trustbridge help COMMAND`. Exit codes: 0 fine, 1 faults in what people wrote, 2 wrong usage, \
         3 the disk or a port stood in the way.\n"
    );
    let whole = described().term_width(100);
    let _ = write!(out, "\n## Options of every command\n\n```text\n");
    for option in whole.get_arguments().filter(|option| option.is_global_set()) {
        let short = option.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
        let value =
            option.get_value_names().filter(|_| option.get_action().takes_values()).map(|names| format!(" <{}>", names[0]));
        let name = format!("{short}--{}{}", option.get_long().unwrap_or_default(), value.unwrap_or_default());
        let _ = writeln!(out, "{name:<20} {}", option.get_help().map(ToString::to_string).unwrap_or_default());
    }
    out.push_str("```\n");
    for command in whole.get_subcommands() {
        one_command(&mut out, command, "trustbridge");
    }
    out
}

fn one_command(out: &mut String, command: &clap::Command, above: &str) {
    let name = format!("{above} {}", command.get_name());
    let help = command.clone().term_width(100).bin_name(&name).disable_help_subcommand(true).render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    let _ = write!(out, "\n## {}\n\n```text\n{}\n```\n", name, lines.join("\n").trim_end());
    for inner in command.get_subcommands() {
        one_command(out, inner, &name);
    }
}

fn faults() -> String {
    let mut out = format!(
        "{NOTE}# Every fault\n\nWhat `trustbridge check` may find, and what to do. The same words as `trustbridge explain NAME`. A level can be \
         changed under `[check]` in `data/site.toml`.\n\n| fault | level | what it is |\n| --- | --- | --- |\n"
    );
    let level = |code: &Code| if code.severity() == Severity::Error { "error" } else { "warning" };
    for code in Code::ALL {
        let _ = writeln!(out, "| [{0}](#{0}) | {1} | {2} |", code.id(), level(code), code.title());
    }
    for code in Code::ALL {
        let _ = write!(out, "\n## {}\n\n**{}** ({})\n", code.id(), code.title(), level(code));
        let mut fenced = false;
        for line in code.page().lines().skip(1) {
            fenced ^= line.starts_with("```");
            let _ = writeln!(out, "{}{line}", if !fenced && line.starts_with("## ") { "#" } else { "" });
        }
    }
    out
}

fn schema(name: &str) -> Value {
    let path = project().join(format!("data/schema/{name}.schema.json"));
    serde_json::from_str(&fs::read_to_string(&path).expect("the schema")).expect("it is JSON")
}

fn record() -> String {
    let mut out = format!(
        "{NOTE}# The record in full\n\nEvery key of `data/organisations/{{nhs,schools,bodies}}/ID.toml`. A key that is not there means *not stated*; an \
         empty list means *none*. Ids come from `data/vocabulary/`, `data/places/` and the names of the other records.\n"
    );
    tables(&mut out, &schema("organisation"), 2, "", "At the top of the file");
    out
}

fn other_files() -> String {
    let mut out = format!(
        "{NOTE}# Every other file of `data/`\n\nPartnerships, pages of the guide, settings, and the words and places that records use.\n"
    );
    for form in FORMS.iter().filter(|form| form.name != "organisation") {
        let schema = schema(form.name);
        let _ = write!(out, "\n## {}\n", form.name);
        tables(&mut out, &schema, 3, "", "Keys");
    }
    out
}

/// The keys of a table and of every table below it, each with a heading of its own.
fn tables(out: &mut String, schema: &Value, level: usize, path: &str, heading: &str) {
    let root = schema.clone();
    table(out, &root, schema, level, path, heading);
}

fn table(out: &mut String, root: &Value, schema: &Value, level: usize, path: &str, heading: &str) {
    let _ = write!(out, "\n{} {heading}\n\n{}\n", "#".repeat(level), said(schema));
    let Some(keys) = schema["properties"].as_object() else { return };
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    out.push_str("\n| key | what it is | what it takes |\n| --- | --- | --- |\n");
    for (key, form) in keys {
        let must = if required.contains(&key.as_str()) { " **Required.**" } else { "" };
        let _ = writeln!(out, "| `{key}` | {}{must} | {} |", said(form), takes(root, form));
    }
    for (key, form) in keys {
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        if form["type"] == "object" && form["properties"].is_object() {
            table(out, root, form, level + 1, &below, &format!("`[{below}]`"));
        } else if form["items"]["properties"].is_object() {
            table(out, root, &form["items"], level + 1, &below, &format!("`[[{below}]]`"));
        }
    }
}

/// The first paragraph of a description on one line; words in angle brackets are no HTML.
fn said(form: &Value) -> String {
    let text = form["description"].as_str().unwrap_or_default();
    text.split("\n\n").next().unwrap_or_default().replace('\n', " ").replace('|', "\\|")
}

/// What may stand behind a key.
fn takes(root: &Value, form: &Value) -> String {
    let number = |key: &str| form[key].as_f64();
    let range = match (number("minimum"), number("maximum")) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        _ => String::new(),
    };
    if let Some(name) = form["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/")) {
        return root["$defs"][name]["title"].as_str().unwrap_or(name).replace("The id of", "the id of");
    }
    if let Some(words) = form["enum"].as_array() {
        return words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    match form["type"].as_str().unwrap_or_default() {
        "array" if form["items"]["properties"].is_object() => "tables, see below".to_owned(),
        "array" => match (form["minItems"].as_u64(), form["maxItems"].as_u64()) {
            (Some(least), Some(most)) if least == most => format!("a list of {most}: {}", takes(root, &form["items"])),
            (_, Some(most)) => format!("a list, at most {most}: {}", takes(root, &form["items"])),
            _ => format!("a list: {}", takes(root, &form["items"])),
        },
        "object" if form["properties"].is_object() => "a table, see below".to_owned(),
        "object" => "a table".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => format!("a whole number{range}"),
        "number" => format!("a number{range}"),
        _ => text_form(form),
    }
}

fn text_form(form: &Value) -> String {
    if form["format"] == "date" {
        return "a day: `2026-11-22`".to_owned();
    }
    let kind = match form["x-is"].as_str().unwrap_or_default() {
        "url" => "a web address that begins with `https://`",
        "site-url" => "the address of a site, with a closing slash",
        "email" => "a mailbox",
        "postcode" => "a postcode: `DY1 2HQ`",
        "line" => "one line of text",
        "markdown" | "summary" => "text in Markdown",
        "id" => "an id: small letters, digits and hyphens",
        "code" => "a code, in quotation marks",
        _ => "text",
    };
    let most = form["maxLength"].as_u64().filter(|_| kind.contains("text"));
    most.map_or_else(|| kind.to_owned(), |most| format!("{kind}, at most {most} characters"))
}

fn theme_files() -> String {
    let mut out = format!(
        "{NOTE}# Files of the theme\n\nA file in `themes/NAME/` takes the place of the built-in file of the same name; [theming](theming.md) shows how.\n\n\
         ## Templates\n\n| template | what it is | extends | styles | scripts |\n| --- | --- | --- | --- | --- |\n"
    );
    let folder = project().join("themes/default");
    let pages = listed(&project().join("src/render/pages"));
    for (name, text) in listed(&folder.join("templates")) {
        let own = text.strip_prefix("{#").and_then(|rest| rest.split("#}").next()).map(one_line);
        let about = own.unwrap_or_else(|| one_line(&said_by_its_page(&pages, &name)));
        let named = |call: &str| {
            let begin = format!("{call}(\"");
            let found = text.split(&begin).skip(1).filter_map(|rest| rest.split('"').next());
            found.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        let above = text.split("extends \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let _ = writeln!(out, "| `{name}` | {about} | {above} | {} | {} |", named("style"), named("script"));
    }
    for (heading, inside) in [("Styles", "static/css"), ("Scripts", "static/js")] {
        let _ = write!(out, "\n## {heading}\n\n| file | what it is |\n| --- | --- |\n");
        for (name, text) in listed(&folder.join(inside)) {
            let _ = writeln!(out, "| `{inside}/{name}` | {} |", first_comment(&text));
        }
    }
    out
}

/// What the file that fills a template says of itself in its first sentence.
fn said_by_its_page(pages: &[(String, String)], template: &str) -> String {
    let named = format!("\"{template}\"");
    let page = pages.iter().find(|(_, text)| text.contains(&named));
    let lines = page.map(|(_, text)| text.lines().map_while(|line| line.strip_prefix("//! ")).collect::<Vec<_>>().join(" "));
    lines.unwrap_or_default().split_inclusive(". ").next().unwrap_or_default().to_owned()
}

/// The files of a folder with their texts, in order; those of its folders too.
fn listed(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let mut inner: Vec<(String, String)> = folders.iter().flat_map(|path| listed(path)).collect();
    let mut files: Vec<(String, String)> = files
        .into_iter()
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read_to_string(&path).expect("a text"))
        })
        .collect();
    files.append(&mut inner);
    files.sort();
    files
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// The comment with which a script or a style sheet begins, without the lines for the program.
fn first_comment(text: &str) -> String {
    if let Some(comment) = text.strip_prefix("/*") {
        return one_line(comment.split("*/").next().unwrap_or_default());
    }
    let comments = text.lines().take_while(|line| line.starts_with("//")).map(|line| line.trim_start_matches('/').trim());
    one_line(&comments.filter(|line| !line.starts_with('@')).collect::<Vec<_>>().join(" "))
}
