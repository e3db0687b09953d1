//! Partnerships, gateways, programmes and the guide.

use super::super::rules::{Entry, GuideText};
use super::{Ids, many};
use crate::data::schema::record::{OutcomeRecord, PartnershipRecord, ProgrammeRecord, SectionWord};
use crate::model::{GuidePage, GuideSection, Outcome, Partnership, Programme};
pub(super) fn partnership(entry: &Entry<PartnershipRecord>, ids: &Ids) -> Partnership {
    let record = &entry.record;
    Partnership {
        id: entry.path.stem().to_owned(),
        file: entry.path.to_string(),
        name: record.name.clone(),
        summary: record.summary.clone(),
        organisations: many(&record.organisations, &ids.organisations),
        others: record.others.clone(),
        services: many(&record.services, &ids.services),
        focus: many(&record.focus, &ids.focus),
        questions: record.questions.clone(),
        priorities: record.priorities.clone(),
        barriers: record.barriers.clone(),
        phases: many(&record.phases, &ids.phases),
        status: record.status,
        seed: record.seed,
        started: record.started,
        town: record.place.town.clone(),
        region: record.place.region.as_deref().and_then(|id| ids.regions.find(id)),
        icbs: many(&record.place.icbs, &ids.icbs),
        national: record.place.national,
        results: record.results.clone(),
        sources: record.sources.clone(),
        review: record.review.clone(),
    }
}

/// `None` where one of the two is not published.
pub(super) fn outcome(entry: &Entry<OutcomeRecord>, ids: &Ids) -> Option<Outcome> {
    let record = &entry.record;
    let mut organisations: [_; 2] = many(&record.organisations, &ids.organisations).try_into().ok()?;
    organisations.sort_unstable();
    Some(Outcome {
        id: entry.path.stem().to_owned(),
        organisations,
        status: record.status,
        date: record.date?,
        role: record.role.as_deref().and_then(|id| ids.roles.find(id)),
        service: record.service.as_deref().and_then(|id| ids.services.find(id)),
    })
}

pub(super) fn programme(entry: &Entry<ProgrammeRecord>, ids: &Ids) -> Programme {
    let record = &entry.record;
    Programme {
        id: entry.path.stem().to_owned(),
        name: record.name.clone(),
        summary: record.summary.clone(),
        date: record.date,
        tables: record.tables,
        rounds: record.rounds.unwrap_or(1),
        seats: record.seats.unwrap_or(2),
        reconstruction: record.reconstruction,
        icb: record.icb.as_deref().and_then(|id| ids.icbs.find(id)),
        invite: record.invite,
        left: many(&record.left, &ids.organisations),
        right: many(&record.right, &ids.organisations),
        sources: record.sources.clone(),
    }
}

pub(super) fn guide_page(entry: &Entry<GuideText>, ids: &Ids) -> GuidePage {
    let head = &entry.record.head;
    GuidePage {
        id: entry.path.stem().to_owned(),
        file: entry.path.to_string(),
        title: head.title.clone(),
        lead: head.lead.clone(),
        section: match head.section {
            SectionWord::Overview => GuideSection::Overview,
            SectionWord::Question => GuideSection::Question(head.question.clone().unwrap_or_default()),
            SectionWord::Focus => {
                head.focus.as_deref().and_then(|id| ids.focus.find(id)).map_or(GuideSection::Page, GuideSection::Focus)
            }
            SectionWord::Template => GuideSection::Template,
            SectionWord::Page => GuideSection::Page,
        },
        order: head.order,
        services: many(&head.services, &ids.services),
        asks: head.asks.clone(),
        decide: head.decide.clone(),
        checklist: head.checklist.clone(),
        body: entry.record.body.clone(),
        sources: head.sources.clone(),
        review: head.review.clone(),
    }
}

pub(super) fn section_rank(section: &GuideSection) -> u8 {
    match section {
        GuideSection::Overview => 0,
        GuideSection::Question(_) => 1,
        GuideSection::Focus(_) => 2,
        GuideSection::Template => 3,
        GuideSection::Page => 4,
    }
}
