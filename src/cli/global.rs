//! What every command takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Under what help lists these.
const HEADING: &str = "Options of every command";

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// The site's folder, with `data/` in it; if left out, the nearest one at or above where you stand
    #[arg(long = "root", global = true, help_heading = HEADING, value_name = "DIR")]
    pub named: Option<PathBuf>,
    /// The site's folder, named or found.
    #[arg(skip)]
    pub root: PathBuf,
    /// Say less: only faults
    #[arg(short, long, global = true, help_heading = HEADING, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: `check` names what would help each record most
    #[arg(short, long, global = true, help_heading = HEADING)]
    pub verbose: bool,
    /// Use colours
    #[arg(long, global = true, help_heading = HEADING, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", alias = "colour")]
    pub color: Colour,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<Colour> for anstream::ColorChoice {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => Self::Auto,
            Colour::Always => Self::Always,
            Colour::Never => Self::Never,
        }
    }
}

/// How a command says what it did or found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Words for people.
    Human,
    /// JSON for programs.
    Json,
}
