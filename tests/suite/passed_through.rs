//! The folder `static/`: published as it is, and hostile.

use super::checked::one_of_each;

#[test]
fn files_are_published_as_they_are_and_can_be_linked_to() {
    let site = one_of_each();
    let pdf = b"%PDF-1.7\n\xff\xfe bytes";
    site.put_bytes("static/plans/Plan 2026.pdf", pdf);
    site.put("static/google0123.html", "google-site-verification: google0123.html");
    site.put("static/CNAME", "directory.example.org\n");
    site.put("static/.well-known/acme/token.txt", "token\n");
    site.put("static/.DS_Store", "passed over");
    site.put("static/README.md", "Only for us.\n");
    site.put("static/plan.pdf", "%PDF");
    let page = "data/guide/about.md";
    site.put(page, &format!("{}\n[Our plan](/plan.pdf)\n", site.text(page)));
    let ended = site.run(&["build"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(site.bytes("public/plans/Plan 2026.pdf"), pdf);
    for (path, text) in [
        ("public/google0123.html", "google-site-verification: google0123.html"),
        ("public/CNAME", "directory.example.org\n"),
        ("public/.well-known/acme/token.txt", "token\n"),
    ] {
        assert_eq!(site.text(path), text, "{path}");
    }
    assert!(!site.has("public/.DS_Store") && !site.has("public/README.md"));
    std::fs::remove_file(site.root().join("static/plan.pdf")).expect("it goes");
    assert!(site.run(&["check"]).stdout.contains("the link `/plan.pdf` leads nowhere"));
    assert_eq!(site.run(&["build"]).code, 1);
}

#[test]
fn nothing_takes_the_place_of_a_page_or_brings_a_script() {
    let site = one_of_each();
    let good = site.run(&["build"]);
    assert_eq!(good.code, 0, "{}", good.stderr);
    let index = site.text("public/index.html");
    let cases = [
        ("static/index.html", "hello", "the site makes `index.html` itself"),
        ("static/Organisations/INDEX.html", "hello", "the site makes `organisations/index.html` itself"),
        ("static/organisations", "hello", "itself"),
        ("static/404.html/x.pdf", "hello", "the site makes `404.html` itself"),
        ("static/checksums.txt", "hello", "the site makes `checksums.txt` itself"),
        ("static/_headers", "/*\n  X-Frame-Options: ALLOWALL\n", "the site makes `_headers` itself"),
        ("static/search/mine.txt", "hello", "itself"),
        ("static/evil.html", "<script>alert(1)</script>", "`data/guide/NAME.md`"),
        ("static/evil.svg", "<svg/>", "`themes/NAME/static/`"),
        ("static/evil.js", "alert(1)", "`themes/NAME/static/`"),
        ("static/evil.xhtml", "x", "files that end in `.xhtml` are not passed through"),
        ("static/no-ending", "<script>", "not passed through"),
    ];
    for (path, text, words) in cases {
        site.put(path, text);
        let ended = site.run(&["build"]);
        assert!(ended.code == 1 && ended.stderr.contains(words), "{path}: {ended:?}");
        assert!(ended.stderr.contains("static/"), "{path}: {}", ended.stderr);
        std::fs::remove_dir_all(site.root().join("static")).expect("it goes");
        assert_eq!(site.text("public/index.html"), index);
    }
    site.put_bytes("static/film.mp4", &vec![0; 10 * 1024 * 1024 + 1]);
    let ended = site.run(&["build"]);
    assert!(ended.code == 1 && ended.stderr.contains("at most 10485760 (10 MB)"), "{ended:?}");
}

#[test]
#[cfg(unix)]
fn a_link_shows_no_record_and_nothing_of_the_machine() {
    let site = one_of_each();
    site.put("static/plan.pdf", "%PDF");
    site.put("secret.txt", "secret");
    for target in ["../data/organisations/nhs/asked-to-leave.toml", "../secret.txt", "/etc/hostname"] {
        let link = site.root().join("static/link.txt");
        std::os::unix::fs::symlink(target, &link).expect("a link");
        let ended = site.run(&["build"]);
        assert_eq!(ended.code, 1, "{target}: {ended:?}");
        assert!(!site.has("public/link.txt") && ended.stderr.contains("leads out of `static`"), "{target}: {}", ended.stderr);
        std::fs::remove_file(link).expect("it goes");
    }
}
