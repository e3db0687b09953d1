//! Published figures on the children of an area: the rows of `data/places/area.csv`. They describe an area and no trust.

use jiff::{Span, civil::Date};

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaMeasure {
    /// Children in relative poverty, after housing costs.
    Poverty,
    /// Pupils who miss a tenth or more of school.
    Absence,
    /// Children at the expected level in communication and language at age five.
    Language,
}

impl AreaMeasure {
    /// Every one, in the order in which pages show them.
    pub const ALL: [Self; 3] = [Self::Poverty, Self::Absence, Self::Language];

    /// The word in the table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Poverty => "child-poverty",
            Self::Absence => "persistent-absence",
            Self::Language => "language-at-five",
        }
    }
}

/// One figure of one area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaFigure {
    /// What it measures.
    pub measure: AreaMeasure,
    /// The area: a code of the Office for National Statistics.
    pub area: String,
    /// Percent, 0 to 100.
    pub percent: f64,
    /// The year that it is about, by its first day and length, as published: `2024-08-01/P1Y`.
    pub period: String,
    /// Where it is published.
    pub source: String,
    /// Who publishes it.
    pub publisher: String,
    /// The day on which it was published.
    pub date: Date,
}

impl AreaFigure {
    /// First and last day of a period as published; `None` where it is no year.
    pub fn days(period: &str) -> Option<(Date, Date)> {
        let first: Date = period.strip_suffix("/P1Y")?.parse().ok()?;
        let last = first.checked_add(Span::new().years(1)).ok()?.checked_sub(Span::new().days(1)).ok()?;
        Some((first, last))
    }
}
