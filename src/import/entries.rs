//! A record as it lies on disk, changed entry by entry: the fields of its lists of tables, the entries themselves.

use toml_edit::{Array, InlineTable, Item, TableLike, Value};

use super::editor::{Editor, has_comment, set_in};

/// An entry of a list of the record: its name and number from 0; `None` for the record itself.
type Entry<'n> = Option<(&'n str, usize)>;

impl Editor {
    /// Sets the value at a key such as `place.town` of the record, or of an entry of one of its lists.
    ///
    /// # Errors
    /// A sentence without its full stop where a comment would be lost.
    pub fn put(&mut self, entry: Entry<'_>, path: &str, value: Value) -> Result<(), &'static str> {
        let (table, key) = path.rsplit_once('.').unwrap_or(("", path));
        let Some(table) = self.holder(entry, table, true) else { return Err("there is no such entry in the record") };
        let old = table.get_mut(key).and_then(Item::as_array_mut);
        if let (Some(old), Some(new)) = (old, value.as_array()) {
            if has_comment(old) {
                return Err("a comment stands inside this list; edit it in the record itself");
            }
            refill(old, new);
            return Ok(());
        }
        set_in(table, key, value);
        Ok(())
    }

    /// Takes a key out, and the table that holds nothing then.
    pub fn take(&mut self, entry: Entry<'_>, path: &str) {
        let (table, key) = path.rsplit_once('.').unwrap_or(("", path));
        let Some(holder) = self.holder(entry, table, false) else { return };
        holder.remove(key);
        if table.is_empty() || !holder.is_empty() {
            return;
        }
        let Some(above) = self.holder(entry, "", false) else { return };
        let commented = above.get(table).is_some_and(|item| match item {
            Item::Table(inner) => inner.decor().prefix().and_then(|lead| lead.as_str()).is_some_and(|lead| lead.contains('#')),
            other => other.to_string().contains('#'),
        });
        if !commented {
            above.remove(table);
        }
    }

    /// Takes an entry out of a list, and the list with its last entry.
    pub fn remove_entry(&mut self, list: &str, line: usize) {
        let empty = match self.document.get_mut(list) {
            Some(Item::ArrayOfTables(tables)) if line < tables.len() => {
                tables.remove(line);
                tables.is_empty()
            }
            Some(Item::Value(Value::Array(items))) if line < items.len() => {
                items.remove(line);
                items.is_empty()
            }
            _ => false,
        };
        if empty {
            self.document.remove(list);
        }
    }

    /// Adds an entry with these values to the end of a list; a key such as `amount.number` is one of a table in it.
    pub fn add_entry(&mut self, list: &str, values: &[(String, Value)]) {
        let mut table = InlineTable::new();
        for (path, value) in values {
            match path.split_once('.') {
                None => drop(table.insert(path, value.clone())),
                Some((inner, key)) => {
                    let within = table.get_or_insert(inner, Value::InlineTable(InlineTable::new()));
                    if let Some(within) = within.as_inline_table_mut() {
                        within.insert(key, value.clone());
                    }
                }
            }
        }
        match self.document.get_mut(list).and_then(Item::as_array_mut) {
            Some(items) if !items.is_empty() => items.push(Value::InlineTable(table)),
            Some(_) => {
                self.document.remove(list);
                self.push_table(list, table.into_table());
            }
            None => self.push_table(list, table.into_table()),
        }
    }

    /// Says that a list of tables is empty, or, without `none`, that it is not stated.
    pub fn set_empty(&mut self, list: &str, none: bool) {
        let filled = self.document.get(list).and_then(Item::as_array_of_tables).is_some_and(|tables| !tables.is_empty());
        if filled {
            return;
        }
        self.document.remove(list);
        if none {
            set_in(self.document.as_table_mut(), list, Value::Array(Array::new()));
        }
    }

    /// The table that holds a key; made where it is missing, if `made`.
    fn holder(&mut self, entry: Entry<'_>, table: &str, made: bool) -> Option<&mut dyn TableLike> {
        let Some((list, line)) = entry else {
            let there = table.is_empty() || self.document.contains_key(table);
            return if there || made { self.table_mut(table) } else { None };
        };
        let item = self.document.get_mut(list)?.get_mut(line)?.as_table_like_mut()?;
        if table.is_empty() {
            return Some(item);
        }
        if made && !item.contains_key(table) {
            set_in(item, table, Value::InlineTable(InlineTable::new()));
        }
        item.get_mut(table)?.as_table_like_mut()
    }
}

/// Puts the items of one list in place of another's, which keeps its form: a line for each item, or one for all.
fn refill(list: &mut Array, new: &Array) {
    let prefix = list.iter().last().and_then(|last| last.decor().prefix()).and_then(|prefix| prefix.as_str()).map(str::to_owned);
    let by_line = prefix.filter(|prefix| prefix.contains('\n'));
    for (at, item) in new.iter().enumerate() {
        if at < list.len() {
            list.replace(at, item.clone().decorated("", ""));
        } else if let Some(prefix) = &by_line {
            list.push_formatted(item.clone().decorated(prefix, ""));
        } else {
            list.push(item.clone());
        }
    }
    while list.len() > new.len() {
        list.remove(list.len() - 1);
    }
}
