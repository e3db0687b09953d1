//! Splitting a set of tables into rounds, so that nobody sits at two tables at once.

/// For each pair (left, right) the round, from 0, in which it sits; at least `least` rounds are used, and rounds have
/// as many tables as each other, give or take one.
///
/// A two-sided graph whose busiest node has `d` edges always splits into `d` rounds (König); the proof is the method:
/// where the free rounds of two ends differ, two rounds are swapped along the path that stands in the way.
pub(super) fn split(pairs: &[(usize, usize)], left: usize, right: usize, least: usize) -> Vec<usize> {
    let nodes = left + right;
    let ends: Vec<(usize, usize)> = pairs.iter().map(|&(one, other)| (one, left + other)).collect();
    let mut degree = vec![0_usize; nodes];
    for &(one, other) in &ends {
        degree[one] += 1;
        degree[other] += 1;
    }
    let rounds = degree.into_iter().max().unwrap_or(0).max(least);
    let mut plan = Plan { ends, at: vec![vec![None; rounds]; nodes], round: vec![usize::MAX; pairs.len()] };
    for pair in 0..pairs.len() {
        plan.place(pair);
    }
    plan.level();
    plan.round
}

struct Plan {
    ends: Vec<(usize, usize)>,
    /// For each node and round, the pair that sits there.
    at: Vec<Vec<Option<usize>>>,
    round: Vec<usize>,
}

impl Plan {
    /// The first round in which a node is free; there is one, because no node has more pairs than there are rounds.
    fn free(&self, node: usize) -> usize {
        self.at[node].iter().position(Option::is_none).unwrap_or(0)
    }

    fn place(&mut self, pair: usize) {
        let (one, other) = self.ends[pair];
        let both = (0..self.at[one].len()).find(|&round| self.at[one][round].is_none() && self.at[other][round].is_none());
        let round = both.unwrap_or_else(|| {
            let (free_one, free_other) = (self.free(one), self.free(other));
            self.swap_from(other, free_one, free_other);
            free_one
        });
        self.set(pair, round);
    }

    fn set(&mut self, pair: usize, round: usize) {
        let (one, other) = self.ends[pair];
        self.round[pair] = round;
        self.at[one][round] = Some(pair);
        self.at[other][round] = Some(pair);
    }

    /// Swaps two rounds along the path that starts at `node` with a pair of round `first`.
    fn swap_from(&mut self, node: usize, first: usize, second: usize) {
        let path = self.path(node, first, second);
        self.swap(&path, first, second);
    }

    fn path(&self, mut node: usize, first: usize, second: usize) -> Vec<usize> {
        let (mut now, mut next) = (first, second);
        let mut path = Vec::new();
        while let Some(pair) = self.at[node][now] {
            if path.contains(&pair) {
                break;
            }
            path.push(pair);
            let (one, other) = self.ends[pair];
            node = if node == one { other } else { one };
            (now, next) = (next, now);
        }
        path
    }

    fn swap(&mut self, path: &[usize], first: usize, second: usize) {
        for &pair in path {
            let (one, other) = self.ends[pair];
            let round = self.round[pair];
            self.at[one][round] = None;
            self.at[other][round] = None;
        }
        for &pair in path {
            let round = if self.round[pair] == first { second } else { first };
            self.set(pair, round);
        }
    }

    /// Moves pairs until no round has two tables more than another.
    fn level(&mut self) {
        let rounds = self.at.first().map_or(0, Vec::len);
        loop {
            let mut sizes = vec![0_usize; rounds];
            self.round.iter().for_each(|&round| sizes[round] += 1);
            let full = (0..rounds).max_by_key(|&round| (sizes[round], std::cmp::Reverse(round)));
            let bare = (0..rounds).min_by_key(|&round| (sizes[round], round));
            let (Some(full), Some(bare)) = (full, bare) else { return };
            if sizes[full] < sizes[bare] + 2 {
                return;
            }
            // A path that begins and ends in the full round has one pair more of it; there is one, by counting.
            let starts = (0..self.at.len()).filter(|&node| self.at[node][full].is_some() && self.at[node][bare].is_none());
            let longer = starts.map(|node| self.path(node, full, bare)).find(|path| path.len() % 2 == 1);
            let Some(path) = longer else { return };
            self.swap(&path, full, bare);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sits_at_two_tables_at_once() {
        let pairs: Vec<(usize, usize)> =
            (0..7).flat_map(|left| [(left, left), (left, (left + 3) % 7), (left, (left * 2 + 1) % 7)]).collect();
        let mut pairs = pairs;
        pairs.sort_unstable();
        pairs.dedup();
        for least in [0, 4, 9] {
            let rounds = split(&pairs, 7, 7, least);
            for (at, &(one, other)) in pairs.iter().enumerate() {
                for (before, &(left, right)) in pairs[..at].iter().enumerate() {
                    assert!(rounds[before] != rounds[at] || (left != one && right != other));
                }
            }
            let used = rounds.iter().max().map_or(0, |last| last + 1).max(least);
            let sizes: Vec<usize> = (0..used).map(|round| rounds.iter().filter(|&&sits| sits == round).count()).collect();
            assert!(sizes.iter().max().unwrap_or(&0) - sizes.iter().min().unwrap_or(&0) <= 1, "{sizes:?}");
        }
    }
}
