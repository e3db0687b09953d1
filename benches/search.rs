//! Times the search index and prints one line of JSON for each size.
//!
//! `cargo bench --bench search` runs 2,500 and 25,000 made-up records; `-- 100000` that many. With `--write FOLDER` the
//! files are written below `FOLDER/made-up-N` (and `FOLDER/register` where the public registers are at hand), for
//! `tests/browser/search-bench.mjs`. `stock_seconds` is elasticlunr-rs alone over the same texts, writing included;
//! `whole_seconds` our own writing of the same bytes. elasticlunr-rs comes last: it takes more memory than all that we do.

#[path = "../tests/suite/lists.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod lists;

#[path = "../tests/suite/search/corpus.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod corpus;

#[allow(dead_code, reason = "each bench takes what it needs of it")]
mod measure;

use std::path::Path;
use std::time::Instant;

use trustbridge::model::Directory;
use trustbridge::search;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = arguments.iter().position(|argument| argument == "--write").map(|at| {
        arguments.remove(at);
        arguments.remove(at)
    });
    let mut sizes: Vec<usize> = arguments.iter().map(|size| size.parse().expect("sizes are whole numbers")).collect();
    if sizes.is_empty() {
        sizes = vec![2_500, 25_000];
    }
    for size in sizes {
        one(&format!("made-up-{size}"), &corpus::made_up(size), folder.as_deref());
    }
    match corpus::register() {
        Some(register) => one("register", &corpus::from_register(&register), folder.as_deref()),
        None => eprintln!("SKIPPED: the real names need ../shared/registers/national-organisations.csv"),
    }
}

fn one(name: &str, directory: &Directory, folder: Option<&str>) {
    let before = measure::resident("VmHWM");
    let start = Instant::now();
    let index = search::build(trustbridge::wording::Words::built_in(), directory);
    let index_seconds = start.elapsed().as_secs_f64();
    let index_peak = measure::resident("VmHWM");
    let files = search::files(&index);
    let seconds = start.elapsed().as_secs_f64();
    let peak = measure::resident("VmHWM");
    let start = Instant::now();
    let whole = search::whole(&index);
    let whole_seconds = start.elapsed().as_secs_f64();
    let whole_peak = measure::resident("VmHWM");
    let start = Instant::now();
    let stock = corpus::stock_index(&index);
    let stock_seconds = start.elapsed().as_secs_f64();
    assert!(stock.as_bytes() == whole, "the whole index is what elasticlunr-rs writes");
    drop(stock);
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{}",
        serde_json::json!({
            "name": name, "documents": index.documents().len(), "files": files.len(), "bytes": bytes,
            "whole_bytes": whole.len(), "index_seconds": index_seconds, "shards_seconds": seconds,
            "whole_seconds": whole_seconds, "stock_seconds": stock_seconds, "peak_kilobytes_before": before,
            "peak_kilobytes_after_index": index_peak, "peak_kilobytes_after_shards": peak,
            "peak_kilobytes_after_whole": whole_peak,
            "peak_kilobytes_after_stock": measure::resident("VmHWM"),
        })
    );
    let Some(folder) = folder else { return };
    let folder = Path::new(folder).join(name);
    let all = files.into_iter().chain([
        (search::WHOLE.to_owned(), whole),
        (search::DOCUMENTS.to_owned(), search::documents(&index)),
        ("facts.json".to_owned(), corpus::facts(directory).into_bytes()),
    ]);
    for (address, bytes) in all {
        let file = folder.join(address);
        std::fs::create_dir_all(file.parent().expect("addresses have a folder")).expect("the folder can be made");
        std::fs::write(file, bytes).expect("the file can be written");
    }
}
