//! The table of who serves which district, with what an import brings: rows of the same role and source make room, all others
//! stay as they are.

use std::collections::BTreeSet;

use super::shares::Shares;
use super::whom::Whom;
use crate::data::SERVES_COLUMNS;
use crate::text::csv::{bare, cell};

/// The table as it would be.
#[derive(Debug, Default)]
pub struct ServesTable {
    /// Its text.
    pub text: String,
    /// Rows that the import brings.
    pub brought: usize,
    /// Rows that it leaves out, because a person has written one of the same role, district and body.
    pub kept: usize,
}

/// Puts shares in. `source` and `date` go before what the table itself says.
pub fn put_shares(
    before: &str,
    shares: &Shares,
    source: Option<&str>,
    date: Option<&str>,
    usual_date: &str,
    whom: &Whom<'_>,
) -> ServesTable {
    let source = source.unwrap_or(shares.source);
    let mut rows: Vec<Vec<String>> = read(before).into_iter().filter(|row| row[0] != shares.role || row[5] != source).collect();
    let place = |row: &Vec<String>| {
        let organisation = whom.named(&row[2]).unwrap_or(&row[2]);
        (row[0].clone(), row[1].clone(), organisation.to_owned())
    };
    let taken: BTreeSet<(String, String, String)> = rows.iter().map(place).collect();
    let (mut brought, mut kept) = (0, 0);
    for part in &shares.parts {
        let share = number(part.share);
        if share == "0" {
            continue;
        }
        if taken.contains(&(shares.role.to_owned(), part.district.clone(), part.organisation.clone())) {
            kept += 1;
            continue;
        }
        let date = date.or(part.date.as_deref()).unwrap_or(usual_date);
        let cells = [shares.role, &part.district, &part.organisation, &share, shares.counts.id(), source, date];
        rows.push(cells.map(str::to_owned).to_vec());
        brought += 1;
    }
    rows.sort();
    ServesTable { text: write(&rows), brought, kept }
}

/// The rows of a table that has passed the checks, in the columns of this program.
fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let columns: Vec<Option<usize>> = SERVES_COLUMNS
        .iter()
        .map(|name| header.iter().position(|one| one.trim_start_matches('\u{feff}').trim() == *name))
        .collect();
    let rows = reader.records().filter_map(Result::ok);
    let found = |row: &csv::StringRecord, at: Option<usize>| {
        at.and_then(|at| row.get(at)).map(|text| bare(text.trim().to_owned())).unwrap_or_default()
    };
    rows.map(|row| columns.iter().map(|&at| found(&row, at)).collect()).collect()
}

fn write(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let header = writer.write_record(SERVES_COLUMNS);
    let written = rows.iter().try_for_each(|row| writer.write_record(row.iter().map(|text| cell(text))));
    header.and(written).expect("rows as long as the header go into memory");
    String::from_utf8(writer.into_inner().expect("memory takes all bytes")).expect("texts are UTF-8")
}

/// A share to four places, without zeros at its end.
fn number(share: f64) -> String {
    let text = format!("{share:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
