//! A record as it lies on disk, changed value by value: comments, order, blanks and line ends stay.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Key, Table, TableLike, Value};

/// The tables of an organisation's record in the order of its type.
const TABLES: &[&str] = &["codes", "place", "sites", "serves", "contacts", "offers", "needs", "facts", "sources", "review"];

/// An open record.
pub struct Editor {
    pub(super) document: DocumentMut,
    crlf: bool,
    bom: bool,
}

impl Editor {
    /// Opens a record; `None` where writing it back unchanged would not give the same bytes.
    pub fn open(text: &str) -> Option<Self> {
        let (bom, rest) = text.strip_prefix('\u{feff}').map_or((false, text), |rest| (true, rest));
        let crlf = rest.contains("\r\n") && !rest.replace("\r\n", "").contains('\n');
        let plain = if crlf { rest.replace("\r\n", "\n") } else { rest.to_owned() };
        let sheet = Self { document: plain.parse().ok()?, crlf, bom };
        (sheet.text() == text).then_some(sheet)
    }

    /// The record as text.
    pub fn text(&self) -> String {
        let plain = self.document.to_string();
        let text = if self.crlf { plain.replace('\n', "\r\n") } else { plain };
        if self.bom { format!("\u{feff}{text}") } else { text }
    }

    fn table(&self, name: &str) -> Option<&dyn TableLike> {
        if name.is_empty() { Some(self.document.as_table()) } else { self.document.get(name)?.as_table_like() }
    }

    /// The table of this name, `""` for the root; made at its usual place where it is missing.
    pub(super) fn table_mut(&mut self, name: &str) -> Option<&mut dyn TableLike> {
        if name.is_empty() {
            return Some(self.document.as_table_mut());
        }
        if self.document.get(name).is_none() {
            let mut table = Table::new();
            table.decor_mut().set_prefix("\n");
            table.set_position(Some(self.position_for(name)));
            self.document.insert(name, Item::Table(table));
        }
        self.document.get_mut(name)?.as_table_like_mut()
    }

    /// The position just before the first table that follows `name` in the order of the record type.
    pub(super) fn position_for(&self, name: &str) -> isize {
        let later = TABLES.iter().skip_while(|table| **table != name).skip(1);
        let first = later.filter_map(|table| match self.document.get(table)? {
            Item::Table(table) => table.position(),
            Item::ArrayOfTables(tables) => tables.iter().filter_map(Table::position).min(),
            _ => None,
        });
        first.min().map_or(isize::MAX, |first| (first - 1).max(0))
    }

    /// Whether a person put a comment beside the value: such a value is never changed.
    pub(super) fn is_kept(&self, table: &str, key: &str) -> bool {
        let Some(value) = self.table(table).and_then(|table| table.get(key)).and_then(Item::as_value) else { return false };
        let beside = value.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().contains('#');
        let inside = value.as_array().is_some_and(has_comment);
        beside || inside
    }

    /// Whether the key stands in the record.
    pub(super) fn has(&self, table: &str, key: &str) -> bool {
        self.table(table).is_some_and(|table| table.contains_key(key))
    }

    /// Sets a value; what stood around the old one stays.
    pub(super) fn set(&mut self, table: &str, key: &str, value: impl Into<Value>) {
        if let Some(table) = self.table_mut(table) {
            set_in(table, key, value.into());
        }
    }

    /// Adds a text to the end of a list, which is made where it is missing.
    pub(super) fn push(&mut self, table: &str, key: &str, text: &str) {
        let list = self.table_mut(table).and_then(|table| table.get_mut(key)).and_then(Item::as_array_mut);
        let Some(list) = list else {
            self.set(table, key, Array::from_iter([text]));
            return;
        };
        // A list with a line for each item goes on in that way.
        match list.iter().last().and_then(|last| last.decor().prefix()).and_then(|prefix| prefix.as_str()) {
            Some(prefix) if prefix.contains('\n') => {
                let prefix = prefix.to_owned();
                list.push_formatted(Value::from(text).decorated(prefix, ""));
            }
            _ => list.push(text),
        }
    }

    /// Puts a list in place of another; items that stay keep what stood around them.
    pub(super) fn set_list(&mut self, table: &str, key: &str, texts: &[String]) {
        let old = self.table_mut(table).and_then(|table| table.get_mut(key)).and_then(Item::as_array_mut);
        let Some(list) = old else {
            self.set(table, key, texts.iter().map(String::as_str).collect::<Array>());
            return;
        };
        for (at, text) in texts.iter().enumerate() {
            if at < list.len() {
                list.replace(at, text.as_str());
            } else {
                list.push(text.as_str());
            }
        }
        while list.len() > texts.len() {
            list.remove(list.len() - 1);
        }
    }

    /// Removes a key, or a whole table of the root.
    pub(super) fn remove(&mut self, table: &str, key: &str) {
        if let Some(table) = self.table_mut(table) {
            table.remove(key);
        }
    }

    /// The text of a value, as it stands in the record.
    pub(super) fn value_text(&self, table: &str, key: &str) -> Option<String> {
        let value = self.table(table)?.get(key)?.as_value()?.clone();
        Some(value.decorated("", "").to_string())
    }

    /// The tables of a list such as `[[sites]]`, each without what stands around it.
    pub(super) fn tables(&self, name: &str) -> Vec<Table> {
        let tables = self.document.get(name).and_then(Item::as_array_of_tables);
        tables.into_iter().flatten().map(plain).collect()
    }

    /// Whether a person wrote a comment into a list of tables.
    pub(super) fn tables_have_comments(&self, name: &str) -> bool {
        let Some(item) = self.document.get(name) else { return false };

        match item {
            Item::ArrayOfTables(tables) => tables.iter().any(|table| {
                let lead = table.decor().prefix().and_then(|lead| lead.as_str()).unwrap_or_default();
                lead.contains('#') || plain(table).to_string() != table.to_string().trim_start_matches('\n')
            }),
            other => other.to_string().contains('#'),
        }
    }

    /// Puts tables in place of a list such as `[[sites]]`.
    pub(super) fn set_tables(&mut self, name: &str, tables: Vec<Table>) {
        let position = self.position_for(name);
        let mut list = ArrayOfTables::new();
        for mut table in tables {
            table.decor_mut().set_prefix("\n");
            table.set_position(Some(position));
            list.push(table);
        }
        self.document.insert(name, Item::ArrayOfTables(list));
    }

    /// Adds a table to the end of a list such as `[[sources]]`.
    pub(super) fn push_table(&mut self, name: &str, table: Table) {
        let position = self.position_for(name);
        let Some(list) = self.document.get_mut(name).and_then(Item::as_array_of_tables_mut) else {
            self.set_tables(name, vec![table]);
            return;
        };
        let mut table = table;
        table.decor_mut().set_prefix("\n");
        let greatest = list.iter().filter_map(Table::position).max();
        table.set_position(Some(greatest.unwrap_or(position)));
        list.push(table);
    }

    /// Gives the table of a list that `is` knows the keys that it lacks. `None` where there is no such table, else whether
    /// anything was added.
    pub(super) fn fill_table(&mut self, name: &str, is: impl Fn(&Table) -> bool, from: &Table) -> Option<bool> {
        let list = self.document.get_mut(name).and_then(Item::as_array_of_tables_mut)?;
        let table = list.iter_mut().find(|table| is(table))?;
        let mut added = false;
        for (key, item) in from.iter().filter(|(_, item)| item.is_value()) {
            if !table.contains_key(key) {
                table.insert(key, item.clone());
                added = true;
            }
        }
        Some(added)
    }

    /// Sets `date` in the source of this address and title.
    pub(super) fn date_source(&mut self, url: &str, title: &str, date: jiff::civil::Date) {
        let sources = self.document.get_mut("sources").and_then(Item::as_array_of_tables_mut);
        for source in sources.into_iter().flat_map(ArrayOfTables::iter_mut) {
            let text = |key: &str| source.get(key).and_then(Item::as_str).unwrap_or_default();
            let ours = text("url") == url && text("title") == title;
            if let Some(Item::Value(old)) = source.get_mut("date").filter(|_| ours) {
                let decor = old.decor().clone();
                *old = day(date);
                *old.decor_mut() = decor;
            }
        }
    }
}

/// Sets a value in a table; what stood around the old one stays.
pub(super) fn set_in(table: &mut dyn TableLike, key: &str, mut value: Value) {
    if let Some(old) = table.get_mut(key).and_then(Item::as_value_mut) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
        return;
    }
    let mut columns: Vec<usize> = table.iter().filter_map(|(name, _)| table.key(name)).map(equals_column).collect();
    let last = columns.len().saturating_sub(1);
    columns.dedup();
    table.insert(key, Item::Value(value));
    // Where the equals signs of several keys stand below each other, the new one joins them.
    if let (&[column], 1.., Some(mut new)) = (columns.as_slice(), last, table.key_mut(key)) {
        new.leaf_decor_mut().set_suffix(" ".repeat(column.saturating_sub(key.len()).max(1)));
    }
}

/// A table with its keys and values alone.
fn plain(table: &Table) -> Table {
    let mut plain = Table::new();
    for (key, value) in table.iter().filter_map(|(key, item)| Some((key, item.as_value()?))) {
        plain.insert(key, Item::Value(value.clone().decorated(" ", "")));
    }
    plain
}

/// A day as a TOML value.
pub fn day(date: jiff::civil::Date) -> Value {
    let date =
        toml_edit::Date { year: date.year().unsigned_abs(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() };
    Value::from(toml_edit::Datetime { date: Some(date), time: None, offset: None })
}

/// In which column the equals sign behind a key stands.
fn equals_column(key: &Key) -> usize {
    let blanks = key.leaf_decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or(" ");
    key.display_repr().chars().count() + blanks.chars().count()
}

pub(super) fn has_comment(list: &Array) -> bool {
    let holds = |raw: Option<&toml_edit::RawString>| raw.and_then(|raw| raw.as_str()).is_some_and(|text| text.contains('#'));
    holds(Some(list.trailing())) || list.iter().any(|item| holds(item.decor().prefix()) || holds(item.decor().suffix()))
}
