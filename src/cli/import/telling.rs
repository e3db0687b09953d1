//! What an import did or would do, in words.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::diagnostic::Report;
use crate::import::{News, Plan};
use crate::text::{self, Line, counted, grouped};

/// Every change as lines with `-` and `+`; new records only by their name unless `whole`.
pub(super) fn differences(plan: &Plan, whole: bool) -> String {
    let mut shown = String::new();
    for draft in &plan.drafts {
        let _ = writeln!(shown, "{}", draft.path);
        let record = draft.path.ending() == "toml";
        if draft.before.is_none() && !whole || !record {
            let _ = writeln!(shown, "  + {}", draft.changes.join(", "));
            continue;
        }
        for line in text::changes(draft.before.as_deref().unwrap_or_default(), &draft.after) {
            let _ = match line {
                Line::Gone(line) => writeln!(shown, "  - {line}"),
                Line::New(line) => writeln!(shown, "  + {line}"),
            };
        }
    }
    shown
}

/// What was done, in sentences. What records keep is named where it was somebody's own table, or where `verbose` asks for it.
pub(super) fn summary(plan: &Plan, left_out: usize, dry_run: bool, (verbose, names_kept): (bool, bool)) -> String {
    let mut shown = String::new();
    let named = |news: News| {
        verbose || news == News::Kept && names_kept || !matches!(news, News::Kept | News::Unplaced | News::Missing | News::Draft)
    };
    for note in plan.notes.iter().filter(|note| named(note.news)) {
        let _ = writeln!(shown, "{}: {}.", note.about, note.text);
    }
    let quiet = [
        (News::Kept, "where the record keeps what a person wrote"),
        (News::Unplaced, "without a place"),
        (News::Missing, "not in the extract"),
        (News::Draft, "without a school, so not shown"),
    ];
    for (news, what) in quiet.into_iter().filter(|(news, _)| !named(*news)) {
        let count = plan.notes.iter().filter(|note| note.news == news).count();
        if count > 0 {
            let _ = writeln!(shown, "{} {what}; `-v` lists them.", counted(count, "organisation", None));
        }
    }
    let (new, refreshed, confirmed) = counts(plan);
    let _ = write!(
        shown,
        "{}{} open in the register: {} new, {} refreshed, {} confirmed, {} same",
        if dry_run { "Nothing was written. " } else { "" },
        grouped(plan.open),
        grouped(new),
        grouped(refreshed),
        grouped(confirmed),
        grouped(plan.same),
    );
    if plan.opted_out > 0 {
        let _ = write!(shown, ", {} asked not to be listed", grouped(plan.opted_out));
    }
    if left_out > 0 {
        let _ = write!(shown, ", {} left out because of the errors above", grouped(left_out));
    }
    shown.push_str(".\n");
    shown
}

/// How many records are new, refreshed and only confirmed.
fn counts(plan: &Plan) -> (usize, usize, usize) {
    let records = plan.drafts.iter().filter(|draft| draft.path.ending() == "toml");
    let new = records.clone().filter(|draft| draft.before.is_none()).count();
    let confirmed = records.clone().filter(|draft| draft.changes == ["confirmed"]).count();
    (new, records.count() - new - confirmed, confirmed)
}

/// The same for programs.
pub(super) fn json(plan: &Plan, told: &[String], left_out: usize, dry_run: bool, report: &Report) -> Value {
    let (new, refreshed, confirmed) = counts(plan);
    let notes = plan.notes.iter().map(|note| json!({"kind": kind(note.news), "about": note.about, "text": note.text}));
    json!({
        "dry_run": dry_run,
        "counts": {
            "open": plan.open, "new": new, "refreshed": refreshed, "confirmed": confirmed, "same": plan.same,
            "opted_out": plan.opted_out, "left_out": left_out,
        },
        "files": files(plan),
        "notes": notes.collect::<Value>(),
        "told": told,
        "faults": report.json()["faults"],
    })
}

/// The files that are written, or would be.
pub(super) fn files(plan: &Plan) -> Value {
    plan.drafts
        .iter()
        .map(|draft| json!({"path": draft.path.as_str(), "new": draft.before.is_none(), "changes": draft.changes}))
        .collect()
}

fn kind(news: News) -> &'static str {
    match news {
        News::Closed => "closed",
        News::Closing => "closing",
        News::Merged => "merged",
        News::Renamed => "renamed",
        News::Moved => "moved",
        News::Reopened => "reopened",
        News::Linked => "linked",
        News::Kept => "kept",
        News::Unplaced => "unplaced",
        News::Missing => "missing",
        News::School => "school",
        News::NoSchools => "no-schools",
        News::Draft => "draft",
    }
}
