//! The figures of the insights pages as tables: the same numbers, and who is counted.

mod columns;
mod records;

pub(super) use columns::{
    AGES, ASKED, BOARDS, CHECKED, CHECKS, GAPS, INTRODUCTIONS, LISTED, REGIONS, REGISTERS, SERVICES, STATUSES, TOGETHER,
};
pub(super) use records::{checked, gaps};

use super::cells::{joined, names};
use crate::insight::{AreaShare, Coverage, Insights, RegisterShare, Tier};
use crate::model::{Directory, OrganisationIndex};
use crate::text::csv;

fn coverage(here: &Coverage) -> Vec<String> {
    [here.all(), here.nhs, here.school, here.body, here.stating_offers, here.stating_needs, here.offers, here.needs]
        .map(|number| number.to_string())
        .to_vec()
}

/// What the registers say of one place: `nhs-trusts: 5 of 23; multi-academy-trusts: 2 of 160`.
fn shares(directory: &Directory, insights: &Insights, of: impl Fn(&RegisterShare) -> Option<AreaShare>) -> String {
    let parts = insights.registers.iter().filter_map(|share| {
        let area = of(share)?;
        Some(format!("{}: {} of {}", directory.registers[share.register].id, area.here, area.whole))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// Who is here by region.
pub(super) fn regions(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let rows = insights.regions.iter().map(|(at, here)| {
        let region = &directory.places[*at];
        let mut row = vec![region.id.clone(), region.name.clone(), region.ons.clone()];
        row.extend(coverage(here));
        row.push(shares(directory, insights, |share| share.regions.iter().find(|area| area.0 == *at).map(|area| area.1)));
        row
    });
    csv::write(&names(REGIONS), rows)
}

/// Who is here by care board in force; one that works in several areas counts in each.
pub(super) fn boards(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let rows = insights.boards.iter().map(|(at, here)| {
        let board = &directory.places[*at];
        let mut row = vec![board.id.clone(), board.name.clone(), board.ods.clone(), board.ons.clone()];
        row.extend(coverage(here));
        row.push(shares(directory, insights, |share| share.boards.iter().find(|area| area.0 == *at).map(|area| area.1)));
        row
    });
    csv::write(&names(BOARDS), rows)
}

/// How much of each register stands here, for England and for each region and care board that the register counts.
pub(super) fn registers(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for share in &insights.registers {
        let register = &directory.registers[share.register];
        let mut row = |level: &str, place: &str, area: AreaShare| {
            rows.push(vec![
                register.id.clone(),
                register.label.clone(),
                register.as_of.to_string(),
                register.source.url.clone(),
                level.to_owned(),
                place.to_owned(),
                area.here.to_string(),
                area.whole.to_string(),
                area.missing().to_string(),
            ]);
        };
        row("england", "", AreaShare { here: share.here, whole: share.whole });
        share.regions.iter().for_each(|(at, area)| row("region", &directory.places[*at].id, *area));
        share.boards.iter().for_each(|(at, area)| row("care_board", &directory.places[*at].id, *area));
    }
    csv::write(&names(REGISTERS), rows)
}

/// What is offered and needed, by service.
pub(super) fn services(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let ids = |list: &[OrganisationIndex]| joined(list.iter().map(|&at| directory[at].id.as_str()));
    let rows = insights.services.iter().map(|trade| {
        let service = &directory.vocabulary[trade.service];
        vec![
            service.id.clone(),
            service.label.clone(),
            trade.offering.len().to_string(),
            trade.needing.len().to_string(),
            trade.partnerships.to_string(),
            ids(&trade.offering),
            ids(&trade.needing),
        ]
    });
    csv::write(&names(SERVICES), rows)
}

/// What is needed, by service, and for how many of those asking an offer is near.
pub(super) fn asked(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let rows = insights.asked.iter().map(|asked| {
        let service = &directory.vocabulary[asked.service];
        let [needing, judged, unmet] = [&asked.needing, &asked.judged, &asked.unmet].map(|list| list.len().to_string());
        vec![service.id.clone(), service.label.clone(), needing, judged, unmet]
    });
    csv::write(&names(ASKED), rows)
}

/// Documented partnerships by focus area.
pub(super) fn together(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let rows = insights.together.iter().map(|row| {
        let area = &directory.vocabulary[row.focus];
        vec![area.id.clone(), area.label.clone(), row.partnerships.to_string(), row.with_results.to_string()]
    });
    csv::write(&names(TOGETHER), rows)
}

/// How many organisations list how many offers and needs, of those that state any.
pub(super) fn listed(insights: &Insights) -> Vec<u8> {
    let most = insights.offers_listed.len().max(insights.needs_listed.len());
    let at = |list: &[usize], number: usize| list.get(number).copied().unwrap_or(0).to_string();
    let rows =
        (0..most).map(|number| vec![number.to_string(), at(&insights.offers_listed, number), at(&insights.needs_listed, number)]);
    csv::write(&names(LISTED), rows)
}

/// How many organisations have at least one possible partner.
pub(super) fn introductions(insights: &Insights) -> Vec<u8> {
    let (with, all) = insights.with_a_match();
    csv::write(
        &names(INTRODUCTIONS),
        [["yes".to_owned(), with.to_string()], ["no".to_owned(), (all - with).to_string()]].map(Vec::from),
    )
}

/// How old the last checks are, in months.
pub(super) fn freshness(insights: &Insights) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = insights
        .freshness
        .ages
        .iter()
        .map(|age| {
            let to = age.to_months.map(|months| months.to_string()).unwrap_or_default();
            vec![age.from_months.to_string(), to, age.records.to_string()]
        })
        .collect();
    rows.push(vec!["not known".to_owned(), String::new(), insights.freshness.not_known.to_string()]);
    csv::write(&names(AGES), rows)
}

/// How many offers hold.
pub(super) fn statuses(insights: &Insights) -> Vec<u8> {
    let found = insights.offers_by_status;
    let rows =
        [("now", found.now), ("may", found.may), ("not-known", found.not_known), ("later", found.later), ("past", found.past)];
    csv::write(&names(STATUSES), rows.map(|(state, offers)| vec![state.to_owned(), offers.to_string()]))
}

/// How many records are due to be checked.
pub(super) fn checks(insights: &Insights) -> Vec<u8> {
    let rows = Tier::ALL.map(|tier| vec![tier.id().to_owned(), insights.freshness.of_tier(tier).to_string()]);
    csv::write(&names(CHECKS), rows)
}
