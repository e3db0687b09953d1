//! The patch of a health body as a table: `organisations/ID/patch.csv`, a line for each school trust in each district.

use std::collections::BTreeMap;

use super::cells;
use crate::model::{Directory, DistrictIndex, Organisation, OrganisationIndex, PhaseIndex, Site};
use crate::serving::{InPatch, Patch};
use crate::site::Field;
use crate::text::csv;

/// The columns of a patch.
pub(super) const COLUMNS: &[Field] = &[
    ("school_trust", "A school trust, an id", "string"),
    ("name", "Its name", "string"),
    ("kind", "Its kind, an id of the vocabulary", "string"),
    ("district", "A district of its schools, by its code of the Office for National Statistics", "string"),
    ("district_name", "The name of the district", "string"),
    ("schools", "Its schools in the district", "integer"),
    ("schools_in_patch", "Its schools in the whole patch", "integer"),
    ("schools_in_all", "All its schools", "integer"),
    ("pupils", "The pupils of its schools in the district, where known of all of them", "integer"),
    ("age_from", "The lowest age taught there, in years", "integer"),
    ("age_to", "The highest age taught there, in years", "integer"),
    ("phases", "School phases taught there, ids parted by semicolons", "string"),
    ("basis", "How it is known that the body serves them: share, covers, stated, only or nearest", "string"),
];

/// The trusts of a patch, most schools first, each with its districts.
pub(super) fn table(directory: &Directory, body: OrganisationIndex, patch: &Patch) -> Vec<u8> {
    let rows = patch.trusts.iter().flat_map(|found| rows(directory, &directory[body], patch, found));
    csv::write(&cells::names(COLUMNS), rows)
}

fn rows(directory: &Directory, body: &Organisation, patch: &Patch, found: &InPatch) -> Vec<Vec<String>> {
    let mut by_district: BTreeMap<DistrictIndex, Vec<&Site>> = BTreeMap::new();
    for site in &directory[found.trust].sites {
        if let Some(district) = site.district.filter(|&district| holds(directory, body, patch, district)) {
            by_district.entry(district).or_default().push(site);
        }
    }
    let mut places: Vec<(DistrictIndex, Vec<&Site>)> = by_district.into_iter().collect();
    places.sort_by_key(|(district, sites)| (std::cmp::Reverse(sites.len()), *district));
    if places.is_empty() {
        // Only its head office is known to lie in the patch.
        return vec![row(directory, found, None, &[])];
    }
    places.iter().map(|(district, sites)| row(directory, found, Some(*district), sites)).collect()
}

/// Whether a district belongs to a patch: by the table, else by the body's footprint.
fn holds(directory: &Directory, body: &Organisation, patch: &Patch, district: DistrictIndex) -> bool {
    if !patch.districts.is_empty() {
        return patch.districts.contains(&district);
    }
    let boards = &directory.places[district].boards;
    body.serves.districts.contains(&district) || boards.iter().any(|board| body.place.icbs.contains(board))
}

fn row(directory: &Directory, found: &InPatch, district: Option<DistrictIndex>, sites: &[&Site]) -> Vec<String> {
    let one = &directory[found.trust];
    let place = district.map(|district| &directory.places[district]);
    let pupils: Option<u64> = sites.iter().map(|site| site.pupils.map(u64::from)).sum();
    let ages = |pick: fn(&crate::model::Ages) -> u8| sites.iter().filter_map(move |site| site.ages.as_ref().map(pick));
    let mut phases: Vec<PhaseIndex> = sites.iter().flat_map(|site| site.phases.iter().copied()).collect();
    phases.sort_unstable();
    phases.dedup();
    let said = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        one.id.clone(),
        one.name.clone(),
        directory.vocabulary[one.kind].id.clone(),
        place.map(|place| place.code.clone()).unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        sites.len().to_string(),
        found.schools.to_string(),
        found.of.to_string(),
        said(pupils.filter(|_| !sites.is_empty())),
        said(ages(|ages| ages.from).min().map(u64::from)),
        said(ages(|ages| ages.to).max().map(u64::from)),
        cells::joined(phases.iter().map(|&phase| directory.vocabulary[phase].id.as_str())),
        found.basis.id().to_owned(),
    ]
}
