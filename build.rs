//! Says what is embedded, so that a new file in it rebuilds the program.

fn main() {
    for folder in ["themes/default", "starter", "data/vocabulary", "data/places"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
