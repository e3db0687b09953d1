//! A need without a listed offer, in words.

use super::phrases::label;
use crate::matching::Gap;
use crate::model::{Directory, Sector};

/// A gap in one area as a sentence that never mistakes silence for absence.
pub fn gap(directory: &Directory, gap: &Gap, reach_km: f64) -> String {
    let service = label(directory, gap.service);
    let asks = if gap.asking.len() == 1 { "organisation here needs" } else { "organisations here need" };
    let asking = format!("{} {asks} {service}", gap.asking.len());
    let (stating, all) = gap.stating;
    let side = if gap.asking_side == Sector::Nhs { "school trusts" } else { "NHS organisations" };
    let basis = format!("{stating} of the {all} {side} here have said what they offer.");
    let found = match (gap.unmet.len(), gap.asking.len()) {
        (0, _) if gap.thin => format!("those within reach who have listed it ({}) may not be able to serve all", gap.offering),
        (0, _) => format!("{} within reach have listed it", gap.offering),
        (unmet, asking) => {
            let whom = if unmet == asking { String::new() } else { format!("for {unmet} of them, ") };
            format!("{whom}no one within {reach_km:.0} km or the same care board has listed it")
        }
    };
    format!("{asking}; {found}. {basis}")
}
