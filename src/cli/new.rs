//! `trustbridge new`: a record to fill in.

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{Ended, Global, read, say, today};
use crate::data::draft::{Draft, Wanted, draft};
use crate::data::known;
use crate::disk::{self, Failure};
use crate::folder::Folder;
use crate::model::Sector;

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// What the record is of
    #[arg(value_enum)]
    pub what: What,
    /// Its name, in quotation marks: "The Dudley Group NHS Foundation Trust"
    pub name: String,
    /// Its id, which is its file's name and its address; made of the name if left out
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// What a record is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// An NHS trust or board.
    Nhs,
    /// A school trust.
    School,
    /// A membership body, charity or project.
    Body,
    /// A partnership or case study.
    Partnership,
    /// A page of the guide.
    Guide,
}

impl What {
    fn wanted(self) -> Wanted {
        match self {
            Self::Nhs => Wanted::Organisation(Sector::Nhs),
            Self::School => Wanted::Organisation(Sector::School),
            Self::Body => Wanted::Organisation(Sector::Body),
            Self::Partnership => Wanted::Partnership,
            Self::Guide => Wanted::Guide,
        }
    }
}

/// Writes the record. Nothing is ever overwritten.
pub(super) fn run(global: &Global, arguments: &NewArguments) -> Result<Ended, Failure> {
    let folder = read(global)?;
    let draft = match to_fill_in(&folder, arguments) {
        Ok(draft) => draft,
        Err(sentence) => return Ok(Ended::Usage(sentence)),
    };
    disk::create_new(&global.root.join(draft.path.as_str()), draft.text.as_bytes())?;
    if !global.quiet {
        say(&format!(
            "Wrote `{}`. It is a draft: fill in what is known, name its sources, then delete the line `draft = true`.\n\
             `trustbridge serve --drafts` shows its page, `trustbridge check --drafts` what is still missing.\n",
            draft.path
        ));
    }
    Ok(Ended::Well)
}

fn to_fill_in(folder: &Folder, arguments: &NewArguments) -> Result<Draft, String> {
    let today = today::today(arguments.as_of);
    draft(folder, &known(folder), arguments.what.wanted(), &arguments.name, arguments.id.as_deref(), today)
}
