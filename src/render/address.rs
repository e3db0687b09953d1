//! The addresses of pages, from the site's root.

use crate::model::{CareBoardIndex, Places};

/// Of an organisation's profile.
pub(super) fn organisation(id: &str) -> String {
    format!("organisations/{id}/")
}

/// Of a service.
pub(super) fn service(id: &str) -> String {
    format!("services/{id}/")
}

/// Of a region.
pub(super) fn region(id: &str) -> String {
    format!("places/{id}/")
}

/// Of a care board: under its main region, or under `england` where none is stated.
pub(super) fn board(places: &Places, at: CareBoardIndex) -> String {
    let board = &places[at];
    let region = board.regions.first().map_or("england", |&region| places[region].id.as_str());
    format!("places/{region}/{}/", board.id)
}

/// Of a partnership.
pub(super) fn partnership(id: &str) -> String {
    format!("partnerships/{id}/")
}

/// Of a focus area.
pub(super) fn focus(id: &str) -> String {
    format!("focus/{id}/")
}

/// Of a page of the guide.
pub(super) fn guide(id: &str) -> String {
    format!("guide/{id}/")
}
