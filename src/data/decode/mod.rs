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
    Ages, CareBoardIndex, DistrictIndex, FocusIndex, Gateway, GlossaryTerm, GuidePage, KindIndex, Organisation,
    OrganisationIndex, Partnership, Parts, PhaseIndex, Programme, RegionIndex, RoleIndex, ServiceIndex,
};
use lists::{places, register, report, settings, vocabulary};
use organisation::organisation;
use partnership::{guide_page, partnership, programme, section_rank};
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
        if let Some(index) = ids.organisation(entry.path.stem()) {
            renamed.extend(entry.record.former_ids.iter().map(|old| (old.clone(), index)));
        }
        organisations.push(organisation(entry, &ids));
    }
    organisations.sort_by(|a, b| a.id.cmp(&b.id));
    let partnerships = records.partnerships.iter().filter(|entry| published(entry.record.draft));
    let mut partnerships: Vec<Partnership> = partnerships.map(|entry| partnership(entry, &ids)).collect();
    partnerships.sort_by(|a, b| a.id.cmp(&b.id));
    let mut gateways: Vec<Gateway> = records
        .gateways
        .iter()
        .map(|entry| Gateway {
            id: entry.path.stem().to_owned(),
            icb: ids.icb(&entry.record.icb),
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
        registers,
        organisations,
        partnerships,
        gateways,
        programmes,
        guide,
        glossary,
        report,
        renamed,
        as_of: Some(options.as_of),
    }
}

/// The numbers that ids will have: each list sorted, as the model wants it.
struct Ids {
    services: Vec<String>,
    focus: Vec<String>,
    kinds: Vec<String>,
    roles: Vec<String>,
    districts: Vec<String>,
    phases: Vec<String>,
    regions: Vec<String>,
    icbs: Vec<String>,
    organisations: Vec<String>,
}

impl Ids {
    fn new(records: &Records, options: Options<'_>) -> Self {
        let organisations =
            records.organisations.iter().filter(|entry| (options.drafts || !entry.record.draft) && !entry.record.opt_out);
        Self {
            services: sorted(records.services.iter().map(|one| one.id.clone())),
            focus: sorted(records.focus_areas.iter().map(|one| one.id.clone())),
            kinds: sorted(records.kinds.iter().map(|one| one.id.clone())),
            roles: sorted(records.roles.iter().map(|one| one.id.clone())),
            districts: sorted(records.districts.iter().map(|one| one.code.clone())),
            phases: phases_by_age(records).map(|phase| phase.id.clone()).collect(),
            regions: sorted(records.regions.iter().map(|one| one.id.clone())),
            icbs: sorted(records.icbs.iter().map(|one| one.id.clone())),
            organisations: sorted(organisations.map(|entry| entry.path.stem().to_owned())),
        }
    }

    fn service(&self, id: &str) -> Option<ServiceIndex> {
        position(&self.services, id).map(|at| ServiceIndex(at as u16))
    }
    fn focus(&self, id: &str) -> Option<FocusIndex> {
        position(&self.focus, id).map(|at| FocusIndex(at as u16))
    }
    fn kind(&self, id: &str) -> Option<KindIndex> {
        position(&self.kinds, id).map(|at| KindIndex(at as u16))
    }
    fn role(&self, id: &str) -> Option<RoleIndex> {
        position(&self.roles, id).map(|at| RoleIndex(at as u16))
    }
    fn district(&self, code: &str) -> Option<DistrictIndex> {
        position(&self.districts, code).map(|at| DistrictIndex(at as u16))
    }
    fn phase(&self, id: &str) -> Option<PhaseIndex> {
        self.phases.iter().position(|phase| phase == id).map(|at| PhaseIndex(at as u16))
    }
    fn region(&self, id: &str) -> Option<RegionIndex> {
        position(&self.regions, id).map(|at| RegionIndex(at as u16))
    }
    fn icb(&self, id: &str) -> Option<CareBoardIndex> {
        position(&self.icbs, id).map(|at| CareBoardIndex(at as u16))
    }
    fn organisation(&self, id: &str) -> Option<OrganisationIndex> {
        position(&self.organisations, id).map(|at| OrganisationIndex(at as u32))
    }
}

fn sorted(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    ids
}

fn position(ids: &[String], id: &str) -> Option<usize> {
    ids.binary_search_by(|candidate| candidate.as_str().cmp(id)).ok()
}

fn many<T: Ord + Copy>(ids: &[String], find: impl Fn(&str) -> Option<T>) -> Vec<T> {
    ids.iter().filter_map(|id| find(id)).collect()
}

fn phases_by_age(records: &Records) -> impl Iterator<Item = &super::schema::record::PhaseRecord> {
    let mut phases: Vec<&super::schema::record::PhaseRecord> = records.phases.iter().collect();
    phases.sort_by(|a, b| (&a.ages, &a.id).cmp(&(&b.ages, &b.id)));
    phases.into_iter()
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
