//! Published tables of who serves which district become shares: hospital admissions by district, and the schools of
//! immunisation teams.

use std::collections::{BTreeMap, BTreeSet};

use super::body::{filled, whole};
use super::keys::Keys;
use super::table::Table;
use super::whom::Whom;
use crate::diagnostic::Diagnostic;
use crate::model::ShareCounts;

/// What a table says.
#[derive(Debug)]
pub struct Shares {
    /// The role that it is about.
    pub role: &'static str,
    /// What its shares count.
    pub counts: ShareCounts,
    /// Where the table stands, unless the command says otherwise.
    pub source: &'static str,
    /// Its shares.
    pub parts: Vec<Part>,
}

/// One body's part of one district.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Code of the district, as it is now.
    pub district: String,
    /// Id of the body.
    pub organisation: String,
    /// 0 to 1.
    pub share: f64,
    /// Of when it is, where the table says.
    pub date: Option<String>,
}

/// Which table this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharesForm {
    /// `trust_code, geo_code, p_trust, p_geo`: where the people of a district were admitted to hospital.
    Admissions,
    /// `organisation_ods_code, urn`: which team immunises in which school.
    Schools,
}

impl SharesForm {
    /// The form of a table by its columns.
    pub fn of(table: &Table) -> Option<Self> {
        let has = |names: &[&str]| names.iter().all(|name| table.column(&[name]).is_some());
        if has(&["trust_code", "geo_code", "p_trust", "p_geo"]) {
            Some(Self::Admissions)
        } else if has(&["organisation_ods_code", "urn"]) {
            Some(Self::Schools)
        } else {
            None
        }
    }
}

const LEFT: &str = "the row was left out; write a part of 1, such as 0.25";

/// A row of the table of admissions.
struct Admissions {
    trust: String,
    area: String,
    /// The part of the trust's admissions that lived there.
    of_trust: f64,
    /// The part of the area's admissions that went to the trust.
    of_area: f64,
}

/// Reads the table of admissions. Districts that have merged since are put together by their admissions, which follow from the
/// two shares that each row gives: they are known up to one factor for all areas that share a hospital.
pub fn read_admissions(table: &Table, whom: &mut Whom<'_>, faults: &mut Vec<Diagnostic>) -> Shares {
    let columns = ["trust_code", "geo_code", "p_trust", "p_geo"].map(|name| table.needed(&[name], faults));
    let mut rows = Vec::new();
    let mut keys = Keys::of("trust and area");
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let [trust, area, of_trust, of_area] = columns.map(|column| row.cell(column, faults));
        if trust.is_empty() || area.is_empty() {
            faults.push(row.fault(columns[0], "the row does not name both a trust and an area").help("the row was left out"));
            return;
        }
        if !keys.is_new(row, columns[0], &format!("{trust} {area}"), faults) {
            return;
        }
        let number = |text: &str| text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
        match (number(&of_trust), number(&of_area)) {
            (Some(of_trust), Some(of_area)) => rows.push(Admissions { trust, area, of_trust, of_area }),
            (None, _) => faults.push(row.fault(columns[2], format!("`{of_trust}` is no share from 0 to 1")).help(LEFT)),
            (_, None) => faults.push(row.fault(columns[3], format!("`{of_area}` is no share from 0 to 1")).help(LEFT)),
        }
    });
    let sizes = sizes(&rows);
    let mut whole: BTreeMap<String, f64> = BTreeMap::new();
    let areas: BTreeSet<&str> = rows.iter().map(|row| row.area.as_str()).collect();
    let now: BTreeMap<&str, Option<String>> = areas.into_iter().map(|area| (area, whom.district(area))).collect();
    for (area, district) in &now {
        if let Some(district) = district {
            *whole.entry(district.clone()).or_default() += sizes[area];
        }
    }
    let mut parts: BTreeMap<(String, String), f64> = BTreeMap::new();
    for row in &rows {
        let Some(district) = &now[row.area.as_str()] else { continue };
        let Some(organisation) = whom.body(&row.trust, "acute") else { continue };
        *parts.entry((district.clone(), organisation)).or_default() += row.of_area * sizes[row.area.as_str()] / whole[district];
    }
    let parts = parts.into_iter();
    let parts = parts.map(|((district, organisation), share)| Part { district, organisation, share: share.min(1.0), date: None });
    Shares {
        role: "acute",
        counts: ShareCounts::Admissions,
        source: "https://github.com/epiforecasts/covid19.nhs.data",
        parts: parts.collect(),
    }
}

/// The admissions of each area, up to a factor that areas have in common which share a hospital, directly or through others.
fn sizes(rows: &[Admissions]) -> BTreeMap<&str, f64> {
    let mut by_area: BTreeMap<&str, Vec<&Admissions>> = BTreeMap::new();
    let mut by_trust: BTreeMap<&str, Vec<&Admissions>> = BTreeMap::new();
    for row in rows {
        by_area.entry(&row.area).or_default().push(row);
        by_trust.entry(&row.trust).or_default().push(row);
    }
    let mut sizes: BTreeMap<&str, f64> = BTreeMap::new();
    for &first in by_area.keys() {
        if sizes.contains_key(first) {
            continue;
        }
        sizes.insert(first, 1.0);
        let mut open = vec![first];
        while let Some(area) = open.pop() {
            for row in by_area[area].iter().filter(|row| row.of_trust > 0.0) {
                let of_trust = row.of_area * sizes[area] / row.of_trust;
                for other in by_trust[row.trust.as_str()].iter().filter(|other| other.of_area > 0.0) {
                    if !sizes.contains_key(other.area.as_str()) {
                        sizes.insert(&other.area, other.of_trust * of_trust / other.of_area);
                        open.push(&other.area);
                    }
                }
            }
        }
    }
    sizes
}

/// Where schools lie: from the extract of all establishments.
#[derive(Debug, Default)]
pub struct SchoolPlaces {
    /// By number: the district.
    districts: BTreeMap<String, String>,
    /// By district: schools with pupils of 5 to 15.
    counts: BTreeMap<String, usize>,
}

impl SchoolPlaces {
    /// Reads the extract of all establishments of Get Information about Schools.
    pub fn read(table: &Table, whom: &mut Whom<'_>, faults: &mut Vec<Diagnostic>) -> Self {
        let number = table.needed(&["URN"], faults);
        let district = table.needed(&["DistrictAdministrative (code)"], faults);
        let ages = [table.column(&["StatutoryLowAge"]), table.column(&["StatutoryHighAge"])];
        let mut places = Self::default();
        let mut keys = Keys::of("the school");
        table.rows(table.header().len(), faults, &mut |row, faults| {
            let (urn, district) = (row.cell(number, faults), row.cell(district, faults));
            let Some(district) = whom.district(&district) else {
                row.leave("schools in no district of the site");
                return;
            };
            let urn_column = number;
            let number = urn;
            let mut age = |column: Option<usize>| {
                let column = column?;
                let text = filled(row.cell(column, faults))?;
                let age = whole(&text);
                if age.is_none() {
                    faults.push(row.fault(column, format!("`{text}` is not an age")).help("it was left out"));
                }
                age
            };
            let [low, high] = ages.map(&mut age);
            let says = format!("{district} {low:?} {high:?}");
            if !keys.is_new_saying(row, urn_column, (&number, says), faults) {
                return;
            }
            if low.unwrap_or(0) < 16 && high.unwrap_or(120) > 5 {
                *places.counts.entry(district.clone()).or_default() += 1;
            }
            places.districts.insert(number, district);
        });
        places
    }
}

/// In a district with more schools than this, one school alone makes nobody its team who does not work there otherwise.
const MOST_ALONE: usize = 33;

/// Reads the table of teams: a body's share is the part of the district's schools in which it immunises, as far as the table
/// goes. Schools that the extract does not hold are counted under `unknown`.
pub fn read_teams(table: &Table, schools: &SchoolPlaces, whom: &mut Whom<'_>, faults: &mut Vec<Diagnostic>) -> (Shares, usize) {
    let body = table.needed(&["organisation_ods_code"], faults);
    let number = table.needed(&["urn"], faults);
    let date = table.column(&["source_date", "date"]);
    let mut served: BTreeMap<(String, String), (BTreeSet<String>, String)> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let (body_column, number_column) = (body, number);
        let (body, number) = (row.cell(body_column, faults), row.cell(number_column, faults));
        if body.is_empty() || number.is_empty() {
            let fault = row.fault(number_column, "the row does not name both a team and a school");
            faults.push(fault.help("the row was left out"));
            return;
        }
        let Some(district) = schools.districts.get(&number) else {
            unknown.insert(number);
            return;
        };
        let Some(organisation) = whom.body(&body, "immunisation") else { return };
        let date = date.map(|column| row.cell(column, faults)).unwrap_or_default();
        let entry = served.entry((district.clone(), organisation)).or_default();
        entry.0.insert(number);
        entry.1 = date.max(std::mem::take(&mut entry.1));
    });
    // Most numbers of schools are right. One that leads to another end of the country makes nobody the team of a district.
    let is_stray = |district: &str, few: usize| few == 1 && schools.counts.get(district).is_some_and(|&all| all > MOST_ALONE);
    served.retain(|(district, organisation), (numbers, _)| {
        !is_stray(district, numbers.len()) || whom.works_in(organisation, district)
    });
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for ((district, _), (numbers, _)) in &served {
        *sums.entry(district).or_default() += numbers.len();
    }
    let parts = served.iter().map(|((district, organisation), (numbers, date))| {
        let all = schools.counts.get(district).copied().unwrap_or(0).max(sums[district.as_str()]);
        let date = Some(date.clone()).filter(|date| !date.is_empty());
        Part { district: district.clone(), organisation: organisation.clone(), share: numbers.len() as f64 / all as f64, date }
    });
    let shares = Shares {
        role: "immunisation",
        counts: ShareCounts::Schools,
        source: "https://github.com/nhsuk/manage-vaccinations-in-schools",
        parts: parts.collect(),
    };
    (shares, unknown.len())
}
