//! The places of a new site, trimmed to some care board areas.

use std::collections::BTreeSet;

use crate::data::plain;
use crate::text::nearest;

/// Places of England as they are embedded, and what is left of them.
pub(super) struct Places {
    pub(super) regions: String,
    pub(super) icbs: String,
    pub(super) districts: String,
    /// The ids of the regions that are left.
    pub(super) left: Vec<String>,
}

/// Keeps the boards of these ids, those that became part of them, their regions and their districts.
///
/// # Errors
/// A sentence where there is no such board, or it has ended.
pub(super) fn trimmed(regions: &str, icbs: &str, districts: &str, boards: &[String]) -> Result<Places, String> {
    let says = plain("icbs.toml", icbs);
    let all: Vec<&serde_json::Value> = says["icb"].as_array().into_iter().flatten().collect();
    let id = |board: &&serde_json::Value| board["id"].as_str().unwrap_or_default().to_owned();
    for wanted in boards {
        let found = all.iter().find(|board| board["id"] == wanted.as_str());
        let ended = found.and_then(|board| board["successor"].as_str());
        if let Some(successor) = ended {
            return Err(format!("the care board `{wanted}` has ended; its successor is `{successor}`"));
        }
        if found.is_none() {
            let ids: Vec<String> = all.iter().map(id).collect();
            let near = nearest(wanted, ids.iter().map(String::as_str));
            let hint = near.map_or_else(|| format!("these are: {}", ids.join(", ")), |near| format!("did you mean `{near}`?"));
            return Err(format!("there is no care board `{wanted}`; {hint}"));
        }
    }
    let is_wanted = |id: &str| boards.iter().any(|wanted| wanted == id);
    let kept: Vec<&&serde_json::Value> =
        all.iter().filter(|board| is_wanted(&id(board)) || board["successor"].as_str().is_some_and(&is_wanted)).collect();
    let ids: BTreeSet<String> = kept.iter().map(|board| id(board)).collect();
    let mut left: BTreeSet<String> = kept
        .iter()
        .filter_map(|board| board["regions"].as_array())
        .flatten()
        .filter_map(|id| id.as_str())
        .map(str::to_owned)
        .collect();
    let mut reader = csv::Reader::from_reader(districts.as_bytes());
    let header: Vec<String> = reader.headers().into_iter().flatten().map(str::to_owned).collect();
    let column = |name: &str| header.iter().position(|heading| heading == name);
    let (Some(of_boards), Some(of_region)) = (column("icbs"), column("region")) else {
        return Err("the program's own table of districts has no columns `icbs` and `region`".to_owned());
    };
    let mut rows = Vec::new();
    for row in reader.records().filter_map(Result::ok) {
        let mut cells: Vec<String> = row.iter().map(str::to_owned).collect();
        // A district that another board shares keeps the one that is left.
        let here: Vec<&str> = cells[of_boards].split(';').filter(|id| ids.contains(*id)).collect();
        if !here.is_empty() {
            cells[of_boards] = here.join(";");
            left.insert(cells[of_region].clone());
            rows.push(cells);
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = std::iter::once(&header).chain(&rows).try_for_each(|row| writer.write_record(row));
    let districts = written.ok().and_then(|()| writer.into_inner().ok()).and_then(|bytes| String::from_utf8(bytes).ok());
    let districts = districts.unwrap_or_default();
    let icbs = entries(icbs, "[[icb]]", &ids);
    Ok(Places { regions: entries(regions, "[[region]]", &left), icbs, districts, left: left.into_iter().collect() })
}

/// The text of a list with the entries of these ids alone.
fn entries(text: &str, head: &str, ids: &BTreeSet<String>) -> String {
    let mut parts = text.split(head);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let id = part.lines().find_map(|line| line.strip_prefix("id = \"")).and_then(|rest| rest.strip_suffix('"'));
        if id.is_some_and(|id| ids.contains(id)) {
            kept.push_str(head);
            kept.push_str(part);
        }
    }
    format!("{}\n", kept.trim_end())
}
