//! A point goes with its postcode: where somebody corrects the postcode and leaves the point, the point is that of another place.

use serde_json::Value as Json;

use super::edits::{Does, Step};

/// A table of a record, or an entry of one of its lists, whose postcode a step changes.
struct Moved<'a> {
    step: &'a Step,
    /// The list and the number of the entry.
    entry: Option<(&'static str, usize)>,
    /// What stands before the key: `place.`, or nothing.
    before: String,
    /// What the record says there.
    says: &'a Json,
}

/// Steps that take out the points of postcodes that other steps change; none where the point is edited, too.
pub(super) fn left_behind(says: &Json, steps: &[Step]) -> Vec<Step> {
    let mut more = Vec::new();
    for Moved { step, entry, before, says } in steps.iter().filter_map(|step| moved(says, step)) {
        let edited = |key: &str| {
            let path = format!("{before}{key}");
            steps.iter().any(|other| matches!(&other.does, Does::Set(at, name, _) if *at == entry && *name == path))
        };
        if edited("latitude") || edited("longitude") || !says["latitude"].is_number() {
            continue;
        }
        let told = format!(
            "the point {}, {} of the old postcode taken out; fill in that of the new one, if you know it",
            says["latitude"], says["longitude"]
        );
        let take = |key: &str, told: String| {
            let does = Does::Set(entry, format!("{before}{key}"), None);
            Step { place: step.place.clone(), told, does }
        };
        more.push(take("latitude", told));
        if says["longitude"].is_number() {
            more.push(take("longitude", "its longitude with it".to_owned()));
        }
    }
    more
}

fn moved<'a>(says: &'a Json, step: &'a Step) -> Option<Moved<'a>> {
    let Does::Set(entry, path, _) = &step.does else { return None };
    let before = path.strip_suffix("postcode").filter(|before| before.is_empty() || before.ends_with('.'))?;
    let mut holder = entry.map_or(says, |(list, line)| &says[list][line]);
    for table in before.split('.').filter(|table| !table.is_empty()) {
        holder = &holder[table];
    }
    holder["postcode"].is_string().then(|| Moved { step, entry: *entry, before: before.to_owned(), says: holder })
}
