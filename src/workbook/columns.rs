//! The sheets of a workbook and their columns, made from the record types: a new key of a record is a new column.

use crate::data::FileKind;
use crate::data::schema::form::Form;
use crate::data::schema::forms::keys_of;
use crate::data::schema::shape::{Key, Shape};
use crate::text::capitalised;

/// Which sheets there are: name, kind of record, and the list of the record whose entries are its rows; without one, a row
/// is a whole record.
const SHEETS: &[(&str, FileKind, Option<&str>)] = &[
    ("organisations", FileKind::Organisation, None),
    ("offers", FileKind::Organisation, Some("offers")),
    ("needs", FileKind::Organisation, Some("needs")),
    ("schools", FileKind::Organisation, Some("sites")),
    ("contacts", FileKind::Organisation, Some("contacts")),
    ("partnerships", FileKind::Partnership, None),
];

/// Keys that no sheet shows. Who opted out is not written at all; ids are changed by `rename`, everywhere at once.
const LEFT_OUT: &[&str] = &["opt_out", "former_ids"];

/// Headings that the key alone does not give.
const HEADINGS: &[(&str, &str)] = &[
    ("codes.ods", "ODS code"),
    ("codes.former_ods", "Former ODS codes"),
    ("codes.gias_uid", "Group UID"),
    ("codes.gias_trn", "Group ID"),
    ("codes.ukprn", "UKPRN"),
    ("codes.companies_house", "Companies House number"),
    ("codes.charity", "Charity number"),
    ("place.icbs", "Care boards"),
    ("place.reach_km", "Reach in km"),
    ("serves.districts", "Districts served"),
    ("serves.ages", "Ages served"),
    ("serves.phases", "Phases served"),
    ("serves.site_count", "Number of schools or hospitals"),
    ("serves.people", "People served"),
    ("review.by", "Checked by"),
    ("review.next", "Next check"),
    ("amount.number", "Amount"),
    ("urn", "URN"),
    ("ods", "ODS code"),
    ("url", "Web page"),
    ("group", "Group it belongs to"),
    ("partners", "Known partners"),
];

/// A sheet and its columns.
#[derive(Clone, Debug)]
pub struct SheetForm {
    /// Its name.
    pub name: &'static str,
    /// The kind of record that its rows stand in.
    pub kind: FileKind,
    /// The list of the record whose entries are its rows.
    pub list: Option<&'static str>,
    /// Its columns from left to right; the last is the hidden one with the mark.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands in its first row.
    pub heading: String,
    /// What is allowed in it, in a sentence or two.
    pub about: String,
    /// What its cells are.
    pub is: Is,
}

/// What the cells of a column are.
#[derive(Clone, Debug)]
pub enum Is {
    /// The id of the record that the row belongs to.
    Id,
    /// The name of the record that the row belongs to, for readers.
    Name,
    /// A value of the record, or of the entry: its key, with a dot where it stands in a table, and what it holds.
    Value(String, Holds),
    /// Whether a list such as the offers is not stated, none, or written in its own sheet.
    Stated(&'static str),
    /// The word `remove` here takes the entry out of its record.
    Remove,
    /// Which record and entry the row is, and its fingerprint; hidden.
    Mark,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Holds {
    /// A text.
    Text(Words),
    /// Several texts, with semicolons between them.
    Texts(Words),
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// A day.
    Day,
    /// Youngest and oldest: `4 to 11`.
    Ages,
}

/// Which texts are allowed.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What they stand for.
    pub form: Option<Form>,
    /// The words of the record type itself.
    pub fixed: Vec<String>,
    /// Whether it has the form of an official number or a telephone number, which a spreadsheet would take for a number.
    pub digits: bool,
    /// The least and the most length in characters of the digits alone.
    pub pattern: Option<regex::Regex>,
}

impl SheetForm {
    /// All sheets.
    pub fn all() -> Vec<Self> {
        SHEETS.iter().map(|(name, kind, list)| Self { name, kind: *kind, list: *list, columns: columns(*kind, *list) }).collect()
    }

    /// What people call a row of it, where it is an entry of a record: `offer`.
    pub fn noun(&self) -> &'static str {
        match self.name {
            "offers" => "offer",
            "needs" => "need",
            "schools" => "school or hospital",
            "contacts" => "contact",
            "partnerships" => "partnership",
            _ => "organisation",
        }
    }
}

impl Column {
    /// Whether cells of rows that the workbook came with are locked.
    pub fn is_locked(&self) -> bool {
        match &self.is {
            Is::Id | Is::Name | Is::Mark => true,
            // The sector is the folder that a record lies in.
            Is::Value(path, _) => path == "sector",
            Is::Stated(_) | Is::Remove => false,
        }
    }
}

fn columns(kind: FileKind, list: Option<&'static str>) -> Vec<Column> {
    let noun = if kind == FileKind::Partnership { "partnership" } else { "organisation" };
    let mut columns = Vec::new();
    let mut add = |heading: &str, about: String, is| columns.push(Column { heading: heading.to_owned(), about, is });
    match list {
        None => {
            add("Id", format!("The id of the {noun}: the address of its page. A new {noun} gets one from its name."), Is::Id);
        }
        Some(_) => {
            add("Organisation", "The id of the organisation, as in the sheet `organisations`.".to_owned(), Is::Id);
            add("Organisation name", "Its name, to find your way; change it in the sheet `organisations`.".to_owned(), Is::Name);
        }
    }
    match list {
        None => flatten(keys_of(kind), "", &mut columns),
        Some(list) => {
            let item = keys_of(kind).iter().find(|key| key.name == list).map(|key| &key.shape);
            if let Some(Shape::List { item, .. }) = item
                && let Shape::Table(keys) = &**item
            {
                flatten(keys, "", &mut columns);
            }
        }
    }
    let mut add = |heading: &str, about: String, is| columns.push(Column { heading: heading.to_owned(), about, is });
    if kind == FileKind::Organisation && list.is_none() {
        for (heading, list) in [("Offers", "offers"), ("Needs", "needs")] {
            let about = format!(
                "`listed` where the sheet `{list}` holds them. `none` says that it has none; `not stated` that nobody has asked."
            );
            add(heading, about, Is::Stated(list));
        }
    }
    if list.is_some() {
        add(
            "Remove",
            "Write `remove` to take this entry out of the record. A row that is deleted changes nothing.".to_owned(),
            Is::Remove,
        );
    }
    add("Mark", "Which record this row is. Leave it alone.".to_owned(), Is::Mark);
    columns
}

/// A column for every value of `keys`; tables are gone into, lists of tables have sheets of their own.
fn flatten(keys: &[Key], above: &str, columns: &mut Vec<Column>) {
    for key in keys.iter().filter(|key| !LEFT_OUT.contains(&key.name.as_str())) {
        let path = format!("{above}{}", key.name);
        if let Shape::Table(inner) = &key.shape {
            flatten(inner, &format!("{path}."), columns);
        } else if let Some(holds) = holds(&key.shape) {
            let heading = HEADINGS
                .iter()
                .find(|(known, _)| *known == path)
                .map_or_else(|| capitalised(&key.name.replace('_', " ")), |(_, heading)| (*heading).to_owned());
            let needed = if key.required { " Every row needs it." } else { "" };
            columns.push(Column { heading, about: format!("{}{needed}{}", key.about, holds.hint()), is: Is::Value(path, holds) });
        }
    }
}

fn holds(shape: &Shape) -> Option<Holds> {
    let words = |shape: &Shape| match shape {
        Shape::Text(text) => Some(Words {
            form: text.form,
            fixed: text.words.clone(),
            digits: text.form == Some(Form::Code) || text.pattern.is_some(),
            pattern: text.pattern.clone(),
        }),
        _ => None,
    };
    Some(match shape {
        Shape::Text(_) => Holds::Text(words(shape)?),
        Shape::Whole(..) => Holds::Whole,
        Shape::Number(..) => Holds::Number,
        Shape::Truth => Holds::Truth,
        Shape::Day => Holds::Day,
        Shape::List { item, .. } if matches!(**item, Shape::Whole(..)) => Holds::Ages,
        Shape::List { item, .. } => Holds::Texts(words(item)?),
        Shape::Table(_) | Shape::Map(_) => return None,
    })
}

impl Holds {
    /// What a person should know of how it is written, beside what it is.
    fn hint(&self) -> &'static str {
        match self {
            Self::Texts(_) => " Several are parted by semicolons; `none` says that there is none.",
            Self::Ages => " Written `4 to 11`.",
            Self::Day => " A day.",
            Self::Truth => " `yes` or `no`.",
            Self::Text(words) if words.digits => " Kept as text, so that no zero at its beginning is lost.",
            Self::Text(_) | Self::Whole | Self::Number => "",
        }
    }

    /// The words of a text or a list of texts.
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::Text(words) | Self::Texts(words) => Some(words),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn no_two_columns_of_a_sheet_have_one_heading() {
        for sheet in super::SheetForm::all() {
            let headings: BTreeSet<String> = sheet.columns.iter().map(|column| column.heading.to_lowercase()).collect();
            assert_eq!(headings.len(), sheet.columns.len(), "{}: {headings:?}", sheet.name);
        }
    }
}
