//! Which published figure describes which place.

use super::{AreaFigure, AreaMeasure, CareBoardIndex, Directory, DistrictIndex};

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
