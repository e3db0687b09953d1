//! A new site shown by real web servers, with the configuration that `init` wrote for each. Only the port, the folder and the
//! account are changed.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::command::{self, Site};
use super::init::{begun, headers};

/// A web server that stops with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The first of these programs that is installed.
fn installed(paths: &[&'static str], name: &str) -> Option<&'static str> {
    let found = paths.iter().copied().find(|path| Path::new(path).is_file());
    if found.is_none() {
        eprintln!("skipped: {name} is not installed; `tests/run rust` installs it");
    }
    found
}

/// A built site in a folder that any account may read, and a free port.
fn built() -> (Site, u16) {
    let site = begun();
    assert_eq!(site.run(&["build"]).code, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(site.root(), std::fs::Permissions::from_mode(0o755)).expect("permissions");
    }
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr()).expect("a free port");
    (site, port.port())
}

/// Starts the server and waits until it listens.
fn start(command: &mut Command, port: u16) -> (Running, SocketAddr) {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server starts");
    let running = Running(child);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let up = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(25));
        TcpStream::connect(address).is_ok()
    });
    assert!(up, "{command:?} does not listen");
    (running, address)
}

fn ask(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    String::from_utf8_lossy(&answer).into_owned()
}

/// The values of a header of an answer.
fn sent<'a>(answer: &'a str, name: &str) -> Vec<&'a str> {
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
}

/// Pages, headers and addresses that are not there, as every host of a site should have them.
fn assert_serves(site: &Site, address: SocketAddr) {
    let home = ask(address, "/");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("Partners &amp; friends"), "{home}");
    let missing = ask(address, "/nothing/here/");
    assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("Page not found"), "{missing}");
    for answer in [&home, &missing] {
        for (name, value) in headers(site) {
            assert_eq!(sent(answer, &name), [value], "{name}");
        }
    }
    assert_eq!(sent(&home, "Cache-Control"), ["no-cache"]);
    assert!(sent(&home, "Access-Control-Allow-Origin").is_empty());
    let assets = site.contents_below().into_iter().map(|(path, _)| path).filter(|path| path.starts_with("public/assets/"));
    let ends = |path: &String, ending: &str| path.rsplit('.').next() == Some(ending);
    let assets: Vec<String> = assets.collect();
    for (ending, kind) in [("css", "text/css"), ("js", "javascript")] {
        let path = assets.iter().find(|path| ends(path, ending)).expect("an asset").trim_start_matches("public");
        let answer = ask(address, path);
        assert_eq!(sent(&answer, "Cache-Control"), ["public, max-age=31536000, immutable"], "{path}");
        assert_eq!(sent(&answer, "X-Content-Type-Options"), ["nosniff"], "a header of its own must not drop the others");
        assert!(sent(&answer, "Content-Type").iter().any(|value| value.contains(kind)), "{path}: {answer:.300}");
    }
    let data = ask(address, "/data/organisations.geojson");
    assert!(data.starts_with("HTTP/1.1 200"), "{data:.300}");
    assert_eq!(sent(&data, "Access-Control-Allow-Origin"), ["*"]);
    let without_slash = ask(address, "/organisations");
    let leads_on = sent(&without_slash, "Location").iter().any(|to| to.ends_with("/organisations/"));
    assert!(without_slash.starts_with("HTTP/1.1 200") || leads_on, "{without_slash:.500}");
    for hidden in ["/_headers", "/.nojekyll", "/../data/site.toml", "/%2e%2e/data/site.toml"] {
        let answer = ask(address, hidden);
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{hidden}: {answer:.300}");
    }
    assert_eq!(command::run(site.root(), &["check"]).code, 0);
}

#[test]
fn a_real_nginx_serves_the_site_with_its_headers() {
    let places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];
    let Some(server) = installed(&places, "nginx") else { return };
    let (site, port) = built();
    let root = site.root().to_string_lossy().into_owned();
    let recipe = site
        .text("deploy/nginx.conf")
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace("/srv/directory/public", &format!("{root}/public"));
    let paths: String =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {root}/{name};\n")).concat();
    // Whoever runs the tests owns the temporary folder, so the workers must be the same person.
    let user = if is_root() { "user root;\n" } else { "" };
    let types =
        "types { text/html html; text/css css; text/javascript js; application/json json; application/geo+json geojson; }";
    let whole = format!(
        "{user}pid {root}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{types}\naccess_log off;\n{paths}{recipe}\n}}\n"
    );
    site.put("nginx-test.conf", &whole);
    let config = site.root().join("nginx-test.conf");
    let test = Command::new(server).args(["-t", "-q", "-p", &root, "-c"]).arg(&config).output().expect("nginx starts");
    assert!(test.status.success(), "{}", String::from_utf8_lossy(&test.stderr));
    let (_running, address) = start(Command::new(server).args(["-g", "daemon off;", "-p", &root, "-c"]).arg(&config), port);
    assert_serves(&site, address);
}

#[test]
fn a_real_apache_serves_the_site_with_its_headers() {
    let Some(server) = installed(&["/usr/sbin/apache2", "/usr/sbin/httpd"], "Apache") else { return };
    let modules = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules"];
    let Some(modules) = modules.iter().find(|folder| Path::new(folder).is_dir()) else {
        return eprintln!("skipped: the modules of Apache are not where they usually are");
    };
    let (site, port) = built();
    let root = site.root().to_string_lossy().into_owned();
    let recipe = site
        .text("deploy/apache.conf")
        .replace("<VirtualHost *:80>", &format!("<VirtualHost 127.0.0.1:{port}>"))
        .replace("/srv/directory/public", &format!("{root}/public"));
    // Those that every Apache has on, and those that the recipe names.
    let loaded: String = ["mpm_event", "authz_core", "mime", "alias", "filter", "headers", "dir", "deflate"]
        .map(|name| format!("LoadModule {name}_module {modules}/mod_{name}.so\n"))
        .concat();
    site.put("mime.types", "text/html html\ntext/css css\ntext/javascript js\napplication/json json\n");
    let whole = format!(
        "ServerRoot {root}\nServerName localhost\nPidFile {root}/apache.pid\nErrorLog {root}/apache.log\nMutex file:{root}\n\
         {loaded}TypesConfig {root}/mime.types\nUser #65534\nGroup #65534\nListen 127.0.0.1:{port}\n{recipe}\n"
    );
    site.put("apache-test.conf", &whole);
    let config = site.root().join("apache-test.conf");
    let test = Command::new(server).arg("-t").arg("-f").arg(&config).output().expect("Apache starts");
    assert!(test.status.success(), "{}", String::from_utf8_lossy(&test.stderr));
    let (_running, address) = start(Command::new(server).args(["-D", "FOREGROUND", "-f"]).arg(&config), port);
    assert_serves(&site, address);
}

#[test]
fn a_real_caddy_serves_the_site_with_its_headers() {
    let Some(server) = installed(&["/usr/bin/caddy", "/usr/local/bin/caddy", "/opt/homebrew/bin/caddy"], "Caddy") else { return };
    let (site, port) = built();
    let root = site.root().to_string_lossy().into_owned();
    let recipe = site
        .text("deploy/Caddyfile")
        .replace("example.org {", &format!("http://example.org:{port} {{\n\tbind 127.0.0.1"))
        .replace("/srv/directory/public", &format!("{root}/public"));
    site.put("Caddyfile-test", &format!("{{\n\tadmin off\n}}\n{recipe}"));
    let config = site.root().join("Caddyfile-test");
    let mut command = Command::new(server);
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(&config).env("HOME", &root).env("XDG_DATA_HOME", &root);
    let (_running, address) = start(&mut command, port);
    assert_serves(&site, address);
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|status| status.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
