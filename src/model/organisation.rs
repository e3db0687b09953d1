//! An organisation: who it is, where it works, what it offers and needs.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use super::{
    Ages, Amount, Basis, CareBoardIndex, Date, DistrictIndex, Entry, FocusIndex, KindIndex, Mode, OrganisationIndex,
    OrganisationRecord, PhaseIndex, Provision, RegionIndex, RoleIndex, Sector, ServiceIndex, Status,
};
use crate::geo::{Point, Postcode};

/// One organisation: what its record states, with everything that it refers to numbered.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// The stem of its file, and its address.
    pub id: String,
    /// The file that it was read from, for links to it: `data/organisations/nhs/dudley-group.toml`.
    pub file: String,
    /// What its record states. What refers to others by id is empty here and numbered below.
    pub record: OrganisationRecord,
    /// What kind of organisation it is.
    pub kind: KindIndex,
    /// What it is for in a place, where that differs from its kind; [`super::Directory::roles_of`] knows both.
    pub roles: Option<Vec<RoleIndex>>,
    /// Organisations that it says it works with.
    pub partners: Vec<OrganisationIndex>,
    /// Where it is and works.
    pub place: Place,
    /// Its schools or hospitals, when known.
    pub sites: Vec<Site>,
    /// Whom it serves.
    pub serves: Serves,
    /// What it offers. `None` is *not stated*; an empty list is *none*.
    pub offers: Option<Vec<Listing>>,
    /// What it needs. `None` is *not stated*; an empty list is *none*.
    pub needs: Option<Vec<Listing>>,
    /// The focus areas it states; `None` means derived from its services.
    pub focus: Option<Vec<FocusIndex>>,
    /// Set once the organisation no longer exists.
    pub closed: Option<Closure>,
}

impl Entry for Organisation {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Deref for Organisation {
    type Target = OrganisationRecord;
    fn deref(&self) -> &OrganisationRecord {
        &self.record
    }
}

impl DerefMut for Organisation {
    fn deref_mut(&mut self) -> &mut OrganisationRecord {
        &mut self.record
    }
}

/// The end of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The day on which it ended, where known.
    pub date: Option<Date>,
    /// The organisation that took its place.
    pub successor: Option<OrganisationIndex>,
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

impl Organisation {
    /// An organisation of which nothing more is known.
    pub fn new(id: impl Into<String>, name: impl Into<String>, sector: Sector, kind: KindIndex) -> Self {
        let id = id.into();
        Self {
            file: format!("data/organisations/{}/{id}.toml", sector.folder()),
            id,
            record: OrganisationRecord { name: name.into(), sector, ..OrganisationRecord::default() },
            kind,
            roles: None,
            partners: Vec::new(),
            place: Place::default(),
            sites: Vec::new(),
            serves: Serves::default(),
            offers: None,
            needs: None,
            focus: None,
            closed: None,
        }
    }

    /// Whether the record was made from registers alone: nobody has looked at it, and it states nothing of its own. A newer
    /// import brings it up to date, not a person.
    pub fn is_imported(&self) -> bool {
        let looked_at = self.review.checked.is_some() || !self.review.by.is_empty();
        !looked_at && !self.sources.is_empty() && self.offers.is_none() && self.needs.is_none() && self.summary.is_empty()
    }

    /// The districts of its schools with how many lie there, those with most first; its head office's, with none, where the
    /// district of no school is known.
    pub fn districts(&self) -> Vec<(DistrictIndex, usize)> {
        let mut counts = BTreeMap::<DistrictIndex, usize>::new();
        for district in self.sites.iter().filter_map(|site| site.district) {
            *counts.entry(district).or_default() += 1;
        }
        let mut counts: Vec<(DistrictIndex, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|&(district, count)| (std::cmp::Reverse(count), district));
        if counts.is_empty() { self.place.district.map(|district| (district, 0)).into_iter().collect() } else { counts }
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
