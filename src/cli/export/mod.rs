//! `trustbridge export`: the open data without the pages, and the records as a workbook.

mod sheet;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use self::sheet::SheetArguments;
use super::{Global, Stop, read, say, show, today};
use crate::disk::Gate;
use crate::folder::FilePath;
use crate::pipeline;
use crate::text::counted;

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The form
    #[command(subcommand)]
    pub what: What,
}

/// What is written.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Tables, with the data package that describes them
    Csv(OpenData),
    /// Whole records, matches, vocabulary and changes
    Json(OpenData),
    /// Points for maps
    Geojson(OpenData),
    /// Open Referral (HSDS 3)
    Hsds(OpenData),
    /// A workbook of the records, to be edited in a spreadsheet and brought back with `import sheet`
    Sheet(SheetArguments),
}

/// Arguments of the open data.
#[derive(Debug, Args)]
pub struct OpenData {
    /// The folder to write to; files of the same name there are replaced, others are left alone
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// Where the site is published, for the addresses of pages in the data
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub as_of: Option<Date>,
}

/// The form of exported files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Tables, with the data package that describes them.
    Csv,
    /// Whole records, matches, vocabulary and changes.
    Json,
    /// Points for maps.
    Geojson,
    /// Open Referral (HSDS 3).
    Hsds,
}

impl Form {
    /// Whether a file of the site belongs to this form.
    fn holds(self, file: &FilePath) -> bool {
        let hsds = file.is_in("data/hsds");
        match self {
            Self::Csv => {
                file.ending() == "csv" && (file.is_in("data") || file.is_in("insights"))
                    || file.as_str() == "data/datapackage.json"
            }
            Self::Json => file.ending() == "json" && file.is_in("data") && !hsds,
            Self::Geojson => file.ending() == "geojson" && file.is_in("data"),
            Self::Hsds => hsds,
        }
    }
}

/// Writes what is asked for.
pub(super) fn run(global: &Global, arguments: &ExportArguments) -> Result<(), Stop> {
    match &arguments.what {
        What::Csv(options) => open_data(global, Form::Csv, options),
        What::Json(options) => open_data(global, Form::Json, options),
        What::Geojson(options) => open_data(global, Form::Geojson, options),
        What::Hsds(options) => open_data(global, Form::Hsds, options),
        What::Sheet(options) => sheet::run(global, options),
    }
}

/// Writes the files of one form.
fn open_data(global: &Global, form: Form, arguments: &OpenData) -> Result<(), Stop> {
    if let Some(sentence) = super::no_site_address(arguments.base_url.as_deref()) {
        return Err(Stop::Usage(sentence));
    }
    let folder = read(global)?;
    let options = pipeline::Options {
        as_of: today::today(arguments.as_of),
        drafts: false,
        portable: false,
        base_url: arguments.base_url.clone(),
    };
    let mut built = pipeline::build(&folder, &options, &mut |_| {});
    let Some(site) = built.site.take() else {
        show(&built.report);
        return Err(Stop::Faults);
    };
    let mut files = Vec::new();
    for file in site.files().filter(|file| form.holds(file)) {
        let place = file.as_str().strip_prefix("data/").unwrap_or(file.as_str());
        match site.render(file) {
            Some(Ok(bytes)) => files.push((arguments.out.join(place), bytes)),
            Some(Err(fault)) => {
                built.report.extend([fault]);
                show(&built.report);
                return Err(Stop::Faults);
            }
            None => {}
        }
    }
    let all = files.len();
    let changed = Gate::named(&global.root, &arguments.out)?.put_all(files)?;
    if !global.quiet {
        say(&format!(
            "Wrote {} to `{}`, {changed} of them new or changed.\n",
            counted(all, "file", None),
            arguments.out.display()
        ));
    }
    Ok(())
}
