//! What changed between two texts, line by line.

use imara_diff::{Algorithm, Diff, InternedInput};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'t> {
    /// It was there and is no longer.
    Gone(&'t str),
    /// It is new.
    New(&'t str),
}

/// The lines that differ, in their order: of each place that changes first what is gone, then what is new.
pub fn changes<'t>(before: &'t str, after: &'t str) -> Vec<Line<'t>> {
    let mut input = InternedInput::default();
    input.update_before(before.lines());
    input.update_after(after.lines());
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_no_heuristic(&input);
    let line = |token| input.interner[token];
    diff.hunks()
        .flat_map(|hunk| {
            let gone = hunk.before.map(|at| Line::Gone(line(input.before[at as usize])));
            gone.chain(hunk.after.map(|at| Line::New(line(input.after[at as usize])))).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Line, changes};

    #[test]
    fn only_what_differs_is_said() {
        assert_eq!(changes("a\nb\nc\n", "a\nb\nc\n"), []);
        assert_eq!(changes("a\nb\nc\nd", "a\nB\nc\ne\nd"), [Line::Gone("b"), Line::New("B"), Line::New("e")]);
        assert_eq!(changes("", "a\n"), [Line::New("a")]);
        assert_eq!(changes("a\r\nb", "a\nb\n"), []);
    }

    /// A table of the one by the other would be 128,000 times 128,000 numbers.
    #[test]
    fn long_texts_of_lines_that_repeat_or_share_nothing_cost_little() {
        let (old, new) = ("#\n".repeat(128_000), "x\n".repeat(128_000));
        assert_eq!(changes(&old, &new).len(), 256_000);
        let mixed: String = (0..20_000_u64).map(|n| if n * n % 7 < 3 { "#\n" } else { "x\n" }).collect();
        assert!(changes(&old[..40_000], &mixed).len() < 40_000);
        let numbers = |from: u64| (from..from + 40_000).map(|n| (n * 7919 % 40_009).to_string()).collect::<Vec<_>>().join("\n");
        assert!(!changes(&numbers(0), &numbers(20_000)).is_empty());
        let middle = format!("{}key = 1\n{}", "#\n".repeat(60_000), "#\n".repeat(60_000));
        assert_eq!(changes(&middle, &middle.replace('1', "2")), [Line::Gone("key = 1"), Line::New("key = 2")]);
    }
}
