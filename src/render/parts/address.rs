//! The addresses of pages, from the site's root.

use crate::model::{CareBoardIndex, Places};

/// Of an organisation's profile.
pub(in crate::render) fn organisation(id: &str) -> String {
    format!("organisations/{id}/")
}

/// Of a service.
pub(in crate::render) fn service(id: &str) -> String {
    format!("services/{id}/")
}

/// Of a region.
pub(in crate::render) fn region(id: &str) -> String {
    format!("places/{id}/")
}

/// Of a care board: under its main region, or under `england` where none is stated.
pub(in crate::render) fn board(places: &Places, at: CareBoardIndex) -> String {
    let board = &places[at];
    let region = board.regions.first().map_or("england", |&region| places[region].id.as_str());
    format!("places/{region}/{}/", board.id)
}

/// Of a partnership.
pub(in crate::render) fn partnership(id: &str) -> String {
    format!("partnerships/{id}/")
}

/// Of a focus area.
pub(in crate::render) fn focus(id: &str) -> String {
    format!("focus/{id}/")
}

/// Of a page of the guide.
pub(in crate::render) fn guide(id: &str) -> String {
    format!("guide/{id}/")
}
