//! A need without a listed offer, in words.

use super::{Words, say};
use crate::matching::Gap;
use crate::model::{Directory, Sector};

/// A gap in one area as a sentence that never mistakes silence for absence.
pub fn gap(words: &Words, directory: &Directory, gap: &Gap, reach_km: f64) -> String {
    let service = words.inside(&directory.vocabulary[gap.service].label);
    let asking = say!(words, "gap.asking", count = gap.asking.len(), service = service);
    let (stating, all) = gap.stating;
    let giving = if gap.asking_side == Sector::Nhs { Sector::School } else { Sector::Nhs };
    let basis = say!(words, "gap.basis", sector = giving.id(), stating = stating, all = all);
    let km = format!("{reach_km:.0}");
    let found = match (gap.unmet.len(), gap.asking.len()) {
        (0, _) if gap.thin => say!(words, "gap.thin", count = gap.offering),
        (0, _) => say!(words, "gap.listed", count = gap.offering),
        (unmet, asking) if unmet == asking => say!(words, "gap.nobody", km = km),
        (unmet, _) => say!(words, "gap.nobody-for", count = unmet, km = km),
    };
    say!(words, "gap.said", asking = asking, found = found, basis = basis)
}
