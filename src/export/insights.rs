//! The figures of the insights pages as tables: the same numbers, and who is counted.

use crate::insight::{Coverage, Insights};
use crate::model::Directory;
use crate::text::csv;

fn coverage(here: &Coverage) -> Vec<String> {
    [here.all(), here.nhs, here.school, here.body, here.stating_offers, here.stating_needs, here.offers, here.needs]
        .map(|number| number.to_string())
        .to_vec()
}

const COVERAGE: [&str; 8] =
    ["organisations", "nhs", "school_trusts", "other_bodies", "stating_offers", "stating_needs", "offers", "needs"];

/// Who is here by region.
pub(super) fn regions(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let rows = insights.regions.iter().map(|(region, here)| {
        let region = &directory.places[*region];
        let mut row = vec![region.id.clone(), region.name.clone(), region.ons.clone()];
        row.extend(coverage(here));
        row
    });
    csv::write(&[&["region", "name", "ons"][..], &COVERAGE[..]].concat(), rows)
}

/// Who is here by care board in force; one that works in several areas counts in each.
pub(super) fn boards(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let rows = insights.boards.iter().map(|(board, here)| {
        let board = &directory.places[*board];
        let mut row = vec![board.id.clone(), board.name.clone(), board.ods.clone(), board.ons.clone()];
        row.extend(coverage(here));
        row
    });
    csv::write(&[&["care_board", "name", "ods", "ons"][..], &COVERAGE[..]].concat(), rows)
}

/// How much of each register stands here, for England and for each region and care board that the register counts.
pub(super) fn registers(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for share in &insights.registers {
        let register = &directory.registers[share.register];
        let mut row = |level: &str, place: &str, here: usize, whole: usize| {
            rows.push(vec![
                register.id.clone(),
                register.label.clone(),
                register.as_of.to_string(),
                register.source.url.clone(),
                level.to_owned(),
                place.to_owned(),
                here.to_string(),
                whole.to_string(),
            ]);
        };
        row("england", "", share.here, share.whole);
        share.regions.iter().for_each(|(at, area)| row("region", &directory.places[*at].id, area.here, area.whole));
        share.boards.iter().for_each(|(at, area)| row("care_board", &directory.places[*at].id, area.here, area.whole));
    }
    csv::write(&["register", "holds", "as_of", "source", "level", "place", "in_this_directory", "in_the_register"], rows)
}

/// What is offered and needed, by service.
pub(super) fn services(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let rows = insights.services.iter().map(|trade| {
        let service = &directory.vocabulary[trade.service];
        vec![
            service.id.clone(),
            service.label.clone(),
            trade.offering.len().to_string(),
            trade.needing.len().to_string(),
            trade.partnerships.to_string(),
        ]
    });
    csv::write(&["service", "label", "organisations_offering", "organisations_needing", "partnerships"], rows)
}

/// How many organisations list how many offers and needs, of those that state any.
pub(super) fn listed(insights: &Insights) -> Vec<u8> {
    let most = insights.offers_listed.len().max(insights.needs_listed.len());
    let at = |list: &[usize], number: usize| list.get(number).copied().unwrap_or(0).to_string();
    let rows =
        (0..most).map(|number| vec![number.to_string(), at(&insights.offers_listed, number), at(&insights.needs_listed, number)]);
    csv::write(&["number_listed", "organisations_by_offers", "organisations_by_needs"], rows)
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
    csv::write(&["months_from", "months_to", "records"], rows)
}
