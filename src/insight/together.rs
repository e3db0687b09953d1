//! What has been done together: documented partnerships by focus area.

use crate::model::{Directory, FocusIndex};

/// Documented partnerships of one focus area; one may serve several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// The area.
    pub focus: FocusIndex,
    /// How many there are.
    pub partnerships: usize,
    /// How many of them have a published result.
    pub with_results: usize,
}

/// A row for each focus area, in the order of the vocabulary.
pub fn together(directory: &Directory) -> Vec<Together> {
    let areas = directory.vocabulary.focus_in_order().into_iter();
    areas
        .map(|focus| {
            let of_area = || directory.partnerships.iter().filter(|one| one.focus.contains(&focus));
            let with_results = of_area().filter(|one| !one.results.is_empty()).count();
            Together { focus, partnerships: of_area().count(), with_results }
        })
        .collect()
}
