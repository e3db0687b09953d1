//! Which published figure describes which place.

use super::{AreaFigure, AreaMeasure, CareBoardIndex, Directory, DistrictIndex, UpperTier};

/// The code of England.
const ENGLAND: &str = "E92000001";

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

    /// The lowest and the highest figure of the districts of a board: two, one where all are the same, none where none is known.
    pub fn figures_of_board(&self, measure: AreaMeasure, at: CareBoardIndex) -> Vec<NamedFigure<'_>> {
        let here = self.places.districts.indices().filter(|&district| self.places[district].boards.first() == Some(&at));
        self.span(measure, here)
    }

    /// The figure of a council's area, else the lowest and the highest of its districts.
    pub fn figures_of_council<'a>(&'a self, measure: AreaMeasure, council: &'a UpperTier) -> Vec<NamedFigure<'a>> {
        match self.figure(measure, &council.council.code) {
            Some(figure) => vec![NamedFigure { name: &council.council.name, figure }],
            None => self.span(measure, council.districts.iter().copied()),
        }
    }

    fn span(&self, measure: AreaMeasure, districts: impl Iterator<Item = DistrictIndex>) -> Vec<NamedFigure<'_>> {
        let mut figures: Vec<NamedFigure<'_>> =
            districts.filter_map(|district| self.figure_of_district(measure, district)).collect();
        figures.sort_by(|a, b| a.figure.percent.total_cmp(&b.figure.percent).then(a.name.cmp(b.name)));
        figures.dedup_by_key(|one| one.name);
        match figures.as_slice() {
            [lowest, .., highest] => vec![*lowest, *highest],
            few => few.to_vec(),
        }
    }

    /// The figure of England, where the source has one.
    pub fn figure_of_england(&self, measure: AreaMeasure) -> Option<&AreaFigure> {
        self.figure(measure, ENGLAND)
    }
}
