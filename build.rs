//! Says that the embedded theme is part of the source, so that a new file in it rebuilds the program.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
}
