//! The figures of the insights pages as tables: the same numbers, and who is counted.

use crate::insight::{Coverage, Insights};
use crate::matching::Area;
use crate::model::{Directory, ServiceIndex};
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

/// Needs and offers by place: who asks, for whom nobody near has listed an offer, and offers that nobody near asks for.
/// Places where too few have said anything are left out.
pub(super) fn gaps(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let place = |area: Area| match area {
        Area::Board(board) => ("care_board", directory.places[board].id.clone()),
        Area::Region(region) => ("region", directory.places[region].id.clone()),
    };
    let service = |at: ServiceIndex| directory.vocabulary[at].id.clone();
    let needs = insights.gaps.needs.iter().map(|gap| {
        let (level, place) = place(gap.area);
        let nearest = gap.unmet.iter().filter_map(|unmet| unmet.nearest).map(|(_, km)| km).reduce(f64::min);
        vec![
            level.to_owned(),
            place,
            service(gap.service),
            "need".to_owned(),
            gap.asking_side.id().to_owned(),
            gap.asking.len().to_string(),
            gap.unmet.len().to_string(),
            nearest.map(|km| km.to_string()).unwrap_or_default(),
            gap.stating.0.to_string(),
            gap.stating.1.to_string(),
        ]
    });
    let surplus = insights.gaps.surplus.iter().map(|row| {
        let (level, place) = place(row.area);
        vec![
            level.to_owned(),
            place,
            service(row.service),
            "offer".to_owned(),
            row.offering_side.id().to_owned(),
            row.offering.len().to_string(),
            row.offering.len().to_string(),
            String::new(),
            row.stating.0.to_string(),
            row.stating.1.to_string(),
        ]
    });
    csv::write(
        &[
            "level",
            "place",
            "service",
            "direction",
            "side",
            "organisations",
            "without_counterpart_near",
            "nearest_listed_offer_km",
            "other_side_stating",
            "other_side_here",
        ],
        needs.chain(surplus),
    )
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
