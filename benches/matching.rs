//! Times the matching on synthetic directories and prints one line of JSON for each size.
//!
//! `cargo bench --bench matching` runs all sizes; `cargo bench --bench matching -- 20000` only those with that many
//! organisations on the health side. Two threads; wall and CPU seconds of the ranking alone, then wall seconds of
//! the ranking after one edit, peak memory of the whole process (each size runs in a process of its own, so that the peak is
//! its own).

#[path = "../tests/suite/lists.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod lists;

#[path = "../tests/suite/synthetic.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod synthetic;

#[allow(dead_code, reason = "each bench takes what it needs of it")]
mod measure;

use std::sync::Arc;
use std::time::Instant;

use measure::{cpu_seconds, resident};

use trustbridge::matching::{self, Matches, Method, Options};
use trustbridge::model::{Directory, Parts};

const SIZES: &[(usize, usize)] = &[(2_000, 200), (20_000, 20_000), (100_000, 100_000)];
const TOP: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, nhs, schools, method] = arguments.as_slice()
        && flag == "--one"
    {
        let size = |text: &str| text.parse().expect("sizes are whole numbers");
        return one(size(nhs), size(schools), method == "exhaustive");
    }
    let wanted = |nhs: usize| arguments.is_empty() || arguments.iter().any(|argument| *argument == nhs.to_string());
    let this = std::env::current_exe().expect("a running program has a path");
    for &(nhs, schools) in SIZES.iter().filter(|&&(nhs, _)| wanted(nhs)) {
        let sizes = [nhs.to_string(), schools.to_string()];
        let method = if arguments.iter().any(|argument| argument == "exhaustive") { "exhaustive" } else { "automatic" };
        let run = std::process::Command::new(&this).arg("--one").args(sizes).arg(method).status();
        assert!(run.expect("the program can run itself").success(), "a size failed");
    }
}

/// Wall seconds of the ranking after one organisation has changed what it needs.
fn one_edit(directory: &Directory, matches: &Arc<Matches>, options: Options) -> f64 {
    let mut parts = Parts::clone(directory);
    lists::edit(&mut parts.organisations, |organisations| {
        let needs = organisations[7].needs.take();
        organisations[0].needs = needs.or_else(|| Some(Vec::new()));
    });
    let edited = Directory::new(parts);
    let start = Instant::now();
    let after = matching::again(&edited, options, (directory, matches));
    let taken = start.elapsed().as_secs_f64();
    assert!(edited.numbered().any(|(number, _)| !after.ranked(number).is_empty()), "somebody is listed");
    taken
}

fn one(nhs: usize, schools: usize, exhaustive: bool) {
    rayon::ThreadPoolBuilder::new().num_threads(2).build_global().expect("no pool was made before");
    let directory = synthetic::directory(synthetic::World::mixed(2025, nhs, schools));
    let memory_before = resident("VmHWM");
    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let method = if exhaustive { Method::Exhaustive } else { Method::Automatic };
    let options = Options { depth: Some(TOP), method, unbalanced: true };
    let matches = Arc::new(matching::all_with(&directory, options));
    let (wall, cpu) = (wall.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let peak = resident("VmHWM");
    let edit = one_edit(&directory, &matches, options);
    let listed: usize = directory.numbered().map(|(number, _)| matches.ranked(number).len()).sum();
    let total: u64 =
        directory.numbered().flat_map(|(number, _)| matches.ranked(number)).map(|ranked| u64::from(ranked.score.0)).sum();
    println!(
        "{{\"nhs\": {nhs}, \"schools\": {schools}, \"top\": {TOP}, \"threads\": 2, \"exhaustive\": {exhaustive}, \
         \"wall_seconds\": {wall:.3}, \"cpu_seconds\": {cpu:.3}, \"peak_mb\": {}, \"directory_mb\": {}, \
         \"listed\": {listed}, \"sum_of_scores\": {total}, \"one_edit_seconds\": {edit:.4}}}",
        peak / 1024,
        memory_before / 1024,
    );
}
