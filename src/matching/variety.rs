//! A list re-ordered so that its partners together cover more of the needs.

use super::profile::bit;
use super::rank::Ranked;
use super::score::Scoring;
use crate::model::{OrganisationIndex, ServiceIndex};

/// Re-orders one list: each next partner is the one with the greatest score, raised by a little for every need of `of`
/// that it offers and nothing above it does. Ties go to the lower id. Scores are not altered.
pub fn with_variety(scoring: &Scoring, of: OrganisationIndex, list: &[Ranked]) -> Vec<Ranked> {
    let step = scoring.constants.variety_step * 1e6;
    let needs: Vec<ServiceIndex> = {
        let mut services: Vec<ServiceIndex> =
            scoring.profiles.wants(scoring.profile(of)).iter().map(|want| want.service).collect();
        services.dedup();
        services
    };
    let mut uncovered = needs;
    let mut left = list.to_vec();
    let mut ordered = Vec::with_capacity(list.len());
    while !left.is_empty() {
        let worth = |ranked: &Ranked| {
            let new = uncovered.iter().filter(|&&need| offers(scoring, ranked.partner, need)).count();
            f64::from(ranked.score.0) + step * new as f64
        };
        let next = (0..left.len())
            .max_by(|&a, &b| worth(&left[a]).total_cmp(&worth(&left[b])).then_with(|| left[b].partner.cmp(&left[a].partner)))
            .unwrap_or(0);
        let chosen = left.remove(next);
        uncovered.retain(|&need| !offers(scoring, chosen.partner, need));
        ordered.push(chosen);
    }
    ordered
}

fn offers(scoring: &Scoring, partner: OrganisationIndex, service: ServiceIndex) -> bool {
    let profile = scoring.profile(partner);
    profile.offers_mask & bit(service.at()) != 0
        && scoring.profiles.gives(profile).binary_search_by_key(&service, |give| give.service).is_ok()
}
