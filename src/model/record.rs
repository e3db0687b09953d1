//! What a record of an organisation states, as it is written: `data/organisations/{nhs,schools,bodies}/ID.toml`.
//!
//! The one description of its keys: the schema, the checks and the decoding come from it, and [`super::Organisation`] shows
//! everything of it that needs no numbering. What is said of a key here is shown to people in their editors.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Basis, Date, Day, Mode, Openness, Provision, Review, Sector, Source, Status};

/// One organisation: data/organisations/{nhs,schools,bodies}/ID.toml.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationRecord {
    /// Its legal name.
    #[schemars(length(min = 2, max = 200))]
    pub name: String,
    /// Which side it is on.
    pub sector: Sector,
    /// What kind of organisation it is.
    #[schemars(extend("is" = "kind"))]
    pub kind: String,
    /// What it is for in a place, only where that differs from its kind.
    #[schemars(length(max = 20), extend("items_are" = "role"))]
    pub roles: Option<Vec<String>>,
    /// Other names in use, acronyms included.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 300)))]
    pub aliases: Vec<String>,
    /// Names that it no longer has.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 300)))]
    pub former_names: Vec<String>,
    /// Ids that this record had before; their addresses lead here.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "id"))]
    pub former_ids: Vec<String>,
    /// Its own website.
    #[schemars(extend("is" = "url"))]
    pub website: Option<String>,
    /// What it is and does, in Markdown, up to 600 characters of text.
    #[serde(default)]
    #[schemars(length(max = 5000), extend("is" = "summary"))]
    pub summary: String,
    /// Shared leadership or a group it belongs to, in a sentence.
    #[serde(default)]
    #[schemars(length(max = 600), extend("is" = "line"))]
    pub group: String,
    /// What it has said about new partnerships.
    #[serde(default)]
    pub openness: Openness,
    /// Not published yet; `build --drafts` shows it.
    #[serde(default)]
    pub draft: bool,
    /// Ids of organisations that it already works with.
    #[serde(default)]
    #[schemars(length(max = 100), extend("items_are" = "organisation"))]
    pub partners: Vec<String>,
    /// Partnerships that it can take on now; seats at a workshop; 0 means never suggested.
    #[schemars(range(min = 0, max = 1000))]
    pub capacity: Option<u32>,
    /// It asked not to be listed: nothing of it is published.
    #[serde(default)]
    pub opt_out: bool,
    /// The day on which the organisation ended.
    #[schemars(with = "Option<Day>")]
    pub closed: Option<Date>,
    /// The id of the organisation that took its place.
    #[schemars(extend("is" = "organisation"))]
    pub successor: Option<String>,
    /// Focus areas, where they differ from those of its services.
    #[schemars(length(max = 100), extend("items_are" = "focus"))]
    pub focus: Option<Vec<String>>,
    /// Official numbers.
    #[serde(default)]
    pub codes: Codes,
    /// Where it is and works.
    #[serde(default)]
    pub place: PlaceRecord,
    /// Its schools or hospitals, when known.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub sites: Vec<SiteRecord>,
    /// Whom it serves.
    #[serde(default)]
    pub serves: ServesRecord,
    /// Ways to reach it, by role.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub contacts: Vec<Contact>,
    /// What it offers. Leave out what is not known; write `offers = []` for "none".
    #[schemars(length(max = 100))]
    pub offers: Option<Vec<ListingRecord>>,
    /// What it needs. Leave out what is not known; write `needs = []` for "none".
    #[schemars(length(max = 100))]
    pub needs: Option<Vec<ListingRecord>>,
    /// Other sourced facts worth showing.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub facts: Vec<Fact>,
    /// What the record rests on.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub sources: Vec<Source>,
    /// When the record was last checked.
    #[serde(default)]
    pub review: Review,
}

/// Where an organisation is and works.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlaceRecord {
    /// Street address without town and postcode.
    #[schemars(length(max = 300))]
    pub address: String,
    /// Post town.
    #[schemars(length(max = 100))]
    pub town: String,
    /// Postcode of the head office.
    #[schemars(extend("is" = "postcode"))]
    pub postcode: Option<String>,
    /// Degrees north, 49.8 to 55.9 in England.
    #[schemars(range(min = -180, max = 180))]
    pub latitude: Option<f64>,
    /// Degrees east, -6.5 to 1.9 in England; most of England is negative.
    #[schemars(range(min = -180, max = 180))]
    pub longitude: Option<f64>,
    /// The district in which the head office lies: a code of the Office for National Statistics, such as E08000030.
    #[schemars(extend("is" = "district"))]
    pub district: Option<String>,
    /// English region.
    #[schemars(extend("is" = "region"))]
    pub region: Option<String>,
    /// Integrated care boards in whose footprints it works, the main one first.
    #[schemars(length(max = 100), extend("items_are" = "icb"))]
    pub icbs: Vec<String>,
    /// How far from its point it works, in kilometres.
    #[schemars(range(min = 0, max = 1000))]
    pub reach_km: Option<f64>,
}

/// One school or hospital.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteRecord {
    /// Its name.
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    /// Its number in Get Information about Schools: six digits.
    #[schemars(regex(pattern = "^[0-9]{6}$"), extend("is" = "code"))]
    pub urn: Option<String>,
    /// Its code of the NHS Organisation Data Service.
    #[schemars(regex(pattern = "^[A-Z0-9]{3,9}$"), extend("is" = "code"))]
    pub ods: Option<String>,
    /// Its town.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub town: String,
    /// Its postcode.
    #[schemars(extend("is" = "postcode"))]
    pub postcode: Option<String>,
    /// Degrees north.
    #[schemars(range(min = -180, max = 180))]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[schemars(range(min = -180, max = 180))]
    pub longitude: Option<f64>,
    /// The district in which it lies: a code of the Office for National Statistics, such as E08000030.
    #[schemars(extend("is" = "district"))]
    pub district: Option<String>,
    /// Phases taught there.
    #[serde(default)]
    #[schemars(length(max = 10), extend("items_are" = "phase"))]
    pub phases: Vec<String>,
    /// Youngest and oldest pupil in years, both included.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0, max = 120)))]
    pub ages: Option<Vec<u8>>,
    /// Pupils on its roll.
    #[schemars(range(min = 0, max = 100_000))]
    pub pupils: Option<u32>,
    /// Whom it is for, where it is no mainstream school.
    pub provision: Option<Provision>,
}

/// Whom an organisation serves.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServesRecord {
    /// Districts in which it works beyond what `icbs` says, where a source names them: codes of the Office for National
    /// Statistics.
    #[schemars(length(max = 400), extend("items_are" = "district"))]
    pub districts: Vec<String>,
    /// Youngest and oldest in years, both included.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0, max = 120)))]
    pub ages: Option<Vec<u8>>,
    /// School phases.
    #[schemars(length(max = 10), extend("items_are" = "phase"))]
    pub phases: Vec<String>,
    /// Schools or hospitals that it runs.
    #[schemars(range(min = 0, max = 10000))]
    pub site_count: Option<u32>,
    /// Pupils, or population served.
    #[schemars(range(min = 0, max = 100_000_000))]
    pub people: Option<u64>,
    /// People employed.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub staff: Option<u64>,
}

/// Something offered or needed.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingRecord {
    /// What it is, from the vocabulary.
    #[schemars(extend("is" = "service"))]
    pub service: String,
    /// Who says so: `published` has a source, `declared` means the organisation told us.
    pub basis: Basis,
    /// The page that says so; required when published.
    #[schemars(extend("is" = "url"))]
    pub source: Option<String>,
    /// The day on which that was last checked.
    #[schemars(with = "Option<Day>")]
    pub checked: Option<Date>,
    /// Whether it holds today.
    #[serde(default)]
    pub status: Status,
    /// Who meets a need that is met: the id of an organisation.
    #[schemars(extend("is" = "organisation"))]
    pub met_by: Option<String>,
    /// Youngest and oldest in years, both included.
    #[schemars(length(min = 2, max = 2), inner(range(min = 0, max = 120)))]
    pub ages: Option<Vec<u8>>,
    /// School phases.
    #[serde(default)]
    #[schemars(length(max = 10), extend("items_are" = "phase"))]
    pub phases: Vec<String>,
    /// How it is given, where it differs from the vocabulary.
    pub mode: Option<Mode>,
    /// How much.
    pub amount: Option<Amount>,
    /// How pressing a need is: 1 low, 2 usual, 3 pressing.
    #[schemars(range(min = 1, max = 3))]
    pub priority: Option<u8>,
    /// First day on which it holds.
    #[schemars(with = "Option<Day>")]
    pub from: Option<Date>,
    /// Last day on which it holds.
    #[schemars(with = "Option<Day>")]
    pub until: Option<Date>,
    /// One line of Markdown.
    #[serde(default)]
    #[schemars(length(max = 600), extend("is" = "line"))]
    pub note: String,
}

/// How much of something.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// The number.
    #[schemars(range(min = 0, max = 100_000_000))]
    pub number: f64,
    /// Of what: "placements".
    #[schemars(length(min = 1, max = 60))]
    pub unit: String,
    /// In what time: "year".
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub per: String,
}

/// Official numbers, each as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Codes {
    /// NHS Organisation Data Service code: 3 to 6 capitals and digits.
    #[schemars(regex(pattern = "^[A-Z0-9]{3,6}$"), extend("is" = "code"))]
    pub ods: Option<String>,
    /// Codes of that service under which it, or what became part of it, was known before.
    #[schemars(length(max = 40), inner(regex(pattern = "^[A-Z0-9]{3,6}$")))]
    pub former_ods: Vec<String>,
    /// Group UID in Get Information about Schools: 1 to 6 digits.
    #[schemars(regex(pattern = "^[0-9]{1,6}$"), extend("is" = "code"))]
    pub gias_uid: Option<String>,
    /// Group ID in Get Information about Schools: TR and five digits.
    #[schemars(regex(pattern = "^(TR|SP)[0-9]{5}$"), extend("is" = "code"))]
    pub gias_trn: Option<String>,
    /// UK provider reference number: eight digits, the first a 1.
    #[schemars(regex(pattern = "^1[0-9]{7}$"), extend("is" = "code"))]
    pub ukprn: Option<String>,
    /// Companies House number: eight signs, leading zeros included.
    #[schemars(regex(pattern = "^([0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z])$"), extend("is" = "code"))]
    pub companies_house: Option<String>,
    /// Charity number: six or seven digits.
    #[schemars(regex(pattern = "^[0-9]{6,7}(-[0-9]{1,2})?$"), extend("is" = "code"))]
    pub charity: Option<String>,
}

/// A way to reach an organisation: a role with an email, a telephone number or a page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The role or office, never a named person without `consent`.
    #[schemars(length(min = 2, max = 200))]
    pub role: String,
    /// A shared mailbox.
    #[schemars(extend("is" = "email"))]
    pub email: Option<String>,
    /// A telephone number.
    #[schemars(regex(pattern = r"^\+?[0-9][0-9 ()-]{5,24}( ?(ext|x)\.? ?[0-9]{1,6})?$"))]
    pub phone: Option<String>,
    /// A page.
    #[schemars(extend("is" = "url"))]
    pub url: Option<String>,
    /// The day on which a named person agreed to be listed.
    #[schemars(with = "Option<Day>")]
    pub consent: Option<Date>,
}

impl Contact {
    /// Whether it is a way to a partnership: a press office and the mailbox for requests under the Freedom of Information Act
    /// are none, and are never offered as one.
    pub fn is_for_partners(&self) -> bool {
        let role = format!(" {} ", self.role.to_lowercase());
        ![" press ", " media ", " freedom of information ", " foi "].iter().any(|word| role.contains(word))
    }

    /// Whether it is only the number that puts callers through.
    pub fn is_switchboard(&self) -> bool {
        self.role.eq_ignore_ascii_case("switchboard")
    }
}

/// A sourced fact that no other key holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// One sentence of Markdown.
    #[schemars(length(min = 3, max = 1000), extend("is" = "line"))]
    pub text: String,
    /// The page that says so.
    #[schemars(extend("is" = "url"))]
    pub source: String,
    /// The date of that page.
    #[schemars(with = "Option<Day>")]
    pub date: Option<Date>,
}
