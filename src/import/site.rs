//! The schools or hospitals of an organisation, as a register has them, and how a record keeps them.
//!
//! A list that an import wrote is the register's: the next extract takes its place, unless that lacks columns. A list that
//! rests on any other source, or that a person commented, is a person's: it keeps its sites, and only keys that one of them
//! lacks are filled in.

use toml_edit::{Array, Table, Value};

use crate::geo::{Point, Postcode};
use crate::model::SiteRecord;
use crate::text::fold;

/// The sites of an organisation, with the sources that name them.
#[derive(Clone, Debug, Default)]
pub struct Sites {
    /// The sites, in the order in which a record lists them.
    pub list: Vec<Site>,
    /// Whether they are schools, from which phases, ages and pupils follow.
    pub schools: bool,
    /// Whether the table lacks columns, so that what it does not say of a site is not what there is not to say.
    pub partial: bool,
}

/// Beyond this, in kilometres, a site's point and its postcode contradict each other.
pub(super) const FAR_KM: f64 = 30.0;

/// A school or hospital.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Whether letters of the name were damaged on the way: a known site keeps its name.
    pub damaged: bool,
    /// Its number in Get Information about Schools.
    pub urn: Option<String>,
    /// Its code in the Organisation Data Service.
    pub ods: Option<String>,
    /// Its town.
    pub town: String,
    /// Its postcode.
    pub postcode: Option<Postcode>,
    /// Its point.
    pub point: Option<Point>,
    /// The code of its district, as the register has it.
    pub district: Option<String>,
    /// Ids of its phases.
    pub phases: Vec<&'static str>,
    /// Its youngest and oldest pupil.
    pub ages: Option<(u8, u8)>,
    /// Pupils on its roll.
    pub pupils: Option<u32>,
    /// `special` or `alternative`.
    pub provision: Option<&'static str>,
}

/// What follows for the whole organisation from its schools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub ages: Option<(u8, u8)>,
    pub phases: Vec<&'static str>,
    pub count: usize,
    pub people: Option<u64>,
}

/// Phases in the order of a school career.
const PHASES: &[&str] = &["early-years", "primary", "secondary", "post-16"];

impl Sites {
    /// Ages, phases, number and pupils of its schools; `None` for hospitals.
    pub(super) fn sums(&self) -> Option<Sums> {
        if !self.schools || self.list.is_empty() {
            return None;
        }
        let ages = || self.list.iter().filter_map(|site| site.ages);
        let known: Vec<u64> = self.list.iter().filter_map(|site| site.pupils).map(u64::from).collect();
        Some(Sums {
            ages: ages().map(|ages| ages.0).min().zip(ages().map(|ages| ages.1).max()),
            phases: PHASES.iter().copied().filter(|phase| self.list.iter().any(|site| site.phases.contains(phase))).collect(),
            count: self.list.len(),
            people: (!known.is_empty()).then(|| known.iter().sum()),
        })
    }
}

impl Sums {
    /// The keys of `[serves]` in the order of the record type.
    pub(super) fn values(&self) -> Vec<(&'static str, Value)> {
        let ages = self.ages.map(|ages| ("ages", pair(ages)));
        let phases = (!self.phases.is_empty()).then(|| ("phases", self.phases.iter().copied().collect::<Array>().into()));
        let count = Some(("site_count", Value::from(i64::try_from(self.count).unwrap_or(i64::MAX))));
        let people = self.people.map(|people| ("people", Value::from(i64::try_from(people).unwrap_or(i64::MAX))));
        [ages, phases, count, people].into_iter().flatten().collect()
    }
}

fn pair((from, to): (u8, u8)) -> Value {
    Value::from([i64::from(from), i64::from(to)].into_iter().collect::<Array>())
}

impl Site {
    /// The site with what a register does not say of one that is known: where its postcode lies, if no file of postcodes was
    /// given, and a name whose letters were not damaged.
    pub(super) fn beside(mut self, known: &[SiteRecord]) -> Self {
        let same = |one: &&SiteRecord| self.urn.is_some() && one.urn == self.urn || self.ods.is_some() && one.ods == self.ods;
        let Some(known) = known.iter().find(same) else { return self };
        if self.damaged {
            self.name.clone_from(&known.name);
        }
        if self.postcode.as_ref().map(ToString::to_string) == known.postcode {
            let point = known.latitude.zip(known.longitude);
            let point = point.map(|(latitude, longitude)| Point { latitude, longitude });
            // Where the postcode lies is not known now, and an earlier import that knew it has settled a contradiction.
            let settled = (self.district.is_none() || self.district == known.district)
                && self.point.zip(point).is_some_and(|(register, known)| register.distance(known) > FAR_KM);
            self.point = if settled { point } else { self.point.or(point) };
            self.district = self.district.or_else(|| known.district.clone());
        }
        self
    }

    /// Its keys in the order of the record type.
    pub(super) fn values(&self) -> Vec<(&'static str, Value)> {
        let text = |key, value: &Option<String>| value.as_deref().map(|value| (key, Value::from(value)));
        let values = [
            Some(("name", Value::from(self.name.as_str()))),
            text("urn", &self.urn),
            text("ods", &self.ods),
            (!self.town.is_empty()).then(|| ("town", Value::from(self.town.as_str()))),
            self.postcode.as_ref().map(|postcode| ("postcode", Value::from(postcode.to_string()))),
            self.point.map(|point| ("latitude", Value::from(point.latitude))),
            self.point.map(|point| ("longitude", Value::from(point.longitude))),
            text("district", &self.district),
            (!self.phases.is_empty()).then(|| ("phases", self.phases.iter().copied().collect::<Array>().into())),
            self.ages.map(|ages| ("ages", pair(ages))),
            self.pupils.map(|pupils| ("pupils", Value::from(i64::from(pupils)))),
            self.provision.map(|word| ("provision", Value::from(word))),
        ];
        values.into_iter().flatten().collect()
    }

    /// Whether a table of a record means this site: by its number, else by its name in the same postcode or town.
    pub(super) fn is(&self, table: &Table) -> bool {
        let text = |key: &str| table.get(key).and_then(toml_edit::Item::as_str).unwrap_or_default();
        for (key, own) in [("urn", &self.urn), ("ods", &self.ods)] {
            if let (Some(own), false) = (own, text(key).is_empty()) {
                return own == text(key);
            }
        }
        let place = self.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
        let here =
            (!place.is_empty() && place == text("postcode")) || (!self.town.is_empty() && fold(&self.town) == fold(text("town")));
        here && fold(&self.name) == fold(text("name"))
    }
}
