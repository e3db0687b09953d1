//! Places in a text as people count them.

/// A place: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// The beginning of a text.
    pub(super) const FIRST: Self = Self { line: 1, column: 1 };
}

/// Measures places one after the other: each byte between two of them is looked at once, so that ten thousand faults
/// in one endless line cost no more than one.
#[derive(Clone)]
pub(super) struct Ruler<'t> {
    text: &'t str,
    at: usize,
    position: Position,
}

impl<'t> Ruler<'t> {
    /// A ruler at the beginning of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, position: Position::FIRST }
    }

    /// The place of a byte; one inside a character counts as that character, one behind the end as the end.
    pub(super) fn measure(&mut self, at: usize) -> Position {
        let at = floor(self.text, at);
        if at < self.at {
            *self = Self::new(self.text);
        }
        for sign in self.text[self.at..at].chars() {
            if sign == '\n' {
                self.position = Position { line: self.position.line + 1, column: 1 };
            } else {
                self.position.column += 1;
            }
        }
        self.at = at;
        self.position
    }
}

/// The beginning of the character in which a byte stands.
pub(super) fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_counted_from_one() {
        let mut ruler = Ruler::new("é\u{1f600}a\r\nb");
        let places: Vec<_> = [0, 1, 2, 6, 9, 99].into_iter().map(|at| ruler.measure(at)).map(|at| (at.line, at.column)).collect();
        assert_eq!(places, [(1, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]);
        assert_eq!(ruler.measure(2), Position { line: 1, column: 2 });
    }
}
