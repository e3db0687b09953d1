//! `trustbridge new`: a record to fill in.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::import::{PlaceFiles, Reading, no_extract};
use super::{Global, Stop, read, say, today};
use crate::data::known;
use crate::data::schema::form::Form;
use crate::data::write::draft::{Draft, Wanted, draft};
use crate::data::write::layout::lay_out;
use crate::diagnostic::Report;
use crate::folder::Folder;
use crate::import::{self, Body, Records, Register, Source, Whereabouts};
use crate::model::Sector;
use crate::text::fold;

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// What the record is of
    #[arg(value_enum)]
    pub what: What,
    /// Its name, in quotation marks: "The Dudley Group NHS Foundation Trust"
    #[arg(required_unless_present = "code")]
    pub name: Option<String>,
    /// Its number in a register, which fills the record: an ODS code, a Group UID or a Group ID
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// The register's extract as published, zipped or not, as `import` takes it, in which it is looked up by its number or its
    /// name; without it, the one that `[extracts]` in `data/site.toml` names
    #[arg(long, value_name = "FILE")]
    pub register: Option<PathBuf>,
    /// Write an empty draft, and look in no register
    #[arg(long, conflicts_with_all = ["code", "register"])]
    pub by_hand: bool,
    /// Where postcodes lie.
    #[command(flatten)]
    pub places: PlaceFiles,
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
    /// What became of a suggestion: met, started, declined or ended.
    Outcome,
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
            Self::Outcome => Wanted::Outcome,
            Self::Guide => Wanted::Guide,
        }
    }
}

/// Writes the record. Nothing is ever overwritten.
pub(super) fn run(global: &Global, arguments: &NewArguments) -> Result<(), Stop> {
    let folder = read(global)?;
    let found = match (&arguments.code, &arguments.name) {
        (Some(code), _) => Some(from_register(global, &folder, arguments, &Sought::Code(code))?),
        (None, Some(name))
            if !arguments.by_hand && (arguments.register.is_some() || is_at_hand(global, &folder, arguments.what)?) =>
        {
            Some(from_register(global, &folder, arguments, &Sought::Name(name))?)
        }
        _ => None,
    };
    let draft = to_fill_in(&folder, arguments, found.as_ref()).map_err(Stop::Usage)?;
    let file = (global.root.join(draft.path.as_str()), draft.text.into_bytes());
    super::records(global)?.create_all_new(&[file])?;
    if !global.quiet {
        say(&format!(
            "Wrote `{}`. It is a draft: fill in what is known, name its sources, then delete the line `draft = true`.\n\
             `trustbridge serve --drafts` shows its page, `trustbridge check --drafts` what is still missing.\n",
            draft.path
        ));
    }
    Ok(())
}

/// What a register says of one organisation.
struct Found {
    body: Body,
    place: Whereabouts,
    source: Source,
}

/// By what an organisation is looked up.
enum Sought<'a> {
    /// A number of the register.
    Code(&'a str),
    /// Its name, as people write it.
    Name(&'a str),
}

impl Sought<'_> {
    fn is(&self, body: &Body) -> bool {
        match self {
            Self::Code(code) => body.code == *code || body.codes.iter().any(|(_, value)| value == code),
            Self::Name(name) => body.open && fold(&body.name) == fold(name),
        }
    }

    /// Why it is not one organisation, with those that may be meant.
    fn none_or_many(&self, bodies: &[Body], register: &std::path::Path) -> String {
        let shown = register.display();
        let name = match self {
            Self::Code(code) => return format!("`{shown}` holds no trust with the number `{code}`"),
            Self::Name(name) => name,
        };
        let words: Vec<String> = fold(name).split_whitespace().filter(|word| word.len() > 2).map(str::to_owned).collect();
        let alike = |body: &&Body| body.open && words.iter().all(|word| fold(&body.name).contains(word.as_str()));
        let mut near: Vec<&Body> = bodies.iter().filter(|body| self.is(body)).collect();
        if near.is_empty() {
            near = bodies.iter().filter(alike).collect();
        }
        near.sort_by(|one, other| (&one.name, &one.code).cmp(&(&other.name, &other.code)));
        let list: Vec<String> = near.iter().take(10).map(|body| format!("\n  --code {}  {}", body.code, body.name)).collect();
        if list.is_empty() {
            return format!(
                "`{shown}` holds no open trust called \"{name}\"; write the name as the register has it, or give its number with `--code`, or leave the register out with `--by-hand`"
            );
        }
        let more = if near.len() > 10 { format!("\n  and {} more", near.len() - 10) } else { String::new() };
        format!(
            "`{shown}` holds no single trust called \"{name}\"; give the number of the one you mean:{}{more}\nor leave the register out with `--by-hand`",
            list.concat()
        )
    }
}

/// Whether the settings name an extract in which this kind of organisation can be looked up, and it is there.
fn is_at_hand(global: &Global, folder: &Folder, what: What) -> Result<bool, Stop> {
    let key = match what {
        What::Nhs => "ods",
        What::School => "gias",
        _ => return Ok(false),
    };
    let mut reading = Reading::new(global, folder);
    Ok(reading.extract(key)?.is_some())
}

/// Looks an organisation up in a register. What cannot be done ends the command; it has been said.
fn from_register(global: &Global, folder: &Folder, arguments: &NewArguments, sought: &Sought<'_>) -> Result<Found, Stop> {
    let nhs = match arguments.what {
        What::Nhs => true,
        What::School => false,
        _ => {
            return Err(Stop::Usage("`--code` fills a record of `nhs` or `school`; no register holds the others".to_owned()));
        }
    };
    let mut reading = Reading::new(global, folder);
    let key = if nhs { "ods" } else { "gias" };
    let register = match &arguments.register {
        Some(register) => Some(register.clone()),
        None => reading.extract(key)?,
    };
    let place_files = reading.place_files(&arguments.places)?;
    if reading.report.errors() > 0 {
        return Err(reading.ended());
    }
    let Some(register) = register else { return Err(Stop::Usage(no_extract(key, "`--register FILE`"))) };
    let mut bodies = Vec::new();
    let headed: fn(&[u8]) -> bool = if nhs { import::names_columns } else { super::import::ALWAYS };
    for table in reading.tables(&register, headed)? {
        let read = if nhs { import::read_ods } else { import::read_gias };
        bodies.extend(reading.faults(|faults| read(&table, faults)));
    }
    if reading.report.errors() > 0 {
        return Err(reading.ended());
    }
    // Faults of other rows are nothing to somebody who asks for one.
    reading.report = Report::default();
    let meant = bodies.iter().filter(|body| sought.is(body)).count();
    if meant == 0 || meant > 1 && matches!(sought, Sought::Name(_)) {
        return Err(Stop::Usage(sought.none_or_many(&bodies, &register)));
    }
    bodies.retain(|body| sought.is(body));
    bodies.sort_by_key(|body| !body.open);
    bodies.truncate(1);
    let Some(places) = reading.places(&place_files, &bodies)? else { return Err(reading.ended()) };
    let Some(body) = bodies.pop() else { return Err(Stop::Usage(sought.none_or_many(&[], &register))) };
    if let Some(record) = Records::of(folder).by_code(body.scheme, &body.code) {
        return Err(Stop::Usage(format!("the number `{}` is that of `{}`; edit that", body.code, record.path)));
    }
    let date = register.file_name().and_then(|name| import::date_in_name(&name.to_string_lossy()));
    let register = if nhs { Register::Ods } else { Register::Gias };
    let source = Source::new(register, date);
    let place = places.find(&body);
    Ok(Found { body, place, source })
}

fn to_fill_in(folder: &Folder, arguments: &NewArguments, found: Option<&Found>) -> Result<Draft, String> {
    let (today, known) = (today::today(arguments.as_of), known(folder));
    let name = arguments.name.as_deref().or(found.map(|found| found.body.name.as_str())).unwrap_or_default();
    let mut new = draft(folder, &known, arguments.what.wanted(), name, arguments.id.as_deref(), today)?;
    if let Some(Found { body, place, source }) = found {
        let kind = body.kinds.iter().find(|kind| known.has(Form::Kind, kind)).ok_or("the vocabulary has no kind that fits it")?;
        let filled = import::fill(&new.text, body, kind, arguments.name.as_deref(), place, source);
        new.text = lay_out(&new.path, &filled).unwrap_or(filled);
    }
    Ok(new)
}
