//! The outlines of the care boards: small shapes for maps, made once from the open boundaries and kept beside this file.

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
    /// The corners of its parts.
    rings: Vec<Vec<(i32, i32)>>,
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
    /// The path as far as a drawing of `frame` shows it, with every corner moved to the nearest crossing of a grid with such
    /// wide meshes. Neighbours share every corner of their border, so it moves for both and no gap opens. Empty where nothing of
    /// it is seen.
    pub(in crate::render) fn seen_in(&self, frame: Frame, mesh: i32) -> String {
        let mesh = mesh.max(1);
        let snap = |value: i32| (f64::from(value) / f64::from(mesh)).round() as i32 * mesh;
        // The cut edge has a stroke, which must not be seen.
        let window = frame.grown(f64::from(4 * mesh));
        let mut path = String::new();
        for ring in &self.rings {
            let mut ring: Vec<(i32, i32)> = ring.iter().map(|corner| (snap(corner.0), snap(corner.1))).collect();
            ring.dedup();
            let ring = cut(ring, window);
            // What is smaller than a mesh is a point, and is left out.
            if ring.len() > 2 {
                draw(&mut path, &ring);
            }
        }
        path
    }
}

/// The part of a ring that lies in `window`, by cutting along each of its sides (Sutherland and Hodgman).
fn cut(mut ring: Vec<(i32, i32)>, window: Frame) -> Vec<(i32, i32)> {
    let sides = [(true, window.west, 1), (true, window.east, -1), (false, window.north, 1), (false, window.south, -1)];
    for (across, limit, inward) in sides {
        let limit = limit.round() as i32;
        let along = |corner: (i32, i32)| if across { corner.0 } else { corner.1 };
        let inside = |corner: (i32, i32)| (along(corner) - limit) * inward >= 0;
        let crossing = |from: (i32, i32), to: (i32, i32)| {
            let part = f64::from(limit - along(from)) / f64::from(along(to) - along(from));
            let between = |from: i32, to: i32| from + (f64::from(to - from) * part).round() as i32;
            if across { (limit, between(from.1, to.1)) } else { (between(from.0, to.0), limit) }
        };
        let mut kept = Vec::with_capacity(ring.len());
        for (at, &corner) in ring.iter().enumerate() {
            let before = ring[at.checked_sub(1).unwrap_or(ring.len() - 1)];
            if inside(corner) != inside(before) {
                kept.push(crossing(before, corner));
            }
            if inside(corner) {
                kept.push(corner);
            }
        }
        kept.dedup();
        ring = kept;
    }
    ring
}

/// Adds a ring to a path: `M855 881l4 16-10 14z`.
fn draw(path: &mut String, ring: &[(i32, i32)]) {
    let _ = write!(path, "M{} {}", ring[0].0, ring[0].1);
    let steps = ring.windows(2).flat_map(|pair| [pair[1].0 - pair[0].0, pair[1].1 - pair[0].1]);
    for (at, step) in steps.enumerate() {
        // A minus parts two numbers as well as a space.
        let before = if at == 0 {
            "l"
        } else if step < 0 {
            ""
        } else {
            " "
        };
        let _ = write!(path, "{before}{step}");
    }
    path.push('z');
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
    let rings = path.split_terminator('z').map(corners).collect();
    Some(Outline { code, frame: Frame { west, north, east, south }, label: (x, y), path, rings })
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
        let path = "M10 10l4 1 7 0 0 9-9 0zM50 50l1 1-1 0z";
        let rings = path.split_terminator('z').map(corners).collect();
        let outline = Outline { code: "E1", frame: Frame::EMPTY, label: (0.0, 0.0), path, rings };
        let all = Frame { west: 0.0, north: 0.0, east: 9e3, south: 9e3 };
        assert_eq!(corners("M10 10l4 1-2 3"), [(10, 10), (14, 11), (12, 14)]);
        assert_eq!(outline.seen_in(all, 1), path);
        assert_eq!(outline.seen_in(all, 10), "M10 10l10 0 0 10-10 0z");
        let length = |mesh| OUTLINES.iter().map(|one| one.seen_in(all, mesh).len()).sum::<usize>();
        assert!(length(64) * 2 < length(1), "{} of {}", length(64), length(1));
    }

    #[test]
    fn a_drawing_holds_only_what_it_shows() {
        let square = vec![(0, 0), (100, 0), (100, 100), (0, 100)];
        let right = Frame { west: 50.0, north: -10.0, east: 200.0, south: 40.0 };
        assert_eq!(cut(square.clone(), right), [(50, 40), (50, 0), (100, 0), (100, 40)]);
        let slope = vec![(0, 0), (100, 100), (0, 100)];
        assert_eq!(cut(slope, Frame { west: -9.0, north: -9.0, east: 200.0, south: 50.0 }), [(0, 50), (0, 0), (50, 50)]);
        assert_eq!(cut(square, Frame { west: 300.0, north: 0.0, east: 400.0, south: 90.0 }), []);
        // Every corner inside of the frame is drawn as it was.
        for outline in OUTLINES.iter() {
            let (x, y) = outline.label;
            let frame = Frame { west: x - 60.0, north: y - 40.0, east: x + 60.0, south: y + 40.0 };
            let seen = outline.seen_in(frame, 1);
            let drawn: Vec<_> = seen.split_terminator('z').flat_map(corners).collect();
            let inside = |&(x, y): &(i32, i32)| {
                let (x, y) = (f64::from(x), f64::from(y));
                frame.west < x && x < frame.east && frame.north < y && y < frame.south
            };
            let expected: Vec<_> = outline.rings.iter().flatten().copied().filter(inside).collect();
            assert!(expected.iter().all(|corner| drawn.contains(corner)), "{}", outline.code);
            assert!(!seen.is_empty() && seen.len() <= outline.path.len() + 40, "{}", outline.code);
        }
    }
}
