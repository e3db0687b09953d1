//! The preview, asked over a real socket.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use trustbridge::serve::{Build, Server};
use trustbridge::site::{Route, Site};

use crate::support::HANG;

const LOCAL: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const PAGE: &str = "<!doctype html><html><body><p>hello</p></body></html>";

/// What came back.
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Sends the bytes as they are and reads until the server closes.
fn send(address: SocketAddr, request: &str) -> Reply {
    send_within(address, request, Duration::from_secs(10))
}

/// The same, but gives up waiting after `limit`.
fn send_within(address: SocketAddr, request: &str, limit: Duration) -> Reply {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(limit)).expect("a time limit");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Reply { status, head: head.to_owned(), body: body.to_owned() }
}

fn get_with(address: SocketAddr, path: &str, headers: &str) -> Reply {
    send(address, &format!("GET {path} HTTP/1.1\r\n{headers}connection: close\r\n\r\n"))
}

fn get(address: SocketAddr, path: &str) -> Reply {
    get_with(address, path, "host: localhost\r\n")
}

fn pages() -> Site {
    let mut site = Site::new();
    site.add_bytes(&Route::of(""), PAGE.as_bytes());
    site.add_bytes(&Route::of("organisations/dudley-group/"), PAGE.replace("hello", "Dudley").into_bytes());
    site.add_bytes(&Route::of("assets/style.0123.css"), &b"p{}"[..]);
    site.add_bytes(&Route::of("404.html"), PAGE.replace("hello", "not found").into_bytes());
    site
}

fn build(site: Option<Site>, faults: &str, base: &str) -> Build {
    Build { site, faults: faults.to_owned(), base: base.to_owned() }
}

fn start(base: &str) -> Server {
    Server::start(LOCAL, 0, build(Some(pages()), "", base)).expect("a free port")
}

#[test]
fn pages_and_files_are_shown_under_the_base_of_the_site() {
    for base in ["/", "/trustbridge/", "trustbridge"] {
        let server = start(base);
        let inner = if base == "/" { "" } else { "/trustbridge" };
        let at = |path: &str| get(server.address(), &format!("{inner}{path}"));
        assert_eq!(server.url(), format!("http://localhost:{}{inner}/", server.address().port()));
        let home = at("/");
        assert_eq!((home.status, home.header("content-type")), (200, Some("text/html; charset=utf-8")));
        assert!(home.body.contains("<p>hello</p>") && home.body.contains(&format!("src=\"{inner}/__trustbridge/reload.js\"")));
        assert!(at("/organisations/dudley-group/").body.contains("Dudley"));
        assert!(at("/organisations/dudley-group/?q=1").body.contains("Dudley"));
        let style = at("/assets/style.0123.css");
        assert_eq!(
            (style.status, style.body.as_str(), style.header("content-type")),
            (200, "p{}", Some("text/css; charset=utf-8"))
        );
        let folder = at("/organisations/dudley-group?a=b");
        assert_eq!((folder.status, folder.header("location")), (302, Some(&*format!("{inner}/organisations/dudley-group/?a=b"))));
        let missing = at("/organisations/nobody/");
        assert!(missing.status == 404 && missing.body.contains("not found"));
        if base != "/" {
            assert_eq!(get(server.address(), "/").header("location"), Some("/trustbridge/"));
            assert_eq!(get(server.address(), "/trustbridge").header("location"), Some("/trustbridge/"));
            assert_eq!(get(server.address(), "/trustbridgeother/").status, 404);
        }
    }
}

#[test]
fn answers_carry_headers_that_keep_other_sites_out() {
    let server = start("/");
    for path in ["/", "/assets/style.0123.css", "/nowhere", "/__trustbridge/reload.js"] {
        let reply = get(server.address(), path);
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        assert!(!reply.head.contains("access-control-"), "{path}: no other origin may read this");
    }
}

#[test]
fn only_its_own_name_is_answered() {
    let server = start("/");
    let port = server.address().port();
    let fine =
        ["localhost", "LOCALHOST", "127.0.0.1", "[::1]", &format!("localhost:{port}"), &format!("127.0.0.1:{port}"), "[::1]:9"];
    for host in fine {
        assert_eq!(get_with(server.address(), "/", &format!("host: {host}\r\n")).status, 200, "{host}");
    }
    let foreign = [
        "evil.example",
        "localhost.evil.example",
        "evil.example:4173",
        "127.0.0.1.evil.example",
        "evil-localhost",
        "192.168.0.1",
        "0.0.0.0",
        "[::]",
        "127.1",
        "2130706433",
        "0x7f.1",
        "localhost:",
        "localhost:x",
        "localhost:80:80",
        "user@localhost",
        "[::1",
        "[::1]x",
        "127.0.0.2",
        "[::ffff:127.0.0.1]",
        "",
    ];
    for host in foreign {
        let reply = get_with(server.address(), "/", &format!("host: {host}\r\n"));
        assert!(matches!(reply.status, 400 | 403), "{host}: {}", reply.status);
        assert!(!reply.body.contains("hello"), "{host}");
    }
    for headers in ["", "host: localhost\r\nhost: evil.example\r\n"] {
        assert!(matches!(get_with(server.address(), "/", headers).status, 400 | 403), "{headers:?}");
    }
    assert_eq!(
        get_with(server.address(), "http://evil.example/", "host: localhost\r\n").status,
        403,
        "the target names another host"
    );
}

#[test]
fn foreign_origins_are_refused_and_so_are_writes() {
    let server = start("/");
    let own = format!("host: localhost\r\norigin: http://localhost:{}\r\n", server.address().port());
    assert_eq!(get_with(server.address(), "/", &own).status, 200);
    for origin in
        ["https://evil.example", "http://evil.example", "null", "http://localhost.evil.example", "https://localhost", "file://"]
    {
        for path in ["/", "/__trustbridge/events", "/__trustbridge/reload.js"] {
            let reply = get_with(server.address(), path, &format!("host: localhost\r\norigin: {origin}\r\n"));
            assert_eq!(reply.status, 403, "{origin} {path}");
        }
    }
    let embedded = get_with(server.address(), "/__trustbridge/events", "host: localhost\r\nsec-fetch-site: cross-site\r\n");
    assert_eq!(embedded.status, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"] {
        let reply = send(server.address(), &format!("{method} / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"));
        assert!(reply.status >= 400 && !reply.body.contains("hello"), "{method}: {}", reply.status);
    }
    let head = send(server.address(), "HEAD / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn no_form_of_climbing_leads_anywhere() {
    let server = start("/trustbridge/");
    let dots = [
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%252e%252e",
        "..%00",
        "..;",
        "%c0%ae%c0%ae",
        "...",
        "%uff0e%uff0e",
        "..%2f..",
        "..%5c..",
    ];
    let strokes = ["/", "//", "%2f", "\\", "%5c", "%255c", "%252f", "/./"];
    let goals = ["etc/passwd", "Cargo.toml", "data/site.toml", "index.html%00.css"];
    let mut forms = 0;
    for dot in dots {
        for stroke in strokes {
            for goal in goals {
                for start in ["/trustbridge/", "/", "/trustbridge/assets/", "/trustbridge/__trustbridge/"] {
                    let path = format!("{start}{dot}{stroke}{dot}{stroke}{dot}{stroke}{goal}");
                    let reply = get(server.address(), &path);
                    assert!(reply.status >= 400, "{path}: {} {}", reply.status, reply.head);
                    assert!(!reply.body.contains("root:") && !reply.body.contains("[package]"), "{path}");
                    forms += 1;
                }
            }
        }
    }
    assert!(forms > 1_000);
    for path in
        ["//evil.example/", "///evil.example", "/trustbridge//evil.example", "/\\evil.example", "/trustbridge/%0d%0aset-cookie:x"]
    {
        let reply = get(server.address(), path);
        assert!(
            reply.status >= 400 && reply.header("location").is_none() && !reply.head.contains("set-cookie"),
            "{path}: {}",
            reply.head
        );
    }
}

#[test]
fn a_broken_build_lies_over_the_last_good_site_until_it_is_mended() {
    let server = start("/");
    server.show(build(None, "data/x.toml:1:1: error: <script>alert(1)</script>", "/"));
    let page = get(server.address(), "/").body;
    assert!(page.contains("<p>hello</p>"), "the last good site stays");
    assert!(page.contains("data/x.toml:1:1") && page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"));
    assert!(!page.contains(" style=") && !page.contains("<style"), "the site's policy allows no style inside a page");
    let mut mended = pages();
    mended.add_bytes(&Route::of("new/"), PAGE.as_bytes());
    server.show(build(Some(mended), "", "/"));
    let page = get(server.address(), "/").body;
    assert!(!page.contains("trustbridge-faults"));
    assert_eq!(get(server.address(), "/new/").status, 200);
}

#[test]
fn a_site_that_never_was_built_shows_its_faults() {
    let server = Server::start(LOCAL, 0, build(None, "data/site.toml: missing", "/")).expect("a free port");
    let page = get(server.address(), "/");
    assert!(page.status == 503 && page.body.contains("data/site.toml: missing"));
    server.show(build(Some(pages()), "", "/directory/"));
    assert_eq!(get(server.address(), "/directory/").status, 200, "the base is known with the first site");
}

#[test]
fn a_page_that_cannot_be_made_says_so_and_the_others_stand() {
    use trustbridge::diagnostic::{Code, Diagnostic};
    let mut site = pages();
    site.add(&Route::of("broken/"), |_| Err(Diagnostic::new(Code::Template, "themes/x.html", None, "no such <name>")));
    site.add(&Route::of("panics/"), |_| panic!("a recipe that breaks its promise"));
    let server = Server::start(LOCAL, 0, build(Some(site), "", "/")).expect("a free port");
    let broken = get(server.address(), "/broken/");
    assert!(broken.status == 500 && broken.body.contains("themes/x.html: no such &lt;name&gt;"), "{}", broken.body);
    assert_eq!(get(server.address(), "/panics/").status, 500);
    assert_eq!(get(server.address(), "/").status, 200);
}

/// An open reload channel, read event by event.
struct Events(std::io::BufReader<TcpStream>);

impl Events {
    fn open(address: SocketAddr) -> Self {
        let mut stream = TcpStream::connect(address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a time limit");
        stream.write_all(b"GET /__trustbridge/events HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("sent");
        Self(std::io::BufReader::new(stream))
    }

    /// The next event's data.
    fn next(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            let read = std::io::BufRead::read_line(&mut self.0, &mut line).expect("an event in time");
            assert!(read > 0, "the channel was closed");
            if let Some(data) = line.strip_prefix("data: ") {
                return data.trim_end().to_owned();
            }
        }
    }
}

#[test]
fn open_pages_hear_of_each_build() {
    let server = start("/");
    let mut events = Events::open(server.address());
    assert_eq!(events.next(), r#"{"version":"1","faults":""}"#);
    server.show(build(None, "a \"fault\"\nin two lines", "/"));
    assert_eq!(events.next(), r#"{"version":"2","faults":"a \"fault\"\nin two lines"}"#);
    server.show(build(Some(pages()), "", "/"));
    assert_eq!(events.next(), r#"{"version":"3","faults":""}"#);
    assert!(get(server.address(), "/").body.contains("data-version=\"3\""));
}

#[test]
fn stalled_clients_do_not_stop_it() {
    let server = start("/");
    let address = server.address();
    let requests = [
        "",
        "GET / HT",
        "GET / HTTP/1.1\r\nhost: localhost\r\n",
        "GET /__trustbridge/events HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ];
    let stalled: Vec<TcpStream> = (0..200)
        .map(|number| {
            let mut stream = TcpStream::connect(address).expect("a connection");
            stream.write_all(requests[number % requests.len()].as_bytes()).expect("sent");
            stream
        })
        .collect();
    let start = Instant::now();
    for _ in 0..20 {
        assert_eq!(get(address, "/").status, 200);
    }
    assert!(start.elapsed() < HANG, "{:?}", start.elapsed());
    drop(stalled);
    assert_eq!(get(address, "/").status, 200);
}

#[test]
fn nonsense_is_answered_or_hung_up_on() {
    let server = start("/");
    let long = format!("GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n", "a".repeat(1 << 20));
    let many = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{}\r\n", "x: y\r\n".repeat(10_000));
    for request in [
        "\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{16}\u{3}\u{1}\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let reply = send_within(server.address(), request, Duration::from_millis(300));
        assert!(!reply.body.contains("hello"), "{request:?}");
    }
    for request in [long, many] {
        let mut stream = TcpStream::connect(server.address()).expect("a connection");
        let _ = stream.write_all(request.as_bytes());
    }
    assert_eq!(get(server.address(), "/").status, 200);
}

#[test]
fn a_taken_port_gives_way_to_the_next_free_one() {
    let taken = TcpListener::bind((LOCAL, 0)).expect("a free port");
    let port = taken.local_addr().expect("its address").port();
    if port > u16::MAX - 20 {
        eprintln!("skipped: there is no port after {port}");
        return;
    }
    let server = Server::start(LOCAL, port, build(Some(pages()), "", "/")).expect("another port");
    assert!(server.address().port() > port && server.address().port() <= port + 20);
    assert_eq!(get(server.address(), "/").status, 200);
    let foreign = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    assert!(Server::start(foreign, 0, build(None, "", "/")).is_err(), "not an address of this machine");
}
