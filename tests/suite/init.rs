//! A new site's folder, and the recipes in it: built, linted, and shown by a real web server.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::command::{self, Site};

/// A new site.
fn begun() -> Site {
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
    assert_eq!(site.run(&["check"]).code, 0);
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
fn headers(site: &Site) -> Vec<(String, String)> {
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
fn tool(name: &str) -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/venv/bin").join(name);
    let there = own.is_file();
    if !there {
        eprintln!("skipped: `{name}` is not installed; `tests/run rust` installs it");
    }
    there.then_some(own)
}

/// A web server that stops with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn ask(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_real_nginx_serves_the_site_with_its_headers() {
    let server = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"]
        .into_iter()
        .find(|path| Path::new(path).is_file());
    let Some(server) = server else {
        eprintln!("skipped: nginx is not installed; `tests/run rust` installs it");
        return;
    };
    let site = begun();
    site.put("public/.htaccess", "secret");
    std::fs::remove_file(site.root().join("public/.htaccess")).expect("removed again");
    assert_eq!(site.run(&["build"]).code, 0);
    let port =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr()).expect("a free port").port();
    let root = site.root().to_string_lossy().into_owned();
    let recipe = site
        .text("deploy/nginx.conf")
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace("/srv/directory/public", &format!("{root}/public"));
    let paths: String =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {root}/{name};\n")).concat();
    // Whoever runs the tests owns the temporary folder, so the workers must be the same person.
    let user = if std::fs::metadata("/proc/self").is_ok_and(|status| is_root(&status)) { "user root;\n" } else { "" };
    let types = "types { text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg; }";
    let whole = format!(
        "{user}pid {root}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{types}\naccess_log off;\n{paths}{recipe}\n}}\n"
    );
    site.put("nginx-test.conf", &whole);
    let config = site.root().join("nginx-test.conf");
    let test = Command::new(server).args(["-t", "-q", "-p", &root, "-c"]).arg(&config).output().expect("nginx starts");
    assert!(test.status.success(), "{}", String::from_utf8_lossy(&test.stderr));
    let process = Command::new(server)
        .args(["-g", "daemon off;", "-p", &root, "-c"])
        .arg(&config)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("nginx starts");
    let running = Running(process);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let up = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(25));
        TcpStream::connect(address).is_ok()
    });
    assert!(up, "nginx does not listen");

    let home = ask(address, "/");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("Partners &amp; friends"), "{home}");
    let missing = ask(address, "/nothing/here/");
    assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("Page not found"), "{missing}");
    for answer in [&home, &missing] {
        for (name, value) in headers(&site) {
            assert!(answer.contains(&format!("\r\n{name}: {value}\r\n")), "{name} is not sent");
        }
    }
    assert!(home.contains("\r\nCache-Control: no-cache\r\n") && !home.contains("Access-Control"));
    let style = site
        .contents_below()
        .into_iter()
        .map(|(path, _)| path)
        .find(|path| path.starts_with("public/assets/") && path.rsplit('.').next() == Some("css"));
    let style = ask(address, style.expect("a style sheet").trim_start_matches("public"));
    assert!(style.contains("\r\nCache-Control: public, max-age=31536000, immutable\r\n"), "{style}");
    assert!(style.contains("\r\nX-Content-Type-Options: nosniff\r\n"), "a header of its own must not drop the others");
    let without_slash = ask(address, "/organisations");
    assert!(
        without_slash.starts_with("HTTP/1.1 200") || without_slash.contains("\r\nLocation: /organisations/\r\n"),
        "{without_slash}"
    );
    for hidden in ["/_headers", "/.nojekyll", "/../nginx-test.conf", "/%2e%2e/nginx-test.conf"] {
        let answer = ask(address, hidden);
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{hidden}: {answer}");
    }
    drop(running);
    assert_eq!(command::run(site.root(), &["check"]).code, 0);
}

#[cfg(unix)]
fn is_root(status: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    status.uid() == 0
}

#[cfg(not(unix))]
fn is_root(_: &std::fs::Metadata) -> bool {
    false
}
