//! What can be typed.

use clap::{Args, Parser, Subcommand};

use super::{Global, build, check, explain, export, matching, pair, serve};

/// Turns TOML records of NHS and school trusts into a searchable static website that matches potential partners.
#[derive(Debug, Parser)]
#[command(name = "trustbridge", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the whole site
    Build(build::BuildArguments),
    /// Show the site in a browser and follow every change
    Serve(serve::ServeArguments),
    /// Find all faults of all records in one run
    Check(check::CheckArguments),
    /// Show partners with reasons
    Match(matching::MatchArguments),
    /// Pair a whole room for a workshop
    Pair(pair::PairArguments),
    /// Write the open data without the pages
    Export(export::ExportArguments),
    /// Explain a kind of fault, or list them all
    Explain(explain::ExplainArguments),
    /// Write a new site's folder, with recipes for hosts
    Init(super::init::InitArguments),
    /// Write a record to fill in, with a comment at every key
    New(super::new::NewArguments),
    /// Take in a record that the form of the site made: a letter, or the file that it saved
    Take(super::take::TakeArguments),
    /// Give an organisation another id, everywhere; the old address leads to the new one
    Rename(super::rename::RenameArguments),
    /// Note that an organisation has ended; its page stays and says so
    Close(super::rename::CloseArguments),
    /// Note that somebody looked at organisations or partnerships today and found them right
    Checked(super::checked::CheckedArguments),
    /// List what is due for review, by owner, with wording ready to send
    Stale(super::stale::StaleArguments),
    /// Say in plain English what changed since a revision
    Diff(super::diff::DiffArguments),
    /// Write CODEOWNERS from the records
    Codeowners(super::codeowners::CodeownersArguments),
    /// Write JSON Schemas for editors, with the site's own words in them
    Schema(super::schema::SchemaArguments),
    /// Lay records out in one way: order of keys, spaces, comments kept
    Fmt(super::fmt::FmtArguments),
    /// Bring records up to date from a public register
    Import(super::import::ImportArguments),
    /// List the files of the built-in theme, or copy some to change them
    Theme(super::theme::ThemeArguments),
    /// Write completions for a shell
    Completions(CompletionsArguments),
    /// Write pages for the program `man`
    Man(super::man::ManArguments),
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
