//! The site's own regions and care boards, found by the codes that registers use.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::data::FileKind;
use crate::data::schema::record::{IcbRecord, IcbsFile, RegionsFile};
use crate::data::{text_of, typed};
use crate::folder::Folder;
use crate::geo::Point;
use crate::text::fold;

/// A care board of the site.
#[derive(Clone, Debug)]
pub struct Board {
    /// Its id.
    pub id: String,
    /// Its legal name.
    pub name: String,
    /// Its ODS code, empty where the site does not know it.
    pub ods: String,
    /// The regions in which it lies, the main one first.
    pub regions: Vec<String>,
    /// The day on which it ended.
    pub closed: Option<Date>,
    /// The board that took its place.
    pub successor: Option<String>,
    /// Its middle.
    pub centre: Option<Point>,
}

/// The regions and boards of a site.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    by_id: BTreeMap<String, Board>,
    by_code: BTreeMap<String, String>,
    by_name: BTreeMap<String, String>,
    regions: BTreeMap<String, String>,
}

impl Boards {
    /// Reads `data/places`; a file that is missing or cannot be read gives none, and `check` says why.
    pub fn of(folder: &Folder) -> Self {
        let icbs: IcbsFile = list(folder, FileKind::Icbs.path());
        let regions: RegionsFile = list(folder, FileKind::Regions.path());
        let mut known = Self::default();
        for region in regions.region {
            for name in [&region.ons, &region.name, &region.id] {
                known.regions.insert(fold(name), region.id.clone());
            }
        }
        for icb in icbs.icb {
            for code in [&icb.ods, &icb.ons].into_iter().filter(|code| !code.is_empty()) {
                known.by_code.insert(code.clone(), icb.id.clone());
            }
            for name in [&icb.name, &icb.short].into_iter().filter(|name| !name.is_empty()) {
                known.by_name.insert(fold(name), icb.id.clone());
            }
            known.by_id.insert(icb.id.clone(), board(icb));
        }
        known
    }

    /// The id of the region with this ONS code or name.
    pub fn region(&self, code_or_name: &str) -> Option<&str> {
        self.regions.get(&fold(code_or_name)).map(String::as_str)
    }

    /// The board with this ODS or ONS code, in force or not.
    pub fn by_code(&self, code: &str) -> Option<&Board> {
        self.by_code.get(code).and_then(|id| self.by_id.get(id))
    }

    /// The board with this id, code, name or short name.
    pub fn find(&self, word: &str) -> Option<&Board> {
        self.by_id
            .get(word)
            .or_else(|| self.by_code(word))
            .or_else(|| self.by_name.get(&fold(word)).and_then(|id| self.by_id.get(id)))
    }

    /// The board of this id.
    pub fn get(&self, id: &str) -> Option<&Board> {
        self.by_id.get(id)
    }

    /// The board in force that follows from `board`, itself if it is in force.
    pub fn in_force<'a>(&'a self, mut board: &'a Board) -> Option<&'a Board> {
        // A chain of successors is never longer than the list; a circle in it ends here.
        for _ in 0..=self.by_id.len() {
            if board.closed.is_none() {
                return Some(board);
            }
            board = self.by_id.get(board.successor.as_deref()?)?;
        }
        None
    }

    /// The boards in force, in the order of their ids.
    pub fn all_in_force(&self) -> impl Iterator<Item = &Board> {
        self.by_id.values().filter(|board| board.closed.is_none())
    }

    /// Whether the site knows any board.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

fn list<T: DeserializeOwned + Default>(folder: &Folder, path: &str) -> T {
    let text = folder.get(path).and_then(|bytes| text_of(path, bytes).ok()).unwrap_or_default();
    typed(path, &text).unwrap_or_default()
}

fn board(icb: IcbRecord) -> Board {
    let centre = match icb.centre.as_deref() {
        Some(&[latitude, longitude]) => Some(Point { latitude, longitude }),
        _ => None,
    };
    Board { id: icb.id, name: icb.name, ods: icb.ods, regions: icb.regions, closed: icb.closed, successor: icb.successor, centre }
}
