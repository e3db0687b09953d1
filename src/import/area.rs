//! The local indicators that the Office for National Statistics gathers (Explore Local Statistics) become figures on areas.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::table::Table;
use crate::data::AREA_COLUMNS;
use crate::diagnostic::Diagnostic;
use crate::model::{AreaFigure, AreaMeasure};
use crate::text::csv;

/// The indicators that are taken, by their published names.
const INDICATORS: &[(&str, AreaMeasure)] = &[
    ("Children in relative poverty after housing costs", AreaMeasure::Poverty),
    ("Persistent absences for all pupils", AreaMeasure::Absence),
    ("Communication and language", AreaMeasure::Language),
];

/// Reads the table: `indicator`, `area_code`, `period`, `value`, `unit`, `source_org`, `source_date` (dd/mm/yyyy), `source_url`,
/// one row for each indicator and area. Other indicators are left out; of an area's periods the newest is taken.
pub fn read_area(table: &Table, faults: &mut Vec<Diagnostic>) -> Vec<AreaFigure> {
    let names = ["indicator", "area_code", "period", "value", "unit", "source_org", "source_date", "source_url"];
    let columns = names.map(|name| table.needed(&[name], faults));
    let mut newest: BTreeMap<(AreaMeasure, String), AreaFigure> = BTreeMap::new();
    table.rows(table.header().len(), faults, &mut |row, faults| {
        let [indicator, area, period, value, unit, publisher, date, source] = columns.map(|column| row.cell(column, faults));
        let Some(&(_, measure)) = INDICATORS.iter().find(|(name, _)| *name == indicator) else { return };
        let percent = value.parse::<f64>().ok().filter(|number| unit == "%" && (0.0..=100.0).contains(number));
        let Some(percent) = percent else {
            faults.push(row.fault(columns[3], format!("`{value}` `{unit}` is no percentage")));
            return;
        };
        if AreaFigure::days(&period).is_none() {
            faults.push(row.fault(columns[2], format!("`{period}` is no year, such as `2024-08-01/P1Y`")));
            return;
        }
        let Some(date) = day(&date) else {
            faults.push(row.fault(columns[6], format!("`{date}` is no day, such as `26/03/2026`")));
            return;
        };
        let figure = AreaFigure { measure, area: area.clone(), percent, period, source, publisher, date };
        let known = newest.entry((measure, area)).or_insert_with(|| figure.clone());
        if figure.period > known.period {
            *known = figure;
        }
    });
    newest.into_values().collect()
}

fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '/').map(|part| part.parse::<i16>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The table `data/places/area.csv` with these figures: sorted by measure and area.
pub fn area_table(figures: &[AreaFigure]) -> String {
    let row = |one: &AreaFigure| {
        vec![
            one.measure.id().to_owned(),
            one.area.clone(),
            one.percent.to_string(),
            one.period.clone(),
            one.source.clone(),
            one.publisher.clone(),
            one.date.to_string(),
        ]
    };
    let text = String::from_utf8(csv::write(AREA_COLUMNS, figures.iter().map(row))).expect("cells of text make a text");
    // Tables of the site end their lines as its other files do.
    text.replace("\r\n", "\n")
}
