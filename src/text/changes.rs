//! What changed between two texts, line by line.

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'t> {
    /// It was there and is no longer.
    Gone(&'t str),
    /// It is new.
    New(&'t str),
}

/// The lines that differ, in their order. Meant for texts of some hundred lines: the time grows with the product of the
/// lengths of the parts that differ.
pub fn changes<'t>(before: &'t str, after: &'t str) -> Vec<Line<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = rest.take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    // lengths[a][b]: the longest common part of old[a..] and new[b..].
    let mut lengths = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            lengths[a][b] = if old[a] == new[b] { lengths[a + 1][b + 1] + 1 } else { lengths[a + 1][b].max(lengths[a][b + 1]) };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut found = Vec::new();
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            (a, b) = (a + 1, b + 1);
        } else if b == new.len() || (a < old.len() && lengths[a + 1][b] >= lengths[a][b + 1]) {
            found.push(Line::Gone(old[a]));
            a += 1;
        } else {
            found.push(Line::New(new[b]));
            b += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Line, changes};

    #[test]
    fn only_what_differs_is_said() {
        assert_eq!(changes("a\nb\nc\n", "a\nb\nc\n"), []);
        assert_eq!(changes("a\nb\nc\nd", "a\nB\nc\ne\nd"), [Line::Gone("b"), Line::New("B"), Line::New("e")]);
        assert_eq!(changes("", "a\n"), [Line::New("a")]);
    }
}
