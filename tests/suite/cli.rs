//! The real program: exit codes, colours, how much it says, and the shapes of what it says.

use std::process::Command;

use serde_json::Value;

use super::command::{Ended, Site};
use super::support::base;

/// The small site without a fault, on a disk.
fn small_site() -> Site {
    let site = Site::new(&[]);
    for part in base() {
        site.put(&part.path, &(part.lines.join("\n") + "\n"));
    }
    site
}

/// The same with an error and a warning.
fn faulty_site() -> Site {
    let site = small_site();
    let path = "data/organisations/bodies/anytown-federation.toml";
    site.put(path, &site.text(path).replace("sector = \"body\"", "sektor = \"body\"\nsummary = \"<b>é</b>\""));
    site
}

/// The same with a warning only.
fn warned_site() -> Site {
    let site = small_site();
    let path = "data/organisations/bodies/anytown-federation.toml";
    site.put(path, &site.text(path).replace("sector = ", "summary = \"<i>é</i>\"\nsector = "));
    site
}

fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {}", ended.stdout))
}

#[test]
fn exit_codes_tell_faults_from_wrong_use_from_the_world() {
    let site = small_site();
    assert_eq!(site.run(&["check"]).code, 0);
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(faulty_site().run(&["check"]).code, 1);
    let ended = faulty_site().run(&["build"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (1, ""));
    for wrong in [&["chek"][..], &["check", "--format", "xml"], &["explain", "unknown-kei"], &["check", "-q", "-v"], &[]] {
        let ended = site.run(wrong);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{wrong:?}: {ended:?}");
        assert!(!ended.stderr.is_empty());
    }
    let nowhere = Command::new(env!("CARGO_BIN_EXE_trustbridge")).args(["--root", "/does/not/exist", "check"]).output();
    let nowhere = nowhere.expect("the program starts");
    assert_eq!(nowhere.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("/does/not/exist"), "{nowhere:?}");
    let other = Site::new(&[("out/precious.txt", "not ours")]);
    let out = other.root().join("out");
    let ended = site.run(&["build", "--out", out.to_str().expect("a plain path")]);
    assert_eq!(ended.code, 3, "{ended:?}");
    assert_eq!(other.text("out/precious.txt"), "not ours");
}

#[test]
fn a_good_site_is_told_in_a_line_and_quietly_not_at_all() {
    let site = small_site();
    let ended = site.run(&["check"]);
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("No faults found in 3 organisations.\n", ""));
    let ended = site.run(&["check", "-q"]);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", ""));
    let ended = site.run(&["build", "-q"]);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", ""));
}

#[test]
fn verbose_names_what_would_help_each_record_most() {
    let site = small_site();
    let ended = site.run(&["check", "-v"]);
    let lines: Vec<&str> = ended.stdout.lines().filter(|line| line.starts_with("data/organisations/")).collect();
    assert_eq!(lines.len(), 2, "bodies are matched with nobody: {ended:?}");
    assert!(
        lines[0].starts_with("data/organisations/schools/anytown-schools.toml: ") && lines[0].contains("set `openness`"),
        "{lines:?}"
    );
    let hints = json(&site.run(&["check", "-v", "--format", "json"]))["hints"].clone();
    assert_eq!(hints.as_array().map(Vec::len), Some(2));
    assert!(hints[0]["taken"].as_u64() < hints[0]["steps"].as_u64() && hints[0]["next"].is_string(), "{hints}");
    assert!(json(&site.run(&["check", "--format", "json"]))["hints"].is_null());
}

#[test]
fn people_see_place_line_mark_and_help() {
    let ended = faulty_site().run(&["check"]);
    let path = "data/organisations/bodies/anytown-federation.toml";
    assert!(
        ended.stdout.contains(&format!("{path}:2:1: error[unknown-key]: the key `sektor` is not known here\n")),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("2 | sektor = \"body\"\n  | ^^^^^^\n   = help: did you mean `sector`?\n"), "{}", ended.stdout);
    assert!(ended.stdout.contains(&format!("{path}:3:12: warning[raw-html]: ")), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n1 error, 2 warnings\n"), "{}", ended.stdout);
    assert!(!ended.stdout.contains('\u{1b}'));
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let site = faulty_site();
    assert!(site.run(&["check", "--color", "always"]).stdout.contains("\u{1b}[1;31merror[unknown-key]"));
    assert!(site.run(&["check", "--color", "always"]).stdout.contains("\u{1b}[1;33mwarning[raw-html]"));
    assert!(!site.run(&["check", "--color", "never"]).stdout.contains('\u{1b}'));
    assert!(!site.run(&["check", "--color", "auto"]).stdout.contains('\u{1b}'), "it is no terminal");
}

#[test]
fn programs_get_one_json_object() {
    let ended = faulty_site().run(&["check", "--format", "json"]);
    let report = json(&ended);
    assert_eq!((ended.code, &report["errors"], &report["warnings"]), (1, &Value::from(1), &Value::from(2)));
    let fault = &report["faults"][0];
    let keys: Vec<&str> = fault.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "severity", "path", "line", "column", "end_line", "end_column", "message", "help"]);
    let place: Vec<u64> = ["line", "column", "end_line", "end_column"].iter().filter_map(|key| fault[*key].as_u64()).collect();
    assert_eq!(place, [2, 1, 2, 7]);
    assert_eq!((&fault["code"], &fault["severity"]), (&Value::from("unknown-key"), &Value::from("error")));
    // Columns count characters: the closing tag stands behind an `é` of two bytes.
    let columns: Vec<_> =
        report["faults"].as_array().expect("a list")[1..].iter().map(|fault| fault["column"].as_u64()).collect();
    assert_eq!(columns, [Some(12), Some(16)]);
}

#[test]
fn pull_requests_get_annotations() {
    let ended = faulty_site().run(&["check", "--format", "github"]);
    let first = ended.stdout.lines().next().expect("a line");
    let place = "file=data/organisations/bodies/anytown-federation.toml,line=2,col=1,endLine=2,endColumn=7";
    assert!(
        first.starts_with(&format!(
            "::error {place},title=unknown-key::the key `sektor` is not known here. did you mean `sector`? "
        )),
        "{first}"
    );
    assert_eq!(ended.stdout.lines().filter(|line| line.starts_with("::warning ")).count(), 2);
}

#[test]
fn code_hosts_get_sarif() {
    let ended = faulty_site().run(&["check", "--format", "sarif"]);
    let sarif = json(&ended);
    let run = &sarif["runs"][0];
    assert_eq!((&sarif["version"], &run["columnKind"]), (&Value::from("2.1.0"), &Value::from("unicodeCodePoints")));
    let rules: Vec<_> = run["tool"]["driver"]["rules"].as_array().expect("rules").iter().map(|rule| rule["id"].clone()).collect();
    for result in run["results"].as_array().expect("results") {
        assert!(rules.contains(&result["ruleId"]), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "data/organisations/bodies/anytown-federation.toml");
        assert!(place["region"]["startLine"].as_u64() >= Some(2) && place["region"]["endColumn"].is_u64(), "{result}");
    }
    assert_eq!(run["results"].as_array().map(Vec::len), Some(3));
}

#[test]
fn warnings_are_taken_as_the_settings_and_the_command_say() {
    let site = warned_site();
    assert_eq!(site.run(&["check"]).code, 0);
    assert_eq!(site.run(&["check", "--deny", "warnings"]).code, 1);
    let settings = site.text("data/site.toml");
    site.put("data/site.toml", &format!("{settings}\n[check]\nraw-html = \"deny\"\n"));
    let ended = site.run(&["check"]);
    assert!(ended.code == 1 && ended.stdout.contains("error[raw-html]"), "{ended:?}");
    assert_eq!(site.run(&["build"]).code, 1);
    site.put("data/site.toml", &format!("{settings}\n[check]\nraw-html = \"allow\"\n"));
    assert_eq!(site.run(&["check", "--deny", "warnings"]).stdout, "No faults found in 3 organisations.\n");
    site.put("data/site.toml", &format!("{settings}\n[check]\nsyntax = \"allow\"\n"));
    assert!(site.run(&["check"]).stdout.contains("`syntax` is an error and cannot be allowed"));
}

#[test]
fn a_build_without_an_address_warns_and_is_told_how_not_to() {
    let site = small_site();
    site.put("data/site.toml", "title = \"A small site\"\n");
    let ended = site.run(&["build"]);
    assert!(ended.code == 0 && ended.stderr.contains("warning[no-base-url]"), "{ended:?}");
    let ended = site.run(&["build", "--base-url", "https://example.org/directory/"]);
    assert!(ended.code == 0 && !ended.stderr.contains("no-base-url"), "{ended:?}");
    assert!(!site.run(&["check"]).stdout.contains("no-base-url"), "only a build can be told the address");
    site.put("data/site.toml", "title = \"A small site\"\n[check]\nno-base-url = \"deny\"\n");
    assert_eq!(site.run(&["build"]).code, 1);
    assert_eq!(site.run(&["build", "--base-url", "example"]).code, 2);
}

#[test]
fn the_first_hundred_faults_are_printed_and_the_rest_counted() {
    let site = small_site();
    let keys: Vec<String> = (0..250).map(|at| format!("key{at:03} = 1")).collect();
    let path = "data/organisations/bodies/anytown-federation.toml";
    site.put(path, &format!("{}\n{}", keys.join("\n"), site.text(path)));
    let ended = site.run(&["check"]);
    assert_eq!(ended.stdout.matches("error[unknown-key]").count(), 100);
    assert!(ended.stdout.contains("... and 150 more, not printed\n") && ended.stdout.contains("250 errors, 0 warnings"));
    assert_eq!(json(&site.run(&["check", "--format", "json"]))["faults"].as_array().map(Vec::len), Some(250));
}

#[test]
fn faults_are_explained_and_listed() {
    let site = Site::new(&[]);
    let page = site.run(&["explain", "swapped-coordinates"]);
    assert!(page.code == 0 && page.stdout.starts_with("# Latitude and longitude the wrong way round\n"), "{page:?}");
    let list = site.run(&["explain"]);
    assert_eq!(list.stdout.lines().count(), trustbridge::diagnostic::Code::ALL.len());
    assert!(list.stdout.lines().all(|line| line.split_whitespace().count() > 2), "each has its title");
    assert!(site.run(&["explain", "swaped-coordinates"]).stderr.contains("did you mean `swapped-coordinates`?"));
}

#[test]
fn shells_get_completions_and_people_get_help() {
    let site = Site::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ended = site.run(&["completions", shell]);
        assert!(ended.code == 0 && ended.stdout.contains("explain") && ended.stdout.contains("trustbridge"), "{shell}");
    }
    let help = site.run(&["--help"]);
    assert!(help.code == 0 && help.stdout.contains("check") && help.stdout.contains("--root"), "{help:?}");
    assert!(help.stdout.contains("Options of every command:") && help.stdout.contains("Examples:"), "{}", help.stdout);
    assert!(site.run(&["--version"]).stdout.starts_with("trustbridge "));
}
