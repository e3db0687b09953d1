//! Lists of words and places, and the settings.

use super::super::rules::Records;
use super::{Ids, ages, centre, many};
use crate::data::read::districts::DistrictRow;
use crate::data::schema::record::{PhaseRecord, RegisterRecord, RoleRecord, ServiceRecord};
use crate::model::{
    Ages, CareBoard, CareBoardIndex, Council, District, FocusArea, Kind, Phase, Places, PostcodeDistrict, PrintedReport, Region,
    RegionIndex, Register, ReportHolds, ReportPart, Role, Service, Settings, Term, Vocabulary,
};
pub(super) fn vocabulary(records: &Records, ids: &Ids) -> Vocabulary {
    let services = records.services.iter().map(|record| service(record, ids)).collect();
    let focus_areas =
        records.focus_areas.iter().enumerate().map(|(order, record)| FocusArea { order, ..record.clone() }).collect();
    let kinds = records
        .kinds
        .iter()
        .map(|record| Kind {
            id: record.id.clone(),
            label: record.label.clone(),
            plural: if record.plural.is_empty() { format!("{}s", record.label) } else { record.plural.clone() },
            sector: record.sector,
            definition: record.definition.clone(),
            trust: record.trust,
            roles: many(&record.roles, &ids.roles),
            other_roles: record.other_roles.as_ref().map(|list| many(list, &ids.roles)),
            typical_offers: many(&record.typical_offers, &ids.services),
            typical_needs: many(&record.typical_needs, &ids.services),
        })
        .collect();
    let roles = records.roles.iter().map(|record| role(record, ids)).collect();
    Vocabulary {
        services,
        focus_areas,
        kinds,
        roles,
        phases: ids.phases.clone(),
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

pub(super) fn phase(record: &PhaseRecord) -> Phase {
    let ages = ages(Some(&record.ages)).expect("the schema asks for two ages");
    Phase { id: record.id.clone(), label: record.label.clone(), ages }
}

fn service(record: &ServiceRecord, ids: &Ids) -> Service {
    Service {
        id: record.id.clone(),
        label: record.label.clone(),
        definition: record.definition.clone(),
        nhs: record.nhs.clone(),
        school: record.school.clone(),
        focus: many(&record.focus, &ids.focus),
        synonyms: record.synonyms.clone(),
        usual_provider: record.usual_provider,
        mode: record.mode,
        travels: record.travels,
        ages: Ages { from: record.min_age, to: record.max_age },
        source: record.source.clone(),
        related: many(&record.related, &ids.services),
        priorities: record.priorities.clone(),
    }
}

fn role(record: &RoleRecord, ids: &Ids) -> Role {
    Role {
        id: record.id.clone(),
        label: record.label.clone(),
        question: record.question.clone(),
        services: many(&record.services, &ids.services),
        order: record.order,
        reach: record.reach,
        needs_source: record.needs_source,
    }
}

pub(super) fn places(records: &Records, ids: &Ids) -> Places {
    let regions = records
        .regions
        .iter()
        .map(|record| Region {
            id: record.id.clone(),
            name: record.name.clone(),
            ons: record.ons.clone(),
            centre: centre(record.centre.as_deref()),
        })
        .collect();
    let boards = records
        .icbs
        .iter()
        .map(|record| CareBoard {
            id: record.id.clone(),
            name: record.name.clone(),
            short: if record.short.is_empty() { record.name.clone() } else { record.short.clone() },
            ods: record.ods.clone(),
            ons: record.ons.clone(),
            regions: many(&record.regions, &ids.regions),
            predecessors: record.predecessors.clone(),
            successor: record.successor.as_deref().and_then(|id| ids.icbs.find(id)),
            closed: record.closed,
            cluster: record.cluster.clone(),
            centre: centre(record.centre.as_deref()),
            tile: record.tile.clone(),
            sources: record.sources.clone(),
        })
        .collect();
    let districts = records.districts.iter().map(|row| district(row, ids)).collect();
    let postcode_districts = records.postcode_districts.iter();
    let postcode_districts = postcode_districts.map(|row| PostcodeDistrict {
        name: row.name.clone(),
        point: row.point,
        board: ids.icbs.find(&row.board),
    });
    Places { regions, boards, districts, postcode_districts: postcode_districts.collect() }
}

fn district(row: &DistrictRow, ids: &Ids) -> District {
    District {
        code: row.code.clone(),
        id: row.id.clone(),
        name: row.name.clone(),
        council: Council { code: row.council_code.clone(), id: row.council_id.clone(), name: row.council.clone() },
        region: ids.regions.find(&row.region),
        boards: many(&row.boards, &ids.icbs),
        point: row.point,
        former_codes: row.former_codes.clone(),
    }
}

pub(super) fn register(record: &RegisterRecord, ids: &Ids) -> Register {
    let mut boards: Vec<(CareBoardIndex, u32)> =
        record.icbs.iter().filter_map(|(id, &number)| Some((ids.icbs.find(id)?, number))).collect();
    boards.sort_unstable();
    let mut regions: Vec<(RegionIndex, u32)> =
        record.regions.iter().filter_map(|(id, &number)| Some((ids.regions.find(id)?, number))).collect();
    regions.sort_unstable();
    Register {
        id: record.id.clone(),
        label: record.label.clone(),
        kinds: many(&record.kinds, &ids.kinds),
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
        // Their titles are those of the theme's words.
        let part = |holds| ReportPart { title: String::new(), lead: String::new(), holds, pages: Vec::new() };
        let pages = records.guide.iter().map(|entry| entry.path.stem().to_owned()).collect();
        parts = vec![
            ReportPart { pages, ..part(ReportHolds::Guide) },
            part(ReportHolds::Partnerships),
            part(ReportHolds::Insights),
            part(ReportHolds::Method),
            part(ReportHolds::Glossary),
        ];
    }
    PrintedReport { title: file.title.clone(), subtitle: file.subtitle.clone(), parts }
}

/// The settings with the address under which the site is published, as [`crate::text::site_address`] writes it.
pub(super) fn settings(file: Settings, base_url: Option<&str>) -> Settings {
    let base_url = base_url.map(str::to_owned).or(file.base_url.clone()).and_then(|url| crate::text::site_address(&url).ok());
    Settings { base_url, ..file }
}
