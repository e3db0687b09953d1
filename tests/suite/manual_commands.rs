//! The commands of the manual, run as they stand there.
//!
//! Every page gets a folder of its own: the first hour an empty one, every other page a new site with one published record,
//! registers under `registers/` and git. A block ```` ```sh ```` is run line by line; a line ends well unless `# ends with 1`
//! stands behind it. A block ```` ```LANGUAGE PATH ```` is the file at that path. What waits for people (`serve`) is only
//! parsed.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser as _;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use trustbridge::cli::Arguments;

use super::command::Site;
use super::manual::pages;

/// Registers under the names that the manual gives them.
const REGISTERS: &[(&str, &str)] = &[
    ("allgroupsdata.csv", "allgroups-synthetic.csv"),
    ("edubasealldata.csv", "establishments-synthetic.csv"),
    ("etr.csv", "etr-synthetic-july.csv"),
    ("hospitals.csv", "hospitals-synthetic.csv"),
    ("onspd.csv", "postcodes-full-synthetic.csv"),
    ("trusts.csv", "trusts-synthetic.csv"),
];

/// What a page shows in order: a block's language and path, and its text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let (mut blocks, mut open) = (Vec::new(), false);
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                blocks.push((info.to_string(), String::new()));
                open = true;
            }
            Event::Text(text) if open => blocks.last_mut().expect("a block").1.push_str(&text),
            Event::End(_) => open = false,
            _ => {}
        }
    }
    blocks
}

/// The folder in which a page is tried.
fn stage(page: &str) -> (Site, PathBuf) {
    let site = Site::new(&[]);
    if page == "first-hour.md" {
        let root = site.root().to_owned();
        return (site, root);
    }
    assert_eq!(site.run(&["init", "--revision", "v0.1.0"]).code, 0);
    let record = "data/organisations/nhs/example-health-trust.toml";
    let text = site.text(record);
    site.put(record, &text.replace("draft = true\n", ""));
    for (name, synthetic) in REGISTERS {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers").join(synthetic);
        site.put_bytes(&format!("registers/{name}"), &std::fs::read(&from).expect("a synthetic register"));
    }
    let root = site.root().to_owned();
    for line in ["git init --quiet --initial-branch=main", "git add --all", "git commit --quiet --message Begin"] {
        assert!(shell(&root, line).0, "{line}");
    }
    (site, root)
}

/// Runs a line; whether it ended well, and what it said.
fn shell(root: &Path, line: &str) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_trustbridge")).parent().expect("a folder").to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&others))).expect("paths");
    let who = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"];
    let output = Command::new("sh")
        .args(["-e", "-c", line])
        .current_dir(root)
        .env("PATH", path)
        .env("HOME", root)
        .env("NO_COLOR", "1")
        .env("SOURCE_DATE_EPOCH", "1795608000")
        .envs(who.map(|name| (name, "test@example.org")))
        .output()
        .expect("a shell");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
#[cfg(unix)]
fn every_command_of_the_manual_runs_as_it_stands_there() {
    let mut tried = 0;
    for (name, text) in pages() {
        let blocks = blocks(&text);
        if !blocks.iter().any(|(info, _)| info == "sh") {
            continue;
        }
        let (site, mut root) = stage(&name);
        for (info, text) in &blocks {
            if let Some((_, path)) = info.split_once(' ') {
                let place = root.join(path);
                std::fs::create_dir_all(place.parent().expect("a folder")).expect("the folder");
                std::fs::write(place, text).expect("the file");
            }
            for line in text.lines().filter(|line| info == "sh" && !line.trim().is_empty() && !line.starts_with('#')) {
                tried += 1;
                let (line, comment) = line.split_once('#').unwrap_or((line, ""));
                if let Some(folder) = line.strip_prefix("cd ") {
                    root = root.join(folder.trim());
                } else if line.starts_with("trustbridge serve") {
                    let parsed = Arguments::try_parse_from(line.split_whitespace());
                    assert!(parsed.is_ok(), "docs/{name}: `{line}`: {}", parsed.expect_err("a fault"));
                } else {
                    let (well, said) = shell(&root, line);
                    assert_eq!(well, !comment.contains("ends with 1"), "docs/{name}: `{line}`\n{said}");
                }
            }
        }
        drop(site);
    }
    assert!(tried >= 40, "only {tried} commands of the manual were run");
}
