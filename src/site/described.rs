//! What a data file of the site holds, for the pages that describe it.

/// A data file, or many of one form.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    /// Its address; `ID` or `UUID` in it stands for one of many.
    pub address: &'static str,
    /// What it holds, in a few words without a full stop.
    pub title: &'static str,
    /// Its form, as people name it: "CSV".
    pub form: &'static str,
    /// What stands in it: columns of a table, or members of JSON as `place.town` and `offers[].service`.
    pub fields: &'static [Field],
}

/// A column or member: its name, what it holds, and its type in the words of the Table Schema.
pub type Field = (&'static str, &'static str, &'static str);
