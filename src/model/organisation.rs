//! An organisation: who it is, where it works, what it offers and needs.

use super::{
    Ages, CareBoardIndex, Date, DistrictIndex, FocusIndex, KindIndex, Mode, PhaseIndex, RegionIndex, Review, RoleIndex, Sector,
    ServiceIndex, Source,
};
use crate::geo::{Point, Postcode};

/// The number of an organisation in [`super::Parts::organisations`]; ids ascend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationIndex(pub u32);

/// What an organisation has said about new partnerships.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Openness {
    /// It offers places or services now and looks for partners.
    Offering,
    /// Open to conversations.
    Open,
    /// It may offer something.
    MayOffer,
    /// Not at present: never suggested.
    NotNow,
    /// Nothing is known.
    #[default]
    NotKnown,
}

impl Openness {
    /// The word in a record: `offering`, `open`, `may-offer`, `not-now`, `not-known`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Offering => "offering",
            Self::Open => "open",
            Self::MayOffer => "may-offer",
            Self::NotNow => "not-now",
            Self::NotKnown => "not-known",
        }
    }
}

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

/// Official numbers; each is `None` where it is not known or does not apply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// NHS Organisation Data Service code.
    pub ods: Option<String>,
    /// Codes of that service under which it, or what became part of it, was known before.
    pub former_ods: Vec<String>,
    /// Group UID in Get Information about Schools.
    pub gias_uid: Option<String>,
    /// Group ID in Get Information about Schools, `TR01234`.
    pub gias_trn: Option<String>,
    /// UK provider reference number, eight digits.
    pub ukprn: Option<String>,
    /// Companies House number, eight signs.
    pub companies_house: Option<String>,
    /// Charity number.
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

/// Whom a school is for, where it is no mainstream school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provision {
    /// A special school.
    Special,
    /// Alternative provision, such as a pupil referral unit.
    Alternative,
    /// A hospital school.
    Hospital,
}

impl Provision {
    /// The word in a record: `special`, `alternative`, `hospital`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Special => "special",
            Self::Alternative => "alternative",
            Self::Hospital => "hospital",
        }
    }
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

/// A way to reach an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The role or office, never a person unless consent is recorded.
    pub role: String,
    /// A mailbox.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// A page.
    pub url: Option<String>,
    /// The day on which a named person agreed to be listed.
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

/// Who says that something is offered or needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A published page says so.
    Published,
    /// The organisation told the directory.
    Declared,
}

/// Whether an offer or need holds today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds now.
    Now,
    /// It may be possible.
    May,
    /// It held once; it takes no part in matching.
    Past,
    /// A need that somebody meets; it takes no part in matching.
    Met,
    /// The source does not say.
    NotKnown,
}

impl Status {
    /// The word in a record: `now`, `may`, `past`, `met`, `not-known`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::May => "may",
            Self::Past => "past",
            Self::Met => "met",
            Self::NotKnown => "not-known",
        }
    }
}

/// How much of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number.
    pub number: f64,
    /// Of what: "placements".
    pub unit: String,
    /// In what time: "year"; empty when not said.
    pub per: String,
}

/// A sourced fact that no field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// One sentence of Markdown.
    pub text: String,
    /// Where it is said.
    pub source: String,
    /// The date of the source.
    pub date: Option<Date>,
}

impl Organisation {
    /// The points from which distance counts: those of its sites, and its head office only where no site has one.
    ///
    /// Distance is the least over pairs of these, so a trust with many schools is near all of them. A head office is no
    /// school: where the schools are known it says nothing.
    pub fn points(&self) -> Vec<Point> {
        let sites: Vec<Point> = self.sites.iter().filter_map(|site| site.point).collect();
        if sites.is_empty() { self.place.point.into_iter().collect() } else { sites }
    }
}
