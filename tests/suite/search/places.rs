//! What people mean by places, spellings and numbers: `tests/search-places.json` names a site and what each question finds in it.

use serde::Deserialize;

use crate::lists::nth;
use trustbridge::geo::{Point, Postcode};
use trustbridge::model::{
    Council, Directory, District, DistrictIndex, Organisation, Parts, Places, PostcodeDistrict, Sector, Site, Sorted,
};

#[derive(Deserialize)]
struct Table {
    districts: Vec<DistrictRow>,
    postcode_districts: Vec<Row>,
    organisations: Vec<Row>,
}

#[derive(Deserialize)]
struct DistrictRow {
    code: String,
    name: String,
    council: String,
    board: u16,
    at: [f64; 2],
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    id: String,
    name: String,
    town: String,
    postcode: String,
    at: [f64; 2],
    district: Option<String>,
    company: Option<String>,
    trn: Option<String>,
    schools: Vec<String>,
}

const fn point([latitude, longitude]: [f64; 2]) -> Point {
    Point { latitude, longitude }
}

/// The site that the table describes.
fn directory(text: &str) -> Directory {
    let table: Table = serde_json::from_str(text).expect("the table is JSON");
    let codes: Sorted<String, DistrictIndex> = table.districts.iter().map(|one| one.code.clone()).collect();
    let organisation = |row: &Row| -> Organisation {
        let mut one = super::corpus::organisation(&row.id, &row.name, Sector::School);
        row.town.clone_into(&mut one.place.town);
        one.place.postcode = Postcode::parse(&row.postcode);
        one.place.point = Some(point(row.at));
        one.place.district = row.district.as_deref().map(|code| codes.find(code).expect("a district of the table"));
        one.codes.companies_house.clone_from(&row.company);
        one.codes.gias_trn.clone_from(&row.trn);
        let school = |name: &String| Site { name: name.clone(), district: one.place.district, ..Site::default() };
        one.sites = row.schools.iter().map(school).collect();
        one
    };
    let made = super::corpus::directory(table.organisations.iter().map(organisation).collect());
    let districts = table.districts.iter().map(|row| District {
        code: row.code.clone(),
        id: row.name.to_lowercase().replace(' ', "-"),
        name: row.name.clone(),
        council: Council { code: row.council.clone(), id: String::new(), name: row.council.clone() },
        region: None,
        boards: vec![nth(row.board)],
        point: point(row.at),
        former_codes: Vec::new(),
    });
    let postcodes =
        table.postcode_districts.iter().map(|row| PostcodeDistrict { name: row.name.clone(), point: point(row.at), board: None });
    let parts: Parts = (*made).clone();
    let places = Places { districts: districts.collect(), postcode_districts: postcodes.collect(), ..parts.places.clone() };
    Directory::new(Parts { places, ..parts })
}

#[test]
fn places_spellings_and_numbers_mean_what_people_mean() {
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search-places.json");
    let text = std::fs::read_to_string(table).expect("the table can be read");
    let folder = super::write("places", &trustbridge::search::build(trustbridge::wording::Words::built_in(), &directory(&text)));
    super::node("search-cases.mjs", &[folder.to_str().expect("the path is text"), table]);
}
