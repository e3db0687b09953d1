//! The parts of a known record that are more than a name, numbers and an address: its kind, website, sites, whom it serves,
//! its contacts and its sources.
//!
//! A part is the import's where every source that a record names for it is one of the import's own; then the newer extract
//! takes its place. Else it is a person's, and only what is absent is filled in.

use std::collections::BTreeSet;

use toml_edit::{Array, Item, Table, Value, value};

use super::body::{Body, Evidence};
use super::editor::Editor;
use super::fresh::{boards, site_tables, source_table};
use super::known::Record;
use super::site::{Site, Sites};
use super::source::{CONFIRM_AFTER_DAYS, Source};
use super::whereabouts::Whereabouts;

/// What a refresh did and did not do.
#[derive(Debug, Default)]
pub(super) struct Refreshed {
    /// The new text; as the old one where nothing changed.
    pub text: String,
    /// What changed, each as a few words: "postcode BS1 3NU -> BS10 5NB".
    pub changes: Vec<String>,
    /// The name that it had, where the name changed.
    pub renamed_from: Option<String>,
    /// What the register says otherwise and the record keeps.
    pub kept: Vec<String>,
}

/// A record on its way to the newer extract.
pub(super) struct Parts<'a> {
    pub record: &'a Record,
    pub body: &'a Body,
    pub place: &'a Whereabouts,
    pub sheet: &'a mut Editor,
    pub done: &'a mut Refreshed,
    /// The parts into which something of the import's own was written.
    pub filled: BTreeSet<&'static str>,
}

/// Roles under which an import writes contacts; a record with others keeps all of its own.
const ROLES: &[&str] = &["Switchboard", "Contact page", "Press office", "Freedom of information requests"];

/// Brings the parts up to date, then the sources.
pub(super) fn refresh(parts: &mut Parts<'_>, source: &Source) {
    parts.words();
    parts.sites();
    parts.serves();
    parts.footprint();
    parts.contacts();
    parts.draft();
    parts.sources(source);
}

impl Parts<'_> {
    /// Whether a part of the record is the import's own.
    fn is_ours(&self, part: &str) -> bool {
        let own = |title: &str| self.body.evidence.iter().any(|evidence| evidence.title == title);
        let mut titles = self
            .record
            .says
            .sources
            .iter()
            .filter(|source| source.supports.iter().any(|one| one == part))
            .map(|source| source.title.as_str());
        let first = titles.next();
        first.is_some_and(own) && titles.all(own)
    }

    /// Website, other names and former codes, each only where the record has none.
    fn words(&mut self) {
        let list = |items: &[String]| (!items.is_empty()).then(|| Value::from(items.iter().collect::<Array>()));
        let body = self.body;
        for (part, table, key, new) in [
            ("website", "", "website", body.website.as_deref().map(Value::from)),
            ("aliases", "", "aliases", list(&body.aliases)),
            ("aliases", "", "former_names", list(&body.former_names)),
            ("codes", "codes", "former_ods", list(&body.former_codes)),
        ] {
            if let Some(new) = new.filter(|_| !self.sheet.has(table, key)) {
                self.sheet.set(table, key, new);
                self.done.changes.push(key.replace('_', " "));
                self.filled.insert(part);
            }
        }
        // "NHS trust" says that the kind was not known.
        if let Some(kind) = body.kinds.first().filter(|kind| self.record.says.kind == "nhs-trust" && *kind != "nhs-trust")
            && !self.sheet.is_kept("", "kind")
            && body.kind_note.is_none()
        {
            self.sheet.set("", "kind", kind.as_str());
            self.done.changes.push(format!("kind {kind}"));
            self.filled.insert("kind");
        }
    }

    fn sites(&mut self) {
        let Some(sites) = &self.body.sites else { return };
        let new = site_tables(self.place, &self.record.says.sites);
        let replaces = !sites.partial && self.is_ours("sites") && !self.sheet.tables_have_comments("sites");
        if self.record.says.sites.is_empty() || replaces {
            let written = |tables: &[Table]| tables.iter().map(ToString::to_string).collect::<Vec<_>>();
            let old = self.sheet.tables("sites");
            if written(&old) != written(&new) {
                self.done.changes.push(difference(&old, sites));
                self.sheet.set_tables("sites", new);
                self.filled.insert("sites");
            }
            return;
        }
        self.persons_sites(sites, &new);
    }

    /// A person's list keeps its sites; schools that it does not name are added, hospitals are not: their list is older.
    fn persons_sites(&mut self, sites: &Sites, new: &[Table]) {
        let (mut known, mut unnamed) = (0, 0);
        for (site, table) in sites.list.iter().zip(new) {
            match self.sheet.fill_table("sites", |old| site.is(old), table) {
                Some(added) => {
                    known += 1;
                    if added {
                        self.filled.insert("sites.urn");
                    }
                }
                None if sites.schools => {
                    self.sheet.push_table("sites", table.clone());
                    self.filled.insert("sites.urn");
                    unnamed += 1;
                }
                None => unnamed += 1,
            }
        }
        let others: Vec<&str> = self
            .record
            .says
            .sites
            .iter()
            .filter(|old| !sites.list.iter().any(|site| names(site, old)))
            .map(|old| old.name.as_str())
            .collect();
        if sites.schools && unnamed > 0 {
            self.done.changes.push(format!("{} more", crate::text::counted(unnamed, "school", None)));
        } else if unnamed > 0 {
            self.done.kept.push(format!("its own list of sites, which lacks {unnamed} of the register's"));
        }
        if !others.is_empty() && known + unnamed > 0 {
            self.done.kept.push(format!("sites that the register does not have: {}", crate::text::listed(&others, "and")));
        }
        if self.filled.contains("sites.urn") {
            self.done.changes.push("numbers and districts of its sites".to_owned());
        }
    }

    fn serves(&mut self) {
        let Some(sites) = self.body.sites.as_ref().filter(|sites| !sites.partial || !self.sheet.has("", "serves")) else {
            return;
        };
        let Some(sums) = sites.sums() else { return };
        // A source that names single keys leaves the others to the person who wrote them.
        let whole = self.is_ours("serves") || !self.sheet.has("", "serves");
        let ours = self.is_ours("serves");
        for (key, new) in sums.values() {
            let old = self.sheet.value_text("serves", key);
            let changed = old.as_deref().is_none_or(|old| ours && old != new.to_string().trim());
            if changed && !self.sheet.is_kept("serves", key) {
                self.done.changes.push(match old {
                    Some(old) => format!("{} {old} -> {new}", key.replace('_', " ")),
                    None => format!("{} {new}", key.replace('_', " ")),
                });
                self.sheet.set("serves", key, new);
                self.filled.insert(if whole { "serves" } else { single(key) });
            }
        }
    }

    /// The boards in which its schools lie, where the record's boards are the import's own.
    fn footprint(&mut self) {
        if self.place.footprint.is_empty() || !self.is_ours_footprint() {
            return;
        }
        let known = &self.record.says.place.icbs;
        let new = if self.place.board.is_some() { boards(self.body, self.place) } else { self.blind_footprint(known) };
        if new != *known && !self.sheet.is_kept("place", "icbs") {
            self.sheet.set_list("place", "icbs", &new);
            let of_main = self.place.footprint.first().map(|(board, _)| board) == new.first();
            if let Some(region) = self.place.region.as_ref().filter(|_| of_main && !self.sheet.is_kept("place", "region")) {
                self.sheet.set("place", "region", region.as_str());
            }
            self.done.changes.push(format!("care boards {}", new.join(", ")));
            self.filled.insert("place");
        }
    }

    /// The boards where no file of postcodes says in which one the head office lies, which decides between two with as many
    /// schools: their order stays, and so do all boards as long as one of the schools may lie in any of them.
    fn blind_footprint(&self, known: &[String]) -> Vec<String> {
        let rank = |board: &String| known.iter().position(|one| one == board).unwrap_or(known.len());
        let mut counted = self.place.footprint.clone();
        let placed: usize = counted.iter().map(|(_, schools)| schools).sum();
        if placed < self.place.sites.len() {
            let more = counted.into_iter().map(|(board, _)| board).filter(|board| !known.contains(board));
            return known.iter().cloned().chain(more).collect();
        }
        counted.sort_by_key(|(board, schools)| (std::cmp::Reverse(*schools), rank(board)));
        counted.into_iter().map(|(board, _)| board).collect()
    }

    /// The footprint rests on the extract of schools: it is the import's where that source says so, and no other source but
    /// the register's own names the place.
    fn is_ours_footprint(&self) -> bool {
        let sources = &self.record.says.sources;
        let own = |title: &str| self.body.evidence.iter().any(|evidence| evidence.title == title);
        sources.iter().any(|source| own(&source.title) && source.supports.iter().any(|part| part == "place"))
    }

    fn contacts(&mut self) {
        let own = self.record.says.contacts.iter().all(|contact| ROLES.contains(&contact.role.as_str()));
        if self.body.contacts.is_empty() || !own || self.sheet.tables_have_comments("contacts") {
            return;
        }
        // What another list said is kept where this import does not have that list.
        let mut tables = self.sheet.tables("contacts");
        for contact in &self.body.contacts {
            let mut table = Table::new();
            table.insert("role", value(contact.role));
            table.insert(contact.key, value(contact.value.as_str()));
            let named = |old: &Table| old.get("role").and_then(Item::as_str) == Some(contact.role);
            match tables.iter_mut().find(|old| named(old)) {
                Some(old) if old.get(contact.key).and_then(Item::as_str) == Some(&contact.value) => {}
                Some(old) => *old = table,
                None => tables.push(table),
            }
        }
        let rank = |table: &Table| ROLES.iter().position(|role| table.get("role").and_then(Item::as_str) == Some(*role));
        tables.sort_by_key(rank);
        let old: Vec<String> = self.sheet.tables("contacts").iter().map(ToString::to_string).collect();
        if old != tables.iter().map(ToString::to_string).collect::<Vec<_>>() {
            self.done.changes.push("contacts".to_owned());
            self.sheet.set_tables("contacts", tables);
            self.filled.insert("contacts");
        }
    }

    /// A record that no person looked at is shown once it has schools, and hidden once it has none.
    fn draft(&mut self) {
        let says = &self.record.says;
        let person = says.review.checked.is_some() || says.offers.is_some() || says.needs.is_some() || !says.summary.is_empty();
        if person || self.sheet.is_kept("", "draft") {
            if self.body.draft.is_some() && !says.draft {
                self.done.kept.push("its page, though the extract has no school of it".to_owned());
            }
            return;
        }
        if says.draft && self.body.sites.is_some() {
            self.sheet.remove("", "draft");
            self.done.changes.push("no longer a draft: it has schools".to_owned());
        } else if !says.draft && self.body.draft.is_some() {
            self.sheet.set("", "draft", true);
            self.done.changes.push("a draft: it has no school".to_owned());
        }
    }

    /// Names the sources of what was filled in, and moves the dates of those that are there.
    fn sources(&mut self, source: &Source) {
        let changed = !self.done.changes.is_empty();
        for (at, evidence) in source.evidence(self.body).into_iter().enumerate() {
            // The register is known by its address, whatever a person calls it; other sources by their titles.
            let is_register = at == 0;
            let same =
                |known: &&crate::model::Source| known.url == evidence.url && (is_register || known.title == evidence.title);
            let Some(known) = self.record.says.sources.iter().find(same) else {
                self.add_source(&evidence, is_register);
                continue;
            };
            let telephone = evidence.supports.contains(&"contacts") && known.title != evidence.title;
            if is_register && telephone && self.filled.contains("contacts") {
                let supports = vec!["contacts"];
                self.sheet.push_table("sources", source_table(&Evidence { supports, ..evidence.clone() }));
            }
            let (Some(new), Some(old)) = (evidence.date, known.date) else { continue };
            let own = known.title == evidence.title;
            let due = old.checked_add(jiff::Span::new().days(CONFIRM_AFTER_DAYS)).is_ok_and(|due| due <= new);
            if old < new && (changed || (own && due)) {
                self.sheet.date_source(&evidence.url, &known.title, new);
            }
        }
    }

    fn add_source(&mut self, evidence: &Evidence, is_register: bool) {
        let ours = |part: &&&str| evidence.supports.contains(&part.split('.').next().unwrap_or(part));
        let supports: Vec<&'static str> = self.filled.iter().filter(ours).copied().collect();
        if supports.is_empty() || is_register {
            return;
        }
        self.sheet.push_table("sources", source_table(&Evidence { supports, ..evidence.clone() }));
    }
}

/// A key of `[serves]` as a part of its own.
fn single(key: &str) -> &'static str {
    match key {
        "ages" => "serves.ages",
        "phases" => "serves.phases",
        "site_count" => "serves.site_count",
        _ => "serves.people",
    }
}

/// Whether a site of a record is this one.
fn names(site: &Site, old: &crate::data::schema::record::SiteRecord) -> bool {
    let mut table = Table::new();
    table.insert("name", value(old.name.as_str()));
    table.insert("town", value(old.town.as_str()));
    if let Some(postcode) = &old.postcode {
        table.insert("postcode", value(postcode.as_str()));
    }
    for (key, number) in [("urn", &old.urn), ("ods", &old.ods)] {
        if let Some(number) = number {
            table.insert(key, value(number.as_str()));
        }
    }
    site.is(&table)
}

/// What changed in a list of sites, in a few words: "2 sites more, 1 fewer".
fn difference(old: &[Table], new: &Sites) -> String {
    let gained = new.list.iter().filter(|site| !old.iter().any(|table| site.is(table))).count();
    let stays = |table: &&Table| new.list.iter().any(|site: &Site| site.is(table));
    let lost = old.iter().filter(|table| !stays(table)).count();
    match (gained, lost) {
        (0, 0) => "facts of its sites".to_owned(),
        (gained, 0) => format!("{} more", crate::text::counted(gained, "site", None)),
        (0, lost) => format!("{} fewer", crate::text::counted(lost, "site", None)),
        (gained, lost) => format!("{} more, {lost} fewer", crate::text::counted(gained, "site", None)),
    }
}

/// Takes out a review that an earlier import signed: nobody had looked.
pub(super) fn drop_signed_review(record: &Record, sheet: &mut Editor, done: &mut Refreshed) {
    if record.says.review.by.starts_with("Import from ") {
        sheet.remove("", "review");
        done.changes.push("no review: only registers were read".to_owned());
    }
}
