//! Lists of words and places, and the settings.

use super::super::rules::Records;
use super::{Ids, ages, centre, many, phases_by_age};
use crate::data::read::districts::DistrictRow;
use crate::data::schema::record::{RegisterRecord, RoleRecord, ServiceRecord};
use crate::model::{
    Ages, CareBoard, CareBoardIndex, Council, District, FocusArea, Kind, Phase, Places, PostcodeDistrict, PrintedReport, Region,
    RegionIndex, Register, ReportHolds, ReportPart, Role, Service, Settings, Term, Vocabulary,
};
pub(super) fn vocabulary(records: &Records, ids: &Ids) -> Vocabulary {
    let mut services: Vec<Service> = records.services.iter().map(|record| service(record, ids)).collect();
    services.sort_by(|a, b| a.id.cmp(&b.id));
    let mut focus_areas: Vec<FocusArea> =
        records.focus_areas.iter().enumerate().map(|(order, record)| FocusArea { order, ..record.clone() }).collect();
    focus_areas.sort_by(|a, b| a.id.cmp(&b.id));
    let mut kinds: Vec<Kind> = records
        .kinds
        .iter()
        .map(|record| Kind {
            id: record.id.clone(),
            label: record.label.clone(),
            plural: if record.plural.is_empty() { format!("{}s", record.label) } else { record.plural.clone() },
            sector: record.sector,
            definition: record.definition.clone(),
            trust: record.trust,
            roles: many(&record.roles, |id| ids.role(id)),
            other_roles: record.other_roles.as_ref().map(|list| many(list, |id| ids.role(id))),
            typical_offers: many(&record.typical_offers, |id| ids.service(id)),
            typical_needs: many(&record.typical_needs, |id| ids.service(id)),
        })
        .collect();
    kinds.sort_by(|a, b| a.id.cmp(&b.id));
    let mut roles: Vec<Role> = records.roles.iter().map(|record| role(record, ids)).collect();
    roles.sort_by(|a, b| a.id.cmp(&b.id));
    let phases = phases_by_age(records).map(|record| Phase {
        id: record.id.clone(),
        label: record.label.clone(),
        ages: ages(Some(&record.ages)).unwrap_or(Ages { from: 0, to: 120 }),
    });
    Vocabulary {
        services,
        focus_areas,
        kinds,
        roles,
        phases: phases.collect(),
        questions: records
            .questions
            .iter()
            .map(|record| Term {
                id: record.id.clone(),
                label: record.label.clone(),
                definition: record.question.clone(),
                source: record.source.clone(),
            })
            .collect(),
        priorities: records.priorities.clone(),
        barriers: records.barriers.clone(),
    }
}

fn service(record: &ServiceRecord, ids: &Ids) -> Service {
    Service {
        id: record.id.clone(),
        label: record.label.clone(),
        definition: record.definition.clone(),
        nhs: record.nhs.clone(),
        school: record.school.clone(),
        focus: many(&record.focus, |id| ids.focus(id)),
        synonyms: record.synonyms.clone(),
        usual_provider: record.usual_provider,
        mode: record.mode,
        travels: record.travels,
        ages: Ages { from: record.min_age, to: record.max_age },
        source: record.source.clone(),
        related: many(&record.related, |id| ids.service(id)),
        priorities: record.priorities.clone(),
    }
}

fn role(record: &RoleRecord, ids: &Ids) -> Role {
    Role {
        id: record.id.clone(),
        label: record.label.clone(),
        question: record.question.clone(),
        services: many(&record.services, |id| ids.service(id)),
        order: record.order,
        reach: record.reach,
        needs_source: record.needs_source,
    }
}

pub(super) fn places(records: &Records, ids: &Ids) -> Places {
    let mut regions: Vec<Region> = records
        .regions
        .iter()
        .map(|record| Region {
            id: record.id.clone(),
            name: record.name.clone(),
            ons: record.ons.clone(),
            centre: centre(record.centre.as_deref()),
        })
        .collect();
    regions.sort_by(|a, b| a.id.cmp(&b.id));
    let mut boards: Vec<CareBoard> = records
        .icbs
        .iter()
        .map(|record| CareBoard {
            id: record.id.clone(),
            name: record.name.clone(),
            short: if record.short.is_empty() { record.name.clone() } else { record.short.clone() },
            ods: record.ods.clone(),
            ons: record.ons.clone(),
            regions: many(&record.regions, |id| ids.region(id)),
            predecessors: record.predecessors.clone(),
            successor: record.successor.as_deref().and_then(|id| ids.icb(id)),
            closed: record.closed,
            cluster: record.cluster.clone(),
            centre: centre(record.centre.as_deref()),
            tile: record.tile.clone(),
            sources: record.sources.clone(),
        })
        .collect();
    boards.sort_by(|a, b| a.id.cmp(&b.id));
    let districts = records.districts.iter().map(|row| district(row, ids)).collect();
    let postcode_districts = records.postcode_districts.iter();
    let postcode_districts =
        postcode_districts.map(|row| PostcodeDistrict { name: row.name.clone(), point: row.point, board: ids.icb(&row.board) });
    Places { regions, boards, districts, postcode_districts: postcode_districts.collect() }
}

fn district(row: &DistrictRow, ids: &Ids) -> District {
    District {
        code: row.code.clone(),
        id: row.id.clone(),
        name: row.name.clone(),
        council: Council { code: row.council_code.clone(), name: row.council.clone() },
        region: ids.region(&row.region),
        boards: many(&row.boards, |id| ids.icb(id)),
        point: row.point,
        former_codes: row.former_codes.clone(),
    }
}

pub(super) fn register(record: &RegisterRecord, ids: &Ids) -> Register {
    let mut boards: Vec<(CareBoardIndex, u32)> =
        record.icbs.iter().filter_map(|(id, &number)| Some((ids.icb(id)?, number))).collect();
    boards.sort_unstable();
    let mut regions: Vec<(RegionIndex, u32)> =
        record.regions.iter().filter_map(|(id, &number)| Some((ids.region(id)?, number))).collect();
    regions.sort_unstable();
    Register {
        id: record.id.clone(),
        label: record.label.clone(),
        kinds: many(&record.kinds, |id| ids.kind(id)),
        count: record.count,
        as_of: record.as_of,
        note: record.note.clone(),
        source: record.source.clone(),
        regions,
        boards,
    }
}

/// The report as it is ordered; where nobody has ordered it, everything in the order of the site.
pub(super) fn report(records: &Records) -> PrintedReport {
    let file = &records.report;
    let mut parts = file.parts.clone();
    if parts.is_empty() {
        let part = |title: &str, holds| ReportPart { title: title.to_owned(), lead: String::new(), holds, pages: Vec::new() };
        let pages = records.guide.iter().map(|entry| entry.path.stem().to_owned()).collect();
        parts = vec![
            ReportPart { pages, ..part("The guide", ReportHolds::Guide) },
            part("The evidence", ReportHolds::Partnerships),
            part("What the directory shows", ReportHolds::Insights),
            part("Method", ReportHolds::Method),
            part("Glossary", ReportHolds::Glossary),
        ];
    }
    PrintedReport { title: file.title.clone(), subtitle: file.subtitle.clone(), parts }
}

/// The settings with the address under which the site is published, as [`crate::text::site_address`] writes it.
pub(super) fn settings(file: Settings, base_url: Option<&str>) -> Settings {
    let base_url = base_url.map(str::to_owned).or(file.base_url.clone()).and_then(|url| crate::text::site_address(&url).ok());
    Settings { base_url, ..file }
}
