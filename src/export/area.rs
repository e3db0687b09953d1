//! Published figures on areas, for other programs: `data/area.csv`.

use super::cells::names;
use crate::model::Directory;
use crate::site::Field;
use crate::text::csv;

/// Its columns.
pub(super) const COLUMNS: &[Field] = &[
    ("measure", "What is measured: child-poverty, persistent-absence or language-at-five", "string"),
    ("area", "The area that the figure describes, a code of the Office for National Statistics", "string"),
    ("percent", "Percent, 0 to 100", "number"),
    ("first_day", "First day of the year that it is about", "string"),
    ("last_day", "Last day of that year", "string"),
    ("source", "Where it is published", "string"),
    ("publisher", "Who publishes it", "string"),
    ("date", "The day on which it was published", "string"),
];

/// One line for each measure and area.
pub(super) fn table(directory: &Directory) -> Vec<u8> {
    let rows = directory.area.values().map(|one| {
        let days = crate::model::AreaFigure::days(&one.period);
        let day = |day: Option<crate::model::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        vec![
            one.measure.id().to_owned(),
            one.area.clone(),
            one.percent.to_string(),
            day(days.map(|(first, _)| first)),
            day(days.map(|(_, last)| last)),
            one.source.clone(),
            one.publisher.clone(),
            one.date.to_string(),
        ]
    });
    csv::write(&names(COLUMNS), rows)
}
