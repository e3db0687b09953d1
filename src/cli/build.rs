//! `trustbridge build`: the whole site.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::{Format, Global, Stop, home, read, say, show, today, unpublished};
use crate::diagnostic::visible;
use crate::disk::{self, Place, Published};
use crate::pipeline;
use crate::text::{counted, grouped};

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArguments {
    /// The folder that becomes the site
    #[arg(short, long, default_value = "public", value_name = "DIR")]
    pub out: PathBuf,
    /// Where the site will be published, for the sitemap, feeds and canonical links
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Write `index.html` into links, so that the site works from a disk
    #[arg(long)]
    pub portable: bool,
    /// Write a gzip sibling beside every text, for hosts that serve them
    #[arg(long)]
    pub compress: bool,
    /// Publish records with `draft = true`
    #[arg(long)]
    pub drafts: bool,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
    /// Threads to use; as many as there are processors if left out
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    /// How the summary is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Builds the site.
pub(super) fn run(global: &Global, arguments: &BuildArguments) -> Result<(), Stop> {
    if let Some(sentence) = super::no_site_address(arguments.base_url.as_deref()) {
        return Err(Stop::Usage(sentence));
    }
    if let Some(jobs) = arguments.jobs.filter(|&jobs| jobs > 0) {
        // Fails only where a pool exists already, and none does at the start of a command.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let mut clock = Clock::start();
    let folder = read(global)?;
    clock.passed("open");
    let options = pipeline::Options {
        as_of: today::today(arguments.as_of),
        drafts: arguments.drafts,
        portable: arguments.portable,
        base_url: arguments.base_url.clone(),
    };
    let mut built = pipeline::build(&folder, &options, &mut |pass| clock.passed(pass));
    pipeline::ask_for_base_url(&mut built);
    let Some(mut site) = built.site.take() else {
        show(&built.report);
        return Err(Stop::Faults);
    };
    // The search is made when somebody asks how much there is.
    let _ = site.len();
    clock.passed("search");
    if arguments.compress {
        site.add_compressed();
    }
    let out = if arguments.out.is_absolute() { arguments.out.clone() } else { global.root.join(&arguments.out) };
    let home = home();
    let place = Place { out: &out, root: &global.root, home: home.as_deref() };
    let published = match disk::publish(&site, &place, &|| {}) {
        Ok(published) => published,
        Err(error) => return Err(unpublished(error, &mut built.report)),
    };
    clock.passed("write");
    if !global.quiet {
        show(&built.report);
    }
    let pages = site.files().filter(|file| file.ending() == "html").count();
    match arguments.format {
        Format::Json => super::say_json(&summary_json(pages, &published, &clock, built.report.warnings()).to_string()),
        Format::Human if global.quiet => {}
        Format::Human => say(&summary(&out, pages, &published, &clock)),
    }
    Ok(())
}

/// Measures passes.
struct Clock {
    last: Instant,
    passes: Vec<(&'static str, f64)>,
}

impl Clock {
    fn start() -> Self {
        Self { last: Instant::now(), passes: Vec::new() }
    }

    fn passed(&mut self, pass: &'static str) {
        let now = Instant::now();
        self.passes.push((pass, now.duration_since(self.last).as_secs_f64()));
        self.last = now;
    }

    fn total(&self) -> f64 {
        self.passes.iter().map(|(_, seconds)| seconds).sum()
    }
}

fn summary(out: &Path, pages: usize, published: &Published, clock: &Clock) -> String {
    let passes: Vec<String> = clock.passes.iter().map(|(pass, seconds)| format!("{pass} {:.0} ms", seconds * 1000.0)).collect();
    let mut text = format!(
        "Built {} pages in `{}`: {} files new, {} changed, {} same, {} removed, in {:.2} s ({}).\n",
        grouped(pages),
        out.display(),
        grouped(published.new),
        grouped(published.changed),
        grouped(published.same),
        grouped(published.removed),
        clock.total(),
        passes.join(", "),
    );
    text.push_str(&kept(published));
    if let Some(left) = &published.left {
        let _ = writeln!(text, "Note: {left}; the next build removes it.");
    }
    text
}

/// Names the files that no build made: they are published as well, whoever put them there.
fn kept(published: &Published) -> String {
    const MOST: usize = 20;
    if published.kept.is_empty() {
        return String::new();
    }
    let count = published.kept.len();
    let mut text = format!("Kept {} that no build made; the host publishes what stands there:\n", counted(count, "file", None));
    for path in published.kept.iter().take(MOST) {
        let _ = writeln!(text, "  {}", visible(&path.to_string_lossy()));
    }
    if count > MOST {
        let _ = writeln!(text, "  and {} more", grouped(count - MOST));
    }
    text
}

fn summary_json(pages: usize, published: &Published, clock: &Clock, warnings: usize) -> serde_json::Value {
    let passes: serde_json::Map<String, serde_json::Value> =
        clock.passes.iter().map(|(pass, seconds)| ((*pass).to_owned(), json!((seconds * 1e6).round() / 1e6))).collect();
    json!({
        "pages": pages, "new": published.new, "changed": published.changed, "same": published.same,
        "removed": published.removed, "warnings": warnings, "kept": published.kept.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(), "seconds": (clock.total() * 1e6).round() / 1e6, "passes": passes,
    })
}
