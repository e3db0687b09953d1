//! Official numbers, each with the name of its scheme and, where the register has a page for it, the link.

use serde::Serialize;

use crate::model::Organisation;

/// An official number.
#[derive(Serialize)]
pub(in crate::render) struct Entry {
    scheme: &'static str,
    code: String,
    register: &'static str,
    /// The page of this number in its register, made from the number.
    url: Option<String>,
}

/// The numbers of an organisation. `trust` is whether its kind is a trust: only trusts are registered with the care inspectorate.
pub(in crate::render) fn entries(one: &Organisation, trust: bool) -> Vec<Entry> {
    let codes = &one.codes;
    let mut entries = Vec::new();
    let mut entry = |scheme, code: &Option<String>, register, page: Option<&str>| {
        if let Some(code) = code {
            let url = page.map(|page| page.replace("{}", code));
            entries.push(Entry { scheme, code: code.clone(), register, url });
        }
    };
    let ods = "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/{}?_format=json";
    entry("ODS code", &codes.ods, "NHS Organisation Data Service", Some(ods));
    if one.sector == crate::model::Sector::Nhs && trust {
        entry("Provider ID", &codes.ods, "Care Quality Commission", Some("https://www.cqc.org.uk/provider/{}"));
    }
    let group = "https://www.get-information-schools.service.gov.uk/Groups/Group/Details/{}";
    entry("Group UID", &codes.gias_uid, "Get Information about Schools", Some(group));
    entry("Group ID", &codes.gias_trn, "Get Information about Schools", None);
    entry("UKPRN", &codes.ukprn, "UK Register of Learning Providers", None);
    let company = "https://find-and-update.company-information.service.gov.uk/company/{}";
    entry("Company number", &codes.companies_house, "Companies House", Some(company));
    entry("Charity number", &codes.charity, "Charity Commission", None);
    entries
}
