//! A record that the site has already, brought up to date from a register.
//!
//! Only the name, the official numbers and the place are ever changed, by these rules:
//!
//! - A value with a comment beside it was put there by a person and stays.
//! - The name changes only where the register's name is none that the record knows: neither its name, nor an alias, nor a
//!   former name. The old one moves to the former names.
//! - Numbers that are missing are added, numbers that changed are changed; none is removed.
//! - Address, point, region and main board change together, and only where the postcode changed: as long as the organisation
//!   has not moved, the wording of its address is the person's. What is missing is filled in.
//! - A care board that has ended gives way to its successor.

use crate::data::write::layout::keep_layout;
use crate::text::short;

use super::boards::Boards;
use super::body::Body;
use super::editor::Editor;
use super::fresh::boards;
use super::known::{Record, same_name};
use super::parts::{self, Parts, Refreshed, drop_signed_review};
use super::source::{Register, SCHOOLS, Source};
use super::whereabouts::Whereabouts;

struct Refresh<'a> {
    record: &'a Record,
    body: &'a Body,
    place: &'a Whereabouts,
    boards: &'a Boards,
    sheet: Editor,
    done: Refreshed,
}

/// Brings a record up to date. `None` where its text would not survive rewriting; nothing is changed then.
pub(super) fn refresh(record: &Record, body: &Body, place: &Whereabouts, boards: &Boards, source: &Source) -> Option<Refreshed> {
    let sheet = Editor::open(&record.text)?;
    let mut work = Refresh { record, body, place, boards, sheet, done: Refreshed::default() };
    work.name();
    work.codes();
    work.kind();
    work.place();
    work.boards_in_force();
    work.others();
    if source.register == Register::Csv {
        work.kept_address();
    }
    drop_signed_review(record, &mut work.sheet, &mut work.done);
    let mut parts =
        Parts { record, body, place, sheet: &mut work.sheet, done: &mut work.done, filled: std::collections::BTreeSet::new() };
    parts::refresh(&mut parts, source);
    work.done.text = keep_layout(&record.path, &record.text, work.sheet.text());
    Some(work.done)
}

impl Refresh<'_> {
    /// Sets a text unless a person keeps it; answers whether it now has the value.
    fn set(&mut self, table: &str, key: &str, old: &str, new: &str) -> bool {
        if old == new {
            return true;
        }
        if self.sheet.is_kept(table, key) {
            self.done.kept.push(format!("{key} `{old}`, in the register `{new}`"));
            return false;
        }
        self.sheet.set(table, key, new);
        self.done.changes.push(if old.is_empty() { format!("{key} {new}") } else { format!("{key} {old} -> {new}") });
        true
    }

    fn name(&mut self) {
        let (old, new) = (&self.record.says.name, &self.body.name);
        if self.body.damaged {
            self.done.kept.push(format!("name `{old}`: letters of the register's `{new}` were damaged on the way"));
            return;
        }
        if self.record.is_called(new) {
            if same_name(old) != same_name(new) {
                self.done.kept.push(format!("name `{old}`, in the register `{new}`"));
            }
            return;
        }
        if self.set("", "name", old, new) {
            self.sheet.push("", "former_names", old);
            self.done.renamed_from = Some(old.clone());
        }
    }

    fn codes(&mut self) {
        let codes = &self.record.says.codes;
        for (key, new) in &self.body.codes {
            let old = match *key {
                "ods" => &codes.ods,
                "gias_uid" => &codes.gias_uid,
                "gias_trn" => &codes.gias_trn,
                "ukprn" => &codes.ukprn,
                "companies_house" => &codes.companies_house,
                _ => &codes.charity,
            };
            self.set("codes", key, old.as_deref().unwrap_or_default(), new);
        }
    }

    /// A single-academy trust that takes in a second school becomes a multi-academy trust; no other kind is the register's.
    fn kind(&mut self) {
        let academy = |kind: &str| kind.ends_with("-academy-trust");
        let old = &self.record.says.kind;
        if let Some(new) = self.body.kinds.first().filter(|new| academy(new) && academy(old)) {
            self.set("", "kind", old, new);
        }
    }

    fn place(&mut self) {
        let says = &self.record.says.place;
        let new = self.body.postcode.as_ref().map(ToString::to_string);
        let moved = new.as_deref().zip(says.postcode.as_deref()).is_some_and(|(new, old)| new != old);
        if !moved {
            self.fill(new.as_deref());
            return;
        }
        let new = new.unwrap_or_default();
        if self.place.point.is_none() && says.latitude.is_some() {
            self.done.kept.push(format!(
                "its old place; it moved to `{new}`, whose point is not known: give the postcode file with `--places`"
            ));
            return;
        }
        let old = says.postcode.clone().unwrap_or_default();
        if !self.set("place", "postcode", &old, &new) {
            return;
        }
        let (address, town) = (says.address.clone(), says.town.clone());
        self.set("place", "address", &address, &self.body.address);
        self.set("place", "town", &town, &self.body.town);
        self.point();
        self.region_and_board();
    }

    /// Fills in what the record does not say.
    fn fill(&mut self, postcode: Option<&str>) {
        let says = &self.record.says.place;
        if says.postcode.is_none() {
            let whole = says.address.is_empty() && says.town.is_empty();
            if let Some(postcode) = postcode.filter(|_| whole) {
                self.set("place", "address", "", &self.body.address);
                self.set("place", "town", "", &self.body.town);
                self.set("place", "postcode", "", postcode);
            }
        }
        if says.latitude.is_none() && says.longitude.is_none() && says.postcode.as_deref().or(postcode) == postcode {
            self.point();
        }
        if says.region.is_none() && says.icbs.is_empty() {
            self.region_and_board();
        } else if says.region.is_none() {
            let fits = |region: &&String| {
                let main = says.icbs.first().and_then(|id| self.boards.get(id));
                main.is_none_or(|board| board.regions.is_empty() || board.regions.contains(region))
            };
            if let Some(region) = self.place.region.as_ref().filter(fits) {
                self.set("place", "region", "", region);
            }
        } else if says.icbs.is_empty() {
            let fits = |id: &&String| {
                self.boards.get(id).is_none_or(|board| says.region.as_ref().is_none_or(|region| board.regions.contains(region)))
            };
            let new = boards(self.body, self.place);
            if new.first().is_some_and(|board| fits(&board)) {
                self.done.changes.push(format!("care boards {}", new.join(", ")));
                self.sheet.set_list("place", "icbs", &new);
            }
        } else if self.stated_board().is_some_and(|board| !says.icbs.contains(&board)) {
            let main = says.icbs.first().and_then(|main| self.boards.get(main));
            // A board that has ended is seen to below.
            if main.is_none_or(|main| main.closed.is_none()) {
                self.region_and_board();
            }
        }
    }

    /// The board that the register itself states, not one worked out from a postcode.
    fn stated_board(&self) -> Option<String> {
        let board = self.boards.find(self.body.board.as_deref()?)?;
        board.closed.is_none().then(|| board.id.clone())
    }

    fn point(&mut self) {
        let Some(point) = self.place.point else { return };
        let says = &self.record.says.place;
        if says.latitude == Some(point.latitude) && says.longitude == Some(point.longitude) {
            return;
        }
        if self.sheet.is_kept("place", "latitude") || self.sheet.is_kept("place", "longitude") {
            self.done.kept.push("its point".to_owned());
            return;
        }
        self.sheet.set("place", "latitude", point.latitude);
        self.sheet.set("place", "longitude", point.longitude);
        self.done.changes.push(format!("point {}, {}", point.latitude, point.longitude));
    }

    /// Region and main board change together, so that the one always lies in the other.
    fn region_and_board(&mut self) {
        let says = &self.record.says.place;
        if self.sheet.is_kept("place", "icbs") || self.sheet.is_kept("place", "region") {
            let differs = self.place.board.as_ref().is_some_and(|board| !says.icbs.contains(board));
            if differs {
                self.done.kept.push("its region and care boards".to_owned());
            }
            return;
        }
        if let Some(region) = &self.place.region {
            let old = says.region.clone().unwrap_or_default();
            self.set("place", "region", &old, region);
        }
        // Where the boards follow from the schools, a move of the head office changes none.
        let by_schools = self
            .record
            .says
            .sources
            .iter()
            .any(|source| source.title == SCHOOLS && source.supports.iter().any(|part| part == "place"));
        if let Some(board) = self.place.board.as_ref().filter(|_| !by_schools) {
            let others = says.icbs.iter().skip(1).filter(|id| *id != board).cloned();
            let boards: Vec<String> = std::iter::once(board.clone()).chain(others).collect();
            if boards != says.icbs {
                self.done.changes.push(format!("care boards {}", boards.join(", ")));
                self.sheet.set_list("place", "icbs", &boards);
            }
        }
    }

    fn boards_in_force(&mut self) {
        let says = &self.record.says.place;
        let ended = |id: &String| self.boards.get(id).is_some_and(|board| board.closed.is_some());
        // After a move the list is new already.
        if !says.icbs.iter().any(ended) || self.done.changes.iter().any(|change| change.starts_with("care board")) {
            return;
        }
        if self.sheet.is_kept("place", "icbs") {
            self.done.kept.push("a care board that has ended".to_owned());
            return;
        }
        let mut boards: Vec<String> = Vec::new();
        for (at, id) in says.icbs.iter().enumerate() {
            let own = self.place.board.clone().filter(|_| at == 0);
            let next = || self.boards.get(id).and_then(|board| self.boards.in_force(board)).map(|board| board.id.clone());
            let new = if ended(id) { own.or_else(next).unwrap_or_else(|| id.clone()) } else { id.clone() };
            if !boards.contains(&new) {
                boards.push(new);
            }
        }
        if boards != says.icbs {
            self.done.changes.push(format!("care boards {}", boards.join(", ")));
            self.sheet.set_list("place", "icbs", &boards);
        }
    }

    /// Other columns of a table are written only where the record says nothing.
    fn others(&mut self) {
        for other in &self.body.others {
            if !self.sheet.has(other.table, other.key) {
                self.sheet.set(other.table, other.key, other.value.clone());
                self.done.changes.push(other.key.to_owned());
                continue;
            }
            // However the list is laid out.
            let bare = |text: &str| text.split_whitespace().collect::<String>().replace(",]", "]");
            let (old, new) = (self.sheet.value_text(other.table, other.key).unwrap_or_default(), other.value.to_string());
            if bare(&old) != bare(&new) {
                self.done.kept.push(format!("{} {}, in the table {}", other.key, short(&old), short(new.trim())));
            }
        }
    }

    /// Somebody's own table says nothing without a reason: where its address is not taken, that is told.
    fn kept_address(&mut self) {
        let says = &self.record.says.place;
        for (key, old, new) in [("address", &says.address, &self.body.address), ("town", &says.town, &self.body.town)] {
            let kept = self.sheet.value_text("place", key).is_some_and(|now| now.contains(old.as_str()));
            if !new.is_empty() && !old.is_empty() && old != new && kept {
                self.done.kept.push(format!("{key} `{}`, in the table `{}`", short(old), short(new)));
            }
        }
    }
}
