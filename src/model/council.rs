//! Upper-tier councils: of which districts each is made. The table of districts names the council of every district, so a
//! council needs no record of its own.

use std::collections::BTreeMap;

use super::{DistrictIndex, Places};

/// An upper-tier council whose area is not one district of its own name: a county council, mostly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpperTier {
    /// Code of the Office for National Statistics.
    pub code: String,
    /// Its id, for addresses, made from the name of its area: `kent`.
    pub id: String,
    /// The name of its area: "Kent".
    pub area: String,
    /// Its districts, by name; never empty.
    pub districts: Vec<DistrictIndex>,
}

/// What codes of county councils begin with.
const COUNTY: &str = "E10";

impl UpperTier {
    /// Whether its code is that of a county, whose council is called after it: "Kent County Council".
    pub fn is_county(&self) -> bool {
        self.code.starts_with(COUNTY)
    }
}

impl Places {
    /// The councils above districts, by name of their area. A unitary council is its district, and not among them.
    pub fn upper_tier(&self) -> Vec<UpperTier> {
        let mut found: BTreeMap<&str, UpperTier> = BTreeMap::new();
        for (at, district) in self.districts.numbered().filter(|(_, one)| one.council.code != one.code) {
            let council = &district.council;
            let one = found.entry(&council.code).or_insert_with(|| UpperTier {
                code: council.code.clone(),
                id: council.id.clone(),
                area: council.name.clone(),
                districts: Vec::new(),
            });
            one.districts.push(at);
        }
        let mut councils: Vec<UpperTier> = found.into_values().collect();
        for one in &mut councils {
            one.districts.sort_by_key(|&at| &self[at].name);
        }
        councils.sort_by(|a, b| a.id.cmp(&b.id));
        councils
    }

    /// The council above a district; `None` where the district is its own.
    pub fn upper_tier_of(&self, at: DistrictIndex) -> Option<UpperTier> {
        let code = &self[at].council.code;
        self.upper_tier().into_iter().find(|one| one.code == *code)
    }
}
