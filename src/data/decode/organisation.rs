//! Organisations.

use super::super::rules::Entry;
use super::{Ids, ages, many, point};
use crate::data::schema::record::{ListingRecord, OrganisationRecord, SiteRecord};
use crate::geo::Postcode;
use crate::model::{Closure, KindIndex, Listing, Organisation, Place, Serves, Site};
pub(super) fn organisation(entry: &Entry<OrganisationRecord>, ids: &Ids) -> Organisation {
    let record = &entry.record;
    Organisation {
        id: entry.path.stem().to_owned(),
        file: entry.path.to_string(),
        name: record.name.clone(),
        sector: record.sector,
        kind: ids.kind(&record.kind).unwrap_or(KindIndex(0)),
        roles: record.roles.as_ref().map(|list| many(list, |id| ids.role(id))),
        aliases: record.aliases.clone(),
        former_names: record.former_names.clone(),
        website: record.website.clone(),
        summary: record.summary.clone(),
        group: record.group.clone(),
        openness: record.openness,
        partners: many(&record.partners, |id| ids.organisation(id)),
        capacity: record.capacity,
        codes: record.codes.clone(),
        place: Place {
            address: record.place.address.clone(),
            town: record.place.town.clone(),
            postcode: record.place.postcode.as_deref().and_then(Postcode::parse),
            point: point(record.place.latitude, record.place.longitude),
            district: record.place.district.as_deref().and_then(|code| ids.district(code)),
            region: record.place.region.as_deref().and_then(|id| ids.region(id)),
            icbs: many(&record.place.icbs, |id| ids.icb(id)),
            reach_km: record.place.reach_km,
        },
        sites: record.sites.iter().map(|record| site(record, ids)).collect(),
        serves: Serves {
            districts: many(&record.serves.districts, |code| ids.district(code)),
            ages: ages(record.serves.ages.as_deref()),
            phases: many(&record.serves.phases, |id| ids.phase(id)),
            site_count: record.serves.site_count,
            people: record.serves.people,
            staff: record.serves.staff,
        },
        contacts: record.contacts.clone(),
        offers: record.offers.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        needs: record.needs.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        focus: record.focus.as_ref().map(|list| many(list, |id| ids.focus(id))),
        facts: record.facts.clone(),
        sources: record.sources.clone(),
        review: record.review.clone(),
        closed: (record.closed.is_some() || record.successor.is_some())
            .then(|| Closure { date: record.closed, successor: record.successor.as_deref().and_then(|id| ids.organisation(id)) }),
    }
}

fn site(record: &SiteRecord, ids: &Ids) -> Site {
    Site {
        name: record.name.clone(),
        urn: record.urn.clone(),
        ods: record.ods.clone(),
        town: record.town.clone(),
        postcode: record.postcode.as_deref().and_then(Postcode::parse),
        point: point(record.latitude, record.longitude),
        district: record.district.as_deref().and_then(|code| ids.district(code)),
        phases: many(&record.phases, |id| ids.phase(id)),
        ages: ages(record.ages.as_deref()),
        pupils: record.pupils,
        provision: record.provision,
    }
}

fn listing(record: &ListingRecord, ids: &Ids) -> Option<Listing> {
    Some(Listing {
        service: ids.service(&record.service)?,
        basis: record.basis,
        source: record.source.clone(),
        checked: record.checked,
        status: record.status,
        met_by: record.met_by.as_deref().and_then(|id| ids.organisation(id)),
        ages: ages(record.ages.as_deref()),
        phases: many(&record.phases, |id| ids.phase(id)),
        mode: record.mode,
        amount: record.amount.clone(),
        priority: record.priority.unwrap_or(2),
        from: record.from,
        until: record.until,
        note: record.note.clone(),
    })
}
