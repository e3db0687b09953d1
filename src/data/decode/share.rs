//! Who serves which district.

use std::collections::BTreeMap;

use super::super::rules::{Named, Records};
use super::Ids;
use crate::model::{DistrictIndex, OrganisationIndex, RoleIndex, Share};

/// The shares, sorted. What merged into one organisation serves as one: its shares are added up, and the newer source stands.
pub(super) fn shares(records: &Records, ids: &Ids) -> Vec<Share> {
    let named = Named::new(&records.organisations);
    let mut shares: BTreeMap<(RoleIndex, DistrictIndex, OrganisationIndex), Share> = BTreeMap::new();
    for row in &records.serves {
        let organisation = named.find(&row.organisation).and_then(|entry| ids.organisations.find(entry.id()));
        let (Some(role), Some(district), Some(organisation)) =
            (ids.roles.find(&row.role), ids.districts.find(&row.district), organisation)
        else {
            continue;
        };
        let share = Share {
            role,
            district,
            organisation,
            share: row.share,
            counts: row.counts,
            source: row.source.clone(),
            date: row.date.clone(),
        };
        let known = shares.entry((role, district, organisation)).or_insert_with(|| Share { share: None, ..share.clone() });
        let sum = match (known.share, share.share) {
            (Some(a), Some(b)) => Some((a + b).min(1.0)),
            (a, b) => a.or(b),
        };
        if share.date > known.date {
            *known = share;
        }
        known.share = sum;
    }
    shares.into_values().collect()
}
