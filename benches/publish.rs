//! Publishes ten thousand small files, then the same again twice, and prints one line of JSON for each round. Rendering costs
//! nothing here, so this is the cost of safety: staging, checksums, flushing, the exchange.
//!
//! `cargo bench --bench publish`; files are written to the folder for temporary files (`TMPDIR`).

use std::time::Instant;

use trustbridge::disk::{self, Place};
use trustbridge::site::{Route, Site};

fn main() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let mut site = Site::new();
    for number in 0..5_000_u32 {
        let text: Vec<u8> = (0..4_000_u32).map(|at| b'a' + ((at * (number % 97 + 1)) % 26) as u8).collect();
        site.add_bytes(&Route::of(&format!("organisations/trust-{number}/")), text.clone());
        site.add_bytes(&Route::of(&format!("data/organisations/trust-{number}.json")), text);
    }
    std::fs::create_dir(root.path().join("data")).expect("a folder can be made");
    for round in ["all new", "all the same", "all the same again"] {
        let start = Instant::now();
        let place = Place { out: &root.path().join("public"), root: root.path(), home: None };
        let published = disk::publish(&site, &place, &|| {}).expect("the folder can be published");
        println!(
            "{{\"round\": \"{round}\", \"files\": {}, \"new\": {}, \"same\": {}, \"wall_seconds\": {:.3}}}",
            site.len(),
            published.new,
            published.same,
            start.elapsed().as_secs_f64(),
        );
    }
}
