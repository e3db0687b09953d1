//! Shows a site to a browser, from memory, and says when there is a new one. The only room that names the network.
//!
//! It knows nothing of building: whoever does hands each build to [`Server::show`], and the open pages follow. A build
//! with faults leaves the last good site in place and lays the faults over its pages.

mod answer;
mod guard;
mod page;

use std::convert::Infallible;
use std::io;
pub use std::net::IpAddr;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Either;
use http_body_util::Full;
use http_body_util::channel::{Channel, Sender};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;

use crate::site::Site;
use answer::Answer;

/// This machine, as only its own programs reach it.
pub const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 20;

/// How long a client may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a sign of life is sent to waiting pages, so that those that left are noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How many pages are rendered at once.
const RENDERERS: usize = 4;

/// One build, as the preview shows it.
#[derive(Default)]
pub struct Build {
    /// The site, unless faults kept it from being built.
    pub site: Option<Site>,
    /// What is wrong, as plain text for a person; empty where nothing is.
    pub faults: String,
    /// The path under which the site will be published: `/`, or `/trustbridge/` for `https://example.org/trustbridge/`.
    pub base: String,
}

/// What the browsers see now.
struct Shown {
    /// The last good site.
    site: Option<Arc<Site>>,
    faults: String,
    /// Begins and ends with a slash.
    base: String,
    /// Counts the builds, so that a page knows whether it is of the last one.
    version: u64,
}

/// A running preview. It ends with the program.
pub struct Server {
    address: SocketAddr,
    shown: watch::Sender<Arc<Shown>>,
}

impl Server {
    /// Listens on `host` at `port`, or at the next free port after it, and answers from another thread.
    ///
    /// # Errors
    /// Where no port is free, or the host is not an address of this machine.
    pub fn start(host: IpAddr, port: u16, first: Build) -> io::Result<Self> {
        let listener = bind(host, port)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(RENDERERS).build()?;
        let (shown, seen) = watch::channel(Arc::new(next(None, first)));
        let open = !address.ip().is_loopback();
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        std::thread::Builder::new().name("preview".to_owned()).spawn(move || runtime.block_on(accept(listener, seen, open)))?;
        Ok(Self { address, shown })
    }

    /// Shows another build; open pages reload, or show its faults.
    pub fn show(&self, build: Build) {
        let after = next(Some(&self.shown.borrow()), build);
        let before = self.shown.send_replace(Arc::new(after));
        // The pages have been told; a site of ten thousand addresses takes a moment to be cleared away.
        drop(before);
    }

    /// Where it listens; the port may be another than the wanted one.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into a browser.
    pub fn url(&self) -> String {
        let base = self.shown.borrow().base.clone();
        let host = match self.address.ip() {
            ip if ip.is_loopback() && ip.is_ipv4() => "localhost".to_owned(),
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        format!("http://{host}:{}{base}", self.address.port())
    }

    /// Whether other machines can see the preview, which deserves a warning.
    pub fn is_open(&self) -> bool {
        !self.address.ip().is_loopback()
    }
}

/// What is shown after `build`: a broken one leaves the last good site.
fn next(before: Option<&Shown>, build: Build) -> Shown {
    let inner = build.base.trim_matches('/');
    let base = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
    let known = before.and_then(|before| before.site.clone());
    // Without a site there are no settings either, so the base stays as it was.
    let base = match before {
        Some(before) if build.site.is_none() => before.base.clone(),
        _ => base,
    };
    Shown {
        site: build.site.map(Arc::new).or(known),
        faults: build.faults,
        base,
        version: before.map_or(0, |before| before.version) + 1,
    }
}

fn bind(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS_TRIED) };
    for port in port..=last {
        match TcpListener::bind((host, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            bound => return bound,
        }
    }
    Err(io::Error::new(io::ErrorKind::AddrInUse, format!("the ports {port} to {last} are all taken; choose another with --port")))
}

async fn accept(listener: tokio::net::TcpListener, seen: watch::Receiver<Arc<Shown>>, open: bool) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files: wait until clients leave.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let seen = seen.clone();
        tokio::spawn(async move {
            let respond = service_fn(move |request| respond(request, seen.clone(), open));
            // A client that breaks off, or speaks no HTTP, concerns nobody else.
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_buf_size(32 * 1024)
                .serve_connection(TokioIo::new(stream), respond)
                .await;
        });
    }
}

type Body = Either<Full<Bytes>, Channel<Bytes, Infallible>>;

async fn respond(
    request: Request<Incoming>,
    seen: watch::Receiver<Arc<Shown>>,
    open: bool,
) -> Result<Response<Body>, Infallible> {
    let shown = seen.borrow().clone();
    let (head, _) = request.into_parts();
    let answered =
        tokio::task::spawn_blocking(move || answer::answer(&head.method, &head.uri, &head.headers, &shown, open)).await;
    let mut response = match answered {
        Ok(Answer::Whole { status, kind, body, location }) => {
            let mut response = Response::new(Either::Left(Full::new(Bytes::from(body))));
            *response.status_mut() = status;
            *response.headers_mut() = answer::headers(kind, location.as_deref());
            response
        }
        Ok(Answer::Events) => {
            let (sender, body) = Channel::new(1);
            tokio::spawn(tell(sender, seen));
            let mut response = Response::new(Either::Right(body));
            *response.headers_mut() = answer::headers("text/event-stream", None);
            response
        }
        // The page's recipe panicked; the thread that renders is made anew.
        Err(_) => {
            let mut response = Response::new(Either::Left(Full::new(Bytes::from_static(b"This page broke the program.\n"))));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    };
    response.headers_mut().remove("transfer-encoding");
    Ok(response)
}

/// Tells a page of the build that is shown and of each one after it, until the page leaves.
async fn tell(mut sender: Sender<Bytes, Infallible>, mut seen: watch::Receiver<Arc<Shown>>) {
    loop {
        let shown = seen.borrow_and_update().clone();
        let word = serde_json::json!({"version": shown.version.to_string(), "faults": shown.faults});
        if sender.send_data(Bytes::from(format!("data: {word}\n\n"))).await.is_err() {
            return;
        }
        loop {
            match tokio::time::timeout(HEARTBEAT, seen.changed()).await {
                Ok(Ok(())) => break,
                Ok(Err(_)) => return,
                Err(_) => {
                    if sender.send_data(Bytes::from_static(b": still here\n\n")).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}
