//! Identifiers that anybody can make again from official numbers.

use ::uuid::Uuid;

use crate::model::Organisation;

/// The identifier of an organisation: made from the first official number that it has, so that anybody can make the
/// same, or from its id here where it has none.
pub(super) fn of(one: &Organisation) -> Uuid {
    let name = identifiers(one)
        .into_iter()
        .next()
        .map_or_else(|| format!("trustbridge:{}", one.id), |(scheme, code)| format!("{scheme}-{code}"));
    Uuid::new_v5(&Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"org-id.guide"), name.as_bytes())
}

/// The official numbers with the prefixes of org-id.guide.
pub(super) fn identifiers(one: &Organisation) -> Vec<(&'static str, &str)> {
    let codes = &one.codes;
    [
        ("GB-NHS", &codes.ods),
        ("GB-COH", &codes.companies_house),
        ("GB-UKPRN", &codes.ukprn),
        ("GB-CHC", &codes.charity),
        ("GB-GIAS-GROUP", &codes.gias_uid),
    ]
    .into_iter()
    .filter_map(|(scheme, code)| Some((scheme, code.as_deref()?)))
    .collect()
}
