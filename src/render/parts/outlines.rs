//! The outlines of the care boards: small shapes for maps, made once from the open boundaries and kept beside this file.

use std::borrow::Cow;
use std::fmt::Write as _;
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

impl Outline {
    /// The path with every corner moved to the nearest crossing of a grid with such wide meshes. Neighbours share every
    /// corner of their border, so it moves for both and no gap opens.
    pub(in crate::render) fn on_meshes(&self, mesh: i32) -> Cow<'static, str> {
        if mesh <= 1 {
            return Cow::Borrowed(self.path);
        }
        let mut path = String::new();
        for part in self.path.split_terminator('z') {
            let mut last = (0, 0);
            let mut steps = 0;
            for (at, corner) in corners(part).into_iter().enumerate() {
                let snap = |value: i32| (f64::from(value) / f64::from(mesh)).round() as i32 * mesh;
                let next = (snap(corner.0), snap(corner.1));
                let _ = match at {
                    0 => write!(path, "M{} {}l", next.0, next.1),
                    _ if next == last => Ok(()),
                    _ => {
                        steps += 1;
                        write!(path, "{} {} ", next.0 - last.0, next.1 - last.1)
                    }
                };
                last = next;
            }
            // What is smaller than a mesh is a point, and is left out.
            if steps < 2 {
                path.truncate(path.rfind('M').unwrap_or_default());
            } else {
                path.truncate(path.trim_end().len());
                path.push('z');
            }
        }
        Cow::Owned(path)
    }
}

/// The corners of one ring: `M855 881l4 16-10 14`, the first as it stands, each of the others as a step from the one before.
fn corners(ring: &str) -> Vec<(i32, i32)> {
    let spaced = ring.replace('-', " -");
    let numbers = spaced.split(|c: char| c.is_ascii_alphabetic() || c.is_whitespace()).filter_map(|number| number.parse().ok());
    let numbers: Vec<i32> = numbers.collect();
    let mut at = (0, 0);
    let steps = numbers.chunks_exact(2).map(|step| {
        at = (at.0 + step[0], at.1 + step[1]);
        at
    });
    steps.collect()
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

    #[test]
    fn wider_meshes_leave_the_shape_and_take_most_of_its_corners() {
        let outline =
            Outline { code: "E1", frame: Frame::EMPTY, label: (0.0, 0.0), path: "M10 10l4 1 7 0 0 9-9 0zM50 50l1 1-1 0z" };
        assert_eq!(corners("M10 10l4 1-2 3"), [(10, 10), (14, 11), (12, 14)]);
        assert_eq!(outline.on_meshes(1), outline.path);
        assert_eq!(outline.on_meshes(10), "M10 10l10 0 0 10 -10 0z");
        let length = |mesh| OUTLINES.iter().map(|one| one.on_meshes(mesh).len()).sum::<usize>();
        assert!(length(64) * 2 < length(1), "{} of {}", length(64), length(1));
    }
}
