//! Official numbers, each with the name of its scheme and, where the register has a page for it, the link.

use serde::Serialize;

use crate::model::Organisation;
use crate::wording::{Words, say};

/// An official number.
#[derive(Serialize)]
pub(in crate::render) struct Entry {
    scheme: String,
    code: String,
    register: String,
    /// The page of this number in its register, made from the number.
    url: Option<String>,
}

/// The numbers of an organisation. `trust` is whether its kind is a trust: only trusts are registered with the care inspectorate.
pub(in crate::render) fn entries(words: &Words, one: &Organisation, trust: bool) -> Vec<Entry> {
    let codes = &one.codes;
    let mut entries = Vec::new();
    let mut entry = |scheme: String, code: &Option<String>, register: String, page: Option<&str>| {
        if let Some(code) = code {
            let url = page.map(|page| page.replace("{}", code));
            entries.push(Entry { scheme, code: code.clone(), register, url });
        }
    };
    let ods = "https://directory.spineservices.nhs.uk/ORD/2-0-0/organisations/{}?_format=json";
    entry(say!(words, "register.ods-code"), &codes.ods, say!(words, "register.ods"), Some(ods));
    if one.sector == crate::model::Sector::Nhs && trust {
        entry(
            say!(words, "register.provider-id"),
            &codes.ods,
            say!(words, "register.cqc"),
            Some("https://www.cqc.org.uk/provider/{}"),
        );
    }
    let group = "https://www.get-information-schools.service.gov.uk/Groups/Group/Details/{}";
    entry(say!(words, "register.group-uid"), &codes.gias_uid, say!(words, "register.gias"), Some(group));
    entry(say!(words, "register.group-id"), &codes.gias_trn, say!(words, "register.gias"), None);
    entry(say!(words, "register.ukprn-code"), &codes.ukprn, say!(words, "register.ukprn"), None);
    let company = "https://find-and-update.company-information.service.gov.uk/company/{}";
    entry(say!(words, "register.company-number"), &codes.companies_house, say!(words, "register.companies"), Some(company));
    entry(say!(words, "register.charity-number"), &codes.charity, say!(words, "register.charities"), None);
    entries
}
