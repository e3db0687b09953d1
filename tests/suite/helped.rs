//! What the command line says of itself: every help text ends with examples that can be typed, and with its exit codes.

use clap::Parser as _;
use trustbridge::cli::{Arguments, described};

use super::command::Site;

/// Every command with its help, as it is shown.
fn helps(command: &clap::Command, above: &str) -> Vec<(String, String)> {
    let name = format!("{above} {}", command.get_name()).trim().to_owned();
    let mut found = vec![(name.clone(), command.clone().term_width(100).render_long_help().to_string())];
    found.extend(command.get_subcommands().flat_map(|inner| helps(inner, &name)));
    found
}

/// A line as a shell parts it: spaces, and quotation marks around words.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

#[test]
fn every_help_ends_with_examples_that_can_be_typed_and_with_exit_codes() {
    let helps = helps(&described(), "");
    assert!(helps.len() > 25, "{}", helps.len());
    for (name, help) in helps {
        assert!(help.contains("\nExit codes: 0 fine, ") || help.contains("\n  Exit codes"), "{name}: {help}");
        let examples = help.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{name} has no example: {help}"));
        let lines: Vec<&str> = examples.lines().take_while(|line| !line.is_empty()).collect();
        for line in lines.iter().filter_map(|line| line.strip_prefix("  trustbridge ")) {
            // What it does stands behind two spaces, and what a shell does with the output behind `>`.
            let typed = line.split("  ").next().unwrap_or_default().split(" >").next().unwrap_or_default();
            let line: Vec<String> = std::iter::once("trustbridge".to_owned()).chain(words(typed)).collect();
            if let Err(error) = Arguments::try_parse_from(&line) {
                assert_eq!(error.kind(), clap::error::ErrorKind::DisplayHelp, "{name}: `{typed}`: {error}");
            }
            let own = name.strip_prefix("trustbridge").unwrap_or_default().trim();
            assert!(typed.starts_with(own), "{name}: `{typed}` is an example of another command");
        }
        assert!(lines.iter().any(|line| line.starts_with("  trustbridge ")), "{name}");
    }
}

#[test]
fn there_is_a_page_for_man_for_every_command() {
    let site = Site::new(&[]);
    std::fs::create_dir(site.root().join("man1")).expect("a folder");
    let folder = site.root().join("man1");
    let ended = site.run(&["man", folder.to_str().expect("plain")]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let pages: Vec<String> = site.contents_below().into_iter().map(|(path, _)| path).collect();
    assert_eq!(pages.len(), helps(&described(), "").len(), "{pages:?}");
    let page = site.text("man1/trustbridge-import-sheet.1");
    assert!(page.contains(".TH") && page.contains("dry\\-run") && page.contains("Exit codes"), "{page}");
    assert!(site.text("man1/trustbridge.1").contains("trustbridge\\-check(1)"));
    let before = site.contents();
    assert_eq!(site.run(&["man", folder.to_str().expect("plain")]).code, 0);
    assert_eq!(site.contents(), before, "twice is the same");
}
