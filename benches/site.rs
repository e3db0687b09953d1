//! Writes a site of synthetic organisations and builds it end to end, then once more without a change; prints one line of
//! JSON for each build: seconds per pass, CPU seconds, peak memory.
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

use trustbridge::disk::{self, Place};
use trustbridge::model::Date;
use trustbridge::pipeline;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, root] = arguments.as_slice()
        && flag == "--build"
    {
        return build(Path::new(root));
    }
    let count: usize = arguments.first().map_or(2500, |text| text.parse().expect("a number of organisations"));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    synthetic_site::write(folder.path(), count, 2025);
    let this = std::env::current_exe().expect("a running program has a path");
    for run in ["first", "again"] {
        print!("{{\"organisations\": {count}, \"run\": \"{run}\", ");
        std::io::Write::flush(&mut std::io::stdout()).expect("standard output takes text");
        let status = std::process::Command::new(&this).arg("--build").arg(folder.path()).status();
        assert!(status.expect("the program can run itself").success(), "the build failed");
    }
}

fn build(root: &Path) {
    let start = Instant::now();
    let mut before = start;
    let mut times = Vec::new();
    let mut note = |pass: &'static str| {
        times.push(format!("\"{pass}\": {:.4}", before.elapsed().as_secs_f64()));
        before = Instant::now();
    };
    let folder = disk::read(root).expect("the folder was written");
    note("open");
    let options = pipeline::Options { as_of: Date::constant(2026, 11, 22), drafts: false, portable: false, base_url: None };
    let built = pipeline::build(&folder, &options, &mut note);
    let site = built.site.unwrap_or_else(|| panic!("synthetic records are sound:\n{}", built.report.human(false)));
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
