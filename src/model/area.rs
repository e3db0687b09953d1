//! Published figures on the children of an area: the rows of `data/places/area.csv`. They describe an area and no trust.

use jiff::{Span, civil::Date};

use super::{CareBoardIndex, Directory, DistrictIndex};

/// The code of England.
const ENGLAND: &str = "E92000001";

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

/// A figure with the name of the area that it describes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NamedFigure<'a> {
    /// Whose it is.
    pub name: &'a str,
    /// The figure.
    pub figure: &'a AreaFigure,
}

impl Directory {
    /// The figure of an area.
    fn figure(&self, measure: AreaMeasure, area: &str) -> Option<&AreaFigure> {
        self.area.get(&(measure, area.to_owned()))
    }

    /// The figure of a district, else that of the council around it.
    pub fn figure_of_district(&self, measure: AreaMeasure, at: DistrictIndex) -> Option<NamedFigure<'_>> {
        let district = &self.places[at];
        let own = self.figure(measure, &district.code).map(|figure| NamedFigure { name: &district.name, figure });
        let council =
            || Some(NamedFigure { name: &district.council.name, figure: self.figure(measure, &district.council.code)? });
        own.or_else(council)
    }

    /// The lowest and the highest figure of the districts of a board, which are the same where all are.
    pub fn figures_of_board(&self, measure: AreaMeasure, at: CareBoardIndex) -> Option<[NamedFigure<'_>; 2]> {
        let here = self.places.districts.indices().filter(|&district| self.places[district].boards.first() == Some(&at));
        let mut figures: Vec<NamedFigure<'_>> = here.filter_map(|district| self.figure_of_district(measure, district)).collect();
        figures.sort_by(|a, b| a.figure.percent.total_cmp(&b.figure.percent).then(a.name.cmp(b.name)));
        Some([*figures.first()?, *figures.last()?])
    }

    /// The figure of England, where the source has one.
    pub fn figure_of_england(&self, measure: AreaMeasure) -> Option<&AreaFigure> {
        self.figure(measure, ENGLAND)
    }
}
