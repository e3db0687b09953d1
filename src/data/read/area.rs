//! The table of figures on areas: `data/places/area.csv`.

use std::collections::BTreeSet;

use super::table::{had_enough, rows};
use crate::data::schema::files::AREA;
use crate::diagnostic::{Code, Diagnostic};
use crate::folder::Folder;
use crate::model::{AreaFigure, AreaMeasure};
use crate::text::{is_web_address, nearest};

/// Its columns, in the order in which imports write them.
pub const AREA_COLUMNS: &[&str] = &["measure", "area", "percent", "period", "source", "publisher", "date"];

/// Reads the table, sorted by measure and area. Rows with a fault are left out.
pub(in crate::data) fn read(folder: &Folder, faults: &mut Vec<Diagnostic>) -> Vec<AreaFigure> {
    let mut read = Vec::new();
    let mut seen = BTreeSet::new();
    for row in rows(folder, AREA, AREA_COLUMNS, faults) {
        if had_enough(AREA, &row.span, faults) {
            break;
        }
        match figure(&row.cells) {
            Ok(figure) if seen.insert((figure.measure, figure.area.clone())) => read.push(figure),
            Ok(figure) => {
                let message = format!("`{}` of {} stands twice", figure.measure.id(), figure.area);
                faults.push(Diagnostic::new(Code::ListedTwice, AREA, row.span, message).help("delete one of the two rows"));
            }
            Err((code, message, help)) => faults.push(Diagnostic::new(code, AREA, row.span, message).help(help)),
        }
    }
    read.sort_by(|a, b| (a.measure, &a.area).cmp(&(b.measure, &b.area)));
    read
}

fn figure(cells: &[String]) -> Result<AreaFigure, (Code, String, String)> {
    let [measure, area, percent, period, source, publisher, date] = cells else {
        unreachable!("a row has the columns that were asked for")
    };
    let known = AreaMeasure::ALL.map(AreaMeasure::id);
    let measure = AreaMeasure::ALL.into_iter().find(|one| one.id() == measure).ok_or_else(|| {
        let near = nearest(measure, known).map(|near| format!("did you mean `{near}`? "));
        let help = format!("{}allowed here: {}", near.unwrap_or_default(), known.join(", "));
        (Code::UnknownTerm, format!("there is no measure `{measure}`"), help)
    })?;
    let wrong = |message: String, help: &str| (Code::BadValue, message, help.to_owned());
    if area.len() != 9 || !area.starts_with('E') || !area[1..].bytes().all(|one| one.is_ascii_digit()) {
        let help = "write a code of the Office for National Statistics, such as `E08000030`";
        return Err((Code::BadCode, format!("`{area}` is no code of an area in England"), help.to_owned()));
    }
    let number = percent.parse::<f64>().ok().filter(|number| (0.0..=100.0).contains(number));
    let number = number.ok_or_else(|| wrong(format!("`{percent}` is no percentage"), "write a number from 0 to 100"))?;
    if AreaFigure::days(period).is_none() {
        return Err(wrong(format!("`{period}` is no year"), "write its first day and `/P1Y`, such as `2024-08-01/P1Y`"));
    }
    if !is_web_address(source) {
        let help = "write a full address, like `https://www.example.org/page`".to_owned();
        return Err((Code::BadUrl, format!("`{source}` is not a safe web address"), help));
    }
    let day = date.parse().map_err(|_| wrong(format!("`{date}` is no day"), "write it as `2026-03-26`"))?;
    Ok(AreaFigure {
        measure,
        area: area.clone(),
        percent: number,
        period: period.clone(),
        source: source.clone(),
        publisher: publisher.clone(),
        date: day,
    })
}
