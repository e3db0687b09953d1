//! Upper-tier councils: of which districts each is made. The table of districts names the council of every district, so a
//! council needs no record of its own.

use std::collections::BTreeMap;

use super::{Council, District, DistrictIndex, Places};

/// An upper-tier council whose area is not one district of its own name: a county council, mostly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpperTier {
    /// The council, with the name of its area.
    pub council: Council,
    /// Its districts, by name; never empty.
    pub districts: Vec<DistrictIndex>,
}

/// What codes of county councils begin with.
const COUNTY: &str = "E10";

impl Council {
    /// Whether its code is that of a county, whose council is called after it: "Kent County Council".
    pub fn is_county(&self) -> bool {
        self.code.starts_with(COUNTY)
    }
}

impl Places {
    /// The councils above districts, by name of their area. A unitary council is its district, and not among them.
    pub fn upper_tier(&self) -> Vec<UpperTier> {
        let mut found: BTreeMap<&str, UpperTier> = BTreeMap::new();
        for (at, district) in self.districts.numbered() {
            let Some(council) = district.upper_tier() else { continue };
            let new = || UpperTier { council: council.clone(), districts: Vec::new() };
            found.entry(&council.code).or_insert_with(new).districts.push(at);
        }
        let mut councils: Vec<UpperTier> = found.into_values().collect();
        for one in &mut councils {
            one.districts.sort_by_key(|&at| &self[at].name);
        }
        councils.sort_by(|a, b| a.council.id.cmp(&b.council.id));
        councils
    }
}

impl District {
    /// The council above it; `None` where it is its own.
    pub fn upper_tier(&self) -> Option<&Council> {
        Some(&self.council).filter(|council| council.code != self.code)
    }
}
