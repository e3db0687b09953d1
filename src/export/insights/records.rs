//! The tables of the insights that have a line for each organisation or place.

use super::columns::{CHECKED, GAPS};
use crate::export::cells::names;
use crate::export::values::day;
use crate::insight::{Insights, tier};
use crate::matching::Area;
use crate::model::{Directory, ServiceIndex};
use crate::text::csv;

/// Needs and offers by place: who asks, for whom nobody near has listed an offer, and offers that nobody near asks for.
/// Places where too few have said anything are left out.
pub(in crate::export) fn gaps(directory: &Directory, insights: &Insights) -> Vec<u8> {
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
    csv::write(&names(GAPS), needs.chain(surplus))
}

/// When each record was checked and is due, ids ascending.
pub(in crate::export) fn checked(directory: &Directory, insights: &Insights) -> Vec<u8> {
    let state = |review: &crate::model::Review| {
        insights
            .freshness
            .on
            .map_or(crate::insight::Tier::NotKnown, |today| tier(&directory.settings, review, today))
            .id()
            .to_owned()
    };
    let rows = insights.whole.members.iter().map(|&at| {
        let one = &directory[at];
        vec![
            one.id.clone(),
            one.name.clone(),
            day(one.review.checked).unwrap_or_default(),
            day(one.review.due(&directory.settings)).unwrap_or_default(),
            state(&one.review),
        ]
    });
    csv::write(&names(CHECKED), rows)
}
