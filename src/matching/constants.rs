//! Every number of the matching in one table: its name, its value, and what it means. The method page
//! explains each in the words of the theme.

use std::collections::BTreeMap;

use crate::text::nearest;

/// One number of the matching, as the method page prints it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant {
    /// Its name in `[matching]` of `data/site.toml`.
    pub name: &'static str,
    /// The value it has when the site says nothing.
    pub default: f64,
    /// The least value it may have.
    pub least: f64,
    /// The greatest value it may have.
    pub greatest: f64,
}

/// What is wrong with a number that a site has set.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstantFault {
    /// The name as the site wrote it.
    pub name: String,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

macro_rules! constants {
    ($($(#[$doc:meta])+ $name:ident = $default:literal, $least:literal ..= $greatest:literal;)*) => {
        /// The numbers that one build uses.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Constants {
            $($(#[$doc])+ pub $name: f64,)*
        }

        /// The table, in the order in which the formulas use it.
        pub const CONSTANTS: &[Constant] = &[$(Constant {
            name: stringify!($name),
            default: $default,
            least: $least,
            greatest: $greatest,
        }),*];

        impl Default for Constants {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Constants {
            /// The number of this name.
            pub fn get(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }

            fn set(&mut self, name: &str, value: f64) {
                match name {
                    $(stringify!($name) => self.$name = value,)*
                    _ => {}
                }
            }
        }
    };
}

constants! {
    /// Distance at which nearness counts half, in kilometres as the crow flies.
    half_distance_km = 25.0, 0.1 ..= 1000.0;
    /// How much of the remaining way to full nearness a shared care board gives.
    shared_board_pull = 0.5, 0.0 ..= 1.0;
    /// Nearness of two that share a care board while their distance is not known.
    shared_board_unknown = 0.7, 0.0 ..= 1.0;
    /// Least nearness of two in the same region.
    same_region_least = 0.1, 0.0 ..= 1.0;
    /// Nearness in the same region while distance and care boards are not known.
    same_region_unknown = 0.3, 0.0 ..= 1.0;
    /// Nearness while a region is not stated and distance and care boards are not known.
    region_unknown = 0.15, 0.0 ..= 1.0;
    /// What each step of rarity adds to the weight of a service; there are at most three steps.
    rarity_step = 0.15, 0.0 ..= 1.0;
    /// Weight of a service whose ages only just touch those of the school trust.
    age_least = 0.4, 0.0 ..= 1.0;
    /// Youngest age from which a service is for adults, so that pupils' ages do not matter.
    adult_age = 18.0, 0.0 ..= 120.0;
    /// Share of a service that can be done from afar when it can be given either way.
    remote_share_either = 0.5, 0.0 ..= 1.0;
    /// How present a service that is given by footprint counts where a care board is shared and no table of places says more.
    presence_shared_board = 0.5, 0.0 ..= 1.0;
    /// Weight of met needs at which the gain counts half.
    gain_half = 2.0, 0.01 ..= 100.0;
    /// Promise, at full nearness, that what is unknown or unmet still holds: this part of what a side does not gain yet.
    gain_unstated = 0.15, 0.0 ..= 1.0;
    /// How softly the two gains are joined: 0 would let the smaller one decide alone.
    softening = 0.25, 0.000_001 ..= 10.0;
    /// Agreement of focus areas while one side has not stated any; areas in common add the rest, so that stating lowers nothing.
    focus_unstated = 0.5, 0.0 ..= 1.0;
    /// Readiness of an organisation that looks for partners now.
    ready_offering = 1.0, 0.0 ..= 1.0;
    /// Readiness of one that is open to conversations.
    ready_open = 0.6, 0.0 ..= 1.0;
    /// Readiness of one that may offer something.
    ready_may_offer = 0.4, 0.0 ..= 1.0;
    /// Readiness of one that has said nothing.
    ready_unstated = 0.4, 0.0 ..= 1.0;
    /// Share of the score that mutual gain decides.
    weight_mutual = 0.52, 0.0 ..= 1.0;
    /// Share of the score that nearness decides.
    weight_place = 0.26, 0.0 ..= 1.0;
    /// Share of the score that common focus areas decide.
    weight_focus = 0.04, 0.0 ..= 1.0;
    /// Share of the score that readiness decides.
    weight_ready = 0.18, 0.0 ..= 1.0;
    /// Least score of a strong match.
    band_strong = 0.55, 0.0 ..= 1.0;
    /// Least score of a good match.
    band_good = 0.45, 0.0 ..= 1.0;
    /// Least score of a possible match; anything below is a distant possibility.
    band_possible = 0.35, 0.0 ..= 1.0;
    /// What each stated list (needs and offers of both) adds to how sure we are.
    sure_list = 0.15, 0.0 ..= 1.0;
    /// What a known place of both adds to how sure we are.
    sure_place = 0.25, 0.0 ..= 1.0;
    /// What stated readiness of both adds to how sure we are.
    sure_ready = 0.15, 0.0 ..= 1.0;
    /// From here on we are as sure as the records allow: high.
    sure_high = 0.8, 0.0 ..= 1.0;
    /// From here on we are fairly sure: medium.
    sure_medium = 0.5, 0.0 ..= 1.0;
    /// A service of which less than this share survives the distance is called limited by distance.
    limited_distance = 0.25, 0.0 ..= 1.0;
    /// A service whose age factor is below this is called limited by age.
    limited_age = 0.6, 0.0 ..= 1.0;
    /// An offer is called scarce only where so many organisations of that side have stated their offers.
    scarce_stating = 30.0, 0.0 ..= 100_000.0;
    /// Partners on a published list.
    list_length = 10.0, 1.0 ..= 100.0;
    /// How many times its fair share of lists an organisation may appear on; 0 for no cap.
    list_cap = 2.0, 0.0 ..= 1000.0;
    /// On how many lists everyone should appear at least, as far as there are places enough.
    list_floor = 2.0, 0.0 ..= 10.0;
    /// Within how many kilometres somebody may be placed on a list to be seen, without a shared care board or place.
    list_floor_km = 25.0, 0.0 ..= 1000.0;
    /// Most partners on a published list with whom no listed service matches yet.
    list_unmatched = 10.0, 0.0 ..= 100.0;
    /// What covering one more need adds when a list is re-ordered for variety.
    variety_step = 0.02, 0.0 ..= 1.0;
    /// Within how many kilometres an on-site offer counts as within reach in the tables of gaps.
    gap_reach_km = 25.0, 0.0 ..= 1000.0;
    /// Organisations asking per organisation offering above which an offer counts as thin.
    gap_thin = 5.0, 0.0 ..= 1000.0;
    /// A row of the gaps tables is left out when fewer organisations than this have stated their offers.
    gap_stating = 3.0, 0.0 ..= 1000.0;
}

impl Constants {
    /// The table with a site's own numbers in it; a name or value that [`Constants::faults`] objects to is left out.
    pub fn with(settings: &BTreeMap<String, f64>) -> Self {
        let mut constants = Self::default();
        for (name, &value) in settings {
            let known = CONSTANTS.iter().find(|constant| constant.name == name);
            if known.is_some_and(|constant| (constant.least..=constant.greatest).contains(&value)) {
                constants.set(name, value);
            }
        }
        constants
    }

    /// What is wrong with a site's own numbers: names that do not exist (with the nearest that does), values outside
    /// their range, shares of the score that do not add up to 1.
    pub fn faults(settings: &BTreeMap<String, f64>) -> Vec<ConstantFault> {
        let mut faults: Vec<ConstantFault> = settings.iter().filter_map(|(name, &value)| fault(name, value)).collect();
        let constants = Self::with(settings);
        let sum = constants.weight_mutual + constants.weight_place + constants.weight_focus + constants.weight_ready;
        if (sum - 1.0).abs() > 1e-9 {
            faults.push(ConstantFault {
                name: "weight_mutual".to_owned(),
                message: format!("the four shares of the score add up to {sum:.3}, not to 1"),
                help: "change `weight_mutual`, `weight_place`, `weight_focus` and `weight_ready` together".to_owned(),
            });
        }
        faults
    }
}

fn fault(name: &str, value: f64) -> Option<ConstantFault> {
    let Some(constant) = CONSTANTS.iter().find(|constant| constant.name == name) else {
        return Some(ConstantFault {
            name: name.to_owned(),
            message: format!("the matching has no number called `{name}`"),
            help: nearest(name, CONSTANTS.iter().map(|constant| constant.name)).map_or_else(
                || "the method page of the site lists all names".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ),
        });
    };
    if (constant.least..=constant.greatest).contains(&value) {
        return None;
    }
    Some(ConstantFault {
        name: name.to_owned(),
        message: format!("`{name}` is {value}, outside {} to {}", constant.least, constant.greatest),
        help: format!("leave it out to use {}", constant.default),
    })
}
