//! What people download: the package of the registry, the archive of a release and how it is installed, the container's
//! recipe, the action for workflows. What only the code host can do is linted here and in tests/browser/recipes.test.mjs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::init::tool;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, as paths from the project's folder with `/` between.
fn below(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(project().join(folder)).expect("a folder") {
        let path = entry.expect("an entry").path();
        let inside = format!("{folder}/{}", path.file_name().expect("a name").to_string_lossy());
        found.extend(if path.is_dir() { below(&inside) } else { BTreeSet::from([inside]) });
    }
    found
}

#[test]
fn the_package_holds_what_the_program_embeds_and_nothing_else() {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--locked"])
        .current_dir(project())
        .output()
        .expect("cargo starts");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let text = String::from_utf8_lossy(&listed.stdout).replace('\\', "/");
    let packed: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    let embedded = ["src", "themes", "starter", "data/vocabulary"].iter().flat_map(|folder| below(folder));
    let places = ["regions.toml", "icbs.toml", "gateway-doors.toml", "districts.csv"].map(|name| format!("data/places/{name}"));
    let others = ["build.rs", "Cargo.toml", "Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE"].map(str::to_owned);
    for needed in embedded.chain(places).chain(others) {
        assert!(packed.contains(&needed), "the package lacks {needed}");
    }
    let roots = ["src/", "themes/", "starter/", "data/vocabulary/", "data/places/"];
    let at_the_top: Vec<&String> = packed.iter().filter(|path| !roots.iter().any(|root| path.starts_with(root))).collect();
    assert!(at_the_top.len() <= 12 && at_the_top.iter().all(|path| !path.contains('/')), "{at_the_top:?}");
    assert!(!packed.iter().any(|path| path.ends_with("serves.csv") || path.contains("postcode-districts")));
}

/// Runs a shell script of the project, with more in the environment and programs that stand before all others.
#[cfg(unix)]
fn script(name: &str, arguments: &[&str], first: &Path, env: &[(&str, &str)]) -> Output {
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(first.to_owned()).chain(std::env::split_paths(&others))).expect("paths");
    let mut command = Command::new("sh");
    command.arg(project().join(".github/scripts").join(name)).args(arguments).env("PATH", path);
    for name in ["RELEASES", "COMMIT", "REPOSITORY"] {
        command.env_remove(name);
    }
    command.envs(env.iter().copied()).output().expect("a shell")
}

/// A program of that name that only does what the lines of shell say.
#[cfg(unix)]
fn stand_in(folder: &Path, name: &str, lines: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(unix)]
fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn the_archive_of_a_release_is_packed_fetched_checked_and_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, stand_ins) = (folder.path(), folder.path().join("stand-ins"));
    let version = concat!("v", env!("CARGO_PKG_VERSION"));
    let release = root.join("releases").join(version);
    fs::create_dir_all(&stand_ins).expect("a folder");
    let built = Path::new(env!("CARGO_BIN_EXE_trustbridge")).parent().expect("a folder").to_string_lossy().into_owned();
    let target = "x86_64-unknown-linux-gnu";
    let out = release.to_string_lossy().into_owned();
    let packed = script("archive.sh", &[target, &built, &out], &stand_ins, &[]);
    assert!(packed.status.success(), "{}", said(&packed));
    let archive = release.join(format!("trustbridge-{version}-{target}.tar.gz"));
    let once = fs::read(&archive).expect("the archive");
    assert!(script("archive.sh", &[target, &built, &out], &stand_ins, &[]).status.success());
    assert!(fs::read(&archive).expect("the archive") == once, "two archives of one program are the same bytes");
    // The names that `cargo binstall` asks for.
    let manifest = fs::read_to_string(project().join("Cargo.toml")).expect("the manifest");
    assert!(manifest.contains("/v{ version }/{ name }-v{ version }-{ target }{ archive-suffix }\""));

    let sums = Command::new("sh").args(["-c", "sha256sum trustbridge* > SHA256SUMS"]).current_dir(&release).status();
    assert!(sums.expect("a shell").success());
    let from = format!("file://{}", root.join("releases").display());
    let into = |name: &str| root.join(name).to_string_lossy().into_owned();
    let installed = |name: &str, env: &[(&str, &str)]| script("install.sh", &[&into(name)], &stand_ins, env);
    let fetched = installed("one", &[("RELEASES", &from)]);
    assert!(fetched.status.success() && said(&fetched).contains("Fetched trustbridge"), "{}", said(&fetched));
    let begun = Command::new(root.join("one/trustbridge")).arg("init").arg(root.join("site")).output().expect("it starts");
    assert!(begun.status.success() && root.join("site/data/site.toml").is_file(), "{}", said(&begun));

    // An attestation that names another commit, and a system without an archive: compiled, not taken.
    stand_in(&stand_ins, "cargo", &format!("mkdir -p \"$7/bin\" && cp {built}/trustbridge \"$7/bin/\" && echo COMPILED"));
    for (verdict, wanted) in [("exit 1", "COMPILED"), ("exit 0", "Fetched")] {
        stand_in(&stand_ins, "gh", verdict);
        let ended = installed("two", &[("RELEASES", &from), ("COMMIT", "0123"), ("REPOSITORY", "a/b")]);
        assert!(ended.status.success() && said(&ended).contains(wanted), "{verdict}: {}", said(&ended));
    }
    let ended = installed("three", &[("RELEASES", "file:///nowhere")]);
    assert!(ended.status.success() && said(&ended).contains("COMPILED"), "{}", said(&ended));

    // An archive that is not the published one.
    fs::write(&archive, [&once[..], b"x"].concat()).expect("the archive");
    let ended = installed("four", &[("RELEASES", &from)]);
    assert!(!ended.status.success() && said(&ended).contains("is not the one that SHA256SUMS names"), "{}", said(&ended));
    assert!(!root.join("four/trustbridge").exists());
}

#[test]
fn the_container_copies_what_the_program_is_built_from() {
    let recipe = fs::read_to_string(project().join("Dockerfile")).expect("the recipe");
    let ignored = fs::read_to_string(project().join(".dockerignore")).expect("what is left out");
    let room = tempfile::tempdir().expect("a folder");
    let copied: Vec<&str> = recipe
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| line.split(' ').rev().skip(1))
        .collect();
    for path in &copied {
        let from = project().join(path);
        assert!(from.exists(), "the container copies {path}, which is not there");
        let first = if path.starts_with("LICENSE") { "LICENSE-*" } else { path };
        assert!(ignored.lines().any(|line| line == format!("!{first}")), ".dockerignore leaves {path} out");
        copy(&from, &room.path().join(path));
    }
    // All that the manifest and the embedding of files ask for.
    let read = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(room.path())
        .output()
        .expect("cargo starts");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    for embedded in ["themes/default", "starter/.github", "data/vocabulary", "data/places/regions.toml"] {
        assert!(room.path().join(embedded).exists(), "the container lacks {embedded}");
    }
    assert!(recipe.contains("WORKDIR /site\n") && recipe.ends_with("CMD [\"build\"]\n"));
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            copy(&path, &to.join(path.file_name().expect("a name")));
        }
    } else {
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(from, to).expect("a file");
    }
}

#[test]
fn what_the_code_host_reads_has_the_form_that_it_expects() {
    let Some(linter) = tool("check-jsonschema") else { return };
    let files = |folder: &str| -> Vec<PathBuf> { below(folder).iter().map(|path| project().join(path)).collect() };
    let forms = files("starter/.github/ISSUE_TEMPLATE");
    let (config, forms): (Vec<_>, Vec<_>) = forms.into_iter().partition(|path| path.ends_with("config.yml"));
    let updates = vec![project().join(".github/dependabot.yml"), project().join("starter/.github/dependabot.yml")];
    assert_eq!(forms.len(), 3);
    for (schema, files) in [
        ("vendor.github-workflows", files(".github/workflows")),
        ("vendor.github-actions", vec![project().join("action.yml")]),
        ("vendor.dependabot", updates),
        ("vendor.github-issue-forms", forms),
        ("vendor.github-issue-config", config),
    ] {
        assert!(!files.is_empty(), "{schema}");
        let output = Command::new(&linter).args(["--builtin-schema", schema]).args(&files).output().expect("the linter starts");
        assert!(output.status.success(), "{schema}: {}", String::from_utf8_lossy(&output.stdout));
    }
    for path in files(".github/workflows") {
        let text = fs::read_to_string(&path).expect("a workflow");
        assert!(text.contains("\npermissions:\n  contents: read\n"), "{}", path.display());
        for line in text.lines().filter(|line| line.trim_start().trim_start_matches("- ").starts_with("uses:")) {
            let hash = line.split_once('@').and_then(|(_, rest)| rest.split(' ').next()).unwrap_or_default();
            assert!(hash.len() == 40 && hash.bytes().all(|sign| sign.is_ascii_hexdigit()), "{}: {line}", path.display());
        }
    }
    for name in ["extensions.json", "settings.json"] {
        let text = fs::read_to_string(project().join("starter/.vscode").join(name)).expect("settings");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|value| value.is_object()), "{name}");
    }
}
