//! Rules: a flat table of small functions, each with one sentence and one kind of fault.
//!
//! A rule names the value it objects to by its keys (`offers.0.source`); its place in the file is looked up only then.

mod across;
mod guide;
mod look;
mod measure;
mod named;
mod names;
mod national;
mod outcomes;
mod privacy;
mod programmes;
mod roles;
mod serves;
mod settings;
mod single;
mod spread;

pub use look::{Near, look, unspaced};
pub(super) use named::Named;
pub use settings::{NumberFault, apply_levels, no_base_url, number_faults};

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::read::locate::Places;
use super::schema::files::FileKind;
use super::schema::record::{
    GatewayDoorsFile, GatewayRecord, GuideHead, IcbRecord, KindRecord, OrganisationRecord, OutcomeRecord, PartnershipRecord,
    PhaseRecord, ProgrammeRecord, QuestionRecord, RegionRecord, RegisterRecord, RoleRecord, ServiceRecord,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::FilePath;
use crate::model::{Date, FocusArea, GlossaryTerm, PrintedReport, Settings, Term};

/// A record with the file it stands in.
#[derive(Clone, Debug)]
pub(super) struct Entry<T> {
    /// The file.
    pub path: FilePath,
    /// What it holds.
    pub record: T,
}

impl<T> Entry<T> {
    /// The id: the stem of the file.
    pub(super) fn id(&self) -> &str {
        self.path.stem()
    }
}

/// A guide page as it is written.
#[derive(Clone, Debug)]
pub struct GuideText {
    /// Its head.
    pub head: GuideHead,
    /// Its Markdown.
    pub body: String,
    /// Where the Markdown begins in the file, in bytes.
    pub body_at: usize,
}

/// All records, as they are written.
#[derive(Clone, Debug)]
pub(super) struct Records {
    /// The day that counts as today.
    pub today: Date,
    /// Whether drafts are published, and so held against the rules of what is.
    pub drafts: bool,
    /// `data/site.toml`
    pub settings: Settings,
    /// The services.
    pub services: Vec<ServiceRecord>,
    /// The kinds of organisation.
    pub kinds: Vec<KindRecord>,
    /// The focus areas.
    pub focus_areas: Vec<FocusArea>,
    /// The roles.
    pub roles: Vec<RoleRecord>,
    /// The phases.
    pub phases: Vec<PhaseRecord>,
    /// The workshop questions.
    pub questions: Vec<QuestionRecord>,
    /// The priorities.
    pub priorities: Vec<Term>,
    /// The barriers.
    pub barriers: Vec<Term>,
    /// The regions.
    pub regions: Vec<RegionRecord>,
    /// The care boards.
    pub icbs: Vec<IcbRecord>,
    /// The doors that every place has.
    pub doors: GatewayDoorsFile,
    /// The postcode districts, where the site has imported them.
    pub postcode_districts: Vec<super::read::postcode_districts::PostcodeDistrictRow>,
    /// The local authority districts.
    pub districts: Vec<super::read::districts::DistrictRow>,
    /// Who serves which district.
    pub serves: Vec<super::read::serves::ServesRow>,
    /// Published figures on areas, sorted.
    pub area: Vec<crate::model::AreaFigure>,
    /// The glossary.
    pub glossary: Vec<GlossaryTerm>,
    /// How the report is put together.
    pub report: PrintedReport,
    /// What the national registers hold.
    pub registers: Vec<RegisterRecord>,
    /// The organisations, in path order.
    pub organisations: Vec<Entry<OrganisationRecord>>,
    /// The partnerships, in path order.
    pub partnerships: Vec<Entry<PartnershipRecord>>,
    /// The gateways, in path order.
    pub gateways: Vec<Entry<GatewayRecord>>,
    /// What became of suggestions, in path order.
    pub outcomes: Vec<Entry<OutcomeRecord>>,
    /// The programmes, in path order.
    pub programmes: Vec<Entry<ProgrammeRecord>>,
    /// The guide, in path order.
    pub guide: Vec<Entry<GuideText>>,
    /// The ids of all records that have a file, also of those that cannot be read.
    pub ids: Ids,
    /// Lists of words that stand empty here because they cannot be read: nothing is unknown to them.
    pub unread: BTreeSet<FileKind>,
    /// The text of every file that was read.
    pub texts: BTreeMap<String, Arc<str>>,
}

/// The ids of all records that have a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    /// Of organisations.
    pub organisations: BTreeSet<String>,
    /// Of partnerships.
    pub partnerships: BTreeSet<String>,
}

/// What a rule objects to.
pub(super) struct Objection {
    code: Code,
    path: String,
    at: At,
    message: String,
    help: Vec<String>,
}

/// Where in the file.
enum At {
    /// The value under these keys.
    Keys(String),
    /// These bytes.
    Bytes(std::ops::Range<usize>),
}

impl Objection {
    /// An objection to the value under `keys` in the file at `path`.
    fn new(code: Code, path: &FilePath, keys: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, path: path.to_string(), at: At::Keys(keys.into()), message: message.into(), help: Vec::new() }
    }

    /// An objection to a part of a file.
    fn at_bytes(code: Code, path: &FilePath, bytes: std::ops::Range<usize>, message: impl Into<String>) -> Self {
        Self { code, path: path.to_string(), at: At::Bytes(bytes), message: message.into(), help: Vec::new() }
    }

    fn help(mut self, sentence: impl Into<String>) -> Self {
        self.help.push(sentence.into());
        self
    }

    fn maybe_help(self, sentence: Option<String>) -> Self {
        match sentence {
            Some(sentence) => self.help(sentence),
            None => self,
        }
    }
}

type Rule = fn(&Records) -> Vec<Objection>;

/// Every rule, in the order in which they run. Each says in its first doc line what it ensures.
const RULES: &[Rule] = &[
    single::published_has_source,
    single::dates_lie_in_the_past,
    single::ranges_run_forward,
    single::coordinates_are_whole_and_in_england,
    single::kind_fits_sector,
    single::folder_fits_sector,
    single::nothing_is_listed_twice,
    single::offers_are_not_needs,
    single::ended_listings_are_past,
    single::records_have_sources,
    single::terms_stand_once,
    roles::roles_fit_their_kind,
    roles::met_needs_name_who_meets_them,
    serves::rows_name_what_exists,
    serves::shares_are_parts_of_a_whole,
    serves::districts_lie_somewhere,
    outcomes::outcomes_are_whole,
    programmes::rooms_have_two_sides,
    single::settings_are_known,
    privacy::opted_out_are_not_named,
    privacy::names_of_opted_out_are_not_written,
    across::ids_are_unique,
    across::codes_are_unique,
    across::board_lies_in_region,
    across::point_lies_near_board,
    across::boards_are_in_force,
    across::partners_exist,
    across::there_is_something_to_build,
    across::former_ids_are_free,
    across::gateways_are_unique,
    names::names_are_unique,
    names::names_do_not_look_alike,
    names::names_are_not_nearly_the_same,
    names::former_ids_do_not_look_alike,
    names::names_keep_to_one_alphabet,
    names::records_are_not_copies,
    measure::lists_are_honest,
    measure::claims_are_sensible,
    spread::sites_lie_near_boards,
    spread::sites_are_not_everywhere,
    spread::sites_belong_to_one,
    measure::aliases_are_names,
    measure::broad_partnerships_are_sourced,
    national::registers_name_places,
    national::registers_add_up,
    national::tiles_are_free,
    guide::figures_can_be_worked_out,
    guide::pages_are_not_empty,
    guide::sections_are_complete,
    guide::report_names_pages,
];

/// Runs every rule; faults come with their places. Each file that has any is parsed once for them.
pub(super) fn run(records: &Records) -> Vec<Diagnostic> {
    let mut by_path: BTreeMap<String, Vec<Objection>> = BTreeMap::new();
    let objections: Vec<Objection> = RULES.par_iter().flat_map_iter(|rule| rule(records)).collect();
    for objection in objections {
        by_path.entry(objection.path.clone()).or_default().push(objection);
    }
    let found = by_path.into_par_iter().flat_map_iter(|(path, objections)| {
        let toml = records.texts.get(&path).map(|text| toml_of(text));
        let places = toml.as_deref().map(Places::of);
        let faults: Vec<Diagnostic> = objections.into_iter().map(|one| fault(one, places.as_ref())).collect();
        faults
    });
    found.collect()
}

fn fault(objection: Objection, places: Option<&Places<'_>>) -> Diagnostic {
    let span = match objection.at {
        At::Bytes(bytes) => Some(bytes),
        At::Keys(keys) if keys.is_empty() => None,
        At::Keys(keys) => places.and_then(|places| places.find(&keys)),
    };
    let mut fault = Diagnostic::new(objection.code, objection.path, span, objection.message);
    fault.help = objection.help;
    fault
}

/// The TOML of a file. In a guide page it stands in the head, whose lines of plus signs are blanked, so that places stay.
fn toml_of(text: &str) -> Cow<'_, str> {
    match text.strip_prefix("+++") {
        Some(rest) => {
            let end = rest.find("\n+++").map_or(text.len(), |at| at + 4);
            Cow::Owned(text[..end].replace('+', " "))
        }
        None => Cow::Borrowed(text),
    }
}

/// The organisations that are published, or would be if they were no drafts.
fn listed_organisations(records: &Records) -> impl Iterator<Item = &Entry<OrganisationRecord>> {
    records.organisations.iter().filter(|entry| !entry.record.opt_out)
}
