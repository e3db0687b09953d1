//! `trustbridge serve`: a live preview.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use clap::Args;
use jiff::civil::Date;

use super::{Global, Stop, read, say, show, tell, today};
use crate::diagnostic::Report;
use crate::disk::{self, Failure};
use crate::folder::Folder;
use crate::pipeline::{self, Earlier};
use crate::serve::{Build, IpAddr, LOOPBACK, Server};

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// The port; if it is taken, the next free one
    #[arg(short, long, default_value_t = 4173)]
    pub port: u16,
    /// The address to listen on; 0.0.0.0 lets every machine in the network see the preview
    #[arg(long, default_value_t = LOOPBACK, value_name = "ADDRESS")]
    pub host: IpAddr,
    /// Open the preview in a browser
    #[arg(long)]
    pub open: bool,
    /// Look at the files again and again, for network drives that report no changes
    #[arg(long)]
    pub poll: bool,
    /// Show records with `draft = true`
    #[arg(long)]
    pub drafts: bool,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// Shows the site and follows every change, until the program is stopped.
pub(super) fn run(global: &Global, arguments: &ServeArguments) -> Result<(), Stop> {
    // Watched first, so that nothing saved during the first build is missed.
    let changes = disk::watch(&global.root, arguments.poll)?;
    if changes.is_polling() && !arguments.poll {
        tell("Note: this system reports no changes here, so the files are looked at four times a second.\n");
    }
    let mut earlier = Earlier::default();
    let (first, told) = build(global, arguments, &mut earlier)?;
    told.tell(global);
    let server = Server::start(arguments.host, arguments.port, first).map_err(|source| {
        let address = format!("{}:{}", arguments.host, arguments.port);
        Failure::new("listen on", Path::new(&address), source)
    })?;
    if server.address().port() != arguments.port && arguments.port != 0 {
        say(&format!("Port {} is taken.\n", arguments.port));
    }
    if server.is_open() {
        tell("Warning: every machine in this network can see the preview, drafts and mistakes included.\n");
    }
    say(&format!("The preview is at {}\nIt follows every change; stop it with Ctrl-C.\n", server.url()));
    if arguments.open && open::that_detached(server.url()).is_err() {
        tell("Note: no browser could be opened; type the address into one.\n");
    }
    for () in changes {
        match build(global, arguments, &mut earlier) {
            Ok((build, told)) => {
                server.show(build);
                told.tell(global);
            }
            // Half-way through a save or a change of branch; the next change comes soon.
            Err(failure) => tell(&format!("{failure}\n")),
        }
    }
    Ok(())
}

/// What the terminal shows of a build, after the browser has seen it: to draw a hundred faults takes a while.
struct Told {
    report: Report,
    sentence: Option<String>,
    /// Kept only to be cleared away after the browser has seen the build.
    _read: Folder,
}

impl Told {
    fn tell(self, global: &Global) {
        show(&self.report);
        if let Some(sentence) = self.sentence.filter(|_| !global.quiet) {
            say(&sentence);
        }
    }
}

fn build(global: &Global, arguments: &ServeArguments, earlier: &mut Earlier) -> Result<(Build, Told), Failure> {
    let start = Instant::now();
    let folder = read(global)?;
    let options =
        pipeline::Options { as_of: today::today(arguments.as_of), drafts: arguments.drafts, portable: false, base_url: None };
    let (mut passes, mut before_pass) = (String::new(), start);
    let built = pipeline::build_after(&folder, &options, earlier, &mut |pass| {
        let _ = write!(passes, "; {pass} {:.0} ms", before_pass.elapsed().as_secs_f64() * 1000.0);
        before_pass = Instant::now();
    });
    let base_url = built.directory.as_ref().and_then(|directory| directory.settings.base_url.clone());
    let faults = if built.site.is_some() { String::new() } else { built.report.human(false) };
    let sentence = built.site.as_ref().and(built.directory.as_ref()).map(|directory| {
        let counted = crate::text::counted(directory.organisations.len(), "organisation", None);
        let passes = if global.verbose { passes.as_str() } else { "" };
        format!("Built {counted} in {:.0} ms{passes}.\n", start.elapsed().as_secs_f64() * 1000.0)
    });
    let shown = Build { site: built.site, faults, base: base_url.as_deref().map_or("/", path_of).to_owned() };
    Ok((shown, Told { report: built.report, sentence, _read: folder }))
}

/// The path of a web address: `/trustbridge/` of `https://example.org/trustbridge/`.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |start| &rest[start..]);
    path.split(['?', '#']).next().unwrap_or("/")
}
