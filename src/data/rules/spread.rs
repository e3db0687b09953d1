//! Rules on where the schools and hospitals of a record lie: a record with sites all over England is near to everybody, so it
//! would stand first on every list.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Objection, Records, listed_organisations};
use crate::data::schema::record::{IcbRecord, OrganisationRecord};
use crate::diagnostic::Code;
use crate::geo::Point;
use crate::model::SiteRecord;

/// Beyond this a place is in no care board that is named: the largest one reaches about 130 km from its middle.
pub(super) const FURTHEST_KM: f64 = 140.0;

/// In which care boards places lie.
pub(super) struct Whereabouts<'r> {
    of_district: BTreeMap<&'r str, &'r [String]>,
    in_force: BTreeMap<&'r str, Point>,
}

impl<'r> Whereabouts<'r> {
    pub(super) fn of(records: &'r Records) -> Self {
        let mut in_force = centres(records);
        let closed: BTreeSet<&str> =
            records.icbs.iter().filter(|board| board.closed.is_some()).map(|board| board.id.as_str()).collect();
        in_force.retain(|id, _| !closed.contains(id));
        let of_district = records.districts.iter().map(|row| (row.code.as_str(), row.boards.as_slice())).collect();
        Self { of_district, in_force }
    }

    /// The care boards of a site, the likeliest first: those of its district, else the one whose middle is nearest. A site
    /// without district and point lies nowhere.
    fn of_site(&self, site: &'r SiteRecord) -> Vec<&str> {
        if let Some(boards) = site.district.as_deref().and_then(|code| self.of_district.get(code)) {
            return boards.iter().map(String::as_str).collect();
        }
        let nearest = site_point(site).and_then(|point| {
            self.in_force.iter().min_by(|a, b| point.distance(*a.1).total_cmp(&point.distance(*b.1))).map(|(id, _)| *id)
        });
        nearest.into_iter().collect()
    }

    /// The care boards in which a record has a site.
    pub(super) fn boards_of_sites(&self, record: &'r OrganisationRecord) -> BTreeSet<&str> {
        record.sites.iter().flat_map(|site| self.of_site(site)).collect()
    }
}

/// The middle of each care board.
pub(super) fn centres(records: &Records) -> BTreeMap<&str, Point> {
    let centre = |board: &IcbRecord| match board.centre.as_deref() {
        Some(&[latitude, longitude]) => Some(Point { latitude, longitude }),
        _ => None,
    };
    records.icbs.iter().filter_map(|board| Some((board.id.as_str(), centre(board)?))).collect()
}

/// The middles of the care boards that a record names.
pub(super) fn stated_centres(centres: &BTreeMap<&str, Point>, record: &OrganisationRecord) -> Vec<Point> {
    record.place.icbs.iter().filter_map(|id| centres.get(id.as_str()).copied()).collect()
}

/// Where a record says that the organisation is.
pub(super) fn own_point(record: &OrganisationRecord) -> Option<Point> {
    Some(Point { latitude: record.place.latitude?, longitude: record.place.longitude? })
}

/// Where a record says that a site is.
pub(super) fn site_point(site: &SiteRecord) -> Option<Point> {
    Some(Point { latitude: site.latitude?, longitude: site.longitude? })
}

/// How far the nearest of some places is; `None` of no place.
pub(super) fn nearest_km(point: Point, places: &[Point]) -> Option<f64> {
    places.iter().map(|place| point.distance(*place)).min_by(f64::total_cmp)
}

/// Ensure that people notice schools and hospitals that lie far from every care board of their record.
pub(super) fn sites_lie_near_boards(records: &Records) -> Vec<Objection> {
    let centres = centres(records);
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        let record = &entry.record;
        let mut stated = stated_centres(&centres, record);
        stated.extend(own_point(record));
        if stated.is_empty() {
            continue;
        }
        let far = record.sites.iter().enumerate().filter_map(|(at, site)| {
            let point = site_point(site)?;
            let nearest = nearest_km(point, &stated)?;
            (nearest > FURTHEST_KM && point.in_england_frame()).then_some((at, nearest))
        });
        let far: Vec<(usize, f64)> = far.collect();
        if let Some(&(at, furthest)) = far.iter().max_by(|a, b| a.1.total_cmp(&b.1)) {
            let sites = crate::text::counted(far.len(), "site", None);
            let lie = crate::text::agree(far.len(), "lies", "lie");
            let message = format!("{sites} {lie} far from every place of the record: this one {furthest:.0} km");
            found.push(
                Objection::new(Code::PointFarFromBoard, &entry.path, format!("sites.{at}.latitude"), message)
                    .help("check the coordinates, and name each care board in which it has sites under `icbs`"),
            );
        }
    }
    found
}

/// Ensure that people notice sites all over England, and scattered sites without the numbers by which they could be checked.
pub(super) fn sites_are_not_everywhere(records: &Records) -> Vec<Objection> {
    /// Of every school of England's academy trusts the registers know the number; a person's list may lack a few.
    const MOST_BOARDS_UNNUMBERED: usize = 3;
    let whereabouts = Whereabouts::of(records);
    // The trust with the most schools, 92, has them in 21 of 36 boards.
    let most_boards = (whereabouts.in_force.len() * 2 / 3).max(8);
    let mut found = Vec::new();
    for entry in listed_organisations(records) {
        let main = |at: &usize| whereabouts.of_site(&entry.record.sites[*at]).first().copied();
        let all: Vec<usize> = (0..entry.record.sites.len()).collect();
        let bare: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&at| entry.record.sites[at].urn.is_none() && entry.record.sites[at].ods.is_none())
            .collect();
        let kinds = [
            (all, most_boards, "", "write only the sites that its source names; more than this no trust of England has"),
            (
                bare,
                MOST_BOARDS_UNNUMBERED,
                " without an official number",
                "write the number of each site, `urn` or `ods`, so that anybody can check it against the register",
            ),
        ];
        for (sites, most, what, help) in kinds {
            let boards: BTreeSet<&str> = sites.iter().filter_map(main).collect();
            let Some(first) = sites.first().filter(|_| boards.len() > most) else { continue };
            let message = format!("{} sites{what} lie in {} care board areas", sites.len(), boards.len());
            found.push(Objection::new(Code::BeyondMeasure, &entry.path, format!("sites.{first}.name"), message).help(help));
        }
    }
    found
}

/// Ensure that people notice a school or hospital that stands in the records of two organisations.
pub(super) fn sites_belong_to_one(records: &Records) -> Vec<Objection> {
    let mut first: BTreeMap<(&str, &str), &Entry<OrganisationRecord>> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in listed_organisations(records).filter(|entry| entry.record.closed.is_none()) {
        for (at, site) in entry.record.sites.iter().enumerate() {
            let numbers = [("urn", &site.urn), ("ods", &site.ods)];
            for (key, number) in numbers.into_iter().filter_map(|(key, number)| Some((key, number.as_deref()?))) {
                let owner = *first.entry((key, number)).or_insert(entry);
                if owner.path != entry.path {
                    let message =
                        format!("the site with the number `{number}` stands in the record of `{}` too", owner.record.name);
                    found.push(
                        Objection::new(Code::DuplicateRecord, &entry.path, format!("sites.{at}.{key}"), message)
                            .help(format!("it belongs to one of the two; compare the register with `{}`", owner.path)),
                    );
                }
            }
        }
    }
    found
}
