//! Least-cost greatest flow by successive shortest paths: exact, whole-number, deterministic.
//!
//! Written here because the maintained graph crates stop short of it: `pathfinding` and `petgraph` have greatest flow
//! and assignment, neither of which can say "twice each, but never the same two twice at the least cost", and the crate
//! that wraps the LEMON library needs a C++ compiler.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A network of numbered nodes.
pub(super) struct Network {
    /// For each node the arcs that leave it.
    leaving: Vec<Vec<usize>>,
    /// Arcs in pairs: an even number runs forward, the odd one after it runs back.
    arcs: Vec<Arc>,
}

struct Arc {
    to: usize,
    left: u32,
    cost: i128,
}

impl Network {
    /// A network without arcs.
    pub(super) fn new(nodes: usize) -> Self {
        Self { leaving: vec![Vec::new(); nodes], arcs: Vec::new() }
    }

    /// Adds an arc and answers with its number. `cost` must not be negative.
    pub(super) fn add(&mut self, from: usize, to: usize, capacity: u32, cost: i128) -> usize {
        let number = self.arcs.len();
        self.leaving[from].push(number);
        self.arcs.push(Arc { to, left: capacity, cost });
        self.leaving[to].push(number + 1);
        self.arcs.push(Arc { to: from, left: 0, cost: -cost });
        number
    }

    /// How much flows through an arc.
    pub(super) fn flow(&self, arc: usize) -> u32 {
        self.arcs[arc + 1].left
    }

    /// Sends as much as possible from `source` to `sink` at the least cost, and answers how much.
    ///
    /// Potentials keep the costs of all arcs that can still be used from going below zero, so that each path is found
    /// by Dijkstra's algorithm; ties go to the lower node, and so the result depends on nothing but the network.
    pub(super) fn send(&mut self, source: usize, sink: usize) -> u32 {
        let mut potential = vec![0_i128; self.leaving.len()];
        let mut sent = 0;
        while let Some((distance, arriving)) = self.shortest(source, sink, &potential) {
            let farthest = distance[sink].unwrap_or(0);
            for (node, potential) in potential.iter_mut().enumerate() {
                *potential += distance[node].map_or(farthest, |distance| distance.min(farthest));
            }
            let mut node = sink;
            let mut amount = u32::MAX;
            while node != source {
                amount = amount.min(self.arcs[arriving[node]].left);
                node = self.arcs[arriving[node] ^ 1].to;
            }
            node = sink;
            while node != source {
                self.arcs[arriving[node]].left -= amount;
                self.arcs[arriving[node] ^ 1].left += amount;
                node = self.arcs[arriving[node] ^ 1].to;
            }
            sent += amount;
        }
        sent
    }

    /// Reduced distances from `source` and the arc by which each node is reached; `None` when `sink` is not.
    fn shortest(&self, source: usize, sink: usize, potential: &[i128]) -> Option<(Vec<Option<i128>>, Vec<usize>)> {
        let mut distance: Vec<Option<i128>> = vec![None; self.leaving.len()];
        let mut arriving = vec![usize::MAX; self.leaving.len()];
        let mut heap = BinaryHeap::from([Reverse((0_i128, source))]);
        distance[source] = Some(0);
        while let Some(Reverse((so_far, node))) = heap.pop() {
            if distance[node].is_some_and(|known| known < so_far) {
                continue;
            }
            for &number in &self.leaving[node] {
                let arc = &self.arcs[number];
                let through = so_far + arc.cost + potential[node] - potential[arc.to];
                if arc.left > 0 && distance[arc.to].is_none_or(|known| through < known) {
                    distance[arc.to] = Some(through);
                    arriving[arc.to] = number;
                    heap.push(Reverse((through, arc.to)));
                }
            }
        }
        distance[sink].is_some().then_some((distance, arriving))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_of_the_greatest_flows_is_sent() {
        // 0 -> {1, 2} -> {3, 4} -> 5; the cheapest single path (1, 3) is not part of the best two.
        let mut network = Network::new(6);
        for middle in [1, 2] {
            network.add(0, middle, 1, 0);
            network.add(middle + 2, 5, 1, 0);
        }
        let arcs = [(1, 3, 1), (1, 4, 2), (2, 3, 3)].map(|(from, to, cost)| network.add(from, to, 1, cost));
        assert_eq!(network.send(0, 5), 2);
        assert_eq!(arcs.map(|arc| network.flow(arc)), [0, 1, 1]);
    }
}
