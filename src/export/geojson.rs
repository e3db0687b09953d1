//! Points for maps, as `GeoJSON` (RFC 7946): longitude first.

use serde_json::json;

use super::lines;
use super::values::{known_only, page, said};
use crate::model::Directory;
use crate::site::Field;

/// What stands in `data/organisations.geojson`.
pub(super) const FIELDS: &[Field] = &[
    ("type", "FeatureCollection", "string"),
    ("features[].type", "Feature", "string"),
    ("features[].id", "Id of the organisation", "string"),
    ("features[].geometry.type", "Point", "string"),
    ("features[].geometry.coordinates[]", "Degrees east, then degrees north (WGS84)", "number"),
    ("features[].properties.id", "Id of the organisation", "string"),
    ("features[].properties.name", "Legal name", "string"),
    ("features[].properties.sector", "nhs, school or body", "string"),
    ("features[].properties.kind", "Kind of organisation, an id of the vocabulary", "string"),
    ("features[].properties.town", "Town of the head office", "string"),
    ("features[].properties.region", "Region, an id", "string"),
    ("features[].properties.icbs[]", "Care boards in whose areas it works, ids", "string"),
    ("features[].properties.page", "Address of its page, where the site knows its own", "string"),
];

/// The head office of every organisation that still exists and has a point.
pub(super) fn points(directory: &Directory) -> Vec<u8> {
    let features = directory.organisations.iter().filter(|one| one.closed.is_none()).filter_map(|one| {
        let point = one.place.point?;
        let boards: Vec<&str> = one.place.icbs.iter().map(|&board| directory.places[board].id.as_str()).collect();
        Some(json!({
            "type": "Feature",
            "id": one.id,
            "geometry": { "type": "Point", "coordinates": [point.longitude, point.latitude] },
            "properties": known_only(json!({
                "id": one.id,
                "name": one.name,
                "sector": one.sector.id(),
                "kind": directory.vocabulary[one.kind].id,
                "town": said(&one.place.town),
                "region": one.place.region.map(|region| &directory.places[region].id),
                "icbs": boards,
                "page": page(directory, one),
            })),
        }))
    });
    lines::collection(&json!({ "type": "FeatureCollection" }), "features", features)
}
