//! An organisation: who it is, where it works, what it offers and needs.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Ages, Basis, CareBoardIndex, Date, Day, DistrictIndex, FocusIndex, KindIndex, Mode, Openness, PhaseIndex, Provision,
    RegionIndex, Review, RoleIndex, Sector, ServiceIndex, Source, Status,
};
use crate::geo::{Point, Postcode};

/// The number of an organisation in [`super::Parts::organisations`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationIndex(pub u32);

/// One organisation, as its record states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// The stem of its file, and its address.
    pub id: String,
    /// The file that it was read from, for links to it: `data/organisations/nhs/dudley-group.toml`.
    pub file: String,
    /// Its legal name.
    pub name: String,
    /// Which side it is on.
    pub sector: Sector,
    /// What kind of organisation it is.
    pub kind: KindIndex,
    /// What it is for in a place, where that differs from its kind; [`super::Directory::roles_of`] knows both.
    pub roles: Option<Vec<RoleIndex>>,
    /// Other names in use, acronyms included.
    pub aliases: Vec<String>,
    /// Names that it no longer has.
    pub former_names: Vec<String>,
    /// Its own website.
    pub website: Option<String>,
    /// Markdown, up to 600 characters of text; empty when nothing is written.
    pub summary: String,
    /// Shared leadership or a group it belongs to; empty when not known.
    pub group: String,
    /// What it has said about new partnerships.
    pub openness: Openness,
    /// Organisations that it says it works with.
    pub partners: Vec<OrganisationIndex>,
    /// Partnerships that it can take on now; 0 means never suggested; `None` is not stated.
    pub capacity: Option<u32>,
    /// Official numbers.
    pub codes: Codes,
    /// Where it is and works.
    pub place: Place,
    /// Its schools or hospitals, when known.
    pub sites: Vec<Site>,
    /// Whom it serves.
    pub serves: Serves,
    /// Ways to reach it, by role.
    pub contacts: Vec<Contact>,
    /// What it offers. `None` is *not stated*; an empty list is *none*.
    pub offers: Option<Vec<Listing>>,
    /// What it needs. `None` is *not stated*; an empty list is *none*.
    pub needs: Option<Vec<Listing>>,
    /// The focus areas it states; `None` means derived from its services.
    pub focus: Option<Vec<FocusIndex>>,
    /// Other sourced facts.
    pub facts: Vec<Fact>,
    /// What the record rests on.
    pub sources: Vec<Source>,
    /// When it was last checked.
    pub review: Review,
    /// Set once the organisation no longer exists.
    pub closed: Option<Closure>,
}

/// The end of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The day on which it ended, where known.
    pub date: Option<Date>,
    /// The organisation that took its place.
    pub successor: Option<OrganisationIndex>,
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

/// Where an organisation is and works.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Street address without town and postcode; empty when not known.
    pub address: String,
    /// Post town; empty when not known.
    pub town: String,
    /// Postcode of the head office.
    pub postcode: Option<Postcode>,
    /// Point of the head office.
    pub point: Option<Point>,
    /// The district in which the head office lies.
    pub district: Option<DistrictIndex>,
    /// English region.
    pub region: Option<RegionIndex>,
    /// Footprints in which it works, the main one first.
    pub icbs: Vec<CareBoardIndex>,
    /// How far from its point it works.
    pub reach_km: Option<f64>,
}

/// One school or hospital.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Its number in Get Information about Schools.
    pub urn: Option<String>,
    /// Its code of the NHS Organisation Data Service.
    pub ods: Option<String>,
    /// Its town; empty when not known.
    pub town: String,
    /// Its postcode.
    pub postcode: Option<Postcode>,
    /// Its point.
    pub point: Option<Point>,
    /// The district in which it lies.
    pub district: Option<DistrictIndex>,
    /// The phases taught there.
    pub phases: Vec<PhaseIndex>,
    /// The ages taught there, in years.
    pub ages: Option<Ages>,
    /// The pupils on its roll.
    pub pupils: Option<u32>,
    /// Whom it is for, where it is no mainstream school.
    pub provision: Option<Provision>,
}

/// Whom an organisation serves; each field is `None` or empty where it is not stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Serves {
    /// Districts in which it works, where a source names them; the care boards of its place always count too.
    pub districts: Vec<DistrictIndex>,
    /// Ages in years.
    pub ages: Option<Ages>,
    /// School phases.
    pub phases: Vec<PhaseIndex>,
    /// Schools or hospitals run.
    pub site_count: Option<u32>,
    /// Pupils, or population served.
    pub people: Option<u64>,
    /// People employed.
    pub staff: Option<u64>,
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

/// One thing offered or needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// What it is.
    pub service: ServiceIndex,
    /// Who says so.
    pub basis: Basis,
    /// Where it is said.
    pub source: Option<String>,
    /// When that was last checked.
    pub checked: Option<Date>,
    /// Whether it holds today.
    pub status: Status,
    /// Who meets it: a need that is met.
    pub met_by: Option<OrganisationIndex>,
    /// For whom, in years.
    pub ages: Option<Ages>,
    /// For which phases.
    pub phases: Vec<PhaseIndex>,
    /// How it is given, where it differs from the vocabulary.
    pub mode: Option<Mode>,
    /// How much.
    pub amount: Option<Amount>,
    /// How pressing a need is: 1 low, 2 usual, 3 pressing.
    pub priority: u8,
    /// First day on which it holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub until: Option<Date>,
    /// One line of Markdown; empty when nothing is written.
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

impl Organisation {
    /// An organisation of which nothing more is known.
    pub fn new(id: impl Into<String>, name: impl Into<String>, sector: Sector, kind: KindIndex) -> Self {
        let id = id.into();
        Self {
            file: format!("data/organisations/{}/{id}.toml", sector.folder()),
            id,
            name: name.into(),
            sector,
            kind,
            roles: None,
            aliases: Vec::new(),
            former_names: Vec::new(),
            website: None,
            summary: String::new(),
            group: String::new(),
            openness: Openness::NotKnown,
            partners: Vec::new(),
            capacity: None,
            codes: Codes::default(),
            place: Place::default(),
            sites: Vec::new(),
            serves: Serves::default(),
            contacts: Vec::new(),
            offers: None,
            needs: None,
            focus: None,
            facts: Vec::new(),
            sources: Vec::new(),
            review: Review::default(),
            closed: None,
        }
    }

    /// Whether the record was made from registers alone: nobody has looked at it, and it states nothing of its own. A newer
    /// import brings it up to date, not a person.
    pub fn is_imported(&self) -> bool {
        let looked_at = self.review.checked.is_some() || !self.review.by.is_empty();
        !looked_at && !self.sources.is_empty() && self.offers.is_none() && self.needs.is_none() && self.summary.is_empty()
    }

    /// The points from which distance counts: those of its sites, and its head office only where no site has one.
    ///
    /// Distance is the least over pairs of these, so a trust with many schools is near all of them. A head office is no
    /// school: where the schools are known it says nothing.
    pub fn points(&self) -> Vec<Point> {
        let sites: Vec<Point> = self.sites.iter().filter_map(|site| site.point).collect();
        if sites.is_empty() { self.place.point.into_iter().collect() } else { sites }
    }
}
