// Compares trustbridge.searchRaw over the small files with stock elasticlunr.js over the whole index.
// node search-parity.mjs FOLDER [QUERIES]: FOLDER holds search/manifest.js and search/searchindex.json.
import { readFileSync } from "node:fs";
import path from "node:path";
import elasticlunr from "elasticlunr";
import { queriesFor } from "./search-queries.mjs";
import { runtime } from "./search-runtime.mjs";

const [folder, wanted = "520"] = process.argv.slice(2);
const whole = elasticlunr.Index.load(JSON.parse(readFileSync(path.join(folder, "search/searchindex.json"), "utf8")));
const documents = JSON.parse(readFileSync(path.join(folder, "search/documents.json"), "utf8"));
const { trustbridge } = runtime(folder);
elasticlunr.utils.warn = () => {};

const boosts = { name: { boost: 3 }, alias: { boost: 2 }, town: {}, services: { boost: 1.5, expand: true }, summary: { boost: 0.5 } };
const configs = [undefined, { expand: true }, { fields: boosts, expand: true }, { bool: "AND" }, { fields: { name: { bool: "AND" }, terms: { boost: 0 } } }];

let compared = 0;
let hits = 0;
const differences = [];
for (const [number, query] of queriesFor(documents, Number(wanted)).entries()) {
  const config = configs[number % configs.length];
  const stock = whole.search(query, config);
  const ours = await trustbridge.searchRaw(query, config);
  compared++;
  if (stock.length) hits++;
  const same =
    stock.length === ours.length &&
    stock.every((one, at) => one.ref === ours[at].ref && Math.abs(one.score - ours[at].score) <= 1e-9);
  if (!same) {
    const at = stock.findIndex((one, place) => !ours[place] || one.ref !== ours[place].ref);
    differences.push({ query, config, stock: stock.length, ours: ours.length, at, here: [stock[at], ours[at]] });
  }
}
console.log(JSON.stringify({ documents: documents.length, queries: compared, withResults: hits, differences: differences.length }));
if (differences.length) console.error(JSON.stringify(differences.slice(0, 5), null, 1));
if (differences.length || compared < 500 || hits < compared / 2) process.exit(1);
