//! Organisations.

use super::super::rules::Entry;
use super::{Ids, ages, many, mode, point, review, sector, sources};
use crate::data::schema::record::{
    BasisWord, ListingRecord, OpennessWord, OrganisationRecord, ProvisionWord, SiteRecord, StatusWord,
};
use crate::geo::Postcode;
use crate::model::{
    Amount, Basis, Closure, Codes, Contact, Fact, KindIndex, Listing, Openness, Organisation, Place, Provision, Serves, Site,
    Status,
};
pub(super) fn organisation(entry: &Entry<OrganisationRecord>, ids: &Ids) -> Organisation {
    let record = &entry.record;
    Organisation {
        id: entry.path.stem().to_owned(),
        file: entry.path.to_string(),
        name: record.name.clone(),
        sector: sector(record.sector),
        kind: ids.kind(&record.kind).unwrap_or(KindIndex(0)),
        roles: record.roles.as_ref().map(|list| many(list, |id| ids.role(id))),
        aliases: record.aliases.clone(),
        former_names: record.former_names.clone(),
        website: record.website.clone(),
        summary: record.summary.clone(),
        group: record.group.clone(),
        openness: match record.openness {
            OpennessWord::Offering => Openness::Offering,
            OpennessWord::Open => Openness::Open,
            OpennessWord::MayOffer => Openness::MayOffer,
            OpennessWord::NotNow => Openness::NotNow,
            OpennessWord::NotKnown => Openness::NotKnown,
        },
        partners: many(&record.partners, |id| ids.organisation(id)),
        capacity: record.capacity,
        codes: Codes {
            ods: record.codes.ods.clone(),
            former_ods: record.codes.former_ods.clone(),
            gias_uid: record.codes.gias_uid.clone(),
            gias_trn: record.codes.gias_trn.clone(),
            ukprn: record.codes.ukprn.clone(),
            companies_house: record.codes.companies_house.clone(),
            charity: record.codes.charity.clone(),
        },
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
        contacts: record
            .contacts
            .iter()
            .map(|contact| Contact {
                role: contact.role.clone(),
                email: contact.email.clone(),
                phone: contact.phone.clone(),
                url: contact.url.clone(),
                consent: contact.consent.map(|day| day.0),
            })
            .collect(),
        offers: record.offers.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        needs: record.needs.as_ref().map(|list| list.iter().filter_map(|one| listing(one, ids)).collect()),
        focus: record.focus.as_ref().map(|list| many(list, |id| ids.focus(id))),
        facts: record
            .facts
            .iter()
            .map(|fact| Fact { text: fact.text.clone(), source: fact.source.clone(), date: fact.date.map(|day| day.0) })
            .collect(),
        sources: sources(&record.sources),
        review: review(&record.review),
        closed: (record.closed.is_some() || record.successor.is_some()).then(|| Closure {
            date: record.closed.map(|day| day.0),
            successor: record.successor.as_deref().and_then(|id| ids.organisation(id)),
        }),
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
        provision: record.provision.map(|word| match word {
            ProvisionWord::Special => Provision::Special,
            ProvisionWord::Alternative => Provision::Alternative,
            ProvisionWord::Hospital => Provision::Hospital,
        }),
    }
}

fn listing(record: &ListingRecord, ids: &Ids) -> Option<Listing> {
    Some(Listing {
        service: ids.service(&record.service)?,
        basis: match record.basis {
            BasisWord::Published => Basis::Published,
            BasisWord::Declared => Basis::Declared,
        },
        source: record.source.clone(),
        checked: record.checked.map(|day| day.0),
        status: match record.status {
            StatusWord::Now => Status::Now,
            StatusWord::May => Status::May,
            StatusWord::Past => Status::Past,
            StatusWord::Met => Status::Met,
            StatusWord::NotKnown => Status::NotKnown,
        },
        met_by: record.met_by.as_deref().and_then(|id| ids.organisation(id)),
        ages: ages(record.ages.as_deref()),
        phases: many(&record.phases, |id| ids.phase(id)),
        mode: record.mode.map(mode),
        amount: record.amount.as_ref().map(|amount| Amount {
            number: amount.number,
            unit: amount.unit.clone(),
            per: amount.per.clone(),
        }),
        priority: record.priority.unwrap_or(2),
        from: record.from.map(|day| day.0),
        until: record.until.map(|day| day.0),
        note: record.note.clone(),
    })
}
