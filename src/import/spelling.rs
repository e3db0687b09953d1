//! How organisations write their own names, where no rule for words in capitals can know: `data/names.csv`.

use std::collections::BTreeMap;

use crate::folder::Folder;
use crate::text::fold;

use super::body::Body;

/// The table: `code,name,source`, one row for each official number.
const PATH: &str = "data/names.csv";

/// Names by official number.
#[derive(Clone, Debug, Default)]
pub struct Spellings(BTreeMap<String, String>);

impl Spellings {
    /// Reads the table of a site, which may have none.
    pub fn of(folder: &Folder) -> Self {
        let bytes: &[u8] = folder.get(PATH).map(|bytes| &**bytes).unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let rows = reader.records().filter_map(Result::ok);
        Self(rows.filter_map(|row| Some((row.get(0)?.trim().to_owned(), row.get(1)?.trim().to_owned()))).collect())
    }

    /// Spells the name of a body as it does itself. Once the register has another name for it, the table says nothing.
    pub fn apply(&self, body: &mut Body) {
        let letters = |name: &str| fold(name).replace(' ', "");
        if let Some(own) = self.0.get(&body.code).filter(|own| letters(own) == letters(&body.name)) {
            body.name.clone_from(own);
        }
    }
}
