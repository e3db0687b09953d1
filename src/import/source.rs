//! What a record made or refreshed by an import rests on.

use jiff::civil::Date;

use super::body::{Body, Evidence, Scheme};
use super::map::Map;
use super::{gias, ods};

/// Days after which an import moves the dates of its own sources forward. A monthly import that did so each time would
/// change every record each month, and nobody could see what really changed.
pub(super) const CONFIRM_AFTER_DAYS: i32 = 90;

/// The title under which a record names the extract of schools.
pub(super) const SCHOOLS: &str = "Get Information about Schools, all establishments";

/// A register, as records name it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which register it is.
    pub register: Register,
    /// Its title in `[[sources]]`.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The date of the extract, where it says one.
    pub date: Option<Date>,
    /// The address of any other table.
    pub page: Option<String>,
}

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    /// Get Information about Schools.
    Gias,
    /// The NHS Organisation Data Service.
    Ods,
    /// Any table.
    Csv,
}

impl Source {
    /// The register's own words for itself.
    pub fn new(register: Register, date: Option<Date>) -> Self {
        let (title, publisher) = match register {
            Register::Gias => ("Get Information about Schools, all group records", "Department for Education"),
            Register::Ods => ("NHS Organisation Data Service", "NHS England"),
            Register::Csv => ("", ""),
        };
        Self { register, title: title.to_owned(), publisher: publisher.to_owned(), date, page: None }
    }

    /// Takes what a map says of its table.
    pub fn describe(&mut self, map: &Map) {
        self.page.clone_from(&map.source);
        self.title.clone_from(&map.title);
        self.publisher.clone_from(&map.publisher);
    }

    /// What a body rests on: the register first, then whatever else says something of it.
    pub(super) fn evidence(&self, body: &Body) -> Vec<Evidence> {
        let register = self.url(body).map(|url| Evidence {
            url,
            title: self.title.clone(),
            publisher: self.publisher.clone(),
            date: self.date,
            supports: if body.contacts.iter().any(|contact| contact.key == "phone") {
                vec!["name", "codes", "place", "contacts"]
            } else {
                vec!["name", "codes", "place"]
            },
        });
        register.into_iter().chain(body.evidence.iter().cloned()).collect()
    }

    /// The page of a body in the register.
    pub fn url(&self, body: &Body) -> Option<String> {
        match (self.register, body.scheme) {
            (Register::Gias, _) => Some(format!("{}{}", gias::HOME, body.code)),
            (Register::Ods, _) => Some(ods::HOME.to_owned()),
            (Register::Csv, Scheme::Gias) if self.page.is_none() => Some(format!("{}{}", gias::HOME, body.code)),
            (Register::Csv, _) => self.page.clone(),
        }
    }
}

/// The day in the name of a file: `allgroupsdata20260217.csv`, `etr-2026-07-08.zip`.
pub fn date_in_name(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len()).find_map(|at| {
        if at > 0 && digit_at(at - 1) {
            return None;
        }
        [8, 10].into_iter().find_map(|length| {
            let part = name.get(at..at + length).filter(|_| !digit_at(at + length))?;
            let year_first = part.as_bytes()[..4].iter().all(u8::is_ascii_digit);
            super::body::day(part).filter(|day| year_first && (2000..2100).contains(&day.year()))
        })
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_is_found_in_the_name_of_a_file() {
        let found = |name| super::date_in_name(name).map(|day| day.to_string());
        assert_eq!(found("allgroupsdata20260217.csv").as_deref(), Some("2026-02-17"));
        assert_eq!(found("etr-2026-07-08.zip").as_deref(), Some("2026-07-08"));
        for name in ["etr.csv", "etr-2026-07.csv", "extract 123456789.csv", "31122025.csv", "20261399.csv"] {
            assert_eq!(found(name), None, "{name}");
        }
    }
}
