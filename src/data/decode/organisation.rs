//! Organisations.

use super::super::rules::Entry;
use super::{Ids, ages, many, point};
use crate::data::schema::record::{ListingRecord, OrganisationRecord, PlaceRecord, ServesRecord, SiteRecord};
use crate::geo::Postcode;
use crate::model::{Closure, Listing, Organisation, Place, Serves, Site};

/// An organisation with everything that it refers to numbered.
pub(super) fn organisation(entry: Entry<OrganisationRecord>, ids: &Ids) -> Organisation {
    let Entry { path, record } = entry;
    Organisation {
        id: path.stem().to_owned(),
        file: path.to_string(),
        kind: ids.kinds.find(&record.kind).expect("the kind of every record has been checked"),
        roles: record.roles.as_ref().map(|list| many(list, &ids.roles)),
        partners: many(&record.partners, &ids.organisations),
        place: Place {
            address: record.place.address.clone(),
            town: record.place.town.clone(),
            postcode: record.place.postcode.as_deref().and_then(Postcode::parse),
            point: point(record.place.latitude, record.place.longitude),
            district: record.place.district.as_deref().and_then(|code| ids.districts.find(code)),
            region: record.place.region.as_deref().and_then(|id| ids.regions.find(id)),
            icbs: many(&record.place.icbs, &ids.icbs),
            reach_km: record.place.reach_km,
        },
        sites: record.sites.iter().map(|record| site(record, ids)).collect(),
        serves: Serves {
            districts: many(&record.serves.districts, &ids.districts),
            ages: ages(record.serves.ages.as_deref()),
            phases: many(&record.serves.phases, &ids.phases),
            site_count: record.serves.site_count,
            people: record.serves.people,
            staff: record.serves.staff,
        },
        offers: record.offers.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        needs: record.needs.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        focus: record.focus.as_ref().map(|list| many(list, &ids.focus)),
        closed: (record.closed.is_some() || record.successor.is_some()).then(|| Closure {
            date: record.closed,
            successor: record.successor.as_deref().and_then(|id| ids.organisations.find(id)),
        }),
        record: stated(record),
    }
}

/// What needs no numbering; the rest is let go.
fn stated(record: OrganisationRecord) -> OrganisationRecord {
    OrganisationRecord {
        kind: String::new(),
        roles: None,
        former_ids: Vec::new(),
        partners: Vec::new(),
        successor: None,
        focus: None,
        place: PlaceRecord::default(),
        sites: Vec::new(),
        serves: ServesRecord::default(),
        offers: None,
        needs: None,
        ..record
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
        district: record.district.as_deref().and_then(|code| ids.districts.find(code)),
        phases: many(&record.phases, &ids.phases),
        ages: ages(record.ages.as_deref()),
        pupils: record.pupils,
        provision: record.provision,
    }
}

fn listing(record: &ListingRecord, ids: &Ids) -> Option<Listing> {
    Some(Listing {
        service: ids.services.find(&record.service)?,
        basis: record.basis,
        source: record.source.clone(),
        checked: record.checked,
        status: record.status,
        met_by: record.met_by.as_deref().and_then(|id| ids.organisations.find(id)),
        ages: ages(record.ages.as_deref()),
        phases: many(&record.phases, &ids.phases),
        mode: record.mode,
        amount: record.amount.clone(),
        priority: record.priority.unwrap_or(2),
        from: record.from,
        until: record.until,
        note: record.note.clone(),
    })
}
