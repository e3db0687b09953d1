//! Writes a site of synthetic organisations and builds it end to end, then once more without a change, then renders its pages
//! alone, without open data, search and disk; prints one line of JSON for each: seconds per pass, CPU seconds, peak memory.
//!
//! `cargo bench --bench site` builds 2,500 organisations, `cargo bench --bench site -- 25000` that many. The records are
//! made up from a fixed seed and say so in their names; words and places are those of `data/`.

#[allow(dead_code, reason = "each bench takes what it needs of it")]
mod measure;

#[path = "../tests/suite/synthetic_site.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod synthetic_site;

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;
use trustbridge::disk::{self, Place};
use trustbridge::folder::FilePath;
use trustbridge::model::Date;
use trustbridge::pipeline;
use trustbridge::site::Site;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [flag, root] if flag == "--build" => return build(Path::new(root)),
        [flag, root] if flag == "--pages" => return pages(Path::new(root)),
        _ => {}
    }
    let count: usize = arguments.first().map_or(2500, |text| text.parse().expect("a number of organisations"));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    synthetic_site::write(folder.path(), count, 2025);
    let this = std::env::current_exe().expect("a running program has a path");
    for (run, what) in [("first", "--build"), ("again", "--build"), ("pages alone", "--pages")] {
        print!("{{\"organisations\": {count}, \"run\": \"{run}\", ");
        std::io::Write::flush(&mut std::io::stdout()).expect("standard output takes text");
        let status = std::process::Command::new(&this).arg(what).arg(folder.path()).status();
        assert!(status.expect("the program can run itself").success(), "the build failed");
    }
}

/// The folder as a site, with the time of each pass.
fn settle(root: &Path, note: &mut dyn FnMut(&'static str)) -> Site {
    let folder = disk::read(root).expect("the folder was written");
    note("open");
    let options = pipeline::Options { as_of: Date::constant(2026, 11, 22), drafts: false, portable: false, base_url: None };
    let built = pipeline::build(&folder, &options, note);
    built.site.unwrap_or_else(|| panic!("synthetic records are sound:\n{}", built.report.human(false)))
}

fn pages(root: &Path) {
    let start = Instant::now();
    let site = settle(root, &mut |_| {});
    let settled = start.elapsed().as_secs_f64();
    let pages: Vec<_> = site.settled().filter(|file| file.ending() == "html").collect();
    let render = |file: &&FilePath| site.render(file).expect("it is listed").expect("it can be made").len();
    let bytes: usize = pages.par_iter().map(render).sum();
    println!(
        "\"pages\": {}, \"mb\": {}, \"wall_seconds\": {:.3}, \"cpu_seconds\": {:.2}, \"peak_mb\": {}, \"passes\": {{\"settle\": {settled:.4}, \"render\": {:.4}}}}}",
        pages.len(),
        bytes / (1024 * 1024),
        start.elapsed().as_secs_f64(),
        measure::cpu_seconds(),
        measure::resident("VmHWM") / 1024,
        start.elapsed().as_secs_f64() - settled,
    );
}

fn build(root: &Path) {
    let start = Instant::now();
    let mut before = start;
    let mut times = Vec::new();
    let mut note = |pass: &'static str| {
        times.push(format!("\"{pass}\": {:.4}", before.elapsed().as_secs_f64()));
        before = Instant::now();
    };
    let site = settle(root, &mut note);
    let place = Place { out: &root.join("public"), root, home: None };
    let published = disk::publish(&site, &place, &|| {}).expect("the folder can be published");
    note("write");
    println!(
        "\"files\": {}, \"new\": {}, \"changed\": {}, \"same\": {}, \"wall_seconds\": {:.3}, \"cpu_seconds\": {:.2}, \
         \"peak_mb\": {}, \"passes\": {{{}}}}}",
        site.len(),
        published.new,
        published.changed,
        published.same,
        start.elapsed().as_secs_f64(),
        measure::cpu_seconds(),
        measure::resident("VmHWM") / 1024,
        times.join(", "),
    );
}
