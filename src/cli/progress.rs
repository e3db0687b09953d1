//! Progress of long work, on a terminal and never otherwise.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Global;

/// A bar that shows how many of `bytes` have been read, with `what` before it; one that shows nothing where standard error is
/// no terminal or little is to be said.
pub(super) fn reading(global: &Global, what: &str, bytes: u64) -> ProgressBar {
    if global.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes} of {total_bytes}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr()).with_style(style);
    bar.set_message(what.to_owned());
    bar
}
