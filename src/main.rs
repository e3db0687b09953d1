//! The command `trustbridge`; see the library for everything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    trustbridge::cli::run()
}
