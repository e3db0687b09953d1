//! Structured data for search engines, after schema.org. It names absolute addresses, so a page has it only where the
//! site knows its own.

use serde_json::{Value, json};

use crate::model::{Directory, Listing, Organisation, Sector};
use crate::site::address;

/// An organisation with what it offers and seeks; typical services are never given as its own.
pub(in crate::render) fn organisation(directory: &Directory, one: &Organisation, base: &str) -> Value {
    let kind = match one.sector {
        Sector::Nhs => "GovernmentOrganization",
        Sector::School => "EducationalOrganization",
        Sector::Body => "Organization",
    };
    let page = format!("{base}{}", address::organisation(&one.id));
    let mut data = json!({ "@context": "https://schema.org", "@type": kind, "@id": page, "url": page, "name": one.name });
    let mut put = |key: &str, value: Value| {
        data[key] = value;
    };
    if let Some(website) = &one.website {
        put("sameAs", json!(website));
    }
    if !one.aliases.is_empty() {
        put("alternateName", json!(one.aliases));
    }
    let place = &one.place;
    if !place.town.is_empty() || place.postcode.is_some() {
        let mut postal = json!({ "@type": "PostalAddress", "addressCountry": "GB" });
        for (key, value) in [("streetAddress", &place.address), ("addressLocality", &place.town)] {
            if !value.is_empty() {
                postal[key] = json!(value);
            }
        }
        if let Some(postcode) = &place.postcode {
            postal["postalCode"] = json!(postcode.to_string());
        }
        put("address", postal);
    }
    let codes = [("ODS", &one.codes.ods), ("UKPRN", &one.codes.ukprn), ("GIAS-UID", &one.codes.gias_uid)];
    let identifiers: Vec<Value> = codes
        .into_iter()
        .filter_map(|(scheme, code)| {
            code.as_ref().map(|code| json!({ "@type": "PropertyValue", "propertyID": scheme, "value": code }))
        })
        .collect();
    if !identifiers.is_empty() {
        put("identifier", json!(identifiers));
    }
    for (key, listings) in [
        ("makesOffer", offers(directory, one.live_offers(directory.as_of), "Offer")),
        ("seeks", offers(directory, one.live_needs(directory.as_of), "Demand")),
    ] {
        if !listings.is_empty() {
            put(key, json!(listings));
        }
    }
    data
}

fn offers<'a>(directory: &Directory, listings: impl Iterator<Item = &'a Listing>, kind: &str) -> Vec<Value> {
    listings
        .map(|listing| {
            let service = &directory.vocabulary[listing.service];
            json!({ "@type": kind, "itemOffered": { "@type": "Service", "name": service.label, "description": service.definition } })
        })
        .collect()
}
