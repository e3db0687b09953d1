//! Which site a command works on, from wherever somebody stands.

use super::command::{Site, run_in};

/// A site in a folder that holds other things, too.
fn above_a_site() -> Site {
    let site = Site::new(&[("minutes/2026.txt", "Ours.\n")]);
    assert_eq!(run_in(site.root(), &["init", "our-directory"]).code, 0);
    site
}

#[test]
fn a_record_lands_in_the_site_from_every_folder_in_it() {
    let above = above_a_site();
    let root = above.root().join("our-directory");
    for (at, folder) in [".", "data", "data/organisations", "data/organisations/nhs", "deploy"].iter().enumerate() {
        let ended = run_in(&root.join(folder), &["new", "nhs", &format!("Place {at} NHS Trust")]);
        assert_eq!(ended.code, 0, "{folder}: {}", ended.stderr);
        assert!(above.has(&format!("our-directory/data/organisations/nhs/place-{at}.toml")), "{folder}: {}", ended.stdout);
    }
    assert!(!above.has("our-directory/data/organisations/data"), "nothing lies in a folder of its own");
    assert!(!above.has("our-directory/data/data"));
    let ended = run_in(&root.join("data/organisations"), &["check"]);
    assert!(ended.code == 0 && ended.stdout.contains("6 more are drafts"), "{ended:?}");
    let ended = run_in(&root.join("data/vocabulary"), &["build"]);
    assert!(ended.code == 0 && above.has("our-directory/public/index.html"), "{ended:?}");
}

#[test]
fn outside_a_site_commands_refuse_and_say_how_to_begin() {
    let above = above_a_site();
    let before = above.contents();
    let commands: [&[&str]; 9] = [
        &["new", "school", "Meadow Schools Trust"],
        &["rename", "a", "b"],
        &["close", "a"],
        &["fmt"],
        &["schema"],
        &["codeowners"],
        &["import", "gias"],
        &["check"],
        &["build"],
    ];
    for command in commands {
        let ended = run_in(&above.root().join("minutes"), command);
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{command:?}: {ended:?}");
        for words in ["minutes` nor a folder above it is a site's", "data/site.toml", "`--root DIR`", "`trustbridge init DIR`"] {
            assert!(ended.stderr.contains(words), "{command:?} does not say {words}: {}", ended.stderr);
        }
        let ended = run_in(above.root(), command);
        assert!(ended.code == 2 && ended.stderr.contains("`cd our-directory` first"), "{command:?}: {}", ended.stderr);
    }
    assert_eq!(above.contents(), before);
    for command in [&["explain"][..], &["completions", "bash"], &["--help"]] {
        assert_eq!(run_in(&above.root().join("minutes"), command).code, 0, "{command:?} needs no site");
    }
}

#[test]
fn a_folder_that_is_named_wins_and_a_wrong_one_is_refused() {
    let above = above_a_site();
    assert_eq!(run_in(above.root(), &["init", "another"]).code, 0);
    let (root, other) = (above.root().join("our-directory"), above.root().join("another"));
    let ended = run_in(&root, &["--root", other.to_str().expect("plain"), "new", "nhs", "Wood NHS Trust"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        above.has("another/data/organisations/nhs/wood-nhs.toml")
            && !above.has("our-directory/data/organisations/nhs/wood-nhs.toml")
    );
    let ended = run_in(&root, &["--root", "data/organisations", "new", "nhs", "Field NHS Trust"]);
    assert!(ended.code == 2 && ended.stderr.contains("the site's folder is `data/organisations/../..`"), "{}", ended.stderr);
    assert!(!above.has("our-directory/data/organisations/data"));
    let ended = run_in(above.root(), &["--root", "minutes", "schema"]);
    assert!(ended.code == 2 && ended.stderr.contains("`trustbridge init minutes` begins a site there"), "{}", ended.stderr);
    // A new site inside another is begun only by name.
    let ended = run_in(&root.join("deploy"), &["init"]);
    assert!(ended.code == 2 && ended.stderr.contains("you stand in the site `..` already"), "{}", ended.stderr);
    assert!(!above.has("our-directory/deploy/data"));
}
