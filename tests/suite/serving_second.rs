//! Who serves whom against a second implementation in another language, over whole sites: `tests/tools/second_serving.py`.

use std::path::Path;
use std::process::Command;

#[test]
fn a_second_implementation_finds_the_same_bodies() {
    let python_reads_toml = Command::new("python3").args(["-c", "import tomllib"]).output();
    if !python_reads_toml.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 (3.11 or later) is not installed");
        return;
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    for seed in ["1", "2", "3"] {
        let output = Command::new("python3")
            .arg(project.join("tests/tools/second_serving.py"))
            .args([Path::new(env!("CARGO_BIN_EXE_trustbridge")), &project.join("data")])
            .args([seed, "150"])
            .output()
            .expect("python3 runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains(" 0 differ"), "{said}");
    }
}
