//! `diff` in repositories that strangers wrote: no command that they name runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::command::{Ended, Site};

const RECORD: &str = "data/site.toml";

/// A site's folder `site` inside a repository, and a place where every planted command would leave a file.
struct Planted {
    whole: Site,
}

impl Planted {
    /// `None` where git is not installed.
    fn new() -> Option<Self> {
        let planted = Self { whole: Site::new(&[]) };
        planted.whole.put(&format!("outer/site/{RECORD}"), "title = \"One\"\n");
        if !planted.git("outer", &["init", "--quiet"]) {
            eprintln!("skipped: `git` is not installed");
            return None;
        }
        planted.whole.put(&format!("seed/{RECORD}"), "title = \"Planted\"\n");
        assert!(planted.commit("outer"));
        assert!(planted.git("seed", &["init", "--quiet"]) && planted.commit("seed"));
        Some(planted)
    }

    fn at(&self, path: &str) -> PathBuf {
        self.whole.root().join(path)
    }

    fn git(&self, folder: &str, arguments: &[&str]) -> bool {
        let settings = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "safe.bareRepository=all"];
        let done = Command::new("git").arg("-C").arg(self.at(folder)).args(settings).args(arguments).output();
        done.is_ok_and(|output| output.status.success())
    }

    fn commit(&self, folder: &str) -> bool {
        self.git(folder, &["add", "--all"]) && self.git(folder, &["commit", "--quiet", "--message", "one"])
    }

    /// A command that leaves a file behind, as a setting would name it.
    fn command(&self) -> String {
        format!("touch '{}'; false", self.at("ran").display())
    }

    /// Every setting of a repository that names a command, and a missing object that git would fetch by one.
    fn spoil(&self, repository: &str) {
        let run = self.command();
        for setting in [
            "remote.origin.uploadpack",
            "core.fsmonitor",
            "core.pager",
            "pager.rev-parse",
            "pager.cat-file",
            "core.sshCommand",
            "core.alternateRefsCommand",
            "core.askPass",
            "core.editor",
            "core.gitProxy",
            "diff.external",
            "diff.all.textconv",
            "diff.all.command",
            "filter.all.smudge",
            "filter.all.process",
            "credential.helper",
        ] {
            assert!(self.git(repository, &["config", setting, &run]), "{setting}");
        }
        for setting in ["alias.rev-parse", "alias.cat-file", "alias.ls-tree"] {
            assert!(self.git(repository, &["config", setting, &format!("!{run}")]), "{setting}");
        }
        for (setting, value) in [
            ("core.repositoryformatversion", "1"),
            ("extensions.partialClone", "origin"),
            ("remote.origin.promisor", "true"),
            ("remote.origin.url", "/nonexistent"),
        ] {
            assert!(self.git(repository, &["config", setting, value]), "{setting}");
        }
    }

    /// Forgets the object of the record, so that git wants to fetch it.
    fn forget_objects(&self, objects: &Path) {
        for folder in std::fs::read_dir(objects).expect("objects").map(|one| one.expect("an entry").path()) {
            let is_loose = folder.file_name().is_some_and(|name| name.len() == 2);
            for file in std::fs::read_dir(&folder).ok().filter(|_| is_loose).into_iter().flatten() {
                let file = file.expect("an entry").path();
                let name = format!("{}{}", folder.file_name().unwrap().display(), file.file_name().unwrap().display());
                let repository = objects.parent().expect("a repository").strip_prefix(self.whole.root()).expect("inside");
                let is_blob = Command::new("git")
                    .arg("--git-dir")
                    .arg(self.whole.root().join(repository))
                    .args(["cat-file", "-t", &name])
                    .output()
                    .is_ok_and(|output| output.stdout == b"blob\n");
                if is_blob {
                    std::fs::remove_file(file).expect("removed");
                }
            }
        }
    }

    fn diff(&self, site: &str, arguments: &[&str]) -> Ended {
        super::command::run(&self.at(site), &[&["diff"], arguments].concat())
    }

    fn nothing_ran(&self) {
        assert!(!self.whole.has("ran"), "a command of the repository ran");
    }

    /// A bare repository that holds the site, with every command planted and its record missing.
    fn bare(&self, name: &str) {
        assert!(self.git("", &["clone", "--quiet", "--bare", "--no-hardlinks", "seed", name]));
        // Loose objects, so that one of them can be missing.
        let packs: Vec<PathBuf> = std::fs::read_dir(self.at(name).join("objects/pack"))
            .map(|all| all.map(|one| one.expect("an entry").path()).collect())
            .unwrap_or_default();
        assert!(packs.is_empty(), "a small clone of a folder keeps its objects loose");
        self.forget_objects(&self.at(name).join("objects"));
        self.spoil(name);
    }
}

#[test]
fn a_repository_among_the_files_of_a_site_runs_nothing() {
    let Some(planted) = Planted::new() else { return };
    planted.bare("bare");
    // In the site's folder itself, and between it and the true repository.
    for (place, site) in [("outer/site", "outer/site"), ("outer/site", "outer/site/inner")] {
        planted.whole.put(&format!("{site}/{RECORD}"), "title = \"Two\"\n");
        for (path, bytes) in planted.whole.contents_below().into_iter().filter(|(path, _)| path.starts_with("bare/")) {
            planted.whole.put_bytes(&path.replacen("bare", place, 1), &bytes);
        }
        for folder in ["objects", "refs"] {
            std::fs::create_dir_all(planted.at(place).join(folder)).expect("made");
        }
        for revision in ["HEAD", "main", "master", "HEAD^{tree}"] {
            let ended = planted.diff(site, &[revision]);
            planted.nothing_ran();
            assert_eq!(ended.code, 2, "{}", ended.stdout);
            assert!(ended.stderr.contains("git would take it for a repository"), "{}", ended.stderr);
        }
    }
    // The form of a work tree's folder: its objects lie elsewhere.
    for name in ["objects", "refs"] {
        std::fs::rename(planted.at("outer/site").join(name), planted.at("outer/site/data").join(name)).expect("moved");
    }
    planted.whole.put("outer/site/commondir", "data\n");
    let ended = planted.diff("outer/site", &[]);
    planted.nothing_ran();
    assert!(ended.code == 2 && ended.stderr.contains("commondir"), "{}", ended.stderr);
}

#[test]
fn a_repository_from_an_archive_runs_nothing() {
    let Some(planted) = Planted::new() else { return };
    planted.bare("elsewhere");
    planted.whole.put(&format!("unpacked/site/{RECORD}"), "title = \"Two\"\n");
    planted.whole.put("unpacked/.git", &format!("gitdir: {}\n", planted.at("elsewhere").display()));
    planted.whole.put("unpacked/site/.gitattributes", "* diff=all filter=all\n");
    for arguments in
        [&["HEAD"][..], &["HEAD:data"], &["--", "--upload-pack=x"], &["--", "-h"], &["^HEAD"], &[":/one"], &["@{-1}"]]
    {
        let ended = planted.diff("unpacked/site", arguments);
        planted.nothing_ran();
        assert_ne!(ended.code, 0, "{arguments:?}: {}", ended.stdout);
    }
}

#[test]
fn settings_attributes_and_variables_run_nothing_where_a_revision_is_read() {
    let Some(planted) = Planted::new() else { return };
    planted.spoil("outer");
    planted.whole.put("outer/site/.gitattributes", "* diff=all filter=all\n");
    planted.whole.put("outer/.git/hooks/post-index-change", &format!("#!/bin/sh\n{}\n", planted.command()));
    planted.whole.put(&format!("outer/site/{RECORD}"), "title = \"Two\"\n");
    planted.bare("other");
    let output = Command::new(env!("CARGO_BIN_EXE_trustbridge"))
        .arg("--root")
        .arg(planted.at("outer/site"))
        .arg("diff")
        .env("NO_COLOR", "1")
        .env("GIT_DIR", planted.at("other"))
        .env("GIT_INDEX_FILE", planted.at("none"))
        .env("GIT_OBJECT_DIRECTORY", planted.at("other/objects"))
        .env("GIT_NO_LAZY_FETCH", "0")
        .env("GIT_ALLOW_PROTOCOL", "file:ext:ssh")
        .envs(
            ["GIT_PAGER", "GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF", "GIT_ASKPASS", "GIT_EDITOR"]
                .map(|name| (name, planted.command())),
        )
        .output()
        .expect("the program starts");
    planted.nothing_ran();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("The title changes from “One” to “Two”."), "{told}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn submodules_and_links_of_a_revision_are_left_out() {
    let Some(planted) = Planted::new() else { return };
    planted
        .whole
        .put("outer/.gitmodules", "[submodule \"data\"]\n\tpath = site/data/guide\n\turl = ext::sh -c true\n\tupdate = !true\n");
    assert!(planted.git("outer", &["add", "--all"]));
    let link = "160000,1111111111111111111111111111111111111111,site/data/guide";
    assert!(planted.git("outer", &["update-index", "--add", "--cacheinfo", link]));
    assert!(planted.git("outer", &["commit", "--quiet", "--message", "two"]));
    let ended = planted.diff("outer/site", &[]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "Nothing changed.\n"), "{}", ended.stderr);
}
