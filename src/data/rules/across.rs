//! Rules across records.

use std::collections::BTreeMap;

use super::spread::{FURTHEST_KM, centres, nearest_km, own_point, site_point, stated_centres};
use super::{Objection, Records, listed_organisations};
use crate::data::schema::record::IcbRecord;
use crate::diagnostic::Code;
use crate::folder::FilePath;
use crate::geo::Point;
use crate::model::Sector;
use crate::text::{fold, nearest};

/// Ensure that no two files give one id.
pub(super) fn ids_are_unique(records: &Records) -> Vec<Objection> {
    let mut first: BTreeMap<String, &FilePath> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in &records.organisations {
        if let Some(other) = first.get(&entry.id().to_lowercase()) {
            let message = format!("the id `{}` is taken by `{other}`", entry.id());
            found.push(Objection::new(Code::DuplicateId, &entry.path, "name", message).help("rename one of the two files"));
        } else {
            first.insert(entry.id().to_lowercase(), &entry.path);
        }
    }
    found
}

/// Ensure that no two organisations have one official number.
pub(super) fn codes_are_unique(records: &Records) -> Vec<Objection> {
    let mut first: BTreeMap<(&str, &str), &FilePath> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in records.organisations.iter().filter(|entry| entry.record.closed.is_none()) {
        let codes = &entry.record.codes;
        let pairs = [
            ("ods", &codes.ods),
            ("gias_uid", &codes.gias_uid),
            ("gias_trn", &codes.gias_trn),
            ("ukprn", &codes.ukprn),
            ("companies_house", &codes.companies_house),
            ("charity", &codes.charity),
        ];
        for (scheme, code) in pairs.into_iter().filter_map(|(scheme, code)| Some((scheme, code.as_deref()?))) {
            if let Some(other) = first.get(&(scheme, code)) {
                let message = format!("the code `{code}` is already that of `{other}`");
                found.push(
                    Objection::new(Code::DuplicateCode, &entry.path, format!("codes.{scheme}"), message)
                        .help("one of the two is wrong, or both records are the same organisation"),
                );
            } else {
                first.insert((scheme, code), &entry.path);
            }
        }
    }
    found
}

/// Ensure that each care board has one file of doors: of two, readers would see one.
pub(super) fn gateways_are_unique(records: &Records) -> Vec<Objection> {
    let mut first: BTreeMap<&str, &FilePath> = BTreeMap::new();
    let mut found = Vec::new();
    for entry in &records.gateways {
        if let Some(other) = first.get(entry.record.icb.as_str()) {
            let message = format!("the doors of the care board `{}` stand in `{other}` already", entry.record.icb);
            found.push(
                Objection::new(Code::DuplicateId, &entry.path, "icb", message)
                    .help(format!("join `{other}` and `{}` in one file, or delete one of them", entry.path)),
            );
        } else {
            first.insert(&entry.record.icb, &entry.path);
        }
    }
    found
}

/// Ensure that the stated region holds one of the stated care boards.
pub(super) fn board_lies_in_region(records: &Records) -> Vec<Objection> {
    let boards = boards(records);
    let mut found = Vec::new();
    for entry in &records.organisations {
        let place = &entry.record.place;
        let Some(region) = &place.region else { continue };
        let stated: Vec<&IcbRecord> = place.icbs.iter().filter_map(|id| boards.get(id.as_str()).copied()).collect();
        let fits = |board: &&IcbRecord| board.regions.is_empty() || board.regions.contains(region);
        if let Some(main) = stated.first().filter(|main| !fits(main)) {
            let message = format!("the region `{region}` does not hold the care board `{}`", main.id);
            found.push(
                Objection::new(Code::RegionWithoutBoard, &entry.path, "place.region", message)
                    .help(format!("that board lies in: {}", main.regions.join(", "))),
            );
        }
    }
    found
}

fn boards(records: &Records) -> BTreeMap<&str, &IcbRecord> {
    records.icbs.iter().map(|board| (board.id.as_str(), board)).collect()
}

/// Ensure that people notice a point that lies far from every stated care board. Where sites lie near, they bear the boards out:
/// the head office of a school trust need not be where its schools are.
pub(super) fn point_lies_near_board(records: &Records) -> Vec<Objection> {
    let centres = centres(records);
    let mut found = Vec::new();
    for entry in &records.organisations {
        let Some(point) = own_point(&entry.record) else { continue };
        let stated = stated_centres(&centres, &entry.record);
        let nearest = |point: Point| nearest_km(point, &stated);
        let borne_out = entry.record.sector == Sector::School
            && entry.record.sites.iter().filter_map(site_point).filter_map(nearest).any(|near| near <= FURTHEST_KM);
        if let Some(far) = nearest(point).filter(|&far| far > FURTHEST_KM && point.in_england_frame() && !borne_out) {
            let message = format!("the point lies {far:.0} km from the middle of its nearest care board");
            found.push(
                Objection::new(Code::PointFarFromBoard, &entry.path, "place.latitude", message)
                    .help("check the coordinates and `icbs`; a head office far from its schools is fine if `icbs` names both"),
            );
        }
    }
    found
}

/// Ensure that people notice a care board that is no longer in force.
pub(super) fn boards_are_in_force(records: &Records) -> Vec<Objection> {
    let boards = boards(records);
    let mut found = Vec::new();
    let mut look = |path: &FilePath, keys: &str, ids: &[String]| {
        for (at, id) in ids.iter().enumerate() {
            if let Some(board) = boards.get(id.as_str()).filter(|board| board.closed.is_some()) {
                let message = format!("the care board `{id}` is no longer in force");
                found.push(
                    Objection::new(Code::ClosedBoard, path, format!("{keys}.{at}"), message)
                        .maybe_help(board.successor.as_ref().map(|successor| format!("write its successor, `{successor}`"))),
                );
            }
        }
    };
    for entry in records.organisations.iter().filter(|entry| entry.record.closed.is_none()) {
        look(&entry.path, "place.icbs", &entry.record.place.icbs);
    }
    for entry in &records.partnerships {
        look(&entry.path, "place.icbs", &entry.record.place.icbs);
    }
    found
}

/// Ensure that every organisation that is named exists, and that none is its own partner.
pub(super) fn partners_exist(records: &Records) -> Vec<Objection> {
    let ids = &records.ids.organisations;
    let mut found = Vec::new();
    let mut exists = |path: &FilePath, keys: String, id: &str| {
        if !ids.contains(id) {
            let near = nearest(id, ids.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            let by_name = near.is_none().then(|| by_name(records, id)).flatten();
            found.push(
                Objection::new(Code::UnknownOrganisation, path, keys, format!("there is no organisation `{id}`"))
                    .maybe_help(near.or(by_name))
                    .help("an organisation's id is the name of its file in `data/organisations` without `.toml`"),
            );
        }
    };
    for entry in &records.organisations {
        entry.record.partners.iter().enumerate().for_each(|(at, id)| exists(&entry.path, format!("partners.{at}"), id));
        if let Some(successor) = &entry.record.successor {
            exists(&entry.path, "successor".to_owned(), successor);
        }
        for (at, id) in entry.record.needs.iter().flatten().enumerate().filter_map(|(at, need)| Some((at, need.met_by.as_ref()?)))
        {
            exists(&entry.path, format!("needs.{at}.met_by"), id);
        }
    }
    for entry in &records.partnerships {
        entry.record.organisations.iter().enumerate().for_each(|(at, id)| exists(&entry.path, format!("organisations.{at}"), id));
    }
    for entry in &records.outcomes {
        entry.record.organisations.iter().enumerate().for_each(|(at, id)| exists(&entry.path, format!("organisations.{at}"), id));
    }
    for entry in &records.programmes {
        for (list, ids) in [("left", &entry.record.left), ("right", &entry.record.right)] {
            ids.iter().enumerate().for_each(|(at, id)| exists(&entry.path, format!("{list}.{at}"), id));
        }
    }
    for entry in &records.organisations {
        for (at, id) in entry.record.partners.iter().enumerate().filter(|(_, id)| *id == entry.id()) {
            let message = format!("`{id}` names itself as its partner");
            found.push(Objection::new(Code::OwnPartner, &entry.path, format!("partners.{at}"), message).help("delete it"));
        }
    }
    found
}

fn by_name(records: &Records, words: &str) -> Option<String> {
    let folded = fold(words);
    let entry = listed_organisations(records)
        .find(|entry| fold(&entry.record.name) == folded || entry.record.aliases.iter().any(|alias| fold(alias) == folded))?;
    Some(format!("`{}` has the id `{}`", entry.record.name, entry.id()))
}

/// Ensure that there is at least one organisation.
pub(super) fn there_is_something_to_build(records: &Records) -> Vec<Objection> {
    let any = listed_organisations(records).next().is_some();
    let path = FilePath::new("data/organisations")
        .ok()
        .filter(|_| !any && !records.texts.keys().any(|path| path.starts_with("data/organisations/")));
    path.map(|path| {
        Objection::new(Code::EmptyDirectory, &path, "", "there is no organisation to publish")
            .help("`trustbridge new nhs \"NAME\"` or `trustbridge new school \"NAME\"` writes a first record")
    })
    .into_iter()
    .collect()
}

/// Ensure that an old id is not the id of another record.
pub(super) fn former_ids_are_free(records: &Records) -> Vec<Objection> {
    let mut taken: BTreeMap<&str, &FilePath> = records.organisations.iter().map(|entry| (entry.id(), &entry.path)).collect();
    let mut found = Vec::new();
    for entry in &records.organisations {
        for (at, old) in entry.record.former_ids.iter().enumerate() {
            if let Some(other) = taken.insert(old, &entry.path) {
                let message = format!("the former id `{old}` is taken by `{other}`");
                found.push(
                    Objection::new(Code::DuplicateId, &entry.path, format!("former_ids.{at}"), message).help("delete it here"),
                );
            }
        }
    }
    found
}
