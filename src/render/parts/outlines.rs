//! The outlines of the care boards: small shapes for maps, made once from the open boundaries and kept beside this file.

use std::sync::LazyLock;

/// Steps of the outlines' grid in one unit of the plane of maps.
pub(in crate::render) const GRID: f64 = 4.0;

/// A part of the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::render) struct Frame {
    pub(in crate::render) west: f64,
    pub(in crate::render) north: f64,
    pub(in crate::render) east: f64,
    pub(in crate::render) south: f64,
}

/// The shape of one care board's area.
#[derive(Debug)]
pub(in crate::render) struct Outline {
    code: &'static str,
    pub(in crate::render) frame: Frame,
    /// The point inside that is farthest from the edge: where a figure has most room.
    pub(in crate::render) label: (f64, f64),
    /// A path as SVG draws it.
    pub(in crate::render) path: &'static str,
}

impl Frame {
    /// Nothing yet: whatever is added to it is its size.
    pub(in crate::render) const EMPTY: Self = Self { west: f64::MAX, north: f64::MAX, east: f64::MIN, south: f64::MIN };

    /// The smallest frame that holds both.
    pub(in crate::render) fn with(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            north: self.north.min(other.north),
            east: self.east.max(other.east),
            south: self.south.max(other.south),
        }
    }

    /// With so much more on every side.
    pub(in crate::render) fn grown(self, by: f64) -> Self {
        Self { west: self.west - by, north: self.north - by, east: self.east + by, south: self.south + by }
    }

    pub(in crate::render) fn meets(self, other: Self) -> bool {
        self.west < other.east && other.west < self.east && self.north < other.south && other.north < self.south
    }

    pub(in crate::render) fn width(self) -> f64 {
        self.east - self.west
    }

    pub(in crate::render) fn height(self) -> f64 {
        self.south - self.north
    }

    /// As the `viewBox` of a drawing has it.
    pub(in crate::render) fn view_box(self) -> String {
        format!("{:.0} {:.0} {:.0} {:.0}", self.west, self.north, self.width(), self.height())
    }
}

/// The outline of the board with this code of the Office for National Statistics.
pub(in crate::render) fn of(code: &str) -> Option<&'static Outline> {
    let at = OUTLINES.binary_search_by(|outline| outline.code.cmp(code)).ok()?;
    OUTLINES.get(at)
}

static OUTLINES: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    let rows = include_str!("outlines.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| read(row).expect("the outlines beside this file are sound")).collect()
});

fn read(row: &'static str) -> Option<Outline> {
    let (code, rest) = row.split_once(',')?;
    let (numbers, path) = rest.rsplit_once(',')?;
    let numbers: Vec<f64> = numbers.split(',').filter_map(|number| number.parse().ok()).collect();
    let &[west, north, east, south, x, y] = numbers.as_slice() else { return None };
    Some(Outline { code, frame: Frame { west, north, east, south }, label: (x, y), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outline_is_read_in_the_order_of_codes_and_labels_lie_inside() {
        assert_eq!(OUTLINES.len(), 36);
        assert!(OUTLINES.is_sorted_by(|a, b| a.code < b.code));
        for outline in OUTLINES.iter() {
            let (x, y) = outline.label;
            assert!(outline.frame.west < x && x < outline.frame.east && outline.frame.north < y && y < outline.frame.south);
            assert!(outline.path.starts_with('M') && outline.path.ends_with('z'), "{}", outline.code);
        }
    }
}
