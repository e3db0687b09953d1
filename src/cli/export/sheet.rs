//! `trustbridge export sheet`: the records as a workbook.

use std::path::PathBuf;

use clap::Args;

use super::super::{Global, Stop, read, say, show};
use crate::data::{self, FileKind};
use crate::diagnostic::{Report, Severity};
use crate::disk::Gate;
use crate::folder::Folder;
use crate::text::{counted, nearest};
use crate::workbook::{self, Held, Identity, Records};

/// Arguments of `export sheet`.
#[derive(Debug, Args)]
#[command(
    after_help = "Sheets: organisations, offers, needs, schools, contacts, partnerships; the first one says how to work with them.
`trustbridge import sheet FILE.xlsx` brings the edits back."
)]
pub struct SheetArguments {
    /// The workbook to write: a name that ends in `.xlsx`
    #[arg(value_name = "FILE.xlsx")]
    pub file: PathBuf,
    /// Only what works in this care board area; may be given several times
    #[arg(long, value_name = "ID")]
    pub board: Vec<String>,
    /// Only what lies in this region; may be given several times
    #[arg(long, value_name = "ID")]
    pub region: Vec<String>,
    /// Only this organisation or partnership; may be given several times
    #[arg(long, value_name = "ID")]
    pub id: Vec<String>,
    /// Replace the file if it is there; edits in it that were not imported are lost
    #[arg(long)]
    pub replace: bool,
}

/// Writes the workbook.
pub(super) fn run(global: &Global, arguments: &SheetArguments) -> Result<(), Stop> {
    let file = &arguments.file;
    if file.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Stop::Usage(format!("a workbook is called `NAME.xlsx`; `{}` is not", file.display())));
    }
    let folder = read(global)?;
    refuse_unreadable(&folder)?;
    let records = Records::of(&folder);
    let known = data::known(&folder);
    arguments.look_for_strangers(&folder, &records)?;
    let wanted = |held: &Held| arguments.wants(held);
    let bytes = workbook::write(&records, &known, &Identity::of(&folder), &wanted).map_err(Stop::Usage)?;
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let gate = Gate::named(&global.root, parent.unwrap_or(std::path::Path::new(".")))?;
    let place = parent.map_or_else(|| std::path::Path::new(".").join(file), |_| file.clone());
    if arguments.replace {
        gate.put_all(vec![(place, bytes)])?;
    } else if !gate.differing(&[(place.clone(), bytes.clone())])?.is_empty() {
        gate.create_all_new(&[(place, bytes)]).map_err(|failure| {
            if file.exists() {
                return Stop::Usage(format!(
                    "`{}` is there already, and may hold edits; import them first, give another name, or say `--replace`",
                    file.display()
                ));
            }
            Stop::Failed(failure)
        })?;
    }
    if !global.quiet {
        let count = |kind| records.of_kind(kind).filter(|held| !held.opted_out() && wanted(held)).count();
        say(&format!(
            "Wrote {} and {} to `{}`. `trustbridge import sheet` brings edits back.\n",
            counted(count(FileKind::Organisation), "organisation", None),
            counted(count(FileKind::Partnership), "partnership", None),
            file.display()
        ));
    }
    Ok(())
}

/// What cannot be read would be missing from the workbook without a word.
fn refuse_unreadable(folder: &Folder) -> Result<(), Stop> {
    let options = data::Options { as_of: super::super::today::today(None), drafts: false, base_url: None };
    let mut report: Report = data::load(folder, options).report;
    report.judge(|fault| {
        let ours = fault.path.starts_with("data/organisations/") || fault.path.starts_with("data/partnerships/");
        Some(fault.severity).filter(|severity| *severity == Severity::Error && ours)
    });
    if report.errors() == 0 {
        return Ok(());
    }
    show(&report);
    super::super::tell("Nothing was written: fix these records first.\n");
    Err(Stop::Faults)
}

impl SheetArguments {
    /// Whether a record goes into the workbook.
    fn wants(&self, held: &Held) -> bool {
        let place = &held.says["place"];
        let in_boards =
            || self.board.iter().any(|id| place["icbs"].as_array().into_iter().flatten().any(|board| board == id.as_str()));
        let in_regions = || self.region.iter().any(|id| place["region"] == id.as_str());
        let named = || self.id.iter().any(|id| id == held.id());
        let all = self.board.is_empty() && self.region.is_empty() && self.id.is_empty();
        all || in_boards() || in_regions() || named()
    }

    /// An id that nothing has would give an empty workbook without a word.
    fn look_for_strangers(&self, folder: &Folder, records: &Records) -> Result<(), Stop> {
        use crate::data::schema::form::Form;
        let known = data::known(folder);
        let words = |form| known.words(form).unwrap_or_default().iter().map(|word| word.id.clone()).collect::<Vec<_>>();
        let ids = records.iter().map(|(_, held)| held.id().to_owned()).collect();
        let all = [
            ("care board", &self.board, words(Form::Icb)),
            ("region", &self.region, words(Form::Region)),
            ("record", &self.id, ids),
        ];
        for (noun, given, there) in all {
            if let Some(strange) = given.iter().find(|id| !there.contains(id)) {
                let near = nearest(strange, there.iter().map(String::as_str));
                let advice = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                return Err(Stop::Usage(format!("there is no {noun} `{strange}`{advice}")));
            }
        }
        Ok(())
    }
}
