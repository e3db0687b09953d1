//! A new site's folder, and the recipes in it: built and linted. What runs further is in tests/browser/recipes.test.mjs, and
//! `servers.rs` shows the site by real web servers.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::command::Site;

/// A new site.
pub(crate) fn begun() -> Site {
    let site = Site::new(&[]);
    let ended = site.run(&[
        "init",
        "--title",
        "Partners & friends",
        "--program",
        "https://example.org/trustbridge.git",
        "--revision",
        "v1.0.0",
    ]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    site
}

#[test]
fn a_new_site_passes_every_check_and_builds() {
    let site = begun();
    let checked = site.run(&["check", "--deny", "warnings"]);
    assert_eq!(checked.code, 0, "{}{}", checked.stdout, checked.stderr);
    let drafts = site.run(&["check", "--drafts"]);
    assert_eq!(drafts.code, 0, "{}{}", drafts.stdout, drafts.stderr);
    for arguments in [&["fmt", "--check"][..], &["schema", "--check"], &["build"], &["build", "--drafts"]] {
        let ended = site.run(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}{}", ended.stdout, ended.stderr);
    }
    assert!(site.text("public/index.html").contains("Partners &amp; friends"));
    assert!(site.has("public/organisations/example-health-trust/index.html"));
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(!site.has("public/organisations/example-health-trust/index.html"), "a draft is not published");
    assert_eq!(site.run(&["new", "school", "Example Academy Trust"]).code, 0);
    let checked = site.run(&["check"]);
    assert_eq!(checked.code, 0);
    assert!(checked.stdout.contains("\n2 more are drafts; `trustbridge check --drafts`"), "{}", checked.stdout);
}

#[test]
fn nothing_is_overwritten_and_twice_is_the_same() {
    let (one, two) = (begun(), begun());
    assert_eq!(one.contents_below(), two.contents_below());
    let again = one.run(&["init"]);
    assert!(again.code == 2 && again.stderr.contains("holds a folder `data` already"), "{}", again.stderr);
    assert_eq!(one.contents_below(), two.contents_below());
    let mine = Site::new(&[("README.md", "Mine.\n")]);
    let ended = mine.run(&["init"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("Kept yours: README.md"), "{}", ended.stdout);
    assert_eq!(mine.text("README.md"), "Mine.\n");
    for wrong in [&["--title", "A\"\nx"][..], &["--program", "https://x.y/$(id)"], &["--revision", "v1; id"]] {
        let fresh = Site::new(&[]);
        assert_eq!(fresh.run(&[&["init"], wrong].concat()).code, 2);
        assert!(fresh.contents().is_empty());
    }
}

#[test]
fn workflows_may_only_read_and_name_actions_by_hash() {
    let site = begun();
    for name in ["check", "publish", "stale"] {
        let text = site.text(&format!(".github/workflows/{name}.yml"));
        assert!(text.contains("\npermissions:\n  contents: read\n"), "{name}");
        assert!(
            text.contains("TRUSTBRIDGE_GIT: \"https://example.org/trustbridge.git\"")
                && text.contains("TRUSTBRIDGE_REV: \"v1.0.0\"")
        );
        assert!(!text.contains("secrets."), "{name} asks for a secret");
        let code = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        assert!(code.clone().all(|line| !line.contains("pull_request_target")));
        for line in code.filter(|line| line.contains("uses:")) {
            let hash = line.split_once('@').and_then(|(_, rest)| rest.split(' ').next()).unwrap_or_default();
            assert!(hash.len() == 40 && hash.bytes().all(|sign| sign.is_ascii_hexdigit()), "{name}: {line}");
        }
        // What strangers can write reaches a shell only through the environment.
        let scripts = text.split("run:").skip(1).map(|part| part.split("\n      - ").next().unwrap_or_default());
        assert!(
            scripts.into_iter().all(|script| !script.split("\n        env:").next().unwrap_or_default().contains("${{")),
            "{name}"
        );
    }
    // Where the program lies on the same code host, its own action fetches it.
    let hash = "0123456789abcdef0123456789abcdef01234567";
    let fetching = Site::new(&[]);
    let ended = fetching.run(&["init", "--program", "https://github.com/example/trustbridge.git", "--revision", hash]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for name in ["check", "publish", "stale"] {
        let text = fetching.text(&format!(".github/workflows/{name}.yml"));
        assert!(text.contains(&format!("        uses: example/trustbridge@{hash}\n")) && !text.contains("cargo"), "{name}");
    }
    // The change is shown before anything of it is put aside, and other files are named.
    for file in [".github/workflows/check.yml", ".gitlab-ci.yml"] {
        let text = site.text(file);
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{file}: {words}"));
        assert!(
            at("trustbridge diff") < at("-- data/site.toml") && at("':(exclude,glob)data/**/*.toml'") < at("-- data/site.toml"),
            "{file}"
        );
        assert!(at("-- data/site.toml") < at("trustbridge check"), "{file}");
        assert!(!text.contains("nobody can switch"), "{file}");
    }
    assert!(site.text(".github/workflows/stale.yml").contains("--app github-actions"));
    let Some(linter) = tool("check-jsonschema") else { return };
    for (schema, file) in [
        ("vendor.github-workflows", ".github/workflows/check.yml"),
        ("vendor.github-workflows", ".github/workflows/publish.yml"),
        ("vendor.github-workflows", ".github/workflows/stale.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ] {
        let output = Command::new(&linter)
            .args(["--builtin-schema", schema])
            .arg(site.root().join(file))
            .output()
            .expect("the linter starts");
        assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn scripts_can_be_read_by_a_shell_and_a_zip_opens_from_the_disk() {
    let site = begun();
    for name in ["deploy/s3.sh", "deploy/zip.sh"] {
        let read = Command::new("sh").arg("-n").arg(site.root().join(name)).status();
        assert!(read.is_ok_and(|status| status.success()), "{name}");
    }
    if !found("zip") {
        eprintln!("skipped: `zip` is not installed");
        return;
    }
    let folder = Path::new(env!("CARGO_BIN_EXE_trustbridge")).parent().expect("a folder");
    let path = std::env::join_paths(
        std::iter::once(folder.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let zipped = Command::new("sh")
        .arg(site.root().join("deploy/zip.sh"))
        .env("PATH", path.expect("paths without colons"))
        .stdout(Stdio::null())
        .status();
    assert!(zipped.is_ok_and(|status| status.success()));
    let bytes = site.bytes("directory.zip");
    assert!(bytes.starts_with(b"PK") && bytes.len() > 10_000);
}

#[test]
fn every_recipe_sends_the_headers_of_the_site() {
    let site = begun();
    assert_eq!(site.run(&["build"]).code, 0);
    for (name, value) in headers(&site) {
        for file in ["deploy/nginx.conf", "deploy/apache.conf", "deploy/Caddyfile", "deploy/web.config"] {
            let text = site.text(file);
            assert!(text.contains(&name) && text.contains(&format!("\"{value}\"")), "{file} does not send {name}: {value}");
        }
    }
}

/// The headers that the site asks hosts to send with every file.
pub(crate) fn headers(site: &Site) -> Vec<(String, String)> {
    let text = site.text("public/_headers");
    let lines = text.lines().skip(1).take_while(|line| line.starts_with("  "));
    let headers: Vec<_> =
        lines.filter_map(|line| line.trim().split_once(": ")).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    assert!(headers.len() >= 4, "{text}");
    headers
}

fn found(name: &str) -> bool {
    std::env::var_os("PATH").iter().flat_map(std::env::split_paths).any(|folder| folder.join(name).is_file())
}

/// One of the tools that tests/tools installs; `None`, with a word, where it is missing.
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/venv/bin").join(name);
    let there = own.is_file();
    if !there {
        eprintln!("skipped: `{name}` is not installed; `tests/run rust` installs it");
    }
    there.then_some(own)
}
