//! Records to the model. Every word has been checked, so nothing can go wrong here; a word that is gone all the same
//! (a draft that is not published) is left out.

mod lists;
mod organisation;
mod partnership;
mod share;

use super::options::Options;
use super::rules::Records;
use crate::geo::Point;
use crate::model::{
    Ages, CareBoardIndex, DistrictIndex, Entry, FocusIndex, Gateway, GlossaryTerm, GuidePage, KindIndex, ListIndex, Organisation,
    OrganisationIndex, Outcome, Parts, Phase, PhaseIndex, Programme, RegionIndex, RoleIndex, ServiceIndex, Sorted,
};
use lists::{phase, places, register, report, settings, vocabulary};
use organisation::organisation;
use partnership::{guide_page, outcome, partnership, programme, section_rank};
use share::shares;
/// Turns checked records into the parts of a directory.
pub(super) fn parts(records: Records, options: Options<'_>) -> Parts {
    let ids = Ids::new(&records, options);
    let vocabulary = vocabulary(&records, &ids);
    let places = places(&records, &ids);
    let published = |draft: bool| options.drafts || !draft;
    let shares = shares(&records, &ids);
    let report = report(&records);
    let registers = records.registers.iter().map(|record| register(record, &ids)).collect();
    let mut organisations: Vec<Organisation> = Vec::new();
    let mut renamed = Vec::new();
    for entry in records.organisations.into_iter().filter(|entry| published(entry.record.draft) && !entry.record.opt_out) {
        if let Some(index) = ids.organisations.find(entry.path.stem()) {
            renamed.extend(entry.record.former_ids.iter().map(|old| (old.clone(), index)));
        }
        organisations.push(organisation(entry, &ids));
    }
    let partnerships = records.partnerships.iter().filter(|entry| published(entry.record.draft));
    let partnerships = partnerships.map(|entry| partnership(entry, &ids)).collect();
    let mut gateways: Vec<Gateway> = records
        .gateways
        .iter()
        .map(|entry| Gateway {
            id: entry.path.stem().to_owned(),
            icb: ids.icbs.find(&entry.record.icb),
            doors: entry.record.doors.clone(),
            review: entry.record.review.clone(),
        })
        .collect();
    if !records.doors.door.is_empty() {
        gateways.push(Gateway {
            id: String::new(),
            icb: None,
            doors: records.doors.door.clone(),
            review: records.doors.review.clone(),
        });
    }
    gateways.sort_by(|a, b| a.id.cmp(&b.id));
    let outcomes = records.outcomes.iter().filter(|entry| published(entry.record.draft));
    let mut outcomes: Vec<Outcome> = outcomes.filter_map(|entry| outcome(entry, &ids)).collect();
    outcomes.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let mut programmes: Vec<Programme> = records.programmes.iter().map(|entry| programme(entry, &ids)).collect();
    programmes.sort_by(|a, b| a.id.cmp(&b.id));
    let guide_pages = records.guide.iter().filter(|entry| published(entry.record.head.draft));
    let mut guide: Vec<GuidePage> = guide_pages.map(|entry| guide_page(entry, &ids)).collect();
    guide.sort_by_key(|page| (section_rank(&page.section), page.order, page.id.clone()));
    let mut glossary: Vec<GlossaryTerm> = records.glossary.clone();
    glossary.sort_by_key(|term| (crate::text::fold(&term.term), term.id.clone()));
    renamed.sort();
    Parts {
        settings: settings(records.settings, options.base_url),
        vocabulary,
        places,
        shares,
        area: records.area.into_iter().map(|one| ((one.measure, one.area.clone()), one)).collect(),
        registers,
        organisations: Sorted::new(organisations),
        partnerships,
        gateways,
        outcomes,
        programmes,
        guide,
        glossary,
        report,
        renamed,
        as_of: Some(options.as_of),
    }
}

/// The indices that entries will have: of ids alone, because entries refer to each other.
struct Ids {
    services: Sorted<String, ServiceIndex>,
    focus: Sorted<String, FocusIndex>,
    kinds: Sorted<String, KindIndex>,
    roles: Sorted<String, RoleIndex>,
    districts: Sorted<String, DistrictIndex>,
    phases: Sorted<Phase, PhaseIndex>,
    regions: Sorted<String, RegionIndex>,
    icbs: Sorted<String, CareBoardIndex>,
    organisations: Sorted<String, OrganisationIndex>,
}

impl Ids {
    fn new(records: &Records, options: Options<'_>) -> Self {
        let organisations =
            records.organisations.iter().filter(|entry| (options.drafts || !entry.record.draft) && !entry.record.opt_out);
        Self {
            services: records.services.iter().map(|one| one.id.clone()).collect(),
            focus: records.focus_areas.iter().map(|one| one.id.clone()).collect(),
            kinds: records.kinds.iter().map(|one| one.id.clone()).collect(),
            roles: records.roles.iter().map(|one| one.id.clone()).collect(),
            districts: records.districts.iter().map(|one| one.code.clone()).collect(),
            phases: records.phases.iter().map(phase).collect(),
            regions: records.regions.iter().map(|one| one.id.clone()).collect(),
            icbs: records.icbs.iter().map(|one| one.id.clone()).collect(),
            organisations: organisations.map(|entry| entry.path.stem().to_owned()).collect(),
        }
    }
}

/// Those of some ids that are in a list, in the order in which they are named.
fn many<T: Entry, I: ListIndex>(ids: &[String], list: &Sorted<T, I>) -> Vec<I> {
    ids.iter().filter_map(|id| list.find(id)).collect()
}

fn point(latitude: Option<f64>, longitude: Option<f64>) -> Option<Point> {
    Some(Point { latitude: latitude?, longitude: longitude? })
}

fn centre(pair: Option<&[f64]>) -> Option<Point> {
    match pair {
        Some(&[latitude, longitude]) => Some(Point { latitude, longitude }),
        _ => None,
    }
}

fn ages(pair: Option<&[u8]>) -> Option<Ages> {
    match pair {
        Some(&[from, to]) => Some(Ages { from, to }),
        _ => None,
    }
}
