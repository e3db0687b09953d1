// How often the right record comes first: labelled queries of all kinds over a folder of files and facts.json.
// node search-labelled.mjs FOLDER [--misses]; fails under the floors of issue 4.
import { readFileSync } from "node:fs";
import path from "node:path";
import { labelledQueries } from "./search-labels.mjs";
import { runtime } from "./search-runtime.mjs";

const FLOORS = { first: 0.93, five: 0.97, rank: 0.95 };
const folder = process.argv[2];
const facts = JSON.parse(readFileSync(path.join(folder, "facts.json"), "utf8"));
const documents = JSON.parse(readFileSync(path.join(folder, "search/documents.json"), "utf8"));
const { trustbridge } = runtime(folder);
const labelled = labelledQueries(facts, 40);

const tally = {};
const misses = [];
for (const { kind, query, right } of labelled) {
  const { order } = await trustbridge.search(query);
  const found = Array.from(order.slice(0, 20), (document) => documents[document].id);
  const at = found.findIndex((id) => right.has(id));
  const one = (tally[kind] ??= { queries: 0, first: 0, five: 0, rank: 0 });
  one.queries++;
  if (at === 0) one.first++;
  if (at >= 0 && at < 5) one.five++;
  if (at >= 0) one.rank += 1 / (at + 1);
  if (at !== 0) misses.push({ kind, query, at, right: [...right].slice(0, 2).map((id) => facts.find((one) => one.id === id).name), first: documents[order[0]]?.name });
}
const total = Object.values(tally).reduce((sum, one) => ({ queries: sum.queries + one.queries, first: sum.first + one.first, five: sum.five + one.five, rank: sum.rank + one.rank }));
const share = (part, all) => Math.round((1000 * part) / all) / 1000;
const shares = (one) => ({ queries: one.queries, first: share(one.first, one.queries), five: share(one.five, one.queries), rank: share(one.rank, one.queries) });
console.log(JSON.stringify({ total: shares(total), kinds: Object.fromEntries(Object.entries(tally).map(([kind, one]) => [kind, shares(one)])) }, null, 1));
if (process.argv.includes("--misses")) console.log(JSON.stringify(misses, null, 1));
const reached = shares(total);
for (const name of ["first", "five", "rank"]) {
  if (reached[name] < FLOORS[name]) {
    console.error(`success ${name}: ${reached[name]} is under the floor ${FLOORS[name]}`);
    process.exitCode = 1;
  }
}
